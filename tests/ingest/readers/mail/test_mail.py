from __future__ import annotations

import base64
from email.message import EmailMessage
from io import BytesIO

import pytest
from PIL import Image

from ingest.documents import BlockKind, DoubtKind, PlaceKind
from ingest.readers.extraction import CannotRead, Extraction, Hints
from ingest.readers.mail.mail import header_text, read_mail
from tests.ingest.readers.ocr.drawing import page_of

HEAD = (
    "From: Ada Lovelace <ada@example.org>\nTo: ben@example.org\nDate: Sat, 2 May 2026 01:15:00 +0200\nSubject: Keys\n"
)
FIELDS = HEAD.strip()


def read(mail: str | bytes) -> Extraction:
    return read_mail(mail if isinstance(mail, bytes) else mail.encode())


def body(extraction: Extraction) -> str:
    return extraction.text.removeprefix(FIELDS).strip()


def kinds(extraction: Extraction) -> list[tuple[BlockKind, str]]:
    return [
        (one.kind, extraction.text[one.start : one.end]) for one in extraction.blocks if one.kind is not BlockKind.FIELD
    ]


def test_the_fields_that_a_person_sees_stand_above_the_words() -> None:
    extraction = read(f"Received: from x\n{HEAD}Message-ID: <1@x>\n\nThe key is in the shed.\n")

    assert extraction.text == f"{FIELDS}\n\nThe key is in the shed."
    assert extraction.title == "Keys"
    assert [block.kind for block in extraction.blocks[:4]] == [BlockKind.FIELD] * 4


def test_the_place_is_who_and_when_by_the_writers_own_clock() -> None:
    extraction = read(f"{HEAD}\nThe key is in the shed.\n")

    assert [(place.kind, place.name) for place in extraction.places] == [(PlaceKind.MAIL, "Ada Lovelace, 2 May 2026")]


def test_what_an_answer_repeats_is_quoted() -> None:
    extraction = read(
        f"{HEAD}\nIn the shed.\n\n"
        "On Fri, 1 May 2026 at 10:12, Ben <ben@example.org> wrote:\n> Where is the key?\n>> Which?\n"
    )

    assert kinds(extraction) == [
        (BlockKind.PARAGRAPH, "In the shed."),
        (BlockKind.QUOTED, "On Fri, 1 May 2026 at 10:12, Ben <ben@example.org> wrote:"),
        (BlockKind.QUOTED, "Where is the key?"),
        (BlockKind.QUOTED, "Which?"),
    ]


def test_of_two_forms_of_the_words_the_plain_one_is_read() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Keys"
    mail.set_content("The key is in the shed.")
    mail.add_alternative("<p>The <b>key</b> is in the shed.</p>", subtype="html")

    assert read(mail.as_bytes()).text == "Subject: Keys\n\nThe key is in the shed."


def test_a_plain_form_that_only_points_at_the_page_gives_way() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Keys"
    mail.set_content("View this mail in a browser.")
    mail.add_alternative(f"<h1>Keys</h1><p>{'The key is in the shed. ' * 30}</p>", subtype="html")

    assert "The key is in the shed." in read(mail.as_bytes()).text


def test_every_word_of_a_page_is_read() -> None:
    extraction = read(f"{HEAD}Content-Type: text/html\n\n<div><p>In the shed.</p></div><footer>Mill Lane 4</footer>")

    assert "In the shed." in body(extraction)
    assert "Mill Lane 4" in body(extraction)


def test_what_a_page_repeats_is_quoted() -> None:
    page = (
        "<p>In the shed.</p><p>On 1 May 2026, Ben wrote:</p><blockquote type=cite><p>Where is the key?</p></blockquote>"
    )

    extraction = read(f"{HEAD}Content-Type: text/html\n\n{page}")

    assert [kind for kind, _ in kinds(extraction)] == [BlockKind.PARAGRAPH, BlockKind.QUOTED, BlockKind.QUOTED]


def test_attached_files_are_read_and_unknown_ones_named() -> None:
    mail = EmailMessage()
    mail["From"] = "Ada <ada@example.org>"
    mail.set_content("See the notes.")
    mail.add_attachment(b"Wash up after dinner.", maintype="text", subtype="plain", filename="Notizen für Ben.txt")
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="film.xyz")

    extraction = read(mail.as_bytes())

    member = extraction.places[1]
    assert (member.kind, member.name) == (PlaceKind.MEMBER, "Notizen für Ben.txt")
    assert extraction.text[member.start : member.end].strip() == "Wash up after dinner."
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.MISSING]
    assert "film.xyz" in extraction.doubts[0].message


def test_a_broken_attachment_costs_only_itself() -> None:
    mail = EmailMessage()
    mail.set_content("See the notebook.")
    mail["Subject"] = "Rain"
    mail.add_attachment(b"{", maintype="application", subtype="octet-stream", filename="rain.ipynb")

    extraction = read(mail.as_bytes())

    assert "See the notebook." in extraction.text
    assert "rain.ipynb" in extraction.doubts[0].message


def test_a_mail_that_ends_in_the_middle_says_so() -> None:
    mail = EmailMessage()
    mail.set_content("The key is in the shed.")
    mail.add_attachment(b"a,b", maintype="text", subtype="csv", filename="plots.csv")
    whole = mail.as_bytes()

    told = [[doubt.message for doubt in read(source).doubts] for source in (whole, whole[: whole.index(b"plots.csv")])]

    assert told[0] == []
    assert "ends in the middle" in told[1][-1]


def test_a_mail_that_only_forwards_another_is_read_to_the_bottom() -> None:
    inner = EmailMessage()
    inner["From"] = "Ben <ben@example.org>"
    inner["Date"] = "Fri, 1 May 2026 10:12:00 +0000"
    inner.set_content("Where is the key?")
    outer = EmailMessage()
    outer["From"] = "Ada <ada@example.org>"
    outer.add_attachment(inner)

    extraction = read(outer.as_bytes())

    assert extraction.text.endswith("Where is the key?")
    assert [place.name for place in extraction.places] == ["Ada", "Ben, 1 May 2026"]


def test_a_forwarded_mail_that_is_encoded_is_decoded() -> None:
    inner = base64.b64encode(b"Subject: Inner\n\nWhere is the key?").decode()

    extraction = read(f"{HEAD}Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}\n")

    assert extraction.text.endswith("Subject: Inner\n\nWhere is the key?")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?UTF-8?B?U2NobMO8c3NlbA==?= for =?iso-8859-1?Q?M=FCller?=", "Schlüssel for Müller"),
        ("=?utf-8?Q?Schl=C3?= =?utf-8?Q?=BCssel?=", "Schlüssel"),
        ("=?x-unknown?Q?Keys?=", "Keys"),
        ("=?utf-8?B?not base64!?=", "=?utf-8?B?not base64!?="),
        ("two\n lines", "two lines"),
        (b"Schl\xc3\xbcssel".decode("ascii", "surrogateescape"), "Schlüssel"),
    ],
)
def test_words_of_the_head_are_decoded(raw: str, text: str) -> None:
    assert header_text(raw) == text


def test_names_of_files_in_parts_are_put_together() -> None:
    extraction = read(
        f"{HEAD}MIME-Version: 1.0\nContent-Type: application/octet-stream\nContent-Disposition: attachment;\n"
        " filename*0*=UTF-8''Schl%C3%BCssel%20und;\n filename*1=\" mehr.xyz\"\n\nx\n"
    )

    assert "“Schlüssel und mehr.xyz”" in extraction.doubts[0].message


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("iso-2022-jp", "鍵は物置にあります。".encode("iso-2022-jp")),
        ("us-ascii", "鍵は物置にあります。".encode()),
        ("iso-8859-1", "鍵は物置にあります。".encode()),
        ("nobody-knows", "鍵は物置にあります。".encode()),
        ("utf-7", "鍵は物置にあります。".encode("utf-7")),
    ],
)
def test_wrong_and_missing_charsets_are_seen_through(charset: str, data: bytes) -> None:
    mail = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode() + data

    assert body(read(mail)) == "鍵は物置にあります。"


def test_flowing_lines_are_joined_and_others_are_not() -> None:
    flowing = "The key is in the shed, and the shed is behind \nthe mill.\n\n> Where is \n> the key?\n-- \nAda\n"

    extraction = read(f"{HEAD}Content-Type: text/plain; format=flowed\n\n{flowing}")

    assert kinds(extraction) == [
        (BlockKind.PARAGRAPH, "The key is in the shed, and the shed is behind the mill."),
        (BlockKind.QUOTED, "Where is the key?"),
        (BlockKind.PARAGRAPH, "Ada"),
    ]


def test_a_folded_boundary_is_one() -> None:
    parts = 'Content-Type: multipart/mixed; boundary="one\n two"\n\n--one two\n\nThe key is in the shed.\n--one two--\n'

    assert body(read(f"{HEAD}{parts}")) == "The key is in the shed."


def test_an_invitation_says_when_and_where() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Dinner"
    mail.set_content("Please come.")
    mail.add_alternative(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Dinner\nDTSTART:20260502T170000Z\nLOCATION:The mill\nEND:VEVENT\n"
        "END:VCALENDAR",
        subtype="calendar",
    )

    assert read(mail.as_bytes()).text == (
        "Subject: Dinner\n\nPlease come.\n\nSummary: Dinner\nStart: 2026-05-02 17:00 UTC\nLocation: The mill"
    )


@pytest.mark.parametrize(
    ("kind", "name"), [("application/ms-tnef", "winmail.dat"), ("application/pkcs7-mime", "smime.p7m")]
)
def test_what_only_another_program_can_read_is_named(kind: str, name: str) -> None:
    extraction = read(f'{HEAD}Content-Type: {kind}; name="{name}"\nContent-Transfer-Encoding: base64\n\neA==\n')

    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.MISSING]


def test_signatures_of_programs_and_pictures_between_the_words_are_passed_over() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Keys"
    mail.set_content("In the shed.")
    mail.add_attachment(b"x", maintype="application", subtype="pgp-signature", filename="signature.asc")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<1>")

    assert not read(mail.as_bytes()).doubts


def _with_picture(picture: bytes, subtype: str = "png") -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Keys"
    mail.set_content("See below.")
    mail.add_related(picture, "image", subtype, filename=f"shot.{subtype}", disposition="inline", cid="<1>")
    return mail.as_bytes()


def test_the_words_of_a_picture_between_the_words_are_read() -> None:
    target = BytesIO()
    page_of("The mill is closed in winter.", width=500).save(target, "BMP")

    extraction = read(_with_picture(target.getvalue(), "bmp"))

    assert "The mill is closed in winter." in extraction.text
    assert (PlaceKind.MEMBER, "shot.bmp") in [(place.kind, place.name) for place in extraction.places]
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.RECOGNISED]


def test_a_picture_without_words_is_passed_over_and_a_broken_one_named() -> None:
    blank = BytesIO()
    Image.new("RGB", (60, 60), "white").save(blank, "BMP")

    assert not read(_with_picture(blank.getvalue(), "bmp")).doubts
    broken = read(_with_picture(b"BM" + bytes(3_000), "bmp")).doubts
    assert [doubt.kind for doubt in broken] == [DoubtKind.MISSING]
    assert "shot.bmp" in broken[0].message


def test_what_became_of_a_mail_is_said() -> None:
    status = "Reporting-MTA: dns; x\n\nFinal-Recipient: ben@example.org\nAction: failed\n"
    report = f"Content-Type: message/delivery-status\n\n{status}"

    assert "Action: failed" in read(f"{HEAD}{report}").text


def test_apples_count_and_settings_are_no_mail() -> None:
    mail = f"{HEAD}\nIn the shed.\n".encode()

    extraction = read_mail(b"%d\n" % len(mail) + mail + b"<?xml version='1.0'?><plist/>", Hints(suffix=".emlx"))

    assert extraction.text.endswith("In the shed.")


@pytest.mark.parametrize("content", [b"", b"Only words, and no head.", b"\0" * 100])
def test_what_is_no_mail_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(CannotRead, match="not a mail"):
        read_mail(content)


def test_parts_that_lie_too_deep_are_refused() -> None:
    mail = HEAD
    for number in range(100):
        mail += f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'

    with pytest.raises(CannotRead, match="deep"):
        read(f"{mail}\n\nIn the shed.\n")


def test_of_flowing_lines_whose_blanks_are_to_be_deleted_only_one_is() -> None:
    flowing = "Bring the ke \nys, please.\n\n> Where is  \n> the key?\n"

    extraction = read(f"{HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\n{flowing}")

    assert body(extraction) == "Bring the keys, please.\n\nWhere is the key?"
