"""Proposing: every form that a question may mean of a table, each once.

Knows who proposes; never what.
"""

from __future__ import annotations

from itertools import islice

from assistant.computing.choosing import CHOOSERS
from assistant.computing.forms import Form, columns_of
from assistant.computing.pairing import COMPARERS
from assistant.computing.proposals import Candidate, View
from assistant.computing.summing import SUMMERS

_MOST_CANDIDATES = 4_000


def propose(view: View) -> tuple[Candidate, ...]:
    """Return the candidates, at most some thousands; none of a hidden column that is not asked for."""
    found: dict[Form, Candidate] = {}
    for proposer in (*CHOOSERS, *SUMMERS, *COMPARERS):
        for candidate in islice(proposer(view), _MOST_CANDIDATES):
            if view.unseen and view.unseen & columns_of(candidate.form):
                continue
            known = found.get(candidate.form)
            if known is None or len(candidate.covered) > len(known.covered):
                found[candidate.form] = candidate
    return tuple(islice(found.values(), _MOST_CANDIDATES))
