"""Accounts: who may use a served library, their sessions and keys, and tries to enter that failed.

Of passwords, sessions, keys and names that were tried only digests are kept. Knows SQL; never a request.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from assistant.errors import AssistantError
from ui.serving.database import Change, Database, Tables, open_database
from ui.serving.passwords import SHORTEST, hash_password, is_password
from vectorstore.folder import LibraryFolder

KEY_PREFIX = "sk-sourcechat-"
"""How a key begins, so that it is known for one where it should not be."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_IDLE = 12 * 3600  # seconds after which a session that nobody uses ends
_LONGEST = 14 * 24 * 3600  # seconds after which any session ends
_TOUCHED = 60  # seconds: a session's use is noted no more often

_MADE = """
CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, password TEXT NOT NULL, added DOUBLE PRECISION NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    digest TEXT PRIMARY KEY, "user" TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    began DOUBLE PRECISION NOT NULL, used DOUBLE PRECISION NOT NULL
);
CREATE TABLE IF NOT EXISTS keys (
    digest TEXT PRIMARY KEY, "user" TEXT NOT NULL REFERENCES users ON DELETE CASCADE, label TEXT NOT NULL,
    ending TEXT NOT NULL, added DOUBLE PRECISION NOT NULL, used DOUBLE PRECISION
);
"""
_TRIES = """
CREATE TABLE tries (who TEXT NOT NULL, failed DOUBLE PRECISION NOT NULL);
CREATE INDEX tries_of_whom ON tries (who, failed);
"""
TABLES = Tables("accounts", (_MADE, _TRIES))
"""Of users with their sessions and keys, and of tries to enter."""


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

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    @classmethod
    def of(cls, library: LibraryFolder) -> Accounts:
        """Return the accounts of a library, which stand where its catalogue does."""
        return cls(open_database(library, TABLES))

    def close(self) -> None:
        """Let go of them."""
        self._database.close()

    # -- users --------------------------------------------------------------------------------------------------------

    def add(self, name: str, password: str) -> None:
        """Add a user. Raises AccountError."""
        if not _NAME.fullmatch(name):
            raise AccountError(f"{name!r} cannot be a user's name; use letters, digits and . _ @ - (64 at most)")
        kept = hash_password(_checked(password))

        def work(change: Change) -> None:
            if change.rows("SELECT 1 FROM users WHERE name = ?", name):
                raise AccountError(
                    f"{name}: is a user already; change the password with `sourcechat user passwd {name}`"
                )
            change.run("INSERT INTO users VALUES (?, ?, ?)", name, kept, self._now())

        self._database.change(work, of=name)

    def change_password(self, name: str, password: str) -> None:
        """Change a password; every session of the user ends. Raises AccountError."""
        kept = hash_password(_checked(password))

        def work(change: Change) -> None:
            _require(change, name)
            change.run("UPDATE users SET password = ? WHERE name = ?", kept, name)
            change.run('DELETE FROM sessions WHERE "user" = ?', name)

        self._database.change(work, of=name)

    def remove(self, name: str) -> None:
        """Remove a user with sessions and keys. Raises AccountError."""

        def work(change: Change) -> None:
            _require(change, name)
            change.run("DELETE FROM users WHERE name = ?", name)

        self._database.change(work, of=name)

    def users(self) -> tuple[User, ...]:
        """Return every user, by name."""
        rows = self._database.rows(
            'SELECT u.name, u.added, (SELECT count(*) FROM keys k WHERE k."user" = u.name) AS keys FROM users u'
        )
        return tuple(sorted((User(name, _date(added), keys) for name, added, keys in rows), key=attrgetter("name")))

    def is_right(self, name: str, password: str) -> bool:
        """Whether this is the user's password; it takes as long for a user that is not there."""
        rows = self._database.rows("SELECT password FROM users WHERE name = ?", name)
        return is_password(password, rows[0][0] if rows else None)

    # -- sessions -----------------------------------------------------------------------------------------------------

    def begin(self, name: str) -> str:
        """Begin a session of a user; return the word that a browser is to show."""
        word, now = secrets.token_urlsafe(32), self._now()

        def work(change: Change) -> None:
            change.run("DELETE FROM sessions WHERE used < ? OR began < ?", now - _IDLE, now - _LONGEST)
            # Nobody's where the user was removed since the password was asked.
            here = 'INSERT INTO sessions (digest, "user", began, used) SELECT ?, name, ?, ? FROM users WHERE name = ?'
            change.run(here, _digest(word), now, now, name)

        self._database.change(work, of=name)
        return word

    def user_of_session(self, word: str) -> str | None:
        """Return whose session it is that a browser shows the word of; None where there is none, or no more."""
        digest, now = _digest(word), self._now()
        rows = self._database.rows('SELECT "user", began, used FROM sessions WHERE digest = ?', digest)
        if not rows or rows[0][1] < now - _LONGEST or rows[0][2] < now - _IDLE:
            return None
        if rows[0][2] < now - _TOUCHED:
            self._touch("UPDATE sessions SET used = ? WHERE digest = ?", digest)
        return str(rows[0][0])

    def end(self, word: str) -> None:
        """End a session."""
        digest = _digest(word)
        self._database.change(lambda change: change.run("DELETE FROM sessions WHERE digest = ?", digest), of=digest)

    # -- keys ---------------------------------------------------------------------------------------------------------

    def add_key(self, name: str, label: str) -> str:
        """Make a key for a user's programs, and return it: it is kept nowhere. Raises AccountError."""
        key = KEY_PREFIX + secrets.token_urlsafe(32)

        def work(change: Change) -> None:
            _require(change, name)
            row = (_digest(key), name, label, key[-4:], self._now())
            change.run("INSERT INTO keys VALUES (?, ?, ?, ?, ?, NULL)", *row)

        self._database.change(work, of=name)
        return key

    def keys(self) -> tuple[Key, ...]:
        """Return every key as it is listed, by user."""
        rows = self._database.rows('SELECT "user", label, ending, added, used FROM keys')
        listed = (
            Key(user, label, ending, _date(added), None if used is None else _date(used))
            for user, label, ending, added, used in rows
        )
        return tuple(sorted(listed, key=attrgetter("user", "added")))

    def remove_key(self, ending: str) -> None:
        """Remove the key that ends so. Raises AccountError where none or several do."""

        def work(change: Change) -> None:
            found = change.rows("SELECT digest FROM keys WHERE ending = ?", ending[-4:])
            if len(found) != 1:
                what = "no key" if not found else f"{len(found)} keys"
                raise AccountError(f"{what} that ends in {ending[-4:]}; see `sourcechat key list`")
            change.run("DELETE FROM keys WHERE digest = ?", *found[0])

        self._database.change(work, of=ending)

    def user_of_key(self, key: str) -> str | None:
        """Return whose key it is, None where it is nobody's."""
        digest = _digest(key)
        rows = self._database.rows('SELECT "user", used FROM keys WHERE digest = ?', digest)
        if not rows:
            return None
        if rows[0][1] is None or rows[0][1] < self._now() - _TOUCHED:
            self._touch("UPDATE keys SET used = ? WHERE digest = ?", digest)
        return str(rows[0][0])

    # -- tries to enter -----------------------------------------------------------------------------------------------

    def take_try(self, who: Sequence[str], *, most: int, within: float) -> float:
        """Take one of the tries that each of these has, a name and an address; return 0.

        Where `most` tries of one of them have failed in the last seconds, `within` so many, none is taken, and the
        seconds until the next one are returned.
        """
        now, digests = self._now(), [_digest(one) for one in who]

        def work(change: Change) -> float:
            change.run("DELETE FROM tries WHERE failed < ?", now - within)
            wait = 0.0
            for one in digests:
                failed = change.rows("SELECT failed FROM tries WHERE who = ? ORDER BY failed DESC", one)
                wait = max(wait, failed[most - 1][0] + within - now if len(failed) >= most else 0.0)
            for one in digests if wait <= 0 else ():
                change.run("INSERT INTO tries VALUES (?, ?)", one, now)
            return wait

        return self._database.change(work, of="tries")

    def give_back(self, who: Sequence[str]) -> None:
        """Give back the try that each of these took last: it did not fail."""
        digests = [_digest(one) for one in who]

        def work(change: Change) -> None:
            for one in digests:
                last = "(SELECT max(failed) FROM tries WHERE who = ?)"
                change.run(f"DELETE FROM tries WHERE who = ? AND failed = {last}", one, one)  # noqa: S608 - ours

        self._database.change(work, of="tries")

    # -- inside -------------------------------------------------------------------------------------------------------

    def _touch(self, statement: str, digest: str) -> None:
        self._database.change(lambda change: change.run(statement, self._now(), digest), of=digest)


def _require(change: Change, name: str) -> None:
    if not change.rows("SELECT 1 FROM users WHERE name = ?", name):
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
