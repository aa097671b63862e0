"""Running text of web pages: raised and lowered characters, formulas, ruby. Knows elements, never blocks."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_CAN_RAISE = re.compile(r"[0-9+−–=()ni-]+")
_CAN_LOWER = re.compile(r"[0-9+−–=()-]+")
_NOTE_NUMBERS = re.compile(r"\d+(?:\s*[,;–-]\s*\d+)+")
_HAS_LETTER_ONLY = re.compile(r"[^\W\d_.]+\.?|[™®℠*†‡§¶]+", re.UNICODE)
_NOTE_WORDS = ("note", "footnote", "fnref", "reference", "cite", "endnote", "fussnote")


def words(element: etree._Element) -> str:
    """Return the words of an element, its tags off and its blanks joined."""
    return " ".join("".join(element.itertext()).split())


def raised(element: etree._Element, before: str) -> str:
    """Return a superscript as it is to be read after `before`: 10⁶, 1st, a note's number [12]."""
    text = words(element)
    if not text or text.startswith("[") or not before or before[-1].isspace():
        return f"[{text}]" if text.isdigit() and is_note_mark(element) else text
    if is_note_mark(element) and re.fullmatch(r"\w{1,4}", text):
        return f"[{text}]"
    if _CAN_RAISE.fullmatch(text) and not text.isalpha():
        return text.translate(_RAISED)
    if _NOTE_NUMBERS.fullmatch(text):
        return f"[{text}]"
    if _CAN_RAISE.fullmatch(text) and before[-1].isdigit():
        return text.translate(_RAISED)
    return text if _HAS_LETTER_ONLY.fullmatch(text) else _powered(text)


def lowered(element: etree._Element, before: str) -> str:
    """Return a subscript: CO2 as one writes it, and after a digit, which it is no part of, 10₂."""
    text = words(element)
    if before and before[-1].isdigit() and text[:1].isdigit():
        return text.translate(_LOWERED) if _CAN_LOWER.fullmatch(text) else f"_{text}"
    return text


def is_note_mark(element: etree._Element) -> bool:
    """Whether a raised element, or the link in it, leads to a note."""
    for one in (element, *element.iterdescendants("a")):
        role = f"{one.get('role') or ''} {one.get('epub-type') or ''}"
        about = f"{one.get('class') or ''} {one.get('id') or ''} {role}".lower()
        if any(word in about for word in _NOTE_WORDS) or (one.tag == "a" and "#" in (one.get("href") or "")):
            return True
    return False


def ruby(element: etree._Element) -> str:
    """Return the base text of a ruby annotation; how it is spoken stands small above it."""
    return "".join(element.xpath(".//text()[not(ancestor::rt or ancestor::rp or ancestor::rtc)]"))


def formula(element: etree._Element) -> str:
    """Return a MathML formula on one line: x² + a/b."""
    return " ".join(_formula(element, 0).split())


def parted_at_seam(before: str, after: str) -> bool:
    """Whether two touching elements of text hold words of their own (“Monday”, “Wednesday”), not parts of one.

    A style sheet may set them apart; whether one does is seen from their ends.
    """
    left, right = before[-1:], after[:1]
    if not left or not right or left.isspace() or right.isspace():
        return False
    if unicodedata.category(right) == "Sc":
        return left.isalnum()
    if right.isupper():
        return left.islower() or left.isdigit() or left in ".,;:!?)»”"
    if right.isdigit():
        return bool(_FIGURES.search(before) and _FIGURES.match(after)) or left in ";:!?)" or bool(_LABEL.search(before))
    return right.isalpha() and left in ";:!?)»”"


_FIGURES = re.compile(r"(?<!\S)\d+[:.,/]\d+(?!\S)")  # a time, a price, a date: two of them are no number
_LABEL = re.compile(r"[^\W\d_]{3}$")


def lines_of(text: str, line_break: str) -> list[list[str]]:
    """Return the lines of a block in groups, parted where two breaks follow each other.

    A break that only wraps a sentence is none: after it goes on in lower case, or the lines before are all full.
    """
    groups: list[list[str]] = [[]]
    for line in text.split(line_break):
        bare = " ".join(line.split())
        if bare:
            groups[-1].append(bare)
        elif groups[-1]:
            groups.append([])
    return [_without_wraps(group) for group in groups if group]


_WRAPPED_FROM, _WRAPPED_TO = 45, 110  # characters of a line that was wrapped by a program
_FULL_LINE = 0.75  # of the longest line
_ENDS = (".", "!", "?", ":", ";", "…", "。", "！", "？", "”", "»")


def _without_wraps(lines: list[str]) -> list[str]:
    widest = max(map(len, lines))
    full = len(lines) > 2 and all(len(line) >= _FULL_LINE * widest for line in lines[:-1])  # noqa: PLR2004 - two lines
    wrapped = full and _WRAPPED_FROM <= widest <= _WRAPPED_TO
    joined = [lines[0]]
    for line in lines[1:]:
        if wrapped or (line[0].islower() and not joined[-1].endswith(_ENDS)):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _powered(text: str) -> str:
    return f"^{text}" if re.fullmatch(r"[\w.,]+", text) else f"^({text})"


def local(element: etree._Element) -> str:
    """Return an element's tag in lower case without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


# -- MathML ------------------------------------------------------------------------------------------------------------

_DEEPEST_FORMULA = 60
_SPACED = frozenset("=+−<>≤≥≈≠±×·→⇒∈∪∩∝≡")


def _formula(element: etree._Element, depth: int) -> str:
    name = local(element)
    if name in ("annotation", "annotation-xml"):
        return ""
    if depth > _DEEPEST_FORMULA:
        return words(element)
    if name in ("mi", "mn", "mtext", "ms"):
        return words(element)
    if name == "mo":
        sign = words(element)
        return f" {sign} " if sign in _SPACED else "" if sign in "\u2061\u2062\u2063\u2064" else sign
    parts = [_formula(child, depth + 1) for child in element if isinstance(child.tag, str)]
    return _SHAPES.get(name, _in_a_row)(parts)


def _in_a_row(parts: list[str]) -> str:
    return "".join(parts)


def _power(parts: list[str]) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - a base and what stands above it
        return "".join(parts)
    base, above = parts[0], parts[1].strip()
    plain = above.replace(" ", "")
    return f"{base}{plain.translate(_RAISED)}" if _CAN_RAISE.fullmatch(plain) else f"{base}^{_grouped(above)}"


def _index(parts: list[str]) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - a base and what stands below it
        return "".join(parts)
    below = parts[1].strip()
    return f"{parts[0]}{below.translate(_LOWERED)}" if _CAN_LOWER.fullmatch(below) else f"{parts[0]}_{_grouped(below)}"


def _index_and_power(parts: list[str]) -> str:
    return _power([_index(parts[:2]), *parts[2:]])


def _fraction(parts: list[str]) -> str:
    return "/".join(_grouped(part.strip()) for part in parts)


def _root(parts: list[str]) -> str:
    return f"√{_grouped(''.join(parts).strip())}"


def _table_row(parts: list[str]) -> str:
    return " ".join(part.strip() for part in parts) + " "


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.,]*", text) else f"({text})"


_SHAPES = {
    "msup": _power,
    "mover": _in_a_row,
    "msub": _index,
    "msubsup": _index_and_power,
    "munderover": _index_and_power,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "mtr": _table_row,
    "mtable": _table_row,
}
