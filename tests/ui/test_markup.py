from __future__ import annotations

from ingest.documents import Span
from ui.markup import clipped, highlighted


def test_spans_are_marked_in_escaped_text_in_their_order() -> None:
    html = highlighted("a<b>c & d", (Span(6, 7), Span(0, 4)), "mark")

    assert html == "<mark>a&lt;b&gt;</mark>c <mark>&amp;</mark> d"


def test_a_span_inside_another_is_not_marked_twice() -> None:
    assert highlighted("abcd", (Span(0, 3), Span(1, 2)), "b") == "<b>abc</b>d"


def test_a_long_text_is_cut_on_one_line() -> None:
    assert clipped("one\n two  three", 9) == "one two…"
    assert clipped("one\n two", 9) == "one two"
