from __future__ import annotations

from lxml import etree

from ingest.readers.office.inlines import Inlines, ParagraphWords
from ingest.readers.office.runs import Losses
from ingest.readers.office.styles import Style, Styles
from tests.ingest.readers.office.files import part

SECRET = '<w:style w:type="character" w:styleId="s"><w:name w:val="S"/><w:rPr><w:vanish/></w:rPr></w:style>'


def element(tag: str, inside: str) -> etree._Element:
    return etree.fromstring(part(tag, inside).encode())


def words(inside: str, losses: Losses | None = None, *, paged: bool = False) -> ParagraphWords:
    inlines = Inlines(Styles(element("w:styles", SECRET)), losses or Losses(), paged=paged)
    return inlines.words(element("w:p", inside), Style())


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def test_tracked_changes_are_read_as_accepted_and_hidden_runs_are_counted() -> None:
    losses = Losses()

    found = words(
        run("Rent ")
        + "<w:del><w:r><w:delText>900</w:delText></w:r></w:del>"
        + f"<w:ins>{run('950')}</w:ins><w:moveFrom>{run('moved')}</w:moveFrom>"
        + run("secret", '<w:rStyle w:val="s"/>'),
        losses,
    )

    assert found.text == "Rent 950"
    assert (losses.deleted, losses.hidden) == (["900"], ["secret"])


def test_signs_breaks_and_raised_figures_are_the_characters_that_they_show() -> None:
    found = words(
        run("10")
        + run("6", '<w:vertAlign w:val="superscript"/>')
        + '<w:r><w:tab/><w:noBreakHyphen/><w:br/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    )

    assert found.text == "10⁶\t-\n≥"


def test_a_field_says_its_result_and_not_its_instruction_even_across_paragraphs() -> None:
    inlines = Inlines(Styles(), Losses())
    body = element(
        "w:body",
        f"<w:p>{run('See ')}{mark('begin')}{code('REF x')}{run('no word')}{mark('separate')}{run('page')}</w:p>"
        f"<w:p>{run('nine')}{mark('begin')}{code('REF y')}</w:p><w:p>{run('silent')}{mark('end')}{mark('end')}"
        f"{run('.')}</w:p>",
    )

    assert [inlines.words(one, Style()).text for one in body] == ["See page", "nine", "."]


def test_a_field_without_an_end_swallows_nothing_of_what_follows() -> None:
    inlines = Inlines(Styles(), Losses())
    deleted_end = f"<w:del>{mark('end')}</w:del>"
    body = element(
        "w:body",
        f"<w:p>{run('Rent')}{mark('begin')}{code('REF x')}{deleted_end}{run(' is due.')}</w:p>"
        f"<w:p>{run('Pay ')}{mark('begin')}{code('REF y')}{mark('separate')}{run('950')}{mark('end')}</w:p>",
    )

    assert [inlines.words(one, Style()).text for one in body] == ["Rent is due.", "Pay 950"]


def test_the_number_of_a_page_is_left_out_of_what_pages_repeat_only() -> None:
    field = run("Page ") + mark("begin") + code(" PAGE ") + mark("separate") + run("3") + mark("end")

    footer, body = words(field, paged=True), words(field)

    assert (footer.text, footer.paged) == ("Page ", True)
    assert (body.text, body.paged) == ("Page 3", True)


def test_old_form_fields_show_their_state_and_choice() -> None:
    box = '<w:ffData><w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox></w:ffData>'
    choice = (
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Tea"/><w:listEntry w:val="Milk"/></w:ddList>'
        "</w:ffData>"
    )

    found = words(mark("begin", box) + mark("end") + mark("begin", choice) + mark("end"))

    assert (found.text, found.filled) == ("☐ Milk", True)


def test_notes_boxes_and_charts_are_anchored_in_order() -> None:
    box = f"<w:drawing><wps:txbx><w:txbxContent><w:p>{run('In a box')}</w:p></w:txbxContent></wps:txbx></w:drawing>"
    found = words(
        run("Tea")
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
        + f'<w:r>{box}<w:drawing><c:chart r:id="c7"/></w:drawing></w:r>'
    )

    assert found.text == "Tea"
    assert found.marks == [("footnote", "2"), ("comment", "0")]
    assert ["".join(box.itertext()) for box in found.boxes] == ["In a box"]
    assert found.parts == ["c7"]


def test_words_put_before_others_come_first_with_all_that_is_anchored() -> None:
    late = ParagraphWords("late", pictures=["b"], parts=["2"], marks=[("footnote", "2")])

    late.before(ParagraphWords("early, ", pictures=["a"], parts=["1"], marks=[("footnote", "1")]))

    assert late == ParagraphWords(
        "early, late", pictures=["a", "b"], parts=["1", "2"], marks=[("footnote", "1"), ("footnote", "2")]
    )
