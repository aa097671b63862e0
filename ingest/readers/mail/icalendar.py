"""iCalendar: the events and tasks of a calendar file (RFC 5545) as labels with values. Knows no mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.documents import BlockKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.mail.contentlines import Property, properties
from ingest.readers.mail.recurrence import in_words

_ENTRIES = ("VEVENT", "VTODO", "VJOURNAL")
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_DURATION = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_DURATION_UNITS = ("week", "day", "hour", "minute", "second")
_ENDS = frozenset(".:;!?…")


@dataclass(slots=True)
class _Entry:
    """An event, task or note of a calendar."""

    found: list[Property] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """What it is called, "" for nothing."""
        return next((" ".join(one.text.split()) for one in self.found if one.name == "SUMMARY"), "")

    @property
    def lasts_days(self) -> bool:
        """Whether it takes whole days; its end is then the day after the last."""
        return any(one.name == "DTSTART" and re.fullmatch(r"\d{8}", one.value.strip()) for one in self.found)


def read_icalendar(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the entries of a calendar; the title is the calendar's name, or that of the first."""
    decoded = decode(content, hints.encoding)
    if "BEGIN:VCALENDAR" not in decoded.text.upper():
        raise CannotRead("not a calendar, or a damaged one; export it again as .ics")
    builder = Builder()
    about: list[Property] = []
    entries = list(_entries(decoded.text, about))
    for one in about:
        builder.paragraph(one.text if one.name == "X-WR-CALDESC" else "")
    for number, entry in enumerate(entries, 1):
        _write(entry, builder, headed=len(entries) > 1)
        hints.progress(number, len(entries))
    named = next((one.text for one in about if one.name in ("X-WR-CALNAME", "NAME")), "")
    called = next((entry.summary for entry in entries if entry.summary), "")
    return decoded.told(builder.extraction(named if named and len(entries) > 1 else called))


def _entries(text: str, about: list[Property]) -> Iterator[_Entry]:
    """Yield the entries; what is said of the calendar as a whole is added to `about`."""
    inside: list[str] = []
    entry = _Entry()
    for found in properties(text):
        if found.name == "BEGIN":
            inside.append(found.value.strip().upper())
            entry = _Entry() if inside[-1] in _ENTRIES else entry
        elif found.name == "END":
            if inside and inside.pop() in _ENTRIES:
                yield entry
        elif inside and inside[-1] in _ENTRIES:
            entry.found.append(found)
        elif inside == ["VCALENDAR"]:
            about.append(found)


def _write(entry: _Entry, builder: Builder, *, headed: bool) -> None:
    summary = entry.summary
    if headed:
        builder.heading(
            summary or next((_moment(one.value, one) for one in entry.found if one.name == "DTSTART"), ""), 1
        )
    elif summary:
        builder.line(f"Summary: {summary}", BlockKind.FIELD)
    for found in entry.found:
        label, shown = _SHOWN.get(found.name, ("", _words))
        lines = shown(found, entry) if label else ()
        for number, line in enumerate(lines):
            if number == 0:
                builder.line(f"{label}: {line}", BlockKind.FIELD)
            else:
                builder.line(line, BlockKind.PARAGRAPH)
    builder.gap()


# -- values ------------------------------------------------------------------------------------------------------------


def _words(found: Property, _entry: _Entry) -> Iterable[str]:
    """Return the lines of a text, those joined that only go on in small letters."""
    joined: list[str] = []
    for line in found.text.split("\n"):
        if joined and line[:1].islower() and joined[-1][-1:] not in _ENDS:
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
    return joined


def _start(found: Property, entry: _Entry) -> Iterable[str]:
    yield f"{_moment(found.value, found)}{', all day' if entry.lasts_days else ''}"


def _end(found: Property, entry: _Entry) -> Iterable[str]:
    """Give the last day of an event of whole days, which the file ends at the day after; none of a single day."""
    if not entry.lasts_days:
        yield _moment(found.value, found)
        return
    match = _MOMENT.fullmatch(found.value.strip())
    begins = next(one.value.strip() for one in entry.found if one.name == "DTSTART")
    try:
        last = date(*map(int, match.groups()[:3])) - timedelta(days=1) if match else None
    except (ValueError, OverflowError):
        last = None
    if last is None:
        yield _moment(found.value, found)
    elif f"{last:%Y%m%d}" > begins:
        yield f"{last.isoformat()}, all day"


def _moments(found: Property, _entry: _Entry) -> Iterable[str]:
    yield ", ".join(_moment(one, found) for one in found.value.split(",") if one.strip())


def _moment(value: str, found: Property) -> str:
    """Return "20260502T101500Z" as "2026-05-02 10:15 UTC", with the zone that the calendar names."""
    match = _MOMENT.fullmatch(value.strip())
    if match is None:
        return tidy(value).strip()
    year, month, day, hour, minute, universal = match.groups()
    zone = "UTC" if universal else found.parameters.get("TZID", "")
    return " ".join(part for part in (f"{year}-{month}-{day}", f"{hour}:{minute}" if hour else "", zone) if part)


def _rule(found: Property, _entry: _Entry) -> Iterable[str]:
    yield in_words(found.value)


def _duration(found: Property, _entry: _Entry) -> Iterable[str]:
    match = _DURATION.fullmatch(found.value.strip().upper())
    counts = [int(count or 0) for count in match.groups()] if match else []
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in zip(counts, _DURATION_UNITS) if count]  # noqa: B905 - none without a match
    yield " ".join(said) or tidy(found.value)


def _person(found: Property, _entry: _Entry) -> Iterable[str]:
    address = re.sub(r"(?i)^mailto:", "", found.value)
    name = found.parameters.get("CN", "")
    answer = _ANSWERS.get(found.parameters.get("PARTSTAT", "").upper(), "")
    yield tidy(f"{name} <{address}>" if name and name != address else address) + (f" ({answer})" if answer else "")


_ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "DELEGATED": "delegated"}


def _list(found: Property, _entry: _Entry) -> Iterable[str]:
    yield ", ".join(found.parts(","))


def _address(found: Property, _entry: _Entry) -> Iterable[str]:
    if found.parameters.get("VALUE", "").upper() != "BINARY":
        yield tidy(found.value)


_SHOWN: Mapping[str, tuple[str, Callable[[Property, _Entry], Iterable[str]]]] = {
    "DTSTART": ("Start", _start),
    "DTEND": ("End", _end),
    "DUE": ("Due", _moments),
    "DURATION": ("Duration", _duration),
    "RRULE": ("Repeats", _rule),
    "RDATE": ("Also on", _moments),
    "EXDATE": ("Except on", _moments),
    "RECURRENCE-ID": ("Instead of", _moments),
    "COMPLETED": ("Completed", _moments),
    "PERCENT-COMPLETE": ("Percent complete", _words),
    "PRIORITY": ("Priority", _words),
    "LOCATION": ("Location", _words),
    "ORGANIZER": ("Organizer", _person),
    "ATTENDEE": ("Attendee", _person),
    "CONTACT": ("Contact", _words),
    "STATUS": ("Status", _words),
    "CATEGORIES": ("Categories", _list),
    "RESOURCES": ("Resources", _list),
    "URL": ("Link", _address),
    "ATTACH": ("Attached", _address),
    "DESCRIPTION": ("Description", _words),
    "COMMENT": ("Comment", _words),
}
"""The label of each property that is shown, and how its value is written, in lines."""
