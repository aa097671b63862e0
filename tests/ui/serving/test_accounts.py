from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ui.serving.accounts import AccountError, Accounts

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
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    with closing(Accounts(tmp_path / "accounts.sqlite", now=clock)) as accounts:
        accounts.add("ada", "a long password")
        yield accounts


def test_a_user_has_a_password_that_only_they_know(accounts: Accounts, tmp_path: Path) -> None:
    assert accounts.is_right("ada", "a long password")
    assert not accounts.is_right("ada", "another password")
    assert not accounts.is_right("bob", "a long password")
    assert [user.name for user in accounts.users()] == ["ada"]
    assert b"a long password" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert stat.S_IMODE((tmp_path / "accounts.sqlite").stat().st_mode) == 0o600


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


def test_a_key_is_shown_once_and_known_by_its_end(accounts: Accounts, tmp_path: Path) -> None:
    key = accounts.add_key("ada", "laptop")

    assert key.startswith("sk-sourcechat-")
    assert accounts.keys()[0].used is None
    assert (accounts.user_of_key(key), accounts.user_of_key("sk-sourcechat-x")) == ("ada", None)
    (listed,) = accounts.keys()
    assert (listed.label, listed.ending, listed.used is None) == ("laptop", key[-4:], False)
    assert key.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    accounts.remove_key(listed.ending)
    assert accounts.user_of_key(key) is None


def test_another_process_sees_what_changed(accounts: Accounts, tmp_path: Path) -> None:
    with closing(Accounts(tmp_path / "accounts.sqlite")) as other:
        other.remove("ada")

    assert not accounts.is_right("ada", "a long password")
