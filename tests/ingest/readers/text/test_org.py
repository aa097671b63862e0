from __future__ import annotations

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Extraction
from ingest.readers.text.org import read_org


def read(source: str) -> Extraction:
    return read_org(source.encode())


def kinds(extraction: Extraction) -> list[tuple[BlockKind, str]]:
    return [(block.kind, extraction.text[block.start : block.end]) for block in extraction.blocks]


def test_headings_keep_their_words_and_their_depth() -> None:
    extraction = read("* TODO Kitchen\nText.\n** Keys :home:\n")

    assert [(extraction.text[one.start : one.end], one.level) for one in extraction.headings] == [
        ("TODO Kitchen", 1),
        ("Keys :home:", 2),
    ]


def test_the_title_is_the_one_that_the_file_gives_itself() -> None:
    extraction = read("#+TITLE: House notes\n#+OPTIONS: toc:nil\n* Kitchen\n")

    assert extraction.title == "House notes"
    assert extraction.text == "TITLE: House notes\n\nKitchen"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*one* /two/ =three= ~four~ _five_", "one two three four five"),
        ("a/b and 2*3*4 and snake_case_word and x=1", "a/b and 2*3*4 and snake_case_word and x=1"),
        ("[[https://x.example][the page]] and [[file:a.txt]]", "the page and file:a.txt"),
        ("wrapped\ntext", "wrapped text"),
    ],
)
def test_marks_leave_their_words(source: str, words: str) -> None:
    assert read(source).text == words


def test_struck_through_words_are_left_out_with_a_doubt() -> None:
    extraction = read("The fee is +20 euros+ 25 euros, or 3 + 4 + 5.")

    assert extraction.text == "The fee is 25 euros, or 3 + 4 + 5."
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.LEFT_OUT]


def test_items_keep_their_numbers_nest_and_hang() -> None:
    extraction = read("- tea\n- milk\n  of the cow\n  1. one\n  2) two\n- [X] done\n\nEnd.")

    assert [(block.level, extraction.text[block.start : block.end]) for block in extraction.blocks] == [
        (1, "tea"),
        (1, "milk of the cow"),
        (2, "1. one"),
        (2, "2) two"),
        (1, "[X] done"),
        (1, "End."),
    ]


def test_terms_are_labels() -> None:
    assert kinds(read("- gate :: code 4417")) == [(BlockKind.FIELD, "gate: code 4417")]


def test_properties_are_hidden_and_plans_are_not() -> None:
    extraction = read("* Keys\nDEADLINE: <2026-05-02 Sat>\n:PROPERTIES:\n:Effort: 1:00\n:END:\n")

    assert [(block.hidden, extraction.text[block.start : block.end]) for block in extraction.blocks[1:]] == [
        (False, "DEADLINE: <2026-05-02 Sat>"),
        (True, "Effort: 1:00"),
    ]


def test_a_table_has_columns() -> None:
    extraction = read("| Item | Price |\n|------+-------|\n| Tea  | 2 |\n#+TBLFM: $2=1\n")

    assert extraction.tables[0].columns == ("Item", "Price")
    assert extraction.text == "Item | Price\nTea | 2"


def test_code_keeps_its_lines() -> None:
    extraction = read("#+BEGIN_SRC python\n  def f():\n      return 1\n#+END_SRC\n: fixed  width\n: more\n")

    assert kinds(extraction) == [(BlockKind.CODE, "def f():\n    return 1"), (BlockKind.CODE, "fixed  width\nmore")]


def test_what_is_quoted_is_text_and_comments_are_not_seen() -> None:
    assert read("#+begin_quote\nQuoted.\n#+end_quote\n# no\n#+begin_comment\nno\n#+end_comment\nEnd.").text == (
        "Quoted.\n\nEnd."
    )


def test_a_block_without_an_end_loses_no_words() -> None:
    assert "x = 1" in read("#+begin_src\nx = 1\n").text


def test_notes_keep_their_mark() -> None:
    extraction = read("Text.[fn:1] More[fn:: inside] it.\n\n[fn:1] The note.")

    assert kinds(extraction) == [
        (BlockKind.PARAGRAPH, "Text.[1] More [ inside] it."),
        (BlockKind.FOOTNOTE, "[1] The note."),
    ]
