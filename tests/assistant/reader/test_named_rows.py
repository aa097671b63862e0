"""Named rows: the one that a question names in another language is ahead of the others, or none is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from assistant.reader.interaction import unit
from assistant.reader.named_rows import NamedRows, columns_of
from tests.assistant.fakes import passage_in
from vectorstore.multilingual.embedder import Understood
from vectorstore.passages import Passage

ROWS = ("Tool: Hoe · Price: 3", "Tool: Rake · Price: 4", "Tool: Spade · Price: 9")
MEANINGS = ("hoe hacke", "rake rechen", "spade spaten", "tool", "mail post")


class Dictionary:
    """Understands each word of a few, whatever the language, and nothing else."""

    def understand(self, texts: Sequence[str]) -> Iterator[Understood]:
        for text in texts:
            pieces = np.array([self._of(word) for word in text.lower().strip("?").split()], np.float32)
            yield Understood(pieces.mean(axis=0), unit(pieces))

    def understand_questions(self, questions: Sequence[str]) -> Iterator[Understood]:
        return self.understand(questions)

    @staticmethod
    def _of(word: str) -> list[float]:
        return [float(word in meaning.split()) for meaning in MEANINGS] + [1e-6]


def table(*rows: str, title: str = "Shed") -> Passage:
    return passage_in(*rows, title=title, between="\n")


def read(question: str, *passages: Passage) -> list[tuple[str, bool]]:
    readings = NamedRows(Dictionary(), np.zeros(len(MEANINGS) + 1, np.float32)).read(question, passages)
    return [(one.text, one.probability > 0.5) for one in readings]


@pytest.mark.parametrize(("question", "row"), [("Was kostet der Rechen?", ROWS[1]), ("Preis Spaten", ROWS[2])])
def test_the_row_whose_name_means_what_is_asked_is_read(question: str, row: str) -> None:
    assert read(question, table(*ROWS)) == [(row, True)]


def test_no_row_is_likely_where_none_is_ahead() -> None:
    assert all(not is_likely for _, is_likely in read("Was kostet die Säge?", table(*ROWS)))


def test_two_names_are_too_few_for_one_to_be_ahead() -> None:
    assert read("Was kostet der Rechen?", table(*ROWS[:2])) == []


def test_a_row_has_the_figures_that_are_asked_for() -> None:
    rows = ("Tool: Hoe · Year: 2024", "Tool: Rake · Year: 2024", "Tool: Spade · Year: 2025")

    assert read("Rechen 2025", table(*rows)) != [(rows[1], True)]


def test_a_figure_that_one_row_has_makes_it_no_likelier_than_its_name_does() -> None:
    assert all(not is_likely for _, is_likely in read("Post 9", table(*ROWS)))
    assert read("Spaten 9", table(*ROWS)) == [(ROWS[2], True)]


def test_of_names_that_mean_the_same_a_figure_tells_one() -> None:
    rows = (
        "Tool: Hoe · Year: 2024",
        "Tool: Rake · Year: 2024",
        "Tool: A rake · Year: 2025",
        "Tool: Spade · Year: 2023",
    )

    assert read("Rechen 2025", table(*rows)) == [(rows[2], True)]


def test_cells_of_figures_and_sentences_are_no_names() -> None:
    long = (
        "Tool: Hoe · Note: " + "It stands behind the door of the shed, where it has stood for as long as anyone knows"
    )

    assert [set(one.rows) for one in columns_of([table(long, *ROWS[1:])])] == [{"Hoe", "Rake", "Spade"}]
