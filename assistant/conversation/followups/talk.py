"""Talk: what was talked of so far, and which of it a later question points at.

Candidates are ranked by a few weights set by hand: where a thing was named, how long ago, and whether it agrees in
number, person and place. Knows earlier questions and answers; never the form of a follow-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from assistant.conversation.followups.mentions import Mention, is_plural, is_title, mentions_in, part_of
from assistant.english.tellers import is_somebody
from assistant.english.words import split_words, stems_of
from ingest.patterns import lazy_pattern

HE_SHE = frozenset("he him his she her hers".split())
THEY = frozenset("they them their theirs these".split())
POINTING = frozenset("this that".split())
# Kinds of things that have names of their own: "the album" is the one that was named.
WORKS = frozenset(
    "album song show book movie film series single record novel ep play tour game case war battle project".split()
)
_IN_QUOTES = stems_of("song single episode")

# Where is looked, not what for: "summarise my documents", "what files do I have".
_LIBRARY = frozenset("document documents file files folder folders library paper papers".split())

_TURNS_BACK = 5  # rounds that a question may point back at; with 4 and 6 the words recalled changed by < 0.3 points
_FAR_BETTER = 1.0  # of the weights below; about what a round since, or a word of the wrong number, costs
_READ = 400  # characters of an answer that are looked at: what it says first is what it is about


@dataclass(frozen=True, slots=True)
class Round:
    """An earlier question, made to stand alone; what was answered; and the words it was asked in."""

    asked: str
    answer: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What was talked of: the title and section that the talk began with, if any, and the last rounds in order."""

    title: str = ""
    section: str = ""
    rounds: tuple[Round, ...] = ()

    def after(self, latest: Round) -> Talk:
        """Return the talk with one more round; those too long ago to be pointed at are forgotten."""
        return replace(self, rounds=(*self.rounds, latest)[-_TURNS_BACK:])

    def answered(self, answer: str) -> Talk:
        """Return the talk with `answer` given to the last question."""
        return replace(self, rounds=(*self.rounds[:-1], replace(self.rounds[-1], answer=answer)))


def antecedent(pointer: str, talk: Talk, question: str) -> str:
    """Return what `pointer` ("it", "his", "this", "there") stands for in `question`.

    Empty when nothing fits, or when what fits far better is said in the question already.
    """
    asked, person = stems_of(question), _is_of_person(talk)
    best, said, words = 0.0, 0.0, ""
    for one in _candidates(talk):
        if pointer in HE_SHE and not _may_be_person(one):
            continue
        score = one.weight + _agreement(one, pointer, of_person=person)
        if stems_of(one.mention.text) <= asked:
            said = max(said, score)
        elif score > best:
            best, words = score, one.words
    return words if said - best <= _FAR_BETTER else ""


def named_as(kind: str, talk: Talk) -> str:
    """Return what was last named as a thing of that kind: "Farnsworth House" for the stem of "house"."""
    for one in _candidates(talk):
        mention = one.mention
        told = one.role in {_Role.ASKED, _Role.SECTION} and (mention.named or not talk.title)
        if told and mention.head == kind and len(split_words(mention.text)) > 1 and not mention.open:
            return mention.text
    return ""


def work_named(kind: str, talk: Talk) -> str:
    """Return the name of the last work of that kind: what was called so, or else a title in quotes or of a section.

    A song is written in quotes, whatever else has a title most often without: there the section goes first.
    """
    named = [
        one for one in _candidates(talk) if one.role is not _Role.TITLE and one.mention.named and not one.mention.placed
    ]
    told = [one for one in named if one.mention.head == kind]
    quoted = [one for one in named if one.mention.quoted]
    section = [one for one in named if one.role is _Role.SECTION]
    titled = (*quoted, *section) if kind in _IN_QUOTES else (*section, *quoted)
    return next((one.mention.text for one in (*told, *titled)), "")


def topic(talk: Talk) -> str:
    """Return what the talk is about: its title, or else what the last question with a subject asked of."""
    if talk.title:
        return talk.title
    subjects = (focus(things) for things in reversed(_things_asked(talk)))
    named = (one for one in subjects if one is not None and one.text.lower() not in _LIBRARY)
    return next((one.text for one in named if not one.is_aspect), "")


def last_focus(talk: Talk, *, named: bool) -> Mention | None:
    """Return what the last question asked of, with its place in that question: a name, or rather something else."""
    things = _things_asked(talk)[-1] if talk.rounds else ()
    return focus([one for one in things if one.named == named and not one.placed]) or focus(things)


def answered_names(talk: Talk) -> tuple[str, ...]:
    """Return the names in the last answer, in order."""
    answer = talk.rounds[-1].answer[:_READ] if talk.rounds else ""
    return tuple(one.text for one in mentions_in(answer) if one.named)


def focus(things: Sequence[Mention]) -> Mention | None:
    """Return what a question is about: its name, or what it says "the" of, rather than where and when."""
    return max(things, key=lambda one: (_prominence(one), -one.start), default=None)


def _prominence(one: Mention) -> float:
    return (
        2.0 * one.named
        + 1.6 * one.bracketed
        + 1.0 * one.quoted
        + 0.8 * one.definite
        - 0.9 * one.oblique
        - 1.0 * one.open
        - 1.5 * one.placed
        - 1.5 * one.is_aspect
    )


# -- candidates --------------------------------------------------------------------------------------------------------


class _Role(StrEnum):
    TITLE = "title"
    SECTION = "section"
    ASKED = "asked"
    ANSWERED = "answered"


_ROLE_WEIGHT = {_Role.TITLE: 1.6, _Role.SECTION: 0.4, _Role.ASKED: 1.5, _Role.ANSWERED: 0.9}
_AGE_WEIGHT = 0.9  # for each round since; a title does not age
_REPEAT_WEIGHT = 0.15
_LEADING_NAME = lazy_pattern(r"([A-Z][^,:]*?) and (?:the )?[a-z]")  # "Underworld and band hiatus"
_OTHER_WORDS = lazy_pattern(r"\w+\W+(?!the\b)\w+|[^\w\s]")
_OPENS_TOPIC = lazy_pattern(
    r"^\W*(?:(?:what|who)(?:['’]s| is| are| was| were)|tell me (?:more )?about|describe|explain)\b", re.IGNORECASE
)
# Sections that every article may have name nothing.
GENERIC = stems_of(
    "legacy background biography history education career death honors childhood recording reception influences "
    "production life family marriage style politics music criticism controversy awards formation discography "
    "retirement popularity overview plot characters development release tour works writing"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A thing that may be pointed at.

    `focal`: its question or answer is about it; `opening`: that brought it up; `sought`: it answers a "who".
    """

    mention: Mention
    role: _Role
    age: int = 0
    focal: bool = False
    opening: bool = False
    sought: bool = False
    weight: float = 0.0

    @property
    def words(self) -> str:
        """The mention as it is put in the place of a pronoun, with its article."""
        article = self.mention.definite and self.role is _Role.ASKED
        return f"the {self.mention.text}" if article else self.mention.text


@lru_cache(maxsize=64)
def _candidates(talk: Talk) -> tuple[_Candidate, ...]:
    """Return what was talked of, weighted, the title and then the latest first."""
    found = (*_headings(talk), *_in_rounds(talk))
    texts = [one.mention.text.lower() for one in found]
    repeats = [min(3, sum(text in other for other in texts) - 1) for text in texts]
    return tuple(
        replace(one, weight=_weight(one) + _REPEAT_WEIGHT * again) for one, again in zip(found, repeats, strict=True)
    )


def _weight(one: _Candidate) -> float:
    mention = one.mention
    return (
        _ROLE_WEIGHT[one.role]
        - _AGE_WEIGHT * one.age
        + 0.6 * one.focal
        + 0.5 * one.opening
        + 0.3 * mention.named
        + 0.3 * mention.quoted
        - (0.3 if one.focal else 0.8) * mention.placed
        - 0.6 * mention.open
        - 0.8 * mention.is_aspect
    )


def _headings(talk: Talk) -> Iterator[_Candidate]:
    if talk.title:
        mention = Mention(talk.title, 0, len(talk.title), named=True, plural=is_plural(talk.title))
        yield _Candidate(mention, _Role.TITLE)
    if talk.section:
        lead = _LEADING_NAME.match(talk.section)
        section = lead.group(1) if lead is not None and not stems_of(lead.group(1)) & GENERIC else talk.section
        named = is_title(section) and not stems_of(section) & GENERIC
        yield _Candidate(Mention(section, 0, len(section), named=named), _Role.SECTION)


def _in_rounds(talk: Talk) -> Iterator[_Candidate]:
    """Yield what the rounds named, the latest first, but for parts of the title: they mean the title."""
    title = stems_of(talk.title)
    latest_first = zip(reversed(talk.rounds), reversed(_things_asked(talk)), strict=True)
    for age, (said, things) in enumerate(latest_first):
        about = focus(things)
        opens = bool(_OPENS_TOPIC.match(said.asked))
        for thing in things:
            if not stems_of(thing.text) <= title:
                yield _Candidate(thing, _Role.ASKED, age, thing == about, opens and thing == about)
        for place, mention in enumerate(mentions_in(said.answer[:_READ])):
            thing = mention.thing
            if not stems_of(thing.text) <= title:
                sought = thing.is_person and said.asked.lower().startswith("who ")
                yield _Candidate(thing, _Role.ANSWERED, age, focal=place == 0, sought=sought)


@lru_cache(maxsize=64)
def _things_asked(talk: Talk) -> tuple[tuple[Mention, ...], ...]:
    """Return what each question asked of, oldest first; a name keeps the extent that it had before."""
    known = {talk.title} - {""}
    asked = []
    for said in talk.rounds:
        whole = _with_places(said.asked, mentions_in(said.asked))
        things = tuple(_as_known(mention.thing, known) for mention in whole)
        known |= {one.text for one in things if one.named}
        asked.append(things)
    return tuple(asked)


def _with_places(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions, and with what only has a kind the name of the place that follows: "bog at Tarn Moss"."""
    for one, following in zip_longest(mentions, mentions[1:]):
        joins = one.definite and not one.named and following is not None and following.named and following.placed
        if joins and not _OTHER_WORDS.search(text[one.end : following.start]):
            yield replace(one, text=text[one.start : following.end], end=following.end)
        else:
            yield one


def _as_known(mention: Mention, known: Iterable[str]) -> Mention:
    """Cut a mention to the name that it begins with: "Stanford Experiment" of "Is Stanford Experiment ethical?"."""
    for name in known:
        if mention.text.startswith(f"{name} ") and mention.text[len(name) + 1].islower():
            return part_of(mention, name)
    return mention


# -- agreement ---------------------------------------------------------------------------------------------------------


def _agreement(one: _Candidate, pointer: str, *, of_person: bool) -> float:
    """Return how well a candidate fits the pointer in number, person and place."""
    if pointer in HE_SHE:
        return _as_person(one)
    if pointer in THEY:
        return _as_several(one, of_person=of_person)
    if pointer == "there":
        return 2.3 * one.mention.placed
    return _as_thing(one, pointer, of_person=of_person)


def _may_be_person(one: _Candidate) -> bool:
    """Tell whether a thing is named, or called by a word for somebody: no "tenancy" is a he."""
    return one.mention.named or one.role in {_Role.TITLE, _Role.SECTION} or is_somebody(one.mention.text)


def _as_person(one: _Candidate) -> float:
    if one.role is _Role.TITLE:
        return 0.0 if one.mention.plural else 2.5
    return 1.5 * one.sought if one.mention.is_person else -2.0


def _as_several(one: _Candidate, *, of_person: bool) -> float:
    """Fit "they": a title is most often a group, and even a person's title stands for those around them."""
    if one.role is _Role.TITLE:
        return 1.0 if of_person else 1.8
    if one.role is _Role.SECTION:
        return 0.9 * (one.mention.named and of_person)
    return 0.8 if one.mention.plural else -0.8 * (not one.mention.named)


def _as_thing(one: _Candidate, pointer: str, *, of_person: bool) -> float:
    if one.role is _Role.TITLE and of_person:
        return -2.0
    if one.role is _Role.SECTION:
        return (0.3 + 0.9 * one.mention.named) * of_person
    if pointer in POINTING and one.role is _Role.ANSWERED:
        return 0.8 * one.mention.named
    return -0.8 if one.mention.plural and not one.mention.named else 0.2


@lru_cache(maxsize=64)
def _is_of_person(talk: Talk) -> bool:
    """Whether the talk is of one person: the pronouns of the questions tell, or else those of the answers."""
    asked = " ".join(one.wording for one in talk.rounds)
    answered = " ".join(one.answer[:_READ] for one in talk.rounds)
    for said in (asked, answered):
        words = [word.lower for word in split_words(said)]
        persons, groups = sum(word in HE_SHE for word in words), sum(word in THEY for word in words)
        if persons or groups:
            return persons > groups
    return False
