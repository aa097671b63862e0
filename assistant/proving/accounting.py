"""Accounting: by what each word of a claim is accounted for in its source, clause by clause, and what is left.

A claim is proved outright where every part of a clause stands in one sentence of the source, by the same word, by one
that may stand for it, or by what a pronoun there means. Knows words and their places, never a model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

from assistant.answers import Lack
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.clauses import clauses
from assistant.english.numbers import Figures, figures_of, unstated
from assistant.english.paraphrases import Keys, key_of, keys_of, parts_of
from assistant.english.verbs import AUXILIARIES, MainVerb, is_verbal, main_verb
from assistant.english.words import Word, split_words, without_marks
from assistant.messages.message import quoted, say
from assistant.proving.predicates import exchanged, moved
from assistant.proving.premises import PRONOUNS, Premise, premises_of
from ingest.documents import Span


class AccountedBy(Enum):
    """What accounts for a word of a claim."""

    WORD = auto()
    """The same word of the sentence, or one of its derivation."""
    SENSE = auto()
    """Another word of one sense in the sentence."""
    CONTEXT = auto()
    """A title or heading, or what a pronoun of the sentence means."""
    MOVED = auto()
    """The same word of the sentence, which has another role there: who is sued for who sues."""
    ELSEWHERE = auto()
    """Only another sentence of the passage: so the source does not say it of the same."""
    NOTHING = auto()
    """The word stands nowhere."""


@dataclass(frozen=True, slots=True)
class Account:
    """One word of a claim and what accounts for it; `is_verb` where it is the main verb of its clause."""

    word: Word
    by: AccountedBy
    is_verb: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a claim with the sentence of the source that accounts for most of it."""

    premise: Premise
    accounts: tuple[Account, ...]


def account(claim: str, stated: Sequence[str], around: str = "") -> tuple[Clause, ...]:
    """Return the clauses of `claim`, each with its account; none where nothing is stated.

    `stated` are whole passages; `around` are titles and headings. A number counts by its value, with its unit.
    """
    premises = [premise for text in stated for premise in premises_of(text) if not premise.is_question]
    if not premises:
        return ()
    whole = Keys.of(key for premise in premises for key in keys_of(premise.text))
    heads = (line for text in stated for line in _column_names(text))
    source = _Source(premises, keys_of("\n".join((around, *heads))), whole)
    made: list[Clause] = []
    for words in filter(_accountable, clauses(claim)):
        made.append(_best(words, source, made[0].premise if made else None))
    return tuple(made)


def _column_names(text: str) -> Iterator[str]:
    """Yield the first line of each table: it names what every row of it tells."""
    for _, rows in groupby(text.splitlines(), key=lambda line: " | " in line):
        yield next((line for line in rows if " | " in line), "")


# -- words -------------------------------------------------------------------------------------------------------

# Words that hold a sentence together as much as "of" does.
_LIGHT = frozenset(
    "order well also including within among amongst according regarding concerning towards toward along via per like"
    " upon across whether however therefore moreover furthermore additionally thus hence etc namely respectively way"
    " since despite due around near every another us let as going".split()
)


def _accountable(words: Sequence[Word]) -> list[Word]:
    left_out = AUXILIARIES | _LIGHT | MONTHS | WEEKDAYS
    return [word for word in words if word.is_number or (word.is_content and word.lower not in left_out)]


# -- accounts ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    premises: Sequence[Premise]
    around: Keys
    whole: Keys


def _best(words: Sequence[Word], source: _Source, first: Premise | None) -> Clause:
    """Return the account by the sentence that has most of a clause, in its roles where several have as much."""
    made = [Clause(premise, _accounts(words, premise, source, first)) for premise in source.premises]
    most = max(map(_worth, made))
    return max(
        (_in_roles(words, clause) for clause in made if _worth(clause) == most),
        key=lambda clause: (_worth(clause), -len(clause.premise.roots)),
    )


def _in_roles(words: Sequence[Word], clause: Clause) -> Clause:
    """Return an account in which the words that have another role in the sentence are told apart."""
    has = {one.word.start: _same(one.word, clause.premise) for one in clause.accounts if one.by in _BY_SENTENCE}
    places = {start: found for start, found in has.items() if found}
    sentence = clause.premise.text
    lost = moved(words, main_verb(words), sentence, places) | exchanged(words, places)
    lost |= _twice(clause.accounts, places)
    return replace(
        clause,
        accounts=tuple(
            replace(one, by=AccountedBy.MOVED) if one.word.start in lost else one for one in clause.accounts
        ),
    )


def _twice(accounts: Sequence[Account], places: Mapping[int, Sequence[Word]]) -> frozenset[int]:
    """Return the starts of the words that only a word accounts for which accounts for another before: "get", "receive".

    Names and numbers may be said again.
    """
    lost, used = set[int](), set[Word]()
    for one in accounts:
        found = places.get(one.word.start, ())
        if len(found) != 1 or one.word.is_capitalised or one.word.is_number:
            continue
        if found[0] in used and one.by is AccountedBy.WORD:
            lost.add(one.word.start)
        used.add(found[0])
    return frozenset(lost)


_BY_SENTENCE = frozenset((AccountedBy.WORD, AccountedBy.SENSE))


def _same(word: Word, premise: Premise) -> tuple[Word, ...]:
    """Return the words of a sentence that may stand for one; only the same where that is among them."""
    key = key_of(word)
    exact = tuple(other for other in premise.words if key_of(other) == key)
    if exact:
        return exact
    keys = ((other, Keys.of((key_of(other), *parts_of(other)))) for other in premise.words)
    return tuple(other for other, one in keys if one.has(key) or one.has_sense(key))


_WORTHS: Mapping[AccountedBy, float] = {
    AccountedBy.WORD: 1.0,
    AccountedBy.SENSE: 0.9,
    AccountedBy.CONTEXT: 0.7,
    AccountedBy.MOVED: 0.0,
    AccountedBy.ELSEWHERE: 0.0,
    AccountedBy.NOTHING: 0.0,
}


def _worth(clause: Clause) -> float:
    return sum(_WORTHS[one.by] * (2 if one.is_verb or one.word.is_number else 1) for one in clause.accounts)


def _accounts(words: Sequence[Word], premise: Premise, source: _Source, first: Premise | None) -> tuple[Account, ...]:
    verb = main_verb(words)
    reach = _Reach.of(words, verb, premise, [source.around] if first is None else [source.around, keys_of(first.text)])
    told = _figures(words, premise)
    return tuple(
        Account(
            word,
            told[word.start]
            if word.start in told
            else _by(word, keys_of(premise.text), reach.of_word(word), source.whole),
            is_verb=verb is not None and word is words[verb.at],
        )
        for word in _accountable(words)
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where else the words of a clause may stand, beside a sentence: those before its verb, names of them, the rest."""

    behind: int
    subject: Sequence[Keys]
    names: Sequence[Keys]
    others: Sequence[Keys]

    @classmethod
    def of(cls, words: Sequence[Word], verb: MainVerb | None, premise: Premise, context: Sequence[Keys]) -> _Reach:
        behind = words[verb.opens].start if verb is not None else words[-1].end
        near = [*context, Keys.of(without_marks(one) for one in premise.before)]
        if " | " in premise.text:  # a row of a table speaks of itself
            near = list(context)
        return cls(
            behind,
            subject=near if _refers_back(premise, verb) else context,
            names=() if _has_other_subject(words, premise) else near,
            others=near if _has_object_pronoun(premise) else context,
        )

    def of_word(self, word: Word) -> Sequence[Keys]:
        if word.start >= self.behind:
            return self.others
        return self.names if word.is_capitalised else self.subject


def _has_other_subject(words: Sequence[Word], premise: Premise) -> bool:
    """Whether a sentence begins with a name that a clause does not have: then it does not speak of the clause's."""
    opening = premise.words[:2]
    is_named = len(opening) > 1 and opening[0].is_content and opening[0].is_capitalised
    known = {key_of(word) for word in words}
    return is_named and opening[1].lower in AUXILIARIES and key_of(opening[0]) not in known


def _figures(words: Sequence[Word], premise: Premise) -> Mapping[int, AccountedBy]:
    """Return by the start of each number of a clause whether the sentence states it; what states none is elsewhere."""
    if not any(word.is_number for word in words):
        return {}
    text = " ".join(word.form for word in words)
    starts = {sum(len(word.form) + 1 for word in words[:index]): word.start for index, word in enumerate(words)}
    missing = [one.span for one in unstated(_figures_of(text), _figures_of(premise.text))]
    numbers = {at: was for at, was in starts.items() if any(word.start == was and word.is_number for word in words)}
    return {
        was: AccountedBy.ELSEWHERE if any(span.start <= at < span.end for span in missing) else AccountedBy.WORD
        for at, was in numbers.items()
    }


@lru_cache(maxsize=4096)
def _figures_of(text: str) -> Figures:
    return figures_of(text)


def _by(word: Word, known: Keys, context: Sequence[Keys], whole: Keys) -> AccountedBy:
    key, parts = key_of(word), parts_of(word)
    if known.has(key) or (parts and all(known.has(part) for part in parts)):
        return AccountedBy.WORD
    if known.has_sense(key):
        return AccountedBy.SENSE
    if any(keys.has(key) or keys.has_sense(key) for keys in context):
        return AccountedBy.CONTEXT
    return AccountedBy.ELSEWHERE if whole.has(key) or whole.has_sense(key) else AccountedBy.NOTHING


_OPENS = 4  # words within which a sentence has what refers to the one before it
_REFERRING = (PRONOUNS | frozenset({"the", "there", "here"})) - frozenset({"who", "which", "that"})
_OBJECTS = frozenset("it them him her this these".split())


def _refers_back(premise: Premise, verb: MainVerb | None) -> bool:
    """Whether a sentence may speak of what was named before it; of a passive's subject also by its object."""
    if any(word.lower in _REFERRING for word in premise.words[:_OPENS]):
        return True
    return verb is not None and verb.is_passive and any(word.lower in _OBJECTS for word in premise.words)


def _has_object_pronoun(premise: Premise) -> bool:
    """Whether the object of a sentence was named before it: "Ada will lead it"."""
    return any(word.lower in {"it", "them"} for word in premise.words[2:])


# -- what is not accounted for -----------------------------------------------------------------------------------

# From which probability on the judge is believed with which share of a claim's words in no sentence that has the rest:
# fewer let a strong model's own words fall, more let a weak one's errors pass (`python -m bench.proofs`,
# `bench.small_model`; docs/reader.md).
_BELIEVED = ((0.7, 0.2), (0.75, 0.3), (0.85, 0.5))
_EMPTY_VERBS = frozenset("get give take make put come go mean".split())  # say little without their object


def find_unaccounted(claim: str, stated: Sequence[str], around: str = "", *, probability: float) -> tuple[Lack, ...]:
    """Return the words of `claim` that nothing stated accounts for, those side by side together; none where few.

    A sentence is proved by its words alone, each in the sentence of the source that has the rest of its clause. A judge
    that is sure, by its `probability` of support, is believed with some others; however sure it is, a name, a number or
    a time that the sentence has not, and what has another role in it, is never proved.
    """
    accounts = [one for part in account(claim, stated, around) for one in part.accounts]
    lacking = [one for one in accounts if one.by in _UNPROVED]
    shares = [share for least, share in _BELIEVED if probability >= least]
    if shares:
        lacking = [one for one in lacking if key_of(one.word) not in _EMPTY_VERBS]
        if len(lacking) <= shares[-1] * len(accounts) and all(map(_may_be_new, lacking)):
            return ()
    return tuple(_lack(claim, by, span) for by, span in _runs(claim, lacking))


def find_own_predicates(claim: str, stated: Sequence[str], around: str = "") -> tuple[Lack, ...]:
    """Return the words of `claim` that say what happens or what is so, and that nothing stated accounts for.

    A judge that is believed with some words of the writer's own is believed with these only of a writer to be trusted:
    a weak model's errors are other predicates of the right things, a strong one's paraphrases are so too.
    """
    accounts = (one for part in account(claim, stated, around) for one in part.accounts)
    own = [one for one in accounts if one.by in _UNPROVED and (one.is_verb or is_verbal(one.word))]
    return tuple(_lack(claim, by, span) for by, span in _runs(claim, own))


def _may_be_new(one: Account) -> bool:
    """Whether a judge may be believed with a word: neither of another role, nor a name, a number or a time."""
    is_fact = one.word.is_capitalised or one.word.is_number or one.word.lower in _TIMES
    return one.by is not AccountedBy.MOVED and not is_fact


_TIMES = frozenset("today yesterday tomorrow tonight now currently recently soon already always never still".split())
_UNPROVED = frozenset((AccountedBy.MOVED, AccountedBy.ELSEWHERE, AccountedBy.NOTHING))


def _lack(claim: str, by: AccountedBy, span: Span) -> Lack:
    part = quoted(claim[span.start : span.end])
    if by is AccountedBy.NOTHING:
        return Lack(span, say("{part} is not in the source", part=part))
    return Lack(span, say("the source does not say this of {part}", part=part))


def _runs(claim: str, found: Sequence[Account]) -> Iterator[tuple[AccountedBy, Span]]:
    """Yield the words side by side together, those that stand nowhere apart from those that stand elsewhere."""
    by_start = {one.word.start: one.by for one in found}
    for by, run in groupby(split_words(claim), key=lambda word: by_start.get(word.start)):
        if by is not None:
            words = list(run)
            yield by, Span(words[0].start, words[-1].end)
