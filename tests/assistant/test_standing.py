from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import BadAnswers
from assistant.standing import Checked, Standing, check_answers
from tests.vectorstore.fakes import WordModel, note
from vectorstore.library import Library

QUOTE = "The shop opens at nine."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordModel(), write=True) as opened:
        opened.put(note("shop", f"A tea shop. {QUOTE}"))
        yield opened


@pytest.fixture
def answers(library: Library, tmp_path: Path) -> Path:
    """A kept answer that cites the shop's note."""
    (record,) = library.documents()
    citation = {
        "number": 1,
        "document_id": record.id,
        "revision": record.revision,
        "title": "shop",
        "start": 12,
        "end": 12 + len(QUOTE),
        "quote": QUOTE,
    }
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"question": "When?", "citations": [citation]}) + "\n")
    return path


def only(path: Path, library: Library) -> Checked:
    (checked,) = check_answers(path, library)
    return checked


def test_a_citation_of_a_text_that_did_not_change_stands(answers: Path, library: Library) -> None:
    checked = only(answers, library)

    assert (checked.answer, checked.standing, checked.start, checked.is_kept) == ("When?", Standing.STANDS, 12, True)


def test_words_that_stand_where_they_stood_still_stand(answers: Path, library: Library) -> None:
    library.put(note("shop", f"A tea shop. {QUOTE} It is new."))

    assert only(answers, library).standing is Standing.STANDS


def test_words_that_stand_elsewhere_moved(answers: Path, library: Library) -> None:
    library.put(note("shop", f"A new tea shop. {QUOTE}"))

    checked = only(answers, library)

    assert (checked.standing, checked.start, checked.is_kept) == (Standing.MOVED, 16, True)


def test_words_that_are_gone_broke_and_their_revision_is_told(answers: Path, library: Library) -> None:
    library.put(note("shop", "A tea shop. The shop opens at ten."))
    (record,) = library.documents()

    assert (only(answers, library).standing, only(answers, library).is_kept) == (Standing.BROKE, True)

    library.keep_revisions(record.id, 0)
    assert only(answers, library).is_kept is False


def test_a_citation_of_a_document_that_is_gone_broke(answers: Path, library: Library) -> None:
    library.remove(library.documents()[0].id)

    checked = only(answers, library)

    assert (checked.standing, checked.start, checked.why) == (
        Standing.BROKE,
        None,
        "its document is not in the library any more",
    )


@pytest.mark.parametrize("line", ["no json", "[]", '{"question": "Q"}', '{"citations": [{"number": 1}]}'])
def test_what_is_no_kept_answer_is_named(tmp_path: Path, library: Library, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line)

    with pytest.raises(BadAnswers, match=r"bad\.jsonl:1: "):
        list(check_answers(path, library))
