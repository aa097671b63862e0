from __future__ import annotations

import pytest
from lxml import etree

from ingest.readers.web.htmltree import UNFOLDS, TooDeep, tree_of, words_of, xhtml_tree_of

XHTML = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'


def found(page: str, path: str) -> etree._Element:
    """The one element of a page that is meant."""
    tree = tree_of(page)
    assert tree is not None
    element = tree.find(path)
    assert element is not None
    return element


def test_tags_are_small_and_without_namespaces_and_comments_are_gone() -> None:
    body = found('<BODY><SVG:Text>Mill</SVG:Text><!-- no --><p epub:type="footnote">1</p></BODY>', "body")

    assert [str(element.tag) for element in body.iter()] == ["body", "text", "p"]
    assert found('<p epub:type="footnote">1</p>', ".//p").get("epub-type") == "footnote"


def test_entities_of_well_formed_xhtml_are_characters() -> None:
    tree = xhtml_tree_of(XHTML.format("<p>caf&eacute; &amp; tea</p>"))

    assert tree is not None
    assert tree.findtext("body/p") == "café & tea"


def test_xhtml_that_is_not_well_formed_is_read_as_html() -> None:
    page = XHTML.format("<p>One<p>Two")

    assert xhtml_tree_of(page) is None
    tree = tree_of(page)
    assert tree is not None
    assert [one.text for one in tree.iter("p")] == ["One", "Two"]


def test_a_page_without_an_element_has_no_tree() -> None:
    assert tree_of("<!-- nothing -->") is None


def test_what_a_button_or_tab_shows_is_marked() -> None:
    page = '<button aria-controls="more"></button><a role="tab" href="#two"></a><p id="more">M<p id="two">T<p id="x">X'

    assert [found(page, f".//p[@id='{name}']").get(UNFOLDS) for name in ("more", "two", "x")] == ["", "", None]


def test_a_page_that_a_frame_holds_itself_stands_in_its_place() -> None:
    body = found('<body><p>Before</p><iframe srcdoc="&lt;p&gt;Inside&lt;/p&gt;">No frames</iframe></body>', "body")

    assert " ".join(body.itertext()) == "Before Inside"


def test_a_page_that_is_too_deep_is_told_and_its_words_are_there_all_the_same() -> None:
    page = f"<title>T</title>{'<div>' * 3_000}Deep  down<script>no()</script>"

    with pytest.raises(TooDeep):
        tree_of(page)
    assert words_of(page) == ["Deep down"]
