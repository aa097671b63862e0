"""Accounting: by what each word of a claim is accounted for in its source, clause by clause, and what is left.

A claim is proved outright where every part of a clause stands in one sentence of the source, by the same word, by one
that may stand for it, or by what a pronoun there means. Knows words and their places, never a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

from assistant.answers import Lack
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.numbers import Figures, figures_of, unstated
from assistant.english.paraphrases import Keys, key_of, keys_of, parts_of
from assistant.english.verbs import AUXILIARIES, MainVerb, main_verb
from assistant.english.words import Word, split_words, without_marks
from assistant.messages.message import quoted, say
from assistant.proving.premises import PRONOUNS, Premise, premises_of
from ingest.documents import Span
from ingest.patterns import lazy_pattern


class AccountedBy(Enum):
    """What accounts for a word of a claim."""

    WORD = auto()
    """The same word of the sentence, or one of its derivation."""
    SENSE = auto()
    """Another word of one sense in the sentence."""
    CONTEXT = auto()
    """A title or heading, or what a pronoun of the sentence means."""
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


# -- clauses -----------------------------------------------------------------------------------------------------

_BREAK = lazy_pattern(
    r"(?:[;:]|,? (?:and|but|while|whereas|although|because|so|as|after|before|when|which|who|where)"
    r"|,(?= (?:\w+(?:ing|ed)|the|an?|it|he|she|they|this|these|its|their)\b)| [–—-])\s+",
    re.IGNORECASE,
)


def clauses(claim: str) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each clause of a claim: parted where both sides have a verb of their own."""
    words = split_words(claim)
    cuts = [match.end() for match in _BREAK.finditer(claim)]
    parts: list[tuple[Word, ...]] = []
    start = 0
    for cut in [*cuts, len(claim)]:
        part = tuple(word for word in words if start <= word.start < cut)
        rest = tuple(word for word in words if word.start >= cut)
        if cut == len(claim) or (_says(rest) and (main_verb(part) is not None or rest[0].lower in _SUBJECTS)):
            parts.append(part)
            start = cut
    return tuple(part for part in parts if part)


_SUBJECTS = frozenset("it he she they we you".split())
_SOON = 5  # words within which a clause has its verb


def _says(words: Sequence[Word]) -> bool:
    """Whether words have a verb soon: so that they are no item of a list."""
    if len(words) > 1 and (words[0].lower in AUXILIARIES or words[0].lower.endswith(("ing", "ed"))):
        return True
    verb = main_verb(words)
    return verb is not None and verb.opens < _SOON


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
    made = [Clause(premise, _accounts(words, premise, source, first)) for premise in source.premises]
    return max(made, key=lambda clause: (_worth(clause), -len(clause.premise.roots)))


_WORTHS: Mapping[AccountedBy, float] = {
    AccountedBy.WORD: 1.0,
    AccountedBy.SENSE: 0.9,
    AccountedBy.CONTEXT: 0.7,
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

# The share of a claim's words that may be accounted for by nothing, and the probabilities from which on the judge is
# believed with one word new, and in any words: above the latter a strong writer's paraphrases are mostly true; of 30
# that were kept aside 17 are believed, of which 0.9 left 12 (`python -m bench.proofs`; docs/reader.md).
_UNACCOUNTED = 0.23
_RATHER_SURE, _SURE = 0.7, 0.75
_EMPTY_VERBS = frozenset("get give take make put come go mean".split())  # say little without their object


def find_unaccounted(claim: str, stated: Sequence[str], around: str = "", *, probability: float) -> tuple[Lack, ...]:
    """Return the words of `claim` that nothing stated accounts for, those side by side together; none where few.

    The judge's `probability` of support tells how many are few; one that is sure is believed in any words. A short
    claim must also have its first verb in the sentence that has the rest of the clause, unless that is all and the
    judge rather sure, and one of a single clause all its words.
    """
    if probability >= _SURE:
        return ()
    parts = account(claim, stated, around)
    accounts = [one for part in parts for one in part.accounts]
    lacking = [one for one in accounts if one.by is AccountedBy.NOTHING]
    is_short, is_single = len(accounts) <= _SHORT, len(parts) == 1
    moved = [one for one in accounts if one.by is AccountedBy.ELSEWHERE and is_short and is_single]
    telling = _predicates(claim, parts[0].accounts) if parts else ()
    unsaid = [one for one in telling if is_short or (is_single and one.by is AccountedBy.ELSEWHERE)]
    if probability >= _RATHER_SURE and unsaid == lacking and len(lacking) == 1:
        unsaid = []
    if len(lacking) + len(moved) <= _UNACCOUNTED * len(accounts) and not unsaid:
        return ()
    found = [one for one in accounts if one in lacking or one in moved or one in unsaid]
    return tuple(_lack(claim, by, span) for by, span in _runs(claim, found))


_SHORT = 12  # words of a claim of which each is a telling part


def _predicates(claim: str, accounts: Sequence[Account]) -> Iterator[Account]:
    """Yield the verb that the sentence has not, or the object right behind a verb that only another sentence has."""
    words = split_words(claim)
    known = {one.word.start for one in accounts if one.by is AccountedBy.WORD}
    for one in accounts:
        at = next(index for index, word in enumerate(words) if word.start == one.word.start)
        is_object = at > 1 and words[at - 1].lower in {"the", "a", "an"} and words[at - 2].start in known
        is_moved = one.by is AccountedBy.ELSEWHERE and is_object and not words[at - 2].is_capitalised
        is_told = (
            one.by in {AccountedBy.ELSEWHERE, AccountedBy.NOTHING}
            and one.is_verb
            and key_of(one.word) not in _EMPTY_VERBS
        )
        if is_moved or is_told:
            yield one


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
