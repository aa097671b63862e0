from __future__ import annotations

from ingest.readers.web.html import read_html

LONG = "<p>" + "The hut is open from May to October, and the key hangs behind the door. " * 3 + "</p>"


def read(style: str, body: str) -> str:
    return read_html(f"<html><head><style>{style}</style></head><body>{LONG}{body}</body></html>".encode()).text


def test_what_a_class_hides_is_left_out() -> None:
    assert "gone" not in read(".x, p.y { color: red; display: none }", "<p class='y z'>gone</p><i class=x>gone</i>")


def test_what_a_class_strikes_out_is_left_out_and_told() -> None:
    page = f"<style>.old {{ text-decoration: line-through; }}</style>{LONG}<p>Fee <b class=old>40</b> 50</p>"

    extraction = read_html(page.encode())

    assert extraction.text.endswith("Fee 50")
    assert [doubt.message for doubt in extraction.doubts] == ["struck-out text is left out: “40”"]


def test_a_later_rule_and_the_element_itself_have_the_last_word() -> None:
    style = ".tab { display: none } .tab.now { display: block }"

    assert "shown" in read(style, "<div class='tab now'>shown</div>")
    assert "also" in read(style, "<div class=tab style='display: block'>also</div>")


def test_rules_for_print_and_of_what_lies_in_something_are_passed_over() -> None:
    style = "@media print { .a { display: none } } nav .b { display: none } /* .c { display: none } */"

    assert "stays" in read(style, "<p class='a b c'>stays</p>")


def test_a_rule_that_hides_most_of_the_page_waits_for_a_script() -> None:
    assert "The hut" in read_html(f"<style>.page {{ visibility: hidden }}</style><div class=page>{LONG}".encode()).text


def test_lists_are_numbered_as_a_class_says() -> None:
    assert "b. two" in read(".abc { list-style-type: lower-alpha }", "<ol class=abc><li>one<li>two</ol>")


def test_a_broken_style_sheet_is_no_reason_to_fail() -> None:
    assert "fine" in read("@media { .a { .b } p.c { display", "<p class=a>fine</p>")
