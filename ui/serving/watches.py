"""Watches: the folders that a server keeps its library in step with; added, paused and ended while it runs.

Those that were added are kept in the library's folder, and followed again by the next server of it. Knows folders of
this machine; never a route or a page.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ingest.errors import SourcechatError
from ui.serving.faults import Fault
from vectorstore.folder import LibraryFolder
from vectorstore.reports import MirrorReport, OnProgress, Progress
from vectorstore.watching import OnState, Watch, WatchState

logger = logging.getLogger(__name__)

Refresh = Callable[[Sequence[str], OnProgress], MirrorReport]
"""Brings the library in step with folders, and tells how far it is."""

_MOST_OFFERED = 20  # folders below the one that is being typed
_NO_FOLDER = "not_a_folder"
_MOST = 50  # folders: each has a thread, and what the system watches for it


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder and how its watch stands.

    `is_kept` tells that the next server follows it too, `progress` how far it has been read, while it is.
    """

    id: str
    path: Path
    is_paused: bool
    is_kept: bool
    state: WatchState
    progress: Progress | None = None


class Watches:
    """Follows folders, each by itself; one of them is read at a time. Safe for several threads.

    `home` is the folder of the library, `given` are folders to be followed for as long as this server runs, and
    `on_state` makes what is told of each folder.
    """

    def __init__(
        self,
        refresh: Refresh,
        home: Path,
        given: Sequence[Path] = (),
        *,
        on_state: Callable[[], OnState] = lambda: lambda _state: None,
    ) -> None:
        self._refresh = refresh
        self._home = home.resolve()
        self._on_state = on_state
        self._guard = threading.Lock()
        self._reading = threading.Lock()
        self._keeping = threading.Lock()
        self._followed = {one.id: one for one in (*(_Followed(path.resolve()) for path in given), *self._read())}

    def start(self) -> None:
        """Follow every folder that is not paused."""
        for followed in self._all():
            if not followed.is_paused:
                self._follow(followed)

    def stop(self) -> None:
        """Follow none any more; what is being read is broken off after the present file."""
        for followed in self._all():
            followed.let_go()
        for followed in self._all():
            followed.wait()

    def folders(self) -> tuple[WatchedFolder, ...]:
        """Return the folders by name."""
        return tuple(one.told() for one in sorted(self._all(), key=lambda one: (one.path.name.casefold(), one.path)))

    def add(self, named: str) -> WatchedFolder:
        """Follow a folder from now on. Raises Fault for what is no folder that can be followed."""
        path = self._located(named)
        with self._guard:
            above = next((one for one in self._followed.values() if path.is_relative_to(one.path)), None)
            if above is not None:
                where = "" if above.path == path else f", with {above.path}"
                raise Fault(409, f"{path}: watched already{where}", code="watched_already")
            below = [one for one in self._followed.values() if one.path.is_relative_to(path)]
            if len(self._followed) - len(below) >= _MOST:
                raise Fault(400, f"at most {_MOST} folders are watched; name one that holds several", code="too_many")
            for one in below:  # it is read with the folder above from now on
                one.let_go()
                del self._followed[one.id]
            followed = _Followed(path, is_kept=True)
            self._followed[followed.id] = followed
        self._keep()
        self._follow(followed)
        return followed.told()

    def pause(self, folder: str) -> None:
        """Follow a folder no more until `resume`. Raises Fault for an unknown one."""
        followed = self._found(folder)
        followed.is_paused = True
        followed.let_go()
        self._keep()

    def resume(self, folder: str) -> None:
        """Follow a folder again. Raises Fault for an unknown one."""
        followed = self._found(folder)
        if followed.is_paused:
            followed.is_paused = False
            self._follow(followed)
            self._keep()

    def look(self, folder: str) -> None:
        """Read a folder soon, whether or not anything changes in it. Raises Fault for an unknown or a paused one."""
        watch = self._found(folder).watch
        if watch is None:
            raise Fault(409, "its watch is paused; let it go on first", code="paused")
        watch.look()

    def end(self, folder: str) -> None:
        """Follow a folder no more, and forget it; its documents stay. Raises Fault for an unknown one."""
        followed = self._found(folder)
        followed.let_go()
        with self._guard:
            self._followed.pop(followed.id, None)
        self._keep()

    # -- one folder ---------------------------------------------------------------------------------------------------

    def _follow(self, followed: _Followed) -> None:
        ended, tell = threading.Event(), self._on_state()

        def note(progress: Progress) -> None:
            if ended.is_set():
                raise WatchEnded(f"{followed.path}: not watched any more")
            followed.progress = progress

        def refresh(places: Sequence[str]) -> MirrorReport:
            with self._reading:
                if ended.is_set():
                    raise WatchEnded(f"{followed.path}: not watched any more")
                return self._refresh(places, note)

        def say(state: WatchState) -> None:
            if not ended.is_set():
                followed.progress = None
                tell(state)

        followed.hold(Watch([followed.path], refresh, on_state=say, ignored=[self._home]), ended)

    def _located(self, named: str) -> Path:
        """Return the folder that a person named by its whole path. Raises Fault."""
        path = _whole(named)
        if not path.is_dir():
            what = "a file; name its folder" if path.is_file() else "no such folder; check the spelling"
            raise Fault(400, f"{path}: {what}", code=_NO_FOLDER)
        if path == Path(path.anchor):
            raise Fault(400, f"{path}: that is the whole disk; name a folder on it", code=_NO_FOLDER)
        if path.is_relative_to(self._home):
            raise Fault(400, f"{path}: that is the library itself; name the folder of your files", code=_NO_FOLDER)
        if not os.access(path, os.R_OK | os.X_OK):
            raise Fault(400, f"{path}: this program may not read it; change its rights", code=_NO_FOLDER)
        return path

    def _found(self, folder: str) -> _Followed:
        with self._guard:
            followed = self._followed.get(folder)
        if followed is None:
            raise Fault(404, "this folder is not watched any more", code="not_watched")
        return followed

    def _all(self) -> tuple[_Followed, ...]:
        with self._guard:
            return tuple(self._followed.values())

    # -- what is kept -------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        file = LibraryFolder(self._home).watched
        fresh = file.with_suffix(".new")
        with self._keeping:
            rows = [{"folder": str(one.path), "paused": one.is_paused} for one in self._all() if one.is_kept]
            try:
                fresh.write_text(json.dumps(rows, indent=1), "utf-8")
                fresh.replace(file)
            except OSError as error:
                logger.warning("%s: which folders are watched could not be kept (%s)", file, error.strerror)

    def _read(self) -> Iterator[_Followed]:
        file = LibraryFolder(self._home).watched
        try:
            rows = json.loads(file.read_text("utf-8"))
            kept = [_Followed(Path(row["folder"]), is_kept=True, is_paused=bool(row["paused"])) for row in rows]
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError) as error:
            logger.warning("%s: cannot be read (%s); add the folders to watch again", file, error)
            return
        yield from kept


def folders_like(typed: str) -> tuple[str, ...]:
    """Return folders whose paths begin as somebody has typed, hidden ones only where their dot is typed."""
    above, _, begun = (typed.strip() or "~/").rpartition("/")
    try:
        inside = Path(f"{above}/").expanduser()
        names = sorted(one.name for one in os.scandir(inside) if one.is_dir()) if inside.is_absolute() else []
    except (OSError, RuntimeError, ValueError):  # no such folder, or one that may not be read
        return ()
    alike = [
        one
        for one in names
        if one.casefold().startswith(begun.casefold()) and one.startswith(".") == begun.startswith(".")
    ]
    return tuple(str(inside / one) for one in alike[:_MOST_OFFERED] if one.isprintable())


def _whole(named: str) -> Path:
    """Return a path that a person named, with links followed. Raises Fault for one that is not whole, or cannot be."""
    try:
        path = Path(named.strip()).expanduser()
        whole = path.resolve() if path.is_absolute() else None
    except (OSError, RuntimeError, ValueError) as error:  # no such user, a loop of links, a NUL
        raise Fault(400, f"{named}: no such folder; check the spelling", code=_NO_FOLDER) from error
    if whole is None:
        raise Fault(400, f"{named}: name the whole path of the folder", code=_NO_FOLDER)
    return whole


class WatchEnded(SourcechatError):
    """A folder was being read when its watch was paused or ended."""


@dataclass
class _Followed:
    """A folder that is followed, or paused."""

    path: Path
    is_kept: bool = False
    is_paused: bool = False
    progress: Progress | None = None
    watch: Watch | None = None
    _state: WatchState = field(default_factory=lambda: WatchState(()))
    _ended: threading.Event = field(default_factory=threading.Event)
    _leaving: list[Watch] = field(default_factory=list)

    @property
    def id(self) -> str:
        return sha256(str(self.path).encode("utf-8", "surrogateescape")).hexdigest()[:12]

    def hold(self, watch: Watch, ended: threading.Event) -> None:
        self.watch, self._ended = watch, ended
        watch.start()

    def let_go(self) -> None:
        """Ask the watch to end, and do not wait for it."""
        self._ended.set()
        if self.watch is not None:
            self._state = self.watch.state
            self._leaving.append(self.watch)
            self.watch.end()
        self.watch = self.progress = None

    def wait(self) -> None:
        """Wait until the watch that was asked to end has."""
        while self._leaving:
            self._leaving.pop().stop()

    def told(self) -> WatchedFolder:
        state = self._state if self.watch is None else self.watch.state
        return WatchedFolder(self.id, self.path, self.is_paused, self.is_kept, state, self.progress)
