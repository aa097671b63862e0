from __future__ import annotations

from ui.plain_text import plain, plain_line


def test_nothing_in_a_text_steers_a_terminal() -> None:
    steering = "red \x1b[31m, bell \x07, back \x08, title \x1b]0;x\x07, \x9b2J, reversed \u202etxt"

    shown = plain(steering)

    assert shown.isprintable()
    assert len(shown) == len(steering)


def test_lines_stay_and_a_name_is_one_line() -> None:
    assert plain("one\ntwo\r\n") == "one\ntwo \n"
    assert plain_line("one\ntwo") == "one two"
