"""Fitting: joins the network with words into probabilities, on rows kept from training, and measures where they err.

    python -m training.fitting --data DATA --write assistant/reader

Each question is asked twice: of its own context among the nearest others, and of the others alone, where the right
reply is none. Weights and calibration come from rows kept aside; thresholds and the curve of both errors from
`reader_dev`, as the promise on false answers is made on it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.english.expectation import expect
from assistant.metrics import balanced_accuracy, calibration_error, roc_auc
from assistant.reader.claims import CLAIM_NAMES, measure_claims
from assistant.reader.features import measure, sentences_of
from assistant.reader.matching import Regression
from assistant.reader.network import Network, TrainedNetwork
from assistant.reader.readings import CurvePoint
from assistant.reader.scoring import to_passage
from assistant.reader.trained import SIGHT_NAMES, TRAINED_NAMES, WORD_NAMES, join, pair
from ingest.documents import Span
from training.fallback import Case, Vectoriser, calibrate, regress
from training.negatives import near_contexts
from training.open_data import Claimed, LabelledQuestion, is_kept_aside, read_asked, read_claimed
from training.plots import plot, reliability
from vectorstore.embedders import load_embedder
from vectorstore.passages import Passage

_FITTED_ON = (
    "qamr",
    "squad2_cs224n_dev",
    "squadshifts_amazon_reviews",
    "squadshifts_new_wiki",
    "squadshifts_reddit",
)
_MEASURED_ON = ("xquad_en", "nq_open_oracle")
_OTHERS = 7  # contexts beside a question's own
_CLAIMS = 300  # of one source, so that the largest does not outweigh the others
_SEED = 20261124
_LEVELS = tuple(round(level, 2) for level in np.linspace(0.01, 0.99, 99))
_HALF = 0.5
# What is known beforehand of the sign of a weight: shared words and what the network sees never speak against an
# answer, what is missing never for one.
_AGAINST = frozenset(
    "names_missing names_missing_in_passage numbers_missing focus_missing figure_lacking identity_unnamed asks "
    "refuted_margin numbers names words negation".split()
)


# What the regression is made of, each part alone and joined step by step.
_PARTS: Mapping[str, Collection[str]] = {
    "cosine of question and passage alone": {"passage_similarity"},
    "words alone": set(WORD_NAMES) - {"passage_similarity"},
    "network alone": set(SIGHT_NAMES),
    "network and cosine": {*SIGHT_NAMES, "passage_similarity"},
    "all": set(TRAINED_NAMES),
}

# Weights that are known beforehand, as in `training.fallback`, but weaker: the network sees some of it. The data
# hardly show them: near texts of the same encyclopedia are full of other figures and names, and questions made from a
# text say little of how far the cosine is to be trusted on others. What each bound costs and gives: docs/reader.md.
_AT_LEAST = {
    "expansion": 1.5,
    "figure_lacking": -1.2,
    "identity_unnamed": -4.0,
    "names_missing_in_passage": -1.0,
    "numbers_missing": -1.0,
    "passage_similarity": 4.0,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit both regressions, print their figures, and write them where asked to."""
    options = _parse(arguments)
    network = TrainedNetwork.load(options.model)
    asker = Asker(network, Vectoriser(load_embedder(cache=options.cache)))
    trained = [row for row in read_asked(options.data / "reader_train.jsonl.gz") if is_kept_aside(row.context)]
    fitted = asker.cases(trained, _FITTED_ON, options.questions)
    weights = calibrate(fit(fitted), fitted)
    measured = asker.cases(read_asked(options.data / "reader_dev.jsonl.gz"), _MEASURED_ON, options.questions)
    whole = whole_of(weights, asker.alone(trained, _FITTED_ON, options.questions))
    weights = Regression(weights.bias, weights.features, _HALF, curve_of(weights, measured), whole)
    sys.stdout.write(_report(weights, fitted, measured))
    for name, names in _PARTS.items():
        sys.stdout.write(f"dev, {name}: {_figures(calibrate(fit(fitted, names=names), fitted), measured)}\n")
    claims = fit_claims(network, options.data)
    if options.plots:
        _draw(options.plots, weights, measured)
    if options.write:
        table = {"bias": weights.bias, "threshold": _HALF, "features": dict(weights.features)}
        table["curve"] = [astuple(point) for point in weights.curve]
        table["whole"] = weights.whole
        _write(options.write / "trained.json", table)
        _write(options.write / "claims.json", claims)


def fit(cases: Sequence[Case], *, names: Collection[str] = TRAINED_NAMES) -> Regression:
    """Return a logistic regression over the sentences of all cases, each weight of the sign it must have.

    Features that are not among `names` have no weight.
    """
    features = np.concatenate([case.features for case in cases])
    labels = np.concatenate([case.labels for case in cases]).astype(np.float64)
    *coefficients, bias = regress(
        features, labels, [_bounds(name) if name in names else (0.0, 0.0) for name in TRAINED_NAMES]
    )
    return Regression(bias, dict(zip(TRAINED_NAMES, coefficients, strict=True)), _HALF)


def curve_of(weights: Regression, cases: Sequence[Case]) -> tuple[CurvePoint, ...]:
    """Return how often each threshold answers what has no answer here, and refuses what has."""
    best = np.array([_best(weights, case) for case in cases])
    answerable = np.array([case.answerable for case in cases])
    return tuple(
        CurvePoint(
            level,
            round(float((best[~answerable] >= level).mean()), 4),
            round(float((best[answerable] < level).mean()), 4),
        )
        for level in _LEVELS
    )


def whole_of(weights: Regression, cases: Sequence[Case]) -> tuple[float, float]:
    """Return the slope and shift that make of a best sentence's logit that of its passage (Platt 1999).

    Of `cases`, each a single passage, half answer. A passage answers more often than its best sentence does.
    """
    logits = np.array([[weights.logits(case.features).max()] for case in cases])
    slope, shift = regress(logits, np.array([case.answerable for case in cases], np.float64), [(0.0, None)])
    return slope, shift


class Asker:
    """Puts questions to their own contexts among others, to the others alone, and to single contexts."""

    def __init__(self, network: Network, vectoriser: Vectoriser) -> None:
        self._network = network
        self._vectoriser = vectoriser

    def cases(self, rows: Sequence[LabelledQuestion], sources: Sequence[str], limit: int) -> list[Case]:
        """Return the cases of at most `limit` questions of each source, drawn by a fixed seed."""
        drawn = self._drawn(rows, sources, limit)
        return [case for row, others in drawn for case in self._twice(row, others[:_OTHERS])]

    def alone(self, rows: Sequence[LabelledQuestion], sources: Sequence[str], limit: int) -> list[Case]:
        """Return two cases of each of the same questions that has an answer: its own context, and the nearest other."""
        drawn = self._drawn(rows, sources, limit)
        return [
            case
            for row, others in drawn
            for context in ((row.context, *others[:1]) if row.answers else ())
            for case in self._twice(LabelledQuestion(row.source, row.question, context, _within(row, context)), ())
        ]

    def _drawn(
        self, rows: Sequence[LabelledQuestion], sources: Sequence[str], limit: int
    ) -> Iterator[tuple[LabelledQuestion, tuple[str, ...]]]:
        for source in sources:
            own = [row for row in rows if row.source == source]
            chosen = random.Random(_SEED).sample(own, min(limit, len(own)))  # noqa: S311 - a sample, not a secret
            yield from zip(chosen, near_contexts(chosen, [row.context for row in own], self._vectoriser), strict=True)
            sys.stderr.write(f"{source}: {len(chosen)} questions\n")

    def _twice(self, row: LabelledQuestion, others: Sequence[str]) -> Iterator[Case]:
        passages = [self._passage(text, row.question) for text in (row.context, *others)]
        sightings = self._network.look([(row.question, passage.chunk.text) for passage in passages])
        for first in (0, 1) if row.answers else (0,):
            sentences = sentences_of(passages[first:])
            if not sentences:
                continue
            sights = pair(sentences, passages[first:], sightings[first:])
            features = join(measure(expect(row.question), sentences)[0], sights)
            labels = [
                one.passage is passages[0]
                and any(one.span.start <= answer.start < one.span.end for answer in row.answers)
                for one in sentences
            ]
            yield Case(features, np.array(labels, np.bool_), any(labels))

    def _passage(self, text: str, question: str) -> Passage:
        return to_passage(text, self._vectoriser.similarities(question, [text])[0])


def _within(row: LabelledQuestion, context: str) -> tuple[Span, ...]:
    return row.answers if context == row.context else ()


def fit_claims(network: Network, data: Path) -> dict[str, object]:
    """Fit support on claims kept aside; print how it does there and on `support_dev`; return its table."""
    kept = _claims_kept_aside(data)
    features, _ = measure_claims(network, [(row.claim, row.passage) for row in kept])
    labels = np.array([row.label == 0 for row in kept])
    *coefficients, bias = regress(features, labels.astype(np.float64), [_bounds(name) for name in CLAIM_NAMES])
    weights = dict(zip(CLAIM_NAMES, coefficients, strict=True))
    sys.stdout.write(f"claims kept aside, {len(kept)}: {_claim_figures(features, labels, coefficients, bias)}\n")
    return {"bias": bias, "features": weights}


def _claims_kept_aside(data: Path) -> list[Claimed]:
    """Return claims of every source but those of captions of pictures, which are unlike documents; so many of each."""
    rows = [row for row in read_claimed(data / "support_train.jsonl.gz") if is_kept_aside(row.passage)]
    sources = sorted({row.source for row in rows if not row.source.startswith("snli")})
    groups = ([row for row in rows if row.source == source] for source in sources)
    return [row for group in groups for row in group[:_CLAIMS]]


def _claim_figures(
    features: NDArray[np.float64], labels: NDArray[np.bool_], coefficients: Sequence[float], bias: float
) -> str:
    chances = 1 / (1 + np.exp(-(features @ np.array(coefficients) + bias)))
    return (
        f"balanced accuracy {balanced_accuracy(chances >= _HALF, labels):.3f}, AUC {roc_auc(chances, labels):.3f}, "
        f"calibration error {calibration_error(chances, labels):.3f}"
    )


def _bounds(name: str) -> tuple[float | None, float | None]:
    least = _AT_LEAST.get(name, 0.0)
    return (None, least) if name in _AGAINST else (least, None)


def _best(weights: Regression, case: Case) -> float:
    return float(weights.probabilities(case.features).max(initial=0.0))


def _report(weights: Regression, fitted: Sequence[Case], measured: Sequence[Case]) -> str:
    lines = [f"  {name:<28} {value:+.3f}" for name, value in weights.features.items()]
    for name, cases in (("kept aside", fitted), ("dev", measured)):
        lines.append(f"{name}: {_figures(weights, cases)}")
    lines.extend(
        f"  at {point.threshold:.2f}: false answers {point.false_answers:.3f}, "
        f"false refusals {point.false_refusals:.3f}"
        for point in weights.curve[4::5]
    )
    return "\n".join(lines) + "\n"


def _figures(weights: Regression, cases: Sequence[Case]) -> str:
    answerable = [case.answerable for case in cases]
    best = [_best(weights, case) for case in cases]
    right = [_is_right(weights, case) for case in cases]
    first = np.mean([one for one, asked in zip(right, answerable, strict=True) if asked])
    return (
        f"{sum(answerable)} answerable, {len(cases) - sum(answerable)} not; right sentence first {first:.3f}; "
        f"AUC {roc_auc(best, answerable):.3f}; calibration error {calibration_error(best, right):.3f}"
    )


def _draw(folder: Path, weights: Regression, measured: Sequence[Case]) -> None:
    """Write the plots of the model card: what a probability is worth, and what strictness costs."""
    best = [_best(weights, case) for case in measured]
    (folder / "reader-calibration.svg").write_text(
        plot(
            {"reader": reliability(best, [_is_right(weights, case) for case in measured])},
            across="probability that the best sentence answers",
            up="share of best sentences that did",
            diagonal=True,
        ),
        "utf-8",
    )
    errors = {
        "false answers": [(point.threshold, point.false_answers) for point in weights.curve],
        "false refusals": [(point.threshold, point.false_refusals) for point in weights.curve],
    }
    (folder / "reader-strictness.svg").write_text(plot(errors, across="threshold", up="share of questions"), "utf-8")


def _is_right(weights: Regression, case: Case) -> bool:
    return case.answerable and bool(case.labels[np.argmax(weights.probabilities(case.features))])


def _write(path: Path, table: dict[str, object]) -> None:
    path.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train, reader_dev, support_train")
    parser.add_argument("--model", type=Path, help="a graph; the package's unless given")
    parser.add_argument("--cache", type=Path, default=Path(".sourcechat/cache"), help="where models are kept")
    parser.add_argument("--questions", type=int, default=10_000, help="of each data set, at most")
    parser.add_argument("--plots", type=Path, help="folder for the plots of the model card")
    parser.add_argument("--write", type=Path, help="folder for trained.json and claims.json")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
