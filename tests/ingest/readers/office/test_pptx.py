from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.documents import BlockKind, DoubtKind, Place, PlaceKind
from ingest.readers.extraction import CannotRead, Extraction, Hints
from ingest.readers.office.pptx import read_pptx
from tests.ingest.readers.office.files import part, presentation_file, relationships, shape, zipped


def blocks(extraction: Extraction) -> list[tuple[BlockKind, int, str]]:
    return [(one.kind, one.level, extraction.text[one.start : one.end]) for one in extraction.blocks]


def test_slides_are_places_and_their_titles_headings() -> None:
    extraction = read_pptx(
        presentation_file([shape("Body.") + shape("One", kind="title"), shape("Two", kind="ctrTitle")])
    )

    assert extraction.text == "One\nBody.\n\nTwo"
    assert extraction.places == (Place(PlaceKind.SLIDE, "1", 0, 11), Place(PlaceKind.SLIDE, "2", 11, 14))
    assert [one.level for one in extraction.headings] == [1, 1]
    assert extraction.title == "One"


def test_shapes_are_read_from_top_to_bottom_and_column_by_column() -> None:
    slide = (
        shape("right", at=(200, 100), size=(100, 300))
        + shape("left above", at=(0, 100), size=(100, 100))
        + shape("below both", at=(0, 500), size=(300, 50))
        + shape("left below", at=(0, 300), size=(100, 100))
    )

    assert read_pptx(presentation_file([slide])).text.split("\n\n") == [
        "left above",
        "left below",
        "right",
        "below both",
    ]


def test_members_of_a_group_stay_together() -> None:
    group = (
        '<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off x="0" y="50"/><a:ext cx="100" cy="100"/>'
        '<a:chOff x="0" y="0"/><a:chExt cx="1000" cy="1000"/></a:xfrm></p:grpSpPr>'
        f"{shape('under', at=(0, 500))}{shape('over', at=(0, 0))}</p:grpSp>"
    )

    extraction = read_pptx(presentation_file([shape("last", at=(0, 400)) + group + shape("first", at=(0, 0))]))

    assert extraction.text.split("\n\n") == ["first", "over", "under", "last"]


def test_items_keep_their_numbers_and_lose_their_bullets() -> None:
    def line(text: str, bullet: str, level: int = 0) -> str:
        return f'<a:p><a:pPr lvl="{level}">{bullet}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'

    number = '<a:buAutoNum type="alphaLcParenR" startAt="3"/>'
    body = (
        line("Intro", "<a:buNone/>")
        + line("Oil", number)
        + line("Deep", '<a:buChar char="•"/>', 1)
        + line("Check", number)
        + line("Other", '<a:buChar char="–"/>')
        + line("Again", number)
    )

    extraction = read_pptx(presentation_file([shape("", body=body)]))

    assert blocks(extraction) == [
        (BlockKind.PARAGRAPH, 1, "Intro"),
        (BlockKind.ITEM, 1, "c) Oil"),
        (BlockKind.ITEM, 2, "Deep"),
        (BlockKind.ITEM, 1, "d) Check"),
        (BlockKind.ITEM, 1, "Other"),
        (BlockKind.ITEM, 1, "c) Again"),
    ]


def test_bullets_and_places_are_inherited_from_layout_and_master() -> None:
    layout = part("p:sldLayout", f"<p:cSld><p:spTree>{shape('Prompt', kind='body', at=(0, 300))}</p:spTree></p:cSld>")
    slide = shape("Point", kind="body") + shape("Above", at=(0, 0))
    styles = '<p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr></p:bodyStyle></p:txStyles>'
    master = part("p:sldMaster", f"<p:cSld><p:spTree/></p:cSld>{styles}")
    files = {"1:slideLayout": layout}
    content = presentation_file([slide], files)
    above = {
        "ppt/_rels/slideLayout1.xml.rels": relationships({"m": ("slideMaster", "master.xml")}),
        "ppt/master.xml": master,
    }

    extraction = read_pptx(_with(content, above))

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, "Above"), (BlockKind.ITEM, 1, "Point")]


def test_tables_keep_their_columns_and_merged_cells() -> None:
    def cell(text: str, look: str = "") -> str:
        return f"<a:tc {look}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    across, beside = 'gridSpan="2"', 'hMerge="1"'
    table = (
        '<p:graphicFrame><p:nvGraphicFramePr/><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tr>{cell('Item')}{cell('Price')}</a:tr><a:tr>{cell('Both', across)}{cell('', beside)}</a:tr>"
        f"<a:tr>{cell('Oil')}{cell('4')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )

    extraction = read_pptx(presentation_file([shape("Prices", kind="title") + table]))

    assert extraction.text == "Prices\n\nItem | Price\nBoth\nOil | 4"
    assert extraction.tables[0].columns == ("Item", "Price")


def test_notes_and_comments_are_notes_on_their_slide() -> None:
    notes = f"<p:cSld><p:spTree>{shape('7', kind='sldNum')}{shape('Say hello.', kind='body')}</p:spTree></p:cSld>"
    comment = '<p:cm authorId="0"><p:text>Check this.</p:text></p:cm>'
    content = presentation_file(
        [shape("Hi", kind="title"), shape("Two")],
        {"1:notesSlide": part("p:notes", notes), "1:comments": part("p:cmLst", comment)},
    )

    extraction = read_pptx(content)

    assert blocks(extraction)[1:3] == [(BlockKind.NOTE, 1, "Say hello."), (BlockKind.NOTE, 1, "Check this.")]
    assert extraction.places[0].end >= extraction.text.index("Check this.")


def test_smart_art_is_a_list_of_its_boxes() -> None:
    data = (
        '<dgm:ptLst><dgm:pt modelId="0" type="doc"/>'
        '<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt>'
        '<dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Ask</a:t></a:r></a:p></dgm:t></dgm:pt>'
        '<dgm:pt modelId="3" type="pres"/></dgm:ptLst><dgm:cxnLst><dgm:cxn srcId="0" destId="1"/>'
        '<dgm:cxn srcId="1" destId="2"/></dgm:cxnLst>'
    )
    frame = '<p:graphicFrame><a:graphic><dgm:relIds r:dm="diagramData"/></a:graphic></p:graphicFrame>'

    extraction = read_pptx(presentation_file([frame], {"1:diagramData": part("dgm:dataModel", data)}))

    assert blocks(extraction) == [(BlockKind.ITEM, 1, "Plan"), (BlockKind.ITEM, 2, "Ask")]


def test_a_hidden_slide_is_marked() -> None:
    extraction = read_pptx(presentation_file([shape("Seen"), shape("Unseen")], hidden=2))

    assert [one.hidden for one in extraction.blocks] == [False, True]


def test_what_every_slide_repeats_stands_once_at_the_end() -> None:
    slide = shape("Fee paid", at=(0, 0)) + shape("Tarn Ltd", kind="ftr") + shape("3", kind="sldNum")

    extraction = read_pptx(presentation_file([slide, slide]))

    assert extraction.text == "Fee paid\n\nFee paid\n\nTarn Ltd"


def test_what_a_layout_shows_on_every_slide_stands_once_at_the_end_and_its_prompts_never() -> None:
    fixed = shape("Strictly private") + shape("Click to add text", kind="body")
    layout = part("p:sldLayout", f"<p:cSld><p:spTree>{fixed}</p:spTree></p:cSld>")

    extraction = read_pptx(presentation_file([shape("Fee paid")], {"1:slideLayout": layout}))

    assert extraction.text == "Fee paid\n\nStrictly private"


def test_a_missing_slide_is_told() -> None:
    content = presentation_file([shape("One"), shape("Two")])

    extraction = read_pptx(_without(content, "ppt/slides/slide1.xml"))

    assert extraction.text == "Two"
    assert (extraction.doubts[0].kind, extraction.doubts[0].message[:7]) == (DoubtKind.MISSING, "Slide 1")


def test_progress_is_told_slide_by_slide() -> None:
    told: list[tuple[int, int]] = []

    read_pptx(presentation_file([shape("One"), shape("Two")]), Hints(progress=lambda *parts: told.append(parts)))

    assert told == [(1, 2), (2, 2)]


def test_what_is_no_presentation_is_named() -> None:
    with pytest.raises(CannotRead, match=r"a Word file; give it the ending \.docx"):
        read_pptx(zipped({"word/document.xml": "<a/>"}))


def _with(content: bytes, more: dict[str, str]) -> bytes:
    return zipped(_parts(content) | more)


def _without(content: bytes, name: str) -> bytes:
    return zipped({key: value for key, value in _parts(content).items() if key != name})


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
