from __future__ import annotations

import pytest

from ingest.documents import PlaceKind
from ingest.readers.extraction import CannotRead, Hints
from ingest.readers.mail.mbox import read_mbox

BOX = (
    b"From ada@example.org Sat May  2 10:15:00 2026\n"
    b"From: Ada <ada@example.org>\nDate: Sat, 2 May 2026 10:15:00 +0200\n"
    b"Subject: Keys\n\nIn the shed.\n>From the mill it is near.\n\n"
    b"From ben@example.org Sun May  3 10:15:00 2026\nFrom: Ben <ben@example.org>\nSubject: Thanks\n\nFound it.\n"
)


def test_each_mail_is_a_place() -> None:
    extraction = read_mbox(BOX)

    assert [(place.kind, place.name) for place in extraction.places] == [
        (PlaceKind.MAIL, "Ada, 2 May 2026"),
        (PlaceKind.MAIL, "Ben"),
    ]
    first, second = (extraction.text[place.start : place.end] for place in extraction.places)
    assert "In the shed." in first
    assert "Found it." in second


def test_a_line_that_was_marked_for_beginning_with_from_is_as_it_was_written() -> None:
    assert "\nFrom the mill it is near." in read_mbox(BOX).text


def test_a_sentence_that_begins_with_from_begins_no_mail() -> None:
    box = b"From x Sat May  2 10:15:00 2026\nSubject: a\n\nIn the shed.\nFrom the mill it is near.\n"

    assert len(read_mbox(box).places) == 1


@pytest.mark.parametrize(
    "words", [b"From the bottom, nothing is seen.", b"From 1 May 2026 on", b"From:the cook\n\nFrom us."]
)
def test_a_paragraph_that_begins_with_from_begins_no_mail(words: bytes) -> None:
    box = BOX.replace(b"In the shed.", b"In the shed.\n\n" + words)

    assert len(read_mbox(box).places) == 2


def test_every_mail_is_a_sign_of_progress() -> None:
    told: list[tuple[int, int]] = []

    read_mbox(BOX, Hints(progress=lambda done, total: told.append((done, total))))

    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("content", [b"", b"Subject: a\n\nwords"])
def test_what_is_no_mailbox_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(CannotRead, match="export it again"):
        read_mbox(content)
