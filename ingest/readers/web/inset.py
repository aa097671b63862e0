"""Insets: HTML that lies inside another file, read as a page whose every word counts. Knows no Markdown and no mail."""

from __future__ import annotations

import re
from collections import Counter

from ingest.formats import read_file
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.web import visibility
from ingest.readers.web.fragments import HtmlFragment, words_of
from ingest.readers.web.htmltree import TooDeep, tree_of

_PAGE = "<!DOCTYPE html><html><body><main>{}</main></body></html>"
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.DOTALL | re.IGNORECASE)
_MOST_LOST = 0.02  # of the words: a page's reader leaves out what is no part of a page, but a mail is no page


def read_inset(source: str, around: str | None = None) -> Extraction:
    """Return what a piece of HTML says. `around` is the source in which its tags may be closed, itself by default."""
    fragment = HtmlFragment.of(_HEAD.sub(" ", source), source if around is None else around)
    builder = Builder()
    if not fragment.lines:
        return builder.extraction()
    try:
        page = _PAGE.format(fragment.source)
        extraction = read_file(page.encode("utf-8", "replace"), Hints(suffix=".html", encoding="utf-8"))
    except CannotRead:
        extraction = Extraction("", "")
    said = words_of("\n".join(fragment.lines))
    lost = said - words_of(extraction.text)
    if not extraction.doubts and _more_than_few(lost, said) and _more_than_few(lost - _hidden(page), said):
        for line in fragment.lines:
            builder.paragraph(line)
        return builder.extraction()
    return extraction


def _more_than_few(lost: Counter[str], said: Counter[str]) -> bool:
    return lost.total() > _MOST_LOST * said.total()


def _hidden(page: str) -> Counter[str]:
    """Count the words of a page that are hidden, as what mails begin with for a list of them."""
    try:
        tree = tree_of(page)
    except TooDeep:
        return Counter()
    hidden = [one for one in tree.iter() if visibility.is_hidden(one)] if tree is not None else []
    return words_of(" ".join(text for one in hidden for text in one.itertext()))
