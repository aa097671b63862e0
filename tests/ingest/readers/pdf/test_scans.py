from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import pypdfium2
import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Hints
from ingest.readers.pdf import scans
from ingest.readers.pdf.pdf import read_pdf
from ingest.readers.pdf.text_layer import sheet_of
from tests.ingest.files import Placed, placed_pdf, with_drawing

# An image of one grey pixel, drawn over most of the page.
_IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    b"\nstream\n\x80\nendstream"
)


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class _Word:
    text: str
    box: _Box


@dataclass(frozen=True)
class _Recognised:
    words: tuple[_Word, ...]
    block: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    confidence: float = 0.9
    cells: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> _Box:
        return _Box(self.words[0].box.left, self.words[0].box.top, self.words[-1].box.right, self.words[-1].box.bottom)


def _recognised(text: str, left: float, top: float, block: int) -> _Recognised:
    words = tuple(
        _Word(word, _Box(left + 100 * place, top, left + 100 * place + 90, top + 30))
        for place, word in enumerate(text.split())
    )
    return _Recognised(words, block)


def _let_ocr_see(monkeypatch: pytest.MonkeyPatch, lines: tuple[_Recognised, ...]) -> None:
    def recognise(_image: object, *, dpi: int, on_line: Callable[[], None]) -> tuple[_Recognised, ...]:
        assert dpi == 200
        on_line()
        return lines

    monkeypatch.setattr(scans, "import_module", lambda _name: SimpleNamespace(recognise=recognise))


def _scanned(*words: Placed) -> bytes:
    content = placed_pdf(list(words), more=[_IMAGE])
    drawing = b"q 595 0 0 842 0 0 cm /I1 Do Q"
    content = content.replace(
        b"/Font << /F1 3 0 R /F2 4 0 R >>", b"/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I1 6 0 R >>"
    )
    return with_drawing(content, drawing)


def test_a_page_of_only_an_image_is_read_by_ocr_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = (_recognised("Minutes of the spring", 100, 200, 1), _recognised("meeting in May", 100, 240, 1))
    _let_ocr_see(monkeypatch, seen)

    extraction = read_pdf(_scanned())

    assert extraction.text == "Minutes of the spring meeting in May"
    assert [(one.kind, round(one.confidence, 2)) for one in extraction.doubts] == [(DoubtKind.RECOGNISED, 0.9)]
    assert extraction.boxes[0].left == pytest.approx(100 * 72 / 200)


def test_words_over_an_image_are_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    head = _recognised("Minute book", 100, 230, 1)  # where the text layer has it, at 200 dots an inch
    seen = (head, _recognised("The chair opened", 100, 600, 2))
    _let_ocr_see(monkeypatch, seen)

    extraction = read_pdf(_scanned(Placed(40, 750, "Minute book")))

    assert extraction.text.split("\n\n") == ["Minute book", "The chair opened"]


def test_an_image_without_words_is_named_by_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_ocr_see(monkeypatch, ())

    extraction = read_pdf(_scanned())

    assert [(one.kind, "page 1" in one.message) for one in extraction.doubts] == [(DoubtKind.MISSING, True)]


def test_a_page_with_much_text_is_no_scan() -> None:
    with pypdfium2.PdfDocument(placed_pdf([Placed(40, 750, "Text " * 60)])) as document:
        page = document[0]
        assert not scans.is_scan(page, sheet_of(page, 0))


def test_every_line_that_ocr_reads_is_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    _let_ocr_see(monkeypatch, (_recognised("The mill is open.", 100, 100, 0),))

    read_pdf(_scanned(), Hints(progress=lambda done, total: seen.append((done, total))))

    assert seen == [(0, 1), (1, 1)]
