"""Conversations: kept beside the catalogue, for each user their own, with their citations. Knows SQL; never a page.

An exchange is kept as it was answered: quotes, places and revisions, so that nothing is asked or found again.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ui.exchanges import Exchange
from ui.keeping import from_kept, to_kept
from ui.serving.database import Change, Database, Tables
from ui.serving.faults import Fault

_LAST = 2**62  # beyond the number of any exchange
_LONGEST_NAME = 80  # characters; a longer one is cut
_MADE = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, "user" TEXT NOT NULL, name TEXT NOT NULL, began DOUBLE PRECISION NOT NULL,
    changed DOUBLE PRECISION NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_of_user ON conversations ("user", changed);
CREATE TABLE IF NOT EXISTS exchanges (
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL,
    kept TEXT NOT NULL, searched TEXT NOT NULL, PRIMARY KEY (conversation, number)
);
CREATE TABLE IF NOT EXISTS ratings (
    conversation TEXT NOT NULL, number INTEGER NOT NULL, thumb TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
    rated DOUBLE PRECISION NOT NULL, PRIMARY KEY (conversation, number),
    FOREIGN KEY (conversation, number) REFERENCES exchanges (conversation, number) ON DELETE CASCADE
);
"""
TABLES = Tables("conversations", (_MADE,))
"""Of conversations with their exchanges, and of what users think of those."""

_SUMMARY = (
    "SELECT c.id, c.name, c.began, c.changed,"
    " (SELECT count(*) FROM exchanges e WHERE e.conversation = c.id) AS exchanges FROM conversations c"
)


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

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    def close(self) -> None:
        """Let go of them."""
        self._database.close()

    def begin(self, user: str, name: str = "") -> str:
        """Begin a conversation and return its id; without a name it takes that of its first question."""
        made, now = uuid.uuid4().hex, self._now()
        row = (made, user, _name(name), now, now)
        statement = "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)"
        self._database.change(lambda change: change.run(statement, *row), of=made)
        return made

    def of(self, user: str, containing: str = "") -> tuple[Summary, ...]:
        """Return a user's conversations whose name, questions or answers hold these letters, the latest first."""
        folded = containing.casefold()
        rows = self._database.rows(f'{_SUMMARY} WHERE c."user" = ? ORDER BY c.changed DESC, c.id', user)
        if folded:
            holding = self._holding(user, folded)
            rows = [row for row in rows if row[0] in holding or folded in row[1].casefold()]
        return tuple(_summary(*row) for row in rows)

    def read(self, user: str, conversation: str) -> Conversation:
        """Return a conversation. Raises UnknownConversation."""
        rows = self._database.rows(
            "SELECT c.id, c.name, c.began, c.changed, e.number, e.kept FROM conversations c"
            " LEFT JOIN exchanges e ON e.conversation = c.id"
            ' WHERE c.id = ? AND c."user" = ? ORDER BY e.number',
            conversation,
            user,
        )
        if not rows:
            raise UnknownConversation
        exchanges = [(number, text) for *_, number, text in rows if number is not None]
        kept = [(number, one) for number, text in exchanges for one in from_kept(text)]
        found, name, began, changed = rows[0][:4]
        summary = _summary(found, name, began, changed, len(exchanges))
        return Conversation(summary, tuple(one for _, one in kept), tuple(number for number, _ in kept))

    def read_one(self, user: str, conversation: str, number: int) -> Exchange:
        """Return one exchange. Raises UnknownConversation, also where the conversation has none of that number."""
        rows = self._database.rows(
            "SELECT e.kept FROM exchanges e JOIN conversations c ON c.id = e.conversation"
            ' WHERE c.id = ? AND c."user" = ? AND e.number = ?',
            conversation,
            user,
            number,
        )
        found = [one for (kept,) in rows for one in from_kept(kept)]
        if not found:
            raise UnknownConversation
        return found[0]

    def add(self, user: str, conversation: str, exchange: Exchange) -> int:
        """Add an exchange to the end of a conversation and return its number. Raises UnknownConversation."""

        def work(change: Change) -> int:
            name = _require(change, user, conversation) or _name(exchange.question)
            query = "SELECT coalesce(max(number), 0) + 1 AS number FROM exchanges WHERE conversation = ?"
            number = int(change.rows(query, conversation)[0][0])
            _keep(change, conversation, number, exchange)
            statement = "UPDATE conversations SET changed = ?, name = ? WHERE id = ?"
            change.run(statement, self._now(), name, conversation)
            return number

        return self._database.change(work, of=conversation)

    def change(self, user: str, conversation: str, number: int, exchange: Exchange) -> None:
        """Let the exchange of a number be another, where it is still there. Raises UnknownConversation."""

        def work(change: Change) -> None:
            _require(change, user, conversation)
            if change.run("DELETE FROM exchanges WHERE conversation = ? AND number = ?", conversation, number):
                _keep(change, conversation, number, exchange)
                self._touch(change, conversation)

        self._database.change(work, of=conversation)

    def cut(self, user: str, conversation: str, number: int, *, only: bool = False) -> None:
        """Remove an exchange and all that follow it, or it `only`. Raises UnknownConversation."""

        def work(change: Change) -> None:
            _require(change, user, conversation)
            statement = "DELETE FROM exchanges WHERE conversation = ? AND number BETWEEN ? AND ?"
            change.run(statement, conversation, number, number if only else _LAST)
            self._touch(change, conversation)

        self._database.change(work, of=conversation)

    def put(self, user: str, conversation: str, exchanges: Sequence[Exchange]) -> None:
        """Let a conversation be these exchanges, after an earlier one was edited or removed.

        Raises UnknownConversation.
        """

        def work(change: Change) -> None:
            _require(change, user, conversation)
            change.run("DELETE FROM exchanges WHERE conversation = ?", conversation)
            for number, exchange in enumerate(exchanges, start=1):
                _keep(change, conversation, number, exchange)
            self._touch(change, conversation)

        self._database.change(work, of=conversation)

    def rename(self, user: str, conversation: str, name: str) -> None:
        """Give a conversation another name. Raises UnknownConversation."""

        def work(change: Change) -> None:
            _require(change, user, conversation)
            change.run("UPDATE conversations SET name = ? WHERE id = ?", _name(name), conversation)

        self._database.change(work, of=conversation)

    def remove(self, user: str, conversation: str) -> None:
        """Remove a conversation. Raises UnknownConversation."""

        def work(change: Change) -> None:
            _require(change, user, conversation)
            change.run("DELETE FROM conversations WHERE id = ?", conversation)

        self._database.change(work, of=conversation)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _holding(self, user: str, folded: str) -> set[str]:
        """Return the ids of a user's conversations in whose questions or answers these letters stand."""
        like = f"%{folded.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        rows = self._database.rows(
            "SELECT DISTINCT c.id FROM conversations c JOIN exchanges e ON e.conversation = c.id"
            """ WHERE c."user" = ? AND e.searched LIKE ? ESCAPE '!'""",
            user,
            like,
        )
        return {row[0] for row in rows}

    def _touch(self, change: Change, conversation: str) -> None:
        change.run("UPDATE conversations SET changed = ? WHERE id = ?", self._now(), conversation)


def _require(change: Change, user: str, conversation: str) -> str:
    """Return the name of a user's conversation. Raises UnknownConversation."""
    rows = change.rows('SELECT name FROM conversations WHERE id = ? AND "user" = ?', conversation, user)
    if not rows:
        raise UnknownConversation
    return str(rows[0][0])


def _keep(change: Change, conversation: str, number: int, exchange: Exchange) -> None:
    said = exchange.answer.text if exchange.answer is not None else exchange.message
    searched = f"{exchange.question}\n{said}".casefold()
    row = (conversation, number, to_kept((exchange,)), searched)
    change.run("INSERT INTO exchanges VALUES (?, ?, ?, ?)", *row)


def _name(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= _LONGEST_NAME else flat[: _LONGEST_NAME - 1].rstrip() + "…"


def _summary(conversation: str, name: str, began: float, changed: float, exchanges: int) -> Summary:
    return Summary(
        conversation, name, datetime.fromtimestamp(began, UTC), datetime.fromtimestamp(changed, UTC), exchanges
    )
