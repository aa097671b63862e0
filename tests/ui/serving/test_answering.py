from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.answers import Answer, Refusal
from assistant.conversation.question import Question
from assistant.errors import ModelError
from ui.serving.answering import Answering, AnsweringOptions
from ui.serving.faults import AnswerCut, AnswerFailed, ServerBusy, ServerStopping


class Told:
    """A pipeline that says yes twice, and notes how many ask at once; it waits while `hold` is set and not yet done."""

    def __init__(self, hold: threading.Event | None = None) -> None:
        self.hold = hold
        self.began = threading.Semaphore(0)
        self.at_once = self.most = 0
        self.closed = threading.Event()
        self._guard = threading.Lock()

    def stream(self, question: Question) -> Iterator[Answer]:
        with self._guard:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.began.release()
        try:
            if question.text == "bug":
                raise KeyError("a secret")
            if question.text == "model":
                raise ModelError("the model is gone")
            yield Answer(question.text, "1")
            if self.hold is not None:
                self.hold.wait(30)
            refusal = Refusal("no") if question.text == "no" else None
            yield Answer(question.text, "2", refusal=refusal)
        finally:
            self.closed.set()
            with self._guard:
                self.at_once -= 1


class Counting:
    """Notes outcomes."""

    def __init__(self) -> None:
        self.outcomes: list[str] = []

    def answered(self, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.outcomes.append(outcome)


def test_an_answer_grows_for_threads_and_for_event_loops_alike() -> None:
    answering = Answering(Told())

    async def told() -> list[str]:
        return [answer.standalone_question async for answer in answering.astream(Question("a"))]

    assert [answer.standalone_question for answer in answering.stream(Question("a"))] == ["1", "2"]
    assert asyncio.run(told()) == ["1", "2"]
    assert asyncio.run(answering.answer(Question("a"))).standalone_question == "2"


def test_several_are_answered_at_once_but_no_more_than_there_are_workers() -> None:
    hold = threading.Event()
    told = Told(hold)
    answering = Answering(told, AnsweringOptions(workers=3))

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(list, answering.stream(Question(str(number)))) for number in range(8)]
        for _ in range(3):
            assert told.began.acquire(timeout=10)
        while answering.waiting < 5:
            time.sleep(0.01)
        assert (answering.under_way, answering.waiting) == (3, 5)
        hold.set()
        assert [answer.result()[-1].question for answer in answers] == [str(number) for number in range(8)]

    assert told.most == 3


def test_what_cannot_wait_is_told_so() -> None:
    hold = threading.Event()
    answering = Answering(Told(hold), AnsweringOptions(workers=1, waiting=0))

    with pytest.raises(ServerBusy):
        next(answering.stream(Question("a")))


def test_our_errors_are_raised_as_they_are_and_a_bug_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    counting = Counting()
    answering = Answering(Told(), watcher=counting)

    with pytest.raises(ModelError, match="the model is gone"):
        list(answering.stream(Question("model")))
    with pytest.raises(AnswerFailed) as error:
        list(answering.stream(Question("bug")))
    list(answering.stream(Question("yes")))
    list(answering.stream(Question("no")))

    assert "secret" not in str(error.value)
    assert "a secret" in caplog.text
    assert counting.outcomes == ["failed", "failed", "answered", "refused"]


def test_an_answer_that_nobody_waits_for_any_more_ends() -> None:
    hold = threading.Event()
    told, counting = Told(hold), Counting()
    answering = Answering(told, watcher=counting)
    growing = answering.stream(Question("a"))
    next(growing)

    growing.close()  # type: ignore[attr-defined]
    hold.set()

    assert told.closed.wait(10)
    assert answering.drained(10)
    assert counting.outcomes == ["left"]


def test_when_it_stops_what_is_under_way_becomes_whole_and_nothing_new_is_taken() -> None:
    hold = threading.Event()
    told = Told(hold)
    answering = Answering(told)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(list, answering.stream(Question("a")))
        assert told.began.acquire(timeout=10)

        answering.refuse()

        with pytest.raises(ServerStopping):
            next(answering.stream(Question("b")))
        assert not answering.drained(0.05)
        hold.set()
        assert answering.drained(10)
        assert len(answer.result()) == 2


def test_what_takes_too_long_is_cut_and_whoever_asked_is_told_at_once() -> None:
    hold = threading.Event()
    told, counting = Told(hold), Counting()
    answering = Answering(told, AnsweringOptions(workers=1), watcher=counting)
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(list, answering.stream(Question(name))) for name in "ab"]
        assert told.began.acquire(timeout=10)
        while answering.waiting != 1:
            time.sleep(0.01)

        assert answering.cut() == 2

        for answer in answers:
            with pytest.raises(AnswerCut, match="ask again"):
                answer.result(timeout=10)
    hold.set()
    assert answering.drained(10)
    assert counting.outcomes == ["cut", "cut"]
