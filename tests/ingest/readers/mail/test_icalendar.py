from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.extraction import CannotRead
from ingest.readers.mail.icalendar import read_icalendar

EVENT = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Europe/Oslo
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Dinner\\, late
DTSTART;TZID=Europe/Oslo:20260502T190000
DTEND;VALUE=DATE:20260503
LOCATION:The mi
 ll
ORGANIZER;CN="Lovelace, Ada":mailto:ada@example.org
ATTENDEE;CN=ben@example.org;RSVP=TRUE:MAILTO:ben@example.org
DESCRIPTION:Bring\\nwine.
UID:1
END:VEVENT
END:VCALENDAR
"""


def test_entries_are_labels_with_values() -> None:
    extraction = read_icalendar(EVENT.replace("\n", "\r\n").encode())

    assert extraction.text == (
        "Summary: Dinner, late\nStart: 2026-05-02 19:00 Europe/Oslo\nEnd: 2026-05-03\nLocation: The mill\n"
        "Organizer: Lovelace, Ada <ada@example.org>\nAttendee: ben@example.org\nDescription: Bring wine."
    )
    assert {block.kind for block in extraction.blocks} == {BlockKind.FIELD}
    assert extraction.title == "Dinner, late"


def test_what_is_no_calendar_is_refused_with_the_remedy() -> None:
    with pytest.raises(CannotRead, match="export it again"):
        read_icalendar(b"words")


def fields_of(*lines: str) -> list[str]:
    event = "\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"))
    return read_icalendar(event.encode()).text.splitlines()


def test_a_repeated_event_says_how_it_repeats_and_when_not() -> None:
    lines = fields_of(
        "DTSTART:20260504T180000Z",
        "DURATION:PT1H30M",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261231",
        "EXDATE;TZID=Europe/Oslo:20260518T180000,20260601T180000",
    )

    assert lines == [
        "Start: 2026-05-04 18:00 UTC",
        "Duration: 1 hour 30 minutes",
        "Repeats: every 2 weeks on Monday and Thursday until 2026-12-31",
        "Except on: 2026-05-18 18:00 Europe/Oslo, 2026-06-01 18:00 Europe/Oslo",
    ]


def test_an_event_of_whole_days_ends_on_its_last_day() -> None:
    assert fields_of("DTSTART;VALUE=DATE:20260801", "DTEND;VALUE=DATE:20260804") == [
        "Start: 2026-08-01, all day",
        "End: 2026-08-03, all day",
    ]
    assert fields_of("DTSTART;VALUE=DATE:20260801", "DTEND;VALUE=DATE:20260802") == ["Start: 2026-08-01, all day"]


def test_lines_of_a_description_stay_apart() -> None:
    assert fields_of("DESCRIPTION:Bring the key.\\nNewcomers: door B\\, please") == [
        "Description: Bring the key.",
        "Newcomers: door B, please",
    ]


def test_several_entries_stand_under_their_names_and_the_calendar_under_its_own() -> None:
    entries = "\n".join(
        f"BEGIN:VEVENT\nDTSTART:2026050{day}T100000Z\n{called}END:VEVENT"
        for day, called in ((1, "SUMMARY:Choir\n"), (2, ""))
    )
    extraction = read_icalendar(f"BEGIN:VCALENDAR\nX-WR-CALNAME:Club\n{entries}\nEND:VCALENDAR".encode())

    assert extraction.title == "Club"
    assert extraction.text == "Choir\nStart: 2026-05-01 10:00 UTC\n\n2026-05-02 10:00 UTC\nStart: 2026-05-02 10:00 UTC"
    assert len(extraction.headings) == 2
