"""Spending: whether a table is of what was spent, by what it is called or its columns are, and the words for that.

Knows names of tables and columns; never a question's form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.patterns import lazy_pattern

WORDS = frozenset("spend spent spending spends paid pay pays".split())
"""Words of a question that say no more than that it is on spending."""
COSTLY = lazy_pattern(
    r"\b(?:(?P<cheap>cheapest|least expensive)|most expensive|(?:costli|dear|prici)est)\b", re.IGNORECASE
)
"""What a month is by all that was spent in it."""
_EXPENSES = lazy_pattern(
    r"expens|spend|outgoings|expenditure|payments|ausgaben|kosten|dépens|gasto|spese|despesa|cheltuiel|wydat|harcama"
    r"|gider|xarajat|расход|трат|витрат|έξοδ|chi tiêu|ख़?र्च|مصروف|نفقات|支出|花费|开支|経費|出費|지출|ค่าใช้จ่าย|รายจ่าย",
    re.IGNORECASE,
)
IN = r"(?:money |paid |cash )?in|income|receipts|credits?"
"""How the column of a cash book is called that has what came in."""
OUT = r"(?:money |paid |cash )?out|outgoings?|expenses?|spent|debits?"
"""How the column of a cash book is called that has what was spent."""
_IN, _OUT = (lazy_pattern(rf"\W*(?:{names})\b\W*(?:\W\w+\W)?", re.IGNORECASE) for names in (IN, OUT))
_PLANNED = lazy_pattern(
    r"\b(?:budgets?|plan(?:ned)?|forecasts?|estimates?|quotes?|quotations?|offers?)\b", re.IGNORECASE
)
_PAST = lazy_pattern(r"\b(?:did|have|has|had|was|were)\b.*\b(?:spend|spent|pay|paid|cost)\b", re.IGNORECASE)


def is_of_spending(called: str, columns: Iterable[str]) -> bool:
    """Tell whether a table is of what was spent: a cash book has a column for it beside that of what came in."""
    names = tuple(columns)
    both = any(map(_IN.fullmatch, names)) and any(map(_OUT.fullmatch, names))
    return both or _EXPENSES.search(called) is not None


def is_other_way(question: str, column: str) -> bool:
    """Tell whether a column of a cash book has what came in where what was spent is asked for, or the reverse."""
    spent, came = _SPENT.search(question) is not None, _CAME.search(question) is not None
    return spent != came and (_IN if spent else _OUT).fullmatch(column) is not None


_SPENT = lazy_pattern(r"\b(?:spen[dt]|spending|paid|pay|expenses|cost)\b", re.IGNORECASE)
_CAME = lazy_pattern(
    r"\b(?:income|earn(?:ed|s)?|receiv\w+|took in|(?:came|comes?) in|(?:brings?|brought)\b.*\bin)\b", re.IGNORECASE
)


def is_only_planned(question: str, called: str) -> bool:
    """Tell whether a table of what is planned would be asked for what was spent."""
    return _PAST.search(question) is not None and any(
        match.group().lower() not in question.lower() for match in _PLANNED.finditer(called)
    )
