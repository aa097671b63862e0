from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

import bench.parts
import bench.systems
from assistant.evaluation.questions import read_questions
from assistant.evaluation.ranking import Rank, Ranked
from bench.corpora import CORPORA
from bench.parts import (
    Bench,
    corpus_lines,
    fill_examples,
    language_lines,
    rewriting_lines,
    sentence_lines,
    support_lines,
)
from bench.results import Line
from bench.workspace import Workspace
from tests.ui.test_evaluating import assemble
from tests.vectorstore.fakes import WordModel

NQ = next(corpus for corpus in CORPORA if corpus.name == "NQ")
ROWS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "reader_dev.jsonl.gz": [
        {
            "src": "nq_open_oracle",
            "question": "At what hour is it that the shop opens?",
            "context": "The shop opens at nine.",
            "answers": [{"text": "nine", "start": 18}],
        },
        {
            "src": "nq_open_oracle",
            "question": "Where do curlews nest?",
            "context": "Curlews nest on the moor.",
            "answers": [{"text": "the moor", "start": 16}],
        },
    ],
    "rewrite_dev.jsonl.gz": [
        {"src": "cast2019", "conv": at, "history": ["What is throat cancer?"], "question": question, "rewrite": rewrite}
        for at in range(6)  # some of them are of the half that is measured
        for question, rewrite in (
            ("Is it treatable?", "Is throat cancer treatable?"),
            ("What is lung cancer?", "What is lung cancer?"),
        )
    ],
}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A bench over a few rows: a model of words, readers that find "nine", a stock chain that finds nothing."""
    for name, rows in ROWS.items():
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)

    def stock_chain(*_: object) -> Rank:
        return _nothing

    monkeypatch.setattr(bench.parts, "assemble", assemble)
    monkeypatch.setattr(bench.systems, "stock_chain", stock_chain)
    return Bench(Workspace(tmp_path / "libraries", tmp_path), WordModel(), 10)


def _nothing(_: str) -> Sequence[Ranked]:
    return ()


def values(lines: Sequence[Line], figure: str) -> dict[str, float]:
    """The values of one figure, by system."""
    return {line.system: line.interval.value for line in lines if line.figure == figure}


def test_a_corpus_is_answered_and_ranked_by_every_system(made: Bench) -> None:
    lines = list(corpus_lines(made, NQ))

    assert values(lines, "correct") == {"sourcechat": 0.5}  # nine, whatever is asked
    assert values(lines, "recall@1") == {
        "sourcechat": 1.0,  # the search is surer than the reader who says nine
        "BM25 alone": 1.0,
        "vectors alone": 1.0,
        "both fused": 1.0,
        "stock chain": 0.0,
    }
    assert {line.count for line in lines} == {2}


def test_rewriting_stands_beside_the_question_as_it_was_asked(made: Bench) -> None:
    lines = list(rewriting_lines(made))

    cosines = values(lines, "cosine to a person's")
    assert cosines["sourcechat"] > cosines["raw question"]
    assert values(lines, "added words recalled") == {"sourcechat": 1.0}
    assert values(lines, "changed in vain") == {"sourcechat": 0.0}


def test_a_part_whose_file_is_missing_has_no_lines(made: Bench) -> None:
    assert [*sentence_lines(made), *support_lines(made)] == []


def test_the_examples_of_another_working_copy_are_not_measured_too(
    made: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for copy in ("one", "other"):
        (tmp_path / copy).mkdir()
        (tmp_path / copy / "shop.txt").write_text("The shop opens at nine.")

    with closing(made.assistant("examples")) as assistant:
        for copy in ("one", "other"):
            monkeypatch.setattr(bench.parts, "EXAMPLES", tmp_path / copy)
            fill_examples(assistant)

        assert [record.uri for record in assistant.library.documents()] == [(tmp_path / "other" / "shop.txt").as_uri()]


def test_questions_in_many_languages_are_answered_by_documents_that_hold_their_evidence() -> None:
    folder = Path("examples/languages")
    texts = [path.read_text("utf-8") for path in sorted((folder / "documents").iterdir())]

    questions = read_questions(folder / "questions.jsonl")

    assert len(texts) == 4
    assert {one.language for one in questions} >= {
        "de",
        "ru",
        "uz",
        "ja",
        "en",
        "el",
        "hi",
        "ro",
        "th",
        "vi",
        "zh",
        "ko",
    }
    assert all(any(words in text for text in texts) for one in questions for words in one.evidence)
    assert all(bool(one.evidence) == one.answerable for one in questions)


def test_languages_with_few_questions_have_a_line_together(made: Bench) -> None:
    lines = list(language_lines(made))

    assert [line.figure for line in lines] == [
        "correct, de",
        "correct, ru",
        "correct, uz",
        "correct, ja",
        "correct, en",
        "correct, others",
    ]
    assert sum(line.count for line in lines) == 46
