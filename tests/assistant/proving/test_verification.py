from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Citation, Statement, Support, Verdict
from assistant.proving.citations import to_citation
from assistant.proving.verification import verify
from ingest.documents import Document, DocumentId, DoubtKind, Place, PlaceKind, Revision, Span
from ingest.readers.extraction import Builder
from ingest.readers.tables import CellGrid
from tests.assistant.fakes import MemoryLibrary, ToldJudge, document_of, library_of, passage_of
from vectorstore.errors import UnknownDocument

NOTES = document_of("The shop opens at nine.", "It sells tea.")
SHOP = library_of("The shop opens at nine.", "It sells tea.")


def cited(quote: str, *, document: Document = NOTES) -> Citation:
    passage = passage_of(document, quote)
    return to_citation(passage, passage.chunk.sentences[0], number=1)


def answer_of(statement: Statement, *citations: Citation) -> Answer:
    return Answer("Q?", "Q?", statements=(statement,), citations=citations)


def test_words_that_stand_in_the_source_are_supported() -> None:
    citation = cited("It sells tea.")

    (statement,) = verify(answer_of(Statement("It sells tea.", (1,)), citation), SHOP).statements

    assert statement.support == Support(Verdict.SUPPORTED, 1.0)


def test_a_citation_whose_words_are_not_there_is_dropped_and_its_statement_flagged() -> None:
    forged = replace(cited("It sells tea."), quote="It sells gold.")

    verified = verify(answer_of(Statement("It sells gold.", (1,)), forged), SHOP)

    assert verified.citations == ()
    assert verified.statements[0].support.verdict is Verdict.UNSUPPORTED


def test_a_citation_at_the_wrong_place_is_dropped() -> None:
    moved = replace(cited("It sells tea."), start=0, end=13)

    assert verify(answer_of(Statement("It sells tea.", (1,)), moved), SHOP).citations == ()


def test_what_a_rule_concluded_stays_as_long_as_all_that_it_cites_holds() -> None:
    first, second = cited("It sells tea."), replace(cited("The shop opens at nine."), number=2)
    count = Statement("Two facts.", (1, 2), Support(Verdict.SUPPORTED, 0.9), concluded=True)

    (proved,) = verify(answer_of(count, first, second), SHOP, ToldJudge()).statements
    (unproved,) = verify(answer_of(count, first, replace(second, quote="It opens at ten.")), SHOP).statements

    assert proved.support == Support(Verdict.SUPPORTED, 0.9)
    assert unproved.support == Support(Verdict.UNSUPPORTED, 0.0)


def test_a_marker_without_a_citation_is_taken_off() -> None:
    (statement,) = verify(answer_of(Statement("It sells tea.", (1, 7)), cited("It sells tea.")), SHOP).statements

    assert statement.citations == (1,)


def test_a_document_removed_meanwhile_is_not_cited() -> None:
    class Emptied(MemoryLibrary):
        def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
            raise UnknownDocument(f"{document_id} {revision}")

    assert verify(answer_of(Statement("It sells tea.", (1,)), cited("It sells tea.")), Emptied()).citations == ()


def test_a_citation_is_on_the_page_where_its_words_begin() -> None:
    paged = replace(NOTES, places=(Place(PlaceKind.PAGE, "1", 0, 24), Place(PlaceKind.PAGE, "2", 24, 37)))
    library = MemoryLibrary(documents=[paged])
    citation = cited("It sells tea.", document=paged)

    assert verify(answer_of(Statement("It sells tea.", (1,)), citation), library).citations[0].page == 2


def test_the_page_is_that_of_the_revision_which_is_quoted() -> None:
    class Revised(MemoryLibrary):
        """Holds the notes as they were, all on page 1, and as they are, with the same words on page 2."""

        def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
            del document_id
            page = "1" if revision == NOTES.revision else "2"
            return replace(NOTES, places=(Place(PlaceKind.PAGE, page, 0, len(NOTES.text)),))

    citation = cited("It sells tea.")

    verified = verify(answer_of(Statement("It sells tea.", (1,)), citation), Revised(documents=[NOTES]))

    assert (verified.citations[0].page, verified.citations[0].place) == (1, "page 1")


def test_what_claims_nothing_needs_no_proof() -> None:
    (statement,) = verify(answer_of(Statement("Hello!")), SHOP).statements

    assert statement.support.verdict is Verdict.NO_CLAIM


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [(0.9, Verdict.SUPPORTED), (0.5, Verdict.SUPPORTED), (0.3, Verdict.PARTLY), (0.1, Verdict.UNSUPPORTED)],
)
def test_other_words_are_put_to_the_judge(chance: float, verdict: Verdict) -> None:
    answer = answer_of(Statement("Tea is sold.", (1,)), cited("It sells tea."))

    (statement,) = verify(answer, SHOP, ToldJudge("It sells tea.", chance=chance)).statements

    assert statement.support == Support(verdict, chance)


def test_a_number_that_no_quote_gives_is_never_proved() -> None:
    answer = answer_of(Statement("It sells 12 teas.", (1,)), cited("It sells tea."))

    (statement,) = verify(answer, SHOP, ToldJudge("It sells tea.")).statements

    assert statement.support.verdict is Verdict.PARTLY


def test_a_statement_is_held_against_its_quotes_one_by_one_and_together() -> None:
    judge = ToldJudge("The shop opens at nine.\nIt sells tea.")
    citations = (cited("The shop opens at nine."), replace(cited("It sells tea."), number=2))
    statement = Statement("Tea is sold from nine.", (1, 2))

    verified = verify(Answer("Q?", "Q?", statements=(statement,), citations=citations), SHOP, judge)

    assert verified.statements[0].support.verdict is Verdict.SUPPORTED
    assert len(judge.asked) == 3


def test_a_row_said_with_the_names_of_its_columns_proves_itself() -> None:
    built = Builder()
    built.table(CellGrid.of_texts([("Item", "May"), ("Heating", "912.40")], header_rows=1))
    built.doubt(DoubtKind.RECOGNISED, "page 1 was read by OCR", Span(0, 30))
    extraction = built.extraction()
    document = replace(NOTES, text=extraction.text, tables=extraction.tables, doubts=extraction.doubts)
    citation = cited("Heating | 912.40", document=document)

    verified = verify(
        answer_of(Statement("Item: Heating · May: 912.40", (1,)), citation), MemoryLibrary(documents=[document])
    )

    assert verified.statements[0].support.verdict is Verdict.SUPPORTED
    assert verified.citations[0].told == "Item: Heating · May: 912.40"
    assert verified.citations[0].doubt == "page 1 was read by OCR"
