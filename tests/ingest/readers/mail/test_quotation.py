from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.extraction import Builder
from ingest.readers.mail.quotation import is_introduction, page_stretches, quoted, stretches_of


def parts(mail: str) -> list[tuple[int, str]]:
    return [(stretch.depth, "\n".join(stretch.lines).strip()) for stretch in stretches_of(mail.split("\n"))]


def test_marked_lines_repeat_an_earlier_mail_with_what_introduces_them() -> None:
    mail = "Yes.\n\nOn Mon, 4 May 2026 at 10:12 Ada Lovelace <ada@example.org>\nwrote:\n\n> Come?\n>> When?\n\nBen"

    assert parts(mail) == [
        (0, "Yes."),
        (1, "On Mon, 4 May 2026 at 10:12 Ada Lovelace <ada@example.org>\nwrote:\n\nCome?"),
        (2, "When?"),
        (0, "Ben"),
    ]


def test_answers_between_quoted_lines_are_the_writers_own() -> None:
    assert parts("> Come?\nYes.\n> When?\nAt eight.") == [(1, "Come?"), (0, "Yes."), (1, "When?"), (0, "At eight.")]


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Ada\nSent: Monday\nTo: Ben\nSubject: Keys",
        "________________________________\nFrom: Ada\nSent: Monday\nTo: Ben\nSubject: Keys",
        "Von: Ada\nGesendet: Montag\nAn: Ben\nBetreff: Schlüssel",
    ],
)
def test_all_below_the_head_of_an_earlier_mail_repeats_it(head: str) -> None:
    mail = parts(f"Thank you.\n\n{head}\n\nThe key is in the shed.")

    assert mail[0][1].startswith("Thank you.")
    assert mail[-1][0] == 1
    assert mail[-1][1].endswith("The key is in the shed.")


def test_what_is_forwarded_is_no_repetition() -> None:
    mail = "See below.\n\n---------- Forwarded message ---------\nFrom: Ada\nSubject: Keys\n\nThe key is in the shed."

    assert [depth for depth, _ in parts(mail)] == [0]


def test_a_mail_that_begins_with_a_head_is_no_repetition() -> None:
    assert [depth for depth, _ in parts("From: Ada\nSubject: Keys\n\nThe key is in the shed.")] == [0]


@pytest.mark.parametrize(
    "line",
    [
        "On 4 May 2026 at 10:12, Ada Lovelace <ada@example.org> wrote:",
        "Am 4. Mai 2026 um 10:12 schrieb Ada Lovelace:",
        "Le 4 mai 2026 à 10:12, Ada Lovelace a écrit :",
        "Ada Lovelace wrote:",
    ],
)
def test_introductions_are_known_in_several_languages(line: str) -> None:
    assert is_introduction(line)


@pytest.mark.parametrize(
    "line", ["This is what she wrote in the book that we found in the attic:", "The fees:", "wrote"]
)
def test_other_lines_with_a_colon_introduce_no_mail(line: str) -> None:
    assert not is_introduction(line)


def test_quotations_of_a_page_are_told_by_their_marks() -> None:
    source = '<p>Yes.</p><blockquote type="cite"><p>Come?</p><blockquote>x</blockquote></blockquote><p>Ben</p>'

    assert [(again, "Come" in part) for again, part in page_stretches(source)] == [
        (False, False),
        (True, True),
        (False, False),
    ]


def test_all_below_the_mark_of_outlook_repeats() -> None:
    source = '<p>Yes.</p><div id="divRplyFwdMsg">From: Ada</div><p>Come?</p>'

    assert [again for again, _ in page_stretches(source)] == [False, True]


def test_blocks_that_repeat_are_quoted() -> None:
    builder = Builder()
    builder.paragraph("Come?")

    assert [(block.kind, block.level) for block in quoted(builder.extraction(), 2).blocks] == [(BlockKind.QUOTED, 2)]
