"""Inlines of an OpenDocument paragraph: the words that it shows, and the frames, notes and comments anchored in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.office.mathml import mathml
from ingest.readers.office.odf import DRAW, FORM, MATH, OFFICE, PRESENTATION, TEXT, OpenDocument
from ingest.readers.office.odf_styles import Look, OdfStyles
from ingest.readers.office.runs import EDGE, Losses, TextRun, settled
from ingest.readers.office.symbols import raised, shown

_MOST_BLANKS = 1_000  # of one text:s
_CHECKED = {"checked": "☒", "true": "☒", "unchecked": "☐", "false": "☐", "unknown": "☐"}


@dataclass(slots=True)
class OdfWords:
    """What a paragraph says, line breaks as newlines, and the elements that are anchored in it.

    `paged` tells that it held the number of a page.
    """

    text: str = ""
    anchored: list[etree._Element] = field(default_factory=list)
    paged: bool = False


class OdfInlines:
    """Reads one paragraph after another of a file."""

    def __init__(self, file: OpenDocument, styles: OdfStyles, losses: Losses) -> None:
        self._file, self._styles, self._losses = file, styles, losses
        self._controls = _controls(file.content)
        self._runs: list[TextRun] = []
        self._words = OdfWords()
        self._readers: Mapping[str, Callable[[etree._Element, Look], None]] = {
            f"{TEXT}span": self._span,
            f"{TEXT}s": self._blanks,
            f"{TEXT}tab": self._tab,
            f"{TEXT}line-break": self._break,
            f"{TEXT}note": self._anchor,
            f"{OFFICE}annotation": self._anchor,
            f"{TEXT}ruby-text": self._nothing,
            f"{TEXT}tracked-changes": self._nothing,
            f"{TEXT}script": self._nothing,
            f"{TEXT}hidden-text": self._hidden,
            f"{TEXT}hidden-paragraph": self._nothing,
            f"{TEXT}page-number": self._page,
            f"{TEXT}page-count": self._page,
            f"{PRESENTATION}footer": self._nothing,
            f"{PRESENTATION}header": self._nothing,
            f"{PRESENTATION}date-time": self._nothing,
            f"{DRAW}control": self._control,
        }

    def words(self, paragraph: etree._Element, look: Look) -> OdfWords:
        """Return what a paragraph in a style says."""
        self._runs, self._words = [], OdfWords()
        self._descend(paragraph, look)
        self._words.text = settled(self._runs, self._losses)
        return self._words

    def _descend(self, element: etree._Element, look: Look) -> None:
        self._say(element.text, look)
        for child in element:
            read = self._readers.get(child.tag)
            if read is not None:
                read(child, look)
            elif str(child.tag).startswith(DRAW):
                self._drawn(child, look)
            elif isinstance(child.tag, str):
                self._descend(child, look)
            self._say(child.tail, look)

    def _say(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if look.hidden:
            self._losses.hidden.append(text)
            return
        self._runs.append(TextRun(raised(text) if look.raised else shown(text.replace("\n", " "), ""), look.struck))

    def _span(self, element: etree._Element, look: Look) -> None:
        own = self._styles.look("text", element.get(f"{TEXT}style-name", ""))
        self._descend(
            element,
            replace(
                look,
                hidden=look.hidden or own.hidden,
                struck=look.struck or own.struck,
                raised=look.raised or own.raised,
            ),
        )

    def _blanks(self, element: etree._Element, look: Look) -> None:
        count = element.get(f"{TEXT}c") or "1"
        self._say(" " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS), look)

    def _tab(self, _element: etree._Element, look: Look) -> None:
        self._say("\t", look)

    def _break(self, _element: etree._Element, look: Look) -> None:
        if not look.hidden:
            self._runs.append(TextRun("\n", look.struck))

    def _nothing(self, _element: etree._Element, _look: Look) -> None:
        return

    def _anchor(self, element: etree._Element, look: Look) -> None:
        if not look.hidden:
            self._words.anchored.append(element)

    def _hidden(self, element: etree._Element, look: Look) -> None:
        if element.get(f"{TEXT}is-hidden") == "false":
            self._descend(element, look)
        else:
            self._losses.hidden.extend([*element.itertext(), element.get(f"{TEXT}string-value") or ""])

    def _page(self, _element: etree._Element, _look: Look) -> None:
        self._words.paged = True

    def _control(self, element: etree._Element, look: Look) -> None:
        self._say(self._controls.get(element.get(f"{DRAW}control", ""), ""), look)

    def _drawn(self, element: etree._Element, look: Look) -> None:
        """Read an equation where it stands, and anything else that is drawn after the paragraph."""
        for child in element.iterfind(f"{DRAW}object"):
            root = self._file.embedded(child)
            if root is not None and root.tag == MATH:
                if look.hidden:
                    self._losses.hidden.append(mathml(root))
                else:
                    self._runs.extend((TextRun(EDGE), TextRun(mathml(root)), TextRun(EDGE)))
                return
        if element.tag == f"{DRAW}a":
            self._descend(element, look)
        else:
            self._anchor(element, look)


def _controls(content: etree._Element) -> dict[str, str]:
    """Return what the controls of forms show, by their ids."""
    found: dict[str, str] = {}
    for forms in content.iter(f"{OFFICE}forms"):
        for control in forms.iter():
            if str(control.tag).startswith(FORM):
                text = _control_text(control)
                for name in (f"{FORM}id", "{http://www.w3.org/XML/1998/namespace}id"):
                    if control.get(name):
                        found[control.get(name) or ""] = text
    return found


def _control_text(control: etree._Element) -> str:
    label = control.get(f"{FORM}label") or ""
    if control.tag in {f"{FORM}checkbox", f"{FORM}radio"}:
        state = control.get(f"{FORM}current-state") or control.get(f"{FORM}current-selected") or "unchecked"
        return f" {_CHECKED.get(state, '☐')} {label} "
    chosen = [one.get(f"{FORM}label") or "" for one in control if one.get(f"{FORM}current-selected") == "true"]
    value = control.get(f"{FORM}current-value") or control.get(f"{FORM}value") or ""
    return " ".join(filter(None, (label, *chosen, value)))
