"""A real small model's sentences: of those shown as proved how many are true, and how many true ones are shown so.

Run as `python -m bench.small_model [--data FOLDER] [--list]` on the sentences of `small_model.jsonl`: what SmolLM2-135M
said to the product's prompts over the examples, the seed article and twenty articles of news (`make model` serves it),
each labelled in two readings by hand. "other" are its answers to plainer prompts (summarise, say it in other words,
the most important fact) over 45 other articles of news; those over every second one were looked at ("other, read").

A sentence is true where its documents say all of it, whether or not it answers the question: what is true and answers
another question is supported and flagged "not what was asked", which is counted apart. The model is believed in
words of its own by what its other sentences are worth (`assistant/proving/credit.py`). What was copied word for
word from texts that are not ours is left out, as are sentences cut off and those that only speak of a passage. Each is
held against the documents that it was shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from assistant.metrics import bootstrap
from assistant.proving.credit import Credit, is_trusted
from assistant.proving.proof import NOT_ASKED, Proof, Prover, is_copied
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.network import TrainedNetwork
from bench.proofs import is_shown_as_right, passages_by_document
from bench.workspace import parser_with_data
from vectorstore.passages import Passage

SENTENCES = Path(__file__).with_name("small_model.jsonl")


@dataclass(frozen=True, slots=True)
class Generated:
    """A sentence of the model, the documents that it was shown, and whether they say it: in two readings, settled.

    `true` is what the documents say, asked or not. `part` says "read" where it was looked at while rules were made.
    """

    part: str
    documents: tuple[str, ...]
    question: str
    sentence: str
    first: bool
    second: bool
    true: bool


def read_generated(path: Path = SENTENCES) -> tuple[Generated, ...]:
    """Return the sentences of the file in order."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(Generated(**{**row, "documents": tuple(row["documents"])}) for row in rows)


def prove(one: Generated, passages: Mapping[str, Sequence[Passage]], judge: Judge) -> Proof | None:
    """Prove a sentence from every passage of its documents; None where one of those is not there."""
    if not all(name in passages for name in one.documents):
        return None
    shown = [passage for name in one.documents for passage in passages[name]]
    return Prover(dict(enumerate(shown, start=1)), judge).prove(one.sentence, ())


def as_of_writer(proofs: Mapping[Generated, Proof]) -> dict[Generated, Proof]:
    """Return the proofs as the product gives them, answer by answer, each part by a model that is not known yet."""
    settled: dict[Generated, Proof] = {}
    for part in dict.fromkeys(one.part for one in proofs):
        credit = Credit()
        said = [one for one in proofs if one.part == part]
        for _, answer in groupby(said, key=lambda one: (one.documents, one.question)):
            settled |= _settled({one: proofs[one] for one in answer}, credit)
    return settled


def _settled(answered: Mapping[Generated, Proof], credit: Credit) -> Iterator[tuple[Generated, Proof]]:
    """Yield the proofs of one answer, each as of a writer of whom all other sentences are known."""
    chances = {
        one: proof.support.probability
        for one, proof in answered.items()
        if proof.support.probability is not None and not is_copied(one.sentence, proof)
    }
    for one, proof in answered.items():
        others = [chance for other, chance in chances.items() if other is not one]
        is_believed = is_trusted((*credit.chances, *others))
        yield one, proof if is_believed else replace(proof, support=proof.doubting_writer())
    credit.take(chances.values())


def figure_lines(proofs: Mapping[Generated, Proof]) -> Iterator[str]:
    """Yield for each part how many were labelled alike in both readings, and the two shares, with 95 % intervals."""
    for part in dict.fromkeys(one.part for one in proofs):
        yield from _part_lines(part, {one: proof for one, proof in proofs.items() if one.part == part})


def _part_lines(part: str, proofs: Mapping[Generated, Proof]) -> Iterator[str]:
    alike, true = sum(one.first == one.second for one in proofs), sum(one.true for one in proofs)
    yield f"{part}: {len(proofs)} sentences, {alike} labelled alike in both readings, {true} true"
    shown = [one.true for one, proof in proofs.items() if is_shown_as_right(proof)]
    kept = [is_shown_as_right(proof) for one, proof in proofs.items() if one.true]
    for name, found in (("of those shown as supported, true", shown), ("of the true ones, shown as supported", kept)):
        if found:
            yield f"{part}: {name}: {bootstrap(found)} of {len(found)}"
    aside = sum(NOT_ASKED in [lack.reason for lack in proof.support.lacks] for proof in proofs.values())
    yield f"{part}: flagged as not what was asked: {aside}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of the sentences whose documents are there."""
    parser = parser_with_data("bench.small_model", __doc__)
    parser.add_argument("--list", action="store_true", help="print the sentences that were judged the wrong way")
    options = parser.parse_args(arguments)
    article = next((options.data / "../documents").glob("*.txt"), None)
    said = read_generated()
    names = [name for one in said for name in one.documents]
    passages = passages_by_document(names, options.data, article and article.resolve())
    judge = ClaimReader(TrainedNetwork.load(), ClaimWeights.load())
    proved = {one: prove(one, passages, judge) for one in said}
    proofs = as_of_writer({one: proof for one, proof in proved.items() if proof is not None})
    for line in figure_lines(proofs):
        print(line)
    for one, proof in proofs.items():
        if options.list and is_shown_as_right(proof) != one.true:
            print(f"{one.part}: {'doubted' if one.true else 'believed'}: {one.sentence}")


if __name__ == "__main__":
    main()
