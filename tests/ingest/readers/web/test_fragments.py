from __future__ import annotations

import pytest

from ingest.readers.web.fragments import HtmlFragment, attribute, opens, raised, tag_of


@pytest.mark.parametrize(
    ("written", "around"),
    [("<br>", ""), ("<b>", "a <b>bold</b> word"), ("</div>", ""), ("<img src=x>", ""), ("<input type=text>", "")],
)
def test_elements_of_html_are_markup(written: str, around: str) -> None:
    tag = tag_of(written)

    assert tag is not None
    assert tag.is_markup(around)


@pytest.mark.parametrize("written", ["<folder>", "<b>", "<input>", "<source>"])
def test_names_that_nothing_closes_are_words(written: str) -> None:
    tag = tag_of(written)

    assert tag is not None
    assert not tag.is_markup("they say it once")


@pytest.mark.parametrize("written", ["<Button>", "<1>", "<a, b>", "<>"])
def test_types_and_signs_are_no_tags(written: str) -> None:
    assert tag_of(written) is None


def test_the_lines_of_a_fragment_are_parted_at_blocks() -> None:
    source = "<p>One <b>bo</b>ld</p><div>two &amp; <i>three</i></div><script>no()</script>"

    fragment = HtmlFragment.of(source, source)

    assert fragment.markup
    assert fragment.lines == ("One bold", "two & three")


def test_attributes_are_read_with_any_quotes() -> None:
    assert attribute('<img alt="A &amp; B">', "alt") == "A & B"
    assert attribute("<img alt='map'>", "alt") == "map"
    assert attribute("<img src=x>", "alt") == ""


def test_a_table_is_open_until_it_is_closed() -> None:
    assert opens("<table><tr>")
    assert not opens("<table><tr></table>")


def test_digits_are_raised_and_words_are_not() -> None:
    assert raised("-3") == "⁻³"
    assert raised("st") == "st"


def test_tags_of_office_programs_are_markup_and_hosts_with_ports_are_words() -> None:
    assert HtmlFragment.of("<p>Over<o:p></o:p></p>", "").lines == ("Over",)
    assert HtmlFragment.of("Call <host:port> now", "").lines == ("Call <host:port> now",)
