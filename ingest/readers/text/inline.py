"""Inline Markdown: the words of one block, without its marks. Knows tokens, never blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from ingest.readers.web.fragments import attribute, raised, tag_of

HARD = "\v"
"""Stands where a line was ended on purpose; a plain newline stands where the source's line merely ends."""

Notes = Mapping[int, Sequence[Token]]
"""The words of notes that stand in the line, by their number."""

_WIKI_LINK = re.compile(r"!?\[\[(?!\s)([^\[\]|\n]+)(?:\\?\|([^\[\]\n]*))?\]\]")
_AROUND = 3  # tokens: a mark and its neighbours
_LONGEST_SHOWN = 60  # characters of struck-through words in a doubt


@dataclass(frozen=True, slots=True)
class Inline:
    """The words, and the struck-through ones that are left out."""

    text: str
    struck: tuple[str, ...] = ()


def inline_of(tokens: Sequence[Token], notes: Notes | None = None) -> Inline:
    """Return the words of the inline tokens of one block, with the `notes` that stand in the line."""
    return _Gatherer(tokens, notes or {}).gather()


class _Gatherer:
    def __init__(self, tokens: Sequence[Token], notes: Notes) -> None:
        self._tokens = tokens
        self._tags = "".join(token.content for token in tokens if token.type == "html_inline").lower()
        self._notes = notes
        self._parts: list[str] = []
        self._struck: list[str] = []
        self._struck_from: list[int] = []
        self._raised_from: list[int] = []

    def gather(self) -> Inline:
        for at, token in enumerate(self._tokens):
            self._take(token, at)
        while self._struck_from:
            self._strike()
        return Inline("".join(self._parts).strip(" "), tuple(self._struck))

    def _take(self, token: Token, at: int) -> None:
        if token.type == "html_inline":
            self._take_tag(token.content)
        elif token.type == "s_open":
            self._struck_from.append(len(self._parts))
        elif token.type == "s_close":
            self._strike()
        elif token.type in ("em_open", "em_close") and token.markup == "*" and self._between_figures(at):
            self._parts.append("*")
        elif token.type == "footnote_ref":
            self._parts.append(self._note(token))
        else:
            self._parts.append(_words(token))

    def _between_figures(self, at: int) -> bool:
        """Whether a mark stands between two figures, as in “5*3*2”: then it multiplies."""
        around = self._tokens[max(at - 1, 0) : at + 2]
        return len(around) == _AROUND and around[0].content[-1:].isdigit() and around[2].content[:1].isdigit()

    def _note(self, token: Token) -> str:
        if "label" in token.meta:
            return f"[{token.meta['label']}]"
        return f" [{inline_of(self._notes.get(token.meta['id'], ())).text}]"

    def _take_tag(self, written: str) -> None:
        tag = tag_of(written)
        if tag is None or not tag.is_markup(self._tags):
            self._parts.append("" if written.startswith("<!--") else written)
        elif tag.name == "br":
            self._parts.append(HARD)
        elif tag.name == "img":
            self._parts.append(attribute(written, "alt"))
        elif tag.name in ("s", "strike", "del"):
            self._strike() if tag.closes else self._struck_from.append(len(self._parts))
        elif tag.name == "sup":
            self._raise() if tag.closes else self._raised_from.append(len(self._parts))
        elif tag.is_block:
            self._parts.append(" ")

    def _strike(self) -> None:
        if self._struck_from:
            start = self._struck_from.pop()
            words = " ".join("".join(self._parts[start:]).split())
            del self._parts[start:]
            if words:
                self._struck.append(words[:_LONGEST_SHOWN])

    def _raise(self) -> None:
        if self._raised_from:
            start = self._raised_from.pop()
            self._parts[start:] = [raised("".join(self._parts[start:]))]


def _words(token: Token) -> str:
    if token.type == "text":
        return _WIKI_LINK.sub(lambda link: link.group(2) or link.group(1), token.content)
    if token.type == "image":
        return inline_of(token.children or ()).text
    if token.type.startswith("math_inline"):
        return f"{token.markup}{token.content}{token.markup}"
    return _PLAIN.get(token.type, token.content)


_PLAIN: Mapping[str, str] = {"softbreak": "\n", "hardbreak": HARD}
