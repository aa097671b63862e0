from __future__ import annotations

import pytest
from lxml import etree

from ingest.readers.office.runs import Losses
from ingest.readers.office.slide_texts import SlideParagraph, grid_of, paragraphs_of, text_of
from tests.ingest.readers.office.files import part


def element(tag: str, inside: str) -> etree._Element:
    return etree.fromstring(part(tag, inside).encode())


def paragraph(text: str, bullet: str = "", level: int = 0) -> str:
    return f'<a:p><a:pPr lvl="{level}">{bullet}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'


def numbered(kind: str, more: str = "") -> str:
    return f'<a:buAutoNum type="{kind}" {more}/>'


def body(*paragraphs: str, styles: str = "") -> etree._Element:
    return element("p:txBody", f"<a:bodyPr/><a:lstStyle>{styles}</a:lstStyle>{''.join(paragraphs)}")


def test_numbers_count_by_level_and_begin_anew_below_a_higher_one() -> None:
    roman, letter = numbered("romanUcPeriod"), numbered("alphaLcParenBoth")

    found = paragraphs_of(
        body(paragraph("A", roman), paragraph("B", letter, 1), paragraph("C", roman), paragraph("D", letter, 1)),
        Losses(),
    )

    assert list(found) == [
        SlideParagraph(("I. A",), 1),
        SlideParagraph(("(a) B",), 2),
        SlideParagraph(("II. C",), 1),
        SlideParagraph(("(a) D",), 2),
    ]


def test_a_count_starts_where_it_says_and_ends_at_a_paragraph_without_number() -> None:
    number = numbered("arabicParenR", 'startAt="4"')

    found = paragraphs_of(
        body(paragraph("A", number), paragraph("B", number), paragraph("Between"), paragraph("C", number)), Losses()
    )

    assert [(one.text, one.level) for one in found] == [("4) A", 1), ("5) B", 1), ("Between", 0), ("4) C", 1)]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("arabicPlain", "1"),
        ("arabic2Minus", "أ -"),
        ("thaiAlphaPeriod", "ก."),
        ("thaiNumParenR", "๑)"),
        ("hindiAlpha1Period", "क."),
        ("hindiNumPeriod", "१."),
    ],
)
def test_letters_and_figures_of_one_script_are_told_apart(kind: str, first: str) -> None:
    assert [one.text for one in paragraphs_of(body(paragraph("Oil", numbered(kind))), Losses())] == [f"{first} Oil"]


def test_bullets_come_from_the_nearest_list_style_and_a_paragraph_may_refuse_them() -> None:
    own = '<a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr>'
    far = element("p:bodyStyle", f"<a:lvl1pPr>{numbered('arabicPeriod')}</a:lvl1pPr>")
    items = paragraph("Oil"), paragraph("None", "<a:buNone/>")

    assert [(one.text, one.level) for one in paragraphs_of(body(*items, styles=own), Losses(), [far])] == [
        ("Oil", 1),
        ("None", 0),
    ]
    assert [(one.text, one.level) for one in paragraphs_of(body(*items), Losses(), [far])] == [
        ("1. Oil", 1),
        ("None", 0),
    ]


def test_breaks_are_lines_and_figures_raised_and_the_number_of_the_slide_is_nothing() -> None:
    inside = (
        '<a:p><a:r><a:t>10</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>6</a:t></a:r><a:br/>'
        '<a:r><a:t>Next</a:t></a:r><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'
    )

    assert list(paragraphs_of(body(inside), Losses())) == [SlideParagraph(("10⁶", "Next"))]
    assert text_of(body(inside), Losses()) == "10⁶ Next"
    assert text_of(None, Losses()) == ""


def test_merged_cells_repeat_the_text_that_they_go_on_from() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<a:tc {more}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    rows = (
        cell("Spring", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("Sum"),
        cell("4", 'rowSpan="2"') + cell("5") + cell("9"),
        cell("", 'vMerge="1"') + cell("6") + cell("10"),
    )

    grid = grid_of(
        element("a:tbl", '<a:tblPr firstRow="1"/>' + "".join(f"<a:tr>{row}</a:tr>" for row in rows)), Losses()
    )

    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Spring", "Spring", "Sum"],
        ["4", "5", "9"],
        ["4", "6", "10"],
    ]
    assert [[cell.repeats for cell in row] for row in grid.rows] == [
        [False, True, False],
        [False, False, False],
        [True, False, False],
    ]
    assert grid.header_rows == 1
