"""Writing out: a question made to stand alone by its ellipsis, its pointers, or the topic that it leans on."""

from __future__ import annotations

import re

from assistant.conversation.followups.anaphora import COMPLEMENT, POINTER, in_brackets, resolve
from assistant.conversation.followups.ellipsis import complete
from assistant.conversation.followups.fronting import named_first
from assistant.conversation.followups.mentions import Mention, begins_inside, mentions_in
from assistant.conversation.followups.talk import GENERIC, WORKS, Talk, answered_names, topic, work_named
from assistant.english.scope import ALTOGETHER, SPENDER
from assistant.english.words import Word, split_words, stems_of
from ingest.patterns import lazy_pattern

_SHORT = 6  # words of a question that may name nothing
_OWN = 5  # words of content with which a question has a subject of its own; measured in docs/conversation.md
_REST = 2  # names said to be known already, where a question asks for what else there is

_WORK = lazy_pattern(rf"\bthe ({'|'.join(sorted(WORKS))})s?\b(?! (?:of|that|which|called|named))", re.IGNORECASE)
# "What is creationism?", "Is chilli a stew?": these bring up their own subject.
_DEFINING = lazy_pattern(
    r"^\W*(?:what|who)(?:['’]s| is| are| was| were) (?!(?:the|some\w*|one|your|other|another|any\w*|it|this|that)\b)"
    r"\S+(?: \S+){0,3}\W*$"
    r"|^\W*what do(?:es)? .+ mean\b"
    r"|^\W*(?:is|was|were|are) (?!(?:the|there|any|it|this|anyone|anything)\b)[^?.]{1,60} an? [a-z]+\W*$",
    re.IGNORECASE,
)
_EMPTY = lazy_pattern(
    r"\b(?:happened|happens|ones?|else|others|(?:examples?|alternatives?|tips?)(?! (?:of|to|for)))\b", re.IGNORECASE
)
_SIMILAR = lazy_pattern(r"\b(?:other|another|similar|related)\b", re.IGNORECASE)
_SUPERLATIVE = lazy_pattern(
    r"\bthe (?:most \w+|\w+est|best|worst|first|last|second)\b(?=\W*$|\s+(?:in|ever|on|to|of all|and)\b)", re.IGNORECASE
)
_OTHER = lazy_pattern(r"\b(?:other|else|another|additional|anything more|any more)\b", re.IGNORECASE)
_SAYS_REST = lazy_pattern(
    r"\b(?:besides|beside from|other ?than|apart from|asides? from|in addition to)\b(?=\W+\w)", re.IGNORECASE
)
_THE = lazy_pattern(r"\bthe\s+$", re.IGNORECASE)
_POINTING_BACK = lazy_pattern(
    r"\b(?:the|this|that|these|those|such|other|others|else|another|next|then|after|before|first|only|more|any"
    r"|some|anything|anyone|happen\w*)\b",
    re.IGNORECASE,
)
# What there is one of needs no telling which.
_UNIQUE = stems_of(
    "environment world internet sun moon earth public past future ocean sea weather economy human body brain"
)


def write_out(question: str, talk: Talk) -> str:
    """Return `question` with what it leaves to the talk before it written out; as it is where it leaves nothing."""
    fronted = named_first(question)
    if fronted:
        return fronted
    if not talk.rounds and not talk.title:
        return question
    written = complete(question, talk) or resolve(question, talk)
    if written != question:
        return _with_rest(in_brackets(written, _work_meant(question, talk), _title_unsaid(written, talk)), talk)
    if not _leans_on_topic(question, talk):
        return question
    meant = _work_meant(question, talk) or _section_meant(question, talk)
    return _with_rest(in_brackets(question, meant, topic(talk)), talk)


def subjects_of(question: str) -> tuple[str, ...]:
    """Return what a question names itself and may be about, whatever was talked of: "the boiler", no "advantages"."""
    found = (one.thing for one in mentions_in(question) if not one.open)
    return tuple(one.text for one in found if not one.is_aspect and one.head not in GENERIC)


# -- what is added in brackets -----------------------------------------------------------------------------------------


def _title_unsaid(question: str, talk: Talk) -> str:
    return "" if stems_of(question) & stems_of(talk.title) else talk.title


def _work_meant(question: str, talk: Talk) -> str:
    """Return the name of "the album" or "the war" that was last talked of, as far as one was named."""
    match = _WORK.search(question)
    return work_named(split_words(match.group(1))[0].stem, talk) if match is not None else ""


def _section_meant(question: str, talk: Talk) -> str:
    """Return the section of the talk, where the question takes up a word of it."""
    return talk.section if stems_of(question) & stems_of(talk.section) - GENERIC else ""


def _with_rest(question: str, talk: Talk) -> str:
    """Name what was already answered, where the question asks for what else there is."""
    if not _OTHER.search(question) or _SAYS_REST.search(question) or "article" in question:
        return question
    known = stems_of(question)
    rest = [name for name in answered_names(talk) if not stems_of(name) & known][:_REST]
    return f"{question.rstrip(' ?.!')}, besides {' and '.join(rest)}?" if rest else question


# -- whether the topic is wanted ---------------------------------------------------------------------------------------


def _leans_on_topic(question: str, talk: Talk) -> bool:
    """Whether the question brings no subject of its own, and so takes it from the talk."""
    subject = stems_of(topic(talk))
    known = bool(stems_of(question) & subject) and (bool(talk.title) or not _SIMILAR.search(question))
    told = _DEFINING.match(question) or POINTER.search(question) or _SAYS_REST.search(question)
    enough = len(stems_of(question)) >= _OWN
    whole = ALTOGETHER.search(question) is not None and SPENDER.search(question) is not None
    if not subject or known or told or enough or whole or any(one.quoted for one in mentions_in(question)):
        return False
    words = split_words(question)
    if any(word.is_content and word.is_capitalised and begins_inside(question, word.start) for word in words):
        return False
    if talk.title:
        return _points_back(question) and not _names_section(question, words, talk)
    return _wants_subject(question, len(words))


def _points_back(question: str) -> bool:
    """Whether a word of the question points at what was talked of, or it names nothing of its own at all."""
    return bool(_POINTING_BACK.search(question)) or all(one.is_aspect or one.open for one in mentions_in(question))


def _names_section(question: str, words: tuple[Word, ...], talk: Talk) -> bool:
    """Whether the question names the section, or something that its heading names: "When was brotherhood released?"."""
    heading = [word for word in split_words(talk.section) if word.is_content and not word.is_number]
    asked = {word.stem for word in words if word.is_content}
    if heading and {word.stem for word in heading} <= asked and "the" not in {word.lower for word in words}:
        return True
    own = {word.stem for word in words if word.is_content and not _THE.search(question[: word.start])} - GENERIC
    return any(word.is_capitalised and word.stem in own for word in heading[1:])


def _wants_subject(question: str, length: int) -> bool:
    if _SUPERLATIVE.search(question):
        return True
    mentions = mentions_in(question)
    if not mentions:
        return length <= _SHORT
    if any(_wants_complement(question, one) for one in mentions):
        return True
    return _EMPTY.search(question) is not None or _SIMILAR.search(question) is not None


def _wants_complement(question: str, one: Mention) -> bool:
    """Whether a phrase wants an "of" that the question does not give: "the main advantages"."""
    if COMPLEMENT.match(question[one.end :]) or " of " in one.text or one.head in _UNIQUE:
        return False
    return one.is_aspect or (one.definite and len(split_words(one.text)) == 1)
