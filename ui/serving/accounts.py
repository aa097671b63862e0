"""Accounts: who may use a served library, their sessions and keys, in a file beside the catalogue.

Of passwords, sessions and keys only digests are kept. Knows SQL; never a request.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import AssistantError
from ui.serving.database import PrivateDatabase
from ui.serving.passwords import SHORTEST, hash_password, is_password

FILE_NAME = "accounts.sqlite"
KEY_PREFIX = "sk-sourcechat-"
"""How a key begins, so that it is known for one where it should not be."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_IDLE = 12 * 3600  # seconds after which a session that nobody uses ends
_LONGEST = 14 * 24 * 3600  # seconds after which any session ends
_TOUCHED = 60  # seconds: a session's use is noted no more often

_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, password TEXT NOT NULL, added REAL NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE, began REAL NOT NULL,
    used REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS keys (
    digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE, label TEXT NOT NULL,
    ending TEXT NOT NULL, added REAL NOT NULL, used REAL
);
"""


class AccountError(AssistantError):
    """A user or a key is not there, is there already, or cannot be called so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may use the library."""

    name: str
    added: datetime
    keys: int


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed: `ending` are its last letters, `used` when it was last used, None for never."""

    user: str
    label: str
    ending: str
    added: datetime
    used: datetime | None


class Accounts:
    """The accounts of one library. Safe for several threads and processes."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._database = PrivateDatabase(path, _SCHEMA)
        self._now = now

    @classmethod
    def of(cls, library: Path) -> Accounts:
        """Return the accounts of a library's folder."""
        return cls(library / FILE_NAME)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # -- users --------------------------------------------------------------------------------------------------------

    def add(self, name: str, password: str) -> None:
        """Add a user. Raises AccountError."""
        if not _NAME.fullmatch(name):
            raise AccountError(f"{name!r} cannot be a user's name; use letters, digits and . _ @ - (64 at most)")
        kept = hash_password(_checked(password))
        with self._database.changing() as connection:
            if connection.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
                raise AccountError(
                    f"{name}: is a user already; change the password with `sourcechat user passwd {name}`"
                )
            connection.execute("INSERT INTO users VALUES (?, ?, ?)", (name, kept, self._now()))

    def change_password(self, name: str, password: str) -> None:
        """Change a password; every session of the user ends. Raises AccountError."""
        kept = hash_password(_checked(password))
        with self._database.changing() as connection:
            self._require(connection, name)
            connection.execute("UPDATE users SET password = ? WHERE name = ?", (kept, name))
            connection.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def remove(self, name: str) -> None:
        """Remove a user with sessions and keys. Raises AccountError."""
        with self._database.changing() as connection:
            self._require(connection, name)
            connection.execute("DELETE FROM users WHERE name = ?", (name,))

    def users(self) -> tuple[User, ...]:
        """Return every user, by name."""
        query = "SELECT u.name, u.added, (SELECT count(*) FROM keys k WHERE k.user = u.name) FROM users u ORDER BY name"
        return tuple(User(name, _date(added), keys) for name, added, keys in self._database.rows(query))

    def is_right(self, name: str, password: str) -> bool:
        """Whether this is the user's password; it takes as long for a user that is not there."""
        rows = self._database.rows("SELECT password FROM users WHERE name = ?", name)
        return is_password(password, rows[0][0] if rows else None)

    # -- sessions -----------------------------------------------------------------------------------------------------

    def begin(self, name: str) -> str:
        """Begin a session of a user; return the word that a browser is to show."""
        word, now = secrets.token_urlsafe(32), self._now()
        with self._database.changing() as connection:
            connection.execute("DELETE FROM sessions WHERE used < ? OR began < ?", (now - _IDLE, now - _LONGEST))
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(word), name, now, now))
        return word

    def user_of_session(self, word: str) -> str | None:
        """Return whose session it is that a browser shows the word of; None where there is none, or no more."""
        now = self._now()
        rows = self._database.rows("SELECT user, began, used FROM sessions WHERE digest = ?", _digest(word))
        if not rows or rows[0][1] < now - _LONGEST or rows[0][2] < now - _IDLE:
            return None
        if rows[0][2] < now - _TOUCHED:
            with self._database.changing() as connection:
                connection.execute("UPDATE sessions SET used = ? WHERE digest = ?", (now, _digest(word)))
        return str(rows[0][0])

    def end(self, word: str) -> None:
        """End a session."""
        with self._database.changing() as connection:
            connection.execute("DELETE FROM sessions WHERE digest = ?", (_digest(word),))

    # -- keys ---------------------------------------------------------------------------------------------------------

    def add_key(self, name: str, label: str) -> str:
        """Make a key for a user's programs, and return it: it is kept nowhere. Raises AccountError."""
        key = KEY_PREFIX + secrets.token_urlsafe(32)
        with self._database.changing() as connection:
            self._require(connection, name)
            connection.execute(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, NULL)", (_digest(key), name, label, key[-4:], self._now())
            )
        return key

    def keys(self) -> tuple[Key, ...]:
        """Return every key as it is listed, by user."""
        rows = self._database.rows("SELECT user, label, ending, added, used FROM keys ORDER BY user, added")
        return tuple(
            Key(user, label, ending, _date(added), None if used is None else _date(used))
            for user, label, ending, added, used in rows
        )

    def remove_key(self, ending: str) -> None:
        """Remove the key that ends so. Raises AccountError where none or several do."""
        with self._database.changing() as connection:
            found = connection.execute("SELECT digest FROM keys WHERE ending = ?", (ending[-4:],)).fetchall()
            if len(found) != 1:
                what = "no key" if not found else f"{len(found)} keys"
                raise AccountError(f"{what} that ends in {ending[-4:]}; see `sourcechat key list`")
            connection.execute("DELETE FROM keys WHERE digest = ?", found[0])

    def user_of_key(self, key: str) -> str | None:
        """Return whose key it is, None where it is nobody's."""
        digest, now = _digest(key), self._now()
        rows = self._database.rows("SELECT user, used FROM keys WHERE digest = ?", digest)
        if not rows:
            return None
        if rows[0][1] is None or rows[0][1] < now - _TOUCHED:
            with self._database.changing() as connection:
                connection.execute("UPDATE keys SET used = ? WHERE digest = ?", (now, digest))
        return str(rows[0][0])

    # -- inside -------------------------------------------------------------------------------------------------------

    @staticmethod
    def _require(connection: sqlite3.Connection, name: str) -> None:
        if not connection.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
            raise AccountError(f"{name}: no such user; see `sourcechat user list`")


def _checked(password: str) -> str:
    if len(password) < SHORTEST:
        raise AccountError(f"a password has {SHORTEST} characters at least; choose a longer one")
    return password


def _digest(word: str) -> str:
    """Return what is kept of a session's word or a key: they are long and random, so that a plain digest will do."""
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()


def _date(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
