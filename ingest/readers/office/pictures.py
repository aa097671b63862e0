"""Pictures in Office files: what is said of them for those who do not see them, and which of two drawings is read."""

from __future__ import annotations

import re

from lxml import etree

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Words that programs put there, not people: a file's name, "Picture 3", what a model saw.
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_COUNTED = re.compile(r"[^\W\d_]+ \d+")
_BY_MACHINE = re.compile(
    r"\s*(?:Description automatically generated[^\n]*|AI-generated content may be incorrect\.?)\s*"
)


def alternative(element: etree._Element) -> list[str]:
    """Return the alternative texts of the pictures in a drawing, each once."""
    found: list[str] = []
    for one in element.iter("{*}docPr", "{*}cNvPr"):
        text = worded(one.get("descr") or one.get("title") or "")
        if text and text not in found:
            found.append(text)
    return found


def alternative_of_old(element: etree._Element) -> list[str]:
    """Return the alternative texts of the shapes in a drawing of the old kind (VML)."""
    found = [worded(one.get("alt") or "") for one in element.iter("{urn:schemas-microsoft-com:vml}*")]
    return [text for text in dict.fromkeys(found) if text]


def worded(text: str) -> str:
    """Return an alternative text, "" for one that no person wrote."""
    bare = _BY_MACHINE.sub("", text).strip()
    return "" if _FILE_NAME.fullmatch(bare) or _COUNTED.fullmatch(bare) or "/" in bare.split(" ")[0] else bare


def chosen(element: etree._Element) -> etree._Element:
    """Return that one of the alternatives (mc:AlternateContent) which a present program shows."""
    choice = element.find(f"{_COMPATIBILITY}Choice")
    fallback = element.find(f"{_COMPATIBILITY}Fallback")
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return element if fallback is None else fallback
