"""Results of the scorecard: a figure of a system on a set of questions, as text, as a table, against a baseline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.evaluation.figures import METRICS
from assistant.metrics import Interval

OURS = "sourcechat"
CHANGED = "changed in vain"
"""The share of questions that stood alone and were rewritten all the same."""

_LEFT_OUT = frozenset(
    "contained exact f1 all_of all_share refusal_auc evidence_cited citations_on_evidence verbatim grounded "
    "followup_correct seconds recall@5 mrr@10".split()
)  # of the table for README: what says nearly the same as another row, or is 1 by construction
_HAIR = 0.005  # what another processor's rounding may cost
_LOWER_IS_BETTER = frozenset({CHANGED, *(name for name, metric in METRICS.items() if metric.lower_is_better)})


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one system on one set of questions."""

    part: str
    system: str
    figure: str
    interval: Interval
    count: int

    @property
    def key(self) -> str:
        """What the baseline calls it by."""
        return f"{self.part} / {self.figure}"

    @property
    def is_guarded(self) -> bool:
        """Whether a run below the baseline fails: quality of ours, never of others, never time."""
        return self.system == OURS and self.figure != "seconds"

    def __str__(self) -> str:
        """Return a row of the table."""
        return f"{self.part:<22} {self.system:<16} {self.figure:<26} {self.interval!s:<24} {self.count:>6}"


HEADING = f"{'on':<22} {'system':<16} {'figure':<26} {'value, 95 % interval':<24} {'of':>6}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is committed of a run: our guarded figures by key, of how many questions of each set, and when."""

    date: str
    sample: int
    figures: Mapping[str, float]

    @classmethod
    def of(cls, lines: Iterable[Line], *, sample: int, date: str) -> Baseline:
        """Return the baseline that a run makes."""
        return cls(date, sample, {line.key: round(line.interval.value, 4) for line in lines if line.is_guarded})

    @classmethod
    def read(cls, path: Path) -> Baseline | None:
        """Return the one in the file, None where there is none."""
        return cls(**json.loads(path.read_text("utf-8"))) if path.exists() else None

    def write(self, path: Path) -> None:
        """Keep it in the file."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    def fallen(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """Return what is said of each guarded figure that is worse than here by more than a hair."""
        return tuple(
            f"{line.key} is {line.interval.value:.3f}, was {self.figures[line.key]:.3f}"
            for line in lines
            if line.is_guarded and line.key in self.figures and _is_worse(line, self.figures[line.key])
        )


def to_markdown(lines: Sequence[Line], *, command: str, date: str) -> str:
    """Return a table with a row for each main figure of ours, those of the other systems beside it."""
    rows = [_row(line, lines) for line in lines if line.system == OURS and line.figure not in _LEFT_OUT]
    head = "| On | Questions | Figure | sourcechat, 95 % interval | Beside it |\n|---|---|---|---|---|"
    return "\n".join([f"`{command}`, {date}:", "", head, *_without_repeats(rows), ""])


def _row(line: Line, lines: Sequence[Line]) -> tuple[str, ...]:
    value = f"{line.interval.value:.3f} [{line.interval.low:.2f}, {line.interval.high:.2f}]"
    beside = (
        f"{other.system} {other.interval.value:.3f}"
        for other in lines
        if (other.part, other.figure) == (line.part, line.figure) and other.system != OURS
    )
    arrow = " (lower is better)" if line.figure in _LOWER_IS_BETTER else ""
    return line.part, str(line.count), f"{line.figure}{arrow}", value, " · ".join(beside)


def _without_repeats(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the rows as Markdown, a set named in its first row only."""
    written, before = [], ""
    for part, *rest in rows:
        written.append(f"| {'' if part == before else part} | {' | '.join(rest)} |")
        before = part
    return written


def _is_worse(line: Line, before: float) -> bool:
    lost = before - line.interval.value
    return (-lost if line.figure in _LOWER_IS_BETTER else lost) > _HAIR
