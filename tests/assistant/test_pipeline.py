from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.conversation.question import Question, Turn
from assistant.conversation.replies import OTHER_LANGUAGE
from assistant.errors import CutShort, ModelError, ModelUnreachable
from assistant.messages.message import in_language
from assistant.pipeline import Draft, Pipeline, PipelineOptions, Wording
from assistant.proving.citations import to_citation
from assistant.reader.by_language import Readers
from assistant.reader.readings import Reading
from assistant.ways import Asked
from assistant.writing.generative import Writer
from ingest.documents import Document, DocumentId, Place, PlaceKind, Revision, Span
from tests.assistant.chat_models import ToldModel
from tests.assistant.fakes import (
    MemoryLibrary,
    Record,
    ToldReader,
    ToldWay,
    WordEmbedder,
    document_of,
    library_of,
    passage_of,
)
from tests.assistant.judges import WordJudge
from vectorstore.errors import UnknownDocument
from vectorstore.passages import Passage
from vectorstore.problems import Problem

SENTENCES = ("The shop opens at nine.", "It sells green tea.", "Ada Lovelace leads it.")


class Strict(ToldReader):
    """Is never sure enough."""

    threshold = 0.95


def pipeline_of(
    *answers: str,
    library: MemoryLibrary | None = None,
    options: PipelineOptions | None = None,
    reader: ToldReader | None = None,
) -> Pipeline:
    return Pipeline(
        library or library_of(*SENTENCES),
        Readers(reader or ToldReader(*answers)),
        WordEmbedder(),
        suggest=lambda: ("What is it about?",),
        options=options,
    )


def test_an_answer_is_a_sentence_with_its_exact_place() -> None:
    answer = pipeline_of("nine").answer(Question("When does the shop open?"))

    assert [statement.text for statement in answer.statements] == ["The shop opens at nine."]
    assert (answer.citations[0].start, answer.citations[0].end) == (0, 23)
    assert answer.text == "The shop opens at nine. [1]"
    assert not answer.refused
    assert answer.statements[0].support.verdict is Verdict.SUPPORTED


def test_without_an_answer_it_refuses_with_reason_nearest_passages_and_suggestions() -> None:
    answer = pipeline_of().answer(Question("When was the shop founded?"))

    assert answer.refused
    assert answer.refusal is not None
    assert answer.refusal.reason == (
        "Not in your documents: the closest passages do not say when. I searched 1 document."
    )
    assert answer.refusal.nearest[0].quote == " ".join(SENTENCES)
    assert answer.suggestions == ("What is it about?",)
    assert not answer.statements
    assert not answer.citations


def test_a_refusal_names_what_the_documents_do_not_mention() -> None:
    answer = pipeline_of().answer(Question("Who is the mayor of Atlantis?"))

    assert answer.refusal is not None
    assert "“Atlantis”" in answer.refusal.reason


def test_a_question_in_another_language_is_told_so() -> None:
    answer = pipeline_of().answer(Question("Wer ist der Chef und wie viele sind es?"))

    assert answer.refusal is not None
    assert "multilingual" in answer.refusal.reason


def test_what_is_ours_is_said_in_the_language_of_the_question_or_of_the_one_before_it() -> None:
    asked = pipeline_of().answer(Question("Wer ist der Chef?"))
    followed = pipeline_of().answer(Question("Ada?", history=(Turn("Wer ist der Chef?"),)))
    other = pipeline_of().answer(Question("¿Quién es el jefe de la tienda?"))

    assert (asked.language, followed.language, other.language) == ("de", "de", "en")
    assert asked.refusal is not None
    assert asked.refusal.reason.startswith("In Ihren Dokumenten nicht gefunden.")


def test_a_stricter_threshold_refuses_more() -> None:
    lenient = pipeline_of(reader=ToldReader("nine")).answer(Question("When does it open?"))
    strict = pipeline_of(reader=Strict("nine")).answer(Question("When does it open?"))

    assert not lenient.refused
    assert strict.refused


@pytest.mark.parametrize("message", ["Hello!", "thanks", "What can you do?", "", "x" * 20_000])
def test_what_is_no_question_gets_a_reply_and_suggestions_never_a_refusal(message: str) -> None:
    answer = pipeline_of().answer(Question(message))

    assert not answer.refused
    assert answer.statements[0].support.verdict is Verdict.NO_CLAIM
    assert answer.suggestions


def test_an_empty_library_says_how_to_add_documents() -> None:
    answer = pipeline_of(library=MemoryLibrary()).answer(Question("When does it open?"))

    assert "sourcechat ingest PATH" in answer.text


def test_a_stream_grows_to_the_whole_answer() -> None:
    pipeline = pipeline_of("nine", "green")
    question = Question("What are the facts?")

    growing = list(pipeline.stream(question))

    assert [len(answer.statements) for answer in growing] == [1, 2]
    assert len(growing[0].citations) == 1
    assert growing[-1].statements == pipeline.answer(question).statements


def test_a_follow_up_is_read_as_the_question_that_it_stands_for() -> None:
    turns = (Turn("Who owns the Rivermill Bakery?", "Two sisters."),)

    answer = pipeline_of("nine").answer(Question("When does it open?", turns))

    assert "Rivermill Bakery" in answer.standalone_question
    assert answer.question == "When does it open?"


def test_how_it_works_is_asked_of_the_documents_after_a_question_to_them() -> None:
    pipeline = pipeline_of(
        "by a spring", library=library_of("The Kestrel 3 is a pump. The Kestrel 3 works by a spring.")
    )
    earlier = Turn("What is the Kestrel 3?", "The Kestrel 3 is a pump. [1]")

    assert "by a spring" in pipeline.answer(Question("How does it work?", (earlier,))).text
    assert not pipeline.answer(Question("How does it work?", (Turn("Hi", "Hello!"),))).citations


def test_what_loads_is_prepared_once_something_is_to_be_looked_for() -> None:
    begun: list[str] = []
    readers = Readers(ToldReader("nine"), prepare=lambda: begun.append("load"))
    pipeline = Pipeline(library_of(*SENTENCES), readers, WordEmbedder())

    pipeline.answer(Question("Hello!"))
    assert begun == []

    pipeline.answer(Question("When does the shop open?"))
    assert begun == ["load"]


def test_every_stage_is_timed() -> None:
    timings = pipeline_of("nine").answer(Question("When does the shop open?")).timings

    assert list(timings) == ["rewrite", "retrieve", "read", "answer", "verify"]
    assert all(seconds >= 0 for seconds in timings.values())


def counted(start: int, end: int) -> Answer:
    """An answer that a rule concluded from one span of the notes."""
    found = passage_of(document_of(*SENTENCES), *SENTENCES)
    citation = to_citation(found, Span(start, end), number=1)
    count = Statement("One shop.", (1,), Support(Verdict.SUPPORTED, 0.9), concluded=True)
    return Answer("", "", statements=(count,), citations=(citation,))


def test_the_first_way_that_answers_is_heard_and_its_citations_are_held_against_the_library() -> None:
    silent, telling, last = ToldWay("list", None), ToldWay("count", counted(0, 23)), ToldWay("sum", counted(0, 3))
    library = library_of(*SENTENCES)
    pipeline = Pipeline(library, Readers(ToldReader()), WordEmbedder(), wording=Wording(ways=(silent, telling, last)))

    answer = pipeline.answer(Question("How many shops are there?"))

    assert (answer.text, answer.way) == ("One shop. [1]", "count")
    assert answer.question == "How many shops are there?"
    assert answer.statements[0].support == Support(Verdict.SUPPORTED, 0.9)
    assert list(answer.timings) == ["rewrite", "count", "verify"]
    assert silent.asked == ["How many shops are there?"]
    assert not last.asked


def test_the_last_ways_are_tried_where_the_search_finds_no_answer() -> None:
    ways = (ToldWay("list", counted(0, 23)),)
    for sentence, way in ((SENTENCES[0], ""), ("nothing", "list")):
        pipeline = Pipeline(
            library_of(*SENTENCES), Readers(ToldReader(sentence)), WordEmbedder(), wording=Wording(last=ways)
        )

        assert pipeline.answer(Question("Wie viele Läden gibt es?")).way == way


class Alone(ToldWay):
    """Answers the question as it was asked, and nothing that was added to it."""

    def answer(self, asked: Asked) -> Answer | None:
        told = super().answer(asked)
        return told if asked.standalone == asked.question.text else None


def test_what_is_refused_with_the_topic_before_is_counted_without_it() -> None:
    way = Alone("count", counted(0, 23))
    pipeline = Pipeline(library_of(*SENTENCES), Readers(Strict()), WordEmbedder(), wording=Wording(ways=(way,)))
    turns = (Turn("What does the mill grind?", "Rye."),)

    answer = pipeline.answer(Question("How many members are there?", turns))

    assert way.asked == ["How many members are there (mill grind)?", "How many members are there?"]
    assert (answer.text, answer.standalone_question) == ("One shop. [1]", "How many members are there?")


class Distracted(ToldReader):
    """Finds its answers only where no topic is added to the question; else it says what it has of that topic."""

    def __init__(self, of_topic: str, *answers: str) -> None:
        super().__init__()
        self._of_topic, self._told = of_topic, answers

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        self._answers = (self._of_topic,) if "(" in question else self._told
        return super().read(question, passages)


def asked_after_the_mill(question: str, reader: ToldReader) -> Answer:
    sentences = ("The gate is locked at six.", "The mill grinds rye.", "It was built in 1810 for 900 pounds.")
    turns = (Turn("What does the mill grind?", "Rye."),)
    return pipeline_of(library=library_of(*sentences), reader=reader).answer(Question(question, turns))


@pytest.mark.parametrize("of_topic", ["nothing", "built in 1810"])
def test_what_the_topic_before_does_not_answer_is_asked_as_in_a_fresh_conversation(of_topic: str) -> None:
    answer = asked_after_the_mill("When is the gate locked?", Distracted(of_topic, "gate"))

    assert (answer.text, answer.standalone_question) == ("The gate is locked at six. [1]", "When is the gate locked?")


def test_a_question_that_names_nothing_of_its_own_is_not_asked_without_the_topic() -> None:
    assert asked_after_the_mill("What was the price?", Distracted("nothing", "900")).refused


def test_one_of_several_things_numbered_together_is_read_as_the_passages_tell_of_them() -> None:
    library = library_of("Rooms 20 to 25 were painted in May.")

    answer = pipeline_of("painted in May", library=library).answer(Question("When was room 23 painted?"))

    assert answer.text == "Rooms 20 to 25 were painted in May. [1]"


def test_a_way_whose_citations_do_not_hold_is_not_heard() -> None:
    wrong = replace(counted(0, 23), citations=(replace(counted(0, 23).citations[0], quote="It closes at nine."),))
    wording = Wording(ways=(ToldWay("count", wrong),))
    pipeline = Pipeline(library_of(*SENTENCES), Readers(ToldReader("nine")), WordEmbedder(), wording=wording)

    answer = pipeline.answer(Question("How many shops are there?"))

    assert (answer.text, answer.way) == ("The shop opens at nine. [1]", "")


class Misspelling(MemoryLibrary):
    """Knows a shop."""

    def meant_by(self, word: str) -> str | None:
        return "shop" if word == "shpo" else None


def test_what_was_searched_for_instead_of_a_misspelt_word_is_said_first() -> None:
    document = document_of(*SENTENCES)
    library = Misspelling(passage_of(document, *SENTENCES), documents=[document])

    told = pipeline_of("nine", library=library).answer(Question("When does the shpo open?"))
    refused = pipeline_of(library=library).answer(Question("When was the shpo founded?"))

    assert told.text == "Searched for “shpo” → “shop”.\nThe shop opens at nine. [1]"
    assert told.standalone_question == "When does the shop open?"
    assert refused.refusal is not None
    assert refused.refusal.reason.endswith("Searched for “shpo” → “shop”.")


def test_a_summary_is_sentences_of_the_document_with_citations() -> None:
    answer = pipeline_of().answer(Question("Summarise my documents."))

    assert {citation.quote for citation in answer.citations} <= set(SENTENCES)
    assert answer.citations


def test_passages_come_in_the_order_of_their_best_readings() -> None:
    shop, school = (document_of(text, title=text) for text in ("The shop is old.", "It opens at nine."))
    library = MemoryLibrary(passage_of(shop), passage_of(school), documents=[shop, school])

    answer = pipeline_of("nine", library=library).answer(Question("When does it open?"))

    assert [passage.chunk.text for passage in answer.passages] == ["It opens at nine.", "The shop is old."]


def test_another_language_is_read_by_the_fallback_and_it_is_said_what_that_means() -> None:
    fallback = ToldReader("nine")
    readers = Readers(ToldReader(), fallback=fallback)
    pipeline = Pipeline(library_of(*SENTENCES), readers, WordEmbedder(), options=PipelineOptions(note="Measured."))

    answer = pipeline.answer(Question("Wie viele Stunden und wann ist der Laden offen?"))

    assert fallback.asked
    assert not answer.refused
    assert answer.notes == (in_language(OTHER_LANGUAGE, "de"),)


def test_what_is_known_of_the_readers_errors_is_said_with_the_answer() -> None:
    answer = pipeline_of("nine", options=PipelineOptions(note="Measured.")).answer(Question("When does it open?"))

    assert answer.notes == ("Measured.",)


# -- with a chat model ------------------------------------------------------------------------------------------


def writing(*replies: str | ModelError | tuple[str, ModelError], library: MemoryLibrary | None = None) -> Pipeline:
    return Pipeline(
        library or library_of(*SENTENCES),
        Readers(ToldReader("nine"), judge=WordJudge()),
        WordEmbedder(),
        suggest=lambda: ("What is it about?",),
        wording=Wording(writer=Writer(ToldModel(*replies), WordJudge())),
    )


def test_a_model_answers_and_every_sentence_is_proved() -> None:
    answer = writing("The shop opens at nine. [1]").answer(Question("When does the shop open?"))

    assert answer.text == "The shop opens at nine. [1]"
    assert answer.citations[0].quote == "The shop opens at nine."
    assert answer.model == "told:model"
    assert list(answer.timings) == ["rewrite", "retrieve", "read", "generate", "first_token", "verify"]


def test_a_models_answer_grows_by_tokens_to_the_whole() -> None:
    pipeline = writing("The shop opens at nine. [1] It sells green tea. [1]")

    growing = list(pipeline.stream(Question("What is there?")))

    assert growing[0].text == "The"
    assert len(growing) > 10
    assert [one.support.verdict for one in growing[-1].statements] == [Verdict.SUPPORTED, Verdict.SUPPORTED]


@pytest.mark.parametrize("reply", ["NOT IN THE DOCUMENTS", "Penguins run the harbour. [1]"])
def test_what_the_documents_do_not_support_is_refused_with_the_nearest_passages(reply: str) -> None:
    answer = writing(reply).answer(Question("Who runs the harbour?"))

    assert answer.refusal is not None
    assert answer.refusal.nearest
    assert not answer.statements
    assert answer.suggestions


@pytest.mark.parametrize(
    "failure", [ModelUnreachable("told:model: nothing answers"), ("The shop opens", CutShort("told:model: cut off"))]
)
def test_when_the_model_fails_the_documents_own_words_are_given_and_it_is_said(
    failure: ModelError | tuple[str, ModelError],
) -> None:
    answer = list(writing(failure).stream(Question("When does the shop open?")))[-1]

    assert answer.text == "The shop opens at nine. [1]"
    assert answer.model == "extractive"
    assert answer.fallback.startswith("The model gave no answer: told:model")
    assert answer.fallback in answer.notes


def test_no_model_is_asked_for_a_greeting_or_in_an_empty_library() -> None:
    assert writing(CutShort("never")).answer(Question("Hello!")).notes == ()
    assert "sourcechat ingest" in writing(CutShort("never"), library=MemoryLibrary()).answer(Question("When?")).text


def test_sources_that_contradict_each_other_are_shown_side_by_side_with_their_dates() -> None:
    old = document_of("The Tarn bridge is 503 metres long.", title="Guide")
    new = document_of("The Tarn bridge is 530 metres long.", title="Survey")
    library = MemoryLibrary(passage_of(old), passage_of(new), documents=[old, new])

    answer = pipeline_of("503", library=library).answer(Question("How long is the Tarn bridge?"))

    (found,) = answer.disagreements
    assert (found.first.title, found.second.title) == ("Guide", "Survey")
    assert found.first_date == "2026-01-31"
    assert found.second in answer.citations


class Gone(MemoryLibrary):
    """Has lost the document of one title, or its revision, since it was searched."""

    def __init__(self, library: Sequence[Document], lost: str) -> None:
        super().__init__(*(passage_of(one, *one.text.splitlines()) for one in library), documents=library)
        self._lost = lost

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        found = super().document(document_id, revision)
        if found.title == self._lost:
            raise UnknownDocument(self._lost)
        return found


def two_lengths() -> tuple[Document, Document]:
    survey = document_of("A survey of bridges.", "The Tarn bridge is 530 metres long.", title="Survey", between="\n")
    return document_of("The Tarn bridge is 503 metres long.", title="Guide"), replace(
        survey, places=(Place(PlaceKind.PAGE, "1", 0, 21), Place(PlaceKind.PAGE, "2", 21, len(survey.text)))
    )


def test_what_contradicts_is_cited_on_its_own_page() -> None:
    answer = pipeline_of("503", library=Gone(two_lengths(), "")).answer(Question("How long is the Tarn bridge?"))

    (found,) = answer.disagreements
    assert found.second in answer.citations
    assert (found.second.quote, found.second.page) == ("The Tarn bridge is 530 metres long.", 2)


def test_what_contradicts_is_left_out_where_it_no_longer_stands_in_the_library() -> None:
    answer = pipeline_of("503", library=Gone(two_lengths(), "Survey")).answer(Question("How long is the Tarn bridge?"))

    assert answer.disagreements == ()
    assert [citation.title for citation in answer.citations] == ["Guide"]


def test_a_question_is_rewritten_by_whoever_does_the_wording() -> None:
    pipeline = Pipeline(
        library_of(*SENTENCES),
        Readers(ToldReader("nine")),
        WordEmbedder(),
        wording=Wording(rewrite=lambda question: f"{question.text} of the shop"),
    )

    assert pipeline.answer(Question("When?")).standalone_question == "When? of the shop"


class Noted:
    """Steps that note the names of the stages that they run."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def run(self, name: str, work: Callable[[Draft], Draft], draft: Draft) -> Draft:
        self.names.append(name)
        return work(draft)

    def grow(self, name: str, work: Callable[[Draft], Iterator[Draft]], draft: Draft) -> Iterator[Draft]:
        self.names.append(name)
        return work(draft)


def test_whoever_runs_the_steps_sees_every_stage_by_its_name() -> None:
    quoting, writes = Noted(), Noted()

    pipeline_of("nine").answer(Question("When does the shop open?"), quoting)
    writing("The shop opens at nine. [1]").answer(Question("When does the shop open?"), writes)

    assert quoting.names == ["rewrite", "retrieve", "read", "answer", "verify"]
    assert writes.names == ["rewrite", "retrieve", "read", "generate", "verify"]


def test_a_reply_takes_no_steps() -> None:
    noted = Noted()

    pipeline_of("nine").answer(Question("Hello!"), noted)

    assert noted.names == []


class Many(MemoryLibrary):
    """Of which the documents are counted, and never listed."""

    def documents(self) -> tuple[Record, ...]:
        return Counted((Record(DocumentId("d"), "One of many", "file:///one", Revision("r")),))

    def records(self, documents: Sequence[DocumentId]) -> tuple[Record, ...]:
        return tuple(one for one in super().documents() if one.id in documents)


class Counted(tuple[Record, ...]):
    __slots__ = ()

    def __iter__(self) -> Iterator[Record]:
        raise AssertionError("listed")


def test_a_question_that_a_passage_answers_lists_no_documents_however_many_there_are() -> None:
    document = document_of("The shop opens at nine.")
    library = Many(passage_of(document, document.text), documents=[document])

    answer = pipeline_of("nine", library=library).answer(Question("When does the shop open?"))

    assert [one.quote for one in answer.citations] == ["The shop opens at nine."]


class Stale(MemoryLibrary):
    """Could not read its only source again."""

    def failures(self) -> tuple[Problem, ...]:
        (record,) = self.documents()
        return (Problem("Notes.txt", record.uri, ("Notes.txt: damaged",)),)


def test_words_of_a_source_that_can_no_longer_be_read_are_said_to_be_of_before() -> None:
    document = document_of("The shop opens at nine.")
    library = Stale(passage_of(document, document.text), documents=[document])

    (citation,) = pipeline_of("nine", library=library).answer(Question("When does the shop open?")).citations

    assert "could not be read (Notes.txt: damaged)" in citation.doubt


class Unread(MemoryLibrary):
    """Holds nothing, for its only source could not be read."""

    def failures(self) -> tuple[Problem, ...]:
        return (Problem("lease.pdf", "file:///lease.pdf", ("lease.pdf: damaged",)),)


def test_a_library_that_is_empty_since_nothing_could_be_read_says_so() -> None:
    answer = pipeline_of("nine", library=Unread()).answer(Question("When does the shop open?"))

    assert answer.statements[0].text.startswith("There are no documents in your library yet.")
    assert answer.statements[0].text.endswith("“lease.pdf” could not be read: damaged.")
