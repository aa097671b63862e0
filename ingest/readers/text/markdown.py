"""Markdown: its words and structure without the marks. CommonMark with tables, footnotes, definitions and formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ingest.documents import BlockKind, DoubtKind, Span
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.tables import CellGrid
from ingest.readers.text.frontmatter import front_matter
from ingest.readers.text.inline import HARD, Inline, Notes, inline_of
from ingest.readers.text.text import write_text
from ingest.readers.text.wrapping import field_of, written_lines
from ingest.readers.web.fragments import HtmlFragment, opens
from ingest.readers.web.inset import read_inset

_DEEPEST = 100  # blocks in blocks, two for each list in a list
_ADDRESS = re.compile(r"[/.#:@<?]")
_DEFINITION = re.compile(r"\[[^\]]+\]:\s*(\S+)")
_MARGIN = re.compile(r"[\s>]*\|?")  # of a table's row, to its first cell
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_ALERT = re.compile(r"\A\[!([a-z]+)\][+-]?[ \t]*([^\n\v]*)\n?", re.IGNORECASE)


def read_markdown(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the text of a Markdown file; the title is the front matter's, or the first heading."""
    decoded = decode(content, hints.encoding)
    builder = Builder()
    title = write_markdown(tidy(decoded.text).replace("\f", "\n"), builder)
    return decoded.told(builder.extraction(title or builder.first_heading))


def write_markdown(source: str, builder: Builder) -> str:
    """Add Markdown to a reading; return the title that its front matter gives, or ""."""
    front = front_matter(source)
    for line in front.lines:
        builder.line(line, BlockKind.FIELD if field_of(line) or line.endswith(":") else BlockKind.ITEM)
    builder.gap()
    environment: dict[str, Any] = {}
    tokens = _parser().parse(front.body, environment)
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 1:  # the parser passes over what lies deeper
        builder.doubt(DoubtKind.MISSING, "nested too deep; all is read, without its structure")
        write_text(front.body.split("\n"), builder)
    else:
        _Writer(builder, front.body, _notes(environment)).write(SyntaxTreeNode(tokens).children)
    return front.title


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(dollarmath_plugin, allow_space=False, allow_digits=False)
    parser.core.ruler.disable("footnote_tail")  # which drops the notes that nothing refers to
    parser.block.ruler.at("reference", _definition, {"alt": []})
    return parser


def _notes(environment: Mapping[str, Any]) -> Notes:
    """Return the words of notes that stand in the line, "^[so]", by their number."""
    found: Mapping[int, Mapping[str, Any]] = environment.get("footnotes", {}).get("list", {})
    return {number: tuple(note["tokens"]) for number, note in found.items() if note.get("tokens")}


def _definition(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Take "[name]: address" for a mark only if an address follows; "[Deadline]: Friday" are words."""
    start = state.bMarks[line] + state.tShift[line]
    found = _DEFINITION.match(state.src, start, state.eMarks[line])
    if found and not _ADDRESS.search(found.group(1)):
        return False
    return reference(state, line, last, silent)


@dataclass(frozen=True, slots=True)
class _At:
    """Where a block stands: how deep in lists, and the kind that its paragraphs have."""

    level: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH


class _Writer:
    """Writes the blocks of one Markdown source."""

    def __init__(self, builder: Builder, source: str, notes: Notes) -> None:
        self._builder = builder
        self._notes = notes
        self._source = source
        self._lines = source.split("\n")
        self._by_type: Mapping[str, Callable[[SyntaxTreeNode, _At], None]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": self._quote,
            "table": self._table,
            "fence": self._code,
            "code_block": self._code,
            "html_block": self._html,
            "math_block": self._formula,
            "math_block_label": self._formula,
            "dl": self._definitions,
            "footnote_reference": self._footnote,
        }

    def write(self, nodes: Sequence[SyntaxTreeNode], at: _At = _At()) -> None:
        done = 0  # the line to which the source is written
        for number, node in enumerate(nodes):
            if node.map and node.map[1] <= done:
                continue
            if node.type == "html_block":
                done = self._html_until(nodes[number:])
            elif node.type in self._by_type:
                self._by_type[node.type](node, at)

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _heading(self, node: SyntaxTreeNode, _at: _At) -> None:
        inline = self._inline(node)
        span = self._builder.heading(_ATTRIBUTES.sub("", inline.text), int(node.tag[1:]))
        self._say(inline, span)

    def _paragraph(self, node: SyntaxTreeNode, at: _At, prefix: str = "") -> None:
        inline = self._inline(node)
        span = self._in_list(inline.text, at, prefix) if prefix or at.level else self._lines_of(inline.text, at.kind)
        self._say(inline, span)

    def _in_list(self, text: str, at: _At, prefix: str) -> Span:
        kind = BlockKind.ITEM if prefix or at.kind is BlockKind.ITEM else at.kind
        return self._builder.line(f"{prefix.strip()} {text}", kind, level=max(at.level, 1))

    def _lines_of(self, text: str, kind: BlockKind) -> Span:
        """Write a paragraph, or the lines that its author ended on purpose."""
        start = self._builder.position
        lines = [line for part in text.split(HARD) for line in written_lines(part.split("\n")) if line.strip()]
        labels = sum(field_of(line) is not None for line in lines)
        if len(lines) == 1:
            return self._builder.paragraph(lines[0], kind)
        for line in lines:
            self._builder.line(line, BlockKind.FIELD if labels > 1 and field_of(line) else kind)
        self._builder.gap()
        return Span(start, self._builder.position)

    def _list(self, node: SyntaxTreeNode, at: _At) -> None:
        for item, number in zip(node.children, _numbers(node), strict=True):
            self._item(item, _At(at.level + 1, BlockKind.ITEM), number)
        if not at.level:
            self._builder.gap()

    def _item(self, item: SyntaxTreeNode, at: _At, number: str) -> None:
        first, rest = _first_paragraph(item)
        if first is not None:
            self._paragraph(first, at, number or " ")
        elif number and rest:
            self._builder.line(number, level=at.level)
        self.write(rest, _At(at.level))

    def _quote(self, node: SyntaxTreeNode, at: _At) -> None:
        self.write(node.children, at)
        self._builder.gap()

    def _table(self, node: SyntaxTreeNode, _at: _At) -> None:
        rows: list[list[str]] = []
        headers = 0
        for section in node.children:
            for row in section.children:
                inlines = [*map(self._inline, row.children), *self._further_cells(row)]
                rows.append([inline.text for inline in inlines])
                for inline in inlines:
                    self._say(inline, None)
            headers += len(section.children) if section.type == "thead" else 0
        self._builder.table(CellGrid.of_texts(rows, header_rows=headers))

    def _further_cells(self, row: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield the cells of a row beyond its table's columns, which nobody is shown: “|” in a cell makes one more."""
        if row.map is None:
            return
        written = _MARGIN.sub("", self._lines[row.map[0]], count=1).rstrip().removesuffix("|")
        for cell in filter(str.strip, escapedSplit(written)[len(row.children) :]):
            yield inline_of(_parser().parseInline(cell.strip())[0].children or (), self._notes)

    def _code(self, node: SyntaxTreeNode, _at: _At) -> None:
        self._builder.code(node.content)

    def _formula(self, node: SyntaxTreeNode, at: _At) -> None:
        self._builder.paragraph(f"$${node.content}$$", at.kind)

    def _definitions(self, node: SyntaxTreeNode, at: _At) -> None:
        """Write a term with its first definition as a label with its value; further definitions below it."""
        term = ""
        for child in node.children:
            if child.type == "dt":
                if term:
                    self._builder.line(term, BlockKind.PARAGRAPH)
                term = self._inline(child).text
                continue
            first, rest = _first_paragraph(child)
            if first is not None:
                words = self._inline(first).text
                self._builder.line(f"{term}: {words}" if term else words, BlockKind.FIELD)
            self.write(rest, _At(at.level + 1))
            term = ""
        self._builder.gap()

    def _footnote(self, node: SyntaxTreeNode, _at: _At) -> None:
        label = f"[{node.meta.get('label', '')}]"
        for number, child in enumerate(node.children):
            if child.type == "paragraph":
                text = self._inline(child).text
                self._builder.line(f"{label} {text}" if number == 0 else text, BlockKind.FOOTNOTE)
            else:
                self.write([child])
        self._builder.gap()

    # -- HTML -----------------------------------------------------------------------------------------------------

    def _html(self, node: SyntaxTreeNode, _at: _At) -> None:
        self._write_html(node.content)

    def _html_until(self, nodes: Sequence[SyntaxTreeNode]) -> int:
        """Write the HTML that begins here, to the end of its table or list; return the line after it."""
        first = nodes[0]
        begin, end = first.map or (0, 0)
        closed = opens(first.content)
        if not closed:
            self._write_html(first.content)
            return end
        for node in nodes[1:]:
            if node.type not in ("html_block", "code_block") or not node.map:
                break
            whole = "\n".join(self._lines[begin : node.map[1]])
            if not opens(whole):
                self._write_html(whole)
                return node.map[1]
        self._write_html(first.content)
        return end

    def _write_html(self, source: str) -> None:
        if HtmlFragment.of(source, self._source).markup:
            extraction = read_inset(source, self._source)
            if extraction.text or extraction.doubts:
                self._builder.include(extraction)
            return
        for paragraph in source.split("\n\n"):
            self._builder.paragraph(inline_of(_parser().parseInline(paragraph)[0].children or ()).text)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _inline(self, node: SyntaxTreeNode) -> Inline:
        """Return the words of a block that holds nothing but words."""
        tokens = [token for child in node.children if child.token for token in child.token.children or ()]
        inline = inline_of(tokens, self._notes)
        return replace(inline, text=_ALERT.sub(_titled, inline.text))

    def _say(self, inline: Inline, span: Span | None) -> None:
        for words in inline.struck:
            self._builder.doubt(DoubtKind.LEFT_OUT, f"struck-through words are left out: “{words}”", span)


def _titled(alert: re.Match[str]) -> str:
    """Return the line that begins a box such as “[!WARNING]”: its kind, with the title that it was given."""
    kind, title = alert.group(1).capitalize(), alert.group(2).strip()
    return f"{kind}: {title}{HARD}" if title else f"{kind}{HARD}"


def _numbers(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield what each item is numbered with: as written, but counted where all are written alike."""
    if node.type == "bullet_list":
        yield from ("" for _ in node.children)
        return
    written = [item.info or "1" for item in node.children]
    alike = len(set(written)) == 1
    for number, item in enumerate(node.children):
        yield f"{int(written[0]) + number if alike else written[number]}{item.markup or '.'}"


def _first_paragraph(node: SyntaxTreeNode) -> tuple[SyntaxTreeNode | None, Sequence[SyntaxTreeNode]]:
    """Part the paragraph that a list item or definition begins with from the rest."""
    if node.children and node.children[0].type == "paragraph":
        return node.children[0], node.children[1:]
    return None, node.children
