from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.ui.serving.homes import Home
from ui.serving.accounts import TABLES, AccountError, Accounts
from ui.serving.database import open_database

HOUR = 3600


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(home: Home, clock: Clock) -> Iterator[Accounts]:
    with closing(Accounts(open_database(home.library, TABLES), now=clock)) as accounts:
        accounts.add("ada", "a long password")
        yield accounts


def test_a_user_has_a_password_that_only_they_know(accounts: Accounts, home: Home) -> None:
    assert accounts.is_right("ada", "a long password")
    assert not accounts.is_right("ada", "another password")
    assert not accounts.is_right("bob", "a long password")
    assert [user.name for user in accounts.users()] == ["ada"]
    assert b"ada" in home.bytes()
    assert b"a long password" not in home.bytes()
    if not home.library.engines.catalogue:
        assert stat.S_IMODE((home.library.path / "accounts.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", " ada", "a/b", "-x", "a" * 65, "ada\n"])
def test_a_name_that_cannot_be_one_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountError, match="cannot be a user's name"):
        accounts.add(name, "a long password")


def test_what_is_wrong_with_an_account_is_said_with_the_remedy(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="sourcechat user passwd ada"):
        accounts.add("ada", "a long password")
    with pytest.raises(AccountError, match="8 characters at least"):
        accounts.add("bob", "short")
    for failing in (accounts.remove, lambda name: accounts.change_password(name, "a long password")):
        with pytest.raises(AccountError, match="sourcechat user list"):
            failing("bob")
    with pytest.raises(AccountError, match="no such user"):
        accounts.add_key("bob", "laptop")
    with pytest.raises(AccountError, match="no key that ends in zzzz"):
        accounts.remove_key("zzzz")


def test_a_session_ends_when_nobody_uses_it_and_some_day_anyhow(accounts: Accounts, clock: Clock) -> None:
    word = accounts.begin("ada")
    for _ in range(33):
        clock.seconds += 10 * HOUR
        assert accounts.user_of_session(word) == "ada"
    clock.seconds += 7 * HOUR
    assert accounts.user_of_session(word) is None

    idle = accounts.begin("ada")
    clock.seconds += 13 * HOUR
    assert accounts.user_of_session(idle) is None
    assert accounts.user_of_session("made up") is None


def test_a_session_ends_when_its_user_leaves_or_changes_the_password_or_is_removed(accounts: Accounts) -> None:
    left, changed = accounts.begin("ada"), accounts.begin("ada")
    accounts.end(left)
    assert (accounts.user_of_session(left), accounts.user_of_session(changed)) == (None, "ada")

    accounts.change_password("ada", "another password")
    assert accounts.user_of_session(changed) is None
    assert accounts.is_right("ada", "another password")

    word, key = accounts.begin("ada"), accounts.add_key("ada", "laptop")
    accounts.remove("ada")
    assert (accounts.user_of_session(word), accounts.user_of_key(key)) == (None, None)


def test_a_key_is_shown_once_and_known_by_its_end(accounts: Accounts, home: Home) -> None:
    key = accounts.add_key("ada", "laptop")

    assert key.startswith("sk-sourcechat-")
    assert accounts.keys()[0].used is None
    assert (accounts.user_of_key(key), accounts.user_of_key("sk-sourcechat-x")) == ("ada", None)
    (listed,) = accounts.keys()
    assert (listed.label, listed.ending, listed.used is None) == ("laptop", key[-4:], False)
    assert key.encode() not in home.bytes()
    accounts.remove_key(listed.ending)
    assert accounts.user_of_key(key) is None


def test_another_process_sees_what_changed(accounts: Accounts, home: Home) -> None:
    with closing(Accounts.of(home.library)) as other:
        other.remove("ada")

    assert not accounts.is_right("ada", "a long password")


def test_no_session_begins_of_a_user_who_was_removed_meanwhile(accounts: Accounts) -> None:
    accounts.remove("ada")

    assert accounts.user_of_session(accounts.begin("ada")) is None


def test_tries_are_counted_together_and_forgotten_after_a_while(accounts: Accounts, home: Home, clock: Clock) -> None:
    def take(*who: str) -> float:
        return accounts.take_try(who, most=2, within=10)

    with closing(Accounts(open_database(home.library, TABLES), now=clock)) as other:
        assert other.take_try(("ada", "here"), most=2, within=10) == 0
    clock.seconds += 1

    assert (take("ada"), take("ada", "elsewhere"), take("here")) == (0, 9, 0)
    assert take("elsewhere") == 0
    clock.seconds += 9.5
    assert take("ada") == 0
    assert b"elsewhere" not in home.bytes()


def test_a_try_that_did_not_fail_is_given_back(accounts: Accounts) -> None:
    for _ in range(5):
        assert accounts.take_try(("ada", "here"), most=2, within=10) == 0
        accounts.give_back(("ada", "here"))


def test_of_many_tries_at_once_as_many_are_taken_as_of_one_after_another(accounts: Accounts) -> None:
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: accounts.take_try(("ada",), most=3, within=10), range(24)))

    assert sum(wait == 0 for wait in waits) == 3
