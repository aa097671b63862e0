"""How well the verdicts on a model's sentences tell what is supported, beside plain baselines.

Run as `python -m bench.support [--data FOLDER] [--sample N] [--doubt]`. Each claim of `support_dev` is proved from its
passage as a sentence is that a model wrote: the span found by alignment, figures, names and denials compared outright,
the reader's probability. The thresholds of the baselines are learned on claims of `support_train`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import platformdirs
from numpy.typing import NDArray

from assistant.answers import Verdict
from assistant.metrics import balanced_accuracy, bootstrap, calibration_error, roc_auc_interval
from assistant.proving.disagreement import contrast_of
from assistant.proving.proof import Prover
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.matching import TextEmbedder
from assistant.reader.network import TrainedNetwork
from assistant.reader.scoring import to_passage
from bench.workspace import parser_with_data
from training.measuring import best_cosines, shared_words
from training.open_data import Claimed, read_claimed, sampled_by_source
from vectorstore.embedding import SentenceEmbedder

_HALF = 0.5
_SUPPORTED, _REFUTED = 0, 2  # labels
_IN_ALL = "all"
_VERDICTS = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNSUPPORTED)


@dataclass(frozen=True, slots=True)
class Scored:
    """A system's score of each claim, higher for support, and from which score on it calls a claim supported."""

    name: str
    scores: NDArray[np.float64]
    threshold: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures by source, the calibration, the bands of verdicts and what is found of disagreement."""
    options = _parse(arguments)
    rows = sampled_by_source(read_claimed(options.data / "support_dev.jsonl.gz"), options.sample)
    learned_on = sampled_by_source(read_claimed(options.data / "support_train.jsonl.gz"), options.sample // 2)
    judge = ClaimReader(TrainedNetwork.load(), ClaimWeights.load())
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    verdicts, chances = verdicts_of(rows, judge, is_trusted=not options.doubt)
    head = np.array([one.supported for one in judge.judge([(row.claim, row.passage) for row in rows])])
    # A verdict is more than a probability: what is flagged ranks below all that is not.
    ranked = chances + np.array([_VERDICTS[::-1].index(one) for one in verdicts])
    systems = (
        Scored("verdicts", ranked, _VERDICTS[::-1].index(Verdict.SUPPORTED)),
        Scored("reader's head alone", head, _HALF),
        *_baselines(rows, learned_on, embedder),
    )
    for line in (
        *figure_lines(rows, systems),
        *calibration_lines(rows, {"verdicts": chances, "reader's head alone": head}),
        *band_lines(rows, verdicts),
        *disagreement_lines(rows),
    ):
        print(line, flush=True)


def verdicts_of(
    rows: Sequence[Claimed], judge: Judge, *, is_trusted: bool = True
) -> tuple[list[Verdict], NDArray[np.float64]]:
    """Return the verdict on each claim, as if a model had said it and cited its passage, and the probability."""
    proofs = [Prover({1: to_passage(row.passage, _HALF)}, judge).prove(row.claim, [1]) for row in rows]
    supports = [one.support if is_trusted else one.doubting_writer() for one in proofs]
    # Whoever claims nothing is shown without a mark: counted as supported, so that nothing is left out.
    found = [one.verdict if one.verdict in _VERDICTS else Verdict.SUPPORTED for one in supports]
    return found, np.array([_HALF if one.probability is None else one.probability for one in supports])


def _baselines(rows: Sequence[Claimed], learned_on: Sequence[Claimed], embedder: TextEmbedder) -> Iterator[Scored]:
    labels = [row.label == _SUPPORTED for row in learned_on]
    words = [shared_words(row) for row in learned_on]
    yield Scored("shared words", np.array([shared_words(row) for row in rows]), best_threshold(words, labels))
    cosines = best_cosines(learned_on, embedder)
    yield Scored("MiniLM cosine", np.array(best_cosines(rows, embedder)), best_threshold(cosines, labels))


def best_threshold(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the score from which on calling a claim supported is right most often, both classes counting alike."""
    levels = np.unique(scores)
    return float(max(levels, key=lambda level: balanced_accuracy(np.asarray(scores) >= level, labels)))


def figure_lines(rows: Sequence[Claimed], systems: Sequence[Scored]) -> Iterator[str]:
    """Yield balanced accuracy and AUC of every system, by source and in all, with 95 % intervals."""
    yield f"{'on':<18}{'claims':>7}  {'system':<22}{'balanced accuracy':<24}AUC"
    for source in (*sorted({row.source for row in rows}), _IN_ALL):
        chosen = np.array([source in (row.source, _IN_ALL) for row in rows])
        labels = np.array([row.label == _SUPPORTED for row in rows])[chosen]
        for system in systems:
            both = np.column_stack([system.scores[chosen], labels])
            accuracy = bootstrap(both, partial(_accuracy, threshold=system.threshold))
            auc = roc_auc_interval(system.scores[chosen], labels)
            yield f"{source:<18}{chosen.sum():>7}  {system.name:<22}{accuracy!s:<24}{auc}"


def _accuracy(drawn: NDArray[np.float64], threshold: float) -> float:
    return balanced_accuracy(drawn[:, 0] >= threshold, drawn[:, 1] > 0)


def calibration_lines(rows: Sequence[Claimed], chances: dict[str, NDArray[np.float64]]) -> Iterator[str]:
    """Yield the expected calibration error in 15 bins."""
    labels = np.array([row.label == _SUPPORTED for row in rows])
    for name, values in chances.items():
        yield f"expected calibration error (15 bins), {name}: {calibration_error(values, labels):.3f}"


def band_lines(rows: Sequence[Claimed], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield of the claims with each verdict how many there are, and which share is supported, and refuted."""
    yield f"{'shown as':<14}{'claims':>7}  {'truly supported':<24}refuted"
    for verdict in _VERDICTS:
        labels = [row.label for row, one in zip(rows, verdicts, strict=True) if one is verdict]
        if labels:
            supported, refuted = (bootstrap([one == label for one in labels]) for label in (_SUPPORTED, _REFUTED))
            yield f"{verdict.value:<14}{len(labels):>7}  {supported!s:<24}{refuted}"


def disagreement_lines(rows: Sequence[Claimed]) -> Iterator[str]:
    """Yield how many refuted claims would be shown as contradicting their passage, and how many supported ones."""
    for name, label in (("refuted claims that contradict", _REFUTED), ("supported claims, wrongly", _SUPPORTED)):
        chosen = [row for row in rows if row.label == label]
        found = sum(contrast_of(row.claim, row.passage) is not None for row in chosen)
        yield f"disagreement is shown for {found} of {len(chosen)} {name}"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_with_data("bench.support", __doc__)
    parser.add_argument("--sample", type=int, default=100, help="claims of each source, at most")
    parser.add_argument("--doubt", action="store_true", help="as of a writer that is not trusted")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
