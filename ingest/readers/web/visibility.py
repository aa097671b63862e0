"""Visibility: what a person who looks at a web page does not see, or sees struck out. Knows markup, no style sheets."""

from __future__ import annotations

import re

from lxml import etree

UNSEEN = frozenset(
    "script style noscript template title meta link base object embed applet audio video canvas map"
    " datalist noframes rp param source track colgroup col".split()
)
"""Elements whose text nobody sees."""
_STRUCK = frozenset(("s", "strike", "del"))
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SHOWN_STYLE = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([\w-]+)", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|element-invisible|a11y-hidden|assistive-text"
    r"|katex-html|MathJax_Preview|MJX_Assistive_MathML|mw-editsection|headerlink|anchor-link)(?:\s|$)",
    re.IGNORECASE,
)
_LINE_NUMBERS = re.compile(r"(?:^|\s)(?:linenos?|line-numbers?-rows|gutter|lineno|linenodiv)(?:\s|$)", re.IGNORECASE)
_FOLDED = re.compile(r"tab-?(?:pane|panel|content)|accordion|collaps|expand|faq|spoiler|answer", re.IGNORECASE)
_POPS_UP = re.compile(r"modal|dialog|off-?canvas|drop-?down|pop-?up|pop-?over|tooltip|menu|overlay", re.IGNORECASE)
_UNFOLDS = ("aria-labelledby", "data-unfolds")  # the second is set by htmltree


def is_unseen(element: etree._Element) -> bool:
    """Whether an element is of a kind that is not shown: scripts, what only screen readers say, line numbers."""
    if element.tag in UNSEEN:
        return not (element.tag == "template" and element.get("shadowrootmode"))
    named = element.get("class") or ""
    return bool(
        named
        and (
            _UNSEEN_CLASS.search(named) or (element.tag in ("td", "span", "div", "pre") and _LINE_NUMBERS.search(named))
        )
    )


def is_hidden(element: etree._Element) -> bool:
    """Whether an element is hidden for good; what unfolds (tab panels, accordions) is not."""
    if element.tag == "dialog" and element.get("open") is None:
        return True
    hidden = element.get("hidden")
    if (hidden is None or hidden == "until-found") and not _is_hidden_by_style(element.get("style") or ""):
        return False
    about = " ".join(element.get(name) or "" for name in ("class", "id", "role"))
    if _POPS_UP.search(about):
        return True
    unfolds = element.get("role") == "tabpanel" or any(element.get(name) is not None for name in _UNFOLDS)
    return not unfolds and not _FOLDED.search(about)


def is_struck(element: etree._Element) -> bool:
    """Whether an element's words are struck out."""
    return element.tag in _STRUCK or bool(_STRUCK_STYLE.search(element.get("style") or ""))


def _is_hidden_by_style(style: str) -> bool:
    """Whether the last word of a style on whether it is shown is that it is not."""
    said = {name.lower(): value.lower() for name, value in _SHOWN_STYLE.findall(style)}
    return said.get("display") == "none" or said.get("visibility") == "hidden"
