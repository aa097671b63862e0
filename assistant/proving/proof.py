"""Proof: which passages support a sentence that a model wrote, where exactly, and how surely.

Knows passages and a judge of claims; never the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers import NO_CLAIM, Lack, Support, Verdict
from assistant.english.attributes import attribute_of, speaks_of
from assistant.english.calendar import MONTHS
from assistant.english.framing import speaks_of_texts, unframed
from assistant.english.negation import denies
from assistant.english.numbers import figures_of
from assistant.english.words import content_stems, split_words, stems_of
from assistant.messages.message import say
from assistant.proving.accounting import find_own_predicates, find_unaccounted
from assistant.proving.alignment import Evidence, align
from assistant.proving.lacking import find_lacks, find_unsaid
from assistant.proving.verification import weigh
from assistant.reader.claims import Judge
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict on a sentence, and what proves it; `recited` where that is not what the model cited.

    `own` are its predicates that are the writer's own: the judge is believed with them only if the writer is trusted.
    """

    support: Support
    evidence: tuple[Evidence, ...] = ()
    recited: bool = False
    own: tuple[Lack, ...] = ()

    def doubting_writer(self) -> Support:
        """Return the verdict where the writer is not trusted."""
        return Support(Verdict.PARTLY, self.support.probability, self.own) if self.own else self.support


NOT_ASKED = say("not what was asked")
"""The reason beside a sentence that is true and answers another question."""
_UNPROVED = Proof(Support(Verdict.UNSUPPORTED, 0.0))
_RANKS: Mapping[Verdict, int] = {Verdict.UNSUPPORTED: 0, Verdict.PARTLY: 1, Verdict.SUPPORTED: 2}
_NEAR = 0.3  # share of a claim's words at which a passage that was not cited is tried
_SURE = 0.8  # probability from which on a citation is not doubted
_MOSTLY = 0.6  # of a claim's words
# Clauses of which a doubt about one tells more than the whole does. Of claims kept aside that the whole supported, a
# doubt flags 8 rightly supported ones and 7 others where there are two clauses, 17 and 6 where there are more.
_TELLING = 2
_EVEN = 0.5  # the probability of what is supported in part, at most
_SURER = 0.2  # by which another passage must be surer than a cited one that supports less surely


class Prover:
    """Proves sentences from numbered passages."""

    def __init__(self, passages: Mapping[int, Passage], judge: Judge, question: str = "") -> None:
        self._passages = passages
        self._judge = judge
        self._asked = attribute_of(question)

    def prove(self, claim: str, numbers: Sequence[int]) -> Proof:
        """Return the proof of `claim` from the passages that it cites, or from others where those do not support it."""
        if claims_nothing(claim) or speaks_of_texts(claim):
            return Proof(NO_CLAIM)
        inner = unframed(claim)
        proof = self._named(inner, self._prove(inner, numbers))
        offset = len(claim) - len(inner)
        lacks = _moved(proof.support.lacks, offset)
        return replace(proof, support=replace(proof.support, lacks=lacks), own=_moved(proof.own, offset))

    def _named(self, claim: str, proof: Proof) -> Proof:
        """Return a proof whose verdict names what is missing: words of the claim, or an answer to what was asked."""
        support, chunks = proof.support, [one.passage.chunk for one in proof.evidence]
        if support.verdict is Verdict.SUPPORTED:
            told = "\n".join((claim, *(f"{one.text}\n{one.passage.chunk.heading}" for one in proof.evidence)))
            if self._asked is not None and not speaks_of(self._asked, told):
                aside = Lack(Span(0, len(claim)), NOT_ASKED)
                return replace(proof, support=replace(support, lacks=(aside,)))
        elif not support.lacks and chunks:
            around = "\n".join(f"{chunk.title}\n{chunk.heading}" for chunk in chunks)
            unsaid = find_unsaid(claim, [chunk.text for chunk in chunks], around)
            return replace(proof, support=replace(support, lacks=unsaid))
        return proof

    def _prove(self, claim: str, numbers: Sequence[int]) -> Proof:
        cited = self._whole_or_half(claim, [self._passages[number] for number in numbers])
        if cited.support.verdict is Verdict.SUPPORTED and _chance(cited) >= _SURE:
            return cited
        others = [passage for number, passage in self._passages.items() if number not in numbers]
        near = [one for one in others if any(evidence.coverage >= _NEAR for evidence in align(claim, one))]
        other = self._whole_or_half(claim, near)
        if not numbers:
            return other
        return replace(other, recited=True) if _is_better(other, cited) else cited

    def _whole_or_half(self, claim: str, passages: Sequence[Passage]) -> Proof:
        """Prove a claim as a whole; where that fails or is not sure, say whether only some of its clauses stand."""
        whole = self._best(claim, passages)
        if not whole.evidence or whole.support.verdict is Verdict.PARTLY or _chance(whole) >= _SURE:
            return whole
        proofs = [self._best(clause, passages) for clause in clauses_of(claim)]
        held = [proof for proof in proofs if proof.support.verdict is Verdict.SUPPORTED]
        is_believed = whole.support.verdict is Verdict.SUPPORTED and len(proofs) > _TELLING
        least = Verdict.PARTLY if is_believed else Verdict.SUPPORTED
        if not held or all(_RANKS[proof.support.verdict] >= _RANKS[least] for proof in proofs):
            return whole
        return Proof(Support(Verdict.PARTLY, whole.support.probability), held[0].evidence)

    def _best(self, claim: str, passages: Sequence[Passage]) -> Proof:
        proofs = self._proofs(claim, passages)
        if not proofs:
            return _UNPROVED
        best = max(proofs, key=_strength)
        if best.support.verdict is not Verdict.SUPPORTED:
            return best
        return replace(best, evidence=(*best.evidence, *_seconding(best, proofs)))

    def _proofs(self, claim: str, passages: Sequence[Passage]) -> list[Proof]:
        """Weigh what each passage has, and what the best of all have together."""
        aligned = [align(claim, passage) for passage in passages]
        alone = [(one,) for evidence in aligned for one in evidence]
        together = tuple(evidence[0] for evidence in aligned if evidence)
        tried = alone + [together] * (len(together) > 1)
        texts = ["\n".join(one.text for one in evidence) for evidence in tried]
        chances = self._judge.judge([(claim, text) for text in texts])
        contexts = ["\n".join(one.context for one in evidence) for evidence in tried]
        return [
            _doubted(claim, Proof(weigh(claim, text, chance, context=context), evidence))
            for evidence, text, chance, context in zip(tried, texts, chances, contexts, strict=True)
        ]


def is_copied(claim: str, proof: Proof) -> bool:
    """Whether a sentence stands in what proves it: then it is in no words of its writer's own."""
    return any(_flat(claim) in _flat(one.text) for one in proof.evidence)


def _doubted(claim: str, proof: Proof) -> Proof:
    """Return a proof with what its sources do not say after all; then it supports only in part."""
    if proof.support.verdict is not Verdict.SUPPORTED or is_copied(claim, proof):
        return proof
    chunks = [one.passage.chunk for one in proof.evidence]
    around = "\n".join(f"{chunk.title}\n{chunk.heading}" for chunk in chunks)
    stated = [chunk.text for chunk in chunks]
    lacks = find_lacks(claim, stated, around)
    if lacks:
        return replace(proof, support=Support(Verdict.PARTLY, min(_chance(proof), _EVEN), lacks))
    unaccounted = find_unaccounted(claim, stated, around, probability=_chance(proof))
    if not unaccounted:
        return replace(proof, own=find_own_predicates(claim, stated, around))
    return replace(proof, support=Support(Verdict.PARTLY, _chance(proof), unaccounted))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _moved(lacks: Sequence[Lack], offset: int) -> tuple[Lack, ...]:
    """Return what the end of a sentence lacks as of the whole, whose spans are `offset` characters further."""
    return tuple(replace(lack, span=Span(lack.span.start + offset, lack.span.end + offset)) for lack in lacks)


def _chance(proof: Proof) -> float:
    return proof.support.probability or 0.0


def _is_better(other: Proof, cited: Proof) -> bool:
    """Whether a proof from other passages than the cited ones is to stand: half of one must hold most words."""
    if other.support.verdict is Verdict.SUPPORTED:
        return cited.support.verdict is not Verdict.SUPPORTED or _chance(other) >= _chance(cited) + _SURER
    if _RANKS[other.support.verdict] <= _RANKS[cited.support.verdict]:
        return False
    return any(one.coverage >= _MOSTLY for one in other.evidence)


def _strength(proof: Proof) -> tuple[int, bool, float, float, int]:
    """Order proofs: what supports comes first, in the source's words, surest, with most words shared, shortest."""
    coverage = max(one.coverage for one in proof.evidence)
    length = sum(span.end - span.start for one in proof.evidence for span in one.spans)
    return _RANKS[proof.support.verdict], not proof.own, round(proof.support.probability or 0.0, 2), coverage, -length


def _seconding(best: Proof, proofs: Sequence[Proof]) -> Iterator[Evidence]:
    """Yield what supports the same alone, from another passage than the best: both are cited."""
    seen = {one.passage.chunk.id for one in best.evidence}
    for proof in sorted(proofs, key=_strength, reverse=True):
        passage = proof.evidence[0].passage.chunk.id
        if len(proof.evidence) == 1 and passage not in seen and _seconds(proof, best):
            seen.add(passage)
            yield proof.evidence[0]


def _seconds(proof: Proof, best: Proof) -> bool:
    if proof.support.verdict is not Verdict.SUPPORTED or _chance(proof) < min(_SURE, _chance(best)):
        return False
    return proof.evidence[0].coverage >= _AS_NEAR * max(one.coverage for one in best.evidence)


_AS_NEAR = 0.8  # of the best proof's share of the claim's words


# -- the form of a sentence ------------------------------------------------------------------------------------

_ABOUT_ANSWERS = stems_of(
    "according answer answers ask asked based below brief context describe described detail details document "
    "documents excerpt excerpts explain explained find following follow found give given gives help here hope "
    "inform information key know let list listed main mention mentioned note overview passage passages please "
    "point points provide provided question questions regarding related relevant response say says see sorry "
    "source sources stated state states sum summarise summary summarised text texts thank thanks understand "
    "user welcome like further need happy feel free glad certainly sure course"
)
_CLAUSE = lazy_pattern(r"(?:;|,? (?:and|but|while|whereas)|, (?:which|who|where))\s+", re.IGNORECASE)
_SHORTEST_CLAUSE = 2  # content words


# What answers a question without a content word: "Yes", "you can", "the text says that it is".
_SAYS_YES_OR_NO = lazy_pattern(r"\b(?:yes|no|nope|yeah)\b", re.IGNORECASE)
_SETTLES = lazy_pattern(
    r"(?<!\bI )(?<!\bwe )\b(?:can|cannot|could|may|might|must|shall|should|will)\b"
    r"|\b(?:is|are|was|were|does|do|did|has|have|had|would|so)\W*$"
    r"|^\W*(?:sure|certainly|of course)\W*$",
    re.IGNORECASE,
)


def claims_nothing(sentence: str) -> bool:
    """Whether a sentence only speaks of the answer itself ("Here is what I found:"), or announces a list."""
    if figures_of(sentence) or denies(sentence) or _SAYS_YES_OR_NO.search(sentence):
        return False
    words = split_words(sentence)
    stems = content_stems(words)
    rest = stems - _ABOUT_ANSWERS
    if not words or (stems and not rest and not _SETTLES.search(sentence)):
        return True
    is_plain = not any(word.is_capitalised for word in words[1:])
    return sentence.rstrip().endswith(":") and is_plain and len(rest) <= _LONGEST_ANNOUNCEMENT


_LONGEST_ANNOUNCEMENT = 4  # content words


def clauses_of(claim: str) -> tuple[str, ...]:
    """Return the clauses of a sentence that say something each; none where it is of one piece."""
    parts = [part.strip() for part in _CLAUSE.split(claim)]
    telling = [part for part in parts if len(_telling_stems(part)) >= _SHORTEST_CLAUSE]
    return tuple(telling) if len(telling) > 1 else ()


def _telling_stems(text: str) -> frozenset[str]:
    return content_stems(word for word in split_words(text) if not word.is_number and word.lower not in MONTHS)
