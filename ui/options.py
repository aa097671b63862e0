"""What the commands have in common: options that several take, the assistant they open, and how an error ends them.

Imports what is heavy when it is used, so that --help is instant.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.assembly import Assistant
    from vectorstore.catalogue import DocumentRecord
    from vectorstore.engines import AnyCatalogue
    from vectorstore.folder import LibraryFolder

PERSONS_ERROR = 1
"""The status of a command that a person's error ended."""

_INTERRUPTED = 130  # as shells do: 128 and the number of the signal

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Folder of the library.", show_default=False)]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
StrictnessOption = Annotated[
    str | None,
    typer.Option(
        "--strictness", help="lenient, balanced or strict: how sure an answer must be.", show_default="balanced"
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", help="Chat model that writes the answer: ollama:NAME, openai:NAME, ...", show_default=False
    ),
]
ModelUrlOption = Annotated[
    str | None, typer.Option("--model-url", help="URL of an OpenAI-compatible server.", show_default=False)
]


@contextmanager
def reported(*, debug: bool) -> Iterator[None]:
    """Turn our own errors into one line with the remedy, and an interruption into a quiet end."""
    from ingest.errors import SourcechatError

    try:
        yield
    except SourcechatError as error:
        if debug:
            raise
        typer.echo(f"sourcechat: error: {error}", err=True)
        raise typer.Exit(PERSONS_ERROR) from error
    except KeyboardInterrupt as error:
        typer.echo("Stopped.", err=True)
        raise typer.Exit(_INTERRUPTED) from error
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining of it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def lasting() -> Iterator[None]:
    """Look for no garbage: what one answer takes lasts until its end, and looking through it is a tenth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def opened(library: Path | None, flags: dict[str, object] | None = None) -> Iterator[Assistant]:
    """Give the assistant of a library, which is made if need be. Raises SettingsError and what `assemble` raises."""
    from assistant.assembly import assemble
    from assistant.settings import load_settings

    loaded = load_settings({"library": library, **(flags or {})})
    with closing(assemble(loaded.settings)) as assistant:
        yield assistant


@contextmanager
def reading(library: Path | None, flags: dict[str, object] | None = None) -> Iterator[Assistant]:
    """Give the assistant of a library that there is: only what adds documents makes one. Raises NoLibrary."""
    required(library)
    with opened(library, flags) as assistant:
        yield assistant


@contextmanager
def catalogue_of(library: Path | None) -> Iterator[AnyCatalogue]:
    """Give what is kept of the documents, without the models that asking takes. Raises NoLibrary."""
    from vectorstore.engines import open_catalogue

    with closing(open_catalogue(required(library))) as catalogue:
        yield catalogue


def required(library: Path | None) -> LibraryFolder:
    """Return the folder of a library that there is. Raises NoLibrary."""
    from assistant.settings import load_settings
    from vectorstore.engines import require

    folder = load_settings({"library": library}).settings.folder
    require(folder)
    return folder


def find_document(records: Sequence[DocumentRecord], named: str) -> DocumentRecord:
    """Return the document whose id begins so, or whose file or title has that name.

    Raises UnknownDocument for none and for several.
    """
    from vectorstore.errors import UnknownDocument

    if not named.strip():
        raise UnknownDocument("the id of a document is empty; see `sourcechat library list`")
    found = [one for one in records if one.id.startswith(named) or named in (one.title, _file_name(one.uri))]
    if len(found) != 1:
        what = "no document" if not found else f"{len(found)} documents"
        why = "with an id that begins so, or a file or title of that name"
        raise UnknownDocument(f"{named}: {what} {why}; see `sourcechat library list`")
    return found[0]


def _file_name(uri: str) -> str:
    return unquote(uri.rpartition("/")[2])


def count(number: int, noun: str) -> str:
    """Return a number of things in words: "1 passage", "2 passages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def flags_of(strictness: str | None, model: str | None, model_url: str | None) -> dict[str, object]:
    """Return the settings that the options for an answer stand for, None where one was not given."""
    return {"answer.strictness": strictness, "model.name": model, "model.url": model_url}
