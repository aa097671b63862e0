"""Refusals: why the passages found do not answer a question, in words a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.answers import Refusal
from assistant.english.expectation import Expectation, Kind, expect
from assistant.english.language import language_of
from assistant.english.words import stems_of
from assistant.messages.message import Message, any_of, joined, quoted, say, say_of
from assistant.messages.recognising import recognised
from assistant.proving.citations import nearest
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage
from vectorstore.problems import Problem

_NEAREST = 3  # passages shown as "closest I found"
_UNREAD = 3  # sources named that could not be read
_OTHER_LETTERS = lazy_pattern(r"[^\W\d_\x00-\u024f\u1e00-\u1eff]{2}")  # of another script than Latin
_NAME_PARTS = lazy_pattern(r"[\W_]+")  # what parts the words of a file's name

# What the passages lack, by the kind of answer asked for.
_LACKS: Mapping[Kind, Message] = {
    Kind.COUNT: say("the closest passages do not give this number."),
    Kind.AMOUNT: say("the closest passages do not give this figure."),
    Kind.DURATION: say("the closest passages do not give this length of time."),
    Kind.DATE: say("the closest passages do not say when."),
    Kind.PERSON: say("the closest passages do not name this person."),
    Kind.PLACE: say("the closest passages do not name this place."),
    Kind.EXPANSION: say("the closest passages do not spell it out."),
    Kind.REASON: say("the closest passages do not give this reason."),
}
_NEAR = say("the closest passages are near the subject but do not answer this.")
_NOT_READ = say(
    "The question was compared with them by words alone, since the library's model knows English best: to ask in other "
    "languages, run `sourcechat library reembed --embedding multilingual`."
)
_NOT_THERE, _NOT_FOUND = say("Not in your documents:"), say("Not found in your documents.")


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched in vain: the number of documents, the sources that could not be read, and `meant`.

    Those are names that the library has which are spelt nearly as one that was asked for. `knows_languages` tells
    whether the library's model knows many of them.
    """

    documents: int = 0
    unread: Sequence[Problem] = ()
    meant: Sequence[str] = ()
    knows_languages: bool = False


def refuse(question: str, passages: Sequence[Passage], searched: Searched | None = None) -> Refusal:
    """Return the refusal of `question`, with the nearest of the passages found for it, best first.

    Of the sources that could not be read, those are named whose name bears on the question.
    """
    known = searched or Searched()
    parts = (_reason(question, passages, known), *_where(known), *_bearing(question, known.unread))
    return Refusal(reason=joined(parts), nearest=nearest(passages, limit=_NEAREST))


def told_by_a_head(count: int) -> tuple[Message, ...]:
    """Return what of a refusal's reason a headline says already: that nothing was found, in so many documents."""
    return _NOT_THERE, _NOT_FOUND, _documents_searched(count)


def _where(searched: Searched) -> list[Message]:
    """Return what was searched, and which names may have been meant."""
    said = [_documents_searched(searched.documents)]
    asked = [say("Did you mean {names}?", names=any_of(searched.meant))] if searched.meant else []
    return (said if searched.documents else []) + asked


def _documents_searched(count: int) -> Message:
    return say_of(count, "I searched {count} document.", "I searched {count} documents.")


def _bearing(question: str, unread: Sequence[Problem]) -> list[Message]:
    asked = stems_of(question)
    return told_unread([one for one in unread if asked & stems_of(_NAME_PARTS.sub(" ", PurePath(one.name).stem))])


def told_unread(unread: Sequence[Problem]) -> list[Message]:
    """Return what is said of the first sources that could not be read, one by one."""
    return [
        say("{name} could not be read: {why}.", name=quoted(one.name), why=recognised(_bare_message(one)))
        for one in unread[:_UNREAD]
    ]


def _bare_message(problem: Problem) -> str:
    return problem.messages[0].removeprefix(f"{problem.name}: ").rstrip(".")


def _reason(question: str, passages: Sequence[Passage], searched: Searched) -> Message:
    if language_of(question) not in {"", "en"}:
        return joined([_NOT_THERE, _NEAR] if searched.knows_languages else [_NOT_FOUND, _NOT_READ])
    expectation = expect(question)
    unknown = _unknown_names(expectation, passages)
    if unknown:
        lack = say("the closest passages do not mention {names}.", names=any_of(unknown))
        return joined([_NOT_THERE, lack])
    return joined([_NOT_THERE, _LACKS.get(expectation.kind, _NEAR)])


def _unknown_names(expectation: Expectation, passages: Sequence[Passage]) -> list[str]:
    """Return the names that no passage has; none where one of the nearest may have them in letters of its own."""
    if any(_OTHER_LETTERS.search(passage.chunk.text) for passage in passages[:_NEAREST]):
        return []
    missing = expectation.names
    for passage in passages if missing else ():
        missing -= stems_of(passage.chunk.embedded_text)
    return list(dict.fromkeys(word.form for word in expectation.words if word.stem in missing))
