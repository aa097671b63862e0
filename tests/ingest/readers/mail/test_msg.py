from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.documents import DoubtKind, PlaceKind
from ingest.readers.extraction import CannotRead
from ingest.readers.mail.msg import read_msg
from tests.ingest.readers.mail.compound_files import Tree, compound_file, properties, texts

SENT = datetime(2026, 5, 2, 8, 15, tzinfo=UTC)


def recipient(name: str, address: str, kind: int) -> Tree:
    return {**properties(8, longs={0x0C15: kind}), **texts(t3001=name, t39FE=address)}


MESSAGE: dict[str, bytes | Tree] = {
    **properties(32, sent=SENT),
    **texts(t0037="Keys", t0C1A="Ada Lovelace", t5D01="ada@example.org", t1000="The key is in the shed.\r\n"),
    "__recip_version1.0_#00000000": recipient("Ben Lund", "ben@example.org", 1),
    "__recip_version1.0_#00000001": recipient("Cy Berg", "cy@example.org", 2),
    "__recip_version1.0_#00000002": recipient("Secret", "secret@example.org", 3),
}


def test_the_fields_that_a_person_sees_stand_above_the_words() -> None:
    extraction = read_msg(compound_file(MESSAGE))

    assert extraction.text == (
        "From: Ada Lovelace <ada@example.org>\n"
        "To: Ben Lund <ben@example.org>\n"
        "Cc: Cy Berg <cy@example.org>\n"
        "Date: Sat, 02 May 2026 08:15:00 +0000\n"
        "Subject: Keys\n\n"
        "The key is in the shed."
    )
    assert extraction.title == "Keys"
    assert [(place.kind, place.name) for place in extraction.places] == [(PlaceKind.MAIL, "Ada Lovelace, 2 May 2026")]


def test_attached_files_and_messages_are_read() -> None:
    attached: dict[str, bytes | Tree] = {
        "__attach_version1.0_#00000000": {
            **properties(8),
            **texts(t3707="notes.txt"),
            "__substg1.0_37010102": b"Wash up after dinner.".ljust(4096),
        },
        "__attach_version1.0_#00000001": {
            **properties(8, longs={0x3705: 5}),
            "__substg1.0_3701000D": {**properties(24), **texts(t0037="Earlier", t1000="Where is the key?")},
        },
        "__attach_version1.0_#00000002": {**properties(8), **texts(t3707="film.xyz"), "__substg1.0_37010102": b"x"},
    }

    extraction = read_msg(compound_file({**MESSAGE, **attached}))

    assert "Wash up after dinner." in extraction.text
    assert "Subject: Earlier\n\nWhere is the key?" in extraction.text
    assert ("notes.txt", PlaceKind.MEMBER) in [(place.name, place.kind) for place in extraction.places]
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.MISSING]
    assert "film.xyz" in extraction.doubts[0].message


def test_a_page_is_read_where_there_are_no_plain_words() -> None:
    message = {
        **properties(32, longs={0x3FDE: 65001}),
        **texts(t0037="Keys"),
        "__substg1.0_10130102": "<html><body><p>The key is under the pot of Frau Müller.</p></body></html>".encode(),
    }

    assert read_msg(compound_file(message)).text.endswith("The key is under the pot of Frau Müller.")


def test_eight_bit_words_are_of_the_code_page_that_the_message_names() -> None:
    message = {
        **properties(32, longs={0x3FFD: 1251}),
        "__substg1.0_0037001E": "Ключ от сарая".encode("cp1251"),
        "__substg1.0_1000001E": "Ключ висит в коридоре.".encode("cp1251"),
    }

    assert read_msg(compound_file(message)).text == "Subject: Ключ от сарая\n\nКлюч висит в коридоре."


@pytest.mark.parametrize(
    "content", [b"", b"From: x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", compound_file(MESSAGE)[:900]]
)
def test_what_is_no_message_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(CannotRead, match="save the"):
        read_msg(content)
