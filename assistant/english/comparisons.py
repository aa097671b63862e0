"""Comparisons: the two sides of a question that compares, and what of them. Knows English forms, no documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.english.courtesies import without_courtesies
from assistant.english.words import split_words
from ingest.patterns import lazy_pattern


class Direction(StrEnum):
    """Which of two figures is asked for, "" in a question that names none."""

    MORE = "more"
    LESS = "less"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides as they are named, and what of them is compared ("the warranty of"), "" for anything.

    `quality` is the comparative that asks which side has more of it ("faster"), "" for none. `asks` tells whether it is
    asked of the first side ("Is the one faster than the other?"), which is answered with yes or no. `is_class`: the
    aspect only tells what sort of thing the sides are ("which pump is louder").
    """

    sides: tuple[str, str]
    aspect: str
    quality: str = ""
    asks: bool = False
    is_class: bool = field(default=False, compare=False)


def comparison_of(question: str) -> Comparison | None:
    """Return what a question compares; None for one that does not compare two things by name."""
    bare = _BY_HOW_MUCH.sub("", without_courtesies(question))
    for form in _FORMS:
        match = form.fullmatch(bare)
        if match is not None:
            parts = {name: (value or "").strip(" ,") for name, value in match.groupdict().items()}
            return _comparison(parts)
    return None


@dataclass(frozen=True, slots=True)
class UnnamedPair:
    """A comparison of two things of a sort that are not named: "the two offers for the dryer", "which boat is cheaper".

    `sort` is what they are, `of` what they are for; `quality` and `aspect` are those of a comparison.
    """

    sort: str
    of: str = ""
    quality: str = ""
    aspect: str = ""


def unnamed_pair_of(question: str) -> UnnamedPair | None:
    """Return which two things of a sort are compared without being named; None for any other question."""
    bare = _BY_HOW_MUCH.sub("", without_courtesies(question))
    match = next((match for form in _UNNAMED_FORMS if (match := form.fullmatch(bare))), None)
    if match is None:
        return None
    parts = {name: (value or "").strip(" ,") for name, value in match.groupdict().items()}
    return UnnamedPair(parts["sort"], parts.get("of", ""), parts.get("quality", "").lower(), parts.get("aspect", ""))


def _comparison(parts: dict[str, str]) -> Comparison | None:
    parts = _shared(parts)
    aspect = parts.get("aspect", "")
    of_class = bool(parts.get("quality")) and _CLASS.match(aspect) is not None
    aspect = "" if of_class and parts.get("noun") else aspect
    one, other = _bare(parts["one"]), _bare(parts["other"])
    if not aspect:
        split = _OF.fullmatch(one)
        if split is not None:
            aspect, one = split.group("aspect"), _bare(split.group("thing"))
            same = _OF.fullmatch(other)
            other = _bare(same.group("thing")) if same else other
            other = _bare(re.sub(rf"^(?:(?:that|those) )?(?:{_LINKS}) ", "", other))
        else:
            aspect, one, other = _owned(one, other)
    aspect = f"{aspect} {parts.get('noun', '')}".strip()
    quality, _, of = parts.get("quality", "").partition(" ")
    aspect = f"{aspect} {of}"
    one, aspect = _HAS.sub("", one), " ".join(word for word in aspect.split() if word.lower() not in _VERBS)
    if (
        (re.match(r"\W?\d", other) and _YEAR.fullmatch(other) is None)
        or not _content(one)
        or not _content(other)
        or one.lower() == other.lower()
    ):
        return None
    return Comparison(
        (one, other), _bare(aspect), quality.lower(), bool(parts.get("asks")), of_class and not parts.get("noun")
    )


def _shared(parts: dict[str, str]) -> dict[str, str]:
    """Give the second side the thing of the first: "tuning cheaper for members than for guests" is tuning for both."""
    noun, thing = parts.get("noun", ""), parts["one"]
    if not _LED.match(noun) or not _LED.match(parts["other"]):
        return parts
    return {**parts, "one": f"{thing} {noun}", "other": f"{thing} {parts['other']}", "noun": ""}


def _owned(one: str, other: str) -> tuple[str, str, str]:
    """Part "the Kestrel's cable" into the thing and what of it is compared."""
    own, others = re.fullmatch(r"(.+?)['’]s (.+)", one), re.fullmatch(r"(.+?)['’]s(?: (.+))?", other)
    if others is None:
        return "", one, other
    return (others.group(2) or "") or (own.group(2) if own else ""), own.group(1) if own else one, others.group(1)


def _bare(words: str) -> str:
    bare = re.sub(r"^(?:(?:the|a|an|both|either|between|our|my|your) )+", "", words.strip(" ,"), flags=re.IGNORECASE)
    return re.sub(r"(?<=\w) ones?$", "", bare)


def _content(words: str) -> bool:
    return any(word.is_content for word in split_words(words))


_LINKS = "of|for|in|at|on|from"
_LED = lazy_pattern(rf"(?:{_LINKS}) ", re.IGNORECASE)
_OF = lazy_pattern(rf"(?P<aspect>[\w' -]+?) (?:{_LINKS}) (?P<thing>.+)", re.IGNORECASE)
_VERBS = frozenset("do does did is are was were has have had needs need the a an".split())
# "Which pump is louder", "which firm has the longer warranty": the sides are pumps and firms, no aspect of them.
_CLASS = lazy_pattern(r"^.*\b(?:is|are|was|were|has|have|had|gives?|offers?|gets?)(?: an?| the)?$", re.IGNORECASE)
_YEAR = lazy_pattern(r"(?:19|20)\d\d")
_HAS = lazy_pattern(r" (?:have|has|had|need|needs)(?: an?| the)?$", re.IGNORECASE)
_BY_HOW_MUCH = lazy_pattern(r",?(?: and)? (?:by|at) how much(?: [\w ]+)?$", re.IGNORECASE)
_COMPARATIVE = r"(?:(?:more|less|fewer) \w+|more|less|fewer|better|worse|\w{2,}er)"
_AND = r"(?: and | with | to | versus | vs\.? | against )"
_OF_BOTH = r"(?:which|who|what)(?: (?:one|of them|is|of the two))? ?(?P<aspect>[\w' -]*?) ?"
_DIFFERENCE = (
    r"(?:what(?:['’]s| is| are| was| were)|(?:is|are) there|how (?:big|large) is) (?:the |any |a )?differences?"
)
_SEEN_BY = r"(?: (?:in terms of|with regard to|regarding|by|on) (?P<aspect>[\w' -]+))?"
_EITHER = r"[,:;]? (?P<one>(?:the |our |my )?[\w'’. -]+?) or (?P<other>[\w'’. -]+)"
_IS_ONE = r"(?P<asks>is|are|was|were|does|do|did|has|have) (?P<one>.+?)"
_IS_EITHER = r"(?:is|are|was|were|does|do|did|has|have) (?P<one>[\w'’. -]+?)"
_WRITTEN_FORMS = (
    rf"compare (?P<one>.+?){_AND}(?P<other>.+?){_SEEN_BY}",
    rf"{_DIFFERENCE} (?:in (?P<aspect>[\w' -]+) )?between (?P<one>.+?) and (?P<other>.+)",
    r"how (?:do|does|did) (?P<one>.+?) (?:differ|compare)s? (?:from|to|with) (?P<other>.+)",
    r"how (?:do|does|did) (?P<one>.+?) and (?P<other>.+?) (?:differ|compare)",
    rf"{_OF_BOTH}(?P<quality>{_COMPARATIVE})(?P<noun> [\w' -]+)?{_EITHER}",
    rf"{_IS_EITHER} or (?P<other>[\w'’. -]+?) (?:the )?(?P<quality>{_COMPARATIVE})(?P<noun> [\w' -]+)?",
    rf"{_IS_ONE} (?P<quality>{_COMPARATIVE})(?P<noun> [\w' -]+?)? than (?P<other>.+)",
    r"(?P<one>[\w'’. -]+?) (?:versus|vs\.?) (?P<other>[\w'’. -]+)",
    (
        rf"(?:by )?how much (?P<quality>{_COMPARATIVE}) (?:is|are|was|were|does|do|did) (?P<aspect>.+?)(?: cost)?"
        r" in (?P<one>[\w-]+) than (?:it (?:is|was|did) )?in (?P<other>[\w-]+)"
    ),
)
_FORMS = tuple(lazy_pattern(form, re.IGNORECASE) for form in _WRITTEN_FORMS)

_SORT = r"(?P<sort>[\w'-]+(?: (?!for\b|of\b|is\b|has\b|differ)[\w'-]+){0,2})"
_TWO = rf"(?:the |our |my |these )?(?:two|both) {_SORT}(?: (?:for|of|from|about) (?P<of>[\w' -]+?))?"
_HAS_MORE = (
    r"(?:is|are|was|has|have|gives?|offers?|costs?|takes?)(?: an?| the)?"
    rf" (?P<quality>{_COMPARATIVE})(?: (?P<aspect>[\w' -]+))?"
)
_UNNAMED_FORMS = tuple(
    lazy_pattern(form, re.IGNORECASE)
    for form in (
        rf"compare {_TWO}{_SEEN_BY}",
        rf"{_DIFFERENCE} between {_TWO}",
        rf"how (?:do|does) {_TWO} (?:differ|compare)",
        rf"which (?:one )?of {_TWO} {_HAS_MORE}",
        rf"which {_SORT} {_HAS_MORE}",
    )
)

# What makes less the better: a shorter time is faster, a lower price cheaper.
_LESS = frozenset(
    "less fewer shorter smaller lower cheaper earlier sooner faster quicker lighter thinner narrower younger".split()
)
_MORE = frozenset(
    "more longer larger bigger higher dearer later slower heavier thicker wider older greater taller deeper".split()
)


def extreme_of(quality: str) -> Direction:
    """Return whether a comparative asks for the larger or the smaller figure ("more expensive" for the larger)."""
    first = quality.split(" ", maxsplit=1)[0]
    if first in _MORE:
        return Direction.MORE
    return Direction.LESS if first in _LESS else Direction.NONE
