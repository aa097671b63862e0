from __future__ import annotations

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Hints
from ingest.readers.pdf.pdf import BrokenPdf, LockedPdf, read_pdf
from tests.ingest.files import Placed, column, pdf_of, placed_pdf, with_drawing


def test_wrapped_lines_are_joined_into_sentences() -> None:
    extraction = read_pdf(
        pdf_of(["The survey counted all birds that were seen on", "the moor between April and June."])
    )

    assert extraction.text == "The survey counted all birds that were seen on the moor between April and June."


def test_a_sentence_goes_on_over_the_page_and_both_pages_know_their_place() -> None:
    extraction = read_pdf(
        pdf_of(["The survey counted all birds that were seen on"], ["the moor between April and June. It was warm."])
    )

    assert "seen on the moor" in extraction.text
    first, second = extraction.places
    assert (first.name, second.name) == ("1", "2")
    assert extraction.text[second.start :].startswith("the moor")


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        ["Annual report of the moor", f"Finding {word} was made here in spring.", str(number)]
        for number, word in enumerate(("alpha", "beta", "gamma"), start=1)
    ]

    extraction = read_pdf(pdf_of(*pages))
    text = extraction.text

    assert [(doubt.kind, doubt.message) for doubt in extraction.doubts] == [
        (DoubtKind.LEFT_OUT, "left out, as it only repeats from page to page: “Annual report of the moor”")
    ]
    assert "Annual report" not in text
    assert not any(line.strip().isdigit() for line in text.splitlines())
    assert all(word in text for word in ("alpha", "beta", "gamma"))


def test_a_running_head_that_the_text_says_too_is_dropped_without_a_doubt() -> None:
    findings = ("This is the annual report", "of the moor, which", "was written in spring.")
    pages = [
        ["Report of the moor", f"{finding} ({name})", f"Page {number}"]
        for number, (finding, name) in enumerate(zip(findings, "ABC", strict=True), start=1)
    ]

    extraction = read_pdf(pdf_of(*pages))

    assert "Report of the moor" not in extraction.text
    assert extraction.doubts == ()


def test_the_title_is_the_metadata_s_unless_it_is_a_file_name() -> None:
    assert read_pdf(pdf_of(["Text."], title="Birds of the moor")).title == "Birds of the moor"
    assert read_pdf(pdf_of(["Text."], title="Microsoft Word - birds.docx")).title == ""


def test_list_items_are_lines() -> None:
    extraction = read_pdf(pdf_of(["Bring with you for the whole of the day:", "- a coat", "2. a map"]))

    assert extraction.text.splitlines()[1:] == ["a coat", "2. a map"]
    assert [block.kind for block in extraction.blocks[1:]] == [BlockKind.ITEM, BlockKind.ITEM]


def test_a_page_without_text_keeps_its_number() -> None:
    extraction = read_pdf(pdf_of(["One."], [], ["Three."]))

    assert [page.name for page in extraction.places] == ["1", "2", "3"]
    assert extraction.text[extraction.places[2].start :] == "Three."


def test_a_file_that_is_no_pdf_is_refused() -> None:
    with pytest.raises(BrokenPdf):
        read_pdf(b"hello")


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = ["The mill by the weir grinds", "rye on three days of each", "week and oats on one."]
    right = ["The smithy stands across", "the bridge, where horses are", "shod on market days."]
    woven = [words for pair in zip(column(60, 700, left), column(320, 700, right), strict=True) for words in pair]

    text = read_pdf(placed_pdf(woven)).text

    assert text.split("\n\n") == [" ".join(left), " ".join(right)]


def test_a_paragraph_that_a_column_break_and_a_caption_interrupt_is_whole_and_the_caption_comes_before_it() -> None:
    left = [
        "Every spring the wardens count the",
        "nests along the shore, and the young",
        "of last year are told by the colour of",
    ]
    right = ["their rings, which tell the colony", "that each of them has hatched in."]
    page = [*column(60, 500, left), Placed(320, 500, "Figure 1: Rings of two years", 8), *column(320, 460, right)]

    text = read_pdf(placed_pdf(page)).text

    assert text == "Figure 1: Rings of two years\n\n" + " ".join((*left, *right))


def test_a_note_at_the_foot_of_a_page_does_not_part_the_sentence_that_goes_on_overleaf() -> None:
    first = [*column(60, 300, ["The ferry was laid up in the winter of", "that year because the owner could not"])]
    note = [Placed(60, 104, "1", 5), Placed(64, 100, "See the letters of the harbour board.", 8)]
    second = column(60, 770, ["pay for a new boiler, and no other", "boat could be hired."])

    extraction = read_pdf(placed_pdf([*first, *note], second))

    assert "the owner could not pay for a new boiler" in extraction.text
    assert BlockKind.FOOTNOTE in [block.kind for block in extraction.blocks]


def test_cells_that_stand_under_one_another_are_a_table() -> None:
    rows = [("Town", "Founded", "People"), ("Norby", "1288", "41,200"), ("Ulvik", "1402", "17,950")]
    page = [Placed(70 + 130 * x, 700 - 16 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]

    extraction = read_pdf(placed_pdf(page))

    assert extraction.text.splitlines()[1] == "Norby | 1288 | 41,200"
    assert extraction.tables[0].columns == ("Town", "Founded", "People")


def test_a_table_drawn_column_by_column_is_read_by_row() -> None:
    columns = [("Town", "Norby", "Ulvik", "Tornes"), ("Founded", "1288", "1402", "1911")]
    page = [Placed(70 + 130 * x, 700 - 16 * y, cell) for x, cells in enumerate(columns) for y, cell in enumerate(cells)]

    assert "Ulvik | 1402" in read_pdf(placed_pdf(page)).text


def test_large_and_bold_lines_are_headings_by_size() -> None:
    page = [
        Placed(60, 780, "The harbour", 20),
        Placed(60, 740, "Opening hours", 12, bold=True),
        *column(60, 715, ["The office is open from eight to four on", "every working day of the year."]),
    ]

    extraction = read_pdf(placed_pdf(page))

    named = [(extraction.text[one.start : one.end], one.level) for one in extraction.headings]
    assert named == [("The harbour", 1), ("Opening hours", 2)]


def test_each_word_has_a_box_in_points_from_the_upper_left_corner_of_the_page_as_shown() -> None:
    extraction = read_pdf(placed_pdf([Placed(72, 700, "Mooring fee")]))
    turned = read_pdf(placed_pdf([Placed(72, 700, "Mooring fee")], page=b"/MediaBox [0 0 595 842] /Rotate 90"))
    cropped = read_pdf(
        placed_pdf([Placed(72, 700, "Mooring fee")], page=b"/MediaBox [0 0 595 842] /CropBox [50 100 500 800]")
    )

    assert [extraction.text[box.start : box.end] for box in extraction.boxes] == ["Mooring", "fee"]
    first, second = extraction.boxes
    assert (round(first.left), round(first.bottom)) == (73, 144)
    assert second.left > first.right
    assert (round(turned.boxes[0].left), round(turned.boxes[0].top)) == (698, 73)
    assert (round(cropped.boxes[0].left), round(cropped.boxes[0].bottom)) == (23, 102)


def test_the_size_of_a_page_may_be_said_of_all_pages_at_once() -> None:
    pages = placed_pdf([Placed(72, 1150, "Harbour plan"), Placed(700, 600, "Quay")], page=b"")
    large = pages.replace(b"/Type /Pages", b"/Type /Pages /MediaBox [0 0 842 1191]")

    extraction = read_pdf(large)

    assert extraction.text.split() == ["Harbour", "plan", "Quay"]
    assert round(extraction.boxes[0].bottom) == 1191 - 1150


def test_words_outside_the_page_are_left_out() -> None:
    page = [Placed(72, 700, "Seen by all."), Placed(700, 700, "Never seen."), Placed(72, -40, "Nor this.")]

    assert read_pdf(placed_pdf(page)).text == "Seen by all."


def test_what_is_typed_and_ticked_in_a_form_is_a_field_beside_its_label() -> None:
    text_field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f1) /V (Ada Berg) /Rect [190 695 300 715] /P 8 0 R >>"
    box = b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (f2) /V /Yes /AS /Yes /Rect [70 660 84 674] /P 8 0 R >>"
    content = placed_pdf(
        [Placed(70, 700, "Name of the skipper"), Placed(95, 663, "Has a licence")],
        page=b"/MediaBox [0 0 595 842] /Annots [6 0 R 7 0 R]",
        more=[text_field, box],
        root=b"/AcroForm << /Fields [6 0 R 7 0 R] >>",
    )

    extraction = read_pdf(content)

    assert extraction.text.splitlines() == ["Name of the skipper: Ada Berg", "Has a licence: yes"]
    assert {block.kind for block in extraction.blocks} == {BlockKind.FIELD}


def test_pages_of_data_that_differ_in_a_number_keep_it() -> None:
    pages = [[f"Cabin {number}", f"Rent: {number * 3} crowns"] for number in (201, 202, 203)]

    text = read_pdf(pdf_of(*pages)).text

    assert [line for line in text.splitlines() if line.startswith("Cabin")] == ["Cabin 201", "Cabin 202", "Cabin 203"]


def test_short_lines_stay_lines() -> None:
    page = column(72, 700, ["Harbour master 555 0100", "Lifeboat station 555 0132", "Ferry office 555 0177"])

    assert read_pdf(placed_pdf(page)).text.splitlines() == [
        "Harbour master 555 0100",
        "Lifeboat station 555 0132",
        "Ferry office 555 0177",
    ]


def test_an_empty_or_cut_file_is_refused_with_the_reason() -> None:
    with pytest.raises(BrokenPdf, match="empty"):
        read_pdf(b"")
    with pytest.raises(BrokenPdf, match="damaged"):
        read_pdf(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


def test_a_broken_page_costs_that_page_and_is_named() -> None:
    content = pdf_of(["One sentence."], ["Two."]).replace(b"/Kids [5 0 R 7 0 R]", b"/Kids [5 0 R 9 0 R]")

    extraction = read_pdf(content)

    assert "One sentence." in extraction.text
    assert [(doubt.kind, "page 2" in doubt.message) for doubt in extraction.doubts] == [(DoubtKind.MISSING, True)]


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []

    read_pdf(pdf_of(["One."], ["Two."]), Hints(progress=lambda done, total: told.append((done, total))))

    assert told == [(1, 2), (2, 2)]


def test_verses_stay_lines_beside_wide_text() -> None:
    verse = ["The tide comes in,", "the tide goes out,", "and nobody counts", "the boats about."]
    wide = ["The song below was sung on the quay whenever a boat came back from the", "banks with herring."]

    lines = read_pdf(placed_pdf([*column(72, 700, wide), *column(72, 640, verse)])).text.splitlines()

    assert lines == [" ".join(wide), "", *verse]


def test_a_cell_that_a_line_end_wrapped_is_whole_without_rules_too() -> None:
    page = [
        Placed(72, 700, "Buoy"),
        Placed(160, 700, "a float that marks the edge of a channel for ships"),
        Placed(160, 686, "which come in by night"),
        Placed(72, 670, "Cleat"),
        Placed(160, 670, "a fitting to which a rope is made fast"),
        Placed(72, 654, "Hawser"),
        Placed(160, 654, "a thick rope for towing"),
    ]

    lines = read_pdf(placed_pdf(page)).text.splitlines()

    assert lines[0] == "Buoy | a float that marks the edge of a channel for ships which come in by night"
    assert len(lines) == 3


def test_text_on_its_side_comes_after_the_page_and_a_page_on_its_side_reads_on() -> None:
    words = [Placed(72, 700, "The survey was made in May."), Placed(72, 686, "It is kept in the office.")]
    stamp = b"BT /F1 9 Tf 0 1 -1 0 30 300 Tm (Copy of the survey) Tj ET"

    text = read_pdf(with_drawing(placed_pdf(words), stamp)).text

    assert text.splitlines()[-1] == "Copy of the survey"


def test_a_file_with_a_password_is_refused_with_the_remedy() -> None:
    # The revision 2 handler with keys that no password gives.
    key = b"<" + b"00" * 32 + b">"
    locked = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O %s /U %s >>" % (key, key)
    content = pdf_of(["Secret."]).replace(b"trailer\n<<", b"trailer\n<< /Encrypt %s /ID [<00><00>]" % locked)

    with pytest.raises(LockedPdf, match="without one"):
        read_pdf(content)


def test_what_a_page_calls_itself_is_kept_where_it_is_not_its_number() -> None:
    labels = b"/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 3 >> 3 << /P (A-) /S /D >>] >>"
    content = placed_pdf(
        *([Placed(72, 700, f"The {word} page.")] for word in ("one", "two", "three", "last")), root=labels
    )

    extraction = read_pdf(content)

    assert [(place.name, place.label) for place in extraction.places] == [
        ("1", "i"),
        ("2", "ii"),
        ("3", ""),
        ("4", "A-1"),
    ]


def _xfa(text: str) -> bytes:
    form = b"<< /Length 11 >>\nstream\n<xdp></xdp>\nendstream"
    root = b"/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true"
    return placed_pdf([Placed(72, 700, text)], more=[form], root=root)


def test_a_form_that_only_adobe_can_show_is_a_doubt_and_its_please_wait_no_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    extraction = read_pdf(_xfa("Please wait while Adobe Reader opens the document."))

    assert not caplog.records
    assert extraction.text == ""
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.MISSING]
    assert "XFA" in extraction.doubts[0].message


def test_words_that_such_a_form_shows_to_everybody_stay() -> None:
    extraction = read_pdf(_xfa("The berth costs 40 crowns."))

    assert extraction.text == "The berth costs 40 crowns."
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.MISSING]


def test_japanese_that_runs_down_the_page_is_read_from_the_right() -> None:
    lines = ("艇庫の鍵は佐藤さんが持っています。会費は一月から", "四千二百円になります。支払いは郵便局です。")
    shown = " ".join(
        f"1 0 0 1 {500 - 22 * number} 780 Tm <{line.encode('utf-16-be').hex()}> Tj" for number, line in enumerate(lines)
    )
    fonts = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Mincho /Encoding /UniJIS-UTF16-V /DescendantFonts [7 0 R] >>",
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Mincho /DW 1000 /FontDescriptor 8 0 R"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 4 >> >>"
        ),
        b"<< /Type /FontDescriptor /FontName /Mincho /Flags 6 /FontBBox [0 -200 1000 900] /Ascent 800 /Descent -200 >>",
    )
    page = b"/MediaBox [0 0 595 842] /Resources << /Font << /F3 6 0 R >> >>"

    extraction = read_pdf(
        with_drawing(placed_pdf([], page=page, more=fonts), f"BT /F3 12 Tf {shown} ET".encode("ascii"))
    )

    assert extraction.text == "".join(lines)
    assert [(round(box.left), round(box.top)) for box in extraction.boxes] == [(482, 73), (460, 73)]


def test_lists_with_dots_to_their_prices_side_by_side_are_read_one_after_the_other() -> None:
    soups, cakes = (
        column(left, 700, [f"{name} {'.' * 40} {price}" for name, price in dishes])
        for left, dishes in (
            (60, (("Leek", "4.20"), ("Fish", "5.80"), ("Beet", "4.50"))),
            (330, (("Plum", "3.10"), ("Apple", "3.00"), ("Nut", "3.40"))),
        )
    )

    lines = read_pdf(placed_pdf([*soups, *cakes])).text.splitlines()

    assert [line.split()[0] for line in lines if line] == ["Leek", "Fish", "Beet", "Plum", "Apple", "Nut"]
