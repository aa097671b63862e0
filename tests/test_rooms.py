"""The rooms as `docs/architecture.md` and the house style have them: a map, mirror tests, one name for one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ("ingest", "vectorstore", "assistant", "sourcechat", "ui")
BESIDE = ("training", "bench")

# Modules of one name that are one thing. Every pair stands here with its reason, or is told by `_same_by_rule`.
ONE_THING = {
    "addresses": "where something is reached over the net: a page, a library",
    "canonical_text": "the last step of reading pages: paragraphs as text with places, of PDF and of images",
    "errors": "what can go wrong in a room; each room has its own, under one root",
    "flow": "running text that goes on: past the elements of a web page, past the columns and pages of a PDF",
    "layout": "the order in which the lines of a page are read, drawn in PDF or recognised in an image",
    "lines": "words with their boxes, drawn in PDF or recognised in an image",
    "multilingual": "what knows a hundred languages: its vectors, the reader on them, the fit of that reader",
    "network": "the one network of its room, run by onnxruntime",
    "numbering": "the numbers of list items, in web pages and in office files",
    "paragraphs": "which lines are one paragraph, drawn in PDF or recognised in an image",
    "pictures": "the pictures inside a file, in mails and in office files",
    "reading": "a file becomes a document, and how well that is done",
    "tables": "cells under column names, and how well they are computed with",
}
# Public types of one name, likewise.
ONE_TYPE = {
    "Connections": "what a catalogue asks its engine through, SQLite and PostgreSQL",
    "FullText": "the keyword index of a catalogue, in either engine",
    "Message": "`role` and `content` as OpenAI's API calls them, beside a message of ours that is translated",
    "Numbering": "the numbers of list items, in web pages and in office files",
    "Paragraph": "a paragraph of a file, in office files and in PDF",
    "Part": "a part of a message as OpenAI's API calls it, beside the parts of a page as it is read",
    "Source": "where words come from, for us and as MCP tools publish it: their titles are the interface",
}


def modules(*rooms: str) -> Iterator[Path]:
    """Every module, by its path from the root; a room's `__init__` and a `__main__` are none."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.stem not in {"__init__", "__main__"}:
                yield path.relative_to(ROOT)


def shared_names(paths: Iterator[Path]) -> dict[str, list[Path]]:
    """The names that several modules or rooms have."""
    named: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        named[path.stem].append(path)
        if path.parent not in named[path.parent.name] and len(path.parts) > 2:
            named[path.parent.name].append(path.parent)
    return {name: found for name, found in named.items() if len(found) > 1}


def told_by_rule(found: list[Path]) -> bool:
    """Whether all but one of some modules are the same thing in another place, by where they stand."""
    others = [path for path in found if not _stands_for_another(path, found)]
    return len(others) <= 1


def _stands_for_another(path: Path, found: list[Path]) -> bool:
    if path.parts[0] == "bench":  # it measures what has its name
        return len(found) > 1
    if path.parts[0] == "training":  # it fits what has its name
        return True
    if path.parent.name == path.stem:  # the module that its room is named for
        return path.parent in found
    return path.parts[:2] == ("vectorstore", "postgres") and Path("vectorstore", path.name) in found  # another engine


def public_types(*rooms: str) -> dict[str, list[Path]]:
    """Public classes by name, with the modules that define one of it."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for path in modules(*rooms):
        for node in ast.parse((ROOT / path).read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path)
    return found


def map_rows() -> Mapping[str, str]:
    """What the map says of each of the four rooms."""
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    rows: defaultdict[str, str] = defaultdict(str)
    room = ""
    for line in page[page.index("## Map") : page.index("## Invariants")].splitlines():
        if line.startswith("|"):
            room = line.split("|")[1].strip() or room
            rows[room] += line + "\n"
    return rows


@pytest.mark.parametrize("room", ["ingest", "vectorstore", "assistant", "ui"])
def test_every_module_is_on_the_map(room: str) -> None:
    said = map_rows()[room]

    missing = [
        path for path in modules(room) if path.parts[:2] != ("ingest", "readers") and f"`{path.stem}`" not in said
    ]

    assert missing == []  # readers are on the map by their family, and on docs/reading.md by their formats


def test_every_family_of_formats_is_on_the_map() -> None:
    families = {path.name for path in (ROOT / "ingest/readers").iterdir() if (path / "__init__.py").exists()}

    assert families <= set(re.findall(r"\w+", map_rows()["ingest"]))


@pytest.mark.parametrize("room", ["ingest", "vectorstore", "assistant", "ui"])
def test_what_the_map_calls_a_module_is_one(room: str) -> None:
    there = {path.stem for path in modules(room)} | {path.parent.name for path in modules(room)}
    columns = [line.split("|")[2] for line in map_rows()[room].splitlines()]

    named = {name.rstrip("/") for column in columns for name in re.findall(r"`([^`]+)`", column)}

    assert named - there == set()


def test_every_module_has_its_mirror_test() -> None:
    paths = modules(*PACKAGE, "training")

    assert [path for path in paths if not (ROOT / "tests" / path.parent / f"test_{path.name}").exists()] == []


def test_modules_that_share_a_name_are_one_thing() -> None:
    shared = shared_names(modules(*PACKAGE, *BESIDE))

    unexplained = {name: found for name, found in shared.items() if name not in ONE_THING and not told_by_rule(found)}

    assert unexplained == {}


def test_public_types_that_share_a_name_are_one_thing() -> None:
    shared = {name: found for name, found in public_types(*PACKAGE, "training").items() if len(found) > 1}

    assert {name: found for name, found in shared.items() if name not in ONE_TYPE} == {}


def test_no_reason_is_given_for_a_name_that_is_not_shared() -> None:
    types = {name for name, found in public_types(*PACKAGE, "training").items() if len(found) > 1}

    assert set(ONE_THING) <= set(shared_names(modules(*PACKAGE, *BESIDE)))
    assert set(ONE_TYPE) <= types
