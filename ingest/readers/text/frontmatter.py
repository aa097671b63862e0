"""Front matter: the labels and values that open a Markdown file, in YAML or TOML, as lines. Knows no Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_YAML = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"(?P<indent>\s*)(?P<key>[\w.-][\w. -]*?|\"[^\"]+\")\s*(?P<sign>[:=])(?:\s+(?P<value>.*))?$")
_ENTRY = re.compile(r"\s*-\s+(?P<words>.*)$")
_FOLDED = re.compile(r"[>|][+-]?\d?\s*(?:#.*)?$")
_TITLES = ("title", "Title")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines of the front matter, "key: value" each; the title among them or ""; and what follows it."""

    lines: tuple[str, ...]
    title: str
    body: str


def front_matter(source: str) -> FrontMatter:
    """Part a file's front matter from its text; a file that begins with a mere line has none."""
    match = _YAML.match(source) or _TOML.match(source)
    if match is None or not _is_data(match.group(1).splitlines()):
        return FrontMatter((), "", source)
    lines = tuple(_lines(match.group(1).splitlines()))
    pairs = dict(line.split(": ", 1) for line in lines if ": " in line)
    title = next((pairs[key] for key in _TITLES if key in pairs), "")
    return FrontMatter(lines, title, source[match.end() :])


def _is_data(lines: Sequence[str]) -> bool:
    filled = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return not filled or bool(_PAIR.match(filled[0]) or filled[0].startswith("["))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield a line for each pair; a value that goes on below joins it, entries of a list follow one by one."""
    pending = ""
    for line in lines:
        pair, entry = _PAIR.match(line), _ENTRY.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if entry and not (pending and not pending.endswith(":")):
            if pending:
                yield pending
                pending = ""
            yield _unquoted(entry["words"])
        elif pair and not (pending and len(pair["indent"]) and not pending.endswith(":")):
            if pending:
                yield pending
            value = pair["value"] or ""
            value = "" if _FOLDED.match(value) else _unquoted(value)
            pending = f"{_unquoted(pair['key'])}: {value}".rstrip()
        else:
            pending = f"{pending} {_unquoted(line.strip())}".strip()
    if pending:
        yield pending


def _unquoted(value: str) -> str:
    bare = value.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare
