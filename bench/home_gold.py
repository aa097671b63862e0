"""Figures and lists that are true of the folder of examples/home, computed from the raw files without the product.

Reads csv, tsv, jsonl and json with the standard library, and the XML of workbooks itself.
"""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import mean

Record = Mapping[str, str]
Value = float | tuple[str, ...]
"""A figure, or the items of a list."""

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_EPOCH = date(1899, 12, 30)


def computed(folder: Path) -> Mapping[str, Value]:
    """Return every figure and list that a question rests on, by the name that the question gives as `computed`."""
    values: dict[str, Value] = {"documents": len([path for path in folder.rglob("*") if path.is_file()])}
    for part in (_invoices, _expenses, _members, _orders, _training, _meters, _household, _planting):
        values |= part(folder)
    return values


# -- what the raw files hold ------------------------------------------------------------------------------------------


def records(path: Path) -> list[Record]:
    """Return the rows of a csv, tsv or jsonl file, every value as text."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [{name: str(value) for name, value in json.loads(line).items()} for line in text.splitlines()]
    return list(csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix == ".tsv" else ","))


def workbook_rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of the sheet and the raw cells of each row of an .xlsx file, "" for empty cells."""
    with zipfile.ZipFile(path) as archive:
        sheets = ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{_SHEET}sheet")  # noqa: S314 - a file of ours
        for number, sheet in enumerate(sheets, start=1):
            tree = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - a file of ours
            for row in tree.iter(f"{_SHEET}row"):
                cells = {cell.attrib["r"][0]: "".join(cell.itertext()) for cell in row}
                yield sheet.attrib["name"], [cells.get(chr(ord("A") + at), "") for at in range(8)]


def opendocument_rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of each row of an .ods file: dates and numbers by their values."""
    with zipfile.ZipFile(path) as archive:
        tree = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - a file of ours
    for row in tree.iter(f"{_TABLE}table-row"):
        yield [
            cell.get(f"{_OFFICE}date-value") or cell.get(f"{_OFFICE}value") or "".join(cell.itertext()) for cell in row
        ]


def _markdown_table(path: Path) -> list[Record]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(head, row, strict=True)) for row in rows]


# -- figures -----------------------------------------------------------------------------------------------------------


def _sum(rows: Iterable[Record], column: str) -> float:
    return round(sum(float(row[column]) for row in rows), 2)


def _names(rows: Iterable[Record], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows))


def _grouped(rows: Iterable[Record], key: Callable[[Record], str], column: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        sums[key(row)] += float(row[column])
    return {name: round(value, 2) for name, value in sums.items()}


def _largest(rows: Sequence[Record], column: str) -> Record:
    return max(rows, key=lambda row: float(row[column]))


def _pairs(groups: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(f"{name}: {value:g}" for name, value in groups.items())


def _invoices(folder: Path) -> dict[str, Value]:
    rows = records(folder / "money/bindery-invoices-2025.csv")
    archive = [row for row in rows if row["Customer"] == "Elderbrook Town Archive"]
    unpaid = [row for row in rows if not row["Paid on"]]
    return {
        "invoices": len(rows),
        "invoices net": _sum(rows, "Net EUR"),
        "invoices net March": _sum([row for row in rows if row["Date"][5:7] == "03"], "Net EUR"),
        "invoices net archive": _sum(archive, "Net EUR"),
        "invoices unpaid": tuple(row["Invoice"] for row in unpaid),
        "invoices unpaid net": _sum(unpaid, "Net EUR"),
        "invoices largest": (_largest(rows, "Net EUR")["Invoice"],),
        "invoices per month": _pairs(_grouped(rows, lambda row: row["Date"][:7], "Net EUR")),
        "invoice 006 days to pay": float(_days(rows[5]["Date"], rows[5]["Paid on"])),
    }


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _expenses(folder: Path) -> dict[str, Value]:
    rows = list(_expense_rows(folder))
    priced = [row for row in rows if row["Amount"]]

    def of(column: str, value: str) -> list[Record]:
        return [row for row in priced if row[column] == value]

    months = _grouped(priced, lambda row: row["Month"], "Amount")
    return {
        "spent software": _sum(of("Category", "Software"), "Amount"),
        "spent groceries April": _sum(
            [row for row in of("Category", "Groceries") if row["Month"] == "April"], "Amount"
        ),
        "spent by Jonas": _sum(of("Paid by", "Jonas"), "Amount"),
        "spent by Tessaly": _sum(of("Paid by", "Tessaly"), "Amount"),
        "spent per person": _pairs(_grouped(priced, lambda row: row["Paid by"], "Amount")),
        "spent per category": _pairs(_grouped(priced, lambda row: row["Category"], "Amount")),
        "most expensive month": (max(months, key=lambda name: months[name]),),
        "shopping Bakery Umber": len(of("Shop", "Bakery Umber")),
    }


def _expense_rows(folder: Path) -> Iterator[Record]:
    """Yield the rows of the months: below the head, above the total."""
    for sheet, cells in workbook_rows(folder / "money/expenses-2025.xlsx"):
        if cells[0].isdigit():
            when = _EPOCH + timedelta(days=int(cells[0]))
            names = ("Shop", "What", "Category", "Paid by", "Amount")
            yield {"Month": sheet, "Date": when.isoformat(), **dict(zip(names, cells[1:6], strict=True))}


def _members(folder: Path) -> dict[str, Value]:
    rows = records(folder / "club/members.jsonl")
    opened = [row for row in rows if row["fee_2025"] == "open"]
    return {
        "members": len(rows),
        "members open": _names(opened, "name"),
        "members newest": (max(rows, key=lambda row: row["joined"])["name"],),
    }


def _orders(folder: Path) -> dict[str, Value]:
    rows: list[Record] = [
        {name: str(value) for name, value in row.items()}
        for row in json.loads((folder / "bindery/orders.json").read_text("utf-8"))
    ]
    owen = [row for row in rows if row["binder"] == "Owen Castellan"]
    return {
        "copies Owen": _sum(owen, "copies"),
        "orders days A-316": float(_days(rows[5]["received"], rows[5]["due"])),
    }


def _training(folder: Path) -> dict[str, Value]:
    rows = records(folder / "sport/training-log.csv")

    def of(who: str, activity: str = "") -> list[Record]:
        return [row for row in rows if row["who"] in {who, who or row["who"]} and activity in {"", row["activity"]}]

    return {
        "km Jonas run April": _sum([row for row in of("Jonas", "run") if row["date"] < "2025-05"], "km"),
        "km swim": _sum(of("", "swim"), "km"),
        "km per person": _pairs(_grouped(rows, lambda row: row["who"], "km")),
        "longest ride": max(float(row["km"]) for row in of("", "bike")),
        "runs Jonas": len(of("Jonas", "run")),
        "pulse mean Jonas run": round(mean(float(row["pulse"]) for row in of("Jonas", "run")), 2),
    }


def _meters(folder: Path) -> dict[str, Value]:
    rows = list(opendocument_rows(folder / "home/meter-readings.ods"))[1:]
    power = {cells[0]: float(cells[1]) for cells in rows}
    return {
        "power January": power["2025-02-01"] - power["2025-01-01"],
        "readings Jonas": len([cells for cells in rows if cells[4] == "Jonas"]),
    }


def _household(folder: Path) -> dict[str, Value]:
    rows = _markdown_table(folder / "home/warranties.md")
    log = (folder / "home/router.log").read_text("utf-8").splitlines()
    offers = [cells for _, cells in workbook_rows(folder / "family/holiday-offers.xlsx")][1:]
    plan = json.loads((folder / "family/medication-plan.json").read_text("utf-8"))["medicines"]
    return {
        "appliances price": _sum(rows, "Price (EUR)"),
        "appliances dearest": (_largest(rows, "Price (EUR)")["Appliance"],),
        "wan down": len([line for line in log if "wan link down" in line]),
        "offers cheapest": (min(offers, key=lambda cells: float(cells[3]))[0],),
        "offers difference hotel villa": float(offers[1][3]) - float(offers[0][3]),
        "offers mean": round(mean(float(cells[3]) for cells in offers), 2),
        "medicines evening": tuple(row["medicine"] for row in plan if "evening" in row["when"]),
    }


def _planting(folder: Path) -> dict[str, Value]:
    rows = records(folder / "club/planting-plan.tsv")
    return {
        "crops Ida": _names([row for row in rows if row["Gardener"] == "Ida"], "Crop"),
        "crops May": _names([row for row in rows if row["Sow"] == "May"], "Crop"),
    }
