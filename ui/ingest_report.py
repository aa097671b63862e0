"""What `ingest` says when it is done, as lines. Knows reports, never a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import unquote

from vectorstore.reports import HeldPlace, MirrorReport

_MOST_NAMES = 10  # of skipped files that are named; the rest are counted by suffix
_MOST_PLANNED = 50  # of each kind that a plan names
_SELDOM = frozenset(("moved", "copied", "emptied"))  # are named only where there are some
_DONE = {
    "added": "Added",
    "updated": "updated",
    "unchanged": "unchanged",
    "moved": "moved",
    "copied": "the same as others",
    "emptied": "emptied",
    "removed": "removed",
    "failed": "failed",
    "skipped": "skipped",
}
_WOULD = {
    "added": "Would add",
    "updated": "update",
    "unchanged": "keep",
    "moved": "move",
    "copied": "take as copies",
    "emptied": "empty",
    "removed": "remove",
    "failed": "fail to read",
    "skipped": "skip",
}


def plan_lines(report: MirrorReport) -> Iterator[str]:
    """Yield what was done, or would be, source by source; the first of each kind are named, the rest counted."""
    gone = [title for held in report.held for title in held.gone]
    kinds = (
        ("add", report.added),
        ("update", report.updated),
        ("move", tuple(f"{_short(one.before)} -> {_short(one.after)}" for one in report.moved)),
        ("copy", report.copied),
        ("empty", report.emptied),
        ("remove", (*report.removed, *gone)),
    )
    for kind, names in kinds:
        yield from (f"{kind:<7} {name}" for name in names[:_MOST_PLANNED])
        if len(names) > _MOST_PLANNED:
            yield f"{kind:<7} {len(names) - _MOST_PLANNED} more"


def problem_lines(report: MirrorReport) -> Iterator[str]:
    """Yield what could not be read, or not for sure, and what was passed over and why."""
    for failure in report.failed:
        yield failure.message
    for doubted in report.doubted:
        yield from (f"{doubted.name}: {message}" for message in doubted.messages)
    for name in report.emptied:
        yield f"{name}: holds no text any more, so that nothing of it is answered; its earlier revisions are kept"
    for link in report.outside:
        yield f"{link}: a link that leads out of the folder; not taken in, name what it leads to"
    if report.skipped:
        yield _skipped(report)
    for held in report.held:
        yield _held(held, report)
    if report.found_nothing and not report.failed:
        yield "no documents there; name a file, or a folder that holds some"


def summary_line(report: MirrorReport, *, dry_run: bool) -> str:
    """Return the counts of what was done, or would be, in a line."""
    words = _WOULD if dry_run or report.stopped else _DONE
    counts = ", ".join(
        f"{word} {len(getattr(report, name))}"
        for name, word in words.items()
        if getattr(report, name) or name not in _SELDOM
    )
    if report.stopped:
        return f"Stopped. {counts}."
    passages = f"{report.chunks} passage{'' if report.chunks == 1 else 's'}"
    return f"{counts}." if dry_run else f"{counts} ({passages} in {report.seconds:.1f} s)."


def _held(held: HeldPlace, report: MirrorReport) -> str:
    what = "all" if len(held.gone) == held.held else f"{len(held.gone)}"
    done = "nothing was done" if report.stopped else "nothing of it was removed"
    return (
        f"{held.place}: {what} of its {held.held} document{'' if held.held == 1 else 's'} would be removed; {done}. "
        "Is it mounted? If they are to go, say --prune"
    )


def _short(uri: str) -> str:
    return unquote(uri.removeprefix("file://"), errors="replace")


def _skipped(report: MirrorReport) -> str:
    named = ", ".join(report.skipped[:_MOST_NAMES])
    others = Counter(PurePath(name).suffix.lower() or "no suffix" for name in report.skipped[_MOST_NAMES:])
    more = ", ".join(f"{count} more ({suffix})" for suffix, count in others.most_common())
    return f"skipped, no reader is known for their kind: {named}{', ' if more else ''}{more}"
