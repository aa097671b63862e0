"""Auxiliaries: the verbs that help others, and with which a question opens. A table; knows no text."""

from __future__ import annotations

_FINITE = "is are was were do does did has have had can could will would should may might must".split()

OPENING = "|".join(_FINITE)
"""What a yes-or-no question opens with, as alternatives of a pattern."""

HELPING = frozenset([*_FINITE, "shall", "be", "been"])
BEING = frozenset("is are was were be been being".split())
