from __future__ import annotations

from assistant.errors import AssistantError
from tests.assistant.evaluation.reports import report


def test_a_row_gives_its_scores_with_what_was_said() -> None:
    opened, mayor, _ = report().run.scores

    assert (opened.id, opened.answerable, opened.follow_up, opened.confidence) == ("open", True, False, 0.9)
    assert opened.said == "The shop opens at nine. [1]"
    assert mayor.said == "Not in your documents."


def test_a_row_without_an_answer_gives_the_reason_and_no_confidence() -> None:
    failed = report(failing=AssistantError("no model")).run.scores[-1]

    assert (failed.confidence, failed.said) == (None, "AssistantError: no model")
