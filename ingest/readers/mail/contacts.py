"""Contacts: the cards of a vCard file (2.1, 3.0, 4.0) as labels with values. Knows no mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.documents import BlockKind
from ingest.readers.encoding import decode
from ingest.readers.mail.contentlines import Property, properties
from ingest.readers.reading import Builder, CannotRead, Hints, Reading

_LABELS = {
    "NICKNAME": "Nickname",
    "ORG": "Organisation",
    "TITLE": "Title",
    "ROLE": "Role",
    "TEL": "Telephone",
    "EMAIL": "Email",
    "ADR": "Address",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "URL": "Web",
    "IMPP": "Chat",
    "RELATED": "Related",
    "LANG": "Language",
    "CATEGORIES": "Categories",
    "NOTE": "Note",
}
_UNTOLD = frozenset("pref internet voice x-internet uri text".split())  # sorts that say nothing to a person
_SCHEMES = re.compile(r"(?i)^(?:tel|mailto|xmpp|skype):")
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")


def read_contacts(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the cards in order, pictures and keys left aside; of a single one, the title is the name."""
    decoded = decode(content, hints.encoding)
    if "BEGIN:VCARD" not in decoded.text.upper():
        raise CannotRead("no contacts, or damaged ones; export them again as .vcf")
    cards = list(_cards(decoded.text))
    builder = Builder()
    for number, card in enumerate(cards, 1):
        _write(card, builder, headed=len(cards) > 1)
        hints.progress(number, len(cards))
    return decoded.told(builder.reading(_name(cards[0]) if len(cards) == 1 else ""))


def _cards(text: str) -> Iterator[Sequence[Property]]:
    card: list[Property] = []
    for found in properties(text):
        if found.name == "BEGIN":
            card = []
        elif found.name == "END":
            yield card
        else:
            card.append(found)


def _write(card: Sequence[Property], builder: Builder, *, headed: bool) -> None:
    name = _name(card)
    if headed:
        builder.heading(name, 1)
    else:
        builder.line(f"Name: {name}" if name else "", BlockKind.FIELD)
    named = {one.group: _APPLE.sub(r"\1", one.text) for one in card if one.name == "X-ABLABEL"}
    for found in card:
        lines = _value(found).split("\n") if found.name in _LABELS else []
        for number, line in enumerate(filter(None, lines)):
            if number == 0:
                builder.line(f"{_label(found, named.get(found.group, ''))}: {line}", BlockKind.FIELD)
            else:
                builder.line(line, BlockKind.PARAGRAPH)
    builder.gap()


def _name(card: Sequence[Property]) -> str:
    """Return the name as it is shown, else put together of its parts: family, given, further, before, after."""
    shown = next((one.text for one in card if one.name == "FN" and one.text), "")
    parts = next((one.parts() for one in card if one.name == "N"), [])
    family, given, further, before, after = (*parts, "", "", "", "", "")[:5]
    put = " ".join(part for part in (before, given, further, family, after) if part)
    return " ".join((shown or put or next((_value(one) for one in card if one.name == "ORG"), "")).split())


def _label(found: Property, named: str) -> str:
    kinds = named or ", ".join(kind for kind in found.kinds if kind not in _UNTOLD)
    return f"{_LABELS[found.name]} ({kinds})" if kinds else _LABELS[found.name]


def _value(found: Property) -> str:
    if found.name in ("ADR", "ORG", "CATEGORIES", "NICKNAME"):
        sign = ";" if found.name in ("ADR", "ORG") else ","
        return ", ".join(" ".join(part.split()) for part in found.parts(sign) if part)
    if found.name in ("BDAY", "ANNIVERSARY"):
        return _DAY.sub(r"\1-\2-\3", found.text)
    return _SCHEMES.sub("", found.text)
