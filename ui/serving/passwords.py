"""Passwords: kept so that nobody can read them back, and checked. The only door to argon2-cffi."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
"""Characters of a password, at least."""

# RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes; a tenth of a second of one core.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
_NOBODYS = _HASHER.hash("nobody's password")


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether this is the password that was kept; for None, whoever it is, it takes as long and is not."""
    try:
        _HASHER.verify(kept or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
