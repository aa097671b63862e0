from __future__ import annotations

from ingest.documents import PlaceKind
from ingest.readers.text.subtitles import read_subtitles

_FILM = """1
00:00:01,000 --> 00:00:03,000
<i>The lock opens</i>
at seven.

2
00:00:04,000 --> 00:00:06,000 X1:10
{\\an8}Bring a rope,

3
00:00:06,100 --> 00:00:08,000
and gloves &amp; boots.
4
00:00:09,000 --> 00:00:10,000
5 boats at most
"""
_MEETING = """WEBVTT - of May

NOTE made by a program

STYLE
::cue { color: red }

01:02.500 --> 01:04.000 align:start
<v Kei Sato>Who has the key?</v>

7a-2
01:04.500 --> 01:06.000
<v.loud Petra Lind>Ms. Novak does,</v>

01:06.500 --> 01:07.000
<v Petra Lind><b>till</b> <00:01:06.700><c>Friday</c>.</v>
"""


def test_sentences_stand_at_the_time_at_which_they_begin() -> None:
    extraction = read_subtitles(_FILM.encode())

    assert extraction.text.splitlines() == [
        "00:00:01 The lock opens at seven.",
        "00:00:04 Bring a rope, and gloves & boots.",
        "00:00:09 5 boats at most",
    ]


def test_a_transcript_says_who_speaks() -> None:
    assert read_subtitles(_MEETING.encode()).text.splitlines() == [
        "01:02 Kei Sato: Who has the key?",
        "01:04 Petra Lind: Ms. Novak does, till Friday.",
    ]


def test_places_are_the_lines_of_the_file() -> None:
    places = read_subtitles(_FILM.encode()).places

    assert [(place.kind, place.name) for place in places] == [(PlaceKind.LINE, name) for name in ("2", "7", "14")]


def test_what_is_said_once_and_shown_twice_is_read_once() -> None:
    cue = "00:01.000 --> 00:02.000\nThe gate\n\n00:02.000 --> 00:03.000\nThe gate\n\n00:03.000 --> 00:04.000\nis red.\n"

    assert read_subtitles(f"WEBVTT\n\n{cue}".encode()).text == "00:01 The gate is red."
