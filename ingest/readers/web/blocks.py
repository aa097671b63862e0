"""Blocks of web pages and e-books: an element tree becomes parts in the order of reading, and parts become text.

Knows the elements that HTML has; never which parts are main content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml import etree

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.encoding import tidy
from ingest.readers.extraction import Builder
from ingest.readers.web import phrasing, visibility, webtables
from ingest.readers.web.flow import HEADINGS, LEFT, TICKED, Flow, Part

_INLINE_IMAGE = re.compile(r"emoji|smil(?:ey|ie)|latex|\btex\b|math|equation", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
_TYPED = ("", "text", "email", "tel", "url", "number", "date", "time", "datetime-local", "month", "week")
_TICKS = ("checkbox", "radio")
_FEW_OPTIONS = 8  # that a select shows when it is opened; more are a list of countries, of years
_LONGEST_ADDRESS = 200  # characters of what a link or an abbreviation says beside its words
_DIGITS_ALIKE = 6  # last ones of a telephone number, which is written with and without its country
_EXPLAINED = ("a", "abbr", "acronym")
_LONGEST_EMOJI = 2  # characters of an image's text that stands for a sign
_FEWEST_WORDS_TOLD = 5  # of hidden text that is said to be left out; less is a label


def parts_of(root: etree._Element) -> list[Part]:
    """Return the parts of everything below an element that a person sees, without judging what is main.

    Walks without recursion: pages nest thousands deep.
    """
    flow = Flow.inside(root)
    stack: list[tuple[str, etree._Element]] = [(_START, root)]
    while stack:
        step, element = stack.pop()
        if step == _END:
            flow.end(element)
        elif step == _TAIL:
            flow.text(element.tail)
        elif _takes_in(element, flow):
            flow.text(element.text or "")
            stack.append((_END, element))
            stack.extend(_inside(element))
    return flow.parts()


def _inside(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the steps through an element's children, the last one first."""
    for child in reversed(element):
        if child.tail:
            yield _TAIL, child
        if isinstance(child.tag, str):
            yield _START, child


_START, _END, _TAIL = "start", "end", "tail"


def write(parts: list[Part], builder: Builder) -> None:
    """Write parts, with what was left out of them as doubts."""
    close = False
    for part in parts:
        for told in part.left_out:
            builder.doubt(DoubtKind.LEFT_OUT, told)
        if part.kind is BlockKind.PARAGRAPH and not close and not part.in_item:
            builder.gap()
        _write(part, builder)
        close = part.close


def _write(part: Part, builder: Builder) -> None:
    if part.grid is not None:
        if part.text:
            builder.gap()
            builder.line(part.text, BlockKind.CAPTION)
        builder.table(part.grid, caption=part.text)
    elif part.kind is BlockKind.HEADING:
        builder.heading(part.text, part.level)
    elif part.kind is BlockKind.CODE:
        builder.code(part.text)
    elif part.close or part.kind in _LINES:
        builder.line(part.text, part.kind, level=part.level)
    else:
        builder.paragraph(part.text, part.kind)


_LINES = (BlockKind.ITEM, BlockKind.FIELD, BlockKind.CAPTION, BlockKind.FOOTNOTE)


def cell_text(cell: etree._Element, flow: Flow) -> str:
    """Return the words of a table's cell, its blocks parted by blanks; what is left out is told in the flow."""
    parts = parts_of(cell)
    for told in (told for part in parts for told in part.left_out):
        flow.tell(told)
    for part in parts:
        if part.element.tag in _EXPLAINED:
            flow.aside(part.text, part.element)
    words = " ".join(part.words for part in parts if part.words and part.element.tag not in _EXPLAINED)
    return words or " ".join(filter(None, map(_meant, cell.iterdescendants("img", "i", "span", "svg"))))


def _meant(sign: etree._Element) -> str:
    """Return what a picture or sign that is all of a cell says to who does not see it, such as “yes”."""
    said = " ".join(tidy(sign.get("alt") or sign.get("aria-label") or "").split())
    return "" if visibility.is_unseen(sign) or visibility.is_hidden(sign) or _FILE_NAME.fullmatch(said) else said


# -- elements with a way of their own ----------------------------------------------------------------------------------


def _takes_in(element: etree._Element, flow: Flow) -> bool:
    """Take an element in; False when there is nothing more in it to go through."""
    if visibility.is_unseen(element):
        return False
    if visibility.is_struck(element):
        flow.leave_out("struck-out text is left out", tidy(phrasing.words(element)))
        return False
    if visibility.is_hidden(element):
        words = tidy(phrasing.words(element))
        if len(words.split()) >= _FEWEST_WORDS_TOLD:
            flow.leave_out("hidden text is left out", words)
        return False
    special = _SPECIAL.get(element.tag)
    if special is not None and special(element, flow):
        return False
    flow.start(element)
    return True


def _break(_element: etree._Element, flow: Flow) -> bool:
    flow.line_break()
    return True


def _raised(element: etree._Element, flow: Flow) -> bool:
    flow.text(phrasing.raised(element, flow.before))
    return True


def _lowered(element: etree._Element, flow: Flow) -> bool:
    flow.text(phrasing.lowered(element, flow.before))
    return True


def _link(element: etree._Element, flow: Flow) -> bool:
    """Take the mark of a note that a link leads to, apart from the word before it; tell whom a link writes to."""
    kind = element.get("epub-type") or element.get("role") or ""
    mark = phrasing.words(element)
    scheme, _, address = (element.get("href") or "").partition(":")
    if scheme.lower() in _REACHES and (reached := _address(address)) and not _holds(mark, reached):
        flow.aside(f"{mark.rstrip(' :') or scheme}: {reached}", element)
    if kind not in ("noteref", "doc-noteref") or not mark.isalnum():
        return False
    flow.text(f"[{mark}]")
    return True


_REACHES = ("tel", "mailto")


def _address(written: str) -> str:
    reached = " ".join(tidy(unquote(written.partition("?")[0])).split())
    return reached if len(reached) <= _LONGEST_ADDRESS else ""


def _holds(words: str, address: str) -> bool:
    """Tell whether a link shows the address that it leads to, however a number is parted."""
    bare, shown = (re.sub(r"[^\w@]", "", text).lower() for text in (address, words))
    return bare in shown or (bare.isdigit() and len(shown) >= _DIGITS_ALIKE and bare[-_DIGITS_ALIKE:] in shown)


def _abbreviation(element: etree._Element, flow: Flow) -> bool:
    """Tell what an abbreviation stands for, where the page says so to who points at it."""
    meant, short = " ".join(tidy(element.get("title") or "").split()), phrasing.words(element)
    if " " in meant and short and meant.lower() != short.lower() and len(meant) <= _LONGEST_ADDRESS:
        flow.aside(f"{short}: {meant}", element)
    return False


def _ruby(element: etree._Element, flow: Flow) -> bool:
    flow.text(phrasing.ruby(element))
    return True


def _formula(element: etree._Element, flow: Flow) -> bool:
    flow.text(f" {phrasing.formula(element)} ")
    return True


def _drawing(element: etree._Element, flow: Flow) -> bool:
    shown = " ".join(phrasing.words(text) for text in element.iterdescendants("text"))
    if shown.strip():
        flow.picture(shown, element)
    return True


def _image(element: etree._Element, flow: Flow) -> bool:
    alt = " ".join(tidy(element.get("alt") or "").split())
    if not alt or element.get("role") == "presentation" or _FILE_NAME.fullmatch(alt):
        return True
    about = f"{element.get('class') or ''} {element.get('src') or ''}"
    if _INLINE_IMAGE.search(about) or (not alt.isascii() and len(alt) <= _LONGEST_EMOJI):
        flow.text(alt)
    elif " " in alt:  # a word alone names the picture's file, or the link that it is in
        flow.picture(alt, element)
    return True


def _control(element: etree._Element, flow: Flow) -> bool:
    """Read what was typed; a label ends where its field stands, whether that is filled or not."""
    kind = (element.get("type") or "").lower()
    if element.tag == "textarea":
        flow.filled_in(phrasing.words(element))
    elif kind in _TICKS and element.get("role") != "button":
        flow.ticked(on=element.get("checked") is not None)
    elif kind in _TYPED:
        flow.filled_in(" ".join(tidy(element.get("value") or "").split()))
    elif kind in ("password", "range", "file", "color"):
        flow.filled_in("")
    return True


def _choice(element: etree._Element, flow: Flow) -> bool:
    """Read which of several options is chosen; of a long list, the chosen ones only."""
    options = [
        (words, option.get("selected") is not None)
        for option in element.iterdescendants("option")
        if (words := tidy(phrasing.words(option)))
    ]
    if len(options) <= _FEW_OPTIONS:
        flow.filled_in(" ".join(f"{TICKED if chosen else LEFT} {words}" for words, chosen in options))
        return True
    flow.filled_in(", ".join(words for words, chosen in options if chosen))
    flow.leave_out(
        "options that are not chosen are left out", ", ".join(words for words, chosen in options if not chosen)
    )
    return True


def _button(element: etree._Element, _flow: Flow) -> bool:
    """Pass a button over, unless it folds text out and so is that text's heading."""
    folds = element.get("aria-expanded") is not None or element.get("role") == "tab"
    return not folds and element.getparent().tag not in (*HEADINGS, "summary", "dt")


def _literal(element: etree._Element, flow: Flow) -> bool:
    flow.code(tidy("".join(_literal_pieces(element))).replace("\f", "\n"), element)
    return True


def _literal_pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text of preformatted lines, blanks and ends of lines as they stand."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if event == "end":
            if one.tag in ("div", "p", "li", "br"):
                yield "\n"
            if one is not element:
                yield one.tail or ""
        elif one is not element and visibility.is_unseen(one):
            walk.skip_subtree()
        else:
            yield one.text or ""


def _table(element: etree._Element, flow: Flow) -> bool:
    """Take a table with data; one that only lays out the page is gone through."""
    if webtables.is_layout(element):
        return False
    caption = webtables.caption_of(element)
    named = cell_text(caption, flow) if caption is not None else ""
    grid = webtables.grid_of(element, lambda cell: cell_text(cell, flow))
    flow.table(named, grid, element, linked=sum(len(phrasing.words(link)) for link in element.iterdescendants("a")))
    return True


_SPECIAL: dict[str, Callable[[etree._Element, Flow], bool]] = {
    "a": _link,
    "abbr": _abbreviation,
    "acronym": _abbreviation,
    "br": _break,
    "button": _button,
    "img": _image,
    "input": _control,
    "listing": _literal,
    "math": _formula,
    "plaintext": _literal,
    "pre": _literal,
    "ruby": _ruby,
    "select": _choice,
    "sub": _lowered,
    "sup": _raised,
    "svg": _drawing,
    "table": _table,
    "textarea": _control,
    "xmp": _literal,
}
"""Elements that are read in a way of their own: True when all of it was."""
