from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.evaluation.questions import parse_question, to_row
from tests.ui.answers import answer_of, refusal_of
from tests.ui.serving.homes import Home
from ui.exchanges import Exchange
from ui.serving.conversations import TABLES, Conversations, UnknownConversation
from ui.serving.database import Database, open_database
from ui.serving.ratings import Rating, Ratings


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    with closing(open_database(home.library, TABLES)) as kept:
        yield kept


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


@pytest.fixture
def ratings(database: Database, conversations: Conversations) -> Ratings:
    return Ratings(database, conversations)


def test_a_rating_is_kept_changed_and_taken_back(conversations: Conversations, ratings: Ratings) -> None:
    one = conversations.begin("ada")
    number = conversations.add("ada", one, Exchange("Q?", answer_of("Nine.")))

    ratings.rate("ada", one, number, Rating("bad", "wrong", "It is ten."))
    ratings.rate("ada", one, number, Rating("good"))

    assert ratings.of("ada", one) == {number: Rating("good")}
    ratings.rate("ada", one, number, None)
    assert ratings.of("ada", one) == {}


def test_nobody_rates_what_is_somebody_else_s(conversations: Conversations, ratings: Ratings) -> None:
    one = conversations.begin("ada")
    number = conversations.add("ada", one, Exchange("Q?", answer_of("Nine.")))

    with pytest.raises(UnknownConversation):
        ratings.rate("bob", one, number, Rating("good"))
    with pytest.raises(UnknownConversation):
        ratings.of("bob", one)


def test_a_rating_goes_with_its_answer_and_its_conversation(conversations: Conversations, ratings: Ratings) -> None:
    one = conversations.begin("")
    first = conversations.add("", one, Exchange("A?", answer_of("A.")))
    second = conversations.add("", one, Exchange("B?", answer_of("B.")))
    for number in (first, second):
        ratings.rate("", one, number, Rating("good"))

    conversations.change("", one, first, Exchange("A?", answer_of("Fresh.")))
    assert ratings.of("", one) == {second: Rating("good")}
    conversations.remove("", one)
    assert list(ratings.questions()) == []


def test_rated_answers_are_questions_of_an_evaluation(conversations: Conversations, ratings: Ratings) -> None:
    one = conversations.begin("")
    for exchange, rating in (
        (Exchange("Opens?", answer_of("At nine.")), Rating("good")),
        (Exchange("Mayor?", refusal_of("No.", "Near.")), Rating("good")),
        (Exchange("Founded?", refusal_of("No.", "Near.")), Rating("bad", "answerable", "Page 2.")),
        (Exchange("Moon?", answer_of("Cheese.")), Rating("bad", "unanswerable")),
    ):
        ratings.rate("", one, conversations.add("", one, exchange), rating)

    questions = list(ratings.questions())

    assert [(each.question, each.answerable, each.evidence) for each in questions] == [
        ("Opens?", True, ("At nine.",)),
        ("Mayor?", False, ()),
        ("Founded?", True, ()),
        ("Moon?", False, ()),
    ]
    assert questions[2].made == "rated bad answerable Page 2."
    assert [turn.question for turn in questions[2].history] == ["Opens?", "Mayor?"]


def test_what_is_exported_is_read_by_an_evaluation(conversations: Conversations, ratings: Ratings) -> None:
    one = conversations.begin("")
    ratings.rate("", one, conversations.add("", one, Exchange("Opens?", answer_of("At nine."))), Rating("good"))
    (question,) = ratings.questions()

    read = parse_question(json.dumps(to_row(question)), "")

    assert (read.question, read.evidence, read.answerable) == ("Opens?", ("At nine.",), True)
