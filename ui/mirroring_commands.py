"""The commands that mirror places into a library. They import what they need when they run: --help is instant."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import PERSONS_ERROR, DebugOption, JsonOption, LibraryOption, opened, reading, reported
from ui.plain_text import plain_line
from ui.progress import shown_progress
from ui.watched import watch_until_interrupted

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from ingest.locations import Location
    from vectorstore.reports import MirrorReport
    from vectorstore.taking import MirrorOptions

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Go on with folders whenever they change; stop with Ctrl+C.")
]
PruneOption = Annotated[
    bool, typer.Option("--prune", help="Remove what is gone, also where most of a place is, or all of it.")
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its own network too.")
]
LargestOption = Annotated[
    int | None, typer.Option("--max-file-mb", min=1, help="The largest file or page.", show_default="100")
]
KeepOption = Annotated[
    int | None, typer.Option("--keep", min=0, help="Earlier revisions kept of each document.", show_default="10")
]
WorkersOption = Annotated[
    str | None,
    typer.Option(
        "--workers",
        metavar="N|ray://...",
        help="Read and embed in so many processes, one core each, or in a Ray cluster.",
        show_default="0: in this one",
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Give the commands of this module to the command line."""
    app.command()(ingest)
    app.command()(sync)


def ingest(
    locations: Annotated[
        list[str], typer.Argument(metavar="PATH|URL|-...", help="Files, folders, web addresses, standard input.")
    ],
    library: LibraryOption = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="PATTERN", help="Leave out of folders, as in a .gitignore; may be repeated."),
    ] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=0, help="Follow so many links from an address, on its site.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What standard input is called, with its suffix.")] = "",
    dry_run: DryRunOption = False,
    prune: PruneOption = False,
    watch: WatchOption = False,
    allow_private: PrivateOption = False,
    max_file_mb: LargestOption = None,
    keep: KeepOption = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Add documents, or bring the library in step with places it has, and remember them for `sync`.

    Files that did not change are not opened; files that are gone from a given folder are removed.
    """
    if watch and (dry_run or as_json):
        raise typer.BadParameter("--watch goes with neither --dry-run nor --json")
    flags = _flags(allow_private=allow_private, max_file_mb=max_file_mb, keep=keep, workers=workers)
    with reported(debug=debug), _mirroring(library, flags, dry_run=dry_run) as assistant:
        from dataclasses import replace

        options = replace(
            assistant.mirror_options(),
            exclude=None if exclude is None else tuple(exclude),
            depth=depth,
            prune=prune,
            dry_run=dry_run,
        )
        with shown_progress() as on_progress:
            report = assistant.ingest(_named(locations, name), on_progress=on_progress, options=options)
        print_report(report, as_json=as_json, dry_run=dry_run)
        folders = [Path(one) for one in locations if Path(one).is_dir()]
        if watch and folders and not report.stopped:
            watch_until_interrupted(assistant, folders)
    if report.found_nothing or report.stopped:
        raise typer.Exit(PERSONS_ERROR)


def sync(
    library: LibraryOption = None,
    dry_run: DryRunOption = False,
    prune: PruneOption = False,
    allow_private: PrivateOption = False,
    max_file_mb: LargestOption = None,
    keep: KeepOption = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Bring the library in step with every place it remembers (see `library sources`)."""
    flags = _flags(allow_private=allow_private, max_file_mb=max_file_mb, keep=keep, workers=workers)
    with reported(debug=debug), reading(library, flags) as assistant:
        options = _options(assistant, prune=prune, dry_run=dry_run)
        with shown_progress() as on_progress:
            report = assistant.sync(on_progress=on_progress, options=options)
        print_report(report, as_json=as_json, dry_run=dry_run)
        if report.found_nothing and not assistant.library.ledger.remembered():
            typer.echo("sourcechat: no places are mirrored; add one with `sourcechat ingest PATH|URL`", err=True)
    if report.held or report.away:
        raise typer.Exit(PERSONS_ERROR)


def print_report(report: MirrorReport, *, as_json: bool, dry_run: bool) -> None:
    """Print what mirroring did: the plan of a dry run and problems on stderr, the counts on stdout; or all as JSON."""
    from dataclasses import asdict

    from ui.ingest_report import plan_lines, problem_lines, summary_line

    if as_json:
        typer.echo(json.dumps({**asdict(report), "dry_run": dry_run}, ensure_ascii=False))
        return
    for line in plan_lines(report) if dry_run or report.stopped else ():
        typer.echo(plain_line(line), err=True)
    for line in problem_lines(report):
        typer.echo(f"sourcechat: {plain_line(line)}", err=True)
    typer.echo(summary_line(report, dry_run=dry_run))


def _flags(*, allow_private: bool, max_file_mb: int | None, keep: int | None, workers: str | None) -> dict[str, object]:
    return {
        "sources.allow_private": allow_private or None,
        "sources.max_file_mb": max_file_mb,
        "sources.keep": keep,
        "sources.workers": workers,
    }


def _options(assistant: Assistant, *, prune: bool, dry_run: bool) -> MirrorOptions:
    from dataclasses import replace

    return replace(assistant.mirror_options(), prune=prune, dry_run=dry_run)


@contextmanager
def _mirroring(library: Path | None, flags: dict[str, object], *, dry_run: bool) -> Iterator[Assistant]:
    """Give the assistant of a library, which is made if need be: for a dry run in a place that is gone after it."""
    from assistant.settings import load_settings
    from vectorstore.engines import is_there

    folder = load_settings({"library": library}).settings.folder
    is_something_else = folder.path.exists() and not folder.path.is_dir()
    if not dry_run or is_something_else or is_there(folder):
        with opened(library, flags) as assistant:
            yield assistant
        return
    with TemporaryDirectory() as nowhere, opened(Path(nowhere), {**flags, "catalogue.url": ""}) as assistant:
        yield assistant


def _named(locations: list[str], name: str) -> list[str | Location]:
    """Return the locations, with what is piped in where "-" is one of them."""
    from ingest.locations import INPUT, locate_input

    return [
        locate_input(sys.stdin.buffer.read(), name=name) if location == INPUT else location for location in locations
    ]
