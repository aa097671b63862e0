from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.answers import Answer, Verdict
from assistant.conversation.question import Question, Turn
from tests.ui.answers import answer_of
from tests.vectorstore.fakes import WordModel, note
from ui import handlers
from ui.exchanges import Exchange
from ui.keeping import Act
from vectorstore.errors import LibraryLocked
from vectorstore.library import Library


class Told:
    """A chain that says what it is told, and notes what it was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self._answers = answers
        self.asked: list[Question] = []

    def stream(self, input: Question) -> Iterator[Answer]:  # noqa: A002 - LangChain's name
        self.asked.append(input)
        for answer in self._answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer


@dataclass
class Desk:
    """An assistant made of fakes over a real library."""

    library: Library
    pipeline: Told
    suggestions: Callable[[], tuple[str, ...]] = tuple

    def remove(self, document_id: str) -> None:
        raise LibraryLocked(f"{document_id}: somebody is writing")


def desk(tmp_path: Path, *answers: Answer | Exception) -> Desk:
    library = Library.open(tmp_path / "library", WordModel())
    return Desk(library, Told(*answers))


def test_the_question_is_shown_at_once_and_then_its_answer(tmp_path: Path) -> None:
    bare = Answer("Q?", "Q?")

    states = list(handlers.answer(desk(tmp_path, bare), " Q? ", (), ()))

    assert states == [(Exchange("Q?"),), (Exchange("Q?", bare),)]


def test_not_every_token_is_drawn_but_every_verdict_and_the_last_answer(tmp_path: Path) -> None:
    def saying(text: str, verdict: Verdict) -> Answer:
        return replace(answer_of(text, verdict=verdict), citations=())

    checking = [saying("word " * length, Verdict.CHECKING) for length in range(1, 200)]
    proved, last = saying("It is so.", Verdict.SUPPORTED), saying("It is so and", Verdict.CHECKING)

    states = list(handlers.answer(desk(tmp_path, *checking, proved, last), "Q?", (), ()))

    drawn = [state[0].answer for state in states if state[0].answer is not None]
    assert drawn[0] is checking[0]
    assert len(drawn) < 150
    assert proved in drawn
    assert drawn[-1] is last


def test_nothing_is_asked_of_a_blank_message(tmp_path: Path) -> None:
    told = desk(tmp_path)

    assert list(handlers.answer(told, "  ", (), ())) == [()]
    assert told.pipeline.asked == []


def test_earlier_exchanges_are_the_history(tmp_path: Path) -> None:
    told = desk(tmp_path, Answer("B?", "B?"))
    before = (Exchange("A?", answer_of("Yes.")), Exchange("Failed?", message="no"))

    list(handlers.answer(told, "B?", before, ["d1"]))

    assert told.pipeline.asked == [Question("B?", (Turn("A?", "Yes. [1]"),), told.pipeline.asked[0].documents)]
    assert list(told.pipeline.asked[0].documents) == ["d1"]


def test_our_own_error_is_shown_as_it_is(tmp_path: Path) -> None:
    states = list(handlers.answer(desk(tmp_path, LibraryLocked("locked")), "Q?", (), ()))

    assert states[-1] == (Exchange("Q?", message="locked"),)


def test_a_bug_is_shown_as_a_message_without_its_words(tmp_path: Path) -> None:
    states = list(handlers.answer(desk(tmp_path, KeyError("secret")), "Q?", (), ()))

    assert "secret" not in states[-1][0].message
    assert states[-1][0].message


def test_removing_while_another_writes_is_a_message_and_titles_that_occur_twice_are_told_apart(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", WordModel(), write=True) as library:
        library.put(note("tea", "Tea."))
    told = desk(tmp_path)
    (record,) = told.library.documents()

    assert handlers.remove(told, [record.id]) == [f"{record.id}: somebody is writing"]
    assert handlers.choices(told) == [("tea", record.id)]


def test_a_turn_that_is_answered_again_leaves_the_others_and_sees_only_what_was_before_it(tmp_path: Path) -> None:
    fresh = replace(answer_of("Fresh."), citations=())
    told = desk(tmp_path, fresh)
    first, second, third = (Exchange(f"{name}?", replace(answer_of(f"{name}."), citations=())) for name in "ABC")

    states = list(handlers.act(told, Act("again", 2), (first, second, third), ()))

    assert states[-1] == (first, Exchange("B?", fresh), third)
    assert told.pipeline.asked == [Question("B?", (Turn("A?", "A. [1]"),))]


def test_a_turn_that_is_edited_ends_what_followed_from_it(tmp_path: Path) -> None:
    fresh = replace(answer_of("Fresh."), citations=())
    told = desk(tmp_path, fresh)
    first, second, third = (Exchange(f"{name}?", replace(answer_of(f"{name}."), citations=())) for name in "ABC")

    states = list(handlers.act(told, Act("edit", 2, " X? "), (first, second, third), ()))

    assert states[-1] == (first, Exchange("X?", fresh))
    assert told.pipeline.asked == [Question("X?", (Turn("A?", "A. [1]"),))]


def test_a_turn_that_is_removed_is_no_longer_part_of_the_history(tmp_path: Path) -> None:
    first, second = Exchange("A?", answer_of("A.")), Exchange("B?", answer_of("B."))

    assert list(handlers.act(desk(tmp_path), Act("remove", 1), (first, second), ())) == [(second,)]


@pytest.mark.parametrize(
    "wanted", [None, Act("again", 0), Act("remove", 2), Act("edit", 1, "  "), Act("edit", -1, "X?")]
)
def test_an_act_on_no_turn_or_with_no_words_changes_nothing(tmp_path: Path, wanted: Act | None) -> None:
    told, conversation = desk(tmp_path), (Exchange("A?", answer_of("A.")),)

    assert list(handlers.act(told, wanted, conversation, ())) == [conversation]
    assert told.pipeline.asked == []


def test_a_conversation_that_is_restored_reads_the_texts_that_it_cites_and_goes_on_where_one_is_gone(
    tmp_path: Path,
) -> None:
    with Library.open(tmp_path / "library", WordModel(), write=True) as library:
        library.put(note("tea", "Tea."))
    told = desk(tmp_path)
    (record,) = told.library.documents()
    here = replace(answer_of("Tea.").citations[0], document_id=record.id, revision=record.revision)
    answer = replace(answer_of("Tea."), citations=(here,))

    found, gone = handlers.restored(told, (Exchange("A?", answer), Exchange("B?", answer_of("Gone."))))

    assert found.texts == ((record.id, told.library.text(record.id, record.revision)),)
    assert gone == Exchange("B?", answer_of("Gone."))
