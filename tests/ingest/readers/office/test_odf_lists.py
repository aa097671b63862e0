from __future__ import annotations

from lxml import etree

from ingest.readers.office.odf import TEXT
from ingest.readers.office.odf_lists import OdfItem, OdfLists
from ingest.readers.office.odf_styles import styles_of
from tests.ingest.readers.office.files import open_document_part

LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
    ' style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)


def element(inside: str) -> etree._Element:
    return etree.fromstring(open_document_part("text", inside).encode())


def lists() -> OdfLists:
    return OdfLists(styles_of(element(LEVELS)))


def listing(*items: str, more: str = "") -> str:
    return f'<text:list text:style-name="L" {more}>{"".join(items)}</text:list>'


def item(*inside: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(inside)}</text:list-item>"


def words(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def said(counted: OdfLists, body: str) -> list[tuple[int, str, str]]:
    return [
        (one.level, one.take_label(), "".join(child.itertext()))
        for found in element(body).iterfind(f"{TEXT}list")
        for one, child in counted.items(found)
    ]


def test_nested_items_count_for_themselves_and_begin_anew_below_the_next() -> None:
    inner = "<text:list>{}</text:list>".format(item(words("x")) + item(words("y")))

    assert said(lists(), listing(item(words("A"), inner), item(words("B"), inner))) == [
        (1, "1.", "A"),
        (2, "a)", "x"),
        (2, "b)", "y"),
        (1, "2.", "B"),
        (2, "a)", "x"),
        (2, "b)", "y"),
    ]


def test_a_second_paragraph_and_a_header_of_a_list_have_no_number() -> None:
    head = f"<text:list-header>{words('Tasks')}</text:list-header>"

    assert said(
        lists(), listing(head, item(words("A"), words("more")), item(words("B"), more='text:start-value="7"'))
    ) == [
        (1, "", "Tasks"),
        (1, "1.", "A"),
        (1, "", "more"),
        (1, "7.", "B"),
    ]


def test_a_list_begins_anew_unless_it_says_which_one_it_goes_on_from() -> None:
    body = (
        listing(item(words("A")), more='xml:id="one"')
        + listing(item(words("B")))
        + listing(item(words("C")), more='text:continue-list="one"')
        + listing(item(words("D")), more='text:continue-numbering="true"')
    )

    assert [label for _, label, _ in said(lists(), body)] == ["1.", "1.", "2.", "3."]


def test_a_list_that_is_forgotten_is_not_gone_on_from() -> None:
    counted = lists()
    going_on = listing(item(words("A")), more='text:continue-numbering="true"')

    before = said(counted, going_on + going_on)
    counted.forget()

    assert [label for _, label, _ in before] == ["1.", "2."]
    assert said(counted, going_on) == [(1, "1.", "A")]


def test_an_item_gives_its_number_once_and_knows_its_first_paragraph() -> None:
    one = OdfItem(1, "4.")

    assert (one.take_label(), one.is_first) == ("4.", True)
    assert (one.take_label(), one.is_first) == ("", False)
