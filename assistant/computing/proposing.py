"""Proposing: every form that a question may mean of a table, each once.

Knows who proposes; never what.
"""

from __future__ import annotations

from itertools import islice

from assistant.computing.choosing import CHOOSERS
from assistant.computing.forms import Form, columns_of
from assistant.computing.pairing import COMPARERS
from assistant.computing.proposals import Proposal, View
from assistant.computing.summing import SUMMERS

_MOST_CANDIDATES = 4_000


def propose(view: View) -> tuple[Proposal, ...]:
    """Return the proposals, at most some thousands; none of a hidden column that is not asked for."""
    found: dict[Form, Proposal] = {}
    for proposer in (*CHOOSERS, *SUMMERS, *COMPARERS):
        for proposal in islice(proposer(view), _MOST_CANDIDATES):
            if view.unseen and view.unseen & columns_of(proposal.form):
                continue
            known = found.get(proposal.form)
            if known is None or len(proposal.covered) > len(known.covered):
                found[proposal.form] = proposal
    return tuple(islice(found.values(), _MOST_CANDIDATES))
