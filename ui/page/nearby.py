"""Nearby: questions that lead on from an answer, which its documents can answer, in the language of the question.

Knows words, never a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.answers import Answer, Citation
from assistant.english.language import language_of
from assistant.english.words import stems_of
from assistant.messages.message import in_language, quoted, say
from assistant.reader.beginnings import beginnings_of

_MOST = 2
_LONGEST_TITLE = 60  # characters; a button is one line


def questions_near(answer: Answer) -> tuple[str, ...]:
    """Return questions near one that was refused: on documents whose closest words share one with it."""
    words = stems_of if language_of(answer.standalone_question) in {"", "en"} else beginnings_of
    asked = words(answer.standalone_question)
    nearest = answer.refusal.nearest if answer.refusal else ()
    near = [one for one in nearest if asked & words(f"{one.title} {one.quote}")]
    return tuple(_about(title, answer.language) for title in _titles(near))[:_MOST]


def questions_after(answer: Answer) -> tuple[str, ...]:
    """Return questions that lead on from an answer: on the document that it rests on most, unless it was a summary."""
    if "summarise" in answer.timings:
        return ()
    titles = list(_titles(answer.citations))
    about = [_about(title, answer.language) for title in titles if title.casefold() not in answer.question.casefold()]
    return tuple(about)[:1]


def _about(title: str, language: str) -> str:
    return in_language(say("What is {title} about?", title=quoted(title)), language)


def _titles(citations: Iterable[Citation]) -> Iterator[str]:
    yield from dict.fromkeys(one.title for one in citations if len(one.title) <= _LONGEST_TITLE)
