"""Recurrence: the rule of a repeated event (RFC 5545, 3.3.10) in words: “every 2 weeks on Monday until 2026-12-31”."""

from __future__ import annotations

import re

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
_MONTHS = "January February March April May June July August September October November December".split()
_SAID = frozenset("FREQ INTERVAL BYDAY BYMONTHDAY BYMONTH COUNT UNTIL WKST".split())
_DAY = re.compile(r"([+-]?\d{1,2})?([A-Z]{2})")
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?")


def in_words(rule: str) -> str:
    """Return a rule in words; one that says more than these words can is returned as it stands."""
    parts = dict(part.split("=", 1) for part in rule.strip().upper().split(";") if "=" in part)
    try:
        return " ".join(filter(None, (_every(parts), _months(parts), _days(parts), _until(parts))))
    except (KeyError, ValueError, IndexError):
        return rule.strip()


def _every(parts: dict[str, str]) -> str:
    if not _SAID.issuperset(parts):
        raise KeyError
    unit, interval = _UNITS[parts["FREQ"]], int(parts.get("INTERVAL", "1"))
    return f"every {unit}" if interval == 1 else f"every {interval} {unit}s"


def _months(parts: dict[str, str]) -> str:
    numbers = [int(one) for one in parts.get("BYMONTH", "").split(",") if one]
    if not all(1 <= number <= len(_MONTHS) for number in numbers):
        raise ValueError
    return f"in {_listed([_MONTHS[number - 1] for number in numbers])}" if numbers else ""


def _days(parts: dict[str, str]) -> str:
    days = [_day(one) for one in parts.get("BYDAY", "").split(",") if one]
    dates = [_date(int(one)) for one in parts.get("BYMONTHDAY", "").split(",") if one]
    if days and dates:
        raise ValueError  # days that fall on dates
    return f"on {_listed(days or dates)}" if days or dates else ""


def _day(written: str) -> str:
    match = _DAY.fullmatch(written)
    if match is None:
        raise ValueError
    name = _DAYS[match.group(2)]
    return f"the {_ORDINALS[int(match.group(1))]} {name}" if match.group(1) else name


def _date(number: int) -> str:
    return f"day {number}" if number > 0 else f"the {_ORDINALS[number]} day"


def _until(parts: dict[str, str]) -> str:
    if "COUNT" in parts:
        count = int(parts["COUNT"])
        return "once" if count == 1 else f"{count} times"
    if "UNTIL" not in parts:
        return ""
    match = _DATE.fullmatch(parts["UNTIL"])
    if match is None:
        raise ValueError
    return f"until {'-'.join(match.groups())}"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
