from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.computing.calculator import Calculator
from assistant.computing.forms import columns_of
from assistant.computing.library_tables import held_of
from assistant.computing.proposals import View
from assistant.computing.proposing import propose
from assistant.conversation.question import Question
from assistant.ways import Asked
from ingest.documents import Document, Source
from ingest.readers.sheets.xlsx import read_xlsx
from tests.assistant.computing.grids import document_of
from tests.assistant.fakes import MemoryLibrary
from tests.ingest.readers.sheets.workbooks import number, row, sheet, text, workbook

BOATS = (
    ("Boat", "Skipper", "Berth fee", "Checked on"),
    ("Heron", "Ilse", "€310", "2025-03-02"),
    ("Otter", "Bram", "€140", "2025-04-09"),
    ("Grebe", "Ilse", "€95", "2025-05-20"),
)
TOOLS = (
    ("Item", "Unit", "Price"),
    ("Hammer", "piece", "€14.50"),
    ("Bolt M6", "hundred", "€8.20"),
    ("Bolt M8", "hundred", "€11.40"),
    ("Chisel", "piece", "€19.00"),
)
PARCELS = (
    ("Parcel", "Carrier", "Delivered"),
    ("P1", "Swift", "2025-01-03"),
    ("P2", "Brown", "2025-02-14"),
    ("P3", "Swift", "2025-03-20"),
)
CHORES = (
    ("Person", "Chore", "Room"),
    ("Lena", "Dusting", "attic"),
    ("Lena", "Sweeping", "hall"),
    ("Paul", "Ironing", "hall"),
    ("Paul", "Sweeping", "cellar"),
)

TASKS = (
    ("Task", "Led by", "Place", "Day"),
    ("Count of newts", "Mara", "Mill pond", "Saturday"),
    ("Repair of the hide", "Jonas", "North bank", "Sunday"),
    ("Number of nests", "Mara", "Reed bed", "Monday"),
)


def _said(question: str, rows: Sequence[Sequence[str]], title: str) -> str:
    library = MemoryLibrary(documents=[document_of(rows, title=title)])
    answer = Calculator(library).answer(Asked(Question(question), question))
    return "" if answer is None else answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Is the mooring of the Heron more than 90 euros?",  # a thing of which the table has nothing
        "Is the insurance above 100 euros a month?",
        "Did Bram sail more than 50 miles?",
        "Are there more than 20 swimmers?",
    ],
)
def test_yes_and_no_are_not_told_of_what_the_table_does_not_have(question: str) -> None:
    assert not _said(question, BOATS, "Boats")


@pytest.mark.parametrize(
    ("question", "figure"),
    [("How much does the hammer cost?", "€14.50"), ("How much does a chisel cost?", "€19.00")],
)
def test_the_price_of_one_thing_is_read_from_its_row(question: str, figure: str) -> None:
    said = _said(question, TOOLS, "Tools")

    assert said.startswith(f"{figure} – Price in 1 row")


@pytest.mark.parametrize("question", ["How much does a bolt cost?", "How much does the anvil cost?"])
def test_the_price_of_one_thing_is_no_sum_over_others(question: str) -> None:
    assert "sum" not in _said(question, TOOLS, "Tools")


def test_the_price_of_two_things_together_is_their_sum() -> None:
    said = _said("How much do the hammer and the chisel cost together?", TOOLS, "Tools")

    assert said.startswith("€33.50 – ")


BILLS = (
    ("Date", "Shop", "Note", "Amount"),
    ("2025-01-03", "Adler", "January", "€500"),
    ("2025-02-03", "Adler", "February", "€500"),
    ("2025-02-17", "Brenner", "coal", "€90"),
    ("2025-03-02", "Cohn", "paint", "€20"),
)


def test_a_month_is_as_expensive_as_all_of_its_rows() -> None:
    assert _said("Which month was the most expensive?", BILLS, "Expenses").startswith("February 2025 (€590)")
    for question in ("Which month was the cheapest?", "Which month was the least expensive?"):
        assert _said(question, BILLS, "Expenses").startswith("March 2025 (€20)")


def test_a_month_is_not_told_by_one_of_its_days() -> None:
    weather = (("Day", "Rain"), ("2025-01-03", "4"), ("2025-01-08", "4"), ("2025-02-03", "7"), ("2025-03-02", "1"))

    assert not _said("Which month was the wettest?", weather, "Rain of the garden")


@pytest.mark.parametrize("question", ["largest parcel", "heaviest parcel", "biggest delivery", "most expensive parcel"])
def test_a_size_is_neither_a_date_nor_a_code_nor_a_count(question: str) -> None:
    assert not _said(question, PARCELS, "Parcels")


def test_a_superlative_takes_the_column_of_its_sort() -> None:
    assert _said("Which boat has the most expensive berth?", BOATS, "Boats").startswith("Heron")


@pytest.mark.parametrize(
    "question",
    [
        "how many kilograms did each person lift",
        "how many hours did each person sweep",
        "How many litres did Lena use for sweeping?",
        "how many euros did each person get",
        "how many buckets did Paul use",
    ],
)
def test_a_measure_that_no_column_has_is_not_counted_in_rows(question: str) -> None:
    assert not _said(question, CHORES, "Chores")


def test_rows_are_grouped_by_what_each_is_said_of() -> None:
    assert "for each Chore" not in _said("how many chores does each person do", CHORES, "Chores")


def test_rows_are_still_counted_where_they_are_asked_for() -> None:
    assert _said("How many chores are in the hall?", CHORES, "Chores").startswith("2 – 2 rows")


def test_the_latest_is_so_by_its_date_and_not_by_its_place() -> None:
    rows = (("Key", "Holder", "Given on"), ("K7", "Ruth", "2024-02-02"), ("K8", "Omar", "2024-03-09"),
            ("K9", "Ida", "2024-01-11"))  # fmt: skip

    assert not _said("latest key", rows, "Keys").startswith("K9")


# -- hidden columns ------------------------------------------------------------------------------------------------


def _seeds() -> Document:
    rows = row(text("Seed"), text("Price"), text("Cost"), number=1)
    for at, (seed, price, cost) in enumerate((("Radish", 24, 11), ("Leek", 31, 16), ("Kale", 28, 12)), start=2):
        rows += row(text(seed), number(price), number(cost), number=at)
    written = sheet(rows, before='<cols><col min="3" max="3" hidden="1"/></cols>')
    reading = read_xlsx(workbook({"Seeds": written}))
    return Document(Source("file:///seeds", "seeds"), "Seeds", reading.text, tables=reading.tables)


@pytest.mark.parametrize(
    "question", ["How much does the leek cost?", "What is the total cost of the seeds?", "Which seed costs the most?"]
)
def test_a_hidden_column_is_not_computed_with(question: str) -> None:
    answer = Calculator(MemoryLibrary(documents=[_seeds()])).answer(Asked(Question(question), question))

    assert answer is None or "Cost" not in answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "is_read"),
    [
        ("What is the total of the hidden cost?", True),
        ("How much does the leek cost?", False),  # the verb names no column
        ("What is the total of the seeds?", False),
    ],
)
def test_a_hidden_column_is_proposed_where_it_is_asked_for(question: str, *, is_read: bool) -> None:
    held = held_of(_seeds())

    read = [2 in columns_of(one.form) for one in propose(View.of(question, held[0].grid))]

    assert any(read) == is_read


def test_the_price_of_a_thing_is_no_number_of_another_sort() -> None:
    rows = (("Seed", "Price", "Packets"), ("Leek", "3.10", "12"), ("Kale", "2.80", "20"))

    assert "Packets in" not in _said("How much does a packet of leek cost?", rows, "Seeds")


MOORINGS = (
    ("Mooring", "Skipper", "Length (m)", "Fee per year", "Joined", "Paid on"),
    ("1", "Ilse", "110", "€95", "2019-03-02", "2025-01-04"),
    ("2", "Bram", "60", "€140", "2022-04-09", ""),
    ("3", "Orla", "150", "€310", "2023-05-20", "2025-02-01"),
    ("4", "Finn", "80", "€205", "2021-07-01", ""),
)


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Which moorings pay more than 100?", "2; 3; 4 –"),  # by the fee, not by the length
        ("Who has the largest mooring?", ""),  # not by the number of the mooring
        ("How many joined after 2021?", "2 –"),  # by the day of joining, not of paying
        ("How much is still unpaid?", "€345"),
        ("Which skippers have not paid?", "Bram; Finn"),
    ],
)
def test_limits_and_superlatives_are_of_the_column_that_is_meant(question: str, start: str) -> None:
    said = _said(question, MOORINGS, "Moorings")

    assert said.startswith(start) if start else not said.startswith("Finn")


def test_what_is_asked_for_each_is_no_single_sum() -> None:
    said = _said("How many sweeps did each person do?", CHORES, "Chores")

    assert "Dusting" not in said


def test_the_days_between_two_dates_of_a_row_are_counted() -> None:
    rows = (("Job", "Begun", "Due"), ("J1", "2025-02-11", "2025-02-25"), ("J2", "2025-03-01", "2025-03-31"))

    assert _said("How many days are there between begun and due of J1?", rows, "Jobs").startswith("14 days")


def test_what_a_counter_went_up_by_is_the_difference_of_its_readings() -> None:
    rows = (
        ("Day", "Heat (kWh)", "Read by"),
        ("2025-01-01", "9000", "Ilse"),
        ("2025-02-01", "9410", "Bram"),
        ("2025-03-01", "9700", "Ilse"),
        ("2025-04-01", "9890", "Ilse"),
    )

    assert _said("How much heat was used in January 2025?", rows, "Meter readings").startswith("410")
    assert "19" not in _said("How much heat was used in May 2025?", rows, "Meter readings")


@pytest.mark.parametrize(
    "question",
    [
        "Is the length of Ilse's mooring above that of Bram's boat?",  # no mooring is a yes
        "What was the most expensive item?",  # of which nothing in the table is named
    ],
)
def test_what_is_not_a_size_a_truth_or_named_is_not_told(question: str) -> None:
    said = _said(question, MOORINGS, "Moorings")

    assert not said.startswith(("4 ", "3 ", "Orla", "Finn"))


@pytest.mark.parametrize(
    ("question", "figure"), [("Who leads the count of newts?", "Mara"), ("Where is the number of nests?", "Reed bed")]
)
def test_a_count_that_a_cell_speaks_of_is_not_made(question: str, figure: str) -> None:
    said = _said(question, TASKS, "Volunteers")
    assert not said or said.startswith(figure)


def test_a_sum_over_one_row_is_told_as_its_cell() -> None:
    assert _said("How much was paid for the Otter in berth fees?", BOATS, "Boats").startswith(
        "€140 – Berth fee in 1 row"
    )
    assert "the sum of" in _said("What is the total berth fee of the Otter?", BOATS, "Boats")


PUMPS = (("Pump", "Price", "Loudness in dB"), ("Karo", "€310", "61"), ("Lind", "€280", "54"), ("Moss", "€290", "58"))


def test_a_superlative_of_no_known_size_needs_a_column_that_is_called_so() -> None:
    assert _said("Which pump is the loudest?", PUMPS, "Pumps").startswith("Karo")
    assert not _said("Which pump is the strictest?", PUMPS, "Pumps")


def test_how_many_there_are_in_each_is_counted_not_added_up() -> None:
    rows = (("No", "Singer", "Voice", "Dues"), ("1", "Ada", "alto", "€30"), ("2", "Ben", "bass", "€30"),
            ("3", "Cid", "bass", "€45"), ("4", "Dot", "alto", "€30"))  # fmt: skip

    assert "€" not in _said("How many singers are there in each voice?", rows, "Singers").partition(" – ")[0]


def test_rows_are_counted_for_each_unless_a_measure_is_named() -> None:
    rows = (("Tenant", "House", "Deposit"), ("Ilse", "East", "€900"), ("Bo", "East", "€700"), ("Piet", "West", "€800"))

    assert _said("tenants per house", rows, "Tenants").startswith("East (2 rows); West (1 row) –")
    assert _said("deposits per house", rows, "Tenants").startswith("East (€1,600); West (€800) –")


def test_what_was_spent_is_money_and_no_number_of_copies() -> None:
    rows = (("Title", "Author", "Copies"), ("Reeds", "Holm", "12"), ("Tides", "Lund", "9"))

    assert _said("How much did we spend on books?", rows, "Books") == ""
    assert _said("What is the total of the copies?", rows, "Books").startswith("21 –")


OFFERS = (
    ("Firm", "Work", "Price"),
    ("Aldous", "Floor", "900"),
    ("Aldous", "Walls", "400"),
    ("Brend", "Floor", "800"),
    ("Brend", "Walls", "700"),
)
BERTHS = (
    ("Pier", "Tenant", "Rent", "Pays by"),
    ("North", "Ada Holm", "900", "standing order"),
    ("North", "Ben Ruiz", "700", "standing order"),
    ("South", "Cleo Vane", "1100", "cash"),
)


def test_which_of_two_is_cheaper_is_not_told_by_the_first_of_their_rows() -> None:
    assert "Price of" not in _said("Which is cheaper, Aldous or Brend?", OFFERS, "Offers")
    assert _said("Which tenant has the higher rent, Ada Holm or Ben Ruiz?", BERTHS, "Berths").startswith("Ada Holm")


def test_who_is_somebody_and_stands_in_the_column_of_people() -> None:
    assert _said("Who pays the highest rent?", BERTHS, "Berths").startswith("Cleo Vane")
    assert _said("Which tenants live in North?", BERTHS, "Berths").startswith("Ada Holm; Ben Ruiz")


METERS = (
    ("House", "Date", "Reading"),
    ("Mill", "2024-12-31", "1842"),
    ("Mill", "2025-12-31", "2067"),
    ("Barn", "2024-12-31", "310"),
    ("Barn", "2025-12-31", "398"),
)
KIT = (
    ("Tool", "Bought", "Last test"),
    ("Saw", "2019-09-11", "2025-11-03"),
    ("Drill", "2022-08-30", "2024-10-21"),
    ("Lamp", "2024-01-19", "2025-11-03"),
)


def test_what_one_meter_of_several_counted_is_the_difference_of_its_readings() -> None:
    assert _said("How much water was used at the Barn in 2025?", METERS, "Water meter readings").startswith("88 ")


def test_the_oldest_is_so_by_when_it_began_to_be() -> None:
    assert _said("Which tool is the oldest?", KIT, "Kit").startswith("Saw")


def test_the_dearest_thing_is_named_and_not_its_price_alone() -> None:
    assert not _said("What was the most expensive item?", TOOLS, "Tools").startswith("€")
    assert _said("What is the highest rent?", BERTHS, "Berths").startswith("1,100 ")


CREW = (
    ("Name", "Since", "Hours per month"),
    ("Ada Holm", "2019", "30"),
    ("Ben Ruiz", "2025", "12"),
    ("Cleo Vane", "2022", "16"),
)


def test_who_is_there_since_a_year_tells_nothing_of_what_was_done_in_it() -> None:
    assert not _said("How many hours did the crew give in 2025?", CREW, "Crew")
    assert _said("Who has been in the crew since 2025?", CREW, "Crew").startswith("Ben Ruiz")


MONTHLY = (
    ("Month", "Heat (kWh)", "Cost (EUR)"),
    ("January", "268", "301.40"),
    ("February", "241", "276.10"),
    ("March", "187", "232.75"),
    ("April", "102", "163.20"),
)


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("How much did the heat cost from January to March?", "€810.25"),
        ("How much did the heat cost between January and March?", "€810.25"),
        ("What is the difference of the cost between January and March?", "€68.65"),
    ],
)
def test_what_was_spent_from_one_month_to_another_is_a_sum_and_what_it_fell_a_difference(
    question: str, start: str
) -> None:
    said = _said(question, MONTHLY, "Heat")

    assert said.startswith(start)
    assert "January 1" not in said


RACES = (
    ("Place", "Rider", "Country", "Medals", "Since"),
    ("1", "Ines Wik", "Norway", "4", "1998"),
    ("2", "Olga Dob", "Poland", "4", "2004"),
    ("3", "Piet Vos", "Norway", "1", "2010"),
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Is Ines Wik above or below Olga Dob?", ""),
        ("How many more medals has Ines Wik than Olga Dob?", ""),
        ("How many more medals has Ines Wik than Piet Vos?", "3"),
        ("How many different countries are there?", "2"),
    ],
)
def test_neither_a_thing_for_more_or_less_nor_none_for_how_many_more_is_told(question: str, figure: str) -> None:
    said = _said(question, RACES, "Races")

    assert said.startswith(figure) if figure else said == ""


TEAM = (("name", "role", "phone"), ("Ines Wik", "baker", "0171 402"), ("Olga Dob", "seller", "0171 403"))
GOODS = (("Product", "Nuts", "Milk"), ("Rye loaf", "no", "no"), ("Tart", "yes", "yes"), ("Biscuit", "no", "yes"))


def test_nothing_is_counted_that_is_asked_for_by_its_number_or_its_unit() -> None:
    readings = (("Day", "Heat (kWh)"), ("2025-01-02", "9000"), ("2025-03-03", "9410"), ("2025-04-01", "9700"))

    assert not _said("What is the phone number of Ines Wik?", TEAM, "Team").startswith(("1 ", "2 ", "3 "))
    assert not _said("How many kWh were there in March 2025?", readings, "Meters").startswith("1 ")


def test_what_contains_a_thing_is_told_by_its_column_of_yes_and_no() -> None:
    assert _said("Which products contain milk?", GOODS, "Allergens").startswith("Tart; Biscuit")


WALKS = (
    ("Walk", "Climb", "Opened", "Length"),
    ("Heron path", "310", "1988", "12"),
    ("Mill path", "95", "1994", "15"),
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Does the Heron path have more or less climb than the Mill path?", "more"),
        ("Was the Heron path opened before or after the Mill path?", "before"),
        ("Is the Heron path above or below the Mill path?", ""),  # of nothing that the table measures
    ],
)
def test_one_of_the_two_words_is_told_where_the_question_names_what_is_compared(question: str, said: str) -> None:
    library = MemoryLibrary(documents=[document_of(WALKS, title="Walks")])
    answer = Calculator(library).answer(Asked(Question(question), question))

    assert ("" if answer is None else answer.statements[0].text.lower())[: len(said) or None] == said
