from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answers import Answer
from assistant.explaining import Cut, Explainer, PassageTrace
from assistant.proving.citations import to_citation
from assistant.reader.by_language import Readers
from assistant.reader.readings import Reader, Reading
from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from tests.assistant.fakes import MemoryLibrary, ToldReader, document_of, passage_of
from vectorstore.passages import Passage

SHOP = document_of("The shop opens at nine.", title="Shop")
HARBOUR = document_of("Ships moor in the harbour.", title="Harbour")


class Traced(MemoryLibrary):
    """Gives every passage the rank after fusion that it is told."""

    def __init__(self, fused_rank: int | None) -> None:
        super().__init__(passage_of(SHOP), passage_of(HARBOUR), documents=[SHOP, HARBOUR])
        self._fused_rank = fused_rank

    def trace(
        self, query: str, chunk_id: ChunkId, *, documents: Sequence[DocumentId] = ()
    ) -> tuple[Passage, int | None]:
        del query, documents
        passage = next(one for one in self._passages if one.chunk.id == chunk_id)
        return replace(passage, dense_rank=31, lexical_rank=None), self._fused_rank


def traced(
    text: str, *, fused_rank: int | None = 2, answers: str = "nothing", cited: bool = False
) -> PassageTrace | None:
    shop = passage_of(SHOP)
    citations = (to_citation(shop, shop.chunk.sentences[0], number=1),) if cited else ()
    answer = Answer("When?", "When does the shop open?", citations=citations, passages=(passage_of(HARBOUR),))
    return explainer_with(ToldReader(answers), fused_rank).explain(answer, text)


def explainer_with(reader: Reader, fused_rank: int | None = 2) -> Explainer:
    return Explainer(Traced(fused_rank), Readers(reader).reader_for, top_k=12)


@pytest.mark.parametrize(
    ("fused_rank", "answers", "cited", "cut", "remedy"),
    [
        (None, "nothing", False, Cut.SEARCH, "ask in its words"),
        (17, "nothing", False, Cut.FUSION, "retrieval.top_k = 17"),
        (2, "nothing", False, Cut.READING, "answer.threshold = 0.10"),
        (2, "nine", False, Cut.CHOICE, "answer.max_statements"),
        (2, "nine", True, Cut.NONE, "It is cited."),
    ],
)
def test_the_cut_that_dropped_a_passage_is_named_with_what_would_have_kept_it(
    fused_rank: int | None, answers: str, *, cited: bool, cut: Cut, remedy: str
) -> None:
    trace = traced("opens at nine", fused_rank=fused_rank, answers=answers, cited=cited)

    assert trace is not None
    assert trace.cut is cut
    assert remedy in trace.remedy


def test_a_passage_is_told_its_rank_at_every_stage() -> None:
    trace = traced("opens at nine", answers="nine")

    assert trace is not None
    assert (trace.passage.lexical_rank, trace.passage.dense_rank) == (None, 31)
    assert (trace.fused_rank, trace.reading_rank, trace.probability) == (2, 1, 0.9)


@pytest.mark.parametrize("text", ["The shop opens at nine.", "the SHOP\nopens", "opens at nine, that shop"])
def test_a_passage_is_found_by_its_words(text: str) -> None:
    trace = traced(text)

    assert trace is not None
    assert trace.passage.chunk.title == "Shop"


@pytest.mark.parametrize("text", ["Penguins rule the ice", "", "?"])
def test_what_no_passage_holds_is_not_traced(text: str) -> None:
    assert traced(text) is None


class Hasty(ToldReader):
    """Reads one passage only, as a reader may once it has an answer."""

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        return super().read(question, passages[:1])


def test_a_passage_is_read_though_the_reader_had_its_answer_before_it() -> None:
    answer = Answer("When?", "When does the shop open?", passages=(passage_of(HARBOUR), passage_of(SHOP)))

    trace = explainer_with(Hasty("nine", "moor")).explain(answer, "opens at nine")

    assert trace is not None
    assert (trace.cut, trace.probability) == (Cut.CHOICE, 0.9)


class Careful(ToldReader):
    """Asks for more than most."""

    threshold = 0.95


def test_a_passage_is_read_by_whoever_read_the_answer_and_held_to_its_threshold() -> None:
    def choose(question: str, passages: Sequence[Passage]) -> Reader:
        assert [one.chunk.title for one in passages] == ["Harbour"]
        return Careful("neuf") if "ouvre" in question else ToldReader("nine")

    answer = Answer("?", "A quelle heure ouvre la boutique?", passages=(passage_of(HARBOUR),))

    trace = Explainer(Traced(2), choose, top_k=12).explain(answer, "opens at nine")

    assert trace is not None
    assert trace.cut is Cut.READING
    assert "0.95" in trace.remedy
    assert trace.probability == 0.1


def test_every_passage_that_is_read_is_told_in_the_order_of_the_search() -> None:
    answer = Answer("When?", "When does the shop open?")

    traces = explainer_with(ToldReader("nine")).considered(answer)

    assert [(one.passage.chunk.title, one.fused_rank) for one in traces] == [("Shop", 1), ("Harbour", 2)]
    assert traces[0].probability == 0.9
    assert traces[0].cut is Cut.CHOICE
