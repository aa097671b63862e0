"""What `ingest` says when it is done, as lines. Knows reports, never a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from vectorstore.reports import MirrorReport

_MOST_NAMES = 10  # of skipped files that are named; the rest are counted by suffix
_DONE = {
    "added": "Added",
    "updated": "updated",
    "unchanged": "unchanged",
    "removed": "removed",
    "failed": "failed",
    "skipped": "skipped",
}
_WOULD = {
    "added": "Would add",
    "updated": "update",
    "unchanged": "keep",
    "removed": "remove",
    "failed": "fail to read",
    "skipped": "skip",
}


def problem_lines(report: MirrorReport) -> Iterator[str]:
    """Yield what could not be read, or not for sure, and what was passed over and why."""
    for failure in report.failed:
        yield failure.message
    for doubted in report.doubted:
        yield from (f"{doubted.name}: {message}" for message in doubted.messages)
    if report.skipped:
        yield _skipped(report)
    if report.found_nothing and not report.failed:
        yield "no documents there; name a file, or a folder that holds some"


def summary_line(report: MirrorReport, *, dry_run: bool) -> str:
    """Return the counts of what was done, or would be, in a line."""
    words = _WOULD if dry_run else _DONE
    counts = ", ".join(f"{word} {len(getattr(report, name))}" for name, word in words.items())
    passages = f"{report.chunks} passage{'' if report.chunks == 1 else 's'}"
    return f"{counts}." if dry_run else f"{counts} ({passages} in {report.seconds:.1f} s)."


def _skipped(report: MirrorReport) -> str:
    named = ", ".join(report.skipped[:_MOST_NAMES])
    others = Counter(PurePath(name).suffix.lower() or "no suffix" for name in report.skipped[_MOST_NAMES:])
    more = ", ".join(f"{count} more ({suffix})" for suffix, count in others.most_common())
    return f"skipped, no reader is known for their kind: {named}{', ' if more else ''}{more}"
