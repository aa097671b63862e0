from __future__ import annotations

from assistant.reader.readings import CurvePoint, point_for

CURVE = (CurvePoint(0.2, 0.3, 0.05), CurvePoint(0.4, 0.1, 0.15), CurvePoint(0.6, 0.02, 0.4))


def test_the_point_refuses_least_with_so_many_false_answers() -> None:
    assert point_for(CURVE, false_answers=0.1) == CURVE[1]
    assert point_for(CURVE, false_answers=0.5) == CURVE[0]


def test_where_no_point_is_strict_enough_the_strictest_is_taken() -> None:
    assert point_for(CURVE, false_answers=0.01) == CURVE[2]
