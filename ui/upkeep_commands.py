"""The commands that keep a library whole and small, and copy it. They import what they need when they run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import PERSONS_ERROR, DebugOption, LibraryOption, opened, reported

if TYPE_CHECKING:
    from vectorstore.embedding import Embedder
    from vectorstore.folder import LibraryFolder

_SECONDS_BETWEEN_LINES = 3.0  # of progress, where no terminal shows one line that changes
_MEGABYTE = 1e6

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="One file that holds a whole library.")]
KeepOption = Annotated[
    int | None,
    typer.Option(
        "--keep", min=1, metavar="N", help="Keep the latest N revisions of each document.", show_default="all"
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Give the commands of this module to those of `sourcechat library`."""
    app.command()(check)
    app.command()(repair)
    app.command()(rebuild)
    app.command()(reembed)
    app.command()(compact)
    app.command()(export)
    app.command("import")(import_file)
    app.command()(backup)


def check(library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Look at everything the library keeps: each text, vector, keyword and passage. Changes nothing."""
    with reported(debug=debug):
        from vectorstore.checking import check as look

        report = look(_folder(library), on_stage=_staged())
        typer.echo(
            f"{_count(report.documents, 'document')}, {_count(report.chunks, 'passage')}, {report.indexed} in the index"
        )
        if report.pending:
            typer.echo(f"{_count(report.pending, 'change')} for the next writer to bring into the index.")
        for problem in report.problems:
            typer.echo(f"sourcechat: {problem}", err=True)
    if report.problems:
        raise typer.Exit(PERSONS_ERROR)


def repair(library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Heal what can be made again of what is kept, and name what is lost."""
    with reported(debug=debug):
        from vectorstore.upkeep import repair as heal

        folder = _folder(library)
        salvaged = heal(folder, _embedder(library), on_document=_counted("documents"))
        if salvaged is None:
            typer.echo("The catalogue is whole, and the index fits it.")
            return
        typer.echo(
            f"{_count(salvaged.documents, 'document')} made whole, {_count(salvaged.embedded, 'text')} embedded again."
            f" The damaged catalogue is kept as {folder.damaged.name}."
        )
        for lost in salvaged.lost:
            typer.echo(f"sourcechat: lost: {lost}", err=True)
    if salvaged.lost:
        raise typer.Exit(PERSONS_ERROR)


def rebuild(library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Make the index anew from the catalogue, without embedding anything again; may be broken off and run again."""
    with reported(debug=debug):
        _folder(library)
        with opened(library) as assistant:
            made = assistant.rebuild(on_progress=_counted("passages"))
            typer.echo(f"The index holds {_count(made, 'passage')}.")


def reembed(
    embedding: Annotated[
        str, typer.Option("--embedding", help="multilingual, all-MiniLM-L6-v2, or the folder of a model.")
    ],
    library: LibraryOption = None,
    debug: DebugOption = False,
) -> None:
    """Give the library the vectors of another embedding model; until all are made, it answers with those it has."""
    with reported(debug=debug):
        from assistant.settings import load_settings
        from vectorstore.embedders import load_embedder
        from vectorstore.reembedding import reembed as make_anew

        settings = load_settings({"library": library}).settings
        embedder = load_embedder(embedding, cache=settings.cache)
        embedded = make_anew(_folder(library), embedder, on_progress=_counted("passages"))
        typer.echo(f"The library is of {embedder.name} now; {_count(embedded, 'text')} embedded.")
        if settings.embedding.model not in {"", embedding, embedder.name}:
            typer.echo(f"sourcechat: embedding.model is {settings.embedding.model}: set it to {embedding}", err=True)


def compact(library: LibraryOption = None, keep: KeepOption = None, debug: DebugOption = False) -> None:
    """Drop what nothing needs, with --keep also old revisions, and give the space back."""
    with reported(debug=debug):
        from vectorstore.upkeep import compact as shrink

        before, after = shrink(_folder(library), _embedder(library), keep=keep)
        typer.echo(f"{before / _MEGABYTE:.1f} MB before, {after / _MEGABYTE:.1f} MB now.")


def export(file: FileArgument, library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Write the whole library to one file; others may read and write it meanwhile."""
    with reported(debug=debug):
        from vectorstore.upkeep import export as write

        write(_folder(library), file)
        typer.echo(f"{file}: {file.stat().st_size / _MEGABYTE:.1f} MB.")


def import_file(file: FileArgument, library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Make a library of a file that `export` or `backup` wrote."""
    with reported(debug=debug):
        from assistant.settings import load_settings
        from vectorstore.engines import describe, open_catalogue
        from vectorstore.upkeep import import_file as read

        folder = load_settings({"library": library}).settings.folder
        read(file, folder)
        with closing(open_catalogue(folder)) as catalogue:
            typer.echo(f"{_count(len(catalogue.documents()), 'document')} in {describe(folder)}.")


def backup(file: FileArgument, library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Write the library to one file as it is at this moment; `import` makes a library of it."""
    with reported(debug=debug):
        from vectorstore.upkeep import back_up

        back_up(_folder(library), file)
        typer.echo(f"{file}: {file.stat().st_size / _MEGABYTE:.1f} MB.")


def _folder(library: Path | None) -> LibraryFolder:
    """Return the folder of a library that there is."""
    from assistant.settings import load_settings
    from vectorstore.engines import require

    folder = load_settings({"library": library}).settings.folder
    require(folder)
    return folder


def _embedder(library: Path | None) -> Embedder:
    from assistant.settings import load_settings
    from vectorstore.embedders import load_embedder
    from vectorstore.errors import LibraryDamaged
    from vectorstore.library import model_of

    settings = load_settings({"library": library}).settings
    name = settings.embedding.model
    with suppress(LibraryDamaged):  # what is damaged cannot say whose vectors it holds: the default's, mostly
        name = name or model_of(settings.folder)
    return load_embedder(name, cache=settings.cache)


def _staged() -> Callable[[str], None]:
    """Return what says on a terminal what is looked at."""
    shown = sys.stderr.isatty()

    def say(stage: str) -> None:
        if shown:
            typer.echo(f"looking at {stage}", err=True)

    return say


def _counted(noun: str) -> Callable[[int, int], None]:
    """Return what says on stderr, every few seconds, how far it is."""
    said = time.monotonic()

    def say(done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said >= _SECONDS_BETWEEN_LINES:
            said = time.monotonic()
            typer.echo(f"{done} of {total} {noun}", err=True)

    return say


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
