from __future__ import annotations

from pathlib import Path

from bench.reading import (
    Case,
    Marks,
    Read,
    _cell,
    _contents,
    _lines,
    _measure,
    _pages_per_second,
    _places_right,
    text_of,
)
from ingest.documents import Document, Place, PlaceKind, Source
from tests.ingest.files import pdf_of


def judge(case: Case, text: str) -> dict[str, object]:
    """Judges by plain search: what a scorer beside the measuring files does with more care."""
    return {
        "must": [words in text for words in case["must"]],
        "loose": [words.replace(" ", "") in text.replace(" ", "") for words in case["must"]],
        "must_not": [words not in text for words in case.get("must_not", [])],
        "order": None if not case.get("order") else all(words in text for words in case["order"]),
    }


def document(*places: Place) -> Document:
    return Document(Source("file:///a.pdf", "0"), "A", "One mill. Two ponds.", places=places)


def test_a_place_is_right_where_the_place_of_that_number_holds_the_words() -> None:
    pages = (Place(PlaceKind.PAGE, "1", 0, 9), Place(PlaceKind.PAGE, "2", 10, 20))
    case = {"places": [{"words": "Two ponds", "page": 2}, {"words": "Two ponds", "page": 1}]}

    assert list(_places_right(case, document(*pages), judge)) == [True, False]


def test_sheets_are_named() -> None:
    places = (Place(PlaceKind.SHEET, "Prices", 0, 9), Place(PlaceKind.SHEET, "Budget", 10, 20))
    case = {"places": [{"words": "Two ponds", "sheet": "Budget"}, {"words": "Two ponds", "sheet": "Prices"}]}

    assert list(_places_right(case, document(*places), judge)) == [True, False]


def test_a_chapter_is_right_where_it_is_of_the_page_that_the_gold_counts() -> None:
    chapters = (Place(PlaceKind.CHAPTER, "The mill", 0, 9), Place(PlaceKind.CHAPTER, "The ponds", 10, 20))
    case = {"places": [{"words": "Two ponds", "chapter": 2}, {"words": "Two ponds", "chapter": 3}]}

    right = list(_places_right(case, document(*chapters), judge, ("", "One  mill. Two  ponds.", "A menu.")))

    assert right == [True, False]


def test_what_is_found_is_counted_by_format_and_over_all() -> None:
    cases = [
        {"file": "a.txt", "format": "txt", "must": ["mill", "pond"], "must_not": ["menu"]},
        {"file": "b.pdf", "format": "pdf", "tags": ["ocr"], "must": ["mill"], "order": ["mill"]},
        {"file": "c.pdf", "format": "pdf", "must": ["pond"]},
    ]
    texts = {"a.txt": "a mill, the menu", "b.pdf": "a mill", "c.pdf": ""}

    marks = _measure(lambda path: Read(texts[path.name], 0.5, failed=not texts[path.name]), Path(), cases, judge)

    assert marks["txt"] == Marks([[True, False]], [[False]], [], [], 0, 0.5)
    assert marks["scan"].order == [[True]]
    assert (marks["pdf"].must_not, marks["pdf"].failed) == ([], 1)
    assert (len(marks["all"].must), marks["all"].seconds) == (3, 1.5)


def test_a_share_has_an_interval_over_whole_files() -> None:
    assert _cell([[True, True], [True]]) == "1.000 [1.000, 1.000]"
    assert _cell([[True, False, False, False]]).startswith("0.250")
    assert _cell([[]]) == ""


def test_the_table_has_a_row_for_each_figure_that_was_measured() -> None:
    ours = {"txt": Marks([[True]], [[True]], [], [], 0, 0.5), "all": Marks([[True]], [[True]], [], [], 0, 0.5)}

    rows = list(_lines({"sourcechat": ours, "other": {"all": Marks([[False]], [], [], [], 1, 2.0)}}))

    assert rows[0] == "| format | files | figure | sourcechat | other |"
    assert "| txt | 1 | must | 1.000 [1.000, 1.000] |  |" in rows
    assert "| all | 1 | files not read | 0 | 1 |" in rows


def test_a_file_is_read_to_its_text_for_who_scores_it(tmp_path: Path) -> None:
    path = tmp_path / "mill.md"
    path.write_text("# The mill\n\nIt grinds *rye*.", "utf-8")

    assert text_of(str(path)) == "The mill\nIt grinds rye."


def test_pages_are_read_in_turn_with_pdfium_alone(tmp_path: Path) -> None:
    path = tmp_path / "mill.pdf"
    path.write_bytes(pdf_of(["One mill."], ["Two ponds."]))

    line = _pages_per_second(list(_contents(path)))

    assert line.endswith("(2 pages, the best of 6 rounds)")
