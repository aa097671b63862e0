"""Equations written in MathML as one readable line, in the same plain form as those of Office files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from ingest.readers.office.equations import grouped

_SILENT = frozenset(("annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark"))


def mathml(element: etree._Element) -> str:
    """Return a math element of any namespace as text."""
    return " ".join(_of(element).split())


def _of(element: etree._Element) -> str:
    name = str(element.tag).rpartition("}")[2]
    if name in _SILENT or not isinstance(element.tag, str):
        return ""
    write = _WRITERS.get(name)
    children = [child for child in element if isinstance(child.tag, str)]
    if write is not None and children:
        return write([_of(child) for child in children])
    return (element.text or "").strip() + "".join(_of(child) for child in children)


def _two(joint: str) -> Callable[[list[str]], str]:
    """Return what joins a base with what stands above or below it."""
    return lambda parts: parts[0].strip() + "".join(joint + grouped(part) for part in parts[1:2])


def _three(parts: list[str]) -> str:
    below = f"_{grouped(parts[1])}" if len(parts) > 1 else ""
    above = f"^{grouped(parts[2])}" if len(parts) > 2 else ""  # noqa: PLR2004 - base, below, above
    return f"{parts[0].strip()}{below}{above}"


def _fraction(parts: list[str]) -> str:
    return "/".join(grouped(part) for part in parts)


def _root(parts: list[str]) -> str:
    return f"{grouped(parts[1]) if len(parts) > 1 else ''}√{grouped(parts[0])}"


def _square_root(parts: list[str]) -> str:
    return f"√{grouped(''.join(parts))}"


def _fenced(parts: list[str]) -> str:
    return f"({', '.join(parts)})"


def _cells(parts: list[str]) -> str:
    return ", ".join(parts)


def _rows(parts: list[str]) -> str:
    return "; ".join(parts)


_WRITERS: Mapping[str, Callable[[list[str]], str]] = {
    "mfrac": _fraction,
    "msup": _two("^"),
    "msub": _two("_"),
    "mover": _two("^"),
    "munder": _two("_"),
    "msubsup": _three,
    "munderover": _three,
    "msqrt": _square_root,
    "mroot": _root,
    "mfenced": _fenced,
    "mtr": _cells,
    "mtable": _rows,
}
