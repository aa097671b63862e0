from __future__ import annotations

from collections.abc import Iterator

from assistant.answers import Answer
from assistant.conversation.question import Question
from assistant.pipeline import Draft, Steps
from ui.page.stages import Staged, stage_words


class Stepping:
    """A pipeline of two stages."""

    def stream(self, question: Question, steps: Steps | None = None, /) -> Iterator[Answer]:
        assert steps is not None
        draft = steps.run("retrieve", lambda one: one, Draft(question))
        yield from (Answer(one.question.text, "") for one in steps.grow("generate", lambda one: iter([one]), draft))


def test_each_stage_is_told_before_it_is_run() -> None:
    told: list[str] = []

    answers = list(Staged(Stepping(), told.append).stream(Question("Q?")))

    assert (told, answers) == (["retrieve", "generate"], [Answer("Q?", "")])


def test_a_stage_has_words_and_one_that_is_not_known_too() -> None:
    assert stage_words("retrieve", 3) == "Searching 3 documents…"
    assert stage_words("holdings", 3) == "Looking through the whole library…"
