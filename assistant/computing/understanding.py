"""Understanding: what a question means of the tables it may be on, how far to trust that, and what else it may mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.computing.execution import Executor
from assistant.computing.forms import conditions_of
from assistant.computing.library_tables import HeldTable, TableChoice, choose, sample_of
from assistant.computing.linking import AskedWords, terms_of
from assistant.computing.proposals import View
from assistant.computing.proposing import propose
from assistant.computing.typed_tables import Grid
from assistant.computing.weighing import (
    Computed,
    Interpretation,
    ProposalWeights,
    Weighable,
    compute,
    readings,
    trust,
    weighable,
)
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """How many tables are looked into, and the share of belief from which on another reading is told."""

    tables: int = 4
    other: float = 0.15


@dataclass(frozen=True, slots=True)
class Result:
    """What was computed, how far that is trusted to be meant, and what else the question may have meant."""

    computed: Computed
    confidence: float
    others: tuple[Computed, ...]


class Interpreter:
    """Reads questions by weights fitted on others; what is not `allowed` is no reading.

    Where the likeliest is `vetoed`, there is none: what is asked for cannot be had, and nothing else is told for it.
    """

    def __init__(
        self,
        weights: ProposalWeights | None = None,
        options: ReaderOptions | None = None,
        *,
        allowed: Callable[[Computed], bool] | None = None,
        vetoed: Callable[[Computed], bool] | None = None,
    ) -> None:
        self._weights = weights or ProposalWeights.load()
        self._options = options or ReaderOptions()
        self._allowed = allowed
        self._vetoed = vetoed

    def read(self, question: str, tables: Sequence[HeldTable]) -> Result | None:
        """Return how a question is best read over some tables; None where it is not read at all."""
        everything = computed_of(question, tables, limit=self._options.tables)
        weighed = [weighable(one) for one in everything]
        kept = self._likely(everything, weighed)
        computed, proposals = [everything[number] for number in kept], [weighed[number] for number in kept]
        found = readings(proposals, self._weights)
        if not found:
            return None
        confidence = trust(found, proposals, self._weights, among=len({one.result for one in weighed}))
        found = _newest_first(_named_first(found, computed), computed)
        others = tuple(_of_whole(computed[one.number]) for one in found[1:3] if one.probability >= self._options.other)
        return Result(_of_whole(computed[found[0].number]), confidence, others)

    def _likely(self, computed: Sequence[Computed], weighed: Sequence[Weighable]) -> list[int]:
        """Return which of the likeliest proposals are allowed; all of them where everything is."""
        if self._allowed is None:
            return list(range(len(computed)))
        scores = [self._weights.score(one.marks) for one in weighed]
        highest = max(scores, default=0.0)
        near = [number for number, score in enumerate(scores) if score >= highest - _BELIEVABLE]
        near.sort(key=lambda number: -scores[number])
        if self._vetoed is not None and near and self._vetoed(computed[near[0]]):
            return []
        kept = sorted(number for number in near[:_MOST_HELD] if self._allowed(computed[number]))
        return _of_whole_cells(computed, kept)


def _named_first(found: tuple[Interpretation, ...], computed: Sequence[Computed]) -> tuple[Interpretation, ...]:
    """Return readings with the one first whose table is named, where the first's is not and could be meant as well.

    What was spent in March stands in the table of expenses rather than in that of energy.
    """
    first = computed[found[0].number]
    named = (
        one
        for one in found[1:]
        if one.probability >= _AS_LIKELY * found[0].probability
        and computed[one.number].proposal.operation == first.proposal.operation
        and computed[one.number].view.grid is not first.view.grid
        and _named_by_words(computed[one.number].view)
        and not _named_by_words(first.view)
    )
    better = next(named, found[0])
    return (better, *(one for one in found if one is not better))


def _named_by_words(view: View) -> bool:
    return any(not view.asked.terms[number].form[:1].isdigit() for number in view.naming)


def _newest_first(found: tuple[Interpretation, ...], computed: Sequence[Computed]) -> tuple[Interpretation, ...]:
    """Return readings with the one first that is of the newest of several tables which the first could be of as well.

    The price list of this year is meant where none is named; what the older one says is told as another reading.
    """
    first = found[0]
    year = _year_of(computed[first.number])
    alike = [
        one
        for one in found[1:]
        if one.probability >= _AS_LIKELY * first.probability and _is_alike(computed[first.number], computed[one.number])
    ]
    newest = max(alike, key=lambda one: _year_of(computed[one.number]), default=first)
    if not year or _year_of(computed[newest.number]) <= year:
        return found
    return (newest, *(one for one in found if one is not newest))


_AS_LIKELY = 0.5
_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _year_of(computed: Computed) -> int:
    """Return the year that a table is called by, 0 for none and where the question names one itself."""
    grid = computed.view.grid
    if _YEAR.search(computed.view.asked.text):
        return 0
    return max((int(year) for year in _YEAR.findall(f"{grid.title} {grid.source} {grid.sheet}")), default=0)


def _is_alike(one: Computed, other: Computed) -> bool:
    """Tell whether two readings are of one sort, of the same words, in two tables."""
    words = [computed.proposal.covered | computed.view.naming for computed in (one, other)]
    sorts = {computed.proposal.operation for computed in (one, other)}
    return one.view.grid is not other.view.grid and len(sorts) == 1 and words[0] == words[1]


def _of_whole_cells(computed: Sequence[Computed], kept: Sequence[int]) -> list[int]:
    """Return which candidates stay where a word is a cell of its own in one table: "Fuel" there is what is meant.

    What another table has of it among other words ("fuel hose"), or nothing of, is not.
    """
    grids = {number: id(computed[number].view.grid) for number in kept}
    whole = {number: _whole_words(computed[number]) for number in kept}
    surely = {number: _sure_words(computed[number]) for number in kept}

    def is_bettered(number: int) -> bool:
        others = (words for other, words in whole.items() if grids[other] != grids[number] and words)
        return any(not words <= surely[number] and not _stand_alike(computed[number], words) for words in others)

    return [number for number in kept if not is_bettered(number)]


def _whole_words(computed: Computed) -> frozenset[int]:
    """Return the words that conditions of a candidate have as whole cells."""
    conditions = set(conditions_of(computed.proposal.form))
    pieces = (one for one in computed.view.pieces if one.sort == "phrase whole" and one.condition in conditions)
    return frozenset().union(*(one.positions for one in pieces))


def _sure_words(computed: Computed) -> frozenset[int]:
    """Return the words that conditions of a candidate have as whole cells, as dates or as numbers."""
    conditions = set(conditions_of(computed.proposal.form))
    pieces = (one for one in computed.view.pieces if one.condition in conditions and not one.sort.endswith(_UNSURE))
    return frozenset().union(*(one.positions for one in pieces))


_UNSURE = ("held", "begun", "misspelt")


def _stand_alike(computed: Computed, words: frozenset[int]) -> bool:
    """Tell whether a table has words in its own name or in its columns, and a candidate heeds them."""
    view = computed.view
    heads = _heads(view.grid)
    naming = frozenset(number for number in view.naming if view.asked.terms[number].stem in heads)
    own = naming.union(*(link.positions for link in view.links.values() if not link.cued))
    return words <= own and words <= computed.proposal.covered | naming


def _heads(grid: Grid) -> frozenset[str]:
    """Return the stems of what rows are, as a table is called: of members, of tools in "tool inventory".

    A "course for mechanics" is of no mechanics.
    """
    found: set[str] = set()
    for name in (grid.title, grid.heading, grid.source, grid.sheet):
        words = [term for term in terms_of(_BEHIND.split(name)[0]) if term.form.isalpha()]
        while words and _HOLDS.fullmatch(words[-1].form):
            found.add(words.pop().stem)
        found |= {term.stem for term in words[-1:]}
    return frozenset(found)


_BEHIND = lazy_pattern(r"\b(?:of|for|in|at|from|to|by|on|with)\b", re.IGNORECASE)
_HOLDS = lazy_pattern(
    r"inventory|list|register|log|book|table|overview|schedule|records?|sheet|stock|database|plan|rota|roster|index"
    r"|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)


_BELIEVABLE = 7.0  # how far below the likeliest a proposal's score may be: a thousandth of its belief
_MOST_HELD = 200  # proposals of a question that are held against what is allowed


def computed_of(question: str, tables: Sequence[HeldTable], *, limit: int = ReaderOptions().tables) -> list[Computed]:
    """Return all that a question may mean of the tables that it is likeliest on, with what each gives."""
    found: list[Computed] = []
    for choice in choose(AskedWords.of(question), tables, limit=limit):
        for view in _views(question, choice):
            held = replace(view, alone=len(tables) == 1 and choice.held.alone)
            found += compute(held, propose(held))
    return found


def _views(question: str, choice: TableChoice) -> Iterator[View]:
    """Yield the question held against a table, and against the same read by its columns; of a large one by a sample."""
    held, chosen = choice.held, (choice.naming, choice.share)
    if len(held.grid) > _LARGE:
        yield View.of(question, sample_of(held, AskedWords.of(question)), chosen=chosen, whole=held.grid)
        return
    yield View.of(question, held.grid, held.vocabulary, chosen)
    if held.turned is not None:
        yield View.of(question, held.turned, held.turned_vocabulary, chosen)


_LARGE = 2_000  # rows, from which on proposals are computed of a sample, and the best of the whole


def _of_whole(computed: Computed) -> Computed:
    """Return what a proposal gives of the whole table, where it was computed of a sample."""
    whole = computed.view.whole
    if whole is None:
        return computed
    view = replace(computed.view, grid=whole, whole=None, executor=Executor(whole))
    return replace(computed, view=view, outcome=view.executor.run(computed.proposal.form))
