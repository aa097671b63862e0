"""Tables of a few rows that are asked, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.computing.calculator import Calculator
from assistant.computing.forms import Form
from assistant.computing.meaning import does_what_is_asked
from assistant.computing.proposals import Proposal, View
from assistant.computing.weighing import Computed
from assistant.conversation.question import Question
from assistant.ways import Asked
from tests.assistant.computing.grids import document_of, grid
from tests.assistant.fakes import MemoryLibrary

ROWERS = (
    ("Name", "Role", "Town", "Fee"),
    ("Ilse Brandt", "member", "Havel", "30"),
    ("Bram Otter", "coach", "Spree", "45"),
    ("Noor Vance", "coach", "Havel", "45"),
    ("Tess Arlo", "member", "Oder", "30"),
)


ROOMS = (
    ("Room", "Area", "Built", "Visitors"),
    ("Attic", "41", "1911", "310"),
    ("Cellar", "28", "1902", "95"),
    ("Hall", "77", "1934", "420"),
)


YEARS = (("Figure", "2023", "2024", "2025"), ("Sales", "400", "500", "450"), ("Rent", "100", "110", "132"))


CATERING = (
    ("(in thousands)", "2022", "2023", "2024"),
    ("Kitchen:", "", "", ""),
    ("Bread", "310", "295", "402"),
    ("Soup", "120", "128", "131"),
    ("Total kitchen", "430", "423", "533"),
    ("Bread delivered", "95", "101", "88"),
    ("Grants", "", "12", "15"),
    ("Staff reduction", "40", "44", "52"),
    ("Surplus before tax", "51", "61", "70"),
)


DIVERS = (
    ("Diver", "Country", "Deep", "Wrecks", "Without tank", "Season", "Rank"),
    ("Orla Finn", "Ireland", "41", "0", "3", "2019", "2"),
    ("Ilse Brandt", "Germany", "38", "5", "1", "2020", "1"),
    ("Bram Otter", "Germany", "52", "2", "0", "2021", "3"),
    ("Noor Vance", "Malta", "29", "4", "2", "2022", "4"),
)


def said(question: str, *tables: tuple[Sequence[Sequence[str]], str]) -> str:
    """Return what is answered from some tables, each with its title; "" for nothing."""
    library = MemoryLibrary(documents=[document_of(rows, title=title) for rows, title in tables])
    answer = Calculator(library).answer(Asked(Question(question), question))
    return "" if answer is None else answer.statements[0].text


def may_be(question: str, form: Form, rows: Sequence[Sequence[str]] = ROOMS) -> bool:
    """Tell whether a form does what a question asks for."""
    view = View.of(question, grid(rows, title="Rooms"))
    return does_what_is_asked(Computed(Proposal(form, frozenset(), {}, ""), view.executor.run(form), view))
