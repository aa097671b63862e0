"""Translating: an answer whose own sentences are said in the language of the question. Knows messages, asks nobody.

The words of documents, their titles and names stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import Answer, Citation, Disagreement, Refusal, Statement
from assistant.messages.message import Message, in_language, joined, marked, say
from assistant.messages.translations import SOURCE, languages
from ingest.documents import PlaceKind
from ingest.patterns import lazy_pattern


def translated(answer: Answer, language: str) -> Answer:
    """Return an answer that says what is ours in a language, as plain texts; in English where we do not speak it."""
    spoken = language if language in languages() else SOURCE
    return replace(
        answer,
        statements=tuple(_statement(one, spoken) for one in answer.statements),
        citations=tuple(_citation(one, spoken) for one in answer.citations),
        refusal=None if answer.refusal is None else _refusal(answer.refusal, spoken),
        disagreements=tuple(_disagreement(one, spoken) for one in answer.disagreements),
        suggestions=tuple(in_language(one, spoken) for one in answer.suggestions),
        notes=tuple(in_language(one, spoken) for one in answer.notes),
        fallback=in_language(answer.fallback, spoken),
        language=spoken,
    )


def _statement(statement: Statement, language: str) -> Statement:
    support = statement.support
    if support.lacks:
        lacks = tuple(replace(one, reason=in_language(one.reason, language)) for one in support.lacks)
        support = replace(support, lacks=lacks)
    return replace(statement, text=in_language(statement.text, language), support=support)


def _refusal(refusal: Refusal, language: str) -> Refusal:
    nearest = tuple(_citation(one, language) for one in refusal.nearest)
    return Refusal(in_language(refusal.reason, language), nearest)


def _disagreement(disagreement: Disagreement, language: str) -> Disagreement:
    return replace(
        disagreement, first=_citation(disagreement.first, language), second=_citation(disagreement.second, language)
    )


def _citation(citation: Citation, language: str) -> Citation:
    if language == SOURCE:
        return replace(citation, doubt=in_language(citation.doubt, language))
    place = in_language(place_message(citation.place), language)
    return replace(citation, place=place, doubt=in_language(citation.doubt, language))


def place_message(place: str) -> Message:
    """Return where words stand, as `ingest.places` names it, as a message: “pages 3–4”, “sheet Budget, cells A7:C7”."""
    parts = [_part(part) for part in place.split(", ")]
    made = parts[0]
    for part in parts[1:]:
        made = say("{outer}, {inner}", outer=made, inner=part)
    return made


_ONE: Mapping[str, str] = {
    PlaceKind.PAGE: marked("page {name}"),
    PlaceKind.SLIDE: marked("slide {name}"),
    PlaceKind.SHEET: marked("sheet {name}"),
    PlaceKind.CHAPTER: marked("chapter {name}"),
    PlaceKind.MAIL: marked("mail {name}"),
    PlaceKind.CELL: marked("cell {name}"),
    PlaceKind.LINE: marked("line {name}"),
    PlaceKind.MEMBER: marked("file {name}"),
}
_SEVERAL: Mapping[str, str] = {
    PlaceKind.PAGE: marked("pages {name}"),
    PlaceKind.SLIDE: marked("slides {name}"),
    PlaceKind.CELL: marked("cells {name}"),
    PlaceKind.LINE: marked("lines {name}"),
}
_PART = lazy_pattern(rf"({'|'.join(PlaceKind)})(s?) (.+)", re.DOTALL)


def _part(part: str) -> Message:
    if part == "hidden":
        return say("hidden")
    found = _PART.fullmatch(part)
    if found is None:
        return joined([part])
    kind, several, name = found.groups()
    pattern = (_SEVERAL if several else _ONE).get(kind)
    return joined([part]) if pattern is None else say(pattern, name=name)
