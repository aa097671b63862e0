"""Grounding: whether a question is on a table at all, by which of its words stand there.

A model of what a question means of a table cannot tell that it means another thing; this can, and rather says no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Condition,
    Count,
    Function,
    Groups,
    Operation,
    Relation,
    conditions_of,
)
from assistant.computing.linking import AskedWords, cue_words
from assistant.computing.meaning import does_what_is_asked
from assistant.computing.owing import says_unpaid
from assistant.computing.plausibility import carries, exact, fits
from assistant.computing.proposals import NO, View, pulled
from assistant.computing.spending import COSTLY, WORDS, is_of_spending
from assistant.computing.topics import topical
from assistant.computing.triggers import Trigger, Wh, intent_of
from assistant.computing.typed_tables import ColumnKind, Grid
from assistant.computing.weighing import Computed
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.numerals import COUNTS
from assistant.english.scope import SPENDER
from assistant.english.units import ANY_UNIT
from ingest.patterns import lazy_pattern

_SHORT = 40  # characters of a cell that a word of the question may stand for
_GENERIC = frozenset(
    "row rows entry entries item items record records table list listed people person persons thing things names name "
    "value values money figure figures data all many much each every chart page column columns respective"
    " respectively".split()
)
_LIGHT = frozenset(
    "get gets got make makes made take takes took taken go goes went gone come comes came use uses used need"
    " needs needed do done happen happened exist exists stand stands look give gave given show shows please tell"
    " say says said know find found pay pays paid spend spent cost costs buy buys bought me us altogether"
    " hidden bring brings brought have has had own owns owned add adds added belong belongs visit visited still"
    " already yet ever far only now currently actually exactly overall really till until look looks looked care"
    " contain contains contained include includes included cares cared work works worked live lives lived"
    " shown represented displayed listed indicated mentioned according fiscal annual period".split()
    + list(COUNTS)
)


def is_grounded(computed: Computed) -> bool:
    """Tell whether the words of a question stand in the table, or say what to compute; only light verbs need not.

    A name or a number that the table does not have is never let pass, nor a thing counted of which it does not speak:
    what is asked of it is not there.
    """
    view = computed.view
    own = _own(view)
    told = own | cue_words(view.asked, view.grid) | _single(view) | _spenders(view.asked) | _empty(view)
    said = told | ((computed.proposal.covered | view.intent.words) - view.intent.passed)
    form = computed.proposal.form
    said |= _times(computed)
    if isinstance(form, Count):  # what is done by what is counted chooses rows: "how many members resigned"
        said -= view.intent.focus - _head(view) - told - view.intent.words
    foreign = frozenset(number for number in view.asked.content - said if not carries(view, form, number))
    topic = topical(view, form, foreign | (_head(view) - exact(view)), exact(view))
    foreign -= topic
    if (
        _REASON.search(view.asked.text)
        or not (own - _generic(view.asked) or _is_of_column(computed))
        or any(view.asked.terms[number].form.lower() not in _LIGHT for number in foreign)
    ):
        return False
    checks = (
        _is_counted(computed, topic),
        _is_read(computed, foreign),
        _suits(computed),
        _keeps(computed, own),
        _is_beside(computed),
        fits(computed),
        does_what_is_asked(computed),
    )
    return all(checks)


# Why something is so stands in no table.
_REASON = lazy_pattern(
    r"^\W*why\b|\b(?:main |primary )?reasons? (?:for|why)\b|^\W*what (?:led|caused|drove)\b", re.IGNORECASE
)


def _own(view: View) -> frozenset[int]:
    """Return the words that stand in the table, in what it is called, or for whatever a table holds."""
    pieces = (piece.positions for piece in view.pieces)
    return frozenset().union(view.naming, _generic(view.asked), _spending(view), *pieces, *_named(view))


def _spending(view: View) -> frozenset[int]:
    """Return the words for spending, where the table is called so: "spent" is what "expenses" are."""
    if not _is_spent(view.grid):
        return frozenset()
    return frozenset(number for number, term in enumerate(view.asked.terms) if term.form.lower() in WORDS)


def _is_spent(grid: Grid) -> bool:
    """Tell whether a table is of what was spent."""
    return is_of_spending(f"{grid.title} {grid.source} {grid.sheet}", (column.name for column in grid.columns))


def _empty(view: View) -> frozenset[int]:
    """Return the words that say nothing beside a measure that the question names: "the least amount of points"."""
    measured = (link for link in view.links.values() if not link.cued and link.column in view.measures)
    named = frozenset().union(*(link.positions for link in measured))
    if not named:
        return frozenset()
    matches = _EMPTY.finditer(view.asked.text)
    return frozenset().union(*(view.asked.positions(*match.span()) for match in matches)) - named


_EMPTY = lazy_pattern(
    r"\b(?:number|quantity|level)s? of\b|\bamounts?\b|\bexpenses?\b|\bwon\b"
    r"|\b(?:earn|win|receiv|collect|achiev|scor|gain)(?:e[sd]?|ed|s|ing)?\b",
    re.IGNORECASE,
)


def _spenders(asked: AskedWords) -> frozenset[int]:
    """Return the words for whoever all the papers are of: the club, the family."""
    return frozenset().union(*(asked.positions(*match.span()) for match in SPENDER.finditer(asked.text)))


def _single(view: View) -> frozenset[int]:
    """Return the words that pull a trigger each for itself, wherever they stand: "rise"."""
    each = (intent_of(AskedWords.of(term.form)) for term in view.asked.terms)
    return frozenset(number for number, alone in enumerate(each) if alone.words)


def _named(view: View) -> Iterator[frozenset[int]]:
    return (link.positions for link in view.links.values() if not link.cued)


def _generic(asked: AskedWords) -> frozenset[int]:
    return frozenset(number for number, term in enumerate(asked.terms) if term.form.lower() in _GENERIC)


def _times(computed: Computed) -> frozenset[int]:
    """Return the words for a time that is asked for, where what is read are times: years need not be called so."""
    view, form = computed.view, computed.proposal.form
    if not isinstance(form, Cells | Groups) or view.grid.columns[form.column].kind not in _DATED:
        return frozenset()
    return frozenset(at for at in view.intent.focus if _TIME.fullmatch(view.asked.terms[at].form))


_DATED = frozenset({ColumnKind.DATE, ColumnKind.YEAR})
_TIME = lazy_pattern(r"years?|dates?|days?|months?", re.IGNORECASE)


def _is_of_column(computed: Computed) -> bool:
    """Tell whether a word for whatever a table holds names a column, where nothing but the table is asked.

    Or whether it hints at the column that is read: "when was the first" is a date; or asks of all that was spent which
    month was the cheapest.
    """
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Groups) and COSTLY.search(view.asked.text) and _is_spent(view.grid):
        return True
    named = any(link.share >= _NAMED_WHOLE and not link.cued for link in view.links.values())
    return view.alone and (named or (isinstance(form, Cells) and form.column in view.links))


def _is_counted(computed: Computed, topic: frozenset[int]) -> bool:
    """Tell whether the table speaks of what is counted: the noun of "how many" stands there, and what is before it."""
    view, form = computed.view, computed.proposal.form
    counts = isinstance(form, Count) or (isinstance(form, Groups) and form.measure is None)
    if not counts and view.intent.wh is not Wh.HOW_MANY:
        return True
    known = exact(view) | (_generic(view.asked) - _people(view))
    if not counts:
        focus = view.intent.focus - cue_words(view.asked, view.grid) - view.intent.words
        return not focus or bool(focus & known)
    return _head(view) <= known | view.intent.words | topic


def _people(view: View) -> frozenset[int]:
    """Return the words for people, where a table has no column of them: its rows are none."""
    if any(_WHO.search(column.name) for column in view.grid.columns):
        return frozenset()
    return frozenset(n for n, term in enumerate(view.asked.terms) if term.form.lower() in _PEOPLE)


_PEOPLE = frozenset("people person persons".split())
_WHO = lazy_pattern(
    r"\b(?:who|name|persons?|people|members?|players?|participants?|guests?|visitors?|staff|employees?|tenants?|attendees?"
    r"|patients?|pupils?|students?|customers?|riders?|drivers?|inhabitants|population)\b",
    re.IGNORECASE,
)


def _head(view: View) -> frozenset[int]:
    """Return the words up to the noun in the plural that is asked for, or the first: no verb behind it."""
    focus = [number for number in sorted(view.intent.focus) if view.asked.terms[number].is_content]
    plural = (at for at, number in enumerate(focus) if _PLURAL.fullmatch(view.asked.terms[number].form))
    return frozenset(focus[: next(plural, 0) + 1])


_PLURAL = lazy_pattern(r"\w+[^s\W]s|people|children|men|women", re.IGNORECASE)


_STRONG = (
    Trigger.LARGEST,
    Trigger.SMALLEST,
    Trigger.MEAN,
    Trigger.MEDIAN,
    Trigger.DIFFERENCE,
    Trigger.PERCENT,
)


def _keeps(computed: Computed, own: frozenset[int]) -> bool:
    """Tell whether nothing of what is to be done is dropped: no "largest", no "average", no "not"."""
    view, proposal = computed.view, computed.proposal
    if _drops_cells(computed):
        return False
    whole = isinstance(proposal.form, Cells) or (
        isinstance(proposal.form, Aggregate) and proposal.form.function in _EXTREMES
    )
    strong = (*_STRONG, Trigger.TOGETHER) if whole else _STRONG
    dropped = pulled(view, *strong) - proposal.covered - own
    if isinstance(proposal.form, Arithmetic) and proposal.form.operation in _CHANGES:
        dropped -= pulled(view, Trigger.CHANGE, Trigger.DIFFERENCE)
    if any(view.asked.terms[number].is_content or view.asked.terms[number].form in _LARGER for number in dropped):
        return False
    named = frozenset().union(*(words for words in _named(view) if len(words) > 1))
    return not pulled(view, Trigger.BLANK) - named or any(map(_denies, conditions_of(proposal.form)))


_EXTREMES = frozenset({Function.MOST, Function.LEAST, Function.RANGE})
_CHANGES = frozenset({Operation.CHANGE, Operation.PERCENT_CHANGE})
_LARGER = frozenset("most more".split())


def _drops_cells(computed: Computed) -> bool:
    """Tell whether a number of the question, or a word that stands in cells, is not heeded."""
    view = computed.view
    numbers = frozenset(n for n, term in enumerate(view.asked.terms) if term.form[:1].isdigit())
    whole = frozenset().union(*(piece.positions for piece in view.pieces if piece.sort in _IN_CELLS))
    whole = whole & view.asked.content - _generic(view.asked)
    heeded = computed.proposal.covered | view.naming
    named = frozenset().union(*_named(view), view.intent.words, cue_words(view.asked, view.grid))
    return bool((numbers - heeded) | (whole - heeded - named))


_IN_CELLS = {"phrase whole", "phrase held"}


def _denies(condition: Condition) -> bool:
    said_no = condition.test is Relation.IS and all(
        NO.fullmatch(text.strip()) or says_unpaid(text) for text in condition.texts
    )
    none = condition.test is Relation.EQUALS and condition.limit == 0
    return condition.negated or said_no or none or condition.test in {Relation.BLANK, Relation.AT_MOST}


def _suits(computed: Computed) -> bool:
    """Tell whether a result is of the sort that is asked for: nobody is called yes, and how much is a number."""
    words, form, wh = computed.outcome.words, computed.proposal.form, computed.view.intent.wh
    if not words or (isinstance(form, Groups) and form.largest is None):
        return True
    if wh is Wh.WHO:
        return all(_is_somebody(word) for word in words) and _is_of_people(computed) and _does_so(computed)
    if wh in {Wh.HOW_MANY, Wh.HOW_MUCH, Wh.WHEN}:
        return all(any(map(str.isdigit, word)) or _MONTHS & set(word.lower().split()) for word in words)
    return True


def _is_of_people(computed: Computed) -> bool:
    """Tell whether what is read stands in the column of people, where there is one, or in one that the words name.

    What such a column has is written as names are: "cash" is nobody who pays.
    """
    view, form = computed.view, computed.proposal.form
    people = {number for number, column in enumerate(view.grid.columns) if _WHO.search(column.name)}
    if not people or not isinstance(form, Cells | Groups) or form.column in people:
        return True
    link = view.links.get(form.column)
    return link is not None and not link.cued and all(word != word.lower() for word in computed.outcome.words)


def _does_so(computed: Computed) -> bool:
    """Tell whether who has, gets or brings a thing is said by a column: who likes boats does not get the boat."""
    view = computed.view
    verb = _POSSESSION.search(view.asked.text)
    if verb is None or isinstance(computed.proposal.form, Choice):
        return True
    named = {number for number, link in view.links.items() if not link.cued}
    does = view.asked.positions(*verb.span("verb"))
    if any(link.positions & does for link in view.links.values()):
        return True
    unnamed = {one.column for one in conditions_of(computed.proposal.form)} - named - {view.grid.entity}
    pieces = (one for one in view.pieces if one.condition.column in unnamed and one.sort in _IN_CELLS)
    return not any(one.condition in conditions_of(computed.proposal.form) for one in pieces)


_POSSESSION = lazy_pattern(
    r"^\W*who (?P<verb>has|have|had|gets?|got|receiv\w+|takes?|took|gives?|gave|brings?|brought|owns?|owned|keeps?|kept"
    r"|makes?|made|uses?|used|needs?|needed|finds?|found|knows?|knew|buys?|bought)\b",
    re.IGNORECASE,
)


def _is_somebody(word: str) -> bool:
    """Tell whether a cell may name somebody: not yes or no, and not a measure."""
    bare = word.strip()
    is_code = _CODE.fullmatch(bare) is not None
    return (
        _LETTER.search(bare) is not None and bare.lower() not in _CHOICES and not is_code and not _MEASURE.search(bare)
    )


def _is_beside(computed: Computed) -> bool:
    """Tell whether the row beside is asked for: by "next" or "previous", or by "after" with what it is after."""
    view, form = computed.view, computed.proposal.form
    if not isinstance(form, Cells) or not form.rows.step:
        return True
    following = _NEXT.search(view.asked.text)
    if following is not None:  # "next" may be a word of a column's own name
        return not view.asked.positions(*following.span()) & frozenset().union(*_named(view))
    conditions = set(form.rows.conditions)
    limits = [piece.positions for piece in view.pieces if piece.sort in _SINCE]
    if any(p.condition in conditions and any(p.positions <= limit for limit in limits) for p in view.pieces):
        return False  # "after 30 May" is whatever is later
    starts = {min(piece.positions) for piece in view.pieces if piece.condition in conditions}
    words = pulled(view, Trigger.NEXT if form.rows.step > 0 else Trigger.PREVIOUS)
    reached = {at for word in words for at in range(word + 1, word + 1 + _REACH)}
    between = {at for at in reached if not any(word < one < at for word in words for one in view.asked.content - words)}
    return bool(starts & between)


_SINCE = frozenset({"after", "before", "since"})  # sorts of pieces that are limits of time
_NEXT = lazy_pattern(r"\b(?:next|previous|following|preceding|subsequent)\b", re.IGNORECASE)
_REACH = 4  # words between "after" and what it is after: "after the one of"
_LETTER = lazy_pattern(r"[^\W\d_]")
_CODE = lazy_pattern(r"[A-Z]{1,4}[-/. ]?\d[\w-]*")  # of a thing, not of somebody
_MEASURE = lazy_pattern(rf"\d\s?(?:{ANY_UNIT}|%)(?![^\W\d_])")
_CHOICES = frozenset("yes no true false y n x".split())
_MONTHS = MONTHS | WEEKDAYS


def _is_read(computed: Computed, foreign: frozenset[int]) -> bool:
    """Tell whether what is only read in a table has nothing else to it: all words taken, for short cells."""
    form = computed.proposal.form
    if not isinstance(form, Cells) or form.rows.extreme or form.rows.position is not None or form.rows.step:
        return True
    texts = [text for condition in form.rows.conditions for text in condition.texts]
    return (not foreign or _is_filtered(computed)) and all(len(text) <= _SHORT for text in texts)


def _is_filtered(computed: Computed) -> bool:
    """Tell whether cells of a named column are read in the rows of a named cell: "which crops does Ida look after"."""
    view, form = computed.view, computed.proposal.form
    if not isinstance(form, Cells) or not conditions_of(form):
        return False
    link = view.links.get(form.column)
    is_entity = form.column == view.grid.entity and bool(view.intent.focus & view.naming)
    if link is None and not is_entity:
        return False
    named = {number for number, one in view.links.items() if not one.cued and one.share >= _NAMED_WHOLE}
    sure = {
        piece.condition
        for piece in view.pieces
        if piece.sort == "phrase whole" or (piece.sort in _ANSWERED and piece.condition.column in named)
    }
    if link is None:
        told = is_entity
    else:
        told = view.intent.wh is Wh.WHO if link.cued else bool(link.positions & view.intent.focus)
    return told and set(conditions_of(form)) <= sure


_NAMED_WHOLE = 0.99
_ANSWERED = {"filled", "blank", "owed blank"}
