from __future__ import annotations

from ingest.readers.mail.contentlines import properties


def test_folded_lines_and_quoted_parameters_are_read() -> None:
    found = list(properties('ATTENDEE;CN="Moser, Karl";X=1:mail\r\n to:karl@x.example\r\nNOTE:a\\, b\\nc'))

    assert [(one.name, one.value) for one in found] == [("ATTENDEE", "mailto:karl@x.example"), ("NOTE", "a\\, b\\nc")]
    assert found[0].parameters == {"CN": "Moser, Karl", "X": "1"}
    assert found[1].text == "a, b\nc"


def test_quoted_printable_of_old_cards_is_undone_over_its_line_ends() -> None:
    card = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=\r\n=C3=BCller\r\nTEL;CELL:1"

    assert [one.text for one in properties(card)] == ["Jörg Müller", "1"]


def test_sorts_and_groups_are_told() -> None:
    found = next(iter(properties("item1.TEL;TYPE=WORK,VOICE;TYPE=pref:1")))

    assert (found.group, found.kinds) == ("item1", ("work", "voice", "pref"))
