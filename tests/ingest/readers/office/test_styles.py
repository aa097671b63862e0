from __future__ import annotations

from lxml import etree

from ingest.readers.office.styles import WORD, Style, Styles, is_on, value_of, with_paragraph, with_run
from tests.ingest.readers.office.files import part


def element(tag: str, inside: str) -> etree._Element:
    return etree.fromstring(part(tag, inside).encode())


def style(name: str, inside: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}" {more}>{inside}</w:style>'


def test_a_style_takes_its_level_and_look_from_the_one_that_it_is_based_on() -> None:
    styles = Styles(
        element(
            "w:styles",
            style("h", '<w:name w:val="Heading 3"/><w:rPr><w:vanish/></w:rPr>')
            + style("own", '<w:name w:val="Chapter"/><w:basedOn w:val="h"/><w:rPr><w:vanish w:val="0"/></w:rPr>'),
        )
    )

    assert styles.named("h") == Style("heading 3", outline=3, hidden=True)
    assert styles.named("own") == Style("chapter", outline=3, hidden=False)
    assert styles.named("none") == Style()


def test_styles_based_on_each_other_end_the_circle() -> None:
    styles = Styles(
        element(
            "w:styles",
            style("a", '<w:name w:val="A"/><w:basedOn w:val="b"/>')
            + style("b", '<w:name w:val="B"/><w:basedOn w:val="a"/><w:rPr><w:strike/></w:rPr>'),
        )
    )

    assert styles.named("a") == Style("a", struck=True)


def test_the_default_style_and_styles_of_code_titles_and_captions_are_known_by_name() -> None:
    default = Styles(element("w:styles", style("n", '<w:name w:val="Normal"/>', 'w:default="1"'))).default

    assert default.name == "normal"
    assert [Style(name).is_code for name in ("html preformatted", "source code", "code of conduct")] == [
        True,
        True,
        False,
    ]
    assert (Style("title").is_title, Style("subtitle").is_title, Style("caption").is_caption) == (True, False, True)


def test_paragraph_properties_set_a_number_and_zero_takes_it_away() -> None:
    numbered = with_paragraph(Style(), element("w:pPr", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="5"/></w:numPr>'))

    assert (numbered.number, numbered.level) == ("5", 2)
    assert with_paragraph(numbered, element("w:pPr", '<w:numPr><w:numId w:val="0"/></w:numPr>')).number == ""
    assert with_paragraph(Style(outline=2), element("w:pPr", '<w:outlineLvl w:val="9"/>')).outline == 0


def test_run_properties_add_to_a_look_and_switches_can_be_turned_off() -> None:
    look = with_run(
        Style(struck=True),
        element("w:rPr", '<w:dstrike w:val="false"/><w:vertAlign w:val="superscript"/><w:rFonts w:hAnsi="Symbol"/>'),
    )

    assert look == Style(struck=False, raised=True, font="Symbol")


def test_a_switch_is_on_where_it_is_there_and_not_turned_off() -> None:
    properties = element("w:rPr", '<w:vanish/><w:strike w:val="off"/><w:u w:val="single"/>')

    assert is_on(properties.find(f"{WORD}vanish"))
    assert not is_on(properties.find(f"{WORD}strike"))
    assert not is_on(None)
    assert (value_of(properties, "u"), value_of(properties, "vanish"), value_of(properties, "b")) == ("single", "", "")
