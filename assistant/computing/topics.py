"""Topics: which words of a question only say what the rows of a table are, where nothing but that table is asked.

"Which player has the most goals", asked of one table of names and goals, is on what stands there. Knows words and where
they stand in the question; never what is computed.
"""

from __future__ import annotations

import re

from assistant.computing.forms import Cells, Choice, Count, Form, Groups, conditions_of
from assistant.computing.linking import hints, terms_of
from assistant.computing.proposals import View, pulled
from assistant.computing.triggers import Trigger
from assistant.computing.typed_tables import ColumnKind, Grid
from ingest.patterns import lazy_pattern


def topical(view: View, form: Form, foreign: frozenset[int], known: frozenset[int]) -> frozenset[int]:
    """Return which of the words that a table has not may be what its rows are, or do.

    None is where a title, a file name or the column that is read says what they are, nor one that says where, when or
    of whom ("from Kenya"), which of what the table has ("female candidates"), or a sort of its own ("country"): these
    would have to be heeded. What is done ("resigned") is no other event than that of the table's days.
    """
    chosen = isinstance(form, Cells | Choice | Count | Groups) and _chooses(view, form)
    if not view.alone or not chosen or _is_called(view.grid):
        return frozenset()
    kept = frozenset(at for at in foreign if _may_be(view, at, known))
    if isinstance(form, Count):
        return kept & _noun(view) if _OF_ANOTHER.search(view.asked.text) is None else frozenset()
    if isinstance(form, Cells) and not _may_be_any(view, form.column):
        kept -= _noun(view)
    return kept & _noun(view) if _has_own_days(view) and _is_placed_in_time(view, form) else kept


def _noun(view: View) -> frozenset[int]:
    """Return the words of what is asked for, up to the first in the plural: what it does stands behind."""
    focus = sorted(view.intent.focus & view.asked.content)
    plural = (at for at, number in enumerate(focus) if _PLURAL.fullmatch(view.asked.terms[number].form))
    return frozenset(focus[: next(plural, 0) + 1])


_PLURAL = lazy_pattern(r"\w+[^s\W]s|people|children|men|women", re.IGNORECASE)


def _chooses(view: View, form: Form) -> bool:
    """Tell whether some of the rows are meant, or all that stand "in the table"."""
    if isinstance(form, Choice) or (isinstance(form, Groups) and form.largest is not None):
        return True
    rows = form.rows if isinstance(form, Cells | Count | Groups) else None
    some = rows is not None and (rows.extreme is not None or rows.position is not None or rows.step != 0)
    distinct = isinstance(form, Count) and form.column is not None
    return some or distinct or bool(conditions_of(form)) or _HERE.search(view.asked.text) is not None


def _may_be_any(view: View, number: int) -> bool:
    """Tell whether a column may be of whatever is asked for: it is asked for, or called "Name", or nothing."""
    link = view.links.get(number)
    asked = link is not None and (link.cued or bool(link.positions & view.intent.focus))
    return asked or _ANY_THING.fullmatch(view.grid.columns[number].name.strip()) is not None


_ANY_THING = lazy_pattern(
    r"(?:(?:full |local )?names?|titles?|items?|labels?|descriptions?|column \d+)?", re.IGNORECASE
)


def _has_own_days(view: View) -> bool:
    """Tell whether a table's dates are of an event of their own: of "Joined", and not only "Date"."""
    days = (column.name for column in view.grid.columns if column.kind in {ColumnKind.DATE, ColumnKind.YEAR})
    return any(_ANY_TIME.fullmatch(name.strip()) is None for name in days)


_ANY_TIME = lazy_pattern(r"(?:dates?|years?|days?|time|when|season|month)?", re.IGNORECASE)


def _is_placed_in_time(view: View, form: Form) -> bool:
    return bool(pulled(view, Trigger.FIRST, Trigger.LAST)) or any(
        view.grid.columns[one.column].kind in {ColumnKind.DATE, ColumnKind.YEAR} for one in conditions_of(form)
    )


def _is_called(grid: Grid) -> bool:
    """Tell whether a table's title, sheet or file says what its rows are: not "csv/551.csv"."""
    names = (grid.title, grid.heading, grid.sheet, grid.source)
    words = (term.form.lower() for name in names for term in terms_of(name))
    return any(word.isalpha() and len(word) > 1 and word not in _ANY_FILE for word in words)


_ANY_FILE = frozenset("csv tsv xls xlsx ods html sheet table list data file export page document untitled".split())
# "How many buckets did Paul use" are no rows of Paul.
_OF_ANOTHER = lazy_pattern(r"\bhow many (?:[\w-]+ ){1,3}?(?:did|do|does|has|have|had)\b", re.IGNORECASE)
_HERE = lazy_pattern(
    r"\b(?:in|on) (?:the|this) (?:\w+ )?(?:list|table|chart|sheet)\b|\b(?:are|were) (?:there|listed)\b", re.IGNORECASE
)


def _may_be(view: View, at: int, known: frozenset[int]) -> bool:
    form = view.asked.terms[at].form
    is_name = form[:1].isupper() and at > 0
    if len(form) == 1 or form[:1].isdigit() or is_name or hints(form):
        return False
    return at + 1 not in known & view.asked.content and not _is_placed(view, at)


def _is_placed(view: View, at: int) -> bool:
    """Tell whether a word stands behind a preposition: "from Kenya"; "which of the girls" asks for these."""
    before = at - 1
    while before >= 0 and view.asked.terms[before].is_content:
        before -= 1
    while before >= 0 and view.asked.terms[before].form.lower() in _ARTICLES:
        before -= 1
    if before < 0 or view.asked.terms[before].form.lower() not in _PREPOSITIONS:
        return False
    placed = pulled(view, Trigger.FIRST, Trigger.LAST, Trigger.LARGEST, Trigger.SMALLEST)
    if view.asked.terms[before].form.lower() == "of" and placed & frozenset(range(before + 1, at)):
        return False  # "the date of the first race" is that of the row that stands first
    return _ASKED.search(view.asked.text[: view.asked.terms[before].end]) is None


_ARTICLES = frozenset("the a an this that these those all".split())
_PREPOSITIONS = frozenset(
    "of in on at by to for from with under over into about between through during without against as than among near"
    " before after besides behind above below".split()
)
_ASKED = lazy_pattern(r"\b(?:which|what|who|numbers?|counts?|amounts?|names?|list|all|any|one) of\W*$", re.IGNORECASE)
