"""Metrics: the figures of the field, from plain values. Knows numbers and words, never a library or an answer.

Every function here has a case worked out on paper in its test. Empty input is an error: a mean of nothing is no figure.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_SEED = 20261124
_ROUNDS = 1000  # bootstrap samples; more changed no bound by more than 0.001
_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the bounds of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """`0.812 [0.790, 0.833]`."""
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def bootstrap(
    values: ArrayLike, statistic: Callable[[NDArray[np.float64]], float] = lambda rows: float(rows.mean())
) -> Interval:
    """Return `statistic` of the rows of `values` and its percentile interval (Efron 1979). Raises ValueError on none."""
    rows = np.asarray(values, dtype=np.float64)
    if not len(rows):
        raise ValueError("no values to measure")
    generator = np.random.default_rng(_SEED)
    drawn = [statistic(rows[generator.integers(len(rows), size=len(rows))]) for _ in range(_ROUNDS)]
    low, high = np.nanquantile(drawn, [(1 - _SHARE) / 2, (1 + _SHARE) / 2])
    return Interval(statistic(rows), float(low), float(high))


# -- answers, as SQuAD's official script compares them (Rajpurkar et al. 2016) -------------------------------------

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalise_answer(text: str) -> str:
    """Return `text` in lower case, without punctuation, articles and doubled blanks."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, accepted: Sequence[str]) -> float:
    """Return 1.0 if the answer equals an accepted one, once both are normalised."""
    return float(any(normalise_answer(answer) == normalise_answer(one) for one in accepted))


def token_f1(answer: str, accepted: Sequence[str]) -> float:
    """Return the best F1 of the answer's words against the words of an accepted answer."""
    return max((_f1(normalise_answer(answer).split(), normalise_answer(one).split()) for one in accepted), default=0.0)


def _f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    if not found or not wanted:
        return float(found == wanted)
    common = sum((Counter(found) & Counter(wanted)).values())
    return 2 * common / (len(found) + len(wanted))


# -- rankings --------------------------------------------------------------------------------------------------------


def recall_at(cutoff: int, relevant: Sequence[bool], wanted: int = 1) -> float:
    """Return the share of the `wanted` relevant items that are among the first `cutoff` of a ranking."""
    return min(1.0, sum(relevant[:cutoff]) / wanted)


def reciprocal_rank(cutoff: int, relevant: Sequence[bool]) -> float:
    """Return one over the rank of the first relevant item, 0 if it is not among the first `cutoff`."""
    return next((1.0 / rank for rank, hit in enumerate(relevant[:cutoff], 1) if hit), 0.0)


def ndcg_at(cutoff: int, relevant: Sequence[bool], wanted: int = 1) -> float:
    """Return the discounted gain of the first `cutoff`, of the best possible (Järvelin & Kekäläinen 2002, binary)."""
    gain = sum(hit / math.log2(rank + 1) for rank, hit in enumerate(relevant[:cutoff], 1))
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(cutoff, wanted) + 1))
    return gain / best


# -- decisions -------------------------------------------------------------------------------------------------------


def roc_auc(scores: ArrayLike, labels: ArrayLike) -> float:
    """Return how often a positive scores above a negative, ties counting half; nan where one of them is missing."""
    values, positive = np.asarray(scores, np.float64), np.asarray(labels, np.bool_)
    above = np.sort(values[~positive])
    if not positive.any() or not len(above):
        return math.nan
    wins = np.searchsorted(above, values[positive], "left") + np.searchsorted(above, values[positive], "right")
    return float(wins.mean() / 2 / len(above))


def balanced_accuracy(said: ArrayLike, labels: ArrayLike) -> float:
    """Return the mean of the shares of positives and of negatives that were recognised; nan where one is missing."""
    positive, claimed = np.asarray(labels, np.bool_), np.asarray(said, np.bool_)
    if positive.all() or not positive.any():
        return math.nan
    return float((claimed[positive].mean() + (~claimed[~positive]).mean()) / 2)


def calibration_error(probabilities: ArrayLike, labels: ArrayLike, *, bins: int = 15) -> float:
    """Return the expected calibration error over bins of equal width (Guo et al. 2017)."""
    chances, true = np.asarray(probabilities, np.float64), np.asarray(labels, np.float64)
    place = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = (abs(chances[place == one].mean() - true[place == one].mean()) * (place == one).sum() for one in set(place))
    return float(sum(gaps) / len(chances))
