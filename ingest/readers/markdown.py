"""Markdown: its words without the marks. Follows CommonMark with tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.encoding import decode, tidy
from ingest.readers.reading import Builder, Hints, Reading

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)
_BREAKS = {"softbreak": " ", "hardbreak": " "}


def read_markdown(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the text of a Markdown file; the title is the front matter's, or the first heading."""
    source = tidy(decode(content, hints.encoding).text).replace("\f", "\n")
    front = _FRONT_MATTER.match(source)
    named = _FRONT_TITLE.search(front.group(1)) if front else None
    builder = Builder()
    _write(MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source), builder)
    return builder.reading(named.group(1) if named else builder.first_heading)


def _write(tokens: Sequence[Token], builder: Builder) -> None:
    """Write the blocks. Lists nest, so items end lines; everything else ends paragraphs."""
    inside: list[Token] = []
    row: list[str] = []
    for token in tokens:
        if token.nesting > 0:
            inside.append(token)
        elif token.nesting < 0:
            _close(inside.pop().type, row, builder, nested=_in_list(inside))
        elif token.type == "inline":
            _write_inline(token, inside, row, builder)
        elif token.type in ("fence", "code_block"):
            for line in token.content.splitlines():
                builder.line(line)
            builder.gap()
        elif token.type == "html_block":
            builder.paragraph(_TAG.sub(" ", token.content))


def _close(kind: str, row: list[str], builder: Builder, *, nested: bool) -> None:
    if kind == "tr_open":
        builder.line(" | ".join(row))
        row.clear()
    elif kind == "table_open" or (kind in ("bullet_list_open", "ordered_list_open") and not nested):
        builder.gap()


def _write_inline(token: Token, inside: Sequence[Token], row: list[str], builder: Builder) -> None:
    text = _plain(token.children or ())
    block = inside[-1].type if inside else ""
    if block in ("th_open", "td_open"):
        row.append(" ".join(text.split()))
    elif block == "heading_open":
        builder.heading(text, int(inside[-1].tag[1:]))
    elif _in_list(inside):
        builder.line(text)
    else:
        builder.paragraph(text)


def _in_list(inside: Sequence[Token]) -> bool:
    return any(token.type == "list_item_open" for token in inside)


def _plain(children: Sequence[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        else:
            parts.append(_BREAKS.get(child.type, ""))
    return "".join(parts)
