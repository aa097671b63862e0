"""Measuring: what the reader reaches on data kept for it, beside plain baselines, with 95 % intervals.

    python -m training.measuring --data DATA

Knows readers and rows, never how they were trained.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from assistant.english.words import stems_of
from assistant.metrics import (
    balanced_accuracy,
    bootstrap,
    calibration_error,
    exact_match,
    roc_auc,
    roc_auc_interval,
    token_f1,
)
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.matching import TextEmbedder
from assistant.reader.network import Network, Sighting, TrainedNetwork
from assistant.reader.scoring import passages_of
from assistant.reader.spans import answer_of, sentence_of
from assistant.reader.trained import TrainedReader
from ingest.sentences import split_sentences
from training.negatives import WordIndex
from training.open_data import Claimed, LabelledQuestion, read_asked, read_claimed, sampled_by_source
from vectorstore.embedding import SentenceEmbedder

_SEED = 20261124
_HALF = 0.5
Line = tuple[str, str]
Score = Callable[[Sequence[tuple[str, str]]], Sequence[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table of figures."""
    options = _parse(arguments)
    network = TrainedNetwork.load(options.model)
    embedder = SentenceEmbedder.load(cache=options.cache)
    reader = TrainedReader(network, TrainedReader.load_weights())
    judge = ClaimReader(network, ClaimWeights.load())
    asked = sampled_by_source(read_asked(options.data / "reader_dev.jsonl.gz"), options.questions)
    claimed = read_claimed(options.data / "support_dev.jsonl.gz")
    for name, figure in chain(
        speed_lines(network),
        question_lines(network, asked),
        own_context_lines(network, reader, embedder, [row for row in asked if row.source == "nq_open_oracle"]),
        claim_lines(judge, embedder, claimed),
    ):
        sys.stdout.write(f"{name:<66} {figure}\n")
        sys.stdout.flush()


# -- questions -----------------------------------------------------------------------------------------------------


def question_lines(network: Network, rows: Sequence[LabelledQuestion]) -> Iterator[Line]:
    """Yield exact match, token F1 and the share of right sentences on each source's own contexts."""
    for source in sorted({row.source for row in rows}):
        chosen = [row for row in rows if row.source == source and row.answers]
        sightings = network.look([(row.question, row.context) for row in chosen])
        pairs = [(row, answer_of(row.context, one)) for row, one in zip(chosen, sightings, strict=True)]
        yield f"{source}: exact match", str(bootstrap([exact_match(said, row.texts) for row, said in pairs]))
        yield f"{source}: token F1", str(bootstrap([token_f1(said, row.texts) for row, said in pairs]))
        right = [sentence_holds(row, one) for row, one in zip(chosen, sightings, strict=True)]
        yield f"{source}: the chosen sentence holds the answer", str(bootstrap(right))


def sentence_holds(row: LabelledQuestion, sighting: Sighting) -> bool:
    """Whether the sentence that the network sees the answer in holds an accepted one."""
    best = sentence_of(sighting, split_sentences(row.context))
    folded = row.context[best.start : best.end].casefold()
    return any(text.casefold() in folded for text in row.texts)


def own_context_lines(
    network: Network, reader: TrainedReader, embedder: TextEmbedder, rows: Sequence[LabelledQuestion]
) -> Iterator[Line]:
    """Yield how often a question's own context scores above the best one by BM25 that lacks the answer (AUC)."""
    others = list(nearest_lacking(rows))
    kept = [(row, other) for row, other in zip(rows, others, strict=True) if other is not None]
    pairs = [(row.question, row.context) for row, _ in kept] + [(row.question, other) for row, other in kept]
    labels = np.array([True] * len(kept) + [False] * len(kept))
    passages = passages_of([passage for _, passage in pairs], [question for question, _ in pairs], embedder)
    sightings = network.look(pairs)
    joined = [
        reader.answerable(question, passage, sighting)
        for (question, _), passage, sighting in zip(pairs, passages, sightings, strict=True)
    ]
    scores = {
        "MiniLM cosine": [passage.similarity for passage in passages],
        "network alone": [sighting.answerable for sighting in sightings],
        "reader": joined,
    }
    for name, values in scores.items():
        yield f"NQ, own context against BM25's best without, AUC: {name}", str(roc_auc_interval(values, labels))
    yield "NQ, same pairs: expected calibration error (15 bins)", f"{calibration_error(joined, labels):.3f}"


def nearest_lacking(rows: Sequence[LabelledQuestion]) -> Iterator[str | None]:
    """Yield for each question the best context of the others' by BM25 that holds no accepted answer, None for none."""
    contexts = tuple(dict.fromkeys(row.context for row in rows))
    index = WordIndex(contexts)
    for row in rows:
        answers = [text.casefold() for text in row.texts]
        near = (contexts[place] for place in index.nearest(row.question, limit=20))
        yield next(
            (text for text in near if text != row.context and not any(one in text.casefold() for one in answers)), None
        )


# -- claims --------------------------------------------------------------------------------------------------------


def claim_lines(judge: Judge, embedder: TextEmbedder, rows: Sequence[Claimed]) -> Iterator[Line]:
    """Yield balanced accuracy and AUC of supported against the rest, by source, beside two baselines."""
    chances = [one.supported for one in judge.judge([(row.claim, row.passage) for row in rows])]
    overlap = [shared_words(row) for row in rows]
    cosine = best_cosines(rows, embedder)
    true = np.array([row.label == 0 for row in rows])
    for source in sorted({row.source for row in rows}):
        chosen = np.array([row.source == source for row in rows])
        labels = true[chosen]
        own = np.column_stack([np.asarray(chances)[chosen], labels])
        yield (
            f"{source}: balanced accuracy at 0.5",
            str(bootstrap(own, lambda drawn: balanced_accuracy(drawn[:, 0] >= _HALF, drawn[:, 1] > 0))),
        )
        yield f"{source}: AUC", str(roc_auc_interval(own[:, 0], labels))
        for name, values in (("shared words", overlap), ("MiniLM cosine", cosine)):
            scores = np.asarray(values)[chosen]
            yield (
                f"{source}: {name}, best threshold in hindsight; AUC",
                f"{_best_balanced(scores, labels):.3f}; {roc_auc(scores, labels):.3f}",
            )
    yield "support: expected calibration error (15 bins)", f"{calibration_error(chances, true):.3f}"


def shared_words(row: Claimed) -> float:
    """Return the share of a claim's words that stand in its passage."""
    own = stems_of(row.claim)
    return len(own & stems_of(row.passage)) / max(1, len(own))


def best_cosines(rows: Sequence[Claimed], embedder: TextEmbedder) -> list[float]:
    """Return the cosine of each claim and the sentence of its passage that is nearest to it."""
    best: list[float] = []
    for row in rows:
        sentences = [row.passage[span.start : span.end] for span in split_sentences(row.passage)]
        vectors = embedder.embed([row.claim, *sentences])
        best.append(float((vectors[1:] @ vectors[0]).max(initial=0.0)))
    return best


def _best_balanced(scores: Sequence[float], labels: Sequence[bool]) -> float:
    return max(balanced_accuracy(np.asarray(scores) >= level, labels) for level in np.unique(scores))


# -- speed ---------------------------------------------------------------------------------------------------------

_WINDOWS = 16
_PIECES = 128
_TIMES = 25


def speed_lines(network: Network) -> Iterator[Line]:
    """Yield the median time of sixteen windows of 128 word pieces."""
    rng = random.Random(_SEED)  # noqa: S311 - filler
    words = ["river", "stone", "paper", "market", "winter", "letter", "garden", "bridge"]
    pairs = [("Where is the bridge?", " ".join(rng.choice(words) for _ in range(_PIECES - 8))) for _ in range(_WINDOWS)]
    times = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        network.look(pairs)
        times.append(1000 * (time.perf_counter() - started))
    yield f"{_WINDOWS} windows of {_PIECES} word pieces, p50", f"{np.percentile(times, 50):.0f} ms"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_dev and support_dev")
    parser.add_argument("--model", type=Path, help="a graph; the package's unless given")
    parser.add_argument("--cache", type=Path, default=Path(".sourcechat/cache"), help="where models are kept")
    parser.add_argument("--questions", type=int, default=10_000, help="of each data set, at most")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
