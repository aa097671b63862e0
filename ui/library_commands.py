"""The commands that look at what a library holds. They import what they need when they run: --help is instant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import (
    PERSONS_ERROR,
    DebugOption,
    JsonOption,
    LibraryOption,
    catalogue_of,
    count,
    find_document,
    reading,
    reported,
)
from ui.plain_text import plain, plain_line

if TYPE_CHECKING:
    from ingest.documents import Revision
    from vectorstore.catalogue import DocumentRecord
    from vectorstore.engines import AnyCatalogue
    from vectorstore.ledger import RememberedPlace
    from vectorstore.problems import Problem

ProblemsOption = Annotated[
    bool, typer.Option("--problems", help="List what could not be read, or not for sure, and why.")
]


def add_commands(app: typer.Typer) -> None:
    """Give the commands of this module to `sourcechat library`."""
    app.command("list")(list_documents)
    app.command()(show)
    app.command()(remove)
    app.command()(verify)
    app.command()(sources)
    app.command()(forget)


def list_documents(
    library: LibraryOption = None,
    problems: ProblemsOption = False,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """List the documents."""
    with reported(debug=debug), catalogue_of(library) as catalogue:
        if problems:
            _print_problems(catalogue.problems(), as_json=as_json)
            return
        records = catalogue.documents()
        if as_json:
            typer.echo(json.dumps([_record_object(record) for record in records], ensure_ascii=False, indent=2))
        elif not records:
            typer.echo("The library is empty; add documents with `sourcechat ingest PATH`.")
        for record in () if as_json else records:
            about = f"{count(record.chunks, 'passage')}, {record.updated:%Y-%m-%d}"
            typer.echo(f"{record.id}  {plain_line(record.title)}  ({about})")


def show(
    document: Annotated[str, typer.Argument(help="Id of a document, its beginning, or the name of its file or title.")],
    revision: Annotated[
        str | None, typer.Argument(help="One of its revisions, or its beginning.", show_default="the present one")
    ] = None,
    library: LibraryOption = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what changed since that revision, or since the one before.")
    ] = False,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show one document as it was read: its text, with its structure, places and doubts."""
    with reported(debug=debug), catalogue_of(library) as catalogue:
        from ui.document_text import to_lines, to_object

        record = find_document(catalogue.documents(), document)
        chosen = _find_revision(catalogue, record, revision) if revision is not None else None
        if diff:
            for line in _changes(catalogue, record, chosen):
                typer.echo(plain(line))
            return
        read = catalogue.document(record.id, chosen)
        if as_json:
            typer.echo(json.dumps({**_record_object(record), **to_object(read)}, ensure_ascii=False))
            return
        _print_heading(catalogue, record)
        for line in to_lines(read):
            typer.echo(plain(line))


def verify(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS.jsonl", help="What `ask --json` or --batch printed.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Say which citations of kept answers still stand, moved or broke; ends with status 1 where any broke."""
    with reported(debug=debug), catalogue_of(library) as catalogue:
        from assistant.standing import Standing, check_answers

        checked = list(check_answers(answers, catalogue))
        for one in checked:
            if as_json:
                typer.echo(json.dumps(asdict(one), ensure_ascii=False))
            elif one.standing is not Standing.STANDS:
                kept = "its revision is kept" if one.is_kept else "its revision is not kept"
                named = plain_line(f"{one.answer} [{one.number}] {one.title}: “{one.quote}”")
                typer.echo(f"{one.standing}: {named} ({one.why}; {kept})")
        tally = Counter(one.standing for one in checked)
        if not as_json:
            counts = ", ".join(f"{tally[kind]} {word}" for kind, word in zip(Standing, _STANDINGS, strict=True))
            typer.echo(f"{count(len(checked), 'citation')}: {counts}.")
    if tally[Standing.BROKE]:
        raise typer.Exit(PERSONS_ERROR)


_STANDINGS = ("stand", "moved", "broke")


def remove(
    documents: Annotated[
        list[str], typer.Argument(help="Ids of documents, their beginnings, or names of files or titles.")
    ],
    library: LibraryOption = None,
    debug: DebugOption = False,
) -> None:
    """Remove documents from the library; the files they came from stay."""
    with reported(debug=debug), reading(library) as assistant:
        records = assistant.library.documents()
        for record in [find_document(records, document) for document in documents]:
            mirrored = _mirrored_in(assistant.library.ledger.remembered(), record.uri)
            assistant.remove(record.id)
            typer.echo(f"Removed {plain_line(record.title)}.")
            if mirrored:
                typer.echo(
                    f"Its file is still in {plain_line(mirrored)}, and comes back when that is mirrored again; name it "
                    "in a .sourcechatignore there to keep it out.",
                    err=True,
                )


def sources(library: LibraryOption = None, as_json: JsonOption = False, debug: DebugOption = False) -> None:
    """List the places that are mirrored: folders, files, addresses, standard input."""
    with reported(debug=debug), catalogue_of(library) as catalogue:
        remembered = catalogue.ledger.remembered()
        if as_json:
            typer.echo(json.dumps([_source_object(catalogue, one) for one in remembered], ensure_ascii=False, indent=2))
        elif not remembered:
            typer.echo("No places are mirrored; add one with `sourcechat ingest PATH|URL`.")
        for one in () if as_json else remembered:
            typer.echo(_source_line(catalogue, one))


def forget(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Places as `library sources` lists them.")],
    library: LibraryOption = None,
    debug: DebugOption = False,
) -> None:
    """Mirror places no more, and remove the documents that are in no other place; files stay."""
    with reported(debug=debug), reading(library) as assistant:
        remembered = assistant.library.ledger.remembered()
        for one in [_find_source(remembered, named) for named in sources]:
            gone = assistant.forget(one.location)
            typer.echo(f"Forgot {plain_line(one.location.name)}, and removed {count(len(gone), 'document')}.")


def _find_revision(catalogue: AnyCatalogue, record: DocumentRecord, prefix: str) -> Revision:
    from vectorstore.errors import UnknownDocument

    kept = catalogue.revisions(record.id)
    found = [one.revision for one in kept if prefix.strip() and one.revision.startswith(prefix)]
    if len(found) != 1:
        named = ", ".join(f"{one.revision} ({one.dated:%Y-%m-%d %H:%M})" for one in kept)
        raise UnknownDocument(f"{prefix}: no one revision begins so; kept are {named}")
    return found[0]


def _changes(catalogue: AnyCatalogue, record: DocumentRecord, since: Revision | None) -> Iterator[str]:
    """Yield what changed in a document since a revision, or since the one before the present, as a unified diff."""
    from difflib import unified_diff

    kept = catalogue.revisions(record.id)
    before = next((one for one in kept[1:] if since in {None, one.revision}), None)
    if before is None:
        yield "No earlier revision is kept." if since is None else "That is the present revision."
        return
    yield from unified_diff(
        catalogue.text(record.id, before.revision).splitlines(),
        catalogue.text(record.id, record.revision).splitlines(),
        f"{record.title}, revision {before.revision}",
        f"{record.title}, revision {record.revision}",
        f"{before.dated:%Y-%m-%d %H:%M}",
        f"{record.updated:%Y-%m-%d %H:%M}",
        lineterm="",
    )


def _print_heading(catalogue: AnyCatalogue, record: DocumentRecord) -> None:
    passages = count(record.chunks, "passage")
    places = catalogue.ledger.of_document(record.id) or (record.uri,)
    typer.echo("\n".join(plain_line(one) for one in (record.title, *places)))
    typer.echo(f"{passages}, updated {record.updated:%Y-%m-%d}\n")


def _mirrored_in(remembered: Sequence[RememberedPlace], uri: str) -> str:
    """Return the mirrored folder that a file lies in, "" for none."""
    return next((one.location.name for one in remembered if uri != one.location.uri and _is_in(uri, one)), "")


def _is_in(uri: str, place: RememberedPlace) -> bool:
    from ingest.locations import LocationKind

    return place.location.kind is LocationKind.FOLDER and uri.startswith(place.location.uri)


def _find_source(remembered: Sequence[RememberedPlace], named: str) -> RememberedPlace:
    from ingest.errors import SourceNotFound
    from ingest.walking import uri_of

    asked = {named, uri_of(Path(named).expanduser().absolute()), uri_of(Path(named).expanduser().resolve())}
    for one in remembered:
        if {one.location.name, one.location.uri, one.location.uri.removesuffix("/")} & asked:
            return one
    raise SourceNotFound(f"{named}: no such place is mirrored; see `sourcechat library sources`")


def _source_line(catalogue: AnyCatalogue, one: RememberedPlace) -> str:
    from ingest.locations import LocationKind

    location = one.location
    left_out = f", without {' '.join(location.exclude)}" if location.exclude else ""
    further = f", {count(location.depth, 'link')} deep" if location.depth else ""
    documents = "" if location.kind is LocationKind.ADDRESS else f", {count(_held(catalogue, one), 'document')}"
    about = f"{location.kind}{left_out}{further}{documents}, {one.synced:%Y-%m-%d %H:%M}"
    return f"{plain_line(location.name)}  ({plain_line(about)})"


def _held(catalogue: AnyCatalogue, one: RememberedPlace) -> int:
    uri = one.location.uri
    known = catalogue.ledger.below(uri) if uri.endswith("/") else catalogue.ledger.at([uri])
    return len({source.document_id for source in known.values() if source.document_id is not None})


def _source_object(catalogue: AnyCatalogue, one: RememberedPlace) -> dict[str, object]:
    return {
        "source": one.location.uri,
        "kind": one.location.kind,
        "name": one.location.name,
        "exclude": list(one.location.exclude),
        "depth": one.location.depth,
        "documents": _held(catalogue, one),
        "added": one.added.isoformat(),
        "synced": one.synced.isoformat(),
    }


def _print_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Print what could not be read, and the documents with a doubt."""
    if as_json:
        typer.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
        return
    if not problems:
        typer.echo("Everything was read, and nothing is in doubt.")
    for problem in problems:
        typer.echo(plain_line(f"{problem.document_id or 'not read'}  {problem.name}  ({problem.uri})"))
        for message in problem.messages:
            typer.echo(f"    {plain_line(message)}")


def _record_object(record: DocumentRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "title": record.title,
        "source": record.uri,
        "passages": record.chunks,
        "characters": record.characters,
        "revision": record.revision,
        "added": record.added.isoformat(),
        "updated": record.updated.isoformat(),
    }
