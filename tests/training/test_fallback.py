from __future__ import annotations

import numpy as np

from assistant.reader.features import FEATURE_NAMES
from assistant.reader.matching import Regression
from training.fallback import Case, equal_error_threshold, report

# Only the first feature counts, and it is the logit of the probability itself.
IDENTITY = Regression(0.0, {name: float(index == 0) for index, name in enumerate(FEATURE_NAMES)}, 0.5)


def case(*probabilities: float, right: int | None) -> Case:
    """A question whose sentences get these probabilities; `right` is the index of the one that answers."""
    features = np.zeros((len(probabilities), len(FEATURE_NAMES)))
    features[:, 0] = [np.log(one / (1 - one)) for one in probabilities]
    labels = np.array([index == right for index in range(len(probabilities))])
    return Case(features, labels, answerable=right is not None)


# On paper: at 0.5 one of the four answerable is refused and one of the four others answered.
CASES = [
    case(0.9, 0.1, right=0),
    case(0.8, 0.2, right=0),
    case(0.7, 0.6, right=1),
    case(0.4, 0.3, right=0),
    case(0.6, right=None),
    case(0.3, right=None),
    case(0.2, right=None),
    case(0.1, right=None),
]


def test_the_threshold_is_where_both_errors_are_equal() -> None:
    assert 0.40 < equal_error_threshold(IDENTITY, CASES) <= 0.60


def test_the_report_gives_both_errors_and_how_often_the_right_sentence_is_first() -> None:
    text = report(IDENTITY, CASES, CASES)

    assert "measure: 4 answerable, 4 not; right sentence first 0.750" in text
    assert "at 0.50: false refusals 0.250, false answers 0.250" in text
