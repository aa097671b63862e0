from __future__ import annotations

from ingest.readers.office.docx import read_docx
from tests.ingest.readers.office.files import paragraph, word_file


def level(number: int, form: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, override: str = "") -> str:
    """One list, w:num 1, and a second one, 2, that shares its counters and may override them."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    )


def item(text: str, at: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(body: str, numbers: str, styles: str = "") -> list[str]:
    text = read_docx(word_file(body, {"numbering": numbers, "styles": styles})).text
    return [line for line in text.split("\n") if line]


def test_levels_count_for_themselves_and_restart_below_a_higher_one() -> None:
    numbers = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "bullet", "•"))

    found = lines(
        item("A") + item("B") + item("C", 1) + item("D", 1) + item("E", 2) + item("F") + item("G", 1), numbers
    )

    assert found == ["1. A", "2. B", "a) C", "b) D", "E", "3. F", "a) G"]


def test_numbers_of_several_levels_are_joined_as_their_pattern_says() -> None:
    numbers = numbering(
        level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )

    found = lines(item("A") + item("B", 1) + item("C", 2) + item("D", 1), numbers)

    assert found == ["I A", "I.1 B", "1.1.1 C", "I.2 D"]


def test_a_level_that_is_passed_over_counts_as_begun() -> None:
    numbers = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))

    assert lines(item("A", 1) + item("B", 1) + item("C"), numbers) == ["1.1. A", "1.2. B", "2. C"]


def test_a_list_goes_on_after_other_text_and_another_list_of_its_kind_shares_the_count() -> None:
    numbers = numbering(level(0, "decimal", "%1."))

    assert lines(item("A") + paragraph("Between.") + item("B") + item("C", number=2), numbers) == [
        "1. A",
        "Between.",
        "2. B",
        "3. C",
    ]


def test_a_list_that_overrides_its_start_begins_there_once() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride>'
    numbers = numbering(level(0, "decimal", "%1."), override=start)

    assert lines(item("A") + item("B", number=2) + item("C", number=2), numbers) == ["1. A", "10. B", "11. C"]


def test_a_level_may_never_restart() -> None:
    numbers = numbering(level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>'))

    assert lines(item("A") + item("B", 1) + item("C") + item("D", 1), numbers) == ["1. A", "(1) B", "2. C", "(2) D"]


def test_a_style_brings_its_list_and_level_and_a_paragraph_can_refuse_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="g"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbers = numbering(
        level(0, "decimal", "%1", '<w:pStyle w:val="h"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="g"/>')
    )
    body = (
        paragraph("Scope", '<w:pStyle w:val="h"/>')
        + paragraph("Parts", '<w:pStyle w:val="g"/>')
        + paragraph("None", '<w:pStyle w:val="g"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )

    assert lines(body, numbers, styles) == ["1 Scope", "1.1 Parts", "None"]


def test_a_list_linked_to_a_style_takes_the_levels_of_the_styles_own() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="l"><w:name w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    numbers = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="l"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{level(0, "upperLetter", "%1:")}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    )

    assert lines(item("First", number=3), numbers, styles) == ["A: First"]


def test_empty_items_count_as_word_counts_them() -> None:
    numbers = numbering(level(0, "decimal", "%1."))

    assert lines(item("A") + item("") + item("C"), numbers) == ["1. A", "3. C"]
