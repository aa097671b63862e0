"""Refusals: why the passages found do not answer a question, in words a person can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.answers import Refusal
from assistant.english.expectation import Expectation, Kind, expect
from assistant.english.language import may_be_english
from assistant.english.words import content_stems, split_words
from assistant.proving.citations import nearest
from vectorstore.passages import Passage
from vectorstore.problems import Problem

_NEAREST = 3  # passages shown as "closest I found"
_UNREAD = 3  # sources named that could not be read
_NAME_PARTS = re.compile(r"[\W_]+")  # what parts the words of a file's name

# What the passages lack, by the kind of answer asked for.
_LACKS: Mapping[Kind, str] = {
    Kind.COUNT: "do not give this number",
    Kind.AMOUNT: "do not give this figure",
    Kind.DURATION: "do not give this length of time",
    Kind.DATE: "do not say when",
    Kind.PERSON: "do not name this person",
    Kind.PLACE: "do not name this place",
    Kind.EXPANSION: "do not spell it out",
    Kind.REASON: "do not give this reason",
}

_NOT_ENGLISH = (
    "Not found in your documents. The question does not seem to be in English, the language that the reader was "
    "trained on: by meaning and words alone nothing answers it. In the documents' words, or in English, it may be."
)


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched in vain: the number of documents, the sources that could not be read, and `meant`.

    Those are names that the library has which are spelt nearly as one that was asked for.
    """

    documents: int = 0
    unread: Sequence[Problem] = ()
    meant: Sequence[str] = ()


def refuse(question: str, passages: Sequence[Passage], searched: Searched | None = None) -> Refusal:
    """Return the refusal of `question`, with the nearest of the passages found for it, best first.

    Of the sources that could not be read, those are named whose name bears on the question.
    """
    known = searched or Searched()
    parts = (_reason(question, passages), *_where(known), *_bearing(question, known.unread))
    reason = " ".join(parts)
    return Refusal(reason=reason, nearest=nearest(passages, limit=_NEAREST))


def _where(searched: Searched) -> list[str]:
    """Return what was searched, and which names may have been meant."""
    said = [f"I searched {searched.documents:,} {'document' if searched.documents == 1 else 'documents'}."]
    asked = [f"Did you mean {' or '.join(f'“{name}”' for name in searched.meant)}?"]
    return (said if searched.documents else []) + (asked if searched.meant else [])


def _bearing(question: str, unread: Sequence[Problem]) -> list[str]:
    asked = content_stems(split_words(question))
    named = [one for one in unread if asked & content_stems(split_words(_NAME_PARTS.sub(" ", PurePath(one.name).stem)))]
    return [f"“{one.name}” could not be read: {_bare_message(one)}." for one in named[:_UNREAD]]


def _bare_message(problem: Problem) -> str:
    return problem.messages[0].removeprefix(f"{problem.name}: ").rstrip(".")


def _reason(question: str, passages: Sequence[Passage]) -> str:
    if not may_be_english(question):
        return _NOT_ENGLISH
    expectation = expect(question)
    unknown = _unknown_names(expectation, passages)
    if unknown:
        return f"Not in your documents: the closest passages do not mention {' or '.join(unknown)}."
    lack = _LACKS.get(expectation.kind, "are near the subject but do not answer this")
    return f"Not in your documents: the closest passages {lack}."


def _unknown_names(expectation: Expectation, passages: Sequence[Passage]) -> list[str]:
    known = content_stems(word for passage in passages for word in split_words(passage.chunk.embedded_text))
    missing = expectation.names - known
    return list(dict.fromkeys(f"“{word.form}”" for word in expectation.words if word.stem in missing))
