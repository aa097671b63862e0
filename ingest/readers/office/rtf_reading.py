"""RTF's tokens followed: what its control words say becomes stories of paragraphs and tables.

Groups are kept on a stack of ours, so that no file can nest them too deep for Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from ingest.readers.extraction import CannotRead, Hints
from ingest.readers.office.rtf_codes import CHARACTERS, SYMBOLS, Font, codec_of_charset, codec_of_page, decoded, page_of
from ingest.readers.office.rtf_stories import CellEdge, RowFormat, RtfParagraph, RtfStory
from ingest.readers.office.rtf_tokens import Token, TokenKind, tokens
from ingest.readers.office.runs import Losses, TextRun
from ingest.readers.office.symbols import raised, shown

_DEEPEST = 10_000  # groups inside each other; real files have some dozens
_FILLING = b"\0 \r\n"  # what some programs put after the end
_STEP = 1 << 20  # tokens between signs of life
_HEADING = re.compile(r"heading (\d)\b", re.IGNORECASE)
_PROPERTIES = re.compile(r"m\w+Pr")  # of equations
_PAGE_FIELDS = frozenset("PAGE NUMPAGES SECTIONPAGES".split())
_BODY_TEXT = 10  # the outline level, counted from 1, of what is no heading
_UNTOUCHED = 25  # the value of a form's check box that nobody changed
_CHECK_BOX, _CHOICE = 1, 2  # kinds of form fields

# What becomes of the text of groups, by their first word. "text" is said, the last row is gathered; nothing is said of
# the others; "shape", "info" and "twice" hold groups of which something is.
_DESTINATIONS: Mapping[str, str] = {
    **dict.fromkeys("moMath moMathPara oMath fldrslt result".split(), "text"),
    **dict.fromkeys("shpinst do shppict pict picprop sp".split(), "shape"),
    **dict.fromkeys(
        "colortbl revtbl filetbl listtable listoverridetable template objdata nonshppict shprslt nonesttables "
        "nesttableprops xe tc tcn rxe bkmkstart bkmkend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn themedata "
        "pgptbl mmathPict".split(),
        "nothing",
    ),
    "info": "info",
    "upr": "twice",
    "formfield": "form",
    "ud": "twice",
    "fonttbl": "fonts",
    "stylesheet": "styles",
    **{name: name for name in ("title", "fldinst", "atnauthor", "sn", "sv", "ffl")},
    **dict.fromkeys(("listtext", "pntext"), "label"),
}
_STORIES: Mapping[str, str] = {
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "box",
    "dptxbxtext": "box",
    **{kind + which: "repeated" for kind in ("header", "footer") for which in ("", "l", "r", "f")},
}
_GATHERED = frozenset(("title", "fldinst", "atnauthor", "sn", "sv", "ffl"))


@dataclass(slots=True)
class _Group:
    """What holds inside a group. `fresh` until anything but the name of its destination stood in it."""

    destination: str = "text"
    fresh: bool = True
    optional: bool = False  # after \\*: to be passed over where it is not known
    story: str = ""  # the kind of the story that it is
    around: str = "text"  # the destination outside what is written twice, without Unicode and with it
    font: int | None = None
    fallback: int = 1  # characters after \\u, for programs that know no Unicode
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: bool = False
    style: int = 0
    outline: int = 0
    listed: int = 0
    level: int = 0
    in_table: bool = False


class RtfReading:
    """One file while it is read. `story` is its body, `repeated` the headers and footers of its pages."""

    def __init__(self) -> None:
        self.losses = Losses()
        self.story = RtfStory(self.losses)
        self.repeated: list[RtfStory] = []
        self.cut_short = False
        self._groups = [_Group()]
        self._stories = [self.story]
        self._texts: dict[str, str] = {}
        self._fonts: dict[int, Font] = {}
        self._styles: dict[int, str] = {}
        self._default_font = 0
        self._page = "cp1252"
        self._number, self._font = 0, Font()  # of the font table's entry
        self._form: dict[str, int] = {}
        self._bytes = bytearray()
        self._high: int | None = None
        self._skip = 0
        self._row = RowFormat()
        self._edge = CellEdge(0)
        self._words = self._handlers()

    @property
    def title(self) -> str:
        """The title that the file's properties name, "" without one."""
        return self._texts.get("title", "")

    def read(self, content: bytes, hints: Hints) -> None:
        """Follow all tokens. Raises CannotRead for groups nested without measure."""
        for number, token in enumerate(tokens(content.rstrip(_FILLING))):
            if number % _STEP == 0:
                hints.progress(number, max(len(content), number))
            self._follow(token)
        self._flush()
        self.cut_short = len(self._groups) > 1
        while len(self._groups) > 1:
            self._close_group()
        self.story.close()

    # -- tokens -------------------------------------------------------------------------------------------------------

    def _follow(self, token: Token) -> None:
        if token.kind is TokenKind.OPEN:
            self._open_group()
        elif token.kind is TokenKind.CLOSE:
            self._close_group()
        elif self._groups[-1].destination == "nothing":
            return
        elif self._skip and token.name != "u":
            self._pass_over(token)
        elif token.kind is TokenKind.WORD:
            self._follow_word(token.name, token.number)
        elif token.kind is TokenKind.SYMBOL:
            self._follow_symbol(token.name)
        else:
            self._groups[-1].fresh = False
            self._bytes += token.data

    def _open_group(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._groups) > _DEEPEST:
            raise CannotRead("its groups are nested without measure; open it in its program and save it anew")
        group = copy(self._groups[-1])
        group.fresh, group.optional, group.story = True, False, ""
        self._groups.append(group)

    def _close_group(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._groups) == 1:
            return
        group = self._groups.pop()
        if group.story:
            self._end_story(group.story)
        elif group.destination == "form" and self._groups[-1].destination != "form":
            self._end_form()
        elif group.destination == "sv" and self._groups[-1].destination != "sv":
            self._end_property()

    def _pass_over(self, token: Token) -> None:
        """Pass over what stands after a character of Unicode for programs that know none."""
        if token.kind is TokenKind.BYTES:
            data = token.data[self._skip :]
            self._skip = max(self._skip - len(token.data), 0)
            self._bytes += data
        else:
            self._skip -= 1

    def _follow_symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._groups[-1].optional = True
        elif symbol in "\r\n":
            self._end_paragraph()
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _follow_word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if group.fresh:
            group.fresh = False
            if word in _STORIES:
                self._begin_story(_STORIES[word])
                return
            if word in _DESTINATIONS:
                self._begin_destination(_DESTINATIONS[word], word)
                return
            if group.optional or _PROPERTIES.fullmatch(word):
                group.destination = "nothing"
                return
        handler = self._words.get(word)
        if handler is not None:
            self._flush()
            handler(number)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])

    # -- destinations -------------------------------------------------------------------------------------------------

    def _begin_destination(self, destination: str, word: str) -> None:
        group = self._groups[-1]
        group.destination = destination
        if destination in _GATHERED:
            self._texts[destination] = ""
        elif destination == "label":
            self._stories[-1].label = ""
        elif destination == "form":
            self._form = {}
        elif word == "upr":
            group.around = self._groups[-2].destination
        elif word == "ud":
            group.destination = group.around
        elif word == "fldrslt" and (self._texts.get("fldinst", "").split() or [""])[0].upper() in _PAGE_FIELDS:
            self._stories[-1].paged = True
            group.destination = "nothing"

    def _begin_story(self, kind: str) -> None:
        group = self._groups[-1]
        group.destination, group.story, group.in_table, group.listed = "text", kind, False, 0
        self._stories.append(RtfStory(self.losses))

    def _end_story(self, kind: str) -> None:
        story = self._stories.pop()
        story.close()
        if kind == "repeated":
            self.repeated.append(story)
        elif any(paragraph.lines for paragraph in story.paragraphs()):
            author = self._texts.pop("atnauthor", "") if kind == "comment" else ""
            self._stories[-1].anchored.append((kind, story, author))

    def _end_form(self) -> None:
        """Say what a form field of the old kind holds that is no text."""
        kind, value = self._form.get("fftype"), self._form.get("ffres", _UNTOUCHED)
        if kind == _CHECK_BOX:
            value = self._form.get("ffdefres", 0) if value == _UNTOUCHED else value
            self._stories[-1].runs.append(TextRun("☒ " if value else "☐ "))

    def _end_property(self) -> None:
        """Keep the words that describe a picture or shape."""
        if self._texts.get("sn") == "wzDescription" and self._texts.get("sv", "").strip():
            story = RtfStory(self.losses)
            story.blocks.append(RtfParagraph([" ".join(self._texts["sv"].split())]))
            self._stories[-1].anchored.append(("picture", story, ""))

    # -- characters ---------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Turn the bytes that were gathered into characters."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            font = self._present_font()
            self._say(decoded(data, font, page_of(font, self._fonts.values(), self._page)))

    def _add(self, text: str) -> None:
        self._groups[-1].fresh = False
        self._flush()
        self._say(text)

    def _present_font(self) -> Font:
        number = self._groups[-1].font
        return self._fonts.get(self._default_font if number is None else number, Font())

    def _say(self, text: str) -> None:
        group = self._groups[-1]
        if group.destination == "text":
            if group.deleted:
                self.losses.deleted.append(text)
            elif group.hidden:
                self.losses.hidden.append(text)
            else:
                self._stories[-1].runs.append(TextRun(raised(text) if group.raised else text, group.struck))
        elif group.destination == "label":
            self._stories[-1].label = (self._stories[-1].label or "") + text
        elif group.destination in _GATHERED:
            self._texts[group.destination] = self._texts.get(group.destination, "") + text
        elif group.destination == "fonts":
            self._name_font(text)
        elif group.destination == "styles":
            self._styles[group.style] = self._styles.get(group.style, "") + text

    def _name_font(self, text: str) -> None:
        name, semicolon, _ = text.partition(";")
        self._font = replace(self._font, name=self._font.name + name.strip())
        if semicolon:
            self._fonts[self._number] = self._font
            self._font = Font()

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        self._skip = self._groups[-1].fallback
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first half of a pair
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:  # noqa: PLR2004 - the second half
            if self._high is None:
                return
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)
        self._high = None
        font = self._present_font()
        self._say(shown(chr(code), font.name if font.codec == "symbol" else ""))

    # -- control words ------------------------------------------------------------------------------------------------

    def _handlers(self) -> Mapping[str, Callable[[int | None], None]]:
        return {
            "u": self._unicode,
            "par": self._end_paragraph,
            "sect": self._end_paragraph,
            "page": self._end_paragraph,
            "pard": self._plain_paragraph,
            "plain": self._plain_run,
            "cell": lambda _: self._stories[-1].end_cell(),
            "nestcell": lambda _: self._end_paragraph(None, inside=True),
            "row": lambda _: self._stories[-1].end_row(self._row),
            "trowd": self._begin_row,
            "cellx": self._end_cell_format,
            "trhdr": lambda _: setattr(self._row, "header", True),
            "clvmrg": lambda _: setattr(self, "_edge", replace(self._edge, below=True)),
            "clmrg": lambda _: setattr(self, "_edge", replace(self._edge, beside=True)),
            "chpgn": lambda _: setattr(self._stories[-1], "paged", True),
            "ansicpg": lambda number: setattr(self, "_page", codec_of_page(number or 0)),
            "mac": lambda _: setattr(self, "_page", "mac_roman"),
            "pc": lambda _: setattr(self, "_page", "cp437"),
            "pca": lambda _: setattr(self, "_page", "cp850"),
            "deff": lambda number: setattr(self, "_default_font", number or 0),
            "f": self._choose_font,
            "fcharset": lambda number: self._describe_font(codec_of_charset(number or 0)),
            "cpg": lambda number: self._describe_font(codec_of_page(number or 0)),
            "uc": lambda number: self._set("fallback", value=max(number or 0, 0)),
            "s": lambda number: self._set("style", value=number or 0),
            "outlinelevel": self._set_outline,
            "ls": lambda number: self._set("listed", value=number or 0),
            "ilvl": lambda number: self._set("level", value=number or 0),
            "intbl": lambda _: self._set("in_table", value=True),
            "super": lambda number: self._set("raised", value=number != 0),
            "sub": lambda _: self._set("raised", value=False),
            "nosupersub": lambda _: self._set("raised", value=False),
            "v": lambda number: self._set("hidden", value=number != 0),
            "deleted": lambda number: self._set("deleted", value=number != 0),
            "strike": lambda number: self._set("struck", value=number != 0),
            "striked": lambda number: self._set("struck", value=number != 0),
            **{name: partial(self._fill_form, name) for name in ("fftype", "ffres", "ffdefres")},
        }

    def _set(self, name: str, *, value: int) -> None:
        setattr(self._groups[-1], name, value)

    def _set_outline(self, number: int | None) -> None:
        level = (number or 0) + 1
        self._set("outline", value=level if 0 < level < _BODY_TEXT else 0)

    def _fill_form(self, name: str, number: int | None) -> None:
        self._form[name] = number or 0

    def _choose_font(self, number: int | None) -> None:
        if self._groups[-1].destination == "fonts":
            self._number, self._font = number or 0, Font()
        else:
            self._groups[-1].font = number

    def _describe_font(self, codec: str) -> None:
        if codec:
            self._font = replace(self._font, codec=codec)

    def _plain_run(self, _number: int | None = None) -> None:
        group = self._groups[-1]
        group.font, group.hidden, group.struck, group.raised, group.deleted = None, False, False, False, False

    def _plain_paragraph(self, _number: int | None = None) -> None:
        group = self._groups[-1]
        group.style, group.outline, group.listed, group.level, group.in_table = 0, 0, 0, 0, False

    def _begin_row(self, _number: int | None = None) -> None:
        self._row, self._edge = RowFormat(), CellEdge(0)
        self._stories[-1].in_row = True

    def _end_cell_format(self, number: int | None) -> None:
        self._row.edges.append(replace(self._edge, right=number or 0))
        self._edge = CellEdge(0)

    def _end_paragraph(self, _number: int | None = None, *, inside: bool = False) -> None:
        group, story = self._groups[-1], self._stories[-1]
        if group.destination != "text":
            return
        name = self._styles.get(group.style, "").strip("; ") if group.style else ""
        styled = _HEADING.match(name)
        heading = group.outline or (int(styled.group(1)) if styled else int(name.lower() == "title"))
        story.end_paragraph(
            heading=heading,
            level=group.level + 1 if group.listed else 0,
            in_table=inside or group.in_table or story.in_row,
        )
