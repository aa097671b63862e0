from __future__ import annotations

import json
import re

import pytest

from ui.page.texts import ENGLISH, LANGUAGES, counted, for_script, say, speak


def test_words_hold_values_and_numbers() -> None:
    assert say("question", number=3) == "Question 3"
    assert (counted("documents", 1), counted("documents", 1200)) == ("1 document", "1,200 documents")


def test_a_language_that_the_page_does_not_know_is_english() -> None:
    assert speak("xx") == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_what_english_does_with_the_same_values(language: str) -> None:
    words = json.loads(for_script(language))

    assert words.keys() == ENGLISH.keys()
    for name, said in words.items():
        assert sorted(re.findall(r"{\w+}", said)) == sorted(re.findall(r"{\w+}", ENGLISH[name])), name
