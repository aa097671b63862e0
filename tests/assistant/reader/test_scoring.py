from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UnreadableRows
from assistant.reader.claims import CLAIM_NAMES, ClaimReader, ClaimWeights
from assistant.reader.matching import Regression
from assistant.reader.scoring import Scorer, passages_of, read_rows
from assistant.reader.trained import TRAINED_NAMES, TrainedReader
from tests.assistant.fakes import WordEmbedder
from tests.assistant.reader.fakes import PointingNetwork


@pytest.fixture
def scorer() -> Scorer:
    network = PointingNetwork("at nine")
    reader = TrainedReader(network, Regression(0.0, dict.fromkeys(TRAINED_NAMES, 0.0) | {"answerable": 2.0}, 0.5))
    judge = ClaimReader(network, ClaimWeights(0.0, dict.fromkeys(CLAIM_NAMES, 0.0) | {"supported_margin": 1.0}))
    return Scorer(network, reader, judge, WordEmbedder())


def test_a_question_is_given_its_answer_and_where_it_stands(scorer: Scorer) -> None:
    (row,) = scorer.score([{"id": 7, "question": "When?", "passage": "It opens at nine."}])

    assert row["id"] == 7
    assert row["answerable"] > 0.5
    assert (row["answer"], row["start"], row["end"]) == ("at nine", 9, 16)
    assert "support" not in row


def test_a_claim_is_given_three_probabilities(scorer: Scorer) -> None:
    (row,) = scorer.score([{"claim": "It opens at nine.", "passage": "It opens at nine."}])

    assert set(row["support"]) == {"supported", "not_supported", "refuted"}
    assert row["support"]["supported"] > 0.5
    assert "answerable" not in row


def test_rows_of_both_kinds_come_back_in_order(scorer: Scorer) -> None:
    rows = [{"claim": "a b", "passage": "c"}, {"question": "When?", "passage": "x"}] * 70

    scored = list(scorer.score(rows))

    assert ["support" in row for row in scored] == [True, False] * 70


def test_an_empty_passage_has_no_answer(scorer: Scorer) -> None:
    (row,) = scorer.score([{"question": "When?", "passage": ""}])

    assert (row["answer"], row["start"], row["end"], row["answerable"]) == (None, None, None, 0.0)


def test_blank_lines_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('\ufeff{"question": "When?", "passage": "x"}\n\n', "utf-8")

    assert len(read_rows(path)) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[]", 'line 2: needs a text "passage"'),
        ('{"question": "When?"}', 'line 2: needs a text "passage"'),
        ('{"passage": "x"}', 'line 2: needs a text "question" or "claim"'),
        ('{"passage": "x", "question": " "}', 'line 2: needs a text "question" or "claim"'),
        ('{"passage": "x", "claim": 3}', 'line 2: needs a text "question" or "claim"'),
    ],
)
def test_a_row_that_will_not_do_is_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"question": "When?", "passage": "x"}}\n{line}\n', "utf-8")

    with pytest.raises(UnreadableRows, match=message):
        read_rows(path)


def test_a_file_that_is_not_there_or_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\xff")

    with pytest.raises(UnreadableRows, match="no such file"):
        read_rows(tmp_path / "rows.jsonl")
    with pytest.raises(UnreadableRows, match="not readable as UTF-8"):
        read_rows(tmp_path / "binary")


def test_passages_carry_their_cosine_with_the_question() -> None:
    same, other = passages_of(["green tea", "black stone"], ["green tea", "green tea"], WordEmbedder())

    assert same.similarity == pytest.approx(1.0)
    assert other.similarity < 0.5
