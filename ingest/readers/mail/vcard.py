"""vCard: a contact of a file of cards (2.1, 3.0, 4.0) as labels with values, several as a table. Knows no mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.documents import BlockKind
from ingest.readers.encoding import decode
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.mail.contentlines import Property, properties
from ingest.readers.tables import CellGrid

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
_NAME = "Name"
_Card = Mapping[str, Sequence[str]]
_UNTOLD = frozenset("pref internet voice x-internet uri text".split())  # sorts that say nothing to a person
_SCHEMES = re.compile(r"(?i)^(?:tel|mailto|xmpp|skype):")
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")


def read_vcard(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the cards in order, pictures and keys left aside; of a single one, the title is the name."""
    decoded = decode(content, hints.encoding)
    if "BEGIN:VCARD" not in decoded.text.upper():
        raise CannotRead("no contacts, or damaged ones; export them again as .vcf")
    cards = [_card(found) for found in _cards(decoded.text)]
    hints.progress(len(cards), len(cards))
    builder = Builder()
    if len(cards) == 1:
        _write(cards[0], builder)
    else:
        builder.table(_grid(cards), progress=hints.progress)
    return decoded.told(builder.extraction(cards[0].get(_NAME, [""])[0] if len(cards) == 1 else ""))


def _cards(text: str) -> Iterator[Sequence[Property]]:
    card: list[Property] = []
    for found in properties(text):
        if found.name == "BEGIN":
            card = []
        elif found.name == "END":
            yield card
        else:
            card.append(found)


def _card(found: Sequence[Property]) -> _Card:
    """Return what a card says: by each label, in the order of the file, the lines of its values."""
    card: dict[str, list[str]] = {_NAME: [_name(found)]}
    named = {one.group: _APPLE.sub(r"\1", one.text) for one in found if one.name == "X-ABLABEL"}
    for one in found:
        if one.name in _LABELS and (value := _value(one)):
            card.setdefault(_label(one, named.get(one.group, "")), []).append(value)
    return card


def _write(card: _Card, builder: Builder) -> None:
    for label, values in card.items():
        for value in values:
            first, *further = value.split("\n")
            builder.line(f"{label}: {first}" if first else "", BlockKind.FIELD)
            for line in further:
                builder.line(line, BlockKind.PARAGRAPH)


def _grid(cards: Sequence[_Card]) -> CellGrid:
    """Return a row for each card, so that it says by itself whose number it holds."""
    labels = list(dict.fromkeys(label for card in cards for label in card))
    rows = [labels, *([", ".join(card.get(label, ())) for label in labels] for card in cards)]
    return CellGrid.of_texts(rows, header_rows=1)


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
