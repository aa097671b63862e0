"""Make the office files, the PDFs, the e-book, the archive and the scan of examples/home/documents.

Run from the root of the repository: `python -m examples.home.make`. The same bytes come out every time; what is plain text
among the documents is written by hand. Everybody and everything in them is made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.home_formats import (
    Block,
    Cell,
    Grid,
    Heading,
    Listing,
    Money,
    Sheet,
    Slide,
    Text,
    ebook,
    opendocument_sheets,
    opendocument_text,
    pdf_file,
    presentation,
    rich_text,
    scanned,
    word_file,
    workbook,
    zipped,
)

FOLDER = Path(__file__).parent / "documents"


def main() -> None:
    """Write every file."""
    for name, content in files():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(content)


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file."""
    yield "home/lease.pdf", pdf_file(LEASE, footer="Lease contract 14 Cooper's Row, third floor right")
    yield "home/house-rules.docx", word_file(HOUSE_RULES)
    yield "home/contents-insurance.pdf", pdf_file(INSURANCE, footer="Lanternfish Mutual · policy LM-448-2091")
    yield "home/meter-readings.ods", opendocument_sheets([Sheet("Readings", METERS)])
    yield "money/expenses-2025.xlsx", workbook(list(expenses()))
    yield "money/plumber-invoice.pdf", pdf_file(PLUMBER, footer="Rasmus Tolliver Plumbing")
    yield "money/receipt-washing-machine.png", scanned(RECEIPT)
    yield "family/holiday-offers.xlsx", workbook([Sheet("Offers", OFFERS)])
    yield "family/trip-plan.docx", word_file(TRIP)
    yield "family/sports-day.odt", opendocument_text(SPORTS_DAY)
    yield "family/recipes.epub", ebook("Recipes of Grandmother Odile", "Odile Marrow", RECIPES)
    yield "family/grandfather-letters.zip", zipped(LETTERS)
    yield "bindery/price-list-2024.pdf", pdf_file(PRICES_2024, footer="Marrow & Finch Bookbinding")
    yield "bindery/price-list-2025.xlsx", workbook(PRICES_2025)
    yield "bindery/spring-review.pptx", presentation(REVIEW)
    yield "bindery/letter-grauwies.rtf", rich_text(GRAUWIES)


# -- the flat ----------------------------------------------------------------------------------------------------------

LEASE: list[Block] = [
    Heading("Lease contract", 0),
    Text(
        "between Wexcombe Lettings, Mill Street 40, Elderbrook, represented by Aldous Prewitt (the landlord), and "
        "Tessaly Marrow and Jonas Marrow (the tenants)."
    ),
    Heading("1 The flat"),
    Text(
        "The landlord lets the flat at 14 Cooper's Row, Elderbrook, third floor right, with four rooms, kitchen, bathroom "
        "and balcony, 92 square metres, with cellar room number 7. A parking space is not included."
    ),
    Heading("2 Term"),
    Text(
        "The lease begins on 1 September 2023 and runs for an indefinite time. The tenants may give notice of three months "
        "to the end of a month. The landlord may give notice only for the reasons that the law allows. Notice must be given "
        "in writing; an email is not enough."
    ),
    Heading("3 Rent"),
    Text(
        "The net rent is 940 euros a month, the advance on service charges 210 euros, together 1,150 euros. It is due by the "
        "third working day of the month. The service charges are settled once a year. The net rent stays the same until 31 "
        "August 2026."
    ),
    Heading("4 Deposit"),
    Text(
        "The tenants pay a deposit of 2,820 euros in three equal instalments. The first instalment is due when the lease "
        "begins. The deposit is paid back within six months after the tenants have moved out."
    ),
    Heading("5 Use of the flat"),
    Text("The flat may be used for living only. Giving music lessons at home is allowed until 20:00."),
    Listing(
        (
            "Keeping dogs is not permitted. A cat may be kept only with the written consent of the landlord. Small animals "
            "in cages may be kept without consent.",
            "The flat must not be sublet as a whole. A single room may be sublet if the landlord has agreed in writing.",
            "Smoking is forbidden in the stairwell and in the cellar. It is allowed on the balcony.",
            "Charcoal grills are prohibited on the balcony. Electric grills may be used there until 22:00.",
            "Walls may be painted in any colour, but must be white again when the flat is handed back.",
            "Holes may be drilled in walls, except in the tiles of the bathroom.",
        )
    ),
    Heading("6 Repairs"),
    Text(
        "The tenants bear the cost of small repairs up to 110 euros each, but not more than 330 euros a year. All other "
        "repairs are paid by the landlord. Damage must be reported at once."
    ),
    Heading("7 Access"),
    Text("The landlord may enter the flat after notice of 24 hours, on workdays between 10:00 and 18:00."),
    Heading("8 Quiet"),
    Text("Quiet is to be kept from 22:00 to 6:00. The house rules are part of this contract."),
    Text("Elderbrook, 14 July 2023. Signed: Aldous Prewitt, Tessaly Marrow, Jonas Marrow"),
]

HOUSE_RULES: list[Block] = [
    Heading("House rules of 14 Cooper's Row", 0),
    Text("Put up by the caretaker, Bertil Kamara, on 3 February 2025."),
    Heading("Quiet hours"),
    Text("Quiet hours are from 21:30 to 6:00 and from 13:00 to 15:00, on Sundays and holidays all day."),
    Text("Drilling and hammering are allowed on workdays from 8:00 to 12:00 and from 15:00 to 18:00 only."),
    Heading("Stairwell and yard"),
    Listing(
        (
            "Bicycles must not be left in the stairwell. They belong in the bicycle room.",
            "Prams may stand in the entrance hall.",
            "Shoes and umbrellas may not be put outside the doors of the flats.",
            "Children may play in the yard until 20:00. Ball games are forbidden, except table tennis.",
            "Feeding pigeons is prohibited.",
            "The front door is locked at 21:00.",
        )
    ),
    Heading("Laundry room"),
    Text("Each floor has its day. Washing on Sundays is not allowed. The key hangs in the hall; a wash costs 1.50 euros."),
    Grid(
        (
            ("Floor", "Day", "Hours"),
            ("Ground floor", "Monday", "7:00 to 20:00"),
            ("First floor", "Tuesday", "7:00 to 20:00"),
            ("Second floor", "Wednesday", "7:00 to 20:00"),
            ("Third floor", "Thursday", "7:00 to 20:00"),
            ("Attic", "Friday", "7:00 to 17:00"),
        )
    ),
    Heading("When you move in or out"),
    Listing(
        (
            "Tell the caretaker a week before.",
            "Reserve the lift with him.",
            "Cover the floor of the lift with cardboard.",
            "Give back all keys, also those that you had made yourself.",
        ),
        numbered=True,
    ),
]

INSURANCE: list[Block] = [
    Heading("Household contents insurance", 0),
    Text("Policy number LM-448-2091. Insured: Tessaly and Jonas Marrow, 14 Cooper's Row, Elderbrook."),
    Grid(
        (
            ("Item", "Agreed"),
            ("Sum insured", "65,000 euros"),
            ("Premium a year", "187.40 euros"),
            ("Excess for each claim", "250 euros"),
            ("Start", "1 October 2023"),
            ("Bicycles up to", "1,500 euros each"),
            ("Cash at home up to", "1,200 euros"),
        )
    ),
    Heading("What is insured"),
    Listing(
        (
            "fire, lightning and explosion",
            "burglary and robbery",
            "tap water from burst pipes",
            "storm from wind force 8",
            "hail",
        )
    ),
    Heading("What is not insured"),
    Text(
        "Flood and ground water are not insured. Broken panes are covered only if glass insurance has been added; this policy "
        "does not include it. Damage done on purpose is never covered."
    ),
    Heading("Bicycles"),
    Text(
        "Theft of a bicycle is covered if it was locked. Between 22:00 and 6:00 it is covered only if the bicycle stood in a "
        "locked room or was in use."
    ),
    Heading("Claims"),
    Text("How to report a claim:"),
    Listing(
        (
            "Report a theft to the police within 48 hours.",
            "Call the claims line 0800 555 0177.",
            "Send a list of what is lost, with receipts, within two weeks.",
            "Keep damaged things until an assessor has seen them.",
        ),
        numbered=True,
    ),
    Heading("Ending the contract"),
    Text(
        "The contract runs for a year and is renewed by another year unless it is cancelled three months before it ends. "
        "After a claim both sides may cancel within one month."
    ),
]

METERS: tuple[tuple[Cell, ...], ...] = (
    ("Date", "Electricity (kWh)", "Gas (m3)", "Water (m3)", "Read by"),
    (date(2024, 7, 1), 14210, 3120.5, 611.2, "Jonas"),
    (date(2024, 8, 1), 14421, 3128.9, 621.9, "Jonas"),
    (date(2024, 9, 1), 14640, 3139.0, 633.3, "Tessaly"),
    (date(2024, 10, 1), 14893, 3190.7, 644.1, "Jonas"),
    (date(2024, 11, 1), 15174, 3281.4, 654.6, "Ida"),
    (date(2024, 12, 1), 15496, 3409.8, 665.5, "Jonas"),
    (date(2025, 1, 1), 15853, 3571.2, 677.0, "Jonas"),
    (date(2025, 2, 1), 16194, 3728.6, 688.1, "Tessaly"),
    (date(2025, 3, 1), 16487, 3852.3, 698.2, "Jonas"),
    (date(2025, 4, 1), 16771, 3941.9, 709.5, "Ida"),
    (date(2025, 5, 1), 17012, 3989.0, 720.6, "Jonas"),
    (date(2025, 6, 1), 17235, 4009.4, 732.8, "Jonas"),
)

# -- money -------------------------------------------------------------------------------------------------------------

_HEAD: tuple[Cell, ...] = ("Date", "Shop", "What", "Category", "Paid by", "Amount")
_MONTHS = ("January", "February", "March", "April", "May", "June")
_MONTHLY: tuple[tuple[int, str, str, str, str, float], ...] = (
    (1, "Wexcombe Lettings", "rent", "Home", "Tessaly", 1150.00),
    (3, "Voltaria", "electricity", "Home", "Jonas", 92.00),
    (5, "Elderbrook Transit", "bus passes", "Transport", "Jonas", 78.00),
    (12, "Pennywise Cloud", "photo storage", "Software", "Tessaly", 4.99),
    (15, "Tonalux Music School", "piano lessons Ida", "Children", "Tessaly", 65.00),
)
_SINGLE: tuple[tuple[date, str, str, str, str, float | None], ...] = (
    (date(2025, 1, 18), "Electro Tamm", "vacuum cleaner", "Home", "Jonas", 189.90),
    (date(2025, 1, 22), "Inkgraph", "drawing program, yearly licence", "Software", "Tessaly", 59.00),
    (date(2025, 2, 8), "Paperhouse", "carnival costumes", "Children", "Tessaly", 43.75),
    (date(2025, 2, 19), "Rasmus Tolliver Plumbing", "repair of the drain", "Home", "Jonas", 168.98),
    (date(2025, 3, 7), "Station Pharmacy", "cough syrup", "Health", "Jonas", 12.45),
    (date(2025, 3, 15), "Milo's Barbershop", "haircuts", "Health", "Jonas", None),
    (date(2025, 3, 29), "Bellweather Books", "birthday presents", "Children", "Tessaly", 37.20),
    (date(2025, 4, 5), "Wheelhouse Cycles", "first service of the Heron", "Transport", "Jonas", 74.50),
    (date(2025, 4, 20), "Inn at the Ferry", "Easter lunch", "Leisure", "Tessaly", 118.60),
    (date(2025, 5, 6), "Northgate School", "class trip 6b", "Children", "Jonas", 164.00),
    (date(2025, 5, 10), "Keymaster", "antivirus for two years", "Software", "Jonas", 39.90),
    (date(2025, 5, 24), "Race office", "half marathon number", "Leisure", "Jonas", 45.00),
    (date(2025, 6, 3), "Dr Noor", "sealing of two molars", "Health", "Tessaly", 76.00),
    (date(2025, 6, 14), "Lido Elderbrook", "season tickets", "Leisure", "Tessaly", 132.00),
    (date(2025, 6, 28), "Electro Tamm", "tumble dryer", "Home", "Jonas", 579.00),
)
_GROCERS = ("Greenlane Market", "Bakery Umber", "Kornblum Grocery", "Farm shop Tilly")


def expenses() -> Iterator[Sheet]:
    """Yield a sheet for each month, with a title above its head and a total below, and the budget."""
    chance = random.Random(2025)
    for month, name in enumerate(_MONTHS, start=1):
        rows = sorted(_month(month, chance), key=lambda row: (row[0], str(row[1])))
        total = Money(round(sum(row[5].euros for row in rows if row[5]), 2))
        title = (f"Household expenses, {name} 2025",)
        filled: list[tuple[Cell, ...]] = [title, (), _HEAD, *rows, ("Total", None, None, None, None, total)]
        yield Sheet(name, tuple(filled))
    budget = {"Home": 1500, "Groceries": 420, "Transport": 120, "Children": 150, "Leisure": 80}
    budget |= {"Health": 50, "Software": 15}
    head: tuple[Cell, ...] = ("Category", "Monthly budget")
    yield Sheet("Budget", (head, *((category, Money(float(euros))) for category, euros in budget.items())))


def _month(month: int, chance: random.Random) -> Iterator[tuple[date, str, str, str, str, Money | None]]:
    for day, shop, what, category, payer, amount in _MONTHLY:
        yield date(2025, month, day), shop, what, category, payer, Money(amount)
    for day in chance.sample(range(2, 28), 7):
        amount = round(chance.uniform(8, 95), 2)
        payer = chance.choice(("Jonas", "Tessaly"))
        yield date(2025, month, day), chance.choice(_GROCERS), "food", "Groceries", payer, Money(amount)
    for when, shop, what, category, payer, paid in _SINGLE:
        if when.month == month:
            yield when, shop, what, category, payer, None if paid is None else Money(paid)


PLUMBER: list[Block] = [
    Heading("Invoice 2025-0219", 0),
    Text("Rasmus Tolliver Plumbing, Weir Lane 5, Elderbrook. Tax number 77/310/4402."),
    Text("To: Jonas Marrow, 14 Cooper's Row, Elderbrook. Date: 19 February 2025. Work done on 17 February 2025."),
    Grid(
        (
            ("Item", "Quantity", "Price (EUR)", "Amount (EUR)"),
            ("Call-out", "1", "35.00", "35.00"),
            ("Labour, hours", "1.5", "62.00", "93.00"),
            ("Drain seal", "2", "4.50", "9.00"),
            ("Cleaning of the siphon", "1", "5.00", "5.00"),
            ("Net", "", "", "142.00"),
            ("VAT 19 %", "", "", "26.98"),
            ("Total", "", "", "168.98"),
        )
    ),
    Text("Please pay within 14 days to the account EX12 3456 7890 1234. With payment within 5 days 2 percent may be deducted."),
    Text("The work is guaranteed for two years. The old drain pipe is corroded and should be replaced within a year."),
]

RECEIPT = (
    ("ELECTRO TAMM", ""),
    ("Quay Street 22, Elderbrook", ""),
    ("16.03.2024   11:42", "Receipt 58831"),
    ("", ""),
    ("Washing machine Undine W7", "649.00"),
    ("Serial number U7-20931", ""),
    ("Delivery and connection", "45.00"),
    ("Old machine taken away", "0.00"),
    ("", ""),
    ("TOTAL EUR", "694.00"),
    ("Paid by card", "694.00"),
    ("Five years of warranty on this machine", ""),
    ("Goods can be returned within 14 days", ""),
    ("Thank you!", ""),
)

# -- the family --------------------------------------------------------------------------------------------------------

OFFERS: tuple[tuple[Cell, ...], ...] = (
    ("Offer", "Place", "Nights", "Price", "Breakfast", "Cancellation", "Distance to the sea (m)"),
    ("Villa Tamarisk", "Portomare", 10, Money(1480.0), "no", "free until 1 July", 350),
    ("Hotel Calypsora", "Portomare", 10, Money(1765.0), "yes", "free until 15 July", 80),
    ("Camping Pinastro", "Lagovento", 12, Money(690.0), "no", "not possible", 20),
    ("Farm Oleandra", "Collalto", 10, Money(1120.0), "yes", "free until 20 June", 9500),
    ("Apartment Sirocco", "Lagovento", 12, Money(1310.0), "no", "50 percent", 200),
)

TRIP: list[Block] = [
    Heading("Summer holiday 2025: plan", 0),
    Text("We take Villa Tamarisk in Portomare, booked on 11 May 2025 under the number VT-5520. All four of us travel."),
    Heading("Days"),
    Grid(
        (
            ("Date", "What", "Where", "Time"),
            ("2 August", "Train to Harlingford", "Elderbrook station", "7:42"),
            ("2 August", "Night train", "Harlingford, platform 9", "19:15"),
            ("3 August", "Arrival", "Portomare", "10:50"),
            ("6 August", "Boat to the Grotto Lume", "harbour", "9:30"),
            ("9 August", "Market", "old town", "8:00"),
            ("13 August", "Departure", "Portomare", "17:20"),
        )
    ),
    Heading("Costs so far"),
    Text(
        "The villa costs 1,480 euros; 300 euros of it were paid as a deposit, the rest is due on arrival. The train tickets "
        "cost 512 euros for all of us. The boat trip costs 28 euros for adults and 14 euros for children."
    ),
    Heading("Before we leave"),
    Listing(
        (
            "Ask Mrs Ostrow to water the plants.",
            "Bring Biscuit and Turnip to Grandmother Odile.",
            "Renew Pim's passport; it expires on 19 July 2025.",
            "Turn off the main tap.",
            "Stop the newspaper.",
        ),
        numbered=True,
    ),
    Heading("Why the villa"),
    Text(
        "We chose the villa because it can be cancelled free of charge until July and has a kitchen. The camping site would "
        "have been cheaper, but Tessaly's back does not stand ten nights in a tent."
    ),
]

SPORTS_DAY: list[Block] = [
    Heading("Sports day of Northgate School", 0),
    Text("To the parents of class 2a. The sports day takes place on Friday 27 June 2025 from 9:00 to 12:30 on Weir Meadow."),
    Text("If it rains it is put off to 4 July. The winners get their medals from the headmistress, Dr Perpetua Lindholm."),
    Heading("Events"),
    Grid(
        (
            ("Event", "Class", "Start"),
            ("Sack race", "1a, 1b", "9:15"),
            ("Long jump", "2a, 2b", "9:30"),
            ("50 m run", "2a, 2b", "10:15"),
            ("Ball throwing", "3a, 3b", "10:30"),
            ("Relay", "all", "11:45"),
        )
    ),
    Text("Each child brings sports shoes, a cap and something to drink. Parents may watch, but cars cannot be parked at the meadow."),
    Text("We still need six parents to help with measuring. Please tell Mr Caspian Holloway by 13 June."),
]

RECIPES: list[tuple[str, list[Block]]] = [
    (
        "Plum cake",
        [
            Text("For one tray. Baking takes 40 minutes at 180 degrees."),
            Heading("Ingredients"),
            Listing(("1.5 kg plums", "400 g flour", "200 ml milk", "80 g butter", "70 g sugar", "1 egg", "20 g fresh yeast")),
            Heading("Steps"),
            Listing(
                (
                    "Warm the milk and dissolve the yeast in it.",
                    "Knead flour, butter, sugar and egg with the milk to a dough.",
                    "Let the dough rise for one hour.",
                    "Roll it out on the tray and lay the halved plums on it.",
                    "Bake the cake for 40 minutes.",
                ),
                numbered=True,
            ),
            Text("Sugar is strewn on after baking only, because it draws juice from the plums."),
        ],
    ),
    (
        "Lentil soup",
        [
            Text("For four people. It cooks for 35 minutes."),
            Heading("Ingredients"),
            Listing(("250 g brown lentils", "2 carrots", "1 leek", "1 onion", "1 l broth", "2 spoons vinegar")),
            Heading("Steps"),
            Listing(
                (
                    "Fry the onion, the leek and the carrots.",
                    "Add lentils and broth and cook for 35 minutes.",
                    "Season with vinegar at the end, never before, since acid keeps lentils hard.",
                ),
                numbered=True,
            ),
        ],
    ),
    (
        "Pancakes",
        [
            Text("For eight pancakes."),
            Heading("Ingredients"),
            Listing(("250 g flour", "3 eggs", "500 ml milk", "1 pinch of salt", "butter for the pan")),
            Text("Let the batter rest for 20 minutes. Oat milk may be used instead of milk."),
        ],
    ),
    (
        "Elderflower syrup",
        [
            Heading("Ingredients"),
            Listing(("20 elderflower heads", "2 l water", "2 kg sugar", "3 lemons", "40 g citric acid")),
            Text("Leave everything in the water for three days, strain it, boil it up once. It keeps for a year in the dark."),
        ],
    ),
]

LETTERS = {
    "letter-1961.txt": (
        "Harlingford, 4 October 1961\n\nDear Odile,\n\nsince Monday I have been working at the shipyard of Brandt Tolland. "
        "We are building a ferry of 84 metres. I earn 310 a month and share a room with Anselm, who plays the accordion at "
        "night.\nI come home for Christmas on the 22nd.\n\nYour Leopold\n"
    ),
    "letter-1963.txt": (
        "Harlingford, 19 May 1963\n\nDear Odile,\n\nthe ferry was launched on Saturday and is called Evening Star. I have given "
        "notice at the shipyard for the end of June, because my uncle Severin offers me his bindery in Elderbrook.\nWill you "
        "marry me in September?\n\nYour Leopold\n"
    ),
}

# -- the bindery -------------------------------------------------------------------------------------------------------

PRICES_2024: list[Block] = [
    Heading("Price list 2024", 0),
    Text("Valid from 1 January 2024. All prices in euros for one copy, without VAT. Minimum order 50 euros."),
    Grid(
        (
            ("Binding", "up to 10 copies", "11 to 49 copies", "50 copies or more"),
            ("Paperback", "14.00", "11.50", "9.80"),
            ("Half cloth", "29.00", "25.00", "21.50"),
            ("Full cloth", "36.00", "31.00", "26.50"),
            ("Half leather", "118.00", "104.00", "96.00"),
            ("Slipcase", "52.00", "46.00", "41.00"),
        )
    ),
    Text("Gold stamping costs 2.20 euros a line. Delivery within Elderbrook is free of charge."),
]

PRICES_2025 = [
    Sheet(
        "Bindings",
        (
            ("Binding", "up to 10 copies", "11 to 49 copies", "50 copies or more"),
            ("Paperback", Money(15.0), Money(12.0), Money(9.8)),
            ("Half cloth", Money(31.0), Money(26.5), Money(22.0)),
            ("Full cloth", Money(38.0), Money(33.0), Money(28.0)),
            ("Half leather", Money(125.0), Money(110.0), Money(99.0)),
            ("Slipcase", Money(54.0), Money(48.5), Money(43.0)),
            ("Photo box", Money(96.0), Money(88.0), None),
        ),
    ),
    Sheet(
        "Extras",
        (
            ("Extra", "Price", "Per"),
            ("Gold stamping", Money(2.5), "line"),
            ("Ribbon", Money(1.1), "copy"),
            ("Delivery within Elderbrook", Money(6.0), "trip"),
            ("Express within five working days", "25 percent", "order"),
            ("Minimum order", Money(60.0), "order"),
        ),
    ),
]

REVIEW = [
    Slide("Spring review 2025 of Marrow & Finch", ("Talk by Tessaly Marrow, 2 June 2025",)),
    Slide(
        "What went well",
        (
            "Sales from January to May: 10,904 euros without VAT",
            "Best customer: Elderbrook Town Archive",
            "The archive has asked for an offer on 200 more registers",
        ),
    ),
    Slide(
        "What did not",
        (
            "Glue machine stood still for nine days in March because a heating rod had burnt out",
            "Three invoices were paid late",
            "Delivery 7731 of paper came with damp edges",
        ),
    ),
    Slide(
        "Machines",
        grid=Grid(
            (
                ("Machine", "Bought", "Price (EUR)", "Next inspection"),
                ("Guillotine Kerbing 72", "2011", "6,400", "May 2026"),
                ("Glue machine Adhesa", "2019", "3,150", "October 2025"),
                ("Sewing machine Filum", "2016", "4,800", "January 2026"),
                ("Stamping press Aurex", "2022", "2,750", "July 2025"),
            )
        ),
    ),
    Slide(
        "Goals until December",
        (
            "Raise sales by 8 percent",
            "Take on a second apprentice in September",
            "Replace the glue machine if it fails again",
            "Open the workshop to visitors once a month",
        ),
    ),
]

GRAUWIES = [
    "Papiermühle Grauwies, Mühlweg 1, Grauwies",
    "An die Buchbinderei Marrow & Finch, Elderbrook",
    "Grauwies, den 17. März 2025",
    "Betreff: Lieferung 7731",
    "Sehr geehrte Frau Finch,",
    "leider sind bei der Lieferung 7731 vom 10. März zwei Ries Papier mit feuchten Kanten angekommen. Wir bitten um "
    "Entschuldigung. Wir bieten Ihnen an, entweder das Papier kostenlos zu ersetzen oder 15 Prozent Nachlass auf die "
    "Rechnung zu gewähren.",
    "Ab dem 1. Juni 2025 steigt der Preis für Grauwies Bütten, 120 Gramm, von 38,50 Euro auf 41,20 Euro je Ries. "
    "Bestellungen bis zum 31. Mai liefern wir noch zum alten Preis.",
    "Unser Lager ist vom 28. Juli bis zum 15. August geschlossen.",
    "Mit freundlichen Grüßen",
    "Eckhart Lindenau, Vertrieb",
]

if __name__ == "__main__":
    main()
