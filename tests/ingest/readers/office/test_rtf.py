from __future__ import annotations

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.office.rtf import read_rtf

FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Mincho;}"
    r"{\f3\fcharset2 Wingdings;}}"
)
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\*\cs9 Other;}}"


def read(body: str, head: str = "") -> Extraction:
    return read_rtf((r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + STYLES + head + body + "}").encode("latin-1"))


def blocks(extraction: Extraction) -> list[tuple[BlockKind, int, str]]:
    return [(one.kind, one.level, extraction.text[one.start : one.end]) for one in extraction.blocks]


def test_headings_come_from_styles_or_outline_levels() -> None:
    extraction = read(r"\pard\s2 Rules\par\pard\outlinelevel2 More\par\pard Be kind.\par")

    assert blocks(extraction) == [
        (BlockKind.HEADING, 2, "Rules"),
        (BlockKind.HEADING, 3, "More"),
        (BlockKind.PARAGRAPH, 1, "Be kind."),
    ]


def test_bytes_are_characters_of_their_fonts_code_page() -> None:
    extraction = read(r"caf\'e9 {\f1 \'cc\'e8\'f0} {\f2 \'83]\'83\'8b\'83Q} {\f3 \'fe}\par")

    assert extraction.text == "café Мир ゾルゲ ☑"


def test_a_western_font_of_a_file_in_another_code_page_is_western_where_the_fonts_tell_the_page() -> None:
    told = rb"{\rtf1\ansicpg1251{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 caf\'e9 \f1\'cc\par}"
    untold = rb"{\rtf1\ansicpg1251{\fonttbl{\f0\fcharset0 A;}}\f0\'cc\'e8\'f0\par}"

    assert read_rtf(told).text == "café М"
    assert read_rtf(untold).text == "Мир"


def test_unicode_stands_in_place_of_what_follows_it() -> None:
    extraction = read(r"\u1052?\u1080?\u1088? \uc2\u8364\'80\'80 \uc0\u22823\u22269  \uc1\u-10179?\u-8704?\par")

    assert extraction.text == "Мир € 大国 😀"


def test_control_words_and_symbols_are_the_characters_that_they_stand_for() -> None:
    extraction = read(r"\ldblquote Well\rdblquote\emdash re\_use\~it, op\-tional \{x\}\tab y\line Next\par")

    assert extraction.text == "“Well”—re-use it, optional {x} y\nNext"


def test_deleted_hidden_and_struck_words_are_left_out_with_doubts() -> None:
    extraction = read(r"Seen{\deleted gone away}{\v hidden}{\v\v0 again}. Fee {\strike 40} 35.\par")

    assert extraction.text == "Seenagain. Fee 35."
    assert [one.message.split(" that ")[0] for one in extraction.doubts] == ["2 words", "1 word", "1 word"]


def test_items_keep_the_numbers_that_are_written_for_them_and_lose_bullets() -> None:
    extraction = read(
        r"{\pntext 3.\tab}Oil\par{\listtext\f3 \'b7\tab}\ls1\ilvl1 Deep\par\pard After\par",
    )

    assert blocks(extraction) == [
        (BlockKind.ITEM, 1, "3. Oil"),
        (BlockKind.ITEM, 2, "Deep"),
        (BlockKind.PARAGRAPH, 1, "After"),
    ]


def test_tables_have_rows_headers_and_merged_cells() -> None:
    row = r"\trowd{head}\cellx1000\cellx2000\cellx3000\intbl {cells}\row"
    header = row.replace("{head}", r"\trhdr").replace("{cells}", r"Item\cell May\cell June\cell")
    wide = r"\trowd\cellx1000\cellx3000\intbl Oil\cell both\cell\row"
    extraction = read(
        header
        + wide
        + row.replace("{head}", "").replace("{cells}", r"Tea\par hot\cell 4\cell 5\cell")
        + r"\pard End\par"
    )

    assert extraction.text == "Item | May | June\nOil | both\nTea hot | 4 | 5\n\nEnd"
    assert extraction.tables[0].columns == ("Item", "May", "June")
    assert [extraction.text[one.start : one.end] for one in extraction.tables[0].rows[0].cells] == ["Oil", "both", ""]


def test_a_cell_merged_downwards_is_written_once() -> None:
    first = r"\trowd\clvmgf\cellx1000\cellx2000\intbl Mill\cell Hall\cell\row"
    second = r"\trowd\clvmrg\cellx1000\cellx2000\intbl \cell Attic\cell\row"

    assert read(first + second).text == "Mill | Hall\n| Attic"


def test_notes_comments_and_text_boxes_stand_after_their_paragraph() -> None:
    extraction = read(
        r"Tea is free{\super\chftn}{\footnote\pard\plain {\super\chftn} Until ten.}.{\*\atnauthor Ada}"
        r"{\*\annotation\pard Sure?}{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt In the box.\par}}"
        r"{\shprslt In the box.}}\par"
    )

    assert blocks(extraction) == [
        (BlockKind.PARAGRAPH, 1, "Tea is free."),
        (BlockKind.FOOTNOTE, 1, "[1] Until ten."),
        (BlockKind.NOTE, 1, "Ada: Sure?"),
        (BlockKind.PARAGRAPH, 1, "In the box."),
    ]


def test_fields_show_their_result_and_check_boxes_their_state() -> None:
    box = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt}}"
    extraction = read(r"{\field{\*\fldinst HYPERLINK \\l x}{\fldrslt a link}} " + box + r"Agreed\par")

    assert extraction.text == "a link ☒ Agreed"


def test_headers_say_at_the_end_what_stands_nowhere_else() -> None:
    extraction = read(r"{\header Draft\par}{\footer Page \chpgn\par}Rules.\par")

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, "Rules."), (BlockKind.NOTE, 1, "Draft")]


def test_pictures_are_passed_over_and_what_describes_them_is_a_caption() -> None:
    described = r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A mill}}}\pngblip 89504e47}}"
    extraction = read(r"Before{\pict\bin6 }}{{\\ }" + described + r"{\nonshppict{\pict 01}} after\par")

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, "Before after"), (BlockKind.CAPTION, 1, "A mill")]


def test_properties_are_no_text_and_name_the_title() -> None:
    extraction = read(r"Words.\par", r"{\info{\upr{\title x}{\*\ud{\title M\u246?ll}}}{\author Ada}}{\*\unknown gone}")

    assert (extraction.title, extraction.text) == ("Möll", "Words.")


def test_a_file_cut_short_is_read_as_far_as_it_goes_with_a_doubt() -> None:
    extraction = read_rtf(rb"{\rtf1 Whole.\par {\b Cut sho")

    assert extraction.text == "Whole.\n\nCut sho"
    assert extraction.doubts[0].kind is DoubtKind.MISSING


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" ", "empty"),
        (b"%PDF-1.4", "a PDF"),
        (b"words", "not what its name says"),
        (b"{\\rtf1" + b"{" * 20_000, "nested"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        read_rtf(content)
