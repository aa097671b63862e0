"""reStructuredText: its words and structure, parsed by docutils. Nothing that a file names is read or run.

Directives and roles that only Sphinx knows give their words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import SystemMessage

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.tables import CellGrid, GridCell
from ingest.readers.text.text import write_text
from ingest.readers.text.wrapping import field_of, written_lines
from ingest.readers.web.fragments import raised

_LARGEST = 2 * 2**20  # characters; docutils takes seconds for each hundred thousand, so larger files are plain text
_DEEPEST = 5  # directives in directives that docutils does not know
_SETTINGS = {
    "_disable_config": True,
    "doctitle_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "raw_enabled": False,
    "report_level": 5,
    "sectsubtitle_xform": False,
    "smart_quotes": False,
    "syntax_highlight": "none",
}
_DIRECTIVE = re.compile(r"\s*\.\.\s+(?:\|[^|]+\|\s+)?(?P<name>[\w:.+-]+?)::[ \t]*(?P<argument>.*)")
_OPTION = re.compile(r"\s*:[\w -]+:(?:\s|$)")
_ROLE = re.compile(r":[\w:.+-]+:`([^`]*)`")
_TARGET = re.compile(r"^[!~]?(.+?)\s*<[^<>]+>$", re.DOTALL)
_ADMONITIONS = ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning")
_KEPT = ("Title overline too short.", "Title underline too short.")  # complaints about what docutils has read
_NAMES_ONLY = ("automodule", "autoclass", "autofunction", "currentmodule", "index", "toctree", "highlight", "include")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def read_rst(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the text of a reStructuredText file; the title is its first heading."""
    decoded = decode(content, hints.encoding)
    builder = Builder()
    source = tidy(decoded.text).replace("\f", "\n")
    if len(source) > _LARGEST:
        write_text(source.split("\n"), builder, hints.progress)
    else:
        _write_source(source, builder, _At())
    return decoded.told(builder.extraction(builder.first_heading))


class _At:
    """Where a block stands: under how many sections, in how many lists, in how many unknown directives."""

    def __init__(self, section: int = 0, items: int = 0, directives: int = 0) -> None:
        self.section = section
        self.items = items
        self.directives = directives


def _write_source(source: str, builder: Builder, at: _At) -> None:
    try:
        tree = publish_doctree(source, settings_overrides={**_SETTINGS, "warning_stream": io.StringIO()})
    except (RecursionError, SystemMessage):  # nested without end, or so broken that docutils gives up
        write_text(source.split("\n"), builder)
        return
    _Writer(builder).write(tree.children, at)


class _Writer:
    """Writes the nodes of docutils' tree."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._by_type: Mapping[str, Callable[[nodes.Element, _At], None]] = {
            "section": self._section,
            "title": self._heading,
            "subtitle": self._heading,
            "rubric": self._paragraph,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "enumerated_list": self._list,
            "definition_list": self._definitions,
            "field_list": self._fields,
            "docinfo": self._fields,
            "option_list": self._options,
            "literal_block": self._code,
            "doctest_block": self._code,
            "math_block": self._formula,
            "line_block": self._lines,
            "table": self._table,
            "image": self._image,
            "caption": self._caption,
            "footnote": self._note,
            "citation": self._note,
            "admonition": self._aside,
            "topic": self._aside,
            "sidebar": self._aside,
            "system_message": self._unknown,
            **dict.fromkeys(_ADMONITIONS, self._admonition),
            **dict.fromkeys(("comment", "substitution_definition", "target", "transition", "raw", "pending"), _nothing),
        }

    def write(self, children: Sequence[nodes.Node], at: _At) -> None:
        """Write blocks in order; those that only hold others are passed through."""
        for node in children:
            if isinstance(node, nodes.Element):
                self._by_type.get(node.tagname, self._inside)(node, at)

    def _inside(self, node: nodes.Element, at: _At) -> None:
        if any(isinstance(child, nodes.Text) for child in node.children):
            self._paragraph(node, at)
        else:
            self.write(node.children, at)

    def _section(self, node: nodes.Element, at: _At) -> None:
        self.write(node.children, _At(at.section + 1, 0, at.directives))

    def _heading(self, node: nodes.Element, at: _At) -> None:
        self._builder.heading(_words(node), max(at.section, 1))

    def _paragraph(self, node: nodes.Element, at: _At) -> None:
        words = _words(node)
        if at.items:
            self._builder.line(words, BlockKind.PARAGRAPH, level=at.items)
            return
        lines = written_lines(words.split("\n"))
        if len(lines) == 1:
            self._builder.paragraph(lines[0])
            return
        for line in lines:
            self._builder.line(line, BlockKind.FIELD if field_of(line) else BlockKind.PARAGRAPH)
        self._builder.gap()

    def _list(self, node: nodes.Element, at: _At) -> None:
        inner = _At(at.section, at.items + 1, at.directives)
        for number, item in enumerate(node.children, int(node.get("start", 1))):
            mark = (
                f"{node.get('prefix', '')}{_counted(number, node['enumtype'])}{node['suffix']} "
                if "enumtype" in node
                else ""
            )
            first, rest = _first_paragraph(item)
            self._builder.line(mark + first, level=inner.items)
            self.write(rest, inner)
        if not at.items:
            self._builder.gap()

    def _definitions(self, node: nodes.Element, at: _At) -> None:
        for item in node.children:
            term = " : ".join(_words(child) for child in item.children if child.tagname in ("term", "classifier"))
            definition = next((child for child in item.children if child.tagname == "definition"), None)
            first, rest = _first_paragraph(definition) if definition is not None else ("", [])
            self._builder.line(f"{term}: {first}" if first else term, BlockKind.FIELD)
            self.write(rest, _At(at.section, at.items + 1, at.directives))
        self._builder.gap()

    def _fields(self, node: nodes.Element, at: _At) -> None:
        for field in node.children:
            if field.tagname != "field":  # of the head of a document, which docutils knows by name
                self._builder.line(f"{field.tagname.capitalize()}: {_words(field)}", BlockKind.FIELD)
                continue
            name, body = field.children
            first, rest = _first_paragraph(body)
            self._builder.line(f"{_words(name)}: {first}".rstrip(), BlockKind.FIELD)
            self.write(rest, _At(at.section, at.items + 1, at.directives))
        self._builder.gap()

    def _options(self, node: nodes.Element, at: _At) -> None:
        for item in node.children:
            group, description = item.children
            first, rest = _first_paragraph(description)
            self._builder.line(f"{', '.join(option.astext() for option in group.children)}: {first}", BlockKind.FIELD)
            self.write(rest, _At(at.section, at.items + 1, at.directives))
        self._builder.gap()

    def _code(self, node: nodes.Element, _at: _At) -> None:
        self._builder.code(node.astext())

    def _formula(self, node: nodes.Element, _at: _At) -> None:
        self._builder.paragraph(node.astext())

    def _lines(self, node: nodes.Element, at: _At) -> None:
        for line in node.children:
            if line.tagname == "line_block":
                self._lines(line, at)
            else:
                self._builder.line(_words(line), BlockKind.PARAGRAPH)
        self._builder.gap()

    def _table(self, node: nodes.Element, _at: _At) -> None:
        caption = next((_words(child) for child in node.children if child.tagname == "title"), "")
        if caption:
            self._builder.line(caption, BlockKind.CAPTION)
        for group in node.findall(nodes.tgroup):
            heads = [row for head in group.findall(nodes.thead) for row in head.children]
            body = [row for rows in group.findall(nodes.tbody) for row in rows.children]
            self._builder.table(CellGrid(_grid([*heads, *body]), len(heads)), caption=caption)

    def _image(self, node: nodes.Element, _at: _At) -> None:
        self._builder.paragraph(node.get("alt", ""), BlockKind.CAPTION)

    def _caption(self, node: nodes.Element, _at: _At) -> None:
        self._builder.paragraph(_words(node), BlockKind.CAPTION)

    def _note(self, node: nodes.Element, at: _At) -> None:
        label = next((child.astext() for child in node.children if child.tagname == "label"), "")
        rest = [child for child in node.children if child.tagname != "label"]
        words = " ".join(_words(child) for child in rest if child.tagname == "paragraph")
        self._builder.line(f"[{label}] {words}" if label else words, BlockKind.FOOTNOTE)
        self.write([child for child in rest if child.tagname != "paragraph"], at)
        self._builder.gap()

    def _admonition(self, node: nodes.Element, at: _At) -> None:
        self._builder.line(node.tagname.capitalize(), BlockKind.PARAGRAPH)
        self.write(node.children, at)

    def _aside(self, node: nodes.Element, at: _At) -> None:
        if "contents" in node.get("classes", ()):
            return  # a list of the headings, made by docutils
        for child in node.children:
            if child.tagname in ("title", "subtitle"):
                self._builder.line(_words(child), BlockKind.PARAGRAPH)
            else:
                self.write([child], at)
        self._builder.gap()

    def _unknown(self, node: nodes.Element, at: _At) -> None:
        """Write the words of what docutils cannot read, of directives that it does not know or must not follow."""
        if node.children and node.children[0].astext() in _KEPT:
            return
        source = next((child.astext() for child in node.children if child.tagname == "literal_block"), "")
        directive = _DIRECTIVE.match(source)
        if directive is None:
            write_text(source.split("\n"), self._builder)
            return
        name, argument = directive["name"].rpartition(":")[2], directive["argument"].strip()
        lines = source.split("\n")[1:]
        while lines and _OPTION.match(lines[0]):
            lines.pop(0)
        if name in ("include", "literalinclude"):
            self._builder.doubt(
                DoubtKind.MISSING, f"“{argument}” is another file, which was not read here; ingest it too"
            )
        elif name == "raw":
            self._builder.doubt(DoubtKind.LEFT_OUT, f"words that are written for {argument} alone are left out")
        elif name not in _NAMES_ONLY and at.directives < _DEEPEST:
            self._builder.paragraph(argument)
            margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
            inner = "\n".join(line[margin:] for line in lines)
            _write_source(inner, self._builder, _At(at.section, at.items, at.directives + 1))


def _nothing(_node: nodes.Element, _at: _At) -> None:
    """Write nothing: what no reader of the document sees."""


def _words(node: nodes.Node) -> str:
    """Return the words of a node, without its marks."""
    if isinstance(node, nodes.Text):
        return str(node.astext())
    way = _WORDS_OF.get(node.tagname)
    return way(node) if way else "".join(map(_words, node.children))


_WORDS_OF: Mapping[str, Callable[[nodes.Element], str]] = {
    "image": lambda node: str(node.get("alt", "")),
    "footnote_reference": lambda node: f"[{node.astext()}]",
    "citation_reference": lambda node: f"[{node.astext()}]",
    "superscript": lambda node: raised(node.astext()),
    # A role that docutils does not know: ":ref:`the rules <rules>`" says "the rules", ":class:`~a.Foo`" "a.Foo".
    "problematic": lambda node: _ROLE.sub(lambda role: _TARGET.sub(r"\1", role.group(1)).lstrip("!~"), node.astext()),
    "raw": lambda _node: "",
    "system_message": lambda _node: "",
}


def _first_paragraph(node: nodes.Element) -> tuple[str, Sequence[nodes.Node]]:
    """Part the words of the paragraph that a node begins with from what follows."""
    children = node.children
    if children and isinstance(children[0], nodes.paragraph):
        return _words(children[0]).replace("\n", " "), children[1:]
    return "", children


def _grid(rows: Sequence[nodes.Element]) -> tuple[tuple[GridCell, ...], ...]:
    """Return the cells; those that span several columns or rows go on in the places that they cover."""
    filled: dict[tuple[int, int], GridCell] = {}
    for number, row in enumerate(rows):
        column = 0
        for entry in row.children:
            while (number, column) in filled:
                column += 1
            text = " ".join(_words(child) for child in entry.children)
            wide, high = int(entry.get("morecols", 0)), int(entry.get("morerows", 0))
            for down in range(min(high, len(rows)) + 1):
                for right in range(wide + 1):
                    filled[number + down, column + right] = GridCell(text, repeats=bool(down or right))
            column += wide + 1
    width = max((column for _, column in filled), default=-1) + 1
    return tuple(
        tuple(filled.get((number, column), GridCell("")) for column in range(width)) for number in range(len(rows))
    )


def _counted(number: int, kind: str) -> str:
    """Return an item's number in the way in which its list is numbered."""
    if kind in ("loweralpha", "upperalpha"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperalpha" else letter
    if kind in ("lowerroman", "upperroman"):
        written, left = "", number
        for value, sign in _ROMAN:
            written += sign * (left // value)
            left %= value
        return written.upper() if kind == "upperroman" else written
    return str(number)
