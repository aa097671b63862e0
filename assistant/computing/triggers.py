"""Triggers: the words of a question that say what is to be done: count, add, compare, take the largest, the next.

Knows English questions; never a table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.computing.linking import AskedWords, figures
from assistant.english.units import ANY_UNIT
from ingest.patterns import lazy_pattern


class Trigger(StrEnum):
    """One thing that words can ask for."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    LARGEST = "largest"
    SMALLEST = "smallest"
    FIRST = "first"
    LAST = "last"
    NEXT = "next"
    PREVIOUS = "previous"
    DIFFERENCE = "difference"
    CHANGE = "change"
    PERCENT = "percent"
    RATIO = "ratio"
    OR = "or"
    BOTH = "both"
    SAME = "same"
    DISTINCT = "distinct"
    PER = "per"
    LIST = "list"
    ONLY = "only"
    CONSECUTIVE = "consecutive"
    MORE = "more"
    LESS = "less"
    BLANK = "blank"
    TIMES = "times"
    TOGETHER = "together"
    OTHER = "other"


class Wh(StrEnum):
    """How a question opens, as far as that says what kind of answer is wanted."""

    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    HOW_LONG = "how long"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    YES_NO = "yes/no"
    AMOUNT = "amount"
    LIST = "list"
    WHAT = "what"


# But not the serial number of something.
_NUMBER_OF = (
    r"(?:\b(?:what(?:'s| is| was| are| were)? |tell me )?\bthe (?:total )?|^\W*(?:total )?"
    r"|\b(?:what(?:'s| is| was| are| were)?|tell me|an?|total|exact|whole|average|by|in|and|with) )"
    r"(?:number|count|amount)s? of\b"
)
_TRIGGERS: tuple[tuple[Trigger, str], ...] = (
    (
        Trigger.COUNT,
        (rf"\bhow many\b|{_NUMBER_OF}|\bhow often\b|\bcount\b|\bhow many times\b|\bwhat number of\b"),
    ),
    (
        Trigger.SUM,
        (
            r"\btotal\b|\bsum(?:med)?\b|\bcombined\b|\baltogether\b|\bin all\b|\boverall\b|\bhow much\b|"
            r"\bhow many\b|\bin total\b|\ball together\b|\bspen[dt]\b"
        ),
    ),
    (Trigger.TOGETHER, r"\bcombined\b|\btogether\b|\bboth\b|\bin all\b|\bin total\b|\btotal\b|\bsum\b"),
    (Trigger.MEAN, r"\baverage\b|\bmean\b|\bon average\b|\btypical(?:ly)?\b"),
    (Trigger.MEDIAN, r"\bmedian\b"),
    (
        Trigger.SMALLEST,
        (
            r"\b(?:least|lowest|smallest|shortest|fewest|minimum|min|youngest|earliest|cheapest|lightest|worst|"
            r"closest|nearest|weakest|narrowest|shallowest|thinnest|slowest|poorest|oldest|smaller|fewer|lower|"
            r"less)\b|\bat the bottom\b"
        ),
    ),
    (
        Trigger.LARGEST,
        (
            r"\b(?:most|highest|largest|biggest|greatest|longest|maximum|max|tallest|heaviest|fastest|oldest|"
            r"latest|newest|top|best|farthest|furthest|deepest|widest|hottest|busiest|strongest|richest|"
            r"costliest|priciest|youngest|more|higher|larger|bigger|mostly)\b|\b(?!(?:interest|request|contest|"
            r"forest|west|rest|guest|honest|invest|protest|arrest|harvest|suggest|digest|quest|test|best|nest|"
            r"latest|earliest|lowest|least|east|midwest|northwest|southwest)\b)[a-z]{3,}(?:est)\b(?<!\bwest)"
        ),
    ),
    (
        Trigger.FIRST,
        (
            r"\bfirst\b|\bearliest\b|\btop(?:most)?\b|\binitial(?:ly)?\b|\bstarting\b|\bbegin(?:s|ning)?\b|"
            r"\boldest\b|\bbest\b|\bwon\b|\bwinner\b"
        ),
    ),
    (
        Trigger.LAST,
        (
            r"\blast\b|\bfinal(?:ly)?\b|\bbottom\b|\bmost recent(?:ly)?\b|\blatest\b|\bending\b|\bnewest\b|"
            r"\bend(?:s|ed)?\b|\blonger\b|\blater\b"
        ),
    ),
    (
        Trigger.NEXT,
        (
            r"\bnext\b|\b(?:comes? )?(?:right |directly |immediately |just )?after\b|\bfollow(?:s|ed|ing)?\b"
            r"|\bbelow\b|\bsubsequent(?:ly)?\b|\bsucceed(?:s|ed)?\b|\bunder\b|\bbeneath\b|\bbehind\b"
        ),
    ),
    (
        Trigger.PREVIOUS,
        (
            r"\bprevious(?:ly)?\b|\bbefore\b|\bprior\b|\babove\b|\bpreced(?:es?|ed|ing)\b|\bahead of\b|"
            r"\bprecursor\b"
        ),
    ),
    (
        Trigger.DIFFERENCE,
        (
            r"\bdifference\b|\bhow (?:many|much) (?:more|less|fewer|longer|taller|older|higher|larger|greater|"
            r"bigger|lower|heavier|faster|later|better|further|farther|deeper|smaller|shorter)\b|\bhow (?:much|"
            r"many) ([\w ]{0,40}?)(?:more|less|fewer|higher|lower|longer) ([\w ]{0,30}?)than\b|\bby how (?:much|"
            r"many)\b|\bcompared (?:to|with)\b|\bdiffer\b|\bseparat|\bapart\b|\bgap\b|\bhow long\b|"
            r"\bhow (?:many|much) ([\w ]{0,30}?)(?:between|after|before|from(?=.*\b(?:to|till|until)\b))\b|"
            r"\bin excess\b|\bincreased?\b|"
            r"\bhow many (?:days|weeks|months|years)\b(?=.{0,80}\b(?:between|from|till|until)\b)|"
            r"\bdecreased?\b"
        ),
    ),
    (
        Trigger.CHANGE,
        (
            r"\bchanges?\b|\bincreas(?:e|ed)\b|\bdecreas(?:e|ed)\b|\bdecline[ds]?\b|\bgrowth\b|\bgrow\b|"
            r"\bgrew\b|\bfall\b|\bfell\b|\bdrop(?:ped)?\b|\brise\b|\brose\b|\bmovement\b|\bvariation\b"
        ),
    ),
    (
        Trigger.PERCENT,
        (
            r"\b(?:percentage|proportion|share|fraction)\b([^?]{0,90}?)\b(?:made up (?:of|by)|mak(?:es?|ing) up"
            r"|forms? (?:a )?part of|constitut(?:es?|ed|ing)|generated (?:from|by)|represented by|accounted for by)\b"
            r"|\b(?:percentage|proportion) constitution\b|\bexpressed as a percentage\b"
            r"|\bpercent(?:age)?\b|\bper cent\b|%|\bproportion\b|\bshare of\b|\bfraction\b"
        ),
    ),
    (
        Trigger.RATIO,
        (
            r"\bratio\b|\btimes (?:as|more|larger|higher)\b|\bdivided\b|\bproportion\b|\bas a percentage of\b|"
            r"\bper\b"
        ),
    ),
    (Trigger.OR, r"\bor\b|\bcompared\b|\bbetween\b"),
    (Trigger.BOTH, r"\bboth\b|\bas well\b|\band\b"),
    (
        Trigger.SAME,
        (
            r"\bsame\b|\bas many\b|\bequal(?:s|led)?\b|\bother\b|\bbesides\b|\banother\b|\balso\b|\btied\b|"
            r"\belse\b"
        ),
    ),
    (
        Trigger.OTHER,
        (
            r"\bother than\b|\bbesides\b|\baside from\b|\bapart from\b|\bexcept(?:ing| for)?\b|\bexcluding\b|"
            r"\bnot (?:including|counting)\b|\banother\b|\belse\b|\bother\b"
        ),
    ),
    (Trigger.DISTINCT, r"\bdifferent\b|\bdistinct\b|\bunique\b|\bvarious\b|\bkinds? of\b|\btypes? of\b|\bseparate\b"),
    (
        Trigger.PER,
        (
            r"\bper\b|\bfor each\b|\bby (?:month|year|category|person|type|status|country|region|department|"
            r"name|week|quarter|customer|supplier)\b|\beach\b|\bevery\b|\bbroken down\b|\bgrouped\b"
        ),
    ),
    (
        Trigger.LIST,
        (
            r"^\W*(?:please )?(?:list|show|name|give|enumerate|which|what are|who are|who were|what were|"
            r"tell)\b|\ball (?:of )?the\b|\bevery\b"
        ),
    ),
    (Trigger.ONLY, r"\bonly\b|\bsole\b|\bsingle\b|\bjust\b"),
    (Trigger.CONSECUTIVE, r"\bconsecutive(?:ly)?\b|\bstreak\b|\bin a row\b|\bstraight\b|\bsuccessive\b"),
    (
        Trigger.MORE,
        (
            r"\b(?:more|higher|greater|larger|bigger|longer|taller|older|later|better|faster|farther|further|"
            r"most|heavier|deeper|wider|after|above|exceed(?:s|ed)?|outscore[ds]?)\b"
        ),
    ),
    (
        Trigger.LESS,
        (
            r"\b(?:less|lower|fewer|smaller|shorter|younger|earlier|worse|slower|closer|nearer|cheaper|lighter|"
            r"before|below|first|sooner)\b"
        ),
    ),
    (
        Trigger.BLANK,
        (
            r"\bno\b|\bnone\b|\bwithout\b|\bnot\b|n't\b|\bblank\b|\bempty\b|\bmissing\b|\bnever\b|\black(?:s|ed|"
            r"ing)?\b"
        ),
    ),
    (
        Trigger.TIMES,
        (
            r"\btimes\b|\boften\b|\bmost frequent(?:ly)?\b|\bmost common(?:ly)?\b|\bappear(?:s|ed)?\b|"
            r"\bmostly\b|\boccur(?:s|red)?\b|\blisted\b"
        ),
    ),
)
_COMPILED = tuple((trigger, lazy_pattern(pattern, re.IGNORECASE)) for trigger, pattern in _TRIGGERS)

_OPENINGS: tuple[tuple[Wh, re.Pattern[str]], ...] = tuple(
    (wh, lazy_pattern(pattern, re.IGNORECASE))
    for wh, pattern in (
        # A question that opens so asks for no number, whatever its further words speak of.
        (Wh.WHO, r"^\W*who(?:m|'s)?\b"),
        (Wh.WHERE, r"^\W*where\b(?! any)"),
        (
            Wh.WHEN,
            (
                r"^\W*when\b|^\W*(?:in|on|at|by|for|during) (?:which|what) (?:\w+ )?"
                r"(?:year|date|day|month|season|quarter)s?\b"
            ),
        ),
        (
            Wh.HOW_LONG,
            r"\bhow long\b|\bhow many (?:more )?(?:years?|months?|days?|weeks?|hours?|minutes?)\b|\bhow old\b",
        ),
        (Wh.HOW_MANY, rf"\bhow many\b|{_NUMBER_OF}|\bhow often\b"),
        (Wh.HOW_MUCH, r"\bhow (?:much|far|tall|high|big|large|heavy|fast|wide|deep|expensive)\b"),
        (Wh.YES_NO, r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|true/false|where any)\b"),
        (Wh.WHO, r"\bwho(?:se|m|'s)?\b"),
        (
            Wh.WHEN,
            (
                r"\bwhen\b|\b(?:what|which)(?: is| was|'s)?(?: the)?(?: \w+)? (?:year|date|day|month|season|"
                r"decade|time)s?\b"
            ),
        ),
        (Wh.WHERE, r"\bwhere\b"),
        (Wh.AMOUNT, r"\b(?:total|average|difference|sum|change|mean|median|percentage|ratio|increase|decrease)\b"),
        (Wh.LIST, r"^\W*(?:list|name|show|give)\b"),
    )
)


@dataclass(frozen=True)
class PulledTriggers:
    """What a question's words ask to be done: each trigger with the words that pull it; how the question opens.

    `passed` are words that stand between those of a trigger and say nothing of it: "the rent rise" of "how much did the
    rent rise from ... to".
    """

    asked: AskedWords
    triggers: Mapping[Trigger, frozenset[int]]
    wh: Wh
    focus: frozenset[int]
    passed: frozenset[int] = frozenset()

    def __contains__(self, trigger: object) -> bool:
        """Whether words pull a trigger."""
        return trigger in self.triggers

    @cached_property
    def words(self) -> frozenset[int]:
        """The words that pull triggers."""
        return frozenset().union(*self.triggers.values())

    @cached_property
    def is_plural(self) -> bool:
        """Whether more than one thing is asked for."""
        terms = [self.asked.terms[n].form.lower() for n in sorted(self.focus)]
        return bool(terms) and terms[-1].endswith("s") and not terms[-1].endswith("ss")


def intent_of(asked: AskedWords) -> PulledTriggers:
    """Return what a question asks to be done."""
    found = {}
    passed: set[int] = set()
    limits = [figure.positions for figure in figures(asked) if not figure.bare]
    for trigger, pattern in _COMPILED:
        matches = list(pattern.finditer(asked.text))
        passed |= {at for match in matches for span in match.regs[1:] for at in asked.positions(*span)}
        positions = [asked.positions(match.start(), match.end()) for match in matches]
        if trigger in _ORDERING:
            positions = [one for one in positions if not any(one <= limit for limit in limits)]
        if positions:
            found[trigger] = frozenset().union(*positions)
    wh = next((wh for wh, pattern in _OPENINGS if pattern.search(asked.text)), Wh.WHAT)
    passed = {at for at in passed if _UNIT.fullmatch(asked.terms[at].form) is None}
    return PulledTriggers(asked, found, wh, _focus(asked), frozenset(passed))


# Triggers that the words of a limit do not pull: "more than 100" asks for no largest, "below 40" for no neighbour.
_ORDERING = frozenset(
    {Trigger.LARGEST, Trigger.SMALLEST, Trigger.FIRST, Trigger.LAST, Trigger.NEXT, Trigger.PREVIOUS, Trigger.DIFFERENCE}
)
_UNIT = lazy_pattern(ANY_UNIT, re.IGNORECASE)
_FOCUS = lazy_pattern(
    r"\b(?:how many(?: times)?|number of|amount of|which|what(?: is| was| are| were|'s)?(?: the)?|"
    r"name(?: of)?(?: the| all(?: the| of the)?)?|list(?: all| every| the)*(?: of the)?|whose|"
    r"who (?:was|is|were|are) the|how much|tell me the)\s+"
    r"(?:(?:total|different|more|less|fewer|first|last|next|only|other|average|most|least|highest|"
    r"lowest|of|the|same|all|number|name|names) )*"
    r"((?:[\w'’-]+\s*){1,4})",
    re.IGNORECASE,
)
_VERBS = frozenset(
    "did does do is are was were has have had will would can could won win get got came come comes made in of on at by "
    "for to from with that who which when than before after had ranked listed received play played placed under over "
    "between and or not".split()
)


def _focus(asked: AskedWords) -> frozenset[int]:
    """Return the words of the noun that is asked for."""
    match = _FOCUS.search(asked.text)
    if match is None:
        return frozenset()
    kept = []
    for number in sorted(asked.positions(match.start(1), match.end(1))):
        if asked.terms[number].form.lower() in _VERBS:
            break
        kept.append(number)
    return frozenset(kept)
