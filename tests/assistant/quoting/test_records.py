from __future__ import annotations

from dataclasses import replace

from assistant.quoting.records import labelled, labelled_values_of
from tests.assistant.fakes import passage_in
from vectorstore.passages import Passage

LINES = ("Employee | Ada Holm", "Month | May 2025", "Net pay | 1,204.50", "Bonus | 20", "Bonus | 30", "Paid by bank.")
TOLD = ("Employee: Ada Holm", "Month: May 2025", "Net pay: 1,204.50", "Bonus: 20", "Bonus: 30", "")


def payslip(lines: int = len(LINES)) -> Passage:
    passage = passage_in(*LINES[:lines], title="Payslip", between="\n")
    return replace(passage, chunk=replace(passage.chunk, stand_alone=TOLD[:lines]))


def test_a_row_of_two_cells_is_a_label_with_its_value() -> None:
    passage = payslip()
    match = labelled(passage, passage.chunk.sentences[2])

    assert match is not None
    assert (match["label"], match["value"]) == ("Net pay", "1,204.50")
    assert labelled(passage, passage.chunk.sentences[5]) is None


def test_what_values_say_holds_for_every_line_but_those_labelled_alike() -> None:
    passage = payslip()
    (record,) = labelled_values_of([passage]).values()

    assert [record.is_told(span) for span in passage.chunk.sentences] == [True, True, True, False, False, True]


def test_a_line_or_two_are_no_record() -> None:
    passage = payslip(2)
    (record,) = labelled_values_of([passage]).values()

    assert not record.is_told(passage.chunk.sentences[0])
