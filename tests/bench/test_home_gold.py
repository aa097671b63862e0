from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from bench.home import DOCUMENTS, read_home_questions
from bench.home_gold import Value, computed
from bench.home_judging import HomeQuestion, plain
from ingest.formats import read_file, suffix_of
from ingest.readers.extraction import Hints

QUESTIONS = read_home_questions()


@cache
def _values() -> dict[str, Value]:
    return dict(computed(DOCUMENTS))


@cache
def _text(name: str) -> str:
    (path,) = DOCUMENTS.rglob(name)
    return plain(read_file(path.read_bytes(), Hints(path.name, suffix_of(path.name))).text)


def _wanted(question: HomeQuestion) -> Iterator[str]:
    """The names or figures of the question that its computation must give."""
    yield from (" ".join(ways) for ways in question.items)
    yield from (f"{' '.join(names)} {value:g}" for names, value in question.pairs)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_proof_stands_in_a_document_as_it_is_read(question: HomeQuestion) -> None:
    texts = [_text(name) for name in question.documents]

    for proof in question.evidence:
        assert any(plain(proof) in text for text in texts)


@pytest.mark.parametrize("question", [one for one in QUESTIONS if one.computed], ids=lambda question: question.id)
def test_every_figure_and_list_is_what_the_raw_files_give(question: HomeQuestion) -> None:
    value = _values()[question.computed]

    if question.items or question.pairs:
        assert isinstance(value, tuple)
        wanted = list(_wanted(question))
        assert len(value) == len(wanted)
        for given, sought in zip(value, wanted, strict=True):
            assert plain(given).split()[-1] in plain(sought) or plain(sought) in plain(given)
    elif question.figure is not None:
        assert value == question.figure
    elif isinstance(value, tuple):
        assert value[0] in question.answers
    else:
        assert f"{value:g}" in question.answers


def test_figures_worked_out_by_hand_agree() -> None:
    assert _values()["invoices net March"] == 420.00 + 310.00 + 960.00 + 275.50
    assert _values()["spent software"] == round(6 * 4.99 + 59.00 + 39.90, 2)
    assert _values()["power January"] == 16194 - 15853
    assert _values()["km swim"] == 1.5 + 1.8 + 2.0 + 2.0 + 2.2
    assert _values()["members open"] == ("Dagny Ostrow", "Gustav Perrin", "Lorcan Whitby")


def test_both_halves_hold_every_kind_alike() -> None:
    kinds = {(one.kind, one.answerable) for one in QUESTIONS}

    for kind in kinds:
        halves = [one.half for one in QUESTIONS if (one.kind, one.answerable) == kind]
        assert abs(halves.count("build") - halves.count("kept")) <= 1


def test_ids_stand_once() -> None:
    assert len({one.id for one in QUESTIONS}) == len(QUESTIONS)
