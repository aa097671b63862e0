"""Tesseract, where the system has it: reads the scripts that the networks of the wheel do not know.

On our scans it found 86 % of the sentences where the networks found 95 %, so it reads only what these cannot. Knows
upright pages, never layout or documents.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO, StringIO
from itertools import groupby

from PIL import Image

from ingest.readers.ocr.lines import Fragment, PixelBox, RecognisedWord, around

_SECONDS = 100  # for one page; a file may be silent for 120
_MOST_LANGUAGES = 4  # at once: each makes it slower
_SURE = 0.8  # mean confidence: below, the page is in none of the languages
# Languages whose scripts the networks do not know, in Tesseract's names, those of most readers first.
_OTHER_SCRIPTS = (
    "rus ara hin kor ukr ben fas ell heb tha tam tel mar urd guj kan mal pan bul srp bel mkd kaz mon nep sin khm mya "
    "lao kat hye amh tgk kir tat uig pus snd yid"
).split()


def read_by_tesseract(page: Image.Image, *, dpi: int) -> tuple[Fragment, ...]:
    """Return what is written on an upright page; nothing without the program, its languages, or sure words."""
    program = shutil.which("tesseract")
    languages = _languages(program) if program else ()
    if program is None or not languages:
        return ()
    picture = BytesIO()
    page.save(picture, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", "+".join(languages), "--dpi", str(dpi), "tsv"]
    try:
        done = _run(command, picture.getvalue())
    except (subprocess.SubprocessError, OSError):
        return ()
    fragments = fragments_of(done.decode("utf-8", "replace"))
    letters = sum(len(one.text) for one in fragments)
    sure = sum(one.confidence * len(one.text) for one in fragments) >= _SURE * max(letters, 1)
    return fragments if sure else ()


def fragments_of(table: str) -> tuple[Fragment, ...]:
    """Return the lines of Tesseract's table of words (TSV)."""
    rows = csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines = groupby(rows, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return tuple(fragment for _, words in lines for fragment in _fragment(words))


def _fragment(rows: Iterable[Mapping[str, str]]) -> Iterator[Fragment]:
    words = [(row["text"].strip(), float(row["conf"]), _box(row)) for row in rows if (row["text"] or "").strip()]
    if words:
        letters = sum(len(text) for text, _, _ in words)
        confidence = sum(sure * len(text) for text, sure, _ in words) / letters / 100
        read = tuple(RecognisedWord(text, box) for text, _, box in words)
        yield Fragment(read, around([word.box for word in read]), confidence)


def _box(row: Mapping[str, str]) -> PixelBox:
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    return PixelBox(left, top, left + width, top + height)


@lru_cache(maxsize=4)
def _languages(program: str) -> tuple[str, ...]:
    """Return the installed languages of other scripts."""
    try:
        listed = _run([program, "--list-langs"], b"").decode("utf-8", "replace").split()
    except (subprocess.SubprocessError, OSError):
        return ()
    return tuple([name for name in _OTHER_SCRIPTS if name in listed][:_MOST_LANGUAGES])


def _run(command: list[str], given: bytes) -> bytes:
    # More threads than one make it slower on most pages, and take the other reader's.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603 - a program of the system, with words of ours
        command, input=given, capture_output=True, check=True, timeout=_SECONDS, env=environment
    )
    return done.stdout
