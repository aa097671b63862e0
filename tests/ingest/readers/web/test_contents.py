from __future__ import annotations

from lxml import etree

from ingest.readers.web.contents import ContentsEntry, chapters, entries_of_page, entries_of_points, inside


def test_the_links_of_the_contents_know_their_depth_and_page() -> None:
    tree = etree.fromstring(
        "<html><nav epub-type='landmarks'><a href='x.xhtml'>Start</a></nav><nav><ol><li><a href='a%20b.xhtml'>One</a>"
        "<ol><li><a href='a%20b.xhtml#s'>Inner</a></li></ol></li></ol></nav></html>"
    )

    assert list(entries_of_page(tree, "OPS/nav.xhtml")) == [
        ContentsEntry("OPS/a b.xhtml", "", "One", 1),
        ContentsEntry("OPS/a b.xhtml", "s", "Inner", 2),
    ]


def test_points_within_points_are_deeper() -> None:
    inner = "<navPoint><navLabel><text>Inner</text></navLabel><content src='a.xhtml#s'/></navPoint>"
    root = etree.fromstring(
        f"<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src='a.xhtml'/>{inner}</navPoint>"
        "<navPoint><navLabel><text>No target</text></navLabel></navPoint></navMap></ncx>"
    )

    assert list(entries_of_points(root, "toc.ncx")) == [
        ContentsEntry("a.xhtml", "", "One", 1),
        ContentsEntry("a.xhtml", "s", "Inner", 2),
    ]


def test_what_stands_deeper_than_the_page_names_sections_of_it() -> None:
    page, section, other = (
        ContentsEntry("a", "", "One", 2),
        ContentsEntry("a", "s", "Inner", 3),
        ContentsEntry("a", "t", "Two", 2),
    )

    assert chapters([page, section, other]) == [page, other]
    assert chapters([section]) == [section]
    assert chapters([]) == []


def test_addresses_are_of_the_folder_that_they_stand_in() -> None:
    assert inside("OPS/text", "../img/a%20b.xhtml#x") == "OPS/img/a b.xhtml"
