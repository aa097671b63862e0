from __future__ import annotations

import pytest

from ingest.readers.web.html import read_html

TEXT = "The boat house opens at eight, and the boats must be back before the lamps are lit at the pier in the evening. "
MENU = "<div class=hdr><ul><li><a href=/>Home</a><li><a href=/b>Boats</a><li><a href=/c>Contact us</a></ul></div>"
FOOT = "<div id=foot><p>© 2026 Lake Club. All rights reserved.</p><a href=/i>Imprint</a> <a href=/p>Privacy</a></div>"
BOATS = "<table><tr><th>Boat<th>Seats</tr><tr><td>Skiff<td>2</tr><tr><td>Punt<td>4</tr></table>"


def text_of(body: str) -> str:
    page = f"<!doctype html><html><head><title>Club</title></head><body>{MENU}{body}{FOOT}</body></html>"
    return read_html(page.encode()).text


SHOP = f"""<div><h1>Skiff S2</h1><div class=price>EUR 900</div><p>{TEXT * 5}</p>
<div role=tabpanel style="display: none">{BOATS}</div></div>
<div class=related-products><h3>You may also like</h3><a href=x>Punt P4</a></div>"""
QUESTIONS = "<h1>Questions</h1>" + "".join(
    f"""<div><button aria-expanded=false>May I bring dog {number}?</button><div hidden class=answer>
    <p>Dog {number} may come along. {TEXT}</p></div></div>"""
    for number in range(8)
)
EVENTS = "<main><h1>Events</h1>" + "".join(
    f"<div><h3><a href=/e>Regatta {day}</a></h3><time>{day} May 2026</time><p>Start at pier {day}.</p></div>"
    for day in range(1, 15)
)
LAYOUT = f"""<table width=100%><tr><td><a href=a>Home</a><br><a href=c>Contact us</a></td><td><h1>Rules</h1>
<p>{TEXT * 4}</p>{BOATS}<ol><li>Row on the right.<li>Wear a vest.</ol></td></tr></table>"""
MANUAL = f"""<div class=sidebar><a href=1>Install</a></div><div role=main><h1>Configure</h1><p>{TEXT * 3}</p>
<dl><dt>--port</dt><dd>The port to use.</dd></dl><pre>run --port 80</pre></div><div class=footer>© Copyright.</div>"""
ARTICLE = f"""<article><h1>Spring</h1><p>{TEXT * 6}</p><aside><p>Tip: keep your back straight.</p></aside><p>{TEXT}</p>
<figure><img src=a.jpg alt="Two rowers"><figcaption>Two rowers at dawn</figcaption></figure></article>
<section id=comments><h2>3 comments</h2><ol><li><p>First! A silly remark, quite long so that it looks like text.
</ol></section><aside class=sidebar><p>Buy our calendar now, it is only ten euros for members.</p></aside>"""
SECTIONS = f"""<div><h1>Manual</h1><p>{TEXT * 3}</p>{BOATS}<p>{TEXT * 3}</p></div>
<div><h2>Parts</h2><table><tr><th>Part<th>No</tr><tr><td>Oar<td>17</table></div>
<div><h2>Steps</h2><ol><li>Push.<li>Pull.</ol></div>"""
BOAT_ROWS = "".join(f"<tr><td>Boat {number}<td>{number} EUR" for number in range(60))
PRICES = f"<h1>Prices</h1><table><tr><th>Boat<th>Hour</tr>{BOAT_ROWS}</table><p>All prices hold from May.</p>"
HARBOURS = "<h1>Harbours</h1><ul>" + "".join(
    f"<li><a href=/h>Harbour {number} of the shore</a></li>" for number in range(40)
)


@pytest.mark.parametrize(
    ("body", "main"),
    [
        (SHOP, ("Skiff S2", "EUR 900", "Skiff | 2", "Punt | 4")),
        (QUESTIONS, ("Questions", "May I bring dog 3?", "Dog 5 may come along.")),
        (EVENTS, ("Events", "Regatta 3", "3 May 2026", "Start at pier 9.")),
        (LAYOUT, ("Rules", "Skiff | 2", "2. Wear a vest.")),
        (MANUAL, ("Configure", "--port: The port to use.", "run --port 80")),
        (ARTICLE, ("Spring", "Tip: keep your back straight.", "Two rowers at dawn")),
        (SECTIONS, ("Manual", "Skiff | 2", "Parts", "Oar | 17", "Steps", "2. Pull.")),
        (PRICES, ("Prices", "Boat 7 | 7 EUR", "All prices hold from May.")),
        (HARBOURS, ("Harbours", "Harbour 7 of the shore")),
        ("<h1>Closed</h1><p>The club is closed on 3 May.</p>", ("Closed", "The club is closed on 3 May.")),
    ],
)
def test_content_of_every_kind_of_page_is_kept(body: str, main: tuple[str, ...]) -> None:
    text = text_of(body)

    assert [words for words in main if words not in text] == []


@pytest.mark.parametrize("body", [SHOP, QUESTIONS, EVENTS, LAYOUT, MANUAL, ARTICLE, SECTIONS, PRICES, HARBOURS])
def test_what_leads_around_the_site_is_left_out(body: str) -> None:
    text = text_of(body)
    around = ("Contact us", "You may also like", "Install", "© Copyright", "3 comments", "silly remark", "calendar now")

    assert [words for words in around if words in text] == []


DISHES = "<div><b>Cacio e pepe</b> €12</div><div><b>Saltimbocca</b> €18</div>"


def test_a_menu_of_dishes_is_content_and_one_of_links_is_not() -> None:
    body = f"<section id=menu><h2>Menu</h2>{DISHES}</section><p>{TEXT * 8}</p>"

    assert "Saltimbocca €18" in text_of(body)
    assert "Our boats" not in text_of(f"<div class=menu><h2>Menu</h2><a href=x>Our boats</a></div><p>{TEXT * 8}</p>")


def test_a_table_of_one_row_with_lines_below_each_other_lays_a_page_out() -> None:
    lines = (
        "<b>Training</b><br>Monday 18:00 juniors<br>Wednesday 19:00 seniors<br>The boat house was renewed last year."
    )

    text = text_of(f"<table><tr><td><a href=x>News</a></td><td>{lines}</td></tr></table>")

    assert {"Training", "Monday 18:00 juniors", "Wednesday 19:00 seniors"} <= set(text.splitlines())
