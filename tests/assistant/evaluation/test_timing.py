from __future__ import annotations

import sys

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.evaluation.timing import Stage, StageMemory, resident_megabytes, stages_of


def _same(value: int) -> int:
    return value


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory that is resident")
def test_memory_is_noted_at_the_end_of_each_named_step() -> None:
    memory = StageMemory()

    (RunnableLambda(_same, name="first") | RunnableLambda(_same, name="second")).invoke(1, {"callbacks": [memory]})

    assert {"first", "second"} <= set(memory.resident)
    assert 10 < memory.resident["first"] < 100_000
    assert resident_megabytes() == pytest.approx(memory.resident["second"], rel=0.2)


def test_stages_on_paper() -> None:
    timings = [{"read": 0.1}, {"read": 0.3, "answer": 1.0}, {"read": 0.2}]

    stages = stages_of(timings, [{"read": 100.0}, {"read": 120.0}, {}])

    # 95th percentile of 0.1, 0.2, 0.3: at 0.95 * 2 = 1.9 of the way: 0.2 + 0.9 * 0.1
    read, answer = stages
    assert (read.name, read.megabytes) == ("read", 120.0)
    assert read.median == pytest.approx(0.2)
    assert read.slow == pytest.approx(0.29)
    assert answer == Stage("answer", 1.0, 1.0, None)


def test_without_questions_there_are_no_stages() -> None:
    assert stages_of([], []) == ()
