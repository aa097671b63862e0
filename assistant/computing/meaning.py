"""Meaning: whether a form does what the words of a question ask for, so that no other figure of the table is told.

"Which lake" is answered by a lake and not by its area, "in which year" by a time, "how many votes" by votes and not by
rows, a "percentage change" by no share. Knows which checks each kind of form must pass; never which one is likeliest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.computing.changing import is_of_one_row, is_put_together, is_ranged, is_share_or_change
from assistant.computing.counting import is_counted
from assistant.computing.forms import Aggregate, Arithmetic, Cells, Choice, Count, Existence, Form, Groups, IsLarger
from assistant.computing.heeding import (
    heeds_order,
    heeds_superlative,
    heeds_times,
    is_of_all_rows,
    is_unambiguous,
)
from assistant.computing.things import is_a_time, is_chosen, is_one, is_the_thing, is_won
from assistant.computing.weighing import Computed

Check = Callable[[Computed], bool]

_ALWAYS: tuple[Check, ...] = (is_one, is_a_time, is_chosen, is_of_all_rows, heeds_order, heeds_times)
_CHECKS: Mapping[type[Form], tuple[Check, ...]] = {
    Cells: (is_the_thing, is_counted, is_unambiguous, is_won, heeds_superlative),
    Groups: (is_the_thing, heeds_superlative),
    Count: (is_counted, is_unambiguous, heeds_superlative),
    Aggregate: (is_the_thing, is_counted, is_unambiguous, is_ranged, is_put_together, is_of_one_row),
    Arithmetic: (is_the_thing, is_unambiguous, is_put_together, is_share_or_change, is_of_one_row),
    Choice: (is_counted,),
    IsLarger: (is_unambiguous,),
    Existence: (),
}


def does_what_is_asked(computed: Computed) -> bool:
    """Tell whether a form does what the question's words ask for, to what they name."""
    return all(check(computed) for check in (*_ALWAYS, *_CHECKS[type(computed.proposal.form)]))
