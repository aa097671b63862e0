from __future__ import annotations

import struct
import uuid

from ingest.readers.mail.msg import read_msg
from ingest.readers.mail.named import labelled
from tests.ingest.readers.mail.compound_files import Tree, compound_file, properties, texts

APPOINTMENTS = uuid.UUID("00062002-0000-0000-c000-000000000046").bytes_le
WORD = "Keywords".encode("utf-16-le")
NAMES: dict[str, bytes] = {
    "__substg1.0_00020102": APPOINTMENTS,
    "__substg1.0_00030102": struct.pack("<IHHIHHIHH", 0x820D, 3 << 1, 0, 0x8208, 3 << 1, 1, 0, 2 << 1 | 1, 2),
    "__substg1.0_00040102": struct.pack("<I", len(WORD)) + WORD,
}


def test_names_lead_to_the_tags_of_this_file() -> None:
    found = [(tag, label.words) for tag, label in labelled(lambda name: NAMES.get(name, b""))]

    assert found == [(0x8000, "Start"), (0x8001, "Location"), (0x8002, "Categories")]


def test_names_that_are_cut_short_lead_nowhere() -> None:
    assert list(labelled(lambda _name: b"\x0d\x82\0\0\x06\0\0\0"[:8])) == []
    assert list(labelled(lambda _name: b"")) == []


def test_an_appointment_says_when_and_where() -> None:
    ticks = (155_344 * 24 + 9) * 3_600 * 10_000_000  # days since 1601, 116 of them in 2026, and nine hours
    moment = struct.pack("<HHIQ", 0x40, 0x8000, 6, ticks)
    message: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(32) + moment,
        **texts(t001A="IPM.Appointment", t0037="Roof", t8001="Hall 2", t1000="Bring the plans."),
        "__nameid_version1.0": NAMES,
        "__substg1.0_8002101F-00000000": "Club".encode("utf-16-le"),
        "__substg1.0_8002101F-00000001": "Roof".encode("utf-16-le"),
    }

    assert read_msg(compound_file(message)).text.splitlines() == [
        "Subject: Roof",
        "Start: 2026-04-27 09:00 UTC",
        "Location: Hall 2",
        "Categories: Club, Roof",
        "",
        "Bring the plans.",
    ]


def test_a_contact_says_how_to_reach_somebody() -> None:
    message: dict[str, bytes | Tree] = {
        **properties(32),
        **texts(t001A="IPM.Contact", t0037="Ida Lang", t3A16="Mill", t3A1C="0660 1", t1000="Miller."),
    }

    assert "Company: Mill\nTelephone (mobile): 0660 1" in read_msg(compound_file(message)).text
