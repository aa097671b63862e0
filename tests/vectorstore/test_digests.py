from __future__ import annotations

import hashlib

from vectorstore.digests import checksum, digest_of, text_hash


def test_equal_texts_have_equal_keys_whatever_characters_they_hold() -> None:
    assert text_hash("tea") == hashlib.sha256(b"tea").hexdigest()
    assert text_hash("\ud800") == text_hash("\ud800") != text_hash("\ud801")


def test_a_digest_tells_parts_that_were_shifted() -> None:
    assert digest_of("tea", "room") != digest_of("tear", "oom")
    assert digest_of("tea", b"room") == digest_of("tea", "room")
    assert len(digest_of()) == 32


def test_a_checksum_tells_one_flipped_bit() -> None:
    assert checksum(b"\x00\x01") != checksum(b"\x00\x00")
