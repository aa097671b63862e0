"""The calculator: a question about tables becomes an answer with the figure, what it was computed from, and the rows.

Every figure is computed twice: by DuckDB over the typed table, and again from the cells that the answer cites. Where
the two differ there is no answer.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answers import Answer, Computation, Statement, Support, Verdict
from assistant.computing.citing import citations_of
from assistant.computing.currencies import is_of_one_currency, per_currency
from assistant.computing.execution import Outcome
from assistant.computing.forms import Arithmetic, Cells, Form, Groups
from assistant.computing.grounding import is_grounded
from assistant.computing.library_tables import LibraryTables
from assistant.computing.plausibility import as_lookup
from assistant.computing.queries import QueryFailed, sql_of
from assistant.computing.reckoning import told
from assistant.computing.rephrasing import rephrased
from assistant.computing.understanding import Interpreter, ReaderOptions, Result
from assistant.computing.weighing import Computed, ProposalWeights
from assistant.computing.wording import account, omissions, reading_of_dates, result
from assistant.messages.message import joined
from assistant.ways import Asked
from ingest.documents import Span
from vectorstore.views import SearchedLibrary

if TYPE_CHECKING:
    from assistant.computing.duckdb import DuckDatabase

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CalculatorOptions:
    """How sure a reading must be to be answered with, and how many rows are cited one by one."""

    threshold: float = 0.5
    cited: int = 8
    reading: ReaderOptions = field(default_factory=ReaderOptions)


class Calculator:
    """Answers questions from the tables of a library; a way of `assistant.ways`."""

    name = "compute"

    def __init__(
        self,
        library: SearchedLibrary,
        *,
        weights: ProposalWeights | None = None,
        options: CalculatorOptions | None = None,
    ) -> None:
        self._library = library
        self._tables = LibraryTables(library)
        self._options = options or CalculatorOptions()
        self._reader = Interpreter(weights, self._options.reading, allowed=is_grounded, vetoed=mixes_currencies)

    @cached_property
    def _database(self) -> DuckDatabase:
        from assistant.computing.duckdb import DuckDatabase  # noqa: PLC0415 - DuckDB, only for what is computed

        return DuckDatabase()

    def answer(self, asked: Asked) -> Answer | None:
        """Return the answer that the tables give; None where none does for sure."""
        question = rephrased(asked.standalone)
        tables = self._tables.held(question, asked.documents)
        best = self._reader.read(question, tables) if tables else None
        if best is None or best.confidence < self._options.threshold:
            return None
        return self._answer(asked, replace(best, computed=per_currency(as_lookup(best.computed))))

    def _answer(self, asked: Asked, best: Result) -> Answer | None:
        view, form = best.computed.view, best.computed.proposal.form
        sql = sql_of(form, self._database.schema(view.grid))
        if not self._agrees(sql, best.computed):
            return None
        outcome = best.computed.outcome
        figure = result(form, outcome, view.grid)
        counted = account(form, outcome, view.grid)
        said = (told(figure, counted, form, outcome, view.grid), *omissions(form, outcome, view.grid))
        citations = citations_of(outcome, view.grid, self._library, singly=self._options.cited)
        support = Support(Verdict.SUPPORTED, 1.0)
        statement = Statement(
            joined(said, between=" "),
            tuple(one.number for one in citations),
            support,
            (Span(0, len(figure)),),
            concluded=True,
        )
        return Answer(
            asked.question.text,
            asked.standalone,
            statements=(statement,),
            citations=citations,
            confidence=best.confidence,
            notes=tuple(_notes(best)),
            computation=Computation(counted, sql),
        )

    def _agrees(self, sql: str, computed: Computed) -> bool:
        """Tell whether DuckDB gives what the cells give."""
        try:
            rows = self._database.ask(sql)
        except QueryFailed as error:
            logger.warning("a query failed: %s", error)
            return False
        agrees = agree(rows, computed.proposal.form, computed.outcome)
        if not agrees:
            logger.warning("a query and its cells differ: %s", sql)
        return agrees


def mixes_currencies(computed: Computed) -> bool:
    """Tell whether amounts of several currencies would be put together, or held against each other."""
    return not is_of_one_currency(computed)


# -- agreement -----------------------------------------------------------------------------------------------------


def agree(rows: Sequence[Sequence[object]], form: Form, outcome: Outcome) -> bool:
    """Tell whether a query gave what a form gives of the cells."""
    if isinstance(form, Groups):
        return _same_groups(rows, outcome)
    if outcome.words and not (isinstance(form, Arithmetic)):
        words = tuple(dict.fromkeys(str(row[0]) for row in rows if row[0] is not None))
        return sorted(words) == sorted(set(outcome.words)) if isinstance(form, Cells) else words == outcome.words
    if len(rows) != 1 or rows[0][0] is None or outcome.number is None:
        return False
    return math.isclose(float(str(rows[0][0])), outcome.number, rel_tol=1e-9, abs_tol=1e-6)


def _same_groups(rows: Sequence[Sequence[object]], outcome: Outcome) -> bool:
    given = {str(name): float(str(size)) for name, size in rows if size is not None}
    known = dict(outcome.groups)
    return given.keys() == known.keys() and all(
        math.isclose(given[name], size, rel_tol=1e-9, abs_tol=1e-6) for name, size in known.items()
    )


# -- notes ---------------------------------------------------------------------------------------------------------


def _notes(best: Result) -> Iterator[str]:
    computed = best.computed
    dates = reading_of_dates(computed.outcome, computed.view.grid)
    if dates:
        yield dates
    for one in best.others:
        said = result(one.proposal.form, one.outcome, one.view.grid)
        counted = account(one.proposal.form, one.outcome, one.view.grid)
        yield f"It may also be read as {counted}: {said}."
