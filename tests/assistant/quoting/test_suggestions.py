from __future__ import annotations

from assistant.quoting.suggestions import Suggester
from tests.assistant.fakes import MemoryLibrary, library_of


def test_questions_are_drawn_from_titles_and_abbreviations() -> None:
    library = library_of("The Japan Bank for International Cooperation (JBIC) lends money.", title="Lenders")

    drawn = Suggester(library)()

    assert "What does JBIC stand for?" in drawn
    assert "What is “Lenders” about?" in drawn
    assert len(drawn) <= 4


def test_an_empty_library_suggests_nothing() -> None:
    assert Suggester(MemoryLibrary())() == ()
