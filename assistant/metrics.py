"""Metrics: the figures of the field, from plain values. Knows numbers and words, never a library or an answer.

Every function here has a case worked out on paper in its test. Empty input is an error: a mean of nothing is no figure.
"""

from __future__ import annotations

import math
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ingest.patterns import lazy_pattern

_SEED = 20261124
_ROUNDS = 1000  # bootstrap samples; more changed no bound by more than 0.001
_SHARE = 0.95
_AT_ONCE = 2_000_000  # drawn rows held in memory
_SWAPS = 4000  # random permutations: the smallest p that they can tell is 1 in 4,001
_EXACT = 12  # pairs that differ: up to so many, all 2^12 permutations are gone through
_EQUAL = 1e-12  # differences nearer than this are one figure, summed in another order

Rows = NDArray[np.float64]
Statistic = Callable[[Rows], float]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the bounds of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """`0.812 [0.790, 0.833]`."""
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Difference:
    """New minus old on the same items, its 95 % bootstrap interval, and how likely chance alone gives as much."""

    interval: Interval
    p_value: float


def bootstrap(values: ArrayLike, statistic: Statistic | None = None) -> Interval:
    """Return `statistic` of the rows of `values`, or else their mean, and its percentile interval (Efron 1979).

    Raises ValueError on no values.
    """
    rows = np.asarray(values, dtype=np.float64)
    if not len(rows):
        raise ValueError("no values to measure")
    drawn = [_statistics(rows[picks], statistic) for picks in _drawn(len(rows))]
    low, high = np.nanquantile(np.concatenate(drawn), [(1 - _SHARE) / 2, (1 + _SHARE) / 2])
    return Interval(float(_statistics(rows[None], statistic)[0]), float(low), float(high))


def paired_difference(old: ArrayLike, new: ArrayLike, statistic: Statistic | None = None) -> Difference:
    """Return how much `statistic` (the mean if none is given) of `new` exceeds that of `old`, row by row the same item.

    The p-value is of the paired permutation test (Fisher 1935; Noreen 1989): exact for the mean of few pairs that
    differ. Raises ValueError on no values.
    """
    before, after = np.asarray(old, np.float64), np.asarray(new, np.float64)
    if before.shape != after.shape:
        raise ValueError("old and new are not of the same items")
    together = np.stack([before, after], axis=1)
    interval = bootstrap(together, lambda rows: _exceeds(rows, statistic))
    return Difference(interval, _permutation_p(together, statistic))


def _drawn(count: int) -> Iterator[NDArray[np.int64]]:
    """Yield the places drawn, shape (samples, count), some samples at a time, the same ones every time."""
    generator = np.random.default_rng(_SEED)
    size = min(_ROUNDS, max(1, _AT_ONCE // count))
    for start in range(0, _ROUNDS, size):
        yield generator.integers(count, size=(min(size, _ROUNDS - start), count))


def _statistics(samples: Rows, statistic: Statistic | None) -> Rows:
    if statistic is None:
        means: Rows = samples.reshape(*samples.shape[:2], -1).mean(axis=(1, 2))
        return means
    return np.array([statistic(sample) for sample in samples], np.float64)


def _exceeds(rows: Rows, statistic: Statistic | None) -> float:
    before, after = _statistics(np.stack([rows[:, 0], rows[:, 1]]), statistic)
    return float(after - before)


def _permutation_p(together: Rows, statistic: Statistic | None) -> float:
    differing = (together[:, 0] != together[:, 1]).reshape(len(together), -1).any(axis=1)
    if not differing.any():
        return 1.0
    if statistic is None:
        return _sign_flip_p((together[differing, 1] - together[differing, 0]).reshape(int(differing.sum()), -1)[:, 0])
    generator = np.random.default_rng(_SEED)
    found = abs(_exceeds(together, statistic))
    reached = 0
    for _ in range(_ROUNDS):
        swap = generator.random(len(together)) < 1 / 2  # each pair is swapped or not, as likely
        swapped = together.copy()
        swapped[swap] = together[swap, ::-1]
        reached += abs(_exceeds(swapped, statistic)) >= found - _EQUAL
    return (1 + reached) / (1 + _ROUNDS)


def _sign_flip_p(differences: Rows) -> float:
    found = abs(differences.sum()) - _EQUAL
    if len(differences) <= _EXACT:
        signs = np.array(list(product((1.0, -1.0), repeat=len(differences))))
        return float((abs(signs @ differences) >= found).mean())
    generator = np.random.default_rng(_SEED)
    reached = sum(
        abs(float(generator.choice((1.0, -1.0), len(differences)) @ differences)) >= found for _ in range(_SWAPS)
    )
    return float((1 + reached) / (1 + _SWAPS))


# -- answers, as SQuAD's official script compares them (Rajpurkar et al. 2016) -------------------------------------

_ARTICLES = lazy_pattern(r"\b(a|an|the)\b")
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


def contains_answer(text: str, accepted: Sequence[str]) -> float:
    """Return 1.0 if an accepted answer stands in the text, as whole words, whatever their case and punctuation.

    In scripts written without blanks between words any place will do.
    """
    words = _bare(text)
    return float(any(_stands_in(_bare(one), words) for one in accepted))


def finder_in(texts: Iterable[str]) -> Callable[[Sequence[str]], bool]:
    """Return what tells whether any of the texts contains an accepted answer. It folds them once, for many answers."""
    words = " \n ".join(map(_bare, texts))  # a blank on either side: no answer reaches from one text into the next
    return lambda accepted: any(_stands_in(_bare(one), words) for one in accepted)


def share_contained(text: str, required: Sequence[str]) -> float:
    """Return the share of the required strings that stand in the text, as `contains_answer` looks for them."""
    return sum(contains_answer(text, [one]) for one in required) / len(required)


_PARTED = lazy_pattern(r"[^\w]+|_+")
_UNPARTED = lazy_pattern(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)  # Thai to Han


def _bare(text: str) -> str:
    return _PARTED.sub(" ", text.casefold()).strip()


def _stands_in(wanted: str, words: str) -> bool:
    if _UNPARTED.search(wanted):
        return wanted.replace(" ", "") in words.replace(" ", "")
    return bool(wanted) and f" {wanted} " in f" {words} "


def _f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    if not found or not wanted:
        return float(found == wanted)
    common = sum((Counter(found) & Counter(wanted)).values())
    return 2 * common / (len(found) + len(wanted))


# -- rankings --------------------------------------------------------------------------------------------------------


def recall_at(cutoff: int, relevant: Sequence[int], wanted: int = 1) -> float:
    """Return the share of the `wanted` relevant items that the first `cutoff` places of a ranking hold."""
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


def roc_auc_interval(scores: ArrayLike, labels: ArrayLike) -> Interval:
    """Return `roc_auc` with its interval, scores and labels drawn together. Raises ValueError on no values."""
    both = np.column_stack([np.asarray(scores, np.float64), np.asarray(labels, np.bool_)])
    return bootstrap(both, lambda drawn: roc_auc(drawn[:, 0], drawn[:, 1] > 0))


def rank_correlation(one: ArrayLike, other: ArrayLike) -> float:
    """Return Spearman's rank correlation, ties sharing their mean rank; nan where either does not vary."""
    first, second = (_ranks(np.asarray(values, np.float64)) for values in (one, other))
    spread = float(first.std() * second.std())
    if not spread:
        return math.nan
    return float(((first - first.mean()) * (second - second.mean())).mean() / spread)


def _ranks(values: Rows) -> Rows:
    ordered = np.sort(values)
    low, high = np.searchsorted(ordered, values, "left"), np.searchsorted(ordered, values, "right")
    ranks: Rows = (low + high + 1) / 2
    return ranks


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
