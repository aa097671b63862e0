from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from assistant.messages.translations import languages
from ui.page.texts import ENGLISH, LANGUAGES, counted, decimal, figure, for_script, say, share
from ui.serving.languages import language_spoken, speak


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def test_words_hold_values_and_numbers() -> None:
    assert say("question", number=3) == "Question 3"
    assert (counted("documents", 1), counted("documents", 1200)) == ("1 document", "1,200 documents")


def test_the_page_is_in_the_languages_that_an_answer_is_given_in() -> None:
    assert set(LANGUAGES) == set(languages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_what_english_does_with_the_same_values(language: str) -> None:
    words = json.loads(for_script(language))

    assert {name for name in words if not name.endswith(".few")} == ENGLISH.keys()
    for name, said in words.items():
        assert _values(said) == _values(ENGLISH[name.removesuffix(".few")]), name


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_word_is_written_in_every_language(language: str) -> None:
    written = json.loads(files("ui").joinpath(f"assets/words.{language}.json").read_text("utf-8"))

    assert ENGLISH.keys() - written.keys() == set()
    assert [name for name, said in written.items() if not said.strip()] == []


def test_what_is_counted_in_russian_has_its_three_forms() -> None:
    words = json.loads(for_script("ru"))

    counted_names = {name.removesuffix(".one") for name in ENGLISH if name.endswith(".one")}

    assert [name for name in counted_names if f"{name}.few" not in words] == []


@pytest.mark.parametrize(
    ("language", "one", "few", "many"),
    [
        ("de", "1 Dokument", "3 Dokumente", "1.234 Dokumente"),
        ("fr", "1 document", "3 documents", "1\u202f234 documents"),
        ("ja", "1件の文書", "3件の文書", "1,234件の文書"),
        ("ru", "1 документ", "3 документа", "1\u00a0235 документов"),
        ("uz", "1 ta hujjat", "3 ta hujjat", "1\u00a0234 ta hujjat"),
    ],
)
def test_what_is_counted_is_said_as_the_language_counts(language: str, one: str, few: str, many: str) -> None:
    speak(language)

    count = 1235 if language == "ru" else 1234

    assert (counted("documents", 1), counted("documents", 3), counted("documents", count)) == (one, few, many)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    speak("de")

    assert language_spoken() == "de"
    assert (figure(12_345), share(0.967), decimal(1234.5, 2)) == ("12.345", "97\u00a0%", "1.234,50")


def test_no_documents_are_plural_in_english_and_singular_in_french() -> None:
    said = counted("documents", 0)
    speak("fr")

    assert (said, counted("documents", 0)) == ("0 documents", "0 document")


def _values(said: str) -> list[str]:
    return sorted(set(re.findall(r"{\w+}", said)))
