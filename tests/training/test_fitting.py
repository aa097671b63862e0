from __future__ import annotations

import numpy as np
import pytest

from assistant.reader.matching import Regression
from assistant.reader.readings import CurvePoint
from assistant.reader.trained import TRAINED_NAMES
from ingest.documents import Span
from tests.assistant.fakes import WordEmbedder
from tests.assistant.reader.fakes import PointingNetwork
from training.fallback import Case, Vectoriser
from training.fitting import Asker, curve_of, fit, whole_of
from training.open_data import LabelledQuestion

ONE = Regression(0.0, dict.fromkeys(TRAINED_NAMES, 0.0) | {"answerable": 1.0}, 0.5)


def case(logit: float, *, answerable: bool) -> Case:
    row = np.zeros((1, len(TRAINED_NAMES)))
    row[0][TRAINED_NAMES.index("answerable")] = logit
    return Case(row, np.array([answerable]), answerable)


def asked(question: str, context: str, answer: str) -> LabelledQuestion:
    start = context.index(answer) if answer else 0
    return LabelledQuestion("wiki", question, context, (Span(start, start + len(answer)),) if answer else ())


ROWS = [
    asked("When does the tea shop open?", "The tea shop opens at nine. It sells tea.", "at nine"),
    asked("When does the bread shop open?", "The bread shop opens at six. It is old.", "at six"),
    asked("Who owns the tea shop?", "The tea shop is owned by nobody known.", ""),
]


def test_the_curve_tells_both_errors_at_every_threshold() -> None:
    curve = curve_of(ONE, [case(2.0, answerable=True), case(-2.0, answerable=True), case(0.5, answerable=False)])

    # Probabilities are 0.881, 0.119 and 0.622.
    assert CurvePoint(0.1, 1.0, 0.0) in curve
    assert CurvePoint(0.5, 1.0, 0.5) in curve
    assert CurvePoint(0.7, 0.0, 0.5) in curve
    assert CurvePoint(0.9, 0.0, 1.0) in curve


def test_a_question_is_asked_with_its_context_and_without() -> None:
    cases = Asker(PointingNetwork("at nine", "at six"), Vectoriser(WordEmbedder())).cases(ROWS, ("wiki",), 10)

    assert sorted(one.answerable for one in cases) == [False, False, False, True, True]
    for one in cases:
        assert one.labels.sum() == one.answerable
        assert one.features.shape == (len(one.labels), len(TRAINED_NAMES))


def test_only_so_many_questions_of_the_named_sources_are_asked() -> None:
    asker = Asker(PointingNetwork(), Vectoriser(WordEmbedder()))

    assert asker.cases(ROWS, ("other",), 10) == []
    assert len(asker.cases(ROWS, ("wiki",), 1)) <= 2


def test_weights_have_the_sign_that_is_known_beforehand() -> None:
    generator = np.random.default_rng(0)
    labels = generator.random(300) < 0.5
    features = generator.normal(size=(300, len(TRAINED_NAMES))) * 0.1
    features[:, TRAINED_NAMES.index("answerable")] = np.where(labels, 1.0, -1.0)
    features[:, TRAINED_NAMES.index("names_missing")] = np.where(labels, 1.0, 0.0)  # by chance, in this sample

    weights = fit([Case(features, labels, answerable=True)])

    assert weights.features["answerable"] > 1
    assert weights.features["names_missing"] == pytest.approx(0.0)


def test_a_passage_answers_more_often_than_its_best_sentence_seems_to() -> None:
    cases = [case(one, answerable=one > -1.5) for one in (-3.0, -2.5, -2.0, -1.0, 0.0, 1.0)] * 20

    slope, shift = whole_of(ONE, cases)

    assert slope > 1
    assert shift > 1
    features = case(0.0, answerable=True).features
    assert Regression(0.0, ONE.features, 0.5, whole=(slope, shift)).whole_passage(features) > 0.8


def test_a_question_is_asked_of_single_contexts_half_of_which_answer() -> None:
    cases = Asker(PointingNetwork("at nine", "at six"), Vectoriser(WordEmbedder())).alone(ROWS, ("wiki",), 10)

    assert [one.answerable for one in cases].count(True) == 2
    assert [one.answerable for one in cases].count(False) == 2
