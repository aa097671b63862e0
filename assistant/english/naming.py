"""Naming: whether a word of a question names what a label, a column or a heading is called.

By its stem, its kin, a word derived of it, or one of its sense. Knows words, never what stands under a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.english.kinship import kin_of
from assistant.english.paraphrases import Keys, key_of
from assistant.english.words import Word, content_stems, split_words


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a name, as stems and as what senses are compared by."""

    stems: frozenset[str]
    keys: Keys

    def has(self, word: Word) -> bool:
        """Tell whether a word stands there, in any of its forms: "planted" in "planting plan", "owns" in "owner"."""
        if not self.stems.isdisjoint(kin_of(word.stem)):
            return True
        return not word.is_number and self.keys.has(key_of(word))

    def means(self, word: Word) -> bool:
        """Tell whether it stands there, or a word of one sense with it: "heavy" in "weight", "yard" in "boatyard"."""
        if self.has(word):
            return True
        key = key_of(word)
        return not word.is_number and (self.keys.has_sense(key) or _ends_one(key, self.keys.all))

    def covers(self, stem: str) -> bool:
        """Tell whether a stem, which may be all that is known of a word, is meant."""
        return all(map(self.means, split_words(stem)))

    def count(self, words: Iterable[Word]) -> int:
        """Return how many of some words stand there or are meant."""
        return sum(map(self.means, words))


_SHORTEST_HEAD = 4  # letters


def _ends_one(key: str, others: Iterable[str]) -> bool:
    """Tell whether a word is what a compound ends in: a boatyard is a yard."""
    return len(key) >= _SHORTEST_HEAD and any(other.endswith(key) for other in others)


@lru_cache(maxsize=4096)
def names_of(text: str) -> Names:
    """Return the words by which a label, a column or a heading is called."""
    words = [word for word in split_words(text) if word.is_content]
    return Names(content_stems(words), Keys.of(key_of(word) for word in words))
