from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.errors import BadQuestions
from assistant.evaluation.figures import Figure
from assistant.evaluation.run import Measuring
from assistant.evaluation.sweep import Axis, Chosen, Point, Subject, grid, pareto, read_axis, sweep
from tests.assistant.evaluation.fakes import ToldAnswerer, archive, asked, refusing, saying


def point(quality: float | None, seconds: float) -> Point:
    """A point by hand."""
    return Point({}, {"correct": Figure("correct", 10, quality)}, seconds)


def test_an_axis_is_a_setting_and_its_values() -> None:
    assert read_axis("retrieval.top_k=4, 8,16") == Axis("retrieval.top_k", ("4", "8", "16"))


@pytest.mark.parametrize("text", ["retrieval.top_k", "=4", "retrieval.top_k=", "retrieval.top_k= , "])
def test_a_bad_axis_is_named(text: str) -> None:
    with pytest.raises(BadQuestions, match="not a sweep; write SETTING=A,B,C"):
        read_axis(text)


def test_a_value_or_a_setting_that_stands_twice_is_an_error() -> None:
    with pytest.raises(BadQuestions, match="twice"):
        read_axis("a=1,1")
    with pytest.raises(BadQuestions, match="twice"):
        grid([Axis("a", ("1",)), Axis("a", ("2",))])


def test_axes_are_combined() -> None:
    assert grid([Axis("a", ("1", "2")), Axis("b", ("x",))]) == ({"a": "1", "b": "x"}, {"a": "2", "b": "x"})


def test_what_nothing_beats_in_quality_and_time_is_worth_having() -> None:
    # good and slow, poor and fast; then worse than the first in both, as good but slower, and without quality
    marked = pareto([point(0.9, 2.0), point(0.5, 1.0), point(0.8, 3.0), point(0.5, 1.5), point(None, 0.1)])

    assert [one.worth_having for one in marked] == [True, True, False, False, False]


def test_a_setting_that_is_as_good_and_slower_by_noise_alone_shares_the_star() -> None:
    # as good: 9 % slower, 11 % slower; then worse though 9 % faster, and worse but clearly faster
    marked = pareto([point(0.9, 1.0), point(0.9, 1.09), point(0.9, 1.11), point(0.8, 0.92), point(0.8, 0.5)])

    assert [one.worth_having for one in marked] == [True, True, False, False, True]


def test_every_combination_is_run_with_an_assistant_of_its_own() -> None:
    made: list[Chosen] = []

    @contextmanager
    def make(chosen: Chosen) -> Iterator[Subject]:
        made.append(chosen)
        answer = saying(("nine", [])) if chosen["k"] == "8" else refusing()
        yield ToldAnswerer({"Q": answer}), Measuring(archive())

    points = sweep([Axis("k", ("4", "8"))], [asked("Q", answers=["nine"])], make)

    assert made == [{"k": "4"}, {"k": "8"}]
    assert [one.quality for one in points] == [0.0, 1.0]
    assert points[1].worth_having
