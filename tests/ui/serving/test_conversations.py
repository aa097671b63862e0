from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from tests.ui.answers import answer_of, refusal_of
from tests.ui.serving.homes import Home
from ui.exchanges import Exchange
from ui.serving.conversations import TABLES, Conversations, UnknownConversation
from ui.serving.database import open_database

OPENS, FOUNDED = Exchange("When does it open?", answer_of("At nine.")), Exchange("Founded?", answer_of("In 1987."))


@pytest.fixture
def kept(home: Home) -> Iterator[Conversations]:
    seconds = iter(range(1_000_000, 2_000_000))
    with closing(Conversations(open_database(home.library, TABLES), now=lambda: next(seconds))) as conversations:
        yield conversations


def test_a_conversation_survives_a_restart_with_its_citations(kept: Conversations, home: Home) -> None:
    one = kept.begin("ada")
    kept.add("ada", one, OPENS)
    kept.add("ada", one, Exchange("Mayor?", refusal_of("No.", "Near.")))
    kept.close()

    with closing(Conversations(open_database(home.library, TABLES))) as again:
        read = again.read("ada", one)

    assert read.exchanges == (OPENS, Exchange("Mayor?", refusal_of("No.", "Near.")))
    assert (read.summary.name, read.summary.exchanges) == ("When does it open?", 2)
    if not home.library.engines.catalogue:
        assert stat.S_IMODE((home.library.path / "conversations.sqlite").stat().st_mode) == 0o600


def test_users_see_nothing_of_each_other(kept: Conversations) -> None:
    hers = kept.begin("ada", "Hers")

    assert kept.of("bob") == ()
    for failing in (
        lambda: kept.read("bob", hers),
        lambda: kept.add("bob", hers, OPENS),
        lambda: kept.put("bob", hers, ()),
        lambda: kept.rename("bob", hers, "His"),
        lambda: kept.remove("bob", hers),
    ):
        with pytest.raises(UnknownConversation):
            failing()
    assert [one.name for one in kept.of("ada")] == ["Hers"]


def test_they_are_listed_by_their_last_change_and_found_by_name_question_and_answer(kept: Conversations) -> None:
    shop, other = kept.begin("ada", "The 100% shop"), kept.begin("ada", "Other")
    kept.add("ada", shop, replace(OPENS, question="ÖFFNUNG?"))

    assert [one.id for one in kept.of("ada")] == [shop, other]
    for letters in ("SHOP", "öffnung", "nine", "100%"):
        assert [one.id for one in kept.of("ada", letters)] == [shop]
    for letters in ("zebra", "%%", "_"):
        assert kept.of("ada", letters) == ()


def test_one_is_renamed_changed_and_removed(kept: Conversations) -> None:
    one = kept.begin("", "x" * 200)
    kept.put("", one, (OPENS, FOUNDED))
    kept.put("", one, (FOUNDED,))
    kept.rename("", one, " The  shop ")

    assert kept.read("", one).exchanges == (FOUNDED,)
    assert [summary.name for summary in kept.of("")] == ["The shop"]
    kept.remove("", one)
    assert kept.of("") == ()


def test_five_hundred_turns_are_added_and_read(kept: Conversations) -> None:
    one = kept.begin("")
    for number in range(500):
        kept.add("", one, replace(OPENS, question=f"Question {number}?"))

    read = kept.read("", one)

    assert [exchange.question for exchange in read.exchanges] == [f"Question {number}?" for number in range(500)]


def test_nothing_of_a_change_that_failed_is_kept(kept: Conversations) -> None:
    one = kept.begin("")
    kept.add("", one, OPENS)

    with pytest.raises(AttributeError):
        kept.put("", one, (FOUNDED, None))  # type: ignore[arg-type]

    assert kept.read("", one).exchanges == (OPENS,)


def test_an_exchange_is_changed_by_its_number_which_stays_its_own(kept: Conversations) -> None:
    one = kept.begin("")
    first, second = kept.add("", one, OPENS), kept.add("", one, Exchange("Founded?", message="not yet"))
    kept.cut("", one, first, only=True)
    kept.change("", one, second, FOUNDED)

    read = kept.read("", one)

    assert (read.exchanges, read.numbers) == ((FOUNDED,), (second,))
    assert kept.read_one("", one, second) == FOUNDED
    with pytest.raises(UnknownConversation):
        kept.read_one("", one, first)


def test_what_was_cut_meanwhile_is_not_brought_back(kept: Conversations) -> None:
    one = kept.begin("")
    for exchange in (OPENS, FOUNDED, OPENS):
        kept.add("", one, exchange)
    kept.cut("", one, 2)
    kept.change("", one, 3, FOUNDED)

    assert kept.read("", one).exchanges == (OPENS,)


def test_what_two_servers_add_at_once_is_all_there_each_under_a_number_of_its_own(
    kept: Conversations, home: Home
) -> None:
    one = kept.begin("ada")
    with closing(Conversations(open_database(home.library, TABLES))) as other, ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda place: (kept, other)[place % 2].add("ada", one, OPENS), range(20)))

        assert sorted(numbers) == list(kept.read("ada", one).numbers) == list(range(1, 21))
        assert other.read("ada", one) == kept.read("ada", one)


def test_every_letter_comes_back_as_it_was(kept: Conversations) -> None:
    one = kept.begin("ada", "a\x00b % ? 漢字")
    kept.add("ada", one, replace(OPENS, question="What is 5 % of \x00 ?"))

    assert kept.read("ada", one).exchanges[0].question == "What is 5 % of \x00 ?"
    assert [summary.name for summary in kept.of("ada", "5 %")] == ["a\x00b % ? 漢字"]
