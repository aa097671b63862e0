from __future__ import annotations

import pytest

from assistant.computing.execution import Executor
from assistant.computing.forms import Aggregate, Cells, Condition, Count, Extreme, Form, Function, Relation, Rows
from assistant.computing.reckoning import told
from assistant.computing.wording import account, result
from assistant.messages.message import in_language
from tests.assistant.computing.grids import grid

PAINT = Rows((Condition(1, Relation.IS, ("Paint",)),))
SALES = (
    ("Date", "Item", "Amount"),
    ("2026-02-03", "Paint", "1045.50"),
    ("2026-02-09", "Paint", "30.00"),
    ("2026-03-01", "Wood", "12.25"),
)


def _said(form: Form, language: str) -> str:
    made = grid(SALES, title="Sales")
    outcome = Executor(made).run(form)
    return in_language(
        told(result(form, outcome, made), account(form, outcome, made), form, outcome, made), language
    ).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1,075.50 – the sum of Amount over 2 rows of “Sales”, where Item is “Paint”."),
        ("de", "1.075,50 – Summe von „Amount“, 2 Zeilen von „Sales“, Item: „Paint“."),
        ("ru", "1\u00a0075,50 – сумма по «Amount», 2 строки из «Sales», Item: «Paint»."),
        ("ja", "1,075.50 – 「Amount」の合計, 「Sales」の2行, Item：「Paint」."),
        ("sw", "1,075.50 – the sum of Amount over 2 rows of “Sales”, where Item is “Paint”."),
    ],
)
def test_a_sum_is_told_in_the_language_of_the_question(language: str, said: str) -> None:
    assert _said(Aggregate(PAINT, 2, Function.SUM), language) == said


def test_a_figure_is_as_long_in_every_language() -> None:
    figures = {_said(Aggregate(PAINT, 2, Function.SUM), one).partition(" –")[0] for one in ("en", "de", "fr", "uz")}

    assert {len(figure) for figure in figures} == {len("1,075.50")}


def test_what_a_cell_says_stays_as_it_is() -> None:
    wood = Cells(Rows((Condition(1, Relation.IS, ("Wood",)),)), 2)

    assert _said(wood, "de") == "12.25 – „Amount“, 1 Zeile von „Sales“, Item: „Wood“."


def test_limits_and_months_are_told_by_signs_and_numbers() -> None:
    dear = Count(Rows((Condition(2, Relation.ABOVE, limit=20.0),)))
    february = Count(Rows((Condition(0, Relation.DATED, date=(None, 2, None)),)))

    assert _said(dear, "de") == "2 – 2 Zeilen von „Sales“, Amount > 20."
    assert _said(february, "ja") == "2 – 「Sales」の2行, Date：2月."


def test_what_is_not_told_shortly_is_told_in_english() -> None:
    dearest = Cells(Rows(extreme=Extreme(2, largest=True)), 1)

    assert _said(dearest, "de") == _said(dearest, "en")
