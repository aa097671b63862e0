"""Conversations: kept beside the catalogue, for each user their own, with their citations. Knows SQL; never a page.

An exchange is kept as it was answered: quotes, places and revisions, so that nothing is asked or found again.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ui.exchanges import Exchange
from ui.keeping import from_kept, to_kept
from ui.serving.database import PrivateDatabase
from ui.serving.faults import Fault

FILE_NAME = "conversations.sqlite"

_LAST = 2**62  # beyond the number of any exchange
_LONGEST_NAME = 80  # characters; a longer one is cut
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, name TEXT NOT NULL, began REAL NOT NULL, changed REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_of_user ON conversations (user, changed);
CREATE TABLE IF NOT EXISTS exchanges (
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL,
    kept TEXT NOT NULL, searched TEXT NOT NULL, PRIMARY KEY (conversation, number)
);
"""
"""The tables of conversations and their exchanges."""


class UnknownConversation(Fault):
    """There is no such conversation, or it is somebody else's, which is told the same."""

    def __init__(self) -> None:
        super().__init__(404, "no such conversation; it may have been deleted", code="conversation_not_found")


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation as it is listed; the one that changed last comes first."""

    id: str
    name: str
    began: datetime
    changed: datetime
    exchanges: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole conversation; `numbers` are those of its exchanges, which stay theirs when others are removed."""

    summary: Summary
    exchanges: tuple[Exchange, ...]
    numbers: tuple[int, ...] = ()


class Conversations:
    """The conversations of one library. Safe for several threads and processes. Users see nothing of each other.

    Without accounts everybody is the user "".
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._database = PrivateDatabase(path, SCHEMA, prepare=_folding)
        self._now = now

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def begin(self, user: str, name: str = "") -> str:
        """Begin a conversation and return its id; without a name it takes that of its first question."""
        made, now = uuid.uuid4().hex, self._now()
        with self._database.changing() as connection:
            connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", (made, user, _name(name), now, now))
        return made

    def of(self, user: str, containing: str = "") -> tuple[Summary, ...]:
        """Return a user's conversations whose name, questions or answers hold these letters, the latest first."""
        like = f"%{containing.casefold().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        query = (
            "SELECT c.id, c.name, c.began, c.changed, (SELECT count(*) FROM exchanges e WHERE e.conversation = c.id)"
            " FROM conversations c WHERE c.user = ?1 AND (?2 = '%%' OR casefold(c.name) LIKE ?2 ESCAPE '!' OR EXISTS"
            " (SELECT 1 FROM exchanges e WHERE e.conversation = c.id AND e.searched LIKE ?2 ESCAPE '!'))"
            " ORDER BY c.changed DESC, c.id"
        )
        return tuple(_summary(*row) for row in self._database.rows(query, user, like))

    def read(self, user: str, conversation: str) -> Conversation:
        """Return a conversation. Raises UnknownConversation."""
        with self._database.reading():
            found = self._find(user, conversation)
            rows = self._database.rows(
                "SELECT number, kept FROM exchanges WHERE conversation = ? ORDER BY number", conversation
            )
            kept = [(number, one) for number, text in rows for one in from_kept(text)]
            return Conversation(found, tuple(one for _, one in kept), tuple(number for number, _ in kept))

    def read_one(self, user: str, conversation: str, number: int) -> Exchange:
        """Return one exchange. Raises UnknownConversation, also where the conversation has none of that number."""
        with self._database.reading():
            self._find(user, conversation)
            query = "SELECT kept FROM exchanges WHERE conversation = ? AND number = ?"
            found = [one for (kept,) in self._database.rows(query, conversation, number) for one in from_kept(kept)]
        if not found:
            raise UnknownConversation
        return found[0]

    def add(self, user: str, conversation: str, exchange: Exchange) -> int:
        """Add an exchange to the end of a conversation and return its number. Raises UnknownConversation."""
        with self._database.changing() as connection:
            found = self._find(user, conversation)
            number = connection.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM exchanges WHERE conversation = ?", (conversation,)
            ).fetchone()[0]
            self._keep(connection, conversation, number, exchange)
            name = found.name or _name(exchange.question)
            connection.execute(
                "UPDATE conversations SET changed = ?, name = ? WHERE id = ?", (self._now(), name, conversation)
            )
            return int(number)

    def change(self, user: str, conversation: str, number: int, exchange: Exchange) -> None:
        """Let the exchange of a number be another, where it is still there. Raises UnknownConversation."""
        with self._database.changing() as connection:
            self._find(user, conversation)
            deleted = connection.execute(
                "DELETE FROM exchanges WHERE conversation = ? AND number = ?", (conversation, number)
            )
            if deleted.rowcount:
                self._keep(connection, conversation, number, exchange)
                connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (self._now(), conversation))

    def cut(self, user: str, conversation: str, number: int, *, only: bool = False) -> None:
        """Remove an exchange and all that follow it, or it `only`. Raises UnknownConversation."""
        with self._database.changing() as connection:
            self._find(user, conversation)
            last = number if only else _LAST
            connection.execute(
                "DELETE FROM exchanges WHERE conversation = ? AND number BETWEEN ? AND ?", (conversation, number, last)
            )
            connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (self._now(), conversation))

    def put(self, user: str, conversation: str, exchanges: Sequence[Exchange]) -> None:
        """Let a conversation be these exchanges, after an earlier one was edited or removed.

        Raises UnknownConversation.
        """
        with self._database.changing() as connection:
            self._find(user, conversation)
            connection.execute("DELETE FROM exchanges WHERE conversation = ?", (conversation,))
            for number, exchange in enumerate(exchanges, start=1):
                self._keep(connection, conversation, number, exchange)
            connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (self._now(), conversation))

    def rename(self, user: str, conversation: str, name: str) -> None:
        """Give a conversation another name. Raises UnknownConversation."""
        with self._database.changing() as connection:
            self._find(user, conversation)
            connection.execute("UPDATE conversations SET name = ? WHERE id = ?", (_name(name), conversation))

    def remove(self, user: str, conversation: str) -> None:
        """Remove a conversation. Raises UnknownConversation."""
        with self._database.changing() as connection:
            self._find(user, conversation)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation,))

    # -- inside -------------------------------------------------------------------------------------------------------

    def _find(self, user: str, conversation: str) -> Summary:
        rows = self._database.rows(
            "SELECT c.id, c.name, c.began, c.changed, (SELECT count(*) FROM exchanges e WHERE e.conversation = c.id)"
            " FROM conversations c WHERE c.id = ? AND c.user = ?",
            conversation,
            user,
        )
        if not rows:
            raise UnknownConversation
        return _summary(*rows[0])

    @staticmethod
    def _keep(connection: sqlite3.Connection, conversation: str, number: int, exchange: Exchange) -> None:
        said = exchange.answer.text if exchange.answer is not None else exchange.message
        searched = f"{exchange.question}\n{said}".casefold()
        row = (conversation, number, to_kept((exchange,)), searched)
        connection.execute("INSERT INTO exchanges VALUES (?, ?, ?, ?)", row)


def _folding(connection: sqlite3.Connection) -> None:
    connection.create_function("casefold", 1, str.casefold, deterministic=True)


def _name(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= _LONGEST_NAME else flat[: _LONGEST_NAME - 1].rstrip() + "…"


def _summary(conversation: str, name: str, began: float, changed: float, exchanges: int) -> Summary:
    return Summary(
        conversation, name, datetime.fromtimestamp(began, UTC), datetime.fromtimestamp(changed, UTC), exchanges
    )
