from __future__ import annotations

from ingest.documents import Span
from ui.markup import clipped, highlighted, own_language


def test_spans_are_marked_in_escaped_text_in_their_order() -> None:
    html = highlighted("a<b>c & d", (Span(6, 7), Span(0, 4)), "mark")

    assert html == "<mark>a&lt;b&gt;</mark>c <mark>&amp;</mark> d"


def test_a_span_inside_another_is_not_marked_twice() -> None:
    assert highlighted("abcd", (Span(0, 3), Span(1, 2)), "b") == "<b>abc</b>d"


def test_a_long_text_is_cut_on_one_line() -> None:
    assert clipped("one\n two  three", 9) == "one two…"
    assert clipped("one\n two", 9) == "one two"


def test_a_text_is_shown_in_its_own_direction_and_language_where_that_is_known() -> None:
    assert own_language("المكتبة تفتح في الساعة التاسعة") == ' dir="auto" lang="ar"'
    assert own_language("図書館は九時に開きます。") == ' dir="auto" lang="ja"'
    assert own_language("When does the library open?") == ' dir="auto" lang="en"'
    assert own_language("9") == ' dir="auto"'
