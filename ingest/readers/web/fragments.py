"""Fragments: HTML inside other markup, told from words in angle brackets such as "<folder>" or "List<Record>"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

_BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav "
    "noscript ol optgroup option p picture pre search section summary table tbody td template tfoot th thead tr ul "
    "video audio canvas iframe object svg script style title textarea select".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em embed font i img input ins kbd label link map "
    "mark math meta meter nobr output param progress q rp rt ruby s samp slot small source span strike strong sub sup "
    "time track tt u var wbr area base".split()
)
_ALONE = frozenset("br hr img wbr".split())  # never closed, and no words that anybody writes
_VOID = frozenset("area base col embed input link meta param source track".split())
_OPTIONAL = frozenset("p li td th tr dt dd thead tbody tfoot option colgroup".split())  # need no closing
_GATHERING = ("table", "ul", "ol", "dl", "pre")  # go on over blank lines
_OFFICE = r"(?:[ovwxm]|st\d):"  # tags of Microsoft's own, in what its programs write as HTML
_TAG = re.compile(rf"<(/?)((?:{_OFFICE})?[a-zA-Z][a-zA-Z0-9-]*)(\s[^<>]*|/)?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<!DOCTYPE[^>]*>|<\?.*?\?>", re.DOTALL | re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tag:
    """Something that is written like a tag."""

    name: str
    closes: bool
    has_attributes: bool
    closed: bool

    @property
    def is_block(self) -> bool:
        """Whether it parts words."""
        return self.name in _BLOCKS

    def is_markup(self, around: str) -> bool:
        """Tell a tag from words in angle brackets: by its name, and by its counterpart in `around` (in lower case)."""
        if ":" in self.name:
            return True
        if self.name not in _BLOCKS and self.name not in _INLINE:
            return False
        if self.name in _ALONE or (self.name in _VOID and self.has_attributes):
            return True
        if self.closes:
            return re.search(rf"<{self.name}[\s>/]", around) is not None or self.is_block
        return self.closed or f"</{self.name}" in around


@dataclass(frozen=True, slots=True)
class HtmlFragment:
    """A piece of HTML: its source without what nobody sees, its bare lines, and whether it is markup at all."""

    source: str
    lines: tuple[str, ...]
    markup: bool

    @classmethod
    def of(cls, source: str, around: str) -> HtmlFragment:
        """Look at a piece of HTML that stands in the source `around`."""
        seen = _UNSEEN.sub(" ", _COMMENT.sub(" ", source))
        whole = around.lower()
        tags = [tag for written in _TAG.finditer(seen) if (tag := tag_of(written.group())) is not None]
        markup = any(tag.is_markup(whole) or tag.name in _OPTIONAL for tag in tags)

        def bare(written: re.Match[str]) -> str:
            tag = tag_of(written.group())
            if tag is None or not (tag.is_markup(whole) or tag.name in _OPTIONAL):
                return written.group()
            if tag.name == "img":
                return attribute(written.group(), "alt")
            return "\0" if tag.is_block or tag.name == "br" else ""

        lines = (" ".join(unescape(line).split()) for line in _TAG.sub(bare, seen).split("\0"))
        return cls(seen, tuple(line for line in lines if line), markup)


def tag_of(written: str) -> Tag | None:
    """Return the tag that is written, None for words: those of a type begin with a capital."""
    match = _TAG.fullmatch(written)
    if match is None or not (match.group(2).islower() or match.group(2).isupper()):
        return None
    attributes = (match.group(3) or "").strip()
    closed = attributes.endswith("/")
    return Tag(match.group(2).lower(), bool(match.group(1)), bool(attributes.removesuffix("/").strip()), closed)


def attribute(written: str, name: str) -> str:
    """Return the value of a tag's attribute, "" without it."""
    match = re.search(rf"""\b{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", written, re.IGNORECASE)
    return unescape(next((value for value in match.groups() if value), "")) if match else ""


def opens(source: str) -> bool:
    """Tell whether a table or list that begins in `source` does not end in it."""
    lower = _COMMENT.sub(" ", source).lower()
    return any(len(re.findall(rf"<{name}[\s>]", lower)) > lower.count(f"</{name}") for name in _GATHERING)


def raised(text: str) -> str:
    """Return digits and signs as they stand raised, so that 10⁶ is not 106; words as they are."""
    lifted = text.translate(_RAISED)
    return text if re.search(r"[^\W\d_]", text) else lifted


def words_of(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(_WORD.findall(text))
