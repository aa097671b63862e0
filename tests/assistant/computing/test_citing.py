from __future__ import annotations

from assistant.computing.citing import citations_of
from assistant.computing.execution import Executor
from assistant.computing.forms import Count, Rows
from assistant.computing.library_tables import held_of
from tests.assistant.computing.grids import EXPENSES, document_of
from tests.assistant.fakes import MemoryLibrary

DOCUMENT = document_of(EXPENSES)
LIBRARY = MemoryLibrary(documents=[DOCUMENT])


def test_the_first_rows_are_cited_singly_and_the_others_in_runs() -> None:
    grid = held_of(DOCUMENT)[0].grid

    citations = citations_of(Executor(grid).run(Count(Rows())), grid, LIBRARY, singly=2)

    assert [len(one.quote.splitlines()) for one in citations] == [1, 1, 3]
    assert all(DOCUMENT.text[one.start : one.end] == one.quote for one in citations)


def test_a_run_does_not_reach_over_a_row_that_is_left_out() -> None:
    grid = held_of(DOCUMENT)[0].grid
    outcome = Executor(grid).run(Count(Rows()))

    without_third = citations_of(type(outcome)((), 4.0, (0, 1, 3, 4), ()), grid, LIBRARY, singly=0)

    assert [one.quote.count("\n") + 1 for one in without_third] == [2, 2]
