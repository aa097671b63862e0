"""Names: which words of a sentence are written as names are. Knows capitals only, never whom or what they name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.english.words import Word, content_stems


def is_name(words: Sequence[Word], index: int) -> bool:
    """Whether a word of a sentence is part of a name: an abbreviation, or capitalised where no sentence begins.

    Number words are none, but codes are ("B12"); months and weekdays are names as well.
    """
    word = words[index]
    if not word.is_content or word.is_numeral:
        return False
    return word.is_acronym or (index > 0 and word.is_capitalised)


def opens_with_name(words: Sequence[Word]) -> bool:
    """Whether the first word of a sentence is part of a name: where the second has a capital as well."""
    return len(words) > 1 and words[0].is_content and words[0].is_capitalised and words[1].is_capitalised


def names_in(words: Sequence[Word]) -> frozenset[str]:
    """Return the stems of the words of a sentence that are parts of names, the first only where it is an abbreviation.

    What begins a question or a claim with a capital is as often a verb: "Name the ...", "Describe ...".
    """
    return content_stems(word for index, word in enumerate(words) if is_name(words, index))
