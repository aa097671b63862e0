from __future__ import annotations

import pytest

from ingest.readers.extraction import CannotRead
from ingest.readers.mail.saved import read_saved

PAGE = """From: <Saved by Blink>
Subject: The hall
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="X"

--X
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<html><body><nav><a href=3D"/">Home</a></nav><h1>The hall</h1><p>It seats 120.</p>
<table><tr><th>Day<th>Price<tr><td>Mon<td>100</table></body></html>
--X
Content-Type: text/css

body { color: red; }
{frame}--X--
"""
FRAME = "--X\nContent-Type: text/html\n\n<p>A frame says 7.</p>\n"


def read(frame: str = "") -> str:
    return read_saved(PAGE.replace("{frame}", frame).encode()).text


def test_a_saved_page_is_read_as_the_page() -> None:
    extraction = read_saved(PAGE.replace("{frame}", "").encode())

    assert extraction.text == "The hall\n\nIt seats 120.\n\nDay | Price\nMon | 100"
    assert (extraction.title, extraction.tables[0].columns) == ("The hall", ("Day", "Price"))


def test_what_frames_hold_stands_below_it() -> None:
    assert read(FRAME).endswith("Mon | 100\n\nA frame says 7.")


def test_what_holds_no_page_is_refused_with_the_remedy() -> None:
    with pytest.raises(CannotRead, match="save the page anew"):
        read_saved(b"From: x\n\nwords")
