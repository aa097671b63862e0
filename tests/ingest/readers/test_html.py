from __future__ import annotations

from ingest.readers.html import read_html

PARAGRAPH = (
    "The reading room opens at nine every morning and closes at six in the evening on all weekdays of the year. "
)
PAGE = f"""<!doctype html><html><head><title>Library hours – Town site</title><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a><a href="/news">News of the town</a></nav>
<main><h1>Library hours</h1><p>{PARAGRAPH * 2}</p><h2>Fees</h2><p>A card costs <b>40</b> euros a year for adults.
{PARAGRAPH}</p><ul><li>Children pay nothing</li><li>Students pay half</li></ul>
<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9-18</td></tr></table></main>
<footer>Copyright Town Council</footer><script>track()</script></body></html>"""


def test_main_content_is_kept_without_navigation_footer_or_scripts() -> None:
    text = read_html(PAGE.encode()).text

    assert "opens at nine" in text
    assert "A card costs 40 euros a year" in text
    assert not any(noise in text for noise in ("News of the town", "Copyright", "track()", "color: red"))


def test_lists_and_tables_are_lines() -> None:
    lines = read_html(PAGE.encode()).text.splitlines()

    assert "Children pay nothing" in lines
    assert "Monday | 9-18" in lines


def test_the_first_heading_is_the_title() -> None:
    assert read_html(PAGE.encode()).title == "Library hours"


def test_without_a_heading_the_page_title_is_the_title() -> None:
    assert read_html(b"<title>Hours</title><p>Open at nine.").title == "Hours"


def test_headings_stand_where_they_say() -> None:
    reading = read_html(PAGE.encode())

    assert "Fees" in [reading.text[one.start : one.end] for one in reading.headings]


def test_a_tiny_page_is_read_whole() -> None:
    assert read_html(b"<h1>Notice</h1><p>Closed on 3 May.</p>").text == "Notice\n\nClosed on 3 May."


def test_entities_are_characters() -> None:
    assert read_html(b"<p>Fish &amp; chips &lt;3 &euro;5</p>").text == "Fish & chips <3 €5"


def test_broken_markup_is_no_reason_to_fail() -> None:
    assert "Open" in read_html(b"<p>Open <b>at <i>nine</p></div><td>").text


def test_a_page_in_its_declared_encoding_is_read_right() -> None:
    page = '<html><head><meta charset="shift_jis"></head><body><p>東京の図書館</p></body></html>'

    assert read_html(page.encode("shift_jis")).text == "東京の図書館"


def test_an_xml_declaration_is_no_reason_to_fail() -> None:
    assert read_html(b'<?xml version="1.0" encoding="utf-8"?><html><body><p>Text</p></body></html>').text == "Text"


def test_a_page_of_nothing_but_markup_is_empty() -> None:
    assert read_html(b"<html><body><script>x()</script></body></html>").text == ""


def test_deep_nesting_is_no_reason_to_fail() -> None:
    assert "deep" in read_html(b"<div>" * 200 + b"deep" + b"</div>" * 200).text
