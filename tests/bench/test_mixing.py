from __future__ import annotations

from assistant.evaluation.ranking import Sought
from bench.mixing import unreported
from bench.scorecard import SAMPLE
from bench.workspace import sampled


def test_the_questions_that_weights_are_chosen_by_are_none_that_the_scorecard_reports() -> None:
    questions = [Sought(str(number)) for number in range(2 * SAMPLE)]

    chosen = unreported(questions, SAMPLE)

    assert len(chosen) == SAMPLE
    assert not set(chosen) & set(sampled(questions, SAMPLE))
