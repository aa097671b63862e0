from __future__ import annotations

import pytest
from lxml import etree, html

from ingest.documents import BlockKind
from ingest.readers.web.flow import Flow, Part, is_block


def walked(flow: Flow, element: etree._Element) -> None:
    """Give a flow an element with all that is inside, in order."""
    flow.start(element)
    flow.text(element.text or "")
    for child in element:
        if child.tag == "br":
            flow.line_break()
        else:
            walked(flow, child)
        flow.text(child.tail or "")
    flow.end(element)


def parts_of(markup: str) -> list[Part]:
    root = html.fragment_fromstring(markup, create_parent="div")
    flow = Flow.inside(root)
    walked(flow, root)
    return flow.parts()


def told(markup: str) -> list[tuple[BlockKind, int, str]]:
    return [(part.kind, part.level, part.text) for part in parts_of(markup)]


def test_blocks_part_text_and_headings_have_their_level() -> None:
    assert told("<h2>The <b>mill</b></h2>Loose.<p>One.<br>Two.</p>") == [
        (BlockKind.HEADING, 2, "The mill"),
        (BlockKind.PARAGRAPH, 1, "Loose."),
        (BlockKind.PARAGRAPH, 1, "One."),
        (BlockKind.PARAGRAPH, 1, "Two."),
    ]


def test_items_have_the_depth_of_their_list_and_their_number_once() -> None:
    assert told("<ol><li>Oats<p>More.</p><ul><li>Deep</ul><li>Rye</ol>") == [
        (BlockKind.ITEM, 1, "1. Oats"),
        (BlockKind.PARAGRAPH, 1, "More."),
        (BlockKind.ITEM, 2, "Deep"),
        (BlockKind.ITEM, 1, "2. Rye"),
    ]


def test_a_term_stands_before_its_explanation_and_alone_where_it_has_none() -> None:
    assert told("<dl><dt>Tea<dd>4 crowns<dt>When?<dd>At five<dt>Alone</dl>") == [
        (BlockKind.FIELD, 1, "Tea: 4 crowns"),
        (BlockKind.FIELD, 1, "When? At five"),
        (BlockKind.PARAGRAPH, 1, "Alone"),
    ]


def test_two_links_that_touch_are_parted_and_counted() -> None:
    (part,) = parts_of("<p><a>one</a><a>two</a></p>")

    assert (part.text, part.linked) == ("one two", 6)


def test_words_that_touch_stay_one_word_where_only_their_look_changes() -> None:
    assert told("<p>mill<b>er</b> <span>Monday</span><span>Tuesday</span></p>")[0][2] == "miller Monday Tuesday"


def test_a_label_ends_with_what_was_filled_in_and_signs_without_words_are_none() -> None:
    root = html.fragment_fromstring("<div></div>")
    flow = Flow.inside(root)
    flow.text("Name ")
    flow.filled_in("Ada")
    flow.ticked(on=True)
    flow.text("Tea")
    flow.flush()
    flow.ticked(on=False)

    assert [part.text for part in flow.parts()] == ["Name: Ada", "☑ Tea"]


def test_what_is_left_out_is_told_before_what_follows_and_shortened() -> None:
    flow = Flow.inside(html.fragment_fromstring("<div></div>"))
    flow.leave_out("hidden", "a" * 100)
    flow.text("Seen.")
    flow.flush()
    flow.tell("the end")

    assert [(part.text, part.left_out) for part in flow.parts()] == [
        ("Seen.", (f"hidden: “{'a' * 80}…”",)),
        ("", ("the end",)),
    ]


def test_the_words_of_a_picture_follow_its_block_once_and_only_if_it_does_not_say_them() -> None:
    root = html.fragment_fromstring("<div></div>")
    flow = Flow.inside(root)
    flow.aside("kg: kilogram", root)
    flow.aside("kg: kilogram", root)
    flow.picture("A mill", root)
    flow.picture("five kg", root)
    flow.text("It weighs five kg.")

    assert [(part.kind, part.text) for part in flow.parts()] == [
        (BlockKind.PARAGRAPH, "It weighs five kg."),
        (BlockKind.FIELD, "kg: kilogram"),
        (BlockKind.CAPTION, "A mill"),
    ]


@pytest.mark.parametrize(
    ("markup", "apart"),
    [
        ("<p>", True),
        ("<span>", False),
        ("<span style='color: red; display:block'>", True),
        ("<div style='display: inline'>", False),
        ("<div style='display: inline-block'>", True),
        ("<td style='display: inline'>", True),
    ],
)
def test_a_style_may_set_an_element_apart_or_put_it_into_a_line(markup: str, *, apart: bool) -> None:
    element = etree.HTML(f"<table><tr>{markup}x").find(".//td") if "<td" in markup else html.fragment_fromstring(markup)

    assert is_block(element) is apart
