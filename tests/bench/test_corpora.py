from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from assistant.evaluation.ranking import Sought
from bench.corpora import CORPORA, CorpusData
from bench.workspace import Workspace
from tests.vectorstore.fakes import WordModel, note
from vectorstore.library import Library

NQ = {"src": "nq_open_oracle", "answers": [{"text": "1901", "start": 13}]}
XQUAD = {"src": "xquad_en", "answers": [{"text": "Ada", "start": 0}]}
CORPUS = {corpus.name: corpus for corpus in CORPORA}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with a few rows of each file."""
    files: dict[str, list[dict[str, object]]] = {
        "reader_dev.jsonl.gz": [
            {**NQ, "question": "When?", "context": "It opened in 1901."},
            {**NQ, "question": "Where?", "context": "It stands in Derby."},
            {**NQ, "question": "What year?", "context": "It opened in 1901."},
            {**XQUAD, "question": "Who?", "context": "Ada leads."},
        ],
        "multihop_rag/facts.jsonl.gz": [{"fact_id": at, "title": f"T{at}", "fact": f"Fact {at}."} for at in range(3)],
        "multihop_rag/queries.jsonl.gz": [
            {"question": "Which?", "gold_fact_ids": [2, 0, 2]},
            {"question": "None?", "gold_fact_ids": []},
        ],
        "news/questions_2022.jsonl.gz": [
            {"question_sentence": "Which tea?", "answer_text": ["“Green”"]},
            {"question_sentence": "Which wine?", "answer_text": ["Red"]},
            {"question_sentence": "How many?", "answer_text": ["2"]},
        ],
    }
    for name, rows in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return Workspace(tmp_path / "libraries", tmp_path / "data")


def filled(corpus: CorpusData, workspace: Workspace) -> Library:
    """The library of a corpus, filled with a model of words."""
    folder = workspace.folder / corpus.folder
    corpus.fill(folder, WordModel(), workspace)
    return Library.open(folder, WordModel())


def test_equal_contexts_are_one_document_and_each_question_seeks_its_own(workspace: Workspace) -> None:
    with filled(CORPUS["NQ"], workspace) as library:
        sought = list(CORPUS["NQ"].ask(workspace, library))

        uris = {str(record.id): record.uri for record in library.documents()}
        assert [[uris[one] for one in question.documents] for question in sought] == [["nq:0"], ["nq:1"], ["nq:0"]]
        assert sought[0].answers == ("1901",)


def test_questions_of_several_facts_seek_each_once_and_those_of_none_are_not_asked(workspace: Workspace) -> None:
    with filled(CORPUS["MultiHop-RAG"], workspace) as library:
        (sought,) = CORPUS["MultiHop-RAG"].ask(workspace, library)

        assert sought.question == "Which?"
        assert len(sought.documents) == 2
    assert list(CORPUS["MultiHop-RAG"].ask_in_vain(workspace)) == ["None?"]


def test_of_news_what_some_article_answers_is_asked(workspace: Workspace) -> None:
    with Library.open(workspace.folder / "news", WordModel(), write=True) as library:
        library.put(note("tea", "The shop sells 2 kinds of green tea."))

        assert list(CORPUS["news 2022"].ask(workspace, library)) == [Sought("Which tea?", answers=("“Green”",))]


def test_a_library_that_is_there_is_not_filled_again(workspace: Workspace) -> None:
    with filled(CORPUS["XQuAD"], workspace) as first, filled(CORPUS["XQuAD"], workspace) as again:
        assert first.generation == again.generation == 1


def test_a_library_whose_filling_was_broken_off_is_completed(workspace: Workspace) -> None:
    with filled(CORPUS["NQ"], workspace) as library:
        lost = next(record.id for record in library.documents() if record.uri == "nq:1")
    with Library.open(workspace.folder / "nq", WordModel(), write=True) as library:
        library.remove(lost)

    with filled(CORPUS["NQ"], workspace) as library:
        assert sorted(record.uri for record in library.documents()) == ["nq:0", "nq:1"]


def test_a_corpus_whose_file_is_missing_is_left_out_and_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not CORPUS["NQ"].is_in(Workspace(tmp_path, tmp_path))
    assert "NQ: left out" in capsys.readouterr().out
