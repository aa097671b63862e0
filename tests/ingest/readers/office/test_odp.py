from __future__ import annotations

from ingest.documents import BlockKind, Place, PlaceKind
from ingest.readers.extraction import Extraction
from ingest.readers.office.odp import read_odp
from tests.ingest.readers.office.files import open_document

HIDDEN = (
    '<style:style style:name="d" style:family="drawing-page">'
    '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)


def read(*pages: str, automatic: str = "") -> Extraction:
    return read_odp(open_document("".join(pages), kind="presentation", automatic=automatic))


def frame(text: str, kind: str = "", at: tuple[int, int] | None = None, more: str = "") -> str:
    role = f'presentation:class="{kind}"' if kind else ""
    place = f'svg:x="{at[0]}cm" svg:y="{at[1]}cm" svg:width="5cm" svg:height="2cm"' if at else ""
    return f"<draw:frame {role} {place} {more}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"


def test_slides_are_places_with_their_title_first_and_shapes_in_reading_order() -> None:
    page = frame("below", at=(0, 9)) + frame("above", at=(0, 3)) + frame("One", "title", at=(0, 0))

    extraction = read(f"<draw:page>{page}</draw:page>", f"<draw:page>{frame('Two', 'title')}</draw:page>")

    assert extraction.text == "One\nabove\n\nbelow\n\nTwo"
    assert extraction.places == (Place(PlaceKind.SLIDE, "1", 0, 18), Place(PlaceKind.SLIDE, "2", 18, 21))
    assert extraction.title == "One"


def test_notes_are_notes_and_prompts_and_page_numbers_are_not_read() -> None:
    notes = f"<presentation:notes>{frame('Say hello.', 'notes')}</presentation:notes>"
    prompt = frame("Click to add", "subtitle", more='presentation:placeholder="true"')

    extraction = read(f"<draw:page>{frame('Hi')}{prompt}{frame('3', 'page-number')}{notes}</draw:page>")

    assert [(one.kind, extraction.text[one.start : one.end]) for one in extraction.blocks] == [
        (BlockKind.PARAGRAPH, "Hi"),
        (BlockKind.NOTE, "Say hello."),
    ]


def test_a_hidden_slide_is_marked() -> None:
    extraction = read(f'<draw:page draw:style-name="d">{frame("Unseen")}</draw:page>', automatic=HIDDEN)

    assert extraction.blocks[0].hidden


def test_what_slides_repeat_stands_once_at_the_end() -> None:
    declared = '<presentation:footer-decl presentation:name="f">Tarn Ltd</presentation:footer-decl>'

    assert read(declared, f"<draw:page>{frame('Fee')}</draw:page>").text == "Fee\n\nTarn Ltd"


def test_shapes_and_groups_have_words_of_their_own() -> None:
    group = "<draw:g><draw:custom-shape><text:p>In a shape</text:p></draw:custom-shape></draw:g>"

    assert read(f"<draw:page>{group}</draw:page>").text == "In a shape"
