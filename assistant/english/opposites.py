"""Opposites: pairs of words of which only one can be true of one thing at one time. A table; knows no text."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.english.words import stems_of

Pairs = Sequence[tuple[frozenset[str], frozenset[str]]]


def _pairs(*rows: tuple[str, str]) -> Pairs:
    return [(stems_of(one), stems_of(other)) for one, other in rows]


OPPOSITES = _pairs(
    ("increases raises heightens", "reduces lowers decreases"),
    ("open opened", "closed shut"),
    ("support supports supported backs favours", "oppose opposes opposed"),
    ("allowed permitted permits", "forbidden prohibited banned forbids"),
    ("accepted approved granted upheld allowed", "rejected refused denied dismissed"),
    ("alive survived", "dead died"),
    ("guilty", "innocent acquitted"),
    ("compulsory mandatory required obligatory", "voluntary optional"),
    ("full", "empty"),
    ("public", "private"),
    ("true", "false"),
    ("present", "absent"),
    ("profit", "loss"),
    ("hot", "cold"),
    ("more", "less fewer"),
)
"""Of what holds at any time."""
EVENTS = _pairs(
    ("rose rise rises risen grew increased climbed", "fell fall falls fallen dropped decreased declined shrank"),
    ("won win wins", "lost lose loses"),
)
"""Of what may well happen another time."""
CONTRARIES = (
    *OPPOSITES,
    *EVENTS,
    *_pairs(
        ("raise raises raised increase expand extend grow", "cut cuts slash slashes lower reduce shrink decrease"),
        ("above higher", "below lower"),
        ("faster quicker", "slower"),
        ("finer", "coarser"),
        ("earlier", "later"),
        ("longer", "shorter"),
        ("larger bigger greater", "smaller"),
        ("stronger", "weaker"),
        ("cheaper", "dearer"),
        ("best", "worst"),
        ("buys bought buy", "sells sold sell"),
        ("import imports", "export exports"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("left", "right"),
        ("inside indoors", "outside outdoors"),
        ("strong", "weak"),
        ("rich", "poor"),
        ("easy", "difficult hard"),
        ("cheap", "expensive"),
        ("safe", "unsafe dangerous"),
        ("lend lends lent", "borrow borrows borrowed"),
        ("ally friend", "enemy foe"),
        ("maximum most", "minimum least"),
        ("begin begins began begun starts started", "ends ended"),
        ("join joins joined", "leave leaves left"),
        ("success succeeded", "failure failed"),
        ("majority", "minority"),
    ),
)
"""Also of what is only held against a claim that is nearly the source's own sentence."""
