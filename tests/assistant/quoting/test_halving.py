from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer
from assistant.conversation.question import Question
from assistant.quoting.halving import Halver
from assistant.reader.by_language import Readers
from assistant.reader.readings import Reading
from assistant.ways import Asked
from tests.assistant.fakes import MemoryLibrary, ToldReader, document_of, passage_of
from vectorstore.passages import Passage

SENTENCES = ("The sexton is Orla Finn.", "The sexton can be reached from 9 to 11.", "The bell rings at noon.")
DOCUMENT = document_of(*SENTENCES, title="Parish")
PASSAGE = passage_of(DOCUMENT, *SENTENCES)
LIBRARY = MemoryLibrary(PASSAGE, documents=[DOCUMENT])


class HalfReader(ToldReader):
    """Says of a sentence that it answers a question that opens with the word told for it."""

    def __init__(self, **answers: str) -> None:
        super().__init__()
        self._by_opening = answers

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        answer = self._by_opening.get(question.partition(" ")[0].lower(), "nothing")
        return ToldReader(answer).read(question, passages)


def _answer(question: str, reader: ToldReader) -> Answer | None:
    return Halver(LIBRARY, Readers(reader)).answer(Asked(Question(question), question))


def test_both_halves_are_answered_each_cited() -> None:
    answer = _answer("Who is the sexton and when can she be reached?", HalfReader(who=SENTENCES[0], when=SENTENCES[1]))

    assert answer is not None
    assert [one.text for one in answer.statements] == list(SENTENCES[:2])
    assert [one.citations for one in answer.statements] == [(1,), (2,)]
    assert [one.quote for one in answer.citations] == list(SENTENCES[:2])


def test_a_half_of_which_nothing_is_found_is_named() -> None:
    answer = _answer("Who is the sexton and when can she be reached?", HalfReader(who=SENTENCES[0]))

    assert answer is not None
    assert [one.text for one in answer.statements] == [SENTENCES[0]]
    assert answer.notes == ("Nothing sure was found on “When can the sexton be reached?”.",)


def test_a_question_of_one_thing_or_without_any_answer_is_left() -> None:
    assert _answer("Who is the sexton?", HalfReader(who=SENTENCES[0])) is None
    assert _answer("Who is the sexton and when can she be reached?", HalfReader()) is None
