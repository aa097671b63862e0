from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.documents import Document, Doubt, DoubtKind
from tests.vectorstore.contracts import MOOR, TEA, put
from vectorstore.catalogue import Catalogue
from vectorstore.problems import Problem

FAINT = Doubt(DoubtKind.RECOGNISED, "page 2: read from an image; look at the original", 0, 7, 0.4)
TORN = Doubt(DoubtKind.MISSING, "page 3: nothing could be read; scan it again", 7, 7)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def doubted(document: Document, *doubts: Doubt) -> Document:
    """A document of which something could not be read for sure."""
    return replace(document, doubts=doubts)


def test_a_source_that_could_not_be_read_is_a_problem_without_a_document(catalogue: Catalogue) -> None:
    catalogue.note_failure("file:///menu.pdf", "menu.pdf", "menu.pdf: no text layer; run OCR first")

    assert catalogue.problems() == (
        Problem("menu.pdf", "file:///menu.pdf", ("menu.pdf: no text layer; run OCR first",)),
    )
    assert catalogue.problems()[0].document_id is None


def test_a_document_in_doubt_is_a_problem_that_names_it_and_each_place(catalogue: Catalogue) -> None:
    put(catalogue, doubted(MOOR, FAINT, TORN), TEA)

    assert catalogue.problems() == (Problem("moor", MOOR.source.uri, (FAINT.message, TORN.message), MOOR.id),)
    assert catalogue.failures() == ()


def test_what_could_not_be_read_at_all_comes_first_each_kind_by_name(catalogue: Catalogue) -> None:
    put(catalogue, doubted(TEA, TORN), doubted(MOOR, FAINT))
    catalogue.note_failure("file:///z.pdf", "z.pdf", "z.pdf: damaged")
    catalogue.note_failure("file:///b/a.pdf", "a.pdf", "a.pdf: damaged")
    catalogue.note_failure("file:///a/a.pdf", "a.pdf", "a.pdf: damaged")

    assert [(problem.name, problem.uri.rpartition("/")[0]) for problem in catalogue.problems()] == [
        ("a.pdf", "file:///a"),
        ("a.pdf", "file:///b"),
        ("z.pdf", "file://"),
        ("moor", "file:///notes"),
        ("tea", "file:///notes"),
    ]


def test_a_source_that_fails_otherwise_has_its_last_message_only(catalogue: Catalogue) -> None:
    catalogue.note_failure("file:///menu.pdf", "menu.pdf", "menu.pdf: damaged")
    catalogue.note_failure("file:///menu.pdf", "menu.pdf", "menu.pdf: empty")

    assert [problem.messages for problem in catalogue.problems()] == [("menu.pdf: empty",)]


def test_a_problem_that_is_mended_is_none_any_more(catalogue: Catalogue) -> None:
    put(catalogue, doubted(MOOR, FAINT))
    catalogue.note_failure("file:///menu.pdf", "menu.pdf", "menu.pdf: damaged")

    put(catalogue, MOOR)
    catalogue.forget_failures(["file:///menu.pdf", "file:///unknown.pdf"])

    assert catalogue.problems() == ()
