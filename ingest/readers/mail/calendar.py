"""Calendars: the events and tasks of an iCalendar file (RFC 5545) as labels with values. Knows no mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.documents import BlockKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.reading import Builder, CannotRead, Hints, Reading

_LABELS: Mapping[str, str] = {
    "SUMMARY": "Summary",
    "DTSTART": "Start",
    "DTEND": "End",
    "DUE": "Due",
    "LOCATION": "Location",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendee",
    "STATUS": "Status",
    "DESCRIPTION": "Description",
    "COMMENT": "Comment",
}
_ENTRIES = ("VEVENT", "VTODO", "VJOURNAL")
_LINE = re.compile(r"(?P<name>[\w-]+)(?P<parameters>(?:;[\w-]+=(?:\"[^\"]*\"|[^;:\"]*))*):(?P<value>.*)", re.DOTALL)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    parameters: Mapping[str, str]
    value: str


def read_calendar(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the entries of a calendar; the title is that of the first."""
    decoded = decode(content, hints.encoding)
    if "BEGIN:VCALENDAR" not in decoded.text.upper():
        raise CannotRead("not a calendar, or a damaged one; export it again as .ics")
    builder = Builder()
    title = ""
    inside: list[str] = []
    for found in _properties(decoded.text):
        if found.name == "BEGIN":
            inside.append(found.value.upper())
        elif found.name == "END":
            inside = inside[:-1]
            builder.gap()
        elif inside and inside[-1] in _ENTRIES and found.name in _LABELS:
            value = _shown(found)
            title = title or (value if found.name == "SUMMARY" else "")
            builder.line(f"{_LABELS[found.name]}: {value}" if value else "", BlockKind.FIELD)
    return decoded.told(builder.reading(title))


def _properties(text: str) -> Iterator[_Property]:
    """Yield the properties; a line that begins with a blank goes on from the one before."""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        match = _LINE.fullmatch(line)
        if match:
            pairs = (one.split("=", 1) for one in re.findall(r";([\w-]+=(?:\"[^\"]*\"|[^;:\"]*))", match["parameters"]))
            parameters = {name.upper(): value.strip('"') for name, value in pairs}
            yield _Property(match["name"].upper(), parameters, match["value"])


def _shown(found: _Property) -> str:
    if found.name in ("DTSTART", "DTEND", "DUE"):
        return _moment(found)
    if found.name in ("ORGANIZER", "ATTENDEE"):
        address = re.sub(r"(?i)^mailto:", "", found.value)
        name = found.parameters.get("CN", "")
        return tidy(f"{name} <{address}>" if name and name != address else address)
    return tidy(_ESCAPED.sub(lambda one: " " if one.group(1) in "nN" else one.group(1), found.value)).strip()


def _moment(found: _Property) -> str:
    """Return "20260502T101500Z" as "2026-05-02 10:15 UTC", with the zone that the calendar names."""
    match = _MOMENT.fullmatch(found.value.strip())
    if match is None:
        return tidy(found.value)
    year, month, day, hour, minute, universal = match.groups()
    zone = "UTC" if universal else found.parameters.get("TZID", "")
    return " ".join(part for part in (f"{year}-{month}-{day}", f"{hour}:{minute}" if hour else "", zone) if part)
