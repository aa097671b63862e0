from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.ui.answers import answer_of
from tests.ui.serving.homes import Home, home_in_postgresql
from ui.exchanges import Exchange
from ui.serving.accounts import AccountError, Accounts
from ui.serving.carrying import Carried, carry
from ui.serving.conversations import TABLES, Conversation, Conversations
from ui.serving.database import open_database
from ui.serving.ratings import Rating, Ratings
from vectorstore.folder import LibraryFolder

OPENS = Exchange("When does it open?", answer_of("At nine."))


@pytest.fixture
def filled(tmp_path: Path) -> tuple[LibraryFolder, str, str]:
    """A library in a folder with a user; her key, and her conversation with an answer that she rated."""
    library = LibraryFolder(tmp_path / "filled")
    with closing(Accounts.of(library)) as accounts, closing(open_database(library, TABLES)) as kept:
        accounts.add("ada", "a long password")
        key = accounts.add_key("ada", "laptop")
        conversations = Conversations(kept)
        one = conversations.begin("ada")
        Ratings(kept, conversations).rate("ada", one, conversations.add("ada", one, OPENS), Rating("good", "", "Yes."))
        return library, key, one


@pytest.fixture
def beyond(tmp_path: Path, postgres_url: str) -> Iterator[Home]:
    with home_in_postgresql(tmp_path / "beyond", postgres_url) as home:
        yield home


def read(library: LibraryFolder, conversation: str) -> tuple[Conversation, dict[int, Rating]]:
    with closing(open_database(library, TABLES)) as kept:
        conversations = Conversations(kept)
        ratings = Ratings(kept, conversations).of("ada", conversation)
        return conversations.read("ada", conversation), ratings


def test_users_and_conversations_go_to_postgresql_and_back_as_they_were(
    filled: tuple[LibraryFolder, str, str], beyond: Home, tmp_path: Path
) -> None:
    library, key, conversation = filled
    back = LibraryFolder(tmp_path / "back")

    assert carry(library, beyond.library) == Carried(1, 1)
    assert carry(beyond.library, back) == Carried(1, 1)

    for one in (beyond.library, back):
        with closing(Accounts.of(one)) as accounts, closing(Accounts.of(library)) as before:
            assert (accounts.users(), accounts.keys()) == (before.users(), before.keys())
            assert accounts.is_right("ada", "a long password")
            assert accounts.user_of_key(key) == "ada"
        assert read(one, conversation) == read(library, conversation)


def test_what_came_already_stays_as_it_is(filled: tuple[LibraryFolder, str, str], beyond: Home) -> None:
    library, _, conversation = filled
    carry(library, beyond.library)
    with closing(open_database(beyond.library, TABLES)) as kept:
        Conversations(kept).rename("ada", conversation, "Another name")

    assert carry(library, beyond.library) == Carried(0, 0)

    assert read(beyond.library, conversation)[0].summary.name == "Another name"


def test_nothing_comes_where_somebody_else_has_a_name(filled: tuple[LibraryFolder, str, str], beyond: Home) -> None:
    library, _, _ = filled
    with closing(Accounts.of(beyond.library)) as accounts:
        accounts.add("ada", "another password")

        with pytest.raises(AccountError, match="ada: there is another user of that name"):
            carry(library, beyond.library)

        assert (accounts.is_right("ada", "another password"), accounts.keys()) == (True, ())
    with closing(open_database(beyond.library, TABLES)) as kept:
        assert Conversations(kept).of("ada") == ()
