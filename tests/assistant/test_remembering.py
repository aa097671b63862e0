from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from assistant.answers import Answer, Statement
from assistant.conversation.question import Question
from assistant.remembering import Remembered
from vectorstore.problems import Problem

ASKED = Question("When does it open?")


class Shop:
    """A library that changes when it is told to."""

    def __init__(self) -> None:
        self.generation = 1
        self.problems: tuple[Problem, ...] = ()

    def failures(self) -> tuple[Problem, ...]:
        return self.problems


class Making:
    """Makes an answer of two statements, and counts how often."""

    def __init__(self, *, way: str = "", during: Callable[[], None] = lambda: None) -> None:
        self.times = 0
        self.way = way
        self.during = during

    def __call__(self) -> Iterator[Answer]:
        self.times += 1
        said = (Statement("At nine."), Statement("On Mondays at ten."))
        yield Answer("", "", statements=said[:1], way=self.way)
        self.during()
        yield Answer("", "", statements=said, way=self.way)


def texts(answers: Iterator[Answer]) -> list[str]:
    return [answer.text for answer in answers]


def test_what_was_asked_before_grows_as_it_did_without_being_made_again() -> None:
    making, remembered = Making(), Remembered(Shop())

    first = texts(remembered.answers(ASKED, making))
    second = list(remembered.answers(Question("When does it open?"), making))

    assert [one.text for one in second] == first == ["At nine.", "At nine.\nOn Mondays at ten."]
    assert list(second[-1].timings) == ["remember"]
    assert making.times == 1


def test_the_next_day_it_is_asked_anew() -> None:
    days = iter([date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 2)])
    making, remembered = Making(), Remembered(Shop(), today=lambda: next(days))

    for _ in range(3):
        texts(remembered.answers(ASKED, making))

    assert making.times == 2


def test_a_library_that_has_changed_is_asked_anew() -> None:
    shop, making = Shop(), Making()
    remembered = Remembered(shop)

    texts(remembered.answers(ASKED, making))
    shop.generation = 2
    texts(remembered.answers(ASKED, making))
    shop.problems = (Problem("file:///shop.txt", "shop.txt", ("it is locked",)),)
    texts(remembered.answers(ASKED, making))

    assert making.times == 3


def test_an_answer_during_which_the_library_changed_is_not_kept() -> None:
    shop = Shop()
    remembered = Remembered(shop)

    def change() -> None:
        shop.generation += 1
        texts(remembered.answers(Question("Where is it?"), Making()))

    making = Making(during=change)
    texts(remembered.answers(ASKED, making))
    making.during = lambda: None
    texts(remembered.answers(ASKED, making))

    assert making.times == 2


def test_other_words_other_documents_and_another_history_are_other_questions() -> None:
    making, remembered = Making(), Remembered(Shop())

    for asked in (ASKED, Question("When does it close?"), Question(ASKED.text, documents=("d1",))):  # type: ignore[arg-type]
        texts(remembered.answers(asked, making))

    assert making.times == 3


def test_an_answer_that_was_left_half_way_is_not_kept() -> None:
    making, remembered = Making(), Remembered(Shop())

    next(remembered.answers(ASKED, making))
    texts(remembered.answers(ASKED, making))

    assert making.times == 2


def test_what_the_clock_changes_is_not_kept() -> None:
    making, remembered = Making(way="library"), Remembered(Shop())

    texts(remembered.answers(ASKED, making))
    texts(remembered.answers(ASKED, making))

    assert making.times == 2


def test_the_answer_that_was_asked_for_longest_ago_is_forgotten_first() -> None:
    making, remembered = Making(), Remembered(Shop(), kept=2)

    for text in ("one", "two", "one", "three", "one", "two"):
        texts(remembered.answers(Question(text), making))

    assert making.times == 4
