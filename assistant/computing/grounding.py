"""Grounding: whether a question is on a table at all, by which of its words stand there.

A model of what a question means of a table cannot tell that it means another thing; this can, and rather says no.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.computing.candidates import View
from assistant.computing.forms import Cells, Count
from assistant.computing.linking import Asked
from assistant.computing.weighing import Computed

_FOREIGN = 0.25  # of the words that say something
_SHORT = 40  # characters of a cell that a word of the question may stand for
_GENERIC = frozenset(
    "row rows entry entries item items record records table list listed people person persons thing things names name "
    "value values figure figures data all many much each every".split()
)


def is_grounded(computed: Computed) -> bool:
    """Tell whether the words of a question stand in the table, or say what to compute; few may be of neither.

    A name or a number that the table does not have is never let pass, nor a thing counted of which it does not speak:
    what is asked of it is not there.
    """
    view = computed.view
    own = _own(view)
    said = computed.candidate.covered | own | view.intent.words
    foreign = view.asked.content - said
    if any(_is_name(view.asked.terms[number].form) for number in foreign if number > 0):
        return False
    if not own or len(foreign) > _FOREIGN * len(view.asked.content):
        return False
    return _is_counted(computed, own) if isinstance(computed.candidate.form, Count) else _is_read(computed, foreign)


def _own(view: View) -> frozenset[int]:
    """Return the words that stand in the table, in what it is called, or for whatever a table holds."""
    pieces = (piece.positions for piece in view.pieces)
    return frozenset().union(view.naming, _generic(view.asked), *pieces, *_named(view))


def _named(view: View) -> Iterator[frozenset[int]]:
    return (link.positions for link in view.links.values() if not link.cued)


def _generic(asked: Asked) -> frozenset[int]:
    return frozenset(number for number, term in enumerate(asked.terms) if term.form.lower() in _GENERIC)


def _is_name(form: str) -> bool:
    return form[0].isupper() or form[0].isdigit()


def _is_counted(computed: Computed, own: frozenset[int]) -> bool:
    """Tell whether the table speaks of what is counted."""
    focus = computed.view.intent.focus
    return not focus or bool(focus & own)


def _is_read(computed: Computed, foreign: frozenset[int]) -> bool:
    """Tell whether what is only read in a table has nothing else to it: all words taken, for short cells."""
    form = computed.candidate.form
    if not isinstance(form, Cells) or form.rows.extreme or form.rows.position is not None or form.rows.step:
        return True
    texts = [text for condition in form.rows.conditions for text in condition.texts]
    return not foreign and all(len(text) <= _SHORT for text in texts)
