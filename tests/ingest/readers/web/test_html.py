from __future__ import annotations

import pytest

from ingest.documents import DoubtKind
from ingest.readers.extraction import CannotRead
from ingest.readers.web.html import read_html

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


def test_the_name_of_the_site_is_not_the_title() -> None:
    page = f"<title>Rules - Club</title><header><h1>Club</h1></header><main><h1>Rules</h1><p>{PARAGRAPH * 9}</main>"

    assert read_html(page.encode()).title == "Rules"


def test_headings_stand_where_they_say() -> None:
    extraction = read_html(PAGE.encode())

    assert "Fees" in [extraction.text[one.start : one.end] for one in extraction.headings]


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


def text_of(page: str) -> str:
    return read_html(page.encode()).text


def doubts_of(page: str) -> list[str]:
    return [doubt.message for doubt in read_html(page.encode()).doubts]


MANUAL = (
    """<html><body><div class="topmenu"><a href="/">Start</a> <a href="/all">All manuals</a></div>
<h1>Tea urn TU-4</h1><p>Read all of this manual before you fill the urn for the first time.</p><h2>Descaling</h2>
<ol><li>Pull the plug.</li><li>Fill in two litres of vinegar water.</li><li>Wait for an hour.</li></ol>
<h2>Spare parts</h2><table><tr><th>Part</th><th>Number</th></tr><tr><td>Tap</td><td>4417</td></tr></table>
<h2>Lamps</h2><table><tr><th>Lamp</th><th>Meaning</th></tr><tr><td>Red</td><td>No water</td></tr></table>"""
    f"<p>{PARAGRAPH * 6}</p>"
    '<div class="cookie-banner"><p>This site bakes biscuits. Accept all of them?</p></div></body></html>'
)


def test_a_manual_without_a_main_element_keeps_headings_steps_and_every_table() -> None:
    lines = text_of(MANUAL).splitlines()

    assert [line for line in lines if line in ("Tea urn TU-4", "Descaling", "Spare parts", "Lamps")] == [
        "Tea urn TU-4",
        "Descaling",
        "Spare parts",
        "Lamps",
    ]
    assert "2. Fill in two litres of vinegar water." in lines
    assert {"Tap | 4417", "Red | No water"} <= set(lines)


def test_banners_and_menus_are_left_out() -> None:
    assert "biscuits" not in text_of(MANUAL)
    assert "All manuals" not in text_of(MANUAL)


def test_a_short_page_inside_a_form_is_not_empty() -> None:
    page = "<form><p>Order of seeds</p><label>Name</label><input value=Ada><input type=submit value=Send></form>"

    assert text_of(page) == "Order of seeds\n\nName: Ada"


def test_struck_out_text_is_left_out_and_told() -> None:
    page = "<p>The fee is <s>40</s> 50 euros<span style='text-decoration: line-through'> until May</span>.</p>"

    assert text_of(page) == "The fee is 50 euros."
    assert doubts_of(page) == ["struck-out text is left out: “40”", "struck-out text is left out: “until May”"]


def test_struck_out_text_in_a_cell_is_told_too() -> None:
    assert doubts_of("<table><tr><th>A<th>B<tr><td><del>1</del>2<td>3</table>") == ["struck-out text is left out: “1”"]


def test_hidden_text_is_left_out_but_panels_that_unfold_are_read() -> None:
    page = """<div hidden>Words that nobody on the page can see.</div><h3><button aria-expanded=false aria-controls=one>
    How do I join?</button></h3><div id=one hidden>Write to the office.</div>
    <div role=tabpanel style="display: none">Second tab.</div>"""

    assert text_of(page) == "How do I join?\n\nWrite to the office.\n\nSecond tab."
    assert doubts_of(page) == ["hidden text is left out: “Words that nobody on the page can see.”"]


def test_pages_in_frames_that_hold_them_are_read() -> None:
    assert text_of("<p>Before</p><iframe srcdoc='&lt;p&gt;Inside&lt;/p&gt;'></iframe><p>After") == (
        "Before\n\nInside\n\nAfter"
    )


def test_a_set_of_frames_names_the_pages_in_them() -> None:
    with pytest.raises(CannotRead, match=r"only frames; ingest the pages in them: left\.html, right\.html"):
        read_html(b"<frameset><frame src=left.html><frame src=right.html></frameset>")


@pytest.mark.parametrize("page", ["<!-- nothing -->", "<!doctype html>", "<html></html>"])
def test_a_page_without_a_word_is_empty(page: str) -> None:
    assert text_of(page) == ""


def test_nesting_that_the_parser_drops_is_read_without_structure_and_told() -> None:
    page = "<div>" * 3_000 + "deep" + "</div>" * 3_000 + "<p>after"

    assert text_of(page) == "deep\n\nafter"
    assert "nested too deep" in doubts_of(page)[0]


def test_every_level_of_a_deep_thread_is_read() -> None:
    depth = 400
    thread = "".join(f"<blockquote>Reply {level} says a little more. " for level in range(depth))
    text = text_of(f"<body>{thread}{'</blockquote>' * depth}</body>")
    assert all(f"Reply {level} says" in text for level in range(depth))


def test_nesting_of_a_thousand_levels_is_read() -> None:
    assert text_of("<div>" * 1_000 + "deep" + "</div>" * 1_000 + "<p>after") == "deep\n\nafter"


def test_xhtml_may_close_its_elements_at_once() -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title><script src="x"/></head>'
        '<body><p>a&nbsp;b<a id="x"/> c</p><p>caf&eacute;</p></body></html>'
    )

    assert text_of(page) == "a b c\n\ncafé"


def test_content_without_a_body_element_is_read() -> None:
    assert text_of("<title>Rules</title><header><h1>Rules</h1></header><main><p>Row on the right.</main>") == (
        "Rules\n\nRow on the right."
    )


def test_xhtml_needs_no_declaration() -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="x"/></head><body><p>Read me.</p></body></html>'
    )

    assert text_of(page) == "Read me."


def test_what_is_not_sure_of_the_encoding_is_told() -> None:
    extraction = read_html("<p>Zdroj: Klíč".encode("iso-8859-2"))

    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.ENCODING]
