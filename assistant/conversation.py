"""Conversations: immutable turns, and the question that stands alone behind a follow-up.

Knows the form of English questions; never the documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reader.words import Word, split_words
from ingest.documents import DocumentId


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange: what was asked, and the text that was answered."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the person's words, the turns before it, oldest first, and the documents to look in.

    No documents means all of them.
    """

    text: str
    history: tuple[Turn, ...] = ()
    documents: tuple[DocumentId, ...] = ()


_POSSESSIVE = re.compile(r"\b(its|their|his|her|hers|theirs)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(it|they|them|he|him|she|these|those|this one|that one|the same(?: one)?|this|that)\b"
    r"(?! (?:is|was|were|are)? ?(?:said|true|possible|important|necessary|planned|expected|noted|likely)\b)"
    r"(?!['’]s (?:planned|expected|noted|likely))",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(r"\b(?:this|that|these|those|the same|such) (?=[a-z])", re.IGNORECASE)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?! (?:is|are|was|were|been|be|will|any)\b)", re.IGNORECASE
)
_WHAT_ABOUT = re.compile(
    r"^\W*(?:and |but |so )?(?:what|how) about (.+?)\W*$|^\W*(?:and|or) (?!(?:what|who|when|where|why|how"
    r"|which|is|are|do|does|did|was|were|can|will)\b)(.+?)\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:and |but |so |ok(?:ay)?,? )?(?:why|when|where|who|how|how (?:much|many|long|often|come)|which "
    r"ones?|what else|who else|"
    r"where else|since when|until when|by whom|with whom|for whom|with whom|in what way|for how long|in "
    r"which (?:year|city|country))"
    r"(?: exactly| so| not| else| then)?\W*$",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
_WHO = re.compile(r"^\W*who\s+(.+?)\W*$", re.IGNORECASE)
_ASKS_FOR_THING = re.compile(r"^\W*what (?:is|was|are|were|will be) (?:being |to be )?\w+ed\b", re.IGNORECASE)
_LEADING = re.compile(r"^\W*(?:and|but|so|also|then|ok(?:ay)?)\b,?\s*", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,80})[”\"»]")
_DETERMINED = re.compile(
    r"\b(?:the|a|an|this|that|these|those|which|how many|what(?: kinds? of)?)\s+((?:[\w'’-]+\s*){1,7})",
    re.IGNORECASE,
)
_NOUN_PHRASE_ENDS = frozenset(
    (
        "is are was were be been being do does did has have had will would can could may might should must that "
        "which who when where while and or to from by as if than held made given called planned worth take "
        "takes took taken happen"
    ).split()
)
# After one of these a question ends in its verb: "Where will the second office open?"
_INVERTED = re.compile(r"\b(?:will|would|does|do|did|can|could|should|may|might|must)\s*$", re.IGNORECASE)
_NAME_LINKS = frozenset("of the and for in on de".split())


def stand_alone(question: Question) -> str:
    """Return the question with what it leaves to the turns before it written out.

    Each earlier question is itself made to stand alone first, so that a subject is carried over several turns.
    """
    asked = ""
    answer = ""
    for turn in question.history:
        asked, answer = _resolve(turn.question, asked, answer), turn.answer
    return _resolve(question.text, asked, answer)


def _resolve(question: str, before: str, answer: str) -> str:
    if not before:
        return question
    other = _WHAT_ABOUT.match(question)
    if other is not None:
        return _about_another(before, other.group(1) or other.group(2))
    if _BARE.match(question):
        return f"{_LEADING.sub('', question).rstrip(' ?!.')}: {before}"
    return _name_referents(question, before, answer)


def _about_another(before: str, other: str) -> str:
    """Ask the question before of another thing: put it in the place of that question's subject."""
    subject = _subject(before)
    if subject and not set(_lowered(other)) & set(_lowered(subject)):
        return before.replace(subject, other, 1)
    return f"{before.rstrip(' ?')} {other}?"


def _name_referents(question: str, before: str, answer: str) -> str:
    asked = _LEADING.sub("", question)
    subject = _antecedent(asked, before, answer)
    if not subject or subject.lower() in question.lower():
        return question
    if _DEMONSTRATIVE.search(asked):
        return f"{asked.rstrip(' ?')} ({subject})?"
    for pattern, name in ((_POSSESSIVE, f"{subject}'s"), (_PRONOUN, subject), (_THERE, f"in {subject}")):
        match = pattern.search(asked)
        if match is not None:
            return asked[: match.start()] + name + asked[match.end() :]
    return question


def _antecedent(question: str, before: str, answer: str) -> str:
    """Return what the pronouns of `question` stand for.

    "She" is the person that the answer named, or else "the person who ..." of a question that asked for one.
    What the question before asked for ("What was signed?") is named in its answer.
    """
    known = set(_lowered(before))
    named = [name for name in _names(answer) if not set(_lowered(name)) <= known]
    if _PERSONAL.search(question):
        who = _WHO.match(before)
        return next(iter(named), "") or (f"the person who {who.group(1)}" if who else _subject(before))
    if _ASKS_FOR_THING.match(before) and named:
        return max(named, key=len)
    return _subject(before) or _subject(answer)


def _subject(text: str) -> str:
    """Return what a text is most likely about: a quoted title, its longest name, or its longest noun phrase."""
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted.group(1)
    names = _names(text)
    phrases = _noun_phrases(text)
    return max([*names, *phrases], key=lambda phrase: (len(split_words(phrase)), len(phrase)), default="")


def _names(text: str) -> list[str]:
    words = split_words(text)
    runs: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        if (word.is_capitalised and word.is_content and (index > 0 or word.is_acronym)) or (
            runs[-1] and word.lower in _NAME_LINKS
        ):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    trimmed = (_without_links(run) for run in runs)
    return [text[run[0].start : run[-1].end] for run in trimmed if run]


def _without_links(run: Sequence[Word]) -> Sequence[Word]:
    last = max((index for index, word in enumerate(run) if word.lower not in _NAME_LINKS), default=-1)
    return run[: last + 1]


def _noun_phrases(text: str) -> list[str]:
    phrases = []
    for match in _DETERMINED.finditer(text):
        words = split_words(match.group(1))
        end = next((word.start for word in words if word.lower in _NOUN_PHRASE_ENDS), len(match.group(1)))
        if end == len(match.group(1)) and _INVERTED.search(text[: match.start()]) and _is_last(text, match):
            end = words[-1].start if len(words) > 1 else end
        phrase = match.group(1)[:end].strip(" ?.,")
        if phrase and any(word.is_content for word in split_words(phrase)):
            phrases.append(f"the {phrase}")
    return phrases


def _is_last(text: str, match: re.Match[str]) -> bool:
    return not any(character.isalnum() for character in text[match.end() :])


def _lowered(text: str) -> list[str]:
    return [word.stem for word in split_words(text) if word.is_content]
