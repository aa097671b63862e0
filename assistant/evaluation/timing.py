"""Timing: the time each stage took, and the memory held at its end, without the chain knowing of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from langchain_core.callbacks import BaseCallbackHandler

_STATM = Path("/proc/self/statm")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage over all questions: median and 95th percentile in seconds, the most memory resident at its end in MB.

    `megabytes` is None where this system does not tell.
    """

    name: str
    median: float
    slow: float
    megabytes: float | None


class StageMemory(BaseCallbackHandler):
    """Notes how many megabytes are resident at the end of each named step of a LangChain Runnable."""

    def __init__(self) -> None:
        self.resident: dict[str, float] = {}
        self._names: dict[UUID, str] = {}

    def on_chain_start(
        self,
        serialized: dict[str, Any] | None,
        inputs: Any,  # noqa: ANN401 - LangChain's signature
        *,
        run_id: UUID,
        **kwargs: Any,  # noqa: ANN401 - likewise
    ) -> None:
        """Remember which step runs under this id."""
        del serialized, inputs
        self._names[run_id] = str(kwargs.get("name") or "")

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **kwargs: Any) -> None:  # noqa: ANN401 - LangChain's signature
        """Note the memory of this process now."""
        del outputs, kwargs
        name, megabytes = self._names.pop(run_id, ""), resident_megabytes()
        if name and megabytes is not None:
            self.resident[name] = megabytes


def resident_megabytes() -> float | None:
    """Return how much memory of this process is resident, None where the system does not tell (only Linux does)."""
    try:
        pages = int(_STATM.read_text("ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE


def stages_of(timings: Sequence[Mapping[str, float]], memory: Sequence[Mapping[str, float]]) -> tuple[Stage, ...]:
    """Return the stages in the order in which they run, from the seconds and megabytes of every question."""
    names = list(dict.fromkeys(name for one in timings for name in one))
    return tuple(_stage(name, timings, memory) for name in names)


def _stage(name: str, timings: Sequence[Mapping[str, float]], memory: Sequence[Mapping[str, float]]) -> Stage:
    seconds = [one[name] for one in timings if name in one]
    return Stage(
        name,
        median=float(np.percentile(seconds, 50)),
        slow=float(np.percentile(seconds, 95)),
        megabytes=max((one[name] for one in memory if name in one), default=None),
    )
