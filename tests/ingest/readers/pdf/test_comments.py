from __future__ import annotations

from ingest.documents import BlockKind
from ingest.readers.pdf.pdf import read_pdf
from tests.ingest.files import column, placed_pdf


def test_what_readers_wrote_on_a_page_is_a_note_after_it() -> None:
    remark = b"<< /Type /Annot /Subtype /Text /T (Ada Berg) /Contents (Too high, ask again.) /Rect [9 9 30 30] >>"
    typed = b"<< /Type /Annot /Subtype /FreeText /Contents (Paid in May) /DA (/F1 9 Tf) /Rect [9 40 90 60] >>"
    hidden = b"<< /Type /Annot /Subtype /Text /F 2 /Contents (Secret) /Rect [9 9 30 30] >>"
    link = b"<< /Type /Annot /Subtype /Link /Contents (A link) /Rect [9 9 30 30] >>"
    data = placed_pdf(
        column(60, 800, ["The rent is 900 euros."]),
        page=b"/MediaBox [0 0 595 842] /Annots [6 0 R 7 0 R 8 0 R 9 0 R]",
        more=[remark, typed, hidden, link],
    )

    extraction = read_pdf(data)

    assert extraction.text == "The rent is 900 euros.\n\nComment: Ada Berg: Too high, ask again.\nComment: Paid in May"
    assert [block.kind for block in extraction.blocks[1:]] == [BlockKind.NOTE, BlockKind.NOTE]
    assert [(place.name, place.end) for place in extraction.places] == [("1", len(extraction.text))]


def test_comments_on_a_page_without_words_are_read_on_that_page() -> None:
    remark = b"<< /Type /Annot /Subtype /Text /Contents (Is this page meant to be blank?) /Rect [9 9 30 30] >>"
    data = placed_pdf([], page=b"/MediaBox [0 0 595 842] /Annots [6 0 R]", more=[remark])

    extraction = read_pdf(data)

    assert extraction.text == "Comment: Is this page meant to be blank?"
    assert [place.name for place in extraction.places] == ["1"]
