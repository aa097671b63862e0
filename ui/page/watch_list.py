"""The watched folders as values for the page. What the machine calls a folder is told to the server's owner only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from ui.serving.languages import told
from ui.serving.watches import WatchedFolder


def watch_list(folders: Sequence[WatchedFolder], *, is_owner: bool) -> list[dict[str, object]]:
    """Return each folder with its state, when it was last read and what came of that; all times are UTC."""
    return [_folder(one, is_owner=is_owner) for one in folders]


def _folder(folder: WatchedFolder, *, is_owner: bool) -> dict[str, object]:
    state, last, progress = folder.state, folder.state.last, folder.progress
    known: dict[str, object] = {
        "id": folder.id,
        "name": folder.path.name or str(folder.path),
        "path": str(folder.path) if is_owner else "",
        "state": _word(folder),
        "is_kept": folder.is_kept,
        "done": progress.done if progress else 0,
        "total": progress.total if progress else 0,
        "at": datetime.fromtimestamp(state.at, UTC).isoformat(timespec="seconds") if state.at else "",
        "problem": _problem(folder, is_owner=is_owner),
    }
    if last is not None:
        known |= {
            "added": len(last.added) + len(last.copied),
            "updated": len(last.updated) + len(last.moved),
            "removed": len(last.removed) + len(last.emptied),
            "failed": len(last.failed),
            "gone": sum(len(one.gone) for one in last.held),
        }
    return known


def _word(folder: WatchedFolder) -> str:
    if folder.is_paused:
        return "paused"
    if not folder.path.is_dir():
        return "away"
    return "reading" if folder.state.is_busy else "watched"


def _problem(folder: WatchedFolder, *, is_owner: bool) -> str:
    """Return what else is wrong, in words that may name folders of the machine, or that something is: "hidden"."""
    state = folder.state
    is_told = folder.is_paused or not folder.path.is_dir() or bool(state.last and state.last.held)
    if is_told or not state.problem:
        return ""
    return told(state.problem) if is_owner else "hidden"
