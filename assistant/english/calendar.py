"""The calendar: the names of months and weekdays, in full and cut short. A table; knows no text."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = (
    "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
    "September Sept Sep", "October Oct", "November Nov", "December Dec",
)  # fmt: skip
MONTH_NUMBERS: Mapping[str, int] = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
"""Every name of a month as it is written, with its number from 1: "May", "Sept"."""

MONTH_NAMES = tuple(names.split()[0] for names in _NAMES)
MONTHS = frozenset(name.lower() for name in MONTH_NAMES)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
