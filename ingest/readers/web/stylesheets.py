"""Style sheets: what they hide, strike out or number, written into the elements' own styles.

Knows rules of one element each (`p.note`, `.old`, `#more`), in their order; never what lies in what, nor media.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_TELLING = re.compile(
    r"(?:^|;)\s*((?:display|visibility|text-decoration(?:-line)?|list-style(?:-type)?)\s*:[^;]+)", re.IGNORECASE
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_HIDDEN = 0.3  # of a page's characters, above which a script shows what the style sheet hides
_FEW = 200  # characters that may be hidden of any page
_LONGEST = 2**21  # characters of a style sheet that are read
_WHOLE = frozenset(("html", "body", "main"))


@dataclass(frozen=True, slots=True)
class _Rule:
    tag: str
    classes: frozenset[str]
    identity: str
    style: str

    def applies(self, element: etree._Element) -> bool:
        """Whether the rule is of this element."""
        return (
            (not self.tag or element.tag == self.tag)
            and (not self.identity or element.get("id") == self.identity)
            and self.classes.issubset((element.get("class") or "").split())
        )


def apply_styles(tree: etree._Element, sheets: Iterable[str]) -> None:
    """Write what style sheets say of single elements before the elements' own styles."""
    rules = [rule for sheet in sheets for rule in _rules(_COMMENT.sub("", sheet[:_LONGEST]))]
    if not rules:
        return
    named = _by_name(tree)
    most_hidden = max(_MOST_HIDDEN * len("".join(tree.itertext())), _FEW)
    for rule in reversed(rules):  # each is put before the ones that follow it
        found = [one for one in named[_name(rule)] if rule.applies(one)]
        if _HIDES.search(rule.style) and sum(len("".join(one.itertext())) for one in found) > most_hidden:
            continue
        for element in found:
            element.set("style", f"{rule.style};{element.get('style') or ''}")


def sheets_of(tree: etree._Element) -> list[str]:
    """Return the style sheets that a page holds itself."""
    return [style.text for style in tree.iter("style") if style.text and (style.get("media") or "all") in _SHOWN]


_SHOWN = ("all", "screen")


def _by_name(tree: etree._Element) -> dict[str, list[etree._Element]]:
    named: dict[str, list[etree._Element]] = defaultdict(list)
    for element in tree.iter(etree.Element):
        named[element.tag].append(element)
        for name in {*(element.get("class") or "").split()}:
            named[f".{name}"].append(element)
        if element.get("id"):
            named[f"#{element.get('id')}"].append(element)
    return named


def _name(rule: _Rule) -> str:
    if rule.identity:
        return f"#{rule.identity}"
    return f".{min(rule.classes)}" if rule.classes else rule.tag


def _rules(sheet: str) -> Iterator[_Rule]:
    for selectors, body in _blocks(sheet):
        style = ";".join(found.strip() for found in _TELLING.findall(body))
        if style:
            for selector in selectors.split(","):
                rule = _rule(selector.strip(), style)
                if rule is not None:
                    yield rule


def _rule(selector: str, style: str) -> _Rule | None:
    match = _SELECTOR.fullmatch(selector)
    if match is None or not selector or (match.group(1) or "").lower() in _WHOLE:
        return None
    names = re.findall(r"[.#][\w-]+", match.group(2))
    classes = frozenset(name[1:] for name in names if name[0] == ".")
    identity = next((name[1:] for name in names if name[0] == "#"), "")
    return _Rule((match.group(1) or "").lower(), classes, identity, style.replace("!important", ""))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and what stands between their braces; blocks of @media and the like are passed over."""
    position = 0
    while (opened := sheet.find("{", position)) >= 0:
        selectors = sheet[position:opened].rpartition(";")[2].strip()
        closed = _closing(sheet, opened) if selectors.startswith("@") else sheet.find("}", opened)
        if closed < 0:
            return
        if not selectors.startswith("@"):
            yield selectors, sheet[opened + 1 : closed]
        position = closed + 1


def _closing(sheet: str, opened: int) -> int:
    depth = 0
    for match in re.compile(r"[{}]").finditer(sheet, opened):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return -1
