"""Made tables: small libraries of tables of everyday life with questions in our own words, whose answers are known.

What the public sets lack: several tables at once, spending and stock and membership, and questions that no table answers.
The answers are computed here from the rows as they were drawn, and share no code with the product.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.documents import Document, Source
from ingest.readers.tables import CellGrid, table_of
from training.table_questions import TableQuestion

Values = Mapping[str, object]
_SEED = 7
_ROWS = (9, 26)
_QUESTIONS = 13  # of each table
_NONE = "(no answer)"


@dataclass(frozen=True, slots=True)
class MadeLibrary:
    """Documents with a table each, and the questions on them; some are answered by none."""

    name: str
    documents: tuple[Document, ...]
    questions: tuple[TableQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of table: what a row is called, its columns by role, how they are drawn, and how people ask for sums."""

    title: str
    noun: str
    nouns: str
    entity: str
    groups: tuple[str, ...]
    measures: tuple[str, ...]
    dated: str
    draw: Mapping[str, Callable[[random.Random, int], object]]
    sums: tuple[str, ...] = ()  # of the first measure, for a cell {v} of the first group
    dates: tuple[str, ...] = ()  # verbs: "joined"
    dear: str = ""  # what the month or group with the largest sum is called: "most expensive"
    paid: str = ""  # a column that is empty, or says so, where nothing is paid yet
    limits: tuple[tuple[str, str], ...] = ()  # how people ask for rows above {n} of a measure


def _one_of(words: str) -> Callable[[random.Random, int], object]:
    choices = words.split("|")
    return lambda chance, _: chance.choice(choices)


def _each(words: str) -> Callable[[random.Random, int], object]:
    choices = words.split("|")
    return lambda _, number: choices[number % len(choices)] + ("" if number < len(choices) else f" {number}")


def _whole(low: int, high: int) -> Callable[[random.Random, int], object]:
    return lambda chance, _: chance.randint(low, high)


def _money(low: int, high: int) -> Callable[[random.Random, int], object]:
    return lambda chance, _: round(chance.uniform(low, high), 2)


def _day(year: int, days: int) -> Callable[[random.Random, int], object]:
    return lambda chance, _: date(year, 1, 1) + timedelta(days=chance.randrange(days))


def _or_empty(day: Callable[[random.Random, int], object]) -> Callable[[random.Random, int], object]:
    return lambda chance, number: "" if chance.random() < _UNPAID else day(chance, number)


_UNPAID = 0.3


def _numbered(prefix: str) -> Callable[[random.Random, int], object]:
    return lambda _, number: f"{prefix}{number + 101}"


_PEOPLE = "Mara Field|Jonas Beck|Priya Nair|Tom Alder|Selin Kaya|Owen Hart|Lucia Prado|Emil Sand|Nora Quist|Hugo Lamb|Ida Brandt|Kenji Mori|Rosa Vale|Piotr Zola|Anna Holm|Samir Aziz|Vera Lund|Felix Ott|Greta Thorn|Max Ivers|Dana Cole|Yusuf Demir|Clara Voss|Leo Finch|Ines Rey|Paul Nash"

_SORTS: tuple[_Sort, ...] = (
    _Sort(
        "Spending 2026", "payment", "payments", "Payee", ("Kind", "Paid by"), ("Amount",), "Date",
        {
            "Date": _day(2026, 180), "Payee": _each("Adler Print|Blue Cab|Cloudnine|Delta Air|Eden Catering|Fastnet|Grove Paper|Hill Hotel|Ink & Co|Jet Courier|Kite Media|Loft Rent"),
            "Kind": _one_of("Printing|Transport|Hosting|Meals|Stationery"), "Paid by": _one_of("Mara|Jonas|Priya"), "Amount": _money(8, 900),
        },
        ("how much did I spend on {v}?", "how much was spent on {v} in total?", "what did we pay for {v} altogether?", "{v} costs in total"),
        ("paid",), "most expensive",
    ),
    _Sort(
        "Club roll", "member", "members", "Name", ("Town", "Level"), ("Fee",), "Joined",
        {
            "Name": _each(_PEOPLE), "Joined": _day(2017, 3000), "Town": _one_of("Harwell|Penrith|Oakham|Lydd"), "Level": _one_of("Junior|Senior|Guest"), "Fee": _whole(20, 90),
        },
        ("how much do the {v} members pay together?", "total fee of the members from {v}"), ("joined",),
    ),
    _Sort(
        "Outgoing bills", "bill", "bills", "Bill", ("Client", "Status"), ("Total due",), "Sent",
        {
            "Bill": _numbered("B-"), "Client": _one_of("Norden Ltd|Ashby School|Riga Foods|Palma Tours"), "Sent": _day(2026, 200), "Total due": _money(60, 4000), "Status": _one_of("open|settled|late"),
        },
        ("how much have we billed {v}?", "what is the total of the bills to {v}?"), ("sent",),
    ),
    _Sort(
        "Store room", "article", "articles", "Article", ("Shelf", "Maker"), ("Stock", "Unit price"), "",
        {
            "Article": _each("Bolt M6|Hinge|Drill bit|Sandpaper|Wood glue|Clamp|Saw blade|Paint roller|Nail box|Screw set|Spirit level|Chisel|Hammer|Pliers|Tape measure|Varnish"),
            "Shelf": _one_of("A1|A2|B1|B2"), "Maker": _one_of("Torvald|Ferrum|Kobe Tools"), "Stock": _whole(0, 400), "Unit price": _money(1, 60),
        },
        ("how many units are on shelf {v}?", "total stock on {v}"),
    ),
    _Sort(
        "Hours worked", "shift", "shifts", "Worker", ("Project", "Place"), ("Hours",), "Day",
        {
            "Day": _day(2026, 150), "Worker": _one_of("Mara|Jonas|Priya|Tom|Selin"), "Project": _one_of("Harbour|Museum|Library roof"), "Place": _one_of("on site|office"), "Hours": _whole(1, 10),
        },
        ("how many hours were worked on {v}?", "how many hours did we spend on {v}?", "total hours for {v}"), ("worked",), "busiest",
    ),
    _Sort(
        "Exam results", "student", "students", "Student", ("Class", "Grade"), ("Points",), "",
        {
            "Student": _each(_PEOPLE), "Class": _one_of("7a|7b|8c"), "Points": _whole(20, 100), "Grade": _one_of("A|B|C|D"),
        },
        ("how many points did class {v} get in total?",),
    ),
    _Sort(
        "Reading list", "book", "books", "Title", ("Genre", "Author"), ("Pages", "Rating"), "Read on",
        {
            "Title": _each("The Salt Road|Winter Bees|A House of Rain|Copper Sky|Nine Lanterns|The Quiet Mile|Stone Orchard|Paper Tigers|Low Tide|The Glass Farm|Over the Fen|Small Hours|Red Kite|The Last Ferry"),
            "Author": _one_of("E. Marlowe|J. Okoro|S. Lindgren|T. Abe"), "Genre": _one_of("Crime|Travel|History|Poetry"), "Pages": _whole(90, 800), "Rating": _whole(1, 5), "Read on": _day(2025, 360),
        },
        ("how many pages of {v} have I read?", "total pages of {v} books"), ("read",),
    ),
    _Sort(
        "Devices", "device", "devices", "Device", ("Owner", "Room"), ("Price",), "Bought",
        {
            "Device": _each("Laptop Nova|Printer X2|Scanner S1|Router R7|Tablet T4|Screen 27|Projector P9|Phone L3|Camera C5|Dock D1|Headset H6|Server Z8"),
            "Owner": _one_of("Mara|Jonas|Priya|Tom"), "Room": _one_of("101|102|Lab"), "Bought": _day(2019, 2400), "Price": _money(40, 3000),
        },
        ("how much did the devices of {v} cost?", "what are the devices of {v} worth in total?"), ("bought",), "most expensive",
    ),
    _Sort(
        "Harvest", "delivery", "deliveries", "Farm", ("Fruit", "Quality"), ("Weight (kg)",), "Arrived",
        {
            "Arrived": _day(2026, 120), "Farm": _one_of("Elm Farm|Down Hill|Westcroft|Larkmead"), "Fruit": _one_of("Apples|Pears|Plums"), "Quality": _one_of("I|II"), "Weight (kg)": _whole(20, 900),
        },
        ("how many kg of {v} were delivered?", "what is the total weight of {v}?"), ("arrived",),
    ),
    _Sort(
        "Fun run", "runner", "runners", "Runner", ("Club", "Age group"), ("Laps",), "",
        {
            "Runner": _each(_PEOPLE), "Club": _one_of("Harriers|Riverside|Independent"), "Age group": _one_of("U20|Adult|50+"), "Laps": _whole(1, 40),
        },
        ("how many laps did {v} run together?", "total laps of {v}"),
    ),
    _Sort(
        "Journeys", "trip", "trips", "Destination", ("Traveller", "By"), ("Cost", "Nights"), "Start",
        {
            "Destination": _each("Oslo|Porto|Vienna|Lyon|Ghent|Turin|Malmö|Bergen|Graz|Split|Bruges|Basel|Leeds|Cork"),
            "Traveller": _one_of("Jonas|Selin|Owen"), "By": _one_of("train|plane|car"), "Start": _day(2026, 300), "Nights": _whole(1, 12), "Cost": _money(90, 1900),
        },
        ("how much did the trips of {v} cost?", "what did {v}'s trips cost altogether?"), ("started",), "most expensive",
    ),
    _Sort(
        "Branch sales", "sale", "sales", "Order", ("Region", "Product"), ("Revenue", "Units"), "Sold",
        {
            "Order": _numbered("SO"), "Region": _one_of("North|South|East|West"), "Product": _one_of("Tea|Coffee|Cocoa"), "Units": _whole(1, 200), "Revenue": _money(30, 5000), "Sold": _day(2025, 364),
        },
        ("how much revenue did we make in the {v}?", "total revenue of region {v}", "how much did we sell in the {v}?"), ("sold",), "best",
    ),
    _Sort(
        "Piano lessons", "pupil", "pupils", "Pupil", ("Teacher", "Stage"), ("Fee",), "Started",
        {
            "Pupil": _each(_PEOPLE), "Teacher": _one_of("Ms Abel|Mr Crane|Ms Oduya"), "Stage": _one_of("Beginner|Middle|Advanced"), "Started": _day(2020, 1900), "Fee": _whole(40, 160), "Paid on": _or_empty(_day(2026, 120)),
        },
        ("how much do the pupils of {v} pay together?", "total fee of {v}'s pupils"), ("started",), "", "Paid on",
        (("which pupils pay more than {n}?", "Fee"), ("who pays less than {n}?", "Fee")),
    ),
    _Sort(
        "Storage units", "unit", "units", "Renter", ("Hall", "Heated"), ("Size (m²)", "Rent per month"), "",
        {
            "No": lambda _, number: number + 1, "Renter": _each("Abbott|Bruno|Castell|Drew|Esposito|Frost|Gruber|Hollis|Ivey|Jansen|Kessler|Lowe|Mertens|Nolan|Orr|Pavlov"), "Hall": _one_of("North|South"), "Heated": _one_of("yes|no"), "Size (m²)": _whole(4, 60), "Rent per month": _whole(30, 400),
        },
        ("how much rent comes in from hall {v}?", "total rent of the {v} hall"),
        limits=(("who pays more than {n}?", "Rent per month"), ("which renters have more than {n} m²?", "Size (m²)"), ("who has less than {n} square metres?", "Size (m²)"), ("who pays less than {n} a month?", "Rent per month")),
    ),
    _Sort(
        "Deliveries owed", "delivery", "deliveries", "Delivery", ("Baker", "Status"), ("Price",), "Ordered",
        {
            "Delivery": _numbered("L"), "Baker": _one_of("Mill Lane|Old Oven|Crumb & Co"), "Ordered": _day(2026, 150), "Due": _day(2026, 200), "Price": _money(15, 300), "Status": _one_of("paid|open|paid"),
        },
        ("how much did we order from {v}?", "what did the deliveries of {v} cost in total?"), ("ordered",), "", "Status",
    ),
    _Sort(
        "Activity diary", "session", "sessions", "Session", ("Sport", "Name"), ("Distance (km)", "Minutes"), "Day",
        {
            "Session": lambda _, number: number + 1, "Day": _day(2026, 100), "Name": _one_of("Mara|Owen|Lucia"), "Sport": _one_of("row|walk|climb|skate"), "Distance (km)": _whole(2, 30), "Minutes": _whole(15, 180),
        },
        ("how many km did we {v} in all?",), ("done",),
    ),
    _Sort(
        "Meter of the hall", "reading", "readings", "Day", ("Read by", "Read by"), ("Water (m³)", "Heat (kWh)"), "",
        {
            "Day": lambda _, number: date(2025 + number // 12, number % 12 + 1, 1), "Read by": _one_of("Mara|Owen"), "Water (m³)": lambda chance, number: 400 + 11 * number + chance.randint(0, 9), "Heat (kWh)": lambda chance, number: 9000 + 310 * number + chance.randint(0, 250),
        },
    ),
)  # fmt: skip

_OFF_TOPIC = tuple(
    "How many bridges cross the river?|Who wrote the constitution?|What is the total area of the reserve?|How many wolves "
    "live in the valley?|When does the lease end?|How much is the deposit for the flat?|Which planet has the most moons?"
    "|How many days of leave do staff get?|What is the maximum speed of the ferry?|How long is the warranty?|Who is the "
    "chair of the board?|How many people attended the summit?|What percentage of voters agreed?|How many doses are needed?"
    "|What is the average depth of the lake?|Which country exported the most copper?|How much notice must a tenant give?"
    "|How many universities signed the treaty?|When was the museum founded?|How old is the oldest oak?|What is the best "
    "way to descale the machine?|How many seats has the theatre?|How many windows does the chapel have?|List every rule of "
    "the house|Which chapter is the longest?|How many litres does the tank hold?|What is the difference between a loan and "
    "a grant?|How often is the pump serviced?|Who won the first world cup?|How many stops are there before the terminal?"
    "|What is the largest risk of the merger?|How many of the patients recovered?|Which minister resigned last?|How much "
    "did the flood damage cost the council?|What was the total budget of the film?".split("|")
)


def libraries(count: int = 15, *, sorts_each: int = 4) -> Iterator[MadeLibrary]:
    """Yield libraries of a few sorts of tables each, every one drawn with _SEED."""
    chance = random.Random(_SEED)  # noqa: S311 - a draw that the seed repeats
    for number in range(count):
        drawn = [_drawn(sort, chance) for sort in chance.sample(_SORTS, sorts_each)]
        documents = tuple(document for _, document, _ in drawn)
        questions = [one for sort, _, rows in drawn for one in _some(_questions(sort, rows, chance), chance)]
        off = [TableQuestion(f"off{number}", text, (_NONE,), about="none") for text in chance.sample(_OFF_TOPIC, 7)]
        yield MadeLibrary(f"made {number}", documents, (*questions, *off))


def _drawn(sort: _Sort, chance: random.Random) -> tuple[_Sort, Document, list[dict[str, object]]]:
    size = chance.randint(*_ROWS)
    rows = [{name: draw(chance, number) for name, draw in sort.draw.items()} for number in range(size)]
    written = [tuple(sort.draw)] + [tuple(map(_written, row.values())) for row in rows]
    table = table_of(CellGrid.of_texts(written, header_rows=1))
    if table is None or table.table is None:
        raise ValueError("a drawn table is none")
    source = Source(f"file:///{sort.title}", sort.title)
    return sort, Document(source, sort.title, table.text, tables=(table.table,)), rows


def _written(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


# -- questions -----------------------------------------------------------------------------------------------------

Rows = Sequence[Values]
Asked = tuple[str, Sequence[object]]


def _questions(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[TableQuestion]:
    for number, maker in enumerate(_MAKERS):
        for text, answers in maker(sort, rows, chance):
            if answers:
                yield TableQuestion(f"{sort.title} {number}", text, tuple(map(_said, answers)))


def _some(questions: Iterator[TableQuestion], chance: random.Random) -> list[TableQuestion]:
    found = list(questions)
    return chance.sample(found, min(_QUESTIONS, len(found)))


def _said(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _num(row: Values, measure: str) -> float:
    value = row[measure]
    return float(value) if isinstance(value, int | float) else 0.0


def _sum(rows: Rows, measure: str) -> float:
    return sum(_num(row, measure) for row in rows)


def _where(rows: Rows, column: str, value: object) -> list[Values]:
    return [row for row in rows if row[column] == value]


def _names(rows: Rows, column: str) -> list[object]:
    return list(dict.fromkeys(row[column] for row in rows))


def _sums(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    group, measure = sort.groups[0], sort.measures[0]
    for pattern in sort.sums:
        value = chance.choice(rows)[group]
        yield pattern.format(v=value), [_sum(_where(rows, group, value), measure)]
    for measure in sort.measures:
        yield f"what is the total {measure.lower()} of all {sort.nouns}?", [_sum(rows, measure)]
        column = chance.choice(sort.groups)
        value = chance.choice(rows)[column]
        yield f"total {measure.lower()} for {value}", [_sum(_where(rows, column, value), measure)]
    if sort.dated:
        day = chance.choice(rows)[sort.dated]
        month = [row for row in rows if _month(row, sort) == f"{day:%B %Y}"]
        lead = (
            sort.sums[0].partition(" on {v}")[0]
            if sort.sums and " on {v}" in sort.sums[0]
            else f"what was the total {sort.measures[0].lower()}"
        )
        yield f"{lead} in {day:%B %Y}?", [_sum(month, sort.measures[0])]


def _month(row: Values, sort: _Sort) -> str:
    return f"{row[sort.dated]:%B %Y}"


def _counts(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    yield f"how many {sort.nouns} are there?", [len(rows)]
    column = chance.choice(sort.groups)
    value = chance.choice(rows)[column]
    patterns = (
        f"how many {sort.nouns} are {value}?",
        f"how many {sort.nouns} have {column.lower()} {value}?",
        f"number of {sort.nouns} with {value}",
        f"number of {sort.nouns} by {value}",
        f"how many {sort.nouns} did {value} have?",
        f"how many {sort.nouns} does {value} have?",
    )
    yield chance.choice(patterns), [len(_where(rows, column, value))]
    yield f"how many different {_plural(column)} are there?", [len(_names(rows, column))]
    other = sort.groups[1 - sort.groups.index(column)]
    second = chance.choice(rows)[other]
    both = _where(_where(rows, column, value), other, second)
    if both:
        yield f"how many {sort.nouns} of {value} are {second}?", [len(both)]


def _plural(word: str) -> str:
    low = word.lower()
    return low[:-1] + "ies" if low.endswith("y") else low if low.endswith("s") else f"{low}s"


def _means(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    measure = chance.choice(sort.measures)
    yield f"what is the average {measure.lower()}?", [_sum(rows, measure) / len(rows)]
    column = chance.choice(sort.groups)
    value = chance.choice(rows)[column]
    some = _where(rows, column, value)
    yield f"average {measure.lower()} of the {sort.nouns} with {value}", [_sum(some, measure) / len(some)]


def _extremes(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    measure = chance.choice(sort.measures)
    for word, pick in (("highest", max), ("lowest", min), ("most", max), ("largest", max), ("smallest", min)):
        best = pick(_num(row, measure) for row in rows)
        names = _names([row for row in rows if _num(row, measure) == best], sort.entity)
        wh = "who" if "Name" in sort.entity or sort.noun in {"student", "runner"} else f"which {sort.noun}"
        yield f"{wh} has the {word} {measure.lower()}?", names
        if word in {"highest", "smallest"}:
            yield f"what is the {word} {measure.lower()}?", [best]
    ordered = sorted(rows, key=lambda row: -_num(row, measure))
    if _num(ordered[2], measure) != _num(ordered[3], measure):
        yield f"which three {sort.nouns} have the highest {measure.lower()}?", _names(ordered[:3], sort.entity)


def _above(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    measure = chance.choice(sort.measures)
    limit = round(_num(chance.choice(rows), measure))
    more = [row for row in rows if _num(row, measure) > limit]
    less = [row for row in rows if _num(row, measure) < limit]
    low = measure.lower()
    yield f"list every {sort.noun} above {limit}", _names(more, sort.entity) if len(sort.measures) == 1 else []
    yield f"which {sort.nouns} have a {low} of more than {limit}?", _names(more, sort.entity)
    yield f"show all {sort.nouns} with {low} under {limit}", _names(less, sort.entity)
    yield f"how many {sort.nouns} were above {limit}?", [len(more)] if len(sort.measures) == 1 else []
    yield f"how many {sort.nouns} have a {low} of at least {limit}?", [len(rows) - len(less)]


def _dated(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    if not sort.dated:
        return
    days = sorted({row[sort.dated] for row in rows}, key=str)
    middle = days[len(days) // 2]
    if not isinstance(middle, date):
        return
    verb = sort.dates[0]
    after = [row for row in rows if str(row[sort.dated]) > str(middle)]
    before = [row for row in rows if str(row[sort.dated]) < str(middle)]
    yield f"how many {sort.nouns} {_were(verb)} after {middle:%d %B %Y}?", [len(after)]
    yield f"which {sort.nouns} {_were(verb)} before {middle:%d %B %Y}?", _names(before, sort.entity)
    year = middle.year
    yield (
        f"how many {sort.nouns} {_were(verb)} in {year}?",
        [sum(str(row[sort.dated]).startswith(str(year)) for row in rows)],
    )
    later = [row for row in rows if int(str(row[sort.dated])[:4]) > year]
    yield f"how many {sort.nouns} {_were(verb)} after {year}?", [len(later)] if later else []
    first, last = ([row for row in rows if row[sort.dated] == day] for day in (days[0], days[-1]))
    yield f"which {sort.noun} {_were(verb, one=True)} first?", _names(first, sort.entity)
    yield f"what was the latest {sort.noun}?", _names(last, sort.entity)
    one = chance.choice(rows)
    if len(_where(rows, sort.entity, one[sort.entity])) == 1:
        yield (
            f"when was {one[sort.entity]} {verb}?" if verb != "joined" else f"when did {one[sort.entity]} join?",
            [one[sort.dated]],
        )


def _were(verb: str, *, one: bool = False) -> str:
    return verb if verb in {"joined", "started", "arrived"} else f"{'was' if one else 'were'} {verb}"


def _owing(sort: _Sort, rows: Rows, _: random.Random) -> Iterator[Asked]:
    if not sort.paid:
        return
    left = [row for row in rows if row[sort.paid] in {"", "open"}]
    measure, column = sort.measures[0], sort.groups[0]
    if not left:
        return
    yield f"which {sort.nouns} are still unpaid?", _names(left, sort.entity)
    yield f"list the {sort.nouns} that have not been paid", _names(left, sort.entity)
    yield f"how much {measure.lower()} is still owed?", [_sum(left, measure)]
    yield f"total {measure.lower()} outstanding", [_sum(left, measure)]
    yield f"how many {sort.nouns} are not paid yet?", [len(left)]
    value = left[0][column]
    yield f"how much is still unpaid of {value}?", [_sum(_where(left, column, value), measure)]


def _limits(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    for pattern, measure in sort.limits:
        limit = round(_num(chance.choice(rows), measure))
        above = [row for row in rows if _num(row, measure) > limit]
        below = [row for row in rows if _num(row, measure) < limit]
        yield pattern.format(n=limit), _names(above if "more" in pattern else below, sort.entity)


def _people(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    if sort.entity not in {"Name", "Pupil"} or not sort.dated:
        return
    verb = sort.dates[0]
    days = sorted(str(row[sort.dated]) for row in rows)
    first, last = ([row for row in rows if str(row[sort.dated]) == day] for day in (days[0], days[-1]))
    yield f"who {verb} last?", _names(last, sort.entity)
    yield f"who {verb} first?", _names(first, sort.entity)
    yield f"who is the newest {sort.noun}?", _names(last, sort.entity)
    year = chance.choice(days)[:4]
    yield f"how many {verb} after {year}?", [sum(day[:4] > year for day in days)] if days[-1][:4] > year else []
    yield f"how many {verb} before {year}?", [sum(day[:4] < year for day in days)] if days[0][:4] < year else []
    yield f"who {verb} in {year}?", _names([r for r in rows if str(r[sort.dated]).startswith(year)], sort.entity)


def _counters(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    if not sort.title.startswith("Meter"):
        return
    for measure in sort.measures:
        what, _, unit = measure.rstrip(")").partition(" (")
        at = chance.randrange(len(rows) - 1)
        start, end = rows[at], rows[at + 1]
        used = [_num(end, measure) - _num(start, measure)]
        yield f"how much {what.lower()} was used in {start['Day']:%B %Y}?", used
        yield f"how many {unit} of {what.lower()} did we use in {start['Day']:%B %Y}?", used
        first, last = rows[0], rows[-1]
        whole = [_num(last, measure) - _num(first, measure)]
        yield f"{what.lower()} used between {first['Day']:%d %B %Y} and {last['Day']:%d %B %Y}", whole


def _groups(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    measure, column = sort.measures[0], chance.choice(sort.groups)
    sums: dict[object, float] = defaultdict(float)
    counts: dict[object, int] = defaultdict(int)
    for row in rows:
        sums[row[column]] += _num(row, measure)
        counts[row[column]] += 1
    yield f"{measure.lower()} per {column.lower()}", list(sums)
    yield f"what is the total {measure.lower()} by {column.lower()}?", list(sums)
    yield f"which {column.lower()} has the highest total {measure.lower()}?", [max(sums, key=lambda name: sums[name])]
    most = [name for name, count in counts.items() if count == max(counts.values())]
    yield f"which {column.lower()} has the most {sort.nouns}?", most
    yield f"how many {sort.nouns} are there per {column.lower()}?", list(counts)
    yield f"{measure.lower()} of each {column.lower()}", list(sums)
    yield f"how much {measure.lower()} did each {column.lower()} have?", list(sums)
    if column == "Name":
        yield "how many km did each person do?", list(sums)
    if sort.dated:
        yield from _months(sort, rows)


def _months(sort: _Sort, rows: Rows) -> Iterator[Asked]:
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        sums[f"{row[sort.dated]:%Y-%m}"] += _num(row, sort.measures[0])
    best = max(sums, key=lambda month: sums[month])
    least = min(sums, key=lambda month: sums[month])
    if sort.dear:
        yield f"which month was the {sort.dear}?", [best]
        yield f"what was the {sort.dear} month?", [best]
    yield f"which month had the highest total {sort.measures[0].lower()}?", [best]
    yield f"in which month was the total {sort.measures[0].lower()} lowest?", [least]
    yield f"{sort.measures[0].lower()} per month", list(sums)
    if sort.sums and " on {v}" in sort.sums[0]:
        yield f"{sort.sums[0].partition(' on {v}')[0]} per month?", list(sums)


def _pairs(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    measure, column = sort.measures[0], sort.groups[0]
    names = _names(rows, column)
    if len(names) > 1:
        one, other = chance.sample(names, 2)
        first, second = (_sum(_where(rows, column, name), measure) for name in (one, other))
        yield f"what is the difference in {measure.lower()} between {one} and {other}?", [abs(first - second)]
        if sort.sums and " on {v}" in sort.sums[0]:
            lead = (
                sort.sums[0]
                .partition(" on {v}")[0]
                .replace("how much", "how much more")
                .replace("how many", "how many more")
            )
            high, low = (one, other) if first > second else (other, one)
            yield f"{lead} on {high} than on {low}?", [abs(first - second)]
    single = [row for row in rows if len(_where(rows, sort.entity, row[sort.entity])) == 1]
    if len(single) > 1:
        left, right = chance.sample(single, 2)
        gap = _num(left, measure) - _num(right, measure)
        if gap:
            more = left if gap > 0 else right
            less = right if gap > 0 else left
            yield f"which has more {measure.lower()}, {left[sort.entity]} or {right[sort.entity]}?", [more[sort.entity]]
            yield f"how much more {measure.lower()} does {more[sort.entity]} have than {less[sort.entity]}?", [abs(gap)]


def _cells(sort: _Sort, rows: Rows, chance: random.Random) -> Iterator[Asked]:
    one = chance.choice(rows)
    if len(_where(rows, sort.entity, one[sort.entity])) == 1:
        measure = chance.choice(sort.measures)
        yield f"what is the {measure.lower()} of {one[sort.entity]}?", [one[measure]]
        column = chance.choice(sort.groups)
        yield f"which {column.lower()} is {one[sort.entity]}?", [one[column]]
    column = chance.choice(sort.groups)
    value = chance.choice(rows)[column]
    yield f"which {sort.nouns} are {value}?", _names(_where(rows, column, value), sort.entity)
    yield f"list all {sort.nouns} of {value}", _names(_where(rows, column, value), sort.entity)
    others = [row for row in rows if row[column] != value]
    yield f"which {sort.nouns} are not {value}?", _names(others, sort.entity)
    yield f"how many {sort.nouns} are not {value}?", [len(others)]


_MAKERS: tuple[Callable[[_Sort, Rows, random.Random], Iterator[Asked]], ...] = (
    _sums,
    _counts,
    _means,
    _extremes,
    _above,
    _dated,
    _owing,
    _limits,
    _people,
    _counters,
    _groups,
    _pairs,
    _cells,
)
