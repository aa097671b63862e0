"""Refusals: why the passages found do not answer a question, in words a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answers import Refusal
from assistant.english.expectation import Expectation, Kind, expect
from assistant.english.language import may_be_english
from assistant.english.words import content_stems, split_words
from assistant.proving.citations import nearest
from vectorstore.passages import Passage

_NEAREST = 3  # passages shown as "closest I found"

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


def refuse(question: str, passages: Sequence[Passage]) -> Refusal:
    """Return the refusal of `question`, with the nearest of the passages found for it, best first."""
    return Refusal(reason=_reason(question, passages), nearest=nearest(passages, limit=_NEAREST))


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
