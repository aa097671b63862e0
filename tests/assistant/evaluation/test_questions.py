from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.conversation.history import EarlierTurn
from assistant.errors import BadQuestions
from assistant.evaluation.questions import EvaluationQuestion, read_questions, read_rows, resolve_documents, to_row
from ingest.documents import DocumentId, Revision
from tests.assistant.fakes import Record

EXAMPLES = Path(__file__).parents[3] / "examples" / "questions.jsonl"
FULL = (
    '{"id": 7, "question": "Who?", "history": ["Where?", {"question": "When?", "answer": "At nine."}],'
    ' "answers": ["Ada", "Ada L."], "all": ["x", "y"], "evidence": ["Ada leads"], "documents": ["shop.txt"],'
    ' "type": "person", "language": "en", "made": "by hand", "answerable": true, "extra": 1}'
)
SHOP = Record(DocumentId("d1"), "The shop", "file:///notes/shop.txt", Revision("r"))
MOOR = Record(DocumentId("d2"), "The moor", "file:///notes/moor.txt", Revision("r"))


def written(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_every_field_is_read_and_unknown_ones_are_passed_over(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, "", FULL))

    assert question == EvaluationQuestion(
        id="7",
        question="Who?",
        answerable=True,
        history=(EarlierTurn("Where?"), EarlierTurn("When?", "At nine.")),
        answers=("Ada", "Ada L."),
        required=("x", "y"),
        evidence=("Ada leads",),
        documents=("shop.txt",),
        kind="person",
        language="en",
        made="by hand",
    )


def test_a_question_is_written_as_it_is_read(tmp_path: Path) -> None:
    questions = read_questions(written(tmp_path, FULL, '{"id": "b", "question": "Why?", "answerable": false}'))

    again = read_questions(written(tmp_path, *(json.dumps(to_row(question)) for question in questions)))

    assert again == questions
    assert to_row(questions[1]) == {"id": "b", "question": "Why?", "answerable": False}


def test_the_examples_are_a_question_file() -> None:
    assert len(read_questions(EXAMPLES)) >= 60


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": 1, "question" 2}', r"questions.jsonl:1: not JSON \(Expecting ':' delimiter at character 22\)"),
        ("[]", "not an object"),
        ("[" * 100_000, r"questions.jsonl:1: not JSON"),
        ('{"id": 1, "question": "Q \\ud800?", "answerable": true}', "half a character; write the character itself"),
        ('{"id": 1, "question": "Q?", "answerable": true, "review": "droped"}', "write kept, edited or dropped"),
        ('{"question": "Q?", "answerable": true}', 'no "id"'),
        ('{"id": " ", "question": "Q?", "answerable": true}', 'no "id"'),
        ('{"id": true, "question": "Q?", "answerable": true}', 'no "id"'),
        ('{"id": 1, "answerable": true}', 'no "question"'),
        ('{"id": 1, "question": "  ", "answerable": true}', 'no "question"'),
        ('{"id": 1, "question": "Q?"}', '"answerable" must be true or false'),
        ('{"id": 1, "question": "Q?", "answerable": "yes"}', '"answerable" must be true or false'),
        ('{"id": 1, "question": "Q?", "answerable": true, "answers": "A"}', '"answers" is not a list of texts'),
        ('{"id": 1, "question": "Q?", "answerable": true, "all": [""]}', '"all" is not a list of texts'),
        ('{"id": 1, "question": "Q?", "answerable": true, "evidence": [1]}', '"evidence" is not a list of texts'),
        ('{"id": 1, "question": "Q?", "answerable": true, "type": 1}', '"type" is not a text'),
        ('{"id": 1, "question": "Q?", "answerable": true, "history": "Q"}', '"history" is not a list'),
        ('{"id": 1, "question": "Q?", "answerable": true, "history": [3]}', "an earlier turn is a question"),
        ('{"id": 1, "question": "Q?", "answerable": true, "answer": ["A"]}', 'did you mean "answers"'),
        ('{"id": 1, "question": "Q?", "answerable": false, "answers": ["A"]}', 'not answerable, and yet it has "answ'),
        ('{"id": 1, "question": "Q?", "answerable": false, "all": ["A"]}', 'not answerable, and yet it has "all"'),
    ],
)
def test_a_bad_row_is_named_with_the_remedy(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(BadQuestions, match=message):
        read_questions(written(tmp_path, line))


def test_an_id_that_stands_twice_is_named_with_both_places(tmp_path: Path) -> None:
    row = '{"id": "a", "question": "Q?", "answerable": true}'

    with pytest.raises(BadQuestions, match=r'jsonl:2: the id "a" stands at .*jsonl:1 already'):
        read_questions(written(tmp_path, row, row))


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_questions_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadQuestions, match="holds no question"):
        read_questions(written(tmp_path, text))


def test_a_file_that_is_not_there_or_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadQuestions, match="cannot be read"):
        read_questions(tmp_path / "missing.jsonl")
    with pytest.raises(BadQuestions, match=r"binary.jsonl:1: not UTF-8"):
        read_questions(tmp_path / "binary.jsonl")


def test_the_line_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    row = '{"id": "%s", "question": "Où?", "answerable": true}\n'
    (tmp_path / "mixed.jsonl").write_bytes((row % "a").encode() + (row % "b").encode("latin-1"))

    with pytest.raises(BadQuestions, match=r"mixed.jsonl:2: not UTF-8 .*save the file in UTF-8"):
        read_questions(tmp_path / "mixed.jsonl")


@pytest.mark.parametrize("name", ["d1", "The shop", "file:///notes/shop.txt", "shop.txt"])
def test_a_document_is_found_by_id_title_address_or_file_name(name: str) -> None:
    question = EvaluationQuestion("a", "Q?", answerable=True, documents=(name,))

    assert resolve_documents([question], [SHOP, MOOR])[0].documents == ("d1",)


def test_an_unknown_or_ambiguous_document_is_an_error_that_names_the_question() -> None:
    question = EvaluationQuestion("a", "Q?", answerable=True, documents=("shop.txt",))

    with pytest.raises(BadQuestions, match=r'question a: no document "shop\.txt" in the library'):
        resolve_documents([question], [MOOR])
    with pytest.raises(BadQuestions, match="question a: 2 documents are called"):
        resolve_documents([question], [SHOP, SHOP])


def test_what_a_review_dropped_is_not_asked(tmp_path: Path) -> None:
    kept = '{"id": "a", "question": "Who?", "answerable": true, "review": "kept"}'
    dropped = '{"id": "b", "question": "Why?", "answerable": true, "review": "dropped"}'

    questions = read_questions(written(tmp_path, kept, dropped))

    assert [question.id for question in questions] == ["a"]
    assert [row.question.id for row in read_rows(written(tmp_path, kept, dropped))] == ["a", "b"]
    with pytest.raises(BadQuestions, match="every question was dropped in review; keep some"):
        read_questions(written(tmp_path, dropped))


def test_a_key_that_is_written_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    good = '{"id": 1, "question": "Q?", "answerable": false}'
    twice = '{"id": 2, "question": "Q?", "answers": ["a"], "answers": ["b"], "answerable": true}'
    path = tmp_path / "questions.jsonl"
    path.write_text(f"{good}\n{twice}\n")

    with pytest.raises(BadQuestions, match=r':2: "answers" is written twice; keep one of the two'):
        read_questions(path)
