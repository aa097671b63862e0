"""Digests: what texts, structures and vectors are known again by, and found changed by. Knows bytes only."""

from __future__ import annotations

import hashlib
import zlib

_SHORT = 24  # hexadecimal digits, as of a chunk's id


def text_hash(text: str) -> str:
    """Return the key of an embedded text: equal texts share a vector."""
    return hashlib.sha256(_bytes(text)).hexdigest()


def short(digest: str) -> str:
    """Return as much of a hash as a row is known by: 96 bits, which a million million texts hardly share by chance."""
    return digest[:_SHORT]


def digest_of(*parts: str | bytes) -> str:
    """Return a digest of several values in order, 32 hexadecimal digits: it tells whether one of them has changed."""
    digest = hashlib.sha256()
    for part in map(_bytes, parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def checksum(vector: bytes) -> int:
    """Return a number of 32 bits that tells whether a vector has changed; ten times as fast as a digest."""
    return zlib.crc32(vector)


def _bytes(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
