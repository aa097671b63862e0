"""The interaction: learns what in a sentence answers which piece of a question, on open data in five languages.

    python -m training.interaction --data DATA --write assistant/reader/interaction.npz

The sentence with the answer is to come before the others of its context, and before those of other contexts of its data
set. Learned is within languages only; that the pieces of all lie in one space carries it across. The contexts that
`training.multilingual` fits on are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import torch
from torch import Tensor

from assistant.reader.interaction import Floats, Interaction
from ingest.sentences import split_sentences
from training.open_data import LabelledQuestion, read_asked
from vectorstore.multilingual.embedder import MultilingualEmbedder

_CONTEXTS: Mapping[str, int] = {  # of each data set
    "squadshifts_new_wiki": 480,
    "squad2_cs224n_dev": 330,
    "squadshifts_reddit": 40,
    "policyqa_dev": 40,
    "piaf": 130,
    "drcd_dev": 70,
    "drcd_test": 90,
    "cmrc2018_dev": 60,
    "jaquad": 250,
    "arcd": 120,
}
_LONGEST = 1600  # characters of a context
_QUESTIONS = 4  # of a context
_NARROW = 128
_BATCH, _RATE, _RATE_OF_WEIGHING, _RATE_OF_SHARPNESS = 12, 6e-4, 1.2e-2, 2e-2
_KEEP, _ANYWHERE = 2e-3, 0.5  # weights of staying near where it began, and of the other contexts' sentences
_SHARPNESS = 3.0  # logarithm of what scores are multiplied by, to begin with
_SEED = 20261129


@dataclass(frozen=True, slots=True)
class AnsweredPieces:
    """Pieces of a question and of the sentences of its context, `owners` telling whose; which sentences answer."""

    source: str
    asked: Tensor
    said: Tensor
    owners: Tensor
    right: Tensor


class Projections(torch.nn.Module):
    """What `Interaction` is made of, as it is learned; both sides begin with one and the same random projection."""

    def __init__(self, width: int) -> None:
        super().__init__()
        start = torch.linalg.qr(torch.randn(width, _NARROW, generator=torch.Generator().manual_seed(0)))[0]
        self.start = start * (width / _NARROW) ** 0.5
        self.asked = torch.nn.Parameter(self.start.clone())
        self.said = torch.nn.Parameter(self.start.clone())
        self.weighing = torch.nn.Parameter(torch.zeros(width))
        self.sharpness = torch.nn.Parameter(torch.tensor(_SHARPNESS))

    def forward(self, asked: Sequence[Tensor], said: Tensor, owners: Tensor, sentences: int) -> Tensor:
        """Return the score of each sentence for each question, shape (questions, sentences)."""
        pieces = torch.cat(list(asked))
        near = _unit(pieces @ self.asked) @ _unit(said @ self.said).T
        lowest = torch.full((len(pieces), sentences), -1.0)
        best = lowest.scatter_reduce(1, owners.expand(len(pieces), -1), near, "amax")
        weights = torch.exp((pieces @ self.weighing).clamp(-6, 6))
        of_question = torch.repeat_interleave(torch.arange(len(asked)), torch.tensor([len(one) for one in asked]))
        total = torch.zeros(len(asked)).index_add(0, of_question, weights)
        shares = (weights / total[of_question])[:, None]
        return torch.zeros(len(asked), sentences).index_add(0, of_question, best * shares)

    def drift(self) -> Tensor:
        """Return how far the projections are from where they began."""
        drift: Tensor = (self.asked - self.start).pow(2).sum() + (self.said - self.start).pow(2).sum()
        return drift

    def learned(self) -> Interaction:
        """Return what was learned."""
        asked, said, weighing = (one.detach().numpy() for one in (self.asked, self.said, self.weighing))
        return Interaction(asked, said, weighing)


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, print the loss of each pass over the data, and write the weights where asked to."""
    options = _parse(arguments)
    embedder = MultilingualEmbedder.load(cache=options.cache)
    examples = list(examples_of(_chosen(options.data), embedder))
    learned = learn(examples, passes=options.passes)
    if options.write:
        with options.write.open("wb") as file:
            learned.write(file)


def is_left_out(context: str) -> bool:
    """Whether a context is kept for fitting what is made of the scores: one in four, by its SHA-256."""
    return hashlib.sha256(context.encode()).digest()[0] % 4 == 0


def examples_of(rows: Sequence[LabelledQuestion], embedder: MultilingualEmbedder) -> Iterator[AnsweredPieces]:
    """Yield the pieces of each question and of its context's sentences, one of which has the answer."""
    said: dict[str, tuple[Tensor, Tensor]] = {}
    for row in rows:
        spans = [span for span in split_sentences(row.context) if row.context[span.start : span.end].strip()]
        right = [any(span.start <= one.start < span.end for one in row.answers) for span in spans]
        if any(right) and not all(right):
            if row.context not in said:
                texts = [row.context[span.start : span.end] for span in spans]
                said[row.context] = _joined([one.pieces for one in embedder.understand(texts)])
            (asked,) = embedder.understand_questions([row.question])
            yield AnsweredPieces(row.source, torch.from_numpy(asked.pieces), *said[row.context], torch.tensor(right))


def learn(examples: Sequence[AnsweredPieces], *, passes: int) -> Interaction:
    """Return the interaction learned in so many passes over the examples; batches are of one source each."""
    torch.manual_seed(_SEED)
    rng = random.Random(_SEED)  # noqa: S311 - an order, no secret
    made = Projections(examples[0].asked.shape[1])
    optimiser = torch.optim.Adam(
        [
            {"params": [made.asked, made.said], "lr": _RATE},
            {"params": [made.weighing], "lr": _RATE_OF_WEIGHING},
            {"params": [made.sharpness], "lr": _RATE_OF_SHARPNESS},
        ]
    )
    steps = passes * len(list(_batches(examples, rng)))
    slower = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.05, 1 - step / steps))
    for number in range(passes):
        losses = []
        for batch in _batches(examples, rng):
            loss = loss_of(made, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch
            optimiser.step()
            slower.step()
            losses.append(loss.item())
        sys.stdout.write(f"pass {number + 1}: loss {sum(losses) / len(losses):.3f}\n")
    return made.learned()


def loss_of(made: Projections, batch: Sequence[AnsweredPieces]) -> Tensor:
    """Return how surprising the right sentences are: among those of their context, and among those of all."""
    starts, count = {}, 0
    for one in {id(one.said): one for one in batch}.values():
        starts[id(one.said)] = count
        count += len(one.right)
    contexts = list({id(one.said): one for one in batch}.values())
    said = torch.cat([one.said for one in contexts])
    owners = torch.cat([one.owners + starts[id(one.said)] for one in contexts])
    scores = made([one.asked for one in batch], said, owners, count) * made.sharpness.exp()
    right, own = torch.zeros(2, len(batch), count, dtype=torch.bool)
    for row, one in enumerate(batch):
        place = slice(starts[id(one.said)], starts[id(one.said)] + len(one.right))
        right[row, place], own[row, place] = one.right, True
    sure = _total(scores, right)
    missed: Tensor = _total(scores, own) - sure + _ANYWHERE * (scores.logsumexp(1) - sure)
    return missed.mean() + _KEEP * made.drift()


def _total(scores: Tensor, these: Tensor) -> Tensor:
    total: Tensor = scores.masked_fill(~these, -1e4).logsumexp(1)
    return total


def _batches(examples: Sequence[AnsweredPieces], rng: random.Random) -> Iterator[Sequence[AnsweredPieces]]:
    mixed = rng.sample(list(examples), len(examples))
    by_source = [[one for one in mixed if one.source == source] for source in sorted({one.source for one in mixed})]
    found = [own[at : at + _BATCH] for own in by_source for at in range(0, len(own), _BATCH)]
    yield from rng.sample(found, len(found))


def _joined(pieces: Sequence[Floats]) -> tuple[Tensor, Tensor]:
    owners = np.repeat(np.arange(len(pieces)), [len(one) for one in pieces])
    return torch.from_numpy(np.concatenate(list(pieces))), torch.from_numpy(owners)


def _unit(vectors: Tensor) -> Tensor:
    unit: Tensor = torch.nn.functional.normalize(vectors, dim=-1)
    return unit


def _chosen(data: Path) -> list[LabelledQuestion]:
    """Return at most four questions of each of some contexts of every data set, the same ones every time."""
    rng = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    files = (data / "reader_train.jsonl.gz", data / "multilingual" / "reader_train.jsonl.gz")
    rows = [row for file in files for row in read_asked(file) if row.answers and len(row.context) < _LONGEST]
    found: list[LabelledQuestion] = []
    for source, limit in _CONTEXTS.items():
        own = [row for row in rows if row.source == source and not is_left_out(row.context)]
        contexts = sorted({row.context for row in own})
        for context in rng.sample(contexts, min(limit, len(contexts))):
            of_context = [row for row in own if row.context == context]
            found.extend(rng.sample(of_context, min(_QUESTIONS, len(of_context))))
    return found


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train and multilingual/")
    parser.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("sourcechat"), help="for models")
    parser.add_argument("--passes", type=int, default=3, help="over the data")
    parser.add_argument("--write", type=Path, help="file for the weights")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
