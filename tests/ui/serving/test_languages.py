from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.datastructures import Headers

from ui.serving.languages import LANGUAGE, language_of, language_spoken, speak, told


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),  # a program
        ({"accept-language": "*"}, "en"),
        ({"accept-language": "fr-CH, fr;q=0.9, en;q=0.8"}, "fr"),
        ({"accept-language": "it, de;q=0.7, en;q=0.3"}, "de"),
        ({"accept-language": "en;q=0.2, ja;q=0.9"}, "ja"),
        ({"accept-language": "ru;q=high, uz"}, "uz"),
        ({"accept-language": "fr", "cookie": f"{LANGUAGE}=ru"}, "ru"),
        ({"accept-language": "fr", "cookie": f"{LANGUAGE}=../../xx"}, "fr"),
    ],
)
def test_a_request_is_answered_in_what_its_page_keeps_or_its_browser_asks_for(
    headers: dict[str, str], language: str
) -> None:
    assert language_of(Headers(headers)) == language


def test_what_a_room_below_says_is_told_in_the_language_that_is_spoken() -> None:
    assert speak("de") == "de"

    assert told("a.pdf: empty; there is nothing to read") == "a.pdf: leer; es gibt nichts zu lesen"


def test_a_language_that_is_not_ours_is_english() -> None:
    assert (speak("xx"), language_spoken()) == ("en", "en")
