from __future__ import annotations

from assistant.messages.message import in_language
from assistant.quoting.suggestions import Suggester
from tests.assistant.fakes import MemoryLibrary, library_of


def test_questions_are_drawn_from_titles_and_abbreviations() -> None:
    library = library_of("The Japan Bank for International Cooperation (JBIC) lends money.", title="Lenders")

    drawn = Suggester(library)()

    assert "What does JBIC stand for?" in drawn
    assert "What is “Lenders” about?" in drawn
    assert len(drawn) <= 4


def test_what_is_read_as_english_is_offered_in_english_where_the_library_knows_no_other_language() -> None:
    library = library_of("The Japan Bank for International Cooperation (JBIC) lends money.", title="Lenders")

    drawn = [in_language(one, "de") for one in Suggester(library)()]
    many = [in_language(one, "de") for one in Suggester(library, knows_languages=True)()]

    assert drawn == ["What does JBIC stand for?", "Worum geht es in „Lenders“?", "Fasse meine Dokumente zusammen."]
    assert many[0] == "Wofür steht JBIC?"


def test_an_empty_library_suggests_nothing() -> None:
    assert Suggester(MemoryLibrary())() == ()
