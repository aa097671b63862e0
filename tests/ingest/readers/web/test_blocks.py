from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.web.blocks import parts_of, write
from ingest.readers.web.htmltree import tree_of


def read(markup: str) -> Extraction:
    tree = tree_of(f"<html><body>{markup}</body></html>")
    builder = Builder()
    write(parts_of(tree), builder)
    return builder.extraction()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ol start=5><li>Five<li>Six</ol>", "5. Five\n6. Six"),
        ("<ol reversed><li>Two<li>One</ol>", "2. Two\n1. One"),
        ("<ol type=a><li>First<li>Second</ol>", "a. First\nb. Second"),
        ("<ol type=I><li>First<li>Second<li>Third<li>Fourth</ol>", "I. First\nII. Second\nIII. Third\nIV. Fourth"),
        ("<ol><li>One<li value=10>Ten<li>Eleven</ol>", "1. One\n10. Ten\n11. Eleven"),
        ("<ol><li>One<ol><li>Inner</ol><li>Two</ol>", "1. One\n1. Inner\n2. Two"),
        ("<ul><li>Kitchen<ul><li>Ines cooks</ul><li>Paths</ul>", "Kitchen\nInes cooks\nPaths"),
        ("<ol><li><p>Step</p><p>and what it means</p><li>Next</ol>", "1. Step\nand what it means\n2. Next"),
        ("<ol><li><pre>run()</pre><li>Next</ol>", "1.\n\nrun()\n\n2. Next"),
    ],
)
def test_items_keep_their_numbers(markup: str, text: str) -> None:
    assert read(markup).text == text


def test_items_know_how_deep_they_lie() -> None:
    assert [block.level for block in read("<ul><li>a<ul><li>b</ul><li>c</ul>").blocks] == [1, 2, 1]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<dl><dt>Wifi</dt><dd>4417</dd><dt>Hours:</dt><dd>9 to 6</dd></dl>", "Wifi: 4417\nHours: 9 to 6"),
        ("<dl><dt>A<dt>B<dd>both</dl>", "A\nB: both"),
        ("<dl><dt>Word<dd>one line<br>Another line</dl>", "Word\none line\nAnother line"),
    ],
)
def test_a_term_stands_with_its_explanation(markup: str, text: str) -> None:
    assert read(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Ada Lind<br>Square 5<br>12345 Town", "Ada Lind\nSquare 5\n12345 Town"),
        ("<p>Bring a coin<br>for the locker.", "Bring a coin for the locker."),
        ("<p>one<br><br>two", "one\n\ntwo"),
        ("<h1>Lido<br>Timetable</h1>", "Lido Timetable"),
        ("<p><span>Monday</span><span>Wednesday</span>", "Monday Wednesday"),
        ("<p><span>7:00</span><span>19:30</span>", "7:00 19:30"),
        ("<p><a href=a>one</a><a href=b>two</a>", "one two"),
        ("<p><b>in</b><i>formation</i> <span>D</span><span>rop</span> in<wbr>side", "information Drop inside"),
        ("<p>use <code><span>foo</span><span>Bar</span></code>", "use fooBar"),
        ("<p>10<sup>6</sup> m<sup>3</sup>, 10<sup>-3</sup>, 1<sup>st</sup>", "10⁶ m³, 10⁻³, 1st"),
        ("<p>H<sub>2</sub>O, 101<sub>2</sub>", "H2O, 101₂"),
        ("<p>in 1984<sup><a href='#n3'>3</a></sup> and so<sup class=reference>[12]</sup>", "in 1984[3] and so[12]"),
        (
            "<p>x <math><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
            "x a² + 1/2",
        ),
        ("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です", "漢字です"),
    ],
)
def test_words_are_neither_glued_nor_split(markup: str, text: str) -> None:
    assert read(markup).text == text


def test_a_table_has_its_headers_spans_and_caption() -> None:
    extraction = read(
        """<table><caption>Fees</caption><thead><tr><th rowspan=2>Age<th colspan=2>Fee<tr><th>Day<th>Year</thead>
        <tr><td>Child<td>1<td>10<tr><td><!-- note -->Adult<td><ul><li>3<li>4</ul><td>40</table>"""
    )

    assert extraction.text.splitlines()[0] == "Fees"
    assert extraction.tables[0].columns == ("Age", "Fee › Day", "Fee › Year")
    assert extraction.tables[0].caption == "Fees"
    assert extraction.text.splitlines()[-1] == "Adult | 3 4 | 40"


def test_a_table_that_lays_out_the_page_is_gone_through() -> None:
    extraction = read(
        "<table><tr><td><h2>Left</h2><p>One.<td><h2>Right</h2><table><tr><th>A<th>B<tr><td>1<td>2</table></table>"
    )

    assert extraction.text == "Left\n\nOne.\n\nRight\n\nA | B\n1 | 2"
    assert len(extraction.tables) == 1


def test_code_keeps_its_lines() -> None:
    extraction = read("<p>So:<pre>def run():\n    return 1</pre>")

    assert extraction.text == "So:\n\ndef run():\n    return 1"
    assert extraction.blocks[1].kind is BlockKind.CODE


def test_pictures_are_told_by_their_words() -> None:
    extraction = read("<figure><img src=a.png alt='Map of the harbour'><figcaption>In 1900</figcaption></figure>")

    assert extraction.text == "Map of the harbour\nIn 1900"
    assert {block.kind for block in extraction.blocks} == {BlockKind.CAPTION}


def test_footnotes_are_told_from_text() -> None:
    extraction = read("<p>Text.<aside role=doc-footnote>A note.</aside><ol><li id=fn1>Another.</ol>")

    assert [block.kind for block in extraction.blocks] == [BlockKind.PARAGRAPH, BlockKind.FOOTNOTE, BlockKind.FOOTNOTE]


@pytest.mark.parametrize(
    "tags", ["<ruby>", "<pre><span>", "<math><msup><mi>a</mi>", "<table><tr><th>a<td>", "<ul><li>"]
)
def test_nesting_of_hundreds_of_levels_is_no_reason_to_fail(tags: str) -> None:
    first, *rest = tags.replace("><", "> <").split(" ")

    assert "x" in read(first + "".join(rest or [first]) * 400 + "x").text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<label><input type=checkbox checked> Gift wrap</label>", "☑ Gift wrap"),
        ("<ul><li><input type=checkbox> Oil</li><li><input type=radio checked>Vinegar</li></ul>", "☐ Oil\n☑ Vinegar"),
        ("<p>Size: <input type=radio>S <input type=radio checked>L</p>", "Size: ☐ S ☑ L"),
        ("<input type=checkbox id=menu><p>Words</p>", "Words"),
        ("<label>Land</label> <select><option>Oland<option selected>Uland</select>", "Land: ☐ Oland ☑ Uland"),
        ("<label>Name</label> <input> <label>Town</label> <input value=Wels>", "Name\nTown: Wels"),
        ("<p>A ☐ sign</p><p>☐</p>", "A ☐ sign\n\n☐"),
    ],
)
def test_what_is_ticked_or_chosen_is_said_by_signs(markup: str, text: str) -> None:
    assert read(markup).text == text


def test_of_a_long_choice_only_what_is_chosen_is_said_and_the_rest_is_told() -> None:
    options = "".join(f"<option{' selected' if year == 2004 else ''}>{year}</option>" for year in range(2000, 2010))

    extraction = read(f"<p>Year <select>{options}</select></p>")

    assert extraction.text == "Year: 2004"
    assert extraction.doubts[0].message.startswith("options that are not chosen are left out: “2000, 2001")


def test_an_abbreviation_is_explained_once_after_its_block() -> None:
    said = "<abbr title='Local Tool Bank'>LTB</abbr>"

    extraction = read(
        f"<p>The {said} opens.</p><p>The {said} closes.</p><table><tr><td>{said}<td>1<tr><td>x<td>2</table>"
    )

    assert extraction.text == "The LTB opens.\n\nLTB: Local Tool Bank\n\nThe LTB closes.\n\nLTB | 1\nx | 2"


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("<a href='tel:+43-732-551904'>Call us</a>", "Call us\n\nCall us: +43-732-551904"),
        ("<a href='tel:+43732551904'>0732 / 55 19 04</a>", "0732 / 55 19 04"),
        ("<a href='mailto:oven@mill.example?subject=x'>Write</a>", "Write\n\nWrite: oven@mill.example"),
        ("<a href='mailto:?body=x'>Share</a>", "Share"),
    ],
)
def test_a_link_tells_whom_it_reaches_where_its_words_do_not(link: str, text: str) -> None:
    assert read(f"<p>{link}</p>").text == text


def test_the_source_of_a_quotation_is_kept() -> None:
    assert read("<blockquote><p>Row on.</p><footer>A. Rower</footer></blockquote>").text == "Row on.\n\nA. Rower"


def test_a_sign_that_is_all_of_a_cell_is_said() -> None:
    cells = "<td><img src=y.png alt=yes></td><td><i aria-label=included></i></td><td><img alt='y.png'></td>"

    assert read(f"<table><tr><th>Plan<th>A<th>B<th>C<tr><td>Disk</td>{cells}</table>").text.endswith(
        "Disk | yes | included"
    )


def test_a_price_that_touches_a_name_is_parted_from_it() -> None:
    assert read("<div><span>Saltimbocca</span><span>€18</span></div>").text == "Saltimbocca €18"


def test_a_closed_dialog_is_left_out_and_told() -> None:
    extraction = read("<p>Seen.</p><dialog>The offer ends on Friday at noon.</dialog><dialog open>Shown.</dialog>")

    assert extraction.text == "Seen.\n\nShown."
    assert extraction.doubts[0].message == "hidden text is left out: “The offer ends on Friday at noon.”"
