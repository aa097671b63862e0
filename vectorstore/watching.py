"""Watching: places are mirrored again when something in them changes, until that is stopped. The door to watchfiles.

An event only says that something happened: what, is told by walking the place and comparing, since a folder that is
moved in is one event whose files are never named, and a file that is saved may be several.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watchfiles import Change, watch

from ingest.errors import SourcechatError
from vectorstore.reports import MirrorReport

logger = logging.getLogger(__name__)

_QUIET = 800  # milliseconds without an event before something is done: an editor saves in several steps
_LONGEST = 10_000  # milliseconds of events without end after which it is done all the same
_GLANCE = 1_000  # milliseconds without an event after which it looks whether a place came, or it was asked to
_LOOK_AGAIN = 60.0  # seconds after which a place that could not be watched, or a library that was busy, is tried again


@dataclass(frozen=True, slots=True)
class WatchState:
    """What the watch is at: the folders, what was last done and when (seconds since 1970), and what is wrong.

    `is_busy` tells that it mirrors just now.
    """

    places: tuple[str, ...]
    is_busy: bool = False
    last: MirrorReport | None = None
    at: float = 0.0
    problem: str = ""


OnState = Callable[[WatchState], None]


class Watch:
    """Mirrors folders whenever they change. `refresh` brings the library in step with those of the given folders."""

    def __init__(
        self,
        places: Sequence[Path],
        refresh: Callable[[Sequence[str]], MirrorReport],
        *,
        on_state: OnState = lambda _state: None,
        ignored: Sequence[Path] = (),
        quiet: int = _QUIET,
    ) -> None:
        self._places = tuple(place.resolve() for place in places)
        self._refresh = refresh
        self._on_state = on_state
        self._ignored = tuple(str(path.resolve()) for path in ignored)
        self._quiet = quiet
        self._stop = threading.Event()
        self._woken = threading.Event()  # by whoever wants it to look, or to stop
        self._thread: threading.Thread | None = None
        self.state = WatchState(tuple(map(str, self._places)))

    def start(self) -> None:
        """Watch in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="watch", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Mirror the places soon, whether or not anything changes in them."""
        self._woken.set()

    def end(self) -> None:
        """Ask it to stop, and do not wait until what is being done is done."""
        self._stop.set()
        self._woken.set()

    def stop(self) -> None:
        """Stop watching, once what is being done is done."""
        self.end()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def run(self) -> None:
        """Mirror the places, and again whenever something changes in them, until `stop` or `end` is called."""
        while not self._stop.is_set():
            there = [place for place in self._places if place.is_dir()]
            if there:
                self._follow(there)
            else:
                self._done(self._places)  # says that they are not there
                self._woken.wait(_LOOK_AGAIN)
                self._woken.clear()

    def _follow(self, there: Sequence[Path]) -> None:
        """Mirror the places, and whatever changes in those that are there, until one of them comes or goes."""
        waiting, not_before = self._places, 0.0
        try:
            for changes in self._heard(there):  # what changes while it mirrors is told next
                waiting = (*waiting, *(one for one in self._asked_or_touched(changes) if one not in waiting))
                if waiting and (changes or time.monotonic() >= not_before):
                    waiting = self._done(waiting)
                    not_before = time.monotonic() + min(_LOOK_AGAIN, self._quiet / 1_000 * 5)
                if any(place.is_dir() != (place in there) for place in self._places):
                    return
        except _Unheard as error:
            logger.warning("the watch was lost: %s", error)
            self._done(self._places)
            self._say(
                replace(self.state, problem=f"changes cannot be seen ({error}); looking every {_LOOK_AGAIN:.0f} s")
            )
            self._woken.wait(_LOOK_AGAIN)
            self._woken.clear()

    def _heard(self, there: Sequence[Path]) -> Iterator[list[str]]:
        """Yield what changed in places, and every now and then that nothing did. Raises _Unheard."""
        try:
            for changes in watch(
                *there,
                watch_filter=self._is_meant,
                debounce=_LONGEST,
                step=self._quiet,
                stop_event=self._stop,
                rust_timeout=_GLANCE,
                yield_on_timeout=True,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                yield [path for _, path in changes]
        except (OSError, RuntimeError) as error:  # a place went away, or the system watches no more folders
            raise _Unheard(str(error)) from error

    def _asked_or_touched(self, paths: Iterable[str]) -> tuple[Path, ...]:
        if self._woken.is_set():
            self._woken.clear()
            return self._places
        return self._touched(paths)

    def _touched(self, paths: Iterable[str]) -> tuple[Path, ...]:
        changed = [Path(path) for path in paths]
        return tuple(place for place in self._places if any(place == one or place in one.parents for one in changed))

    def _is_meant(self, _change: Change, path: str) -> bool:
        name = path.rpartition("/")[2]
        hidden = name.startswith(".") and name != ".sourcechatignore"
        return not hidden and not name.endswith("~") and not path.startswith(self._ignored)

    def _done(self, places: Sequence[Path]) -> tuple[Path, ...]:
        """Mirror places; return those for which that has to be tried again."""
        there = [str(place) for place in places if place.is_dir()]
        if not there:
            self._say(replace(self.state, problem=f"not there: {', '.join(map(str, places))}; what it held stays"))
            return ()
        self._say(replace(self.state, is_busy=True))
        try:
            report = self._refresh(there)
        except SourcechatError as error:  # the library is busy, or a folder went away: later it may not be
            self._say(replace(self.state, is_busy=False, problem=str(error)))
            return tuple(places)
        self._say(WatchState(self.state.places, last=report, at=time.time(), problem=_problem(report)))
        return ()

    def _say(self, state: WatchState) -> None:
        self.state = state
        self._on_state(state)


def _problem(report: MirrorReport) -> str:
    held = [f"{one.place}: {len(one.gone)} of its {one.held} documents are gone, and stay" for one in report.held]
    return "; ".join(held)


class _Unheard(SourcechatError):
    """The system does not tell of changes."""
