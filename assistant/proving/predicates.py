"""Predicates: whether the words of a clause stand around its verb as they do in a sentence of its source.

Every word of "Ada sued Tom" stands in "Tom sued Ada". Knows places of words around verbs, also of passives; no grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.english.auxiliaries import BEING
from assistant.english.clauses import clauses
from assistant.english.verbs import MainVerb, main_verb
from assistant.english.words import Word, split_words
from assistant.proving.premises import PRONOUNS
from ingest.patterns import lazy_pattern

Places = Mapping[int, Sequence[Word]]
"""By the start of each word of a clause that a sentence has too: the words of that sentence that account for it."""


def moved(words: Sequence[Word], verb: MainVerb | None, sentence: str, places: Places) -> frozenset[int]:
    """Return the starts of the words that are subject or object of the clause's verb, and not of the sentence's.

    None where the sentence has that verb twice, or is the row of a table. Where it has a noun for it ("Ada's request"),
    only whose that is tells who does it.
    """
    if verb is None or verb.is_copula or _is_phrase(words, verb) or " | " in sentence:
        return frozenset()
    same = places.get(words[verb.at].start, ())
    if len(same) != 1:
        return frozenset()
    own = _predicate(sentence, same[0])
    subject = _known(words[: verb.opens], places)
    if own is None:
        owner = _owner(sentence, same[0])
        is_other = owner is not None and not verb.is_passive and all(owner not in places[start] for start in subject)
        return frozenset(subject if is_other else ())
    other = _known(_agent(words, verb) if verb.is_passive else _object(words, verb), places)
    doing, done = (subject, other) if own.is_passive == verb.is_passive else (other, subject)
    lost = set[int]()
    if own.names_subject and not any(own.may_be_subject(word) for start in doing for word in places[start]):
        lost.update(doing)
    if not own.is_passive and not any(own.is_behind(word) for start in done for word in places[start]):
        lost.update(done)
    return frozenset(lost)


def exchanged(words: Sequence[Word], places: Places) -> frozenset[int]:
    """Return the starts of numbers that stand the other way round than in the sentence, while the rest stands as there.

    So those of "Rye seats 12 and Oat 30" of "Rye seats 30 and Oat 12", not of "Oat seats 12 and Rye 30".
    """
    at = {start: found[0].start for start, found in places.items() if len(found) == 1}
    numbers = [word.start for word in words if word.start in at and word.is_number]
    rest = sorted(start for start in at if start not in numbers)
    if len(rest) < _FEWEST or not all(at[one] < at[other] for one, other in pairwise(rest)):
        return frozenset()
    inverted = [pair for pair in pairwise(numbers) if at[pair[0]] > at[pair[1]]]
    return frozenset(start for pair in inverted for start in pair)


_FEWEST = 2  # words that tell whether the rest is as it was


def _is_phrase(words: Sequence[Word], verb: MainVerb) -> bool:
    """Whether "is" leads to a phrase, which is no verb: "is in place"."""
    return verb.at > 0 and words[verb.at - 1].lower in _BRINGS_ANOTHER


def _known(words: Iterable[Word], places: Places) -> list[int]:
    return [word.start for word in words if word.start in places]


_BRINGS_ANOTHER = frozenset(
    "which that who whom whose where when of by from for to with in on at as after before".split()
)


def _object(words: Sequence[Word], verb: MainVerb) -> Sequence[Word]:
    """Return what stands right behind the verb, up to the next word that brings something else."""
    rest = words[verb.at + 1 :]
    return rest[: next((at for at, word in enumerate(rest) if word.lower in _BRINGS_ANOTHER), len(rest))]


def _agent(words: Sequence[Word], verb: MainVerb) -> Sequence[Word]:
    """Return what stands behind "by" after a passive; nothing where nobody is named."""
    rest = words[verb.at + 1 :]
    by = next((at for at, word in enumerate(rest) if word.lower == "by"), len(rest))
    return rest[by + 1 :]


_SETS_APART = lazy_pattern(r"[,–—(]|\s-+\s")  # a subject is of one piece
_ARTICLES = frozenset("the a an".split())


@dataclass(frozen=True, slots=True)
class _Predicate:
    """The verb of a clause of a sentence, and what stands before it there."""

    sentence: str
    clause: Sequence[Word]
    verb: MainVerb

    @property
    def is_passive(self) -> bool:
        return self.verb.is_passive

    @property
    def names_subject(self) -> bool:
        """Whether its clause opens with who does it, not with a pronoun or with more of the clause before."""
        before = self.clause[: self.verb.opens]
        if not before or _SETS_APART.search(self.sentence, before[0].start, self.clause[self.verb.at].start):
            return False
        is_opened = before[0].is_capitalised or before[0].lower in _ARTICLES
        return is_opened and not any(word.lower in PRONOUNS or word.lower in BEING for word in before)

    def may_be_subject(self, word: Word) -> bool:
        """Whether a word stands before the verb in its clause; a passive's subject is what is done."""
        return self.clause[0].start <= word.start < self.clause[self.verb.at].start

    def is_behind(self, word: Word) -> bool:
        return word.start > self.clause[self.verb.at].start


def _predicate(sentence: str, word: Word) -> _Predicate | None:
    """Return the predicate of a sentence that a word is the verb of; None where it is that of no clause."""
    for clause in clauses(sentence):
        verb = main_verb(clause)
        if verb is not None and clause[verb.at].start == word.start:
            return _Predicate(sentence, clause, verb)
    return None


def _owner(sentence: str, noun: Word) -> Word | None:
    """Return the word before a noun that says whose it is; None where none does."""
    words = split_words(sentence)
    at = words.index(noun)
    return words[at - 1] if at and _POSSESSIVE.search(words[at - 1].form) else None


_POSSESSIVE = lazy_pattern(r"['’]s?$")
