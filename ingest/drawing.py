"""Drawing: pages of PDFs as pictures, made in a process of its own each, so that a hostile file costs one picture only.

Knows how to start such a process; never a format.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile

_PROGRAM = "from ingest.drawing import main; main()"
_PATIENCE = 20.0  # seconds
_MEMORY = 2 * 2**30
_HEAD = 4  # numbers on the first line: width, height, pages, and how many bytes follow


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A PNG of a page, how large the page is in points as it is shown, and how many pages there are."""

    png: bytes
    width: float
    height: float
    pages: int


def draw_page(path: Path, page: int, *, pixels: int) -> PagePicture:
    """Return the picture of a page of a PDF, counted from 1. Raises UnreadableFile, whatever the file does."""
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, and a module of ours
            [sys.executable, "-c", _PROGRAM, str(page), str(pixels)],
            input=path.read_bytes(),
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableFile(f"{path.name}: page {page} could not be drawn; its text is there still") from error
    head, _, png = done.stdout.partition(b"\n")
    numbers = head.split()
    if len(numbers) != _HEAD or int(numbers[3]) != len(png):
        raise UnreadableFile(f"{path.name}: page {page} could not be drawn; its text is there still")
    return PagePicture(png, float(numbers[0]), float(numbers[1]), int(numbers[2]))


def main() -> None:
    """Draw the page that the arguments name of the PDF on standard input, onto standard output."""
    from ingest.readers.pdf.picture import draw  # noqa: PLC0415 - PDFium, only where a page is drawn

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    png, width, height, pages = draw(sys.stdin.buffer.read(), int(sys.argv[1]), pixels=int(sys.argv[2]))
    sys.stdout.buffer.write(f"{width} {height} {pages} {len(png)}\n".encode() + png)
