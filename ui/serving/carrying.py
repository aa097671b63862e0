"""Carrying: who may use a library, and what they asked, from one engine to another. Knows SQL, never what was answered.

Users come with their passwords and keys, conversations with their answers and ratings; sessions and tries to enter do
not. What is there already stays as it is, so that what was broken off is done again.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ui.serving import accounts, conversations
from ui.serving.accounts import AccountError
from ui.serving.database import Change, Database, open_database
from vectorstore.folder import LibraryFolder


@dataclass(frozen=True, slots=True)
class Carried:
    """How many users and conversations came that were not there."""

    users: int
    conversations: int


def carry(source: LibraryFolder, target: LibraryFolder) -> Carried:
    """Take in what is kept beside one library's documents beside those of another.

    Raises AccountError where somebody else there has a user's name, and then nothing has come; and LibraryAway.
    """
    with closing(open_database(source, accounts.TABLES)) as old, closing(open_database(target, accounts.TABLES)) as new:
        users = _carry_users(old, new)
    with (
        closing(open_database(source, conversations.TABLES)) as old,
        closing(open_database(target, conversations.TABLES)) as new,
    ):
        rows = old.rows('SELECT id, "user", name, began, changed FROM conversations')
        return Carried(users, sum(_carry_conversation(old, new, row) for row in rows))


def _carry_users(old: Database, new: Database) -> int:
    users = old.rows("SELECT name, password, added FROM users")
    keys = old.rows('SELECT digest, "user", label, ending, added, used FROM keys')

    def work(change: Change) -> int:
        there = dict(change.rows("SELECT name, added FROM users"))
        others = [name for name, _, added in users if there.get(name, added) != added]
        if others:
            raise AccountError(f"{', '.join(others)}: there is another user of that name; remove one of them")
        came = [user for user in users if user[0] not in there]
        for user in came:
            change.run("INSERT INTO users VALUES (?, ?, ?)", *user)
        for key in keys:
            change.run("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", *key)
        return len(came)

    return new.change(work, of="users")


def _carry_conversation(old: Database, new: Database, row: tuple[Any, ...]) -> bool:
    """Carry one conversation; return whether it was not there."""
    exchanges = old.rows("SELECT conversation, number, kept, searched FROM exchanges WHERE conversation = ?", row[0])
    ratings = old.rows(
        "SELECT conversation, number, thumb, reason, note, rated FROM ratings WHERE conversation = ?", row[0]
    )

    def work(change: Change) -> bool:
        if not change.run("INSERT INTO conversations VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", *row):
            return False
        for exchange in exchanges:
            change.run("INSERT INTO exchanges VALUES (?, ?, ?, ?)", *exchange)
        for rating in ratings:
            change.run("INSERT INTO ratings VALUES (?, ?, ?, ?, ?, ?)", *rating)
        return True

    return new.change(work, of=row[0])
