"""Remembering: answers that were given already, for as long as the library stands as it did then, and for that day.

Knows questions and answers, and what tells that a library has changed; never how an answer is made.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Protocol

from assistant.answers import Answer
from assistant.conversation.question import Question
from vectorstore.problems import Problem

_KEPT = 200  # answers: some 30 kB each with the passages that were read
_BY_THE_CLOCK = frozenset({"library"})  # ways whose answers change by themselves: "what was added since yesterday?"


class Changing(Protocol):
    """What answers are given from."""

    @property
    def generation(self) -> int:
        """A number that grows with every change."""
        ...

    def failures(self) -> Sequence[Problem]:
        """Return the sources that could not be read when they were last tried."""
        ...


_State = tuple[int, tuple[Problem, ...], date]


class Remembered:
    """The latest answers of one way of answering. Safe for several threads.

    None outlives its day: "which appointment is next?" has another answer tomorrow.
    """

    def __init__(self, library: Changing, *, kept: int = _KEPT, today: Callable[[], date] = date.today) -> None:
        self._library = library
        self._most = kept
        self._today = today
        self._state: _State | None = None
        self._kept: OrderedDict[Question, tuple[Answer, ...]] = OrderedDict()
        self._guard = Lock()

    def answers(self, question: Question, make: Callable[[], Iterator[Answer]]) -> Iterator[Answer]:
        """Yield the answer as it grew when the same was asked of the same library, or as it is made now."""
        started = time.perf_counter()
        state = (self._library.generation, tuple(self._library.failures()), self._today())
        known = self._known(question, state)
        if known:
            seconds = time.perf_counter() - started
            yield from (replace(one, timings={"remember": seconds}) for one in known)
            return
        grown: list[Answer] = []
        for answer in make():
            grown.append(answer)
            yield answer
        if grown and grown[-1].way not in _BY_THE_CLOCK:
            self._keep(question, tuple(grown), state)

    def _known(self, question: Question, state: _State) -> tuple[Answer, ...]:
        with self._guard:
            if state != self._state:
                self._kept.clear()
                self._state = state
            if question in self._kept:
                self._kept.move_to_end(question)
            return self._kept.get(question, ())

    def _keep(self, question: Question, grown: tuple[Answer, ...], state: _State) -> None:
        with self._guard:
            if state == self._state:
                self._kept[question] = grown
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
