"""Language: whether a text may be English, the only one that the trained reader knows, and whether two share one.

The only door to py3langid.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

from ingest.patterns import lazy_pattern

# Of 2,400 English questions and passages of the measuring data none had a chance below 0.027; short ones around foreign
# names come down to 0.004 ("pizza margherita calories"). Questions in twenty other languages lie below 0.002; what is
# shorter ("prix du billet", 0.005) is left to the passages found for it.
_LEAST_CHANCE = 0.003
_FEWEST_WORDS = 3  # fewer are as often a name as a word: "VPN", "Samarkand"
_ENOUGH = 300  # characters; the rest of a text hardly changes the verdict, and takes its time
_LATIN = "\u0250"  # letters before it are Latin ones
_HALF = 0.5
# Words that hardly another language in Latin letters has. Where enough of a text are among them nobody else is asked:
# py3langid takes most of a second, and 75 MB, to begin. So it goes with 82 % of the English questions and 80 % of the
# passages of `reader_dev`; of 16,115 texts of the multilingual data in five languages with one, which may be English.
_TELLING = frozenset(
    "the and which what who whose when where how why does did this that these those with from their they been would"
    " could should than about into there were it its your you not".split()
)
_FEW, _SHARE_OF_FEW = 2, 0.15  # telling words that differ, and their share of all
_MORE, _SHARE_OF_MORE = 3, 0.1
_WORD = lazy_pattern(r"[^\W\d_]+")


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every language with its chance."""
        ...


def may_be_english(text: str) -> bool:
    """Whether `text` may be English: in Latin letters and, where it has enough words to tell, not another language.

    German is told by words of its own also where names make English likely: "Was misst der CPI?".
    """
    return _may_be_english(text[:_ENOUGH].lower())


@lru_cache(maxsize=1024)
def _may_be_english(beginning: str) -> bool:
    """Tell it of the beginning of a text: several stages of an answer ask of each passage, some for every sentence."""
    if _is_plainly_english(beginning):
        return True
    letters = [character for character in beginning if character.isalpha()]
    if letters and sum(character < _LATIN for character in letters) < len(letters) * _HALF:
        return False
    if len(beginning.split()) < _FEWEST_WORDS:
        return True
    chances = dict(_identifier().rank(beginning))
    words = _words_of(beginning)
    if _asked_in(beginning):
        return False
    is_german = words & _OWN_WORDS["de"] and not words & _TELLING and chances["de"] >= _LEAST_SURE
    return chances["en"] >= _LEAST_CHANCE and not is_german


def may_be_another(text: str) -> bool:
    """Whether a text of few words, which may be English, is likelier in another language: "Kündigungsfrist?".

    Names, and names of dishes, are so too.
    """
    if len(text.split()) >= _FEWEST_WORDS:
        return False
    chances = _chances(text)
    return chances["en"] < _FAR * max(chances.values())


# Of 20 English searches of one or two words all lie above; half of those in seven other languages lie below.
_FAR = 0.2


def are_mostly_english(texts: Sequence[str]) -> bool:
    """Whether at least half of the texts may be English; those that plainly are count first."""
    plain = [_is_plainly_english(text[:_ENOUGH].lower()) for text in texts]
    if sum(plain) >= len(texts) * _HALF:
        return True
    others = (text for text, is_plain in zip(texts, plain, strict=True) if not is_plain)
    return sum(plain) + sum(map(may_be_english, others)) >= len(texts) * _HALF


def share_language(question: str, texts: Sequence[str]) -> list[bool]:
    """Whether a question and each text may be in one language: in one script and, where there are words to tell, alike.

    A short question in Latin letters may be in any language that is written so.
    """
    script = _script(question)
    in_script = [script == _script(text) for text in texts]
    if script in _OF_ONE_LANGUAGE or len(question.split()) < _FEWEST_WORDS or not any(in_script):
        return in_script
    asked = _chances(question)
    return [one and _are_alike(asked, _chances(text)) for one, text in zip(in_script, texts, strict=True)]


def language_of(text: str) -> str:
    """Return the language that a question is in, as two letters; "" where its few words do not tell.

    Uzbek and German are known by words of their own also where there are few of them.
    """
    beginning = text[:_ENOUGH].lower()
    script = _script(beginning)
    if script == "LATIN":
        return _latin_language(beginning)
    if script == "CYRILLIC":
        return _by_own_words(_words_of(beginning)) or _by_chance(beginning, "ru")
    return _LANGUAGE_OF_SCRIPT.get(script, "")


def _latin_language(text: str) -> str:
    words = _words_of(text)
    own = _by_own_words(words)
    if _is_plainly_english(text):
        return "uz" if own == "uz" else "en"
    if own == "uz" or (not own and _UZBEK_LETTERS.search(text)):
        return "uz"
    if asked := _asked_in(text):
        return asked
    if own and (len(words & _OWN_WORDS[own]) >= len(words) * _MOSTLY or _chances(text)[own] >= _LEAST_SURE):
        return own
    known = "en" if words & _TELLING else ""
    if len(text.split()) < _FEWEST_WORDS or (known and may_be_english(text)):
        return known
    return _by_chance(text, "en")


def _asked_in(text: str) -> str:
    """Return the language whose question word a question in Latin letters has, "" for none and for English.

    It opens with it; in Turkish it may stand anywhere.

    What is left may be names alone, which tell no language: "Dove abita Hanna Vogt?".
    """
    first = _WRITTEN_WORD.search(text)
    asking = [language for language, opening in _OPENERS.items() if first is not None and first.group() in opening]
    words = _words_of(text)
    if words & _TURKISH:
        asking.append("tr")
    if not asking or words & _TELLING:
        return ""
    chances = _chances(text)
    best = max(asking, key=lambda one: chances[one])
    return best if chances[best] > chances["en"] else ""


_TURKISH = frozenset("nedir kimdir nelerdir nerede nerededir hangi kaç nasıl neden mıdır midir mudur müdür".split())
# Words with which questions open, of what and of yes or no, and no English one.
_OPENERS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in (
        (
            "de",
            (
                "wo wohin woher wann wer wem wen wie warum wieso welche welcher welches welchen darf dürfen ist sind "
                "kann können muss müssen haben gibt wird werden soll"
            ),
        ),
        ("fr", "où qui quand combien pourquoi quel quelle quels quelles est-ce peut-on puis-je faut-il"),
        (
            "es",
            "dónde cuándo quién quiénes cuánto cuánta cuántos cuántas cuál cuáles qué está están hay puedo puede",
        ),
        ("it", "dove quando chi quanto quanta quanti quante quale quali perché può posso possono sono"),
        ("pt", "onde quando quem quanto quanta quantos quantas qual quais pode posso podem são"),
        ("ro", "unde când cine cât câtă câte câți este sunt pot poate"),
        ("pl", "gdzie kiedy kto ile który która które jaki jaka jakie dlaczego czy"),
        ("nl", "waar wanneer wie hoeveel welke waarom mag mogen kan kunnen moet"),
    )
}


def _words_of(text: str) -> set[str]:
    return {word.translate(_APOSTROPHES) for word in _WRITTEN_WORD.findall(text)}


def _by_own_words(words: set[str]) -> str:
    return next((language for language, known in _OWN_WORDS.items() if words & known), "")


def _by_chance(text: str, short: str) -> str:
    """Return the likeliest language; `short` for a text of few words, and where none is likely."""
    if len(text.split()) < _FEWEST_WORDS:
        return short
    chances = _chances(text)
    best = max(chances, key=lambda one: chances[one])
    return best if chances[best] >= _LEAST_SURE else short


_LANGUAGE_OF_SCRIPT = {
    "KANA": "ja",
    "CJK": "zh",
    "HANGUL": "ko",
    "GREEK": "el",
    "THAI": "th",
    "HEBREW": "he",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "DEVANAGARI": "hi",
    "ARABIC": "ar",
}
# Words of questions that no other of the languages in their script has. py3langid knows no Uzbek at all.
_OWN_WORDS: Mapping[str, frozenset[str]] = {
    "uz": frozenset(
        (
            "qachon nima nimani nimaga nimadan kimning kimga kimni qayerda qayerga qayerdan qayer qanday qancha "
            "qanchadan nechta nechanchi nechi necha qaysi uchun bilan haqida edi ekan emas kerak nega boʻladi boʻlgan "
            "boʻldi qilgan qildi mumkin hujjat hujjatlar hujjatlarni hujjatlarim hujjatlarimni rahmat salom xayr va "
            "қачон нима нимани кимнинг кимга қаерда қаерга қаердан қандай қанча нечта нечанчи қайси учун билан ҳақида "
            "эди экан эмас керак нега бўлади бўлган бўлди қилган мумкин ҳужжат раҳмат салом ва"
        ).split()
    ),
    "de": frozenset(
        (
            "der das und ist wann wer wie wo wohin woher warum wieso weshalb welche welcher welches welchen wurde "
            "wurden wird werden nicht mit von vom zum zur für über auf sind hat haben kann können ich wir ein eine "
            "einen einem einer dem den bis seit nach heißt gibt viele viel hallo danke tschüss"
        ).split()
    ),
}
_APOSTROPHES = {ord(one): "ʻ" for one in "'’‘`ʼ´"}
_WRITTEN_WORD = lazy_pattern(r"[^\W\d_]+(?:['’‘`ʼʻ´][^\W\d_]+)*")
# oʻ and gʻ; but "o'clock" and "O'Brien", in which no English word begins so, are none.
_UZBEK_LETTERS = lazy_pattern(
    r"\bo['’ʻ‘`ʼ](?:zbek|qi|qu|zi|lch|rta|tg|n\b|sha|ʻl)|[^\W\d_][og]['’ʻ‘`ʼ][^\W\d_]{2}|\w\w[ai]g['’ʻ‘`ʼ]\b"
)
_MOSTLY, _LEAST_SURE = 0.4, 0.3


def _chances(text: str) -> Mapping[str, float]:
    return dict(_identifier().rank(text[:_ENOUGH].lower()))


def _are_alike(asked: Mapping[str, float], said: Mapping[str, float]) -> bool:
    return max(asked[one] * said[one] for one in asked) >= _LIKELY_ONE


def _script(text: str) -> str:
    """Return the name of the script of most of a text's letters, "" without any. Japanese is where there is kana."""
    letters = Counter(_script_of(character) for character in text[:_ENOUGH] if character.isalpha())
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0:
        return "KANA"
    return max(letters, key=lambda name: letters[name], default="")


@cache
def _script_of(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


_OF_ONE_LANGUAGE = frozenset("KANA CJK HANGUL GREEK THAI HEBREW ARMENIAN GEORGIAN TAMIL TELUGU KHMER LAO".split())
_LIKELY_ONE = 0.05  # the chance that both are in one and the same language


def _is_plainly_english(beginning: str) -> bool:
    words = _WORD.findall(beginning)
    telling = [word for word in words if word in _TELLING]
    differing, share = len(set(telling)), len(telling) / max(len(words), 1)
    return (differing >= _FEW and share >= _SHARE_OF_FEW) or (differing >= _MORE and share >= _SHARE_OF_MORE)


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second, when first asked

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-any-return]  # untyped
