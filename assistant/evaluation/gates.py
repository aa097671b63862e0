"""Gates: the least a figure may come to, for continuous integration."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.errors import BadQuestions
from assistant.evaluation.figures import METRICS, Figure, metric_named

_EQUAL = 1e-9  # a mean of tenths may fall so far short of 0.9


@dataclass(frozen=True, slots=True)
class Gate:
    """A metric with the value that it must reach; where lower is better, the value that it must not exceed."""

    name: str
    value: float


def read_gate(text: str) -> Gate:
    """Return the gate written as `METRIC=VALUE`. Raises BadQuestions."""
    name, equals, value = text.partition("=")
    metric = metric_named(name.strip()) if equals else None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if metric is None or not math.isfinite(number):
        raise BadQuestions(f"{text}: not a gate; write METRIC=VALUE, as in recall@5=0.9")
    if metric.group == "time" and number < 0:
        raise BadQuestions(f"{text}: no time is below 0; write seconds, as in seconds=2")
    if metric.group != "time" and not 0 <= number <= 1:
        raise BadQuestions(f"{text}: {metric.name} lies between 0 and 1; write it so, as in recall@5=0.9")
    return Gate(metric.name, number)


def failures(gates: Iterable[Gate], figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return what is said of each gate that is not reached; a figure that is absent reaches none."""
    return tuple(said for gate in gates if (said := _failure(gate, figures[gate.name])))


def _failure(gate: Gate, figure: Figure) -> str:
    if figure.value is None:
        return f"{gate.name} has no figure: {figure.reason}"
    if math.isclose(figure.value, gate.value, abs_tol=_EQUAL):
        return ""
    if METRICS[gate.name].lower_is_better:
        return f"{gate.name} is {figure.value:.6g}, more than {gate.value:g}" if figure.value > gate.value else ""
    return f"{gate.name} is {figure.value:.6g}, less than {gate.value:g}" if figure.value < gate.value else ""
