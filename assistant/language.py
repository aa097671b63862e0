"""Language: whether a text may be English, the only one that the trained reader knows. The only door to py3langid."""

from __future__ import annotations

from functools import cache
from typing import Protocol

# Of 2,400 English questions and passages of the measuring data none had a chance below 0.027 (questions as people type
# them, without capitals, among them); of 33 short questions in twenty other languages 32 had one below 0.011.
_LEAST_CHANCE = 0.015
_FEWEST_WORDS = 3  # fewer are as often a name as a word: "VPN", "Samarkand"
_ENOUGH = 300  # characters; the rest of a text hardly changes the verdict, and takes its time
_LATIN = "\u0250"  # letters before it are Latin ones
_HALF = 0.5


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every language with its chance."""
        ...


def may_be_english(text: str) -> bool:
    """Whether `text` may be English: in Latin letters and, where it has enough words to tell, not another language."""
    beginning = text[:_ENOUGH].lower()
    letters = [character for character in beginning if character.isalpha()]
    if letters and sum(character < _LATIN for character in letters) < len(letters) * _HALF:
        return False
    if len(beginning.split()) < _FEWEST_WORDS:
        return True
    return dict(_identifier().rank(beginning))["en"] >= _LEAST_CHANCE


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second, when first asked

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-any-return]  # untyped
