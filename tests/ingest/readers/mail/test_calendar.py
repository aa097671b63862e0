from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.mail.calendar import read_calendar
from ingest.readers.reading import CannotRead

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
    reading = read_calendar(EVENT.replace("\n", "\r\n").encode())

    assert reading.text == (
        "Summary: Dinner, late\nStart: 2026-05-02 19:00 Europe/Oslo\nEnd: 2026-05-03\nLocation: The mill\n"
        "Organizer: Lovelace, Ada <ada@example.org>\nAttendee: ben@example.org\nDescription: Bring wine."
    )
    assert {block.kind for block in reading.blocks} == {BlockKind.FIELD}
    assert reading.title == "Dinner, late"


def test_what_is_no_calendar_is_refused_with_the_remedy() -> None:
    with pytest.raises(CannotRead, match="export it again"):
        read_calendar(b"words")
