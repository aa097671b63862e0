"""Verbs: the main verb of a plain English sentence, what stands before it, and whether it tells a plan or an event.

Knows forms and places of words, no grammar: of a sentence that it cannot take apart it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.english.auxiliaries import BEING
from assistant.english.irregular import BASES
from assistant.english.words import Word, split_words
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class MainVerb:
    """The main verb of a sentence, or after "is" the word that it leads to: its place among the words.

    `opens` is the place of the first word of the group ("has been led"), so that the subject stands before it.
    `is_copula` says that the group says no more than that something is so.
    """

    at: int
    opens: int
    is_passive: bool = False
    is_past: bool = False
    is_copula: bool = False


_BE = BEING | frozenset("'s 're am".split())
_HAVE = frozenset("has have had".split())
_MODALS = frozenset("will would shall should can could may might must cannot won't can't".split())
_DO = frozenset("do does did don't doesn't didn't".split())
AUXILIARIES = _BE | _HAVE | _MODALS | _DO
_PAST_AUXILIARIES = frozenset("was were has have had did been".split())
_BETWEEN = frozenset("not also now only already never still just often soon then all both each to about".split())
_RELATIVE = frozenset("which who whom whose that where when if because while after before unless until".split())
_DETERMINERS = frozenset("a an the this that these those its their his her our your my no every each some any".split())
_PREPOSITIONS = frozenset(
    "of in on at by to for from with under over into about between through during without against as than among".split()
)
_OPENS_OBJECT = _DETERMINERS | _PREPOSITIONS | frozenset("that it them him us me you up off out only all".split())
_OPENS_AFTER_S = (_DETERMINERS | frozenset({"that", "it", "them", "him", "us", "you", "out", "up"})) - frozenset({"no"})
_BASE_FORMS = frozenset(BASES.values()) | frozenset("take use work need want ask pay cover help include".split())
_SHORTEST_GERUND = 6  # letters: "paying", not "king"
_SHORTEST_PAST = 4  # letters of a word in "-ed": "used", not "red"


def root(word: Word) -> str:
    """Return the stem of a word, of a verb's past form that of its base: "led" and "leads" share one."""
    base = BASES.get(word.lower)
    return split_words(base)[0].stem if base else word.stem


def roots(words: Sequence[Word]) -> frozenset[str]:
    """Return the roots of the words that carry content."""
    return frozenset(root(word) for word in words if word.is_content)


def is_verbal(word: Word) -> bool:
    """Whether a word has the form of a verb, of a participle or of a gerund: "written", "planned", "promoting"."""
    return _is_past_form(word) or (word.lower.endswith("ing") and len(word.lower) >= _SHORTEST_GERUND)


def main_verb(words: Sequence[Word]) -> MainVerb | None:
    """Return the first verb that a sentence has in its main clause; None where its form does not tell."""
    depth = 0
    for index, word in enumerate(words):
        if index and word.lower in _RELATIVE:
            depth = 1
        if word.lower in AUXILIARIES and index:
            if not depth:
                return _after_auxiliary(words, index)
            depth = 0
        elif index and not depth and _is_verb(words, index):
            return MainVerb(index, index, is_past=_is_past_form(word))
    return None


def _after_auxiliary(words: Sequence[Word], opens: int) -> MainVerb | None:
    at = opens
    while at < len(words) and (words[at].lower in AUXILIARIES | _BETWEEN or words[at].lower.endswith("ly")):
        at += 1
    while at < len(words) and words[at].lower in _DETERMINERS | _PREPOSITIONS:
        at += 1
    if at == len(words):
        return None
    group = {word.lower for word in words[opens:at]}
    names_agent = any(word.lower == "by" for word in words[at + 1 : at + 3])  # "set up by"
    is_passive = bool(group & _BE) and (_is_past_form(words[at]) or names_agent)
    return MainVerb(
        at,
        opens,
        is_passive,
        is_past=bool(group & _PAST_AUXILIARIES) and not group & _MODALS,
        is_copula=bool(group & _BE) and not is_passive and not words[at].lower.endswith("ing"),
    )


def _is_past_form(word: Word) -> bool:
    return word.lower in BASES or (word.lower.endswith("ed") and len(word.lower) >= _SHORTEST_PAST)


def _is_verb(words: Sequence[Word], index: int) -> bool:
    word, before = words[index], words[index - 1].lower
    if word.is_capitalised or word.is_number or before in _DETERMINERS | _PREPOSITIONS:
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    if _is_past_form(word):
        return not before.endswith("ly")
    if following is None:
        return False
    opens = following.lower in _OPENS_AFTER_S or following.is_number or following.is_capitalised
    if word.lower.endswith("s") and not word.lower.endswith("ss"):
        return word.lower[:-1] in _BASE_FORMS or (opens and not _is_plural(before))
    return word.lower in _BASE_FORMS and _is_plural(before)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


# -- plans -----------------------------------------------------------------------------------------------------

_PLANS = lazy_pattern(
    r"\b(?:will|would|shall|should|(?-i:may)|might|could|won['’]t|plan(?:s|ned|ning)?|intend(?:s|ed)?|intention"
    r"|propos(?:e|es|ed|al|als|ing)|suggest(?:s|ed|ion|ions)?|expect(?:s|ed)?|forecast(?:s|ed)?|hop(?:e|es|ed|ing)"
    r"|aim(?:s|ed)?|wants?|wanted|seeks?|due|scheduled|going to|set to|about to|ready to|(?:is|are|was|were) to"
    r"|if|unless|possible|possibly|perhaps|probably|likely|promis(?:e|es|ed)|draft(?:s|ed|ing)?|prepar(?:e|es|ed|ing)"
    r"|goals?|targets?|recommend(?:s|ed)?|meant|consider(?:s|ed|ing)?|calls? for|called for"
    r"|agreed to|decided to|vow(?:s|ed)?|pledg(?:e|es|ed)|optimistic|predict(?:s|ed)?)\b",
    re.IGNORECASE,
)
_BEFORE_VERB = 45  # characters in which what makes a plan of a verb stands before it: "proposed to create"


def tells_plan(text: str) -> bool:
    """Whether a text has a word that makes a plan, a wish or a guess of something: "will", "proposed", "may"."""
    return _PLANS.search(text) is not None


def is_planned_at(text: str, start: int, *, surely: bool = False) -> bool:
    """Whether such a word stands right before the place `start` of a text, in the same clause.

    `surely` leaves out words that allow or advise as often as they plan: what "may be carried over" is so.
    """
    clause = _CLAUSE_ENDS.split(text[max(0, start - _BEFORE_VERB) : start])[-1]
    return any(not surely or match.group().lower() not in _ALLOWING for match in _PLANS.finditer(clause))


_ALLOWING = frozenset("may might could should shall would if unless possible recommended recommend".split())


_CLAUSE_ENDS = lazy_pattern(r"[.;!?]\s")
