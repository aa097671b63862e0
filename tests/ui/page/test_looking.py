from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import DocumentId, Revision, Span
from tests.ingest.files import pdf_of
from tests.ui.serving.desk import SHOP, desk_at
from ui.page.looking import Looked, look
from ui.page.originals import PageDrawings
from vectorstore.errors import UnknownDocument


def test_a_quote_is_looked_at_in_the_revision_that_was_quoted(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    (before,) = desk.library.documents()
    (tmp_path / "shop.txt").write_text(SHOP.replace("nine", "ten"))
    desk.ingest([str(tmp_path / "shop.txt")])
    start = SHOP.index("The kettle shop")

    view = look(desk.library, PageDrawings(), Looked(before.id, before.revision, Span(start, start + 30)))

    assert "nine" in view.document.text
    assert view.present is not None
    assert "ten" in view.present


def test_a_pdf_is_looked_at_as_its_page_or_as_text(tmp_path: Path) -> None:
    (tmp_path / "mill.pdf").write_bytes(pdf_of(["The mill is old."], ["It is closed in March."]))
    desk = desk_at(tmp_path)
    desk.ingest([str(tmp_path / "mill.pdf")])
    mill = next(one for one in desk.library.documents() if one.uri.endswith(".pdf"))
    start = desk.library.text(mill.id, mill.revision).index("It is closed")

    page = look(desk.library, PageDrawings(), Looked(mill.id, Revision(""), Span(start, start + 12)))
    text = look(desk.library, PageDrawings(), Looked(mill.id, Revision(""), Span(start, start + 12), view="text"))

    assert page.picture is not None
    assert (page.picture.number, page.picture.pages) == (2, 2)
    assert {box.page for box in page.picture.boxes} == {2}
    assert (text.picture, text.has_page) == (None, True)


def test_a_place_outside_the_text_marks_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    (shop,) = desk.library.documents()

    view = look(desk.library, PageDrawings(), Looked(shop.id, shop.revision, Span(5, 9_999), (Span(-1, 3),)))

    assert (view.marks.focus, view.marks.spans) == (None, ())


@pytest.mark.parametrize(("document", "revision"), [("unknown", ""), ("", "0123456789abcdef")])
def test_what_is_not_kept_is_unknown(tmp_path: Path, document: str, revision: str) -> None:
    desk = desk_at(tmp_path)
    (shop,) = desk.library.documents()

    with pytest.raises(UnknownDocument):
        look(desk.library, PageDrawings(), Looked(DocumentId(document) or shop.id, Revision(revision), Span(0, 0)))
