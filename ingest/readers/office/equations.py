"""Equations of Office files (OMML) as one readable line: (a+b)/2, √(x), x^2, ∑_(i=1)^n.

After Unicode's plain text of mathematics (Technical Note 28); knows nothing of the text around.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from ingest.readers.office.styles import WORD

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VAL = f"{MATH}val"
_SUM = "∫"  # what an operator without a sign of its own is


def equation(element: etree._Element) -> str:
    """Return an m:oMath, or several in an m:oMathPara, as text."""
    return " ".join(_inside(element).split())


def grouped(text: str) -> str:
    """Return an operand, in brackets unless it is one number, one word or one letter with its marks."""
    bare = text.strip()
    return bare if not bare or bare.isalnum() or (bare[0] in "([{" and bare[-1] in ")]}") else f"({bare})"


def _inside(element: etree._Element | None) -> str:
    return "" if element is None else "".join(_of(child) for child in element)


def _of(element: etree._Element) -> str:
    write = _WRITERS.get(element.tag)
    if write is not None:
        return write(element)
    if element.tag in _SILENT or not isinstance(element.tag, str):
        return ""
    return _inside(element)


def _part(element: etree._Element, name: str) -> str:
    return _inside(element.find(MATH + name))


def _property(element: etree._Element, name: str, otherwise: str) -> str:
    """Return the value of a property such as m:chr; one that is there and empty is ""."""
    properties = next((child for child in element if str(child.tag).endswith("Pr")), None)
    found = None if properties is None else properties.find(MATH + name)
    return otherwise if found is None else found.get(_VAL) or ""


def _text(element: etree._Element) -> str:
    return element.text or ""


def _fraction(element: etree._Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    if _property(element, "type", "bar") == "noBar":
        return f"{above} ¦ {below}"
    return f"{grouped(above)}/{grouped(below)}"


def _superscript(element: etree._Element) -> str:
    return f"{_part(element, 'e')}^{grouped(_part(element, 'sup'))}"


def _subscript(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{grouped(_part(element, 'sub'))}"


def _both_scripts(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{grouped(_part(element, 'sub'))}^{grouped(_part(element, 'sup'))}"


def _scripts_before(element: etree._Element) -> str:
    return f"_{grouped(_part(element, 'sub'))}^{grouped(_part(element, 'sup'))} {_part(element, 'e')}"


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg").strip()
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"{grouped(degree)}√")
    return f"{sign}{grouped(_part(element, 'e'))}"


def _operator(element: etree._Element) -> str:
    below, above = _part(element, "sub").strip(), _part(element, "sup").strip()
    limits = (f"_{grouped(below)}" if below else "") + (f"^{grouped(above)}" if above else "")
    return f"{_property(element, 'chr', _SUM)}{limits} {_part(element, 'e')}"


def _delimited(element: etree._Element) -> str:
    opening, closing = _property(element, "begChr", "("), _property(element, "endChr", ")")
    between = _property(element, "sepChr", "|")
    return opening + between.join(_inside(one) for one in element.findall(f"{MATH}e")) + closing


def _function(element: etree._Element) -> str:
    return f" {_part(element, 'fName').strip()} {_part(element, 'e')}"


def _limit_below(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{grouped(_part(element, 'lim'))}"


def _limit_above(element: etree._Element) -> str:
    return f"{_part(element, 'e')}^{grouped(_part(element, 'lim'))}"


def _accent(element: etree._Element) -> str:
    accent = _property(element, "chr", "\u0302")
    inside = _part(element, "e")
    return inside + accent if len(inside.strip()) == 1 else f"{grouped(inside)}{accent}"


def _array(element: etree._Element) -> str:
    return "; ".join(_inside(one) for one in element.findall(f"{MATH}e"))


def _matrix(element: etree._Element) -> str:
    rows = (", ".join(_inside(one) for one in row.findall(f"{MATH}e")) for row in element.findall(f"{MATH}mr"))
    return f"[{'; '.join(rows)}]"


def _several(element: etree._Element) -> str:
    return " ".join(_of(child) for child in element)


_SILENT = frozenset(
    MATH + name
    for name in (
        "rPr ctrlPr fPr sSupPr sSubPr sSubSupPr sPrePr radPr naryPr dPr funcPr limLowPr limUppPr accPr barPr eqArrPr "
        "mPr boxPr borderBoxPr groupChrPr phantPr argPr oMathParaPr"
    ).split()
) | {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}rPr"}
_WRITERS: Mapping[str, Callable[[etree._Element], str]] = {
    f"{MATH}t": _text,
    f"{WORD}t": _text,
    f"{MATH}f": _fraction,
    f"{MATH}sSup": _superscript,
    f"{MATH}sSub": _subscript,
    f"{MATH}sSubSup": _both_scripts,
    f"{MATH}sPre": _scripts_before,
    f"{MATH}rad": _root,
    f"{MATH}nary": _operator,
    f"{MATH}d": _delimited,
    f"{MATH}func": _function,
    f"{MATH}limLow": _limit_below,
    f"{MATH}limUpp": _limit_above,
    f"{MATH}acc": _accent,
    f"{MATH}eqArr": _array,
    f"{MATH}m": _matrix,
    f"{MATH}oMathPara": _several,
}
