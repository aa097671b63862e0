from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from ingest.documents import DoubtKind
from ingest.readers.extraction import CannotRead, Hints
from ingest.readers.ocr.image import read_image
from tests.ingest.readers.ocr.drawing import page_of

MILL = page_of("The mill is closed in winter.", width=500)


def _bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_a_picture_of_text_is_read_from_every_format(kind: str) -> None:
    extraction = read_image(_bytes(MILL, kind))

    assert extraction.text == "The mill is closed in winter."
    assert [place.name for place in extraction.places] == ["1"]
    assert extraction.doubts[0].kind is DoubtKind.RECOGNISED


def test_each_page_of_a_tiff_is_a_place_and_progress_is_told() -> None:
    second = page_of("It opens again in spring.", width=500)
    told: list[tuple[int, int]] = []

    extraction = read_image(
        _bytes(MILL, "TIFF", save_all=True, append_images=[second]),
        Hints(progress=lambda done, total: told.append((done, total))),
    )

    assert extraction.text == "The mill is closed in winter.\n\nIt opens again in spring."
    assert [place.name for place in extraction.places] == ["1", "2"]
    assert told == [(0, 2), (1, 2), (1, 2), (2, 2)]  # a sign of life after each line and each page


def test_boxes_are_in_points() -> None:
    extraction = read_image(_bytes(MILL, "PNG", dpi=(144, 144)))

    assert 15 < extraction.boxes[0].left < 25  # drawn 40 pixels from the edge


def test_a_photograph_is_turned_as_the_camera_noted() -> None:
    lying = MILL.rotate(90, expand=True)
    noted = Image.Exif()
    noted[0x0112] = 6  # turn it a quarter to the right

    extraction = read_image(_bytes(lying, "JPEG", exif=noted))

    assert extraction.text == "The mill is closed in winter."
    assert extraction.boxes[0].top < extraction.boxes[0].right


def test_ink_on_a_transparent_ground_is_read_on_white() -> None:
    clear = MILL.convert("RGBA")
    clear.putalpha(MILL.convert("L").point(lambda grey: 255 - grey))

    assert read_image(_bytes(clear, "PNG")).text == "The mill is closed in winter."


def test_a_scan_of_sixteen_bits_keeps_its_greys() -> None:
    deep = MILL.convert("I").point(lambda grey: grey * 256).convert("I;16")

    assert read_image(_bytes(deep, "PNG")).text == "The mill is closed in winter."


def test_a_blank_picture_is_told() -> None:
    extraction = read_image(_bytes(Image.new("RGB", (300, 200), "white"), "PNG"))

    assert extraction.text == ""
    assert extraction.doubts[0].kind is DoubtKind.MISSING


def test_an_animation_is_refused() -> None:
    content = _bytes(MILL, "GIF", save_all=True, append_images=[Image.new("RGB", MILL.size, "black")])

    with pytest.raises(CannotRead, match="animation"):
        read_image(content)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(CannotRead, match="save"):
        read_image(content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
def test_a_picture_that_was_cut_off_is_refused(kind: str) -> None:
    whole = _bytes(MILL, kind)

    with pytest.raises(CannotRead):
        read_image(whole[: len(whole) // 2])


def test_a_small_file_of_a_giant_picture_is_refused() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(10))) + _chunk(b"IEND", b"")
    )

    with pytest.raises(CannotRead, match="million pixels"):
        read_image(content)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
