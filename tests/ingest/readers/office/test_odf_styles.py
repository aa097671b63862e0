from __future__ import annotations

import pytest
from lxml import etree

from ingest.readers.office.odf_styles import Look, OdfLevel, OdfStyles, label_of, styles_of
from tests.ingest.readers.office.files import open_document_part


def styles(*insides: str) -> OdfStyles:
    return styles_of(
        *(etree.fromstring(open_document_part("document-styles", inside).encode()) for inside in insides), None
    )


def style(name: str, family: str, more: str = "", inside: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inside}</style:style>'


def test_a_style_says_what_its_parent_says_and_adds_its_own_name() -> None:
    found = styles(
        style("Table_20_Caption", "paragraph", 'style:list-style-name="L" style:default-outline-level="2"')
        + style("P1", "paragraph", 'style:parent-style-name="Table_20_Caption"')
    )

    assert found.look("paragraph", "P1") == Look(("p1", "table caption"), list_style="L", outline=2)
    assert found.look("text", "P1") == Look(("p1",))


def test_text_properties_hide_strike_and_raise_and_a_child_may_undo_them() -> None:
    found = styles(
        style(
            "a",
            "text",
            inside='<style:text-properties text:display="none" style:text-line-through-style="solid" '
            'style:text-position="33% 58%"/>',
        )
        + style(
            "b",
            "text",
            'style:parent-style-name="a"',
            '<style:text-properties text:display="true" style:text-line-through-style="none" '
            'style:text-position="-33% 58%"/>',
        )
    )

    assert found.look("text", "a") == Look(("a",), hidden=True, struck=True, raised=True)
    assert found.look("text", "b") == Look(("b", "a"))


def test_later_parts_go_before_earlier_ones() -> None:
    found = styles(
        style("a", "paragraph", 'style:default-outline-level="1"'),
        style("a", "paragraph", 'style:default-outline-level="3"'),
    )

    assert found.look("paragraph", "a").outline == 3


def test_levels_of_a_list_style_are_read_with_their_form_and_start() -> None:
    found = styles(
        '<text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="." text:start-value="3"/>'
        '<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
    )

    assert found.levels("L") == {1: OdfLevel("upperRoman", suffix=".", start=3), 2: OdfLevel()}
    assert found.levels("none") == {}


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (OdfLevel("decimal", suffix="."), "3."),
        (OdfLevel("decimal", prefix="(", suffix=")", shown=2), "(b.3)"),
        (OdfLevel("decimal", pattern="%1%–%2%:"), "b–3:"),
        (OdfLevel(), ""),
    ],
)
def test_an_item_shows_the_levels_above_it_as_its_style_says(level: OdfLevel, label: str) -> None:
    assert label_of({1: OdfLevel("lowerLetter"), 2: level}, 2, {1: 2, 2: 3}) == label
