"""Item numbers: those of list items and notes, as they are written: 3, iv, C, third, 三. Knows no list."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LARGEST_ROMAN = 3999
_MOST_REPEATS = 30  # of a letter: list items beyond are written in digits

_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HEBREW_ALPHABET = "אבגדהוזחטיכלמנסעפצקרשת"
_ARABIC_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_HINDI_LETTERS = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"
_CHICAGO = "*†‡§"

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LARGEST_WORD = 999


def numeral(value: int, form: str) -> str:
    """Return `value` in a form by Word's name for it: “decimal”, “lowerRoman”, “upperLetter”; digits where unknown."""
    write = _FORMS.get(form)
    return write(value) if write else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    written = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        written += letters * count
    return written


def _repeated(alphabet: str) -> Callable[[int], str]:
    """Return what writes … y, z, aa, bb: how word processors go on after the last letter."""

    def write(value: int) -> str:
        if not 0 < value <= len(alphabet) * _MOST_REPEATS:
            return str(value)
        times, letter = divmod(value - 1, len(alphabet))
        return alphabet[letter] * (times + 1)

    return write


def _alphabetic(alphabet: str) -> Callable[[int], str]:
    """Return what writes … y, z, aa, ab: the columns of a sheet."""

    def write(value: int) -> str:
        written = ""
        while value > 0:
            value, letter = divmod(value - 1, len(alphabet))
            written = alphabet[letter] + written
        return written or "0"

    return write


def _cycled(alphabet: str) -> Callable[[int], str]:
    """Return what writes the alphabet again and again."""
    return lambda value: alphabet[(value - 1) % len(alphabet)] if value > 0 else str(value)


def _digits(zero: str) -> Callable[[int], str]:
    """Return what writes with the ten digits of another script, the first of which is given."""
    table = {ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)}
    return lambda value: str(value).translate(table)


def _drawn(first: str, most: int, *, otherwise: str) -> Callable[[int], str]:
    """Return what writes with characters that hold a whole number: ①, ⑴, ⒈."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= most else otherwise.format(value)


def _chinese(digits: str, tens: tuple[str, ...]) -> Callable[[int], str]:
    """Return what counts in Chinese characters up to 9,999: 十二, 二十, 一百〇三."""

    def write(value: int) -> str:
        if not 0 < value <= 9999:  # noqa: PLR2004 - four places, the last of `tens` is a thousand
            return str(value)
        written, figures = "", str(value)
        for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
            if figure != "0":
                written += digits[int(figure)] + tens[place]
            elif written and not written.endswith(digits[0]):
                written += digits[0]
        written = written.rstrip(digits[0])
        ten = digits[1] + tens[1]
        return written[1:] if written.startswith(ten) else written

    return write


def _one_by_one(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(figure)] if figure.isdecimal() else figure for figure in str(value))


def _ordinal(value: int) -> str:
    teens = 10 <= value % 100 < 20  # noqa: PLR2004 - eleventh to nineteenth
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _cardinal_text(value: int) -> str:
    return _in_words(value).capitalize()


def _ordinal_text(value: int) -> str:
    words = _in_words(value)
    head, mark, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return (head + mark + last).capitalize()


def _in_words(value: int) -> str:
    if not 0 <= value <= _LARGEST_WORD:
        return str(value)
    hundreds, rest = divmod(value, 100)
    words = [f"{_UNITS[hundreds]} hundred"] if hundreds else []
    if rest >= 20:  # noqa: PLR2004 - where the tens have names of their own
        tens, units = divmod(rest, 10)
        words.append(_TENS[tens - 2] + (f"-{_UNITS[units]}" if units else ""))
    elif rest or not hundreds:
        words.append(_UNITS[rest])
    return " ".join(words)


_COUNTED = _chinese("〇一二三四五六七八九", ("", "十", "百", "千"))
_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _digits("０"),
    "decimalFullWidth2": _digits("０"),
    "decimalEnclosedCircle": _drawn("①", 20, otherwise="({})"),
    "decimalEnclosedCircleChinese": _drawn("①", 20, otherwise="({})"),
    "decimalEnclosedParen": _drawn("⑴", 20, otherwise="({})"),
    "decimalEnclosedFullstop": _drawn("⒈", 20, otherwise="{}."),
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _repeated(string.ascii_uppercase),
    "lowerLetter": _repeated(string.ascii_lowercase),
    "upperAlphabet": _alphabetic(string.ascii_uppercase),
    "lowerAlphabet": _alphabetic(string.ascii_lowercase),
    "lowerGreek": _repeated(_GREEK),
    "upperGreek": _repeated(_GREEK.upper()),
    "russianLower": _repeated(_RUSSIAN),
    "russianUpper": _repeated(_RUSSIAN.upper()),
    "hebrew2": _repeated(_HEBREW_ALPHABET),
    "arabicAlpha": _repeated(_ARABIC_ALPHABET),
    "arabicAbjad": _repeated(_ARABIC_ABJAD),
    "thaiLetters": _repeated(_THAI_LETTERS),
    "hindiConsonants": _repeated(_HINDI_LETTERS),
    "chicago": _repeated(_CHICAGO),
    "aiueo": _cycled(_AIUEO),
    "aiueoFullWidth": _cycled(_AIUEO),
    "iroha": _cycled(_IROHA),
    "irohaFullWidth": _cycled(_IROHA),
    "ganada": _cycled(_GANADA),
    "chosung": _cycled(_CHOSUNG),
    "ideographTraditional": _cycled(_STEMS),
    "ideographZodiac": _cycled(_BRANCHES),
    "thaiNumbers": _digits("๐"),
    "hindiNumbers": _digits("०"),
    "arabicDigits": _digits("٠"),
    "ideographDigital": _one_by_one("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _one_by_one("〇一二三四五六七八九"),
    "taiwaneseDigital": _one_by_one("○一二三四五六七八九"),
    "koreanDigital": _one_by_one("영일이삼사오육칠팔구"),
    "chineseCounting": _COUNTED,
    "chineseCountingThousand": _COUNTED,
    "taiwaneseCounting": _COUNTED,
    "taiwaneseCountingThousand": _COUNTED,
    "japaneseCounting": _COUNTED,
    "koreanCounting": _chinese("영일이삼사오육칠팔구", ("", "십", "백", "천")),
    "chineseLegalSimplified": _chinese("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")),
    "japaneseLegal": _chinese("零壱弐参四伍六七八九", ("", "拾", "百", "阡")),
    "ideographLegalTraditional": _chinese("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟")),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
}
