from __future__ import annotations

from assistant.computing.library_tables import LibraryTables, choose, held_of, sample_of
from assistant.computing.linking import AskedWords
from tests.assistant.computing.grids import EXPENSES, document_of
from tests.assistant.fakes import MemoryLibrary, passage_of

MAY = (("Date", "Vendor", "Category", "Amount"), ("2026-05-02", "Figma", "Software", "€12"))
MEMBERS = (("Name", "City"), ("Ada", "Leipzig"), ("Ben", "Halle"))


def test_tables_of_the_same_columns_are_one_with_a_column_for_the_document() -> None:
    library = MemoryLibrary(documents=[document_of(EXPENSES, title="Spring"), document_of(MAY, title="May")])

    held = LibraryTables(library).held("what was paid")

    assert len(held) == 1
    grid = held[0].grid
    assert grid.parts == 2
    assert [column.name for column in grid.columns] == ["Date", "Vendor", "Category", "Amount", "document"]
    assert [entry.text for entry in grid.columns[-1].entries] == ["Spring"] * 6 + ["May"]


def test_only_the_chosen_documents_are_looked_in() -> None:
    documents = [document_of(EXPENSES, title="Spring"), document_of(MEMBERS, title="Members")]

    held = LibraryTables(MemoryLibrary(documents=documents)).held("who lives where", [documents[1].id])

    assert [one.grid.source for one in held] == ["Members"]


def test_of_a_large_library_only_those_are_looked_in_that_a_search_finds() -> None:
    documents = [document_of(MEMBERS, title=f"Members {number}") for number in range(302)]
    library = MemoryLibrary(passage_of(documents[7], "Ada"), documents=documents)

    assert [one.grid.source for one in LibraryTables(library).held("where does Ada live")] == ["Members 7"]


def test_a_question_is_on_the_table_that_has_its_rare_words() -> None:
    tables = [
        *held_of(document_of(EXPENSES, title="Expenses")),
        *held_of(document_of(MEMBERS, title="Members")),
    ]

    chosen = choose(AskedWords.of("who of the members lives in Halle"), tables, limit=1)

    assert [one.held.grid.source for one in chosen] == ["Members"]
    assert chosen[0].naming == {3}


def test_a_sample_of_a_large_table_has_the_rows_that_a_question_names() -> None:
    rows = [("Name", "Age"), *((f"Person {number}", str(20 + number % 50)) for number in range(900)), ("Zora", "33")]
    held = held_of(document_of(rows, title="Register"))[0]

    sample = sample_of(held, AskedWords.of("how old is Zora"))

    assert len(sample) == 301
    assert sample.columns[0].entries[-1].text == "Zora"
