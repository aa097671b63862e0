"""Made reports: statements with a column for each year, and lists of contests and works, with questions of our own.

What the made tables of everyday life lack: figures side by side by year, with their changes and shares; rows in an
order that is asked for ("who came after", "the next one"). Answers are computed here from what was drawn.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ingest.documents import Document, Source
from ingest.readers.tables import CellGrid, table_of
from training.table_questions import TableQuestion

Asked = tuple[str, Sequence[object]]
Figures = Mapping[str, Sequence[float]]
_SEED = 11
_QUESTIONS = 11  # of each table


def statements(count: int) -> Iterator[tuple[Document, tuple[TableQuestion, ...]]]:
    """Yield tables with a row for each item and a column for each year, with what is asked of them."""
    chance = random.Random(_SEED)  # noqa: S311 - a draw that the seed repeats
    for number in range(count):
        years = list(range(chance.randint(2009, 2020), 2006, -1))[: chance.choice((2, 2, 3, 3, 4))]
        drawn = chance.sample(_ITEMS, chance.randint(5, 9))
        size = chance.choice((100, 1_000, 40_000))
        figures = {item: [_amount(chance, size) for _ in years] for item in drawn}
        sign = chance.choice(("$", "", "", "€"))
        head = ["", *(f"{prefix}{year}" for prefix in [chance.choice(("", "", "FY "))] for year in years)]
        lines = [
            [item, *(_written(value, sign, first=not at) for value in row)]
            for at, (item, row) in enumerate(figures.items())
        ]
        asked = _drawn(_of_statement(figures, years, chance), chance)
        yield _document(f"Statement {number}", [head, *lines], header_rows=None), asked


def contests(count: int) -> Iterator[tuple[Document, tuple[TableQuestion, ...]]]:
    """Yield lists of rows in an order, with what is asked of the rows, their order and their figures."""
    chance = random.Random(_SEED)  # noqa: S311 - as above
    for number in range(count):
        draw = (_race, _season, _works, _polls)[number % 4]
        title, columns, rows, who, group, measure, noun = draw(chance)
        asked = _drawn(_of_contest((columns, rows, who, group, measure, noun), chance), chance)
        yield _document(f"{title} {number}", [columns, *rows], header_rows=1), asked


def _drawn(asked: Iterator[Asked], chance: random.Random) -> tuple[TableQuestion, ...]:
    found = [(text, answers) for text, answers in asked if answers]
    some = chance.sample(found, min(_QUESTIONS, len(found)))
    return tuple(
        TableQuestion(f"report {at}", text, tuple(map(_said, answers))) for at, (text, answers) in enumerate(some)
    )


def _said(value: object) -> str:
    return f"{value:.2f}".removesuffix(".00") if isinstance(value, float) else str(value)


def _document(title: str, lines: Sequence[Sequence[object]], *, header_rows: int | None) -> Document:
    written = table_of(CellGrid.of_texts([[str(cell) for cell in line] for line in lines], header_rows=header_rows))
    if written is None or written.table is None:
        raise ValueError("a drawn table is none")
    return Document(Source(f"file:///{title}", title), title, written.text, tables=(written.table,))


# -- statements --------------------------------------------------------------------------------------------------------

_ITEMS = (
    "Ticket sales|Catering income|Grants received|Membership fees|Rent and rates|Staff costs|Repairs and maintenance|"
    "Insurance premiums|Energy and water|Printing and postage|Interest paid|Depreciation of vehicles|Cash at bank|"
    "Trade debtors|Stock of goods|Bank loans|Deferred income|Other income|Travel expenses|Tools and equipment|"
    "Training courses|Legal fees|Donations in kind|Software licences|Leased machines|Pension contributions|Tax payable|"
    "Research spending|Warranty provisions|Advertising"
).split("|")
_NEGATIVE = 0.08


def _amount(chance: random.Random, size: int) -> float:
    value = chance.uniform(0.02, 1.0) * size
    rounded = float(round(value, 1) if size < 1_000 else round(value))  # noqa: PLR2004 - small ones have a fraction
    return -rounded if chance.random() < _NEGATIVE else rounded


def _written(value: float, sign: str, *, first: bool) -> str:
    figure = f"{abs(value):,.1f}".removesuffix(".0")
    figure = f"{sign}{figure}" if first else figure
    return f"({figure})" if value < 0 else figure


def _of_statement(figures: Figures, years: Sequence[int], chance: random.Random) -> Iterator[Asked]:
    items = list(figures)
    for _ in range(4):
        item, other = chance.sample(items, 2)
        low, said = item.lower(), other.lower()
        new, old = sorted(chance.sample(range(len(years)), 2))
        now, before = figures[item][new], figures[item][old]
        year, earlier = years[new], years[old]
        yield f"what {chance.choice(('was', 'were', 'is'))} the {low} in {year}?", [now]
        yield f"how much {chance.choice(('was', 'were'))} {low} in {earlier}?", [before]
        yield f"what is the amount of {low} for {year}?", [now]
        yield f"what were the {low} in {earlier} and {year} respectively?", [before, now]
        yield f"what is the change in {low} between {earlier} and {year}?", [now - before]
        yield f"by how much did {low} {chance.choice(('change', 'increase'))} from {earlier} to {year}?", [now - before]
        for text in (
            "what was the percentage change in {low} {span}?",
            "what is the percentage increase in {low} {span}?",
        ):
            span = chance.choice(
                (f"from {earlier} to {year}", f"between {earlier} and {year}", f"in {year} from {earlier}")
            )
            yield text.format(low=low, span=span), [round((now - before) / before * 100, 2)] if before > 0 else []
        yield f"what is the average {low} for {earlier} and {year}?", [(now + before) / 2]
        yield f"what is the total {low} in {earlier} and {year}?", [now + before]
        yield f"what is the average {low} over all years?", [sum(figures[item]) / len(years)]
        beside = figures[other][new]
        yield f"what is the sum of {low} and {said} in {year}?", [now + beside]
        yield f"what is the difference between {low} and {said} in {year}?", [now - beside]
        yield (
            f"which was larger in {year}, {low} or {said}?",
            [item if now > beside else other] if now != beside else [],
        )
        yield (
            f"what is {low} as a percentage of {said} in {year}?",
            [round(now / beside * 100, 2)] if beside > 0 else [],
        )
        yield f"what is the ratio of {low} to {said} in {year}?", [round(now / beside, 2)] if beside > 0 else []
        best, least = max(figures[item]), min(figures[item])
        yield (
            f"in which year was {low} the {chance.choice(('highest', 'largest'))}?",
            [years[figures[item].index(best)]],
        )
        yield f"which year had the {chance.choice(('lowest', 'smallest'))} {low}?", [years[figures[item].index(least)]]
        limit = round(sum(figures[item]) / len(years))
        yield f"in how many years did {low} exceed {limit}?", [sum(value > limit for value in figures[item])]
    year = chance.randrange(len(years))
    best_item = max(items, key=lambda item: figures[item][year])
    yield f"which item had the highest amount in {years[year]}?", [best_item]
    yield "for which years are figures given?", list(years)


# -- lists in an order -------------------------------------------------------------------------------------------------

_Contest = tuple[str, list[str], list[list[object]], int, int, int, str]
_FIRST = (
    "Ada Bo Carl Dina Emil Fay Gil Hana Ivo Jana Kurt Lea Milo Nina Otto Pia Rolf Suna Tove Uwe Vera Wim Yara".split()
)
_LAST = (
    "Abel Brook Cole Dorn Ekman Fabri Grau Holt Ilves Janda Kroll Lowe Marsh Nagy Oram Petit Quill Rossi Sorel".split()
)
_LANDS = "Norway|Kenya|Japan|Brazil|Latvia|Spain|Canada|Ghana".split("|")


def _people(chance: random.Random, count: int) -> list[str]:
    return [
        f"{one} {other}" for one, other in zip(chance.sample(_FIRST, count), chance.sample(_LAST, count), strict=True)
    ]


def _race(chance: random.Random) -> _Contest:
    names = _people(chance, chance.randint(6, 14))
    points = sorted((chance.randint(20, 180) for _ in names), reverse=True)
    rows: list[list[object]] = [
        [at + 1, name, chance.choice(_LANDS), point, chance.randint(0, 4)]
        for at, (name, point) in enumerate(zip(names, points, strict=True))
    ]
    return "Race", ["Rank", "Rider", "Nation", "Points", "Wins"], rows, 1, 2, 3, "riders"


def _season(chance: random.Random) -> _Contest:
    towns = "Arden|Borley|Corby|Dunmow|Elsing|Fulmer|Goring|Harlow|Irby|Kelso|Lorne|Melton".split("|")
    rows: list[list[object]] = [
        [
            f"{chance.randint(1, 28)} {month} 1987",
            town,
            chance.choice(("Home", "Away")),
            f"{chance.randint(0, 5)}–{chance.randint(0, 5)}",
            f"{chance.randint(800, 19_000):,}",
        ]
        for month, town in zip(
            ("January", "February", "March", "April", "May", "August", "September", "October"),
            chance.sample(towns, 8),
            strict=True,
        )
    ]
    return "Season", ["Date", "Opponent", "Venue", "Score", "Attendance"], rows, 1, 2, 4, "games"


def _works(chance: random.Random) -> _Contest:
    heads, tails = (
        "Silver|Lost|Night|Paper|Winter|Broken|Golden|Quiet|Seventh|Blue".split("|"),
        "River|Garden|Letter|Train|Island|Mirror|Circus|Harbour|Winter|Road".split("|"),
    )
    titles = [f"{one} {other}" for one, other in zip(chance.sample(heads, 9), chance.sample(tails, 9), strict=True)]
    years = sorted(chance.sample(range(1961, 2015), len(titles)))
    rows: list[list[object]] = [
        [
            year,
            title,
            chance.choice(("Film", "Series", "Play")),
            chance.randint(60, 210),
            chance.choice(("Director", "Writer", "Actor")),
        ]
        for year, title in zip(years, titles, strict=True)
    ]
    return "Works", ["Year", "Title", "Kind", "Minutes", "Role"], rows, 1, 2, 3, "titles"


def _polls(chance: random.Random) -> _Contest:
    names = _people(chance, chance.randint(5, 10))
    rows: list[list[object]] = [
        [
            name,
            chance.choice(("Green Union", "Civic List", "Free Voters", "Labour Front")),
            f"{chance.randint(300, 41_000):,}",
            f"{chance.uniform(1, 45):.1f}%",
        ]
        for name in names
    ]
    return "Poll", ["Candidate", "Party", "Votes", "Share"], rows, 0, 1, 2, "candidates"


def _value(cell: object) -> float:
    return float(str(cell).replace(",", ""))


def _of_contest(
    drawn: tuple[list[str], list[list[object]], int, int, int, str], chance: random.Random
) -> Iterator[Asked]:
    columns, rows, who, group, measure, noun = drawn
    thing, part, size = columns[who].lower(), columns[group].lower(), columns[measure].lower()
    at = chance.randrange(1, len(rows) - 1)
    name, before, after = rows[at][who], rows[at - 1][who], rows[at + 1][who]
    wh = "who" if thing in {"rider", "candidate"} else f"which {thing}"
    yield f"{wh} is listed {chance.choice(('after', 'below'))} {name}?", [after]
    yield f"{wh} comes right before {name}?", [before]
    yield f"what is the next {thing} after {name}?", [after]
    yield f"which {thing} comes before {name}?", [before]
    yield f"what is the first {thing} listed?", [rows[0][who]]
    yield f"what is the last {thing} on the list?", [rows[-1][who]]
    if columns[0] == "Rank":
        yield f"who finished {('first', 'second', 'third', 'fourth')[at % 4]}?", [rows[at % 4][who]]
        yield "who came in last place?", [rows[-1][who]]
        yield f"what rank did {name} have?", [rows[at][0]]
    yield from _of_groups(rows, who, group, (part, noun, wh), chance)
    values = [_value(row[measure]) for row in rows]
    best, least = rows[values.index(max(values))][who], rows[values.index(min(values))][who]
    for word in ("most", "highest"):
        yield f"which {thing} had the {word} {size}?", [best]
    for word in ("least", "lowest", "fewest"):
        yield f"which {thing} had the {word} {size}?", [least]
    yield f"what is the {chance.choice(('highest', 'largest'))} {size} listed?", [max(values)]
    one, other = chance.sample(range(len(rows)), 2)
    more, less = (one, other) if values[one] >= values[other] else (other, one)
    if values[more] != values[less]:
        yield f"how many more {size} did {rows[more][who]} have than {rows[less][who]}?", [values[more] - values[less]]
        yield (
            f"what is the difference in {size} between {rows[one][who]} and {rows[other][who]}?",
            [values[more] - values[less]],
        )
        yield f"which had more {size}, {rows[one][who]} or {rows[other][who]}?", [rows[more][who]]
        yield f"did {rows[more][who]} have more {size} than {rows[less][who]}?", ["yes"]
    limit = round(sum(values) / len(values))
    yield (
        f"how many {noun} had {chance.choice(('at least', 'more than'))} {limit} {size}?",
        [sum(value > limit for value in values)],
    )
    yield f"how many {noun} had less than {limit} {size}?", [sum(value < limit for value in values)]
    yield f"what is the total {size} of all {noun}?", [sum(values)]
    yield f"what is the average {size}?", [sum(values) / len(values)]
    yield f"how many {size} did {name} have?", [_value(rows[at][measure])]
    top = sorted(range(len(rows)), key=lambda row: -values[row])[:3]
    yield f"what are the top three {noun} by {size}?", [rows[row][who] for row in top]
    if columns[0] == "Year":
        first, last = int(str(rows[0][0])), int(str(rows[-1][0]))
        yield "how many years passed between the first title and the last?", [last - first]
        yield f"when did {name} come out?", [rows[at][0]]
        yield f"which titles came out after {rows[at][0]}?", [row[who] for row in rows[at + 1 :]]
        yield f"how many titles came out before {rows[at][0]}?", [at]


def _of_groups(
    rows: Sequence[Sequence[object]], who: int, group: int, words: tuple[str, str, str], chance: random.Random
) -> Iterator[Asked]:
    part, noun, wh = words
    counts = Counter(str(row[group]) for row in rows)
    value = str(chance.choice(rows)[group])
    yield f"how many {noun} are {chance.choice(('from', 'listed for'))} {value}?", [counts[value]]
    yield f"what is the number of {noun} with {value}?", [counts[value]]
    yield f"how many different {part}s are there?", [len(counts)]
    most = counts.most_common(2)
    if len(most) == 1 or most[0][1] > most[1][1]:
        yield f"which {part} appears the most?", [most[0][0]]
        yield f"which {part} has the most {noun}?", [most[0][0]]
    once = [name for name, count in counts.items() if count == 1]
    if once:
        only = next(row[who] for row in rows if row[group] == once[0])
        yield f"{wh} is the only one from {once[0]}?", [only]
    row = chance.choice(rows)
    others = [other[who] for other in rows if other[group] == row[group] and other is not row]
    if others:
        yield f"{wh} else has the same {part} as {row[who]}?", others
    yield f"what {part} did {row[who]} have?", [row[group]]
    yield f"{wh} {'are' if counts[value] > 1 else 'is'} from {value}?", [r[who] for r in rows if r[group] == value]
