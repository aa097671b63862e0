"""Plain text: text of documents as a terminal may show it. Knows no terminal."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return text that cannot steer a terminal: every control character but the newline becomes a blank.

    Lengths stay as they are, so that spans still fit.
    """
    return "".join(character if character == "\n" or character.isprintable() else " " for character in text)


def plain_line(text: str) -> str:
    """Return text that cannot steer a terminal, on one line."""
    return plain(text).replace("\n", " ")
