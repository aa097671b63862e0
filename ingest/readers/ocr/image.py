"""Images: scans and pictures of text, read by OCR, a page for each frame of a TIFF.

Knows how pictures are unpacked, in bounded memory; never how words are found on them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.documents import DoubtKind, PlaceKind
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.ocr import recognise, write_recognised

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MOST_PIXELS = 180_000_000  # A0 at 300 dpi is 140 million; three bytes each
_PAGED = ("TIFF", "MPO")  # several frames are pages, or one picture for each eye: no animation
_PAGE_LENGTH = 11.0  # inches: what the longer side is taken for where the file does not tell its resolution
_LEAST_DPI, _MOST_DPI = 50, 2400  # a resolution beyond is a default that some program wrote
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")  # modes of 16 and 32 bits, which Pillow would cut off at 255
_POINTS = 72  # in an inch


def read_image(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the text of a picture, "" for a blank one. Raises CannotRead."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours, below
        return _read(content, hints)


def _read(content: bytes, hints: Hints) -> Extraction:
    builder = Builder()
    with _opened(content) as picture:
        count = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
        if count > 1 and picture.format not in _PAGED:
            raise CannotRead("an animation; save the frame that holds the text as a PNG")
        for number, frame in enumerate(_frames(picture, count), start=1):
            with builder.place(PlaceKind.PAGE, str(number)):
                _write_page(builder, frame, number, partial(hints.progress, number - 1, count))
            hints.progress(number, count)
    return builder.extraction()


def _opened(content: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(content), formats=_KINDS)
    except UnidentifiedImageError as error:
        raise CannotRead(
            "damaged, or no PNG, JPEG, TIFF, BMP, WebP or GIF; save the picture as one of these"
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError) as error:
        raise _damaged(error) from error
    return picture


def _frames(picture: Image.Image, count: int) -> Iterator[Image.Image | CannotRead]:
    """Yield the pages; in place of one that is broken, what is wrong with it. Raises it where there is no other."""
    for number in range(count):
        try:
            picture.seek(number)
            if picture.width * picture.height > _MOST_PIXELS:
                raise _too_large()
            picture.load()
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            problem = error if isinstance(error, CannotRead) else _damaged(error)
            if count == 1:
                raise problem from error
            yield problem
        else:
            yield picture


def _write_page(builder: Builder, frame: Image.Image | CannotRead, number: int, on_line: Callable[[], None]) -> None:
    if isinstance(frame, CannotRead):
        builder.doubt(DoubtKind.MISSING, f"page {number} could not be read: {frame}")
        return
    dpi = _resolution(frame)
    write_recognised(builder, recognise(_flat(frame), dpi=dpi, on_line=on_line), page=number, scale=_POINTS / dpi)


def _resolution(picture: Image.Image) -> int:
    told = picture.info.get("dpi", (0, 0))
    dpi = round(float(told[0]))
    return dpi if _LEAST_DPI < dpi <= _MOST_DPI and dpi != _POINTS else round(max(picture.size) / _PAGE_LENGTH) or 1


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture as it is shown: turned as noted by a camera, on white where transparent, 8 bits a colour."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in _DEEP:
        return _in_eight_bits(upright)
    if upright.has_transparency_data:
        shown = upright.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    return upright.convert("RGB")


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    values = np.asarray(picture, dtype=np.float32)
    brightest = float(values.max()) or 1.0
    return Image.fromarray((values.clip(0) * (255 / brightest)).astype(np.uint8)).convert("RGB")


def _too_large() -> CannotRead:
    return CannotRead(f"more than {_MOST_PIXELS // 1_000_000} million pixels; save it with a lower resolution")


def _damaged(error: Exception) -> CannotRead:
    return CannotRead(f"the picture is damaged or cut off ({error}); scan or save it again")
