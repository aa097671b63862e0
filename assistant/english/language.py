"""Language: whether a text may be English, the only one that the trained reader knows. The only door to py3langid."""

from __future__ import annotations

from functools import cache
from typing import Protocol

# Of 2,400 English questions and passages of the measuring data none had a chance below 0.027; short ones around foreign
# names come down to 0.004 ("pizza margherita calories"). Questions in twenty other languages lie below 0.002; what is
# shorter ("prix du billet", 0.005) is left to the passages found for it.
_LEAST_CHANCE = 0.003
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
