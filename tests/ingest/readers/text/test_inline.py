from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from ingest.readers.text.inline import HARD, Inline, inline_of


def inline(source: str) -> Inline:
    return inline_of(MarkdownIt("commonmark").enable("strikethrough").parseInline(source)[0].children or ())


def test_a_break_on_purpose_is_told_from_the_end_of_a_line() -> None:
    assert inline("a\nb<br>c\\\nd").text == f"a\nb{HARD}c{HARD}d"


def test_struck_through_words_are_kept_apart() -> None:
    assert inline("a ~~b *c*~~ <s>d</s> e") == Inline("a   e", ("b c", "d"))


@pytest.mark.parametrize("source", ["~~a", "a</s>", "<sup>2", "a</sup>"])
def test_marks_without_their_counterpart_do_no_harm(source: str) -> None:
    assert inline(source).text


def test_a_picture_says_what_it_shows() -> None:
    assert inline('![A *map*](x.png) <img src=y alt="of Oslo">').text == "A map of Oslo"
