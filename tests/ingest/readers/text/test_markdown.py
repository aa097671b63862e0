from __future__ import annotations

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.text.markdown import read_markdown


def text_of(source: str) -> str:
    return read_markdown(source.encode()).text


def test_marks_go_and_words_stay() -> None:
    assert text_of("A **bold** and *thin* [link](https://example.org) to `code`.") == "A bold and thin link to code."


def test_headings_are_lines_with_their_place_and_depth() -> None:
    extraction = read_markdown(b"# House\n\nText.\n\n## Rules\n\nMore.")

    assert [(extraction.text[one.start : one.end], one.level) for one in extraction.headings] == [
        ("House", 1),
        ("Rules", 2),
    ]


def test_the_first_heading_is_the_title() -> None:
    assert read_markdown(b"Intro.\n\n# House\n").title == "House"


def test_front_matter_names_the_title_and_its_pairs_are_fields() -> None:
    extraction = read_markdown(b'---\ntitle: "My notes"\ntags: [a]\n---\n\nText.')

    assert (extraction.title, extraction.text) == ("My notes", "title: My notes\ntags: [a]\n\nText.")
    assert [block.kind for block in extraction.blocks[:2]] == [BlockKind.FIELD, BlockKind.FIELD]


def test_a_wrapped_paragraph_is_one_line() -> None:
    assert text_of("one\ntwo\n\nthree") == "one two\n\nthree"


def test_list_items_are_lines_also_nested_ones() -> None:
    assert text_of("- a\n- b\n  - c\n\nEnd.") == "a\nb\nc\n\nEnd."


def test_table_rows_are_lines_of_cells() -> None:
    assert text_of("| Item | Price |\n|---|---|\n| Tea | 2 |") == "Item | Price\nTea | 2"


def test_code_keeps_its_lines() -> None:
    assert text_of("```\nfirst = 1\nsecond = 2\n```") == "first = 1\nsecond = 2"


def test_html_inside_is_text_without_tags() -> None:
    assert text_of("<div>Shown</div>\n\n<!-- hidden -->\n\nText.") == "Shown\n\nText."


def test_an_image_leaves_its_description() -> None:
    assert text_of("![A map](http://127.0.0.1:9/x.png)") == "A map"


def test_text_that_looks_like_a_script_stays_harmless_text() -> None:
    assert "<" not in text_of("<script>alert(1)</script>")


@pytest.mark.parametrize(
    "words",
    [
        "Type restore <snapshot> --to <folder> to bring a backup back.",
        "It returns a List<Record>, a Map<Key,Value> and a Vec<B>.",
        "Water boils if p<1 and t>99 here.",
        "Copy <source> to <target>, and give <input> and <title>.",
        "An <option> is a value, a <Button> is a type.",
    ],
)
def test_words_in_angle_brackets_are_words(words: str) -> None:
    assert text_of(words) == words


@pytest.mark.parametrize("line", ["<snapshot>", "<title> is what the command asks for first", "<Record> is the type"])
def test_words_in_angle_brackets_that_begin_a_line_are_words(line: str) -> None:
    assert text_of(f"Before.\n\n{line}\n\nAfter.") == f"Before.\n\n{line}\n\nAfter."


def test_an_address_in_angle_brackets_stays() -> None:
    assert text_of("Write to <me@example.org>.") == "Write to me@example.org."


def test_elements_of_html_are_marks() -> None:
    assert text_of("A <b>bold</b> <span class='x'>word</span>, H<sub>2</sub>O and <kbd>Enter</kbd>.") == (
        "A bold word, H2O and Enter."
    )


def test_raised_digits_are_not_digits_of_the_number_before() -> None:
    assert text_of("3 × 10<sup>6</sup> metres on the 1<sup>st</sup>.") == "3 × 10⁶ metres on the 1st."


def test_breaks_part_words_in_cells_and_lines_in_paragraphs() -> None:
    assert text_of("| a | b |\n|---|---|\n| Ilse<br>Tomas | 204<br/>207 |") == "a | b\nIlse Tomas | 204 207"
    assert text_of("Harbour Street 14  \n5003 Bergen\\\nNorway<br>Europe") == (
        "Harbour Street 14\n5003 Bergen\nNorway\nEurope"
    )


def test_a_table_has_columns_and_escaped_pipes_are_words() -> None:
    extraction = read_markdown(b"| Sign | Meaning |\n|:--|--:|\n| a \\| b | or |\n| `x` | |")

    assert extraction.tables[0].columns == ("Sign", "Meaning")
    assert extraction.text == "Sign | Meaning\na | b | or\nx"


def test_numbers_of_lists_stay_as_written() -> None:
    assert text_of("3. Turn the key.\n4. Push the choke in.\n7) Drive.") == (
        "3. Turn the key.\n4. Push the choke in.\n\n7) Drive."
    )


def test_numbers_that_are_all_alike_are_counted() -> None:
    assert text_of("1. a\n1. b\n1. c") == "1. a\n2. b\n3. c"


def test_nested_items_are_deeper() -> None:
    extraction = read_markdown(b"- a\n  1. b\n     - c\n- [x] d")

    assert [(block.level, extraction.text[block.start : block.end]) for block in extraction.blocks] == [
        (1, "a"),
        (2, "1. b"),
        (3, "c"),
        (1, "[x] d"),
    ]


def test_struck_through_words_are_left_out_with_a_doubt() -> None:
    extraction = read_markdown(b"The fee is ~~20 euros~~ 25 euros, <del>monthly</del> yearly.")

    assert extraction.text == "The fee is 25 euros, yearly."
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.LEFT_OUT] * 2
    assert "20 euros" in extraction.doubts[0].message


def test_footnotes_keep_their_mark_and_their_words() -> None:
    extraction = read_markdown(b"Text.[^a]\n\n[^a]: The note.\n[^b]: Nobody refers to it.")

    assert extraction.text == "Text.[a]\n\n[a] The note.\n\n[b] Nobody refers to it."
    assert [block.kind for block in extraction.blocks[1:]] == [BlockKind.FOOTNOTE] * 2


def test_a_note_in_the_line_stays_in_the_line() -> None:
    assert text_of("Text^[An *inline* note.] ends.") == "Text [An inline note.] ends."


def test_definitions_are_labels_with_values() -> None:
    extraction = read_markdown(b"Gate\n: The code is 4417.\n\nShed\n: The code is 3056.\n: It sticks.")

    assert extraction.text == "Gate: The code is 4417.\nShed: The code is 3056.\nIt sticks."
    assert extraction.blocks[0].kind is BlockKind.FIELD


def test_lines_of_labels_are_lines() -> None:
    assert text_of("Gate code: 4417\nWifi code: 8820") == "Gate code: 4417\nWifi code: 8820"


def test_something_like_a_link_definition_that_leads_nowhere_is_words() -> None:
    assert text_of("[Deadline]: Friday\n\n[page]: https://example.org/x") == "[Deadline]: Friday"


def test_wiki_links_leave_their_words() -> None:
    assert text_of("See [[House rules|the rules]] and [[Keys]].") == "See the rules and Keys."


def test_formulas_stay_as_they_stand() -> None:
    assert text_of("With $a_1 * b_1 * c$ it costs $5 to $6.") == "With $a_1 * b_1 * c$ it costs $5 to $6."


def test_an_alert_says_what_it_is() -> None:
    assert text_of("> [!WARNING]\n> Mind the gap.") == "Warning\nMind the gap."


def test_emphasis_inside_a_word_parts_nothing() -> None:
    assert text_of("un*believ*able snake_case_word") == "unbelievable snake_case_word"


def test_entities_are_characters() -> None:
    assert text_of("Fish &amp; chips &copy; &#163;5") == "Fish & chips © £5"


def test_blocks_of_html_are_read_as_a_page() -> None:
    assert text_of("Before.\n\n<ul>\n<li>tea</li>\n<li>milk</li>\n</ul>\n\nAfter.") == "Before.\n\ntea\nmilk\n\nAfter."


def test_a_table_of_html_goes_on_over_blank_lines() -> None:
    rows = text_of("<table>\n<tr>\n\n<td>one</td>\n\n    <td>two</td>\n</tr>\n</table>\n\nAfter.")

    assert rows == "one | two\n\nAfter."


def test_markdown_between_elements_is_markdown() -> None:
    assert text_of("<details>\n<summary>More</summary>\n\nSome *text*.\n\n</details>") == "More\n\nSome text."


def test_code_in_an_item_keeps_its_lines() -> None:
    assert text_of("1. Run\n   ```\n   a  b\n     c\n   ```\n2. Stop") == "1. Run\n\na  b\n  c\n\n2. Stop"


@pytest.mark.parametrize("depth", [12, 40, 400])
def test_what_lies_deep_or_follows_it_is_read(depth: int) -> None:
    source = "\n".join(f"{'  ' * number}- level{number}" for number in range(depth)) + "\n\nThe key is in the shed.\n"

    extraction = read_markdown(source.encode())

    assert f"level{depth - 1}\n" in extraction.text
    assert extraction.text.endswith("The key is in the shed.")
    assert bool(extraction.doubts) == (depth == 400)


def test_cells_beyond_the_columns_of_a_table_are_kept() -> None:
    assert text_of("> | Name | Rule |\n> |---|---|\n> | pea | `a|b` early |\n") == "Name | Rule\npea | `a | b` early"


def test_asterisks_between_figures_are_kept() -> None:
    assert text_of("A crate holds 5*3*2 jars, *not* 4*2.") == "A crate holds 5*3*2 jars, not 4*2."


def test_the_title_of_a_box_is_a_line() -> None:
    assert text_of("> [!danger] Hot lid\n> Wear gloves.\n") == "Danger: Hot lid\nWear gloves."
