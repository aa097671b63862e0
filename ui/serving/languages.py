"""Languages: in which of ours a request is answered: the one that its browser keeps for the page, or asks for.

A program that asks for none is answered in English. Knows headers, never a route.
"""

from __future__ import annotations

from contextvars import ContextVar

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from assistant.messages.message import in_language
from assistant.messages.recognising import recognised
from assistant.messages.translations import SOURCE, languages

LANGUAGE = "sourcechat-language"
"""The cookie in which a browser keeps the language of the page."""

_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


def speak(language: str) -> str:
    """Let what this request makes be in a language, as far as we speak it; return the one that is spoken."""
    chosen = language if language in languages() else SOURCE
    _spoken.set(chosen)
    return chosen


def language_spoken() -> str:
    """Return the language that what this request makes is in."""
    return _spoken.get()


def told(text: str) -> str:
    """Return a message, or what a room below said in English, in the language that is spoken."""
    return in_language(recognised(text), _spoken.get())


def language_of(headers: Headers) -> str:
    """Return the language that a request is to be answered in."""
    kept = cookie_parser(headers.get("cookie", "")).get(LANGUAGE, "")
    wanted = (kept, *_wanted(headers.get("accept-language", "")))
    return next((one for one in wanted if one in languages()), SOURCE)


def _wanted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header by their two letters, the dearest first."""
    ranges = [one.strip().partition(";q=") for one in header.lower().split(",")]
    return [tag[:2] for tag, _, weight in sorted(ranges, key=lambda one: -_weight(one[2])) if tag]


def _weight(written: str) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0
