from __future__ import annotations

from dataclasses import replace

from assistant.reader.readings import CurvePoint, by_score_and_reading, point_for
from tests.assistant.fakes import passage_in, reading_of

CURVE = (CurvePoint(0.2, 0.3, 0.05), CurvePoint(0.4, 0.1, 0.15), CurvePoint(0.6, 0.02, 0.4))


def test_the_point_refuses_least_with_so_many_false_answers() -> None:
    assert point_for(CURVE, false_answers=0.1) == CURVE[1]
    assert point_for(CURVE, false_answers=0.5) == CURVE[0]


def test_where_no_point_is_strict_enough_the_strictest_is_taken() -> None:
    assert point_for(CURVE, false_answers=0.01) == CURVE[2]


FIRST = replace(passage_in("It is red.", title="Red"), score=0.9)
SECOND = replace(passage_in("It is blue.", title="Blue"), score=0.8)


def test_a_reading_that_is_surer_puts_a_passage_before_one_that_the_search_finds_a_little_better() -> None:
    readings = reading_of(SECOND, "It is blue.", 0.4), reading_of(FIRST, "It is red.", 0.1)

    assert by_score_and_reading((FIRST, SECOND), readings) == (SECOND, FIRST)


def test_a_passage_that_the_search_finds_much_better_stays_first() -> None:
    found = replace(SECOND, score=0.6)

    assert by_score_and_reading((FIRST, found), [reading_of(found, "It is blue.", 0.9)]) == (FIRST, found)


def test_without_readings_the_order_is_the_search_s() -> None:
    assert by_score_and_reading((FIRST, SECOND), ()) == (FIRST, SECOND)
