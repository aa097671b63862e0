"""Number formats: a sheet's number as the sheet shows it, by a format code of ECMA-376 part 1, section 18.8.31.

Knows codes and numbers, never files. What depends on the reader's own machine is shown one way: a point for decimals,
a comma for thousands, English names of months unless the code names another language, and ISO dates where the code
leaves the order of day and month to the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

GENERAL = "General"
_ISO_DATE, _ISO_TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_EAST_ASIAN_DATES = (27, 28, 29, 30, 31, 36, 50, 51, 54, 57, 58)
_EAST_ASIAN_TIMES = (32, 33)
_BUILT_IN: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0;-"$"#,##0',
    6: '"$"#,##0;-"$"#,##0',
    7: '"$"#,##0.00;-"$"#,##0.00',
    8: '"$"#,##0.00;-"$"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: _ISO_DATE,  # shown in the machine's own order of day and month
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: _ISO_TIME,  # likewise
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: '#,##0;(#,##0);"-"',
    42: '"$"#,##0;("$"#,##0);"-"',
    43: '#,##0.00;(#,##0.00);"-"',
    44: '"$"#,##0.00;("$"#,##0.00);"-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys(_EAST_ASIAN_DATES, _ISO_DATE),
    **dict.fromkeys(_EAST_ASIAN_TIMES, "h:mm"),
}
_MACHINE_DATES = {"mm-dd-yy": _ISO_DATE, "m/d/yy h:mm": _ISO_TIME, "m/d/yyyy": _ISO_DATE}

_MOST_DIGITS = 10  # significant digits of a general number that is no whole one, as in a wide column
_LARGEST_WHOLE = 10**15  # a double holds whole numbers up to here exactly
_LAST_DAY = 2_958_466  # the first serial after the year 9999
_SECONDS = 86_400
_FALSE_LEAP_DAY = 60  # 29 February 1900, which Lotus 1-2-3 took for a day

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*.'
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General)|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<exponent>e[+-])|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4}|g+|b+)"
    r"|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_HIDING = 2  # semicolons: then there is a section for every number
_PLAIN = re.compile(r"(#,##)?0(?:\.(0+))?")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<>": lambda value, limit: value != limit,
}
_NEGATIVE = (("<", 0.0), ("<=", 0.0))  # such a section writes the sign itself, as the second of two does
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
}
_LANGUAGES = {0x07: "de", 0x0C: "fr", 0x0A: "es", 0x10: "it", 0x13: "nl", 0x16: "pt"}  # the low bits of a locale's id
_SHORT_MONTH, _INITIAL, _SHORT_DAY, _FULL_DAY = 3, 5, 3, 4  # how many letters of a code ask for it
_EAST_ASIAN_DAYS = "月火水木金土日"


def built_in(number: int) -> str:
    """Return the code that a file names by number only."""
    return _BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=20_000)  # dates and small numbers come again and again
def show_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """Return a number as a code shows it; without the blanks at its ends that only align it."""
    if code == GENERAL:
        return general(value)
    shown = _show(value, _sections(_MACHINE_DATES.get(code, code)), since_1904)
    return " ".join(shown.split())


def show_text(text: str, code: str) -> str:
    """Return a text as a code shows it: with the words that the code's section for texts puts around it."""
    if "@" not in code:
        return text
    section = _sections(code)[-1]
    if not any(token.kind == "mark" and token.text == "@" for token in section.tokens):
        return text
    return "".join(text if token.kind == "mark" and token.text == "@" else _literal(token) for token in section.tokens)


def hides_all(code: str) -> bool:
    """Tell whether a code shows nothing of any number, as “;;;” does, by which a cell's value is hidden."""
    return code.count(";") >= _HIDING and not code.strip("; ")


def is_date(code: str) -> bool:
    """Tell whether a code shows a date or a time."""
    return _sections(code)[0].is_date


def general(value: float) -> str:
    """Return a number as a cell without a format shows it in a column that is wide enough."""
    if value == int(value) and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    shown = f"{value:.{_MOST_DIGITS}g}"
    mantissa, exponent, power = shown.partition("e")
    if not exponent:
        return shown
    if -_MOST_DIGITS < int(power) < 0:
        return f"{Decimal(shown):f}"
    return f"{mantissa}E{power}"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One of a code's parts, for some of the numbers."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, float] | None
    language: str
    is_date: bool
    kinds: frozenset[str]
    layout: _Layout | None  # of its digits
    plain: tuple[str, int] | None  # the thousands' mark and the decimals of nothing but figures


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "fill"
        if kind == "other" and match.group() == ";":
            parts.append([])
        else:
            parts[-1].append(_Token(kind, match.group(kind) if kind != "fill" else ""))
    return tuple(_section(tokens) for tokens in parts)


def _section(tokens: Sequence[_Token]) -> _Section:
    kept: list[_Token] = []
    condition: tuple[str, float] | None = None
    language = "en"
    for token in tokens:
        if token.kind != "bracket":
            kept.append(token)
            continue
        asked = _CONDITION.fullmatch(token.text)
        if asked:
            condition = (asked.group(1), float(asked.group(2)))
        elif _ELAPSED.fullmatch(token.text):
            kept.append(_Token("elapsed", token.text.lower()))
        elif token.text.startswith("$"):
            symbol, _, locale = token.text[1:].partition("-")
            kept.append(_Token("quoted", symbol))
            language = _language(locale) or language
    kinds = frozenset(token.kind for token in kept)
    is_date = bool(kinds & {"date", "noon", "elapsed"})
    return _Section(
        tokens=tuple(_with_minutes(kept) if is_date else kept),
        condition=condition,
        language=language,
        is_date=is_date,
        kinds=kinds,
        layout=_layout(kept) if "digit" in kinds and not is_date else None,
        plain=_plain("".join(token.text if token.kind != "blank" else "" for token in kept)),
    )


def _plain(code: str) -> tuple[str, int] | None:
    match = _PLAIN.fullmatch(code)
    return ("," if match.group(1) else "", len(match.group(2) or "")) if match else None


def _language(locale: str) -> str:
    try:
        return _LANGUAGES.get(int(locale[-4:], 16) & 0x3FF, "")
    except ValueError:
        return locale[:2].lower() if locale[:2].lower() in _MONTHS else ""


def _show(value: float, sections: Sequence[_Section], since_1904: bool) -> str:  # noqa: FBT001 - of the file, passed on
    section, signed = _chosen(value, sections)
    if not section.tokens:
        return ""
    if section.is_date:
        moment = value + (1462 if since_1904 else 0)
        return _show_date(moment, section) if 0 <= moment < _LAST_DAY else general(value)
    return _show_figures(value if signed else abs(value), section)


def _chosen(value: float, sections: Sequence[_Section]) -> tuple[_Section, bool]:
    """Return the section that shows a number, and whether it leaves its sign to be shown."""
    numeric = sections[:3] if len(sections) > 1 else sections
    if any(section.condition for section in numeric):
        for index, section in enumerate(numeric):
            if section.condition is None or _TESTS[section.condition[0]](value, section.condition[1]):
                return section, section.condition not in _NEGATIVE and (index == 0 or section.condition is None)
        return numeric[-1], True
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:  # noqa: PLR2004 - the third section is for nought
        return numeric[2], False
    return numeric[0], True


def _literal(token: _Token) -> str:
    if token.kind in {"quoted", "escaped", "other"}:
        return token.text
    if token.kind == "blank":
        return " "
    return token.text if token.kind == "mark" and token.text in {",", ".", "/", "%"} else ""


# -- dates ------------------------------------------------------------------------------------------------------


def _show_date(serial: float, section: _Section) -> str:
    tokens = section.tokens
    places = _places_of_seconds(tokens) if "digit" in section.kinds else 0
    ticks = round(serial * _SECONDS * 10**places)  # of a second, or of as small a part of one as is shown
    seconds, fraction_of_second = divmod(ticks, 10**places)
    days, rest = divmod(seconds, _SECONDS)
    moment = _moment(days, rest)
    noon = "noon" in section.kinds
    shown: list[str] = []
    fraction = False
    for number, token in enumerate(tokens):
        after_point = number and tokens[number - 1].text == "." and token.kind == "digit"
        if after_point or (fraction and token.kind == "digit"):
            if not fraction:
                shown.append(str(fraction_of_second).rjust(places, "0"))
            fraction = True
        elif token.kind == "elapsed":
            shown.append(_elapsed(seconds, token.text))
        elif token.kind == "noon":
            shown.append(("AM" if moment.hour < 12 else "PM")[: len(token.text) // 2])  # noqa: PLR2004 - noon
        elif token.kind == "date":
            shown.append(_date_part(moment, days, token.text, section.language, noon=noon))
        else:
            shown.append(_literal(token))
    return "".join(shown)


def _with_minutes(tokens: Sequence[_Token]) -> list[_Token]:
    """Write "n" for the minutes among the letters m: those after an hour or before a second."""
    parts = [number for number, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    written = [_Token(one.kind, one.text.lower()) if one.kind == "date" else one for one in tokens]
    for at, number in enumerate(parts):
        token = written[number]
        if token.kind != "date" or token.text not in {"m", "mm"}:
            continue
        before = written[parts[at - 1]].text[0] if at else ""
        after = written[parts[at + 1]].text[0] if at + 1 < len(parts) else ""
        if before == "h" or after == "s":
            written[number] = _Token("date", "n" * len(token.text))
    return written


def _places_of_seconds(tokens: Sequence[_Token]) -> int:
    return sum(token.kind == "digit" for token in tokens)


def _moment(days: int, seconds: int) -> datetime:
    first = datetime(1899, 12, 31) if days < _FALSE_LEAP_DAY else datetime(1899, 12, 30)  # noqa: DTZ001 - of no zone
    return first + timedelta(days=days, seconds=seconds)


def _elapsed(seconds: int, unit: str) -> str:
    size = {"h": 3600, "m": 60, "s": 1}[unit[0]]
    return str(seconds // size).rjust(len(unit), "0")


def _date_part(moment: datetime, days: int, letters: str, language: str, *, noon: bool) -> str:
    letter, count = letters[0], len(letters)
    if letter in {"y", "e"}:
        return f"{moment.year:04}" if letter == "e" or count > 2 else f"{moment.year % 100:02}"  # noqa: PLR2004 - "yy"
    if letter == "m":
        return _month(moment, count, language)
    if letter == "d":
        return _day(moment, days, count, language)
    if letter == "a":
        return _EAST_ASIAN_DAYS[moment.weekday()] + ("曜日" if count > _SHORT_DAY else "")
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    number = {"h": hour, "n": moment.minute, "s": moment.second}.get(letter)
    return "" if number is None else str(number).rjust(min(count, 2), "0")


def _month(moment: datetime, count: int, language: str) -> str:
    if count < _SHORT_MONTH:
        return str(moment.month).rjust(count, "0")
    name = _MONTHS[language].split()[moment.month - 1]
    return name[0] if count == _INITIAL else name[:_SHORT_MONTH] if count == _SHORT_MONTH else name


def _day(moment: datetime, days: int, count: int, language: str) -> str:
    if count < _SHORT_DAY:
        return str(29 if days == _FALSE_LEAP_DAY else moment.day).rjust(count, "0")
    name = _DAYS[language].split()[moment.weekday()]
    return name if count >= _FULL_DAY else name[: 2 if language == "de" else _SHORT_DAY]


# -- figures ----------------------------------------------------------------------------------------------------


def _show_figures(value: float, section: _Section) -> str:
    tokens = section.tokens
    kinds = section.kinds
    if "general" in kinds:
        sign = "-" if value < 0 else ""
        return sign + "".join(general(abs(value)) if one.kind == "general" else _literal(one) for one in tokens)
    if section.layout is None:
        shown = "".join(general(value) if one.text == "@" and one.kind == "mark" else _literal(one) for one in tokens)
        return f"-{shown}" if value < 0 and "@" not in {one.text for one in tokens} and shown else shown
    if any(token.kind == "mark" and token.text == "/" for token in tokens):
        return _show_fraction(value, tokens)
    if "exponent" in kinds:
        return _show_exponent(value, tokens)
    if section.plain is not None:
        return _show_plain(value, *section.plain) or _show_decimal(value, tokens, section.layout)
    return _show_decimal(value, tokens, section.layout)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the digits of a code are: `first` to `last` of its tokens, with `point` between, and what scales them."""

    first: int
    last: int
    point: int | None
    grouped: bool
    scale: int  # powers of ten

    def digits(self, tokens: Sequence[_Token]) -> tuple[str, str]:
        """Return the placeholders before and after the point."""
        point = self.last + 1 if self.point is None else self.point
        whole = "".join(one.text for one in tokens[self.first : point] if one.kind == "digit")
        return whole, "".join(one.text for one in tokens[point : self.last + 1] if one.kind == "digit")


def _layout(tokens: Sequence[_Token]) -> _Layout:
    digits = [number for number, token in enumerate(tokens) if token.kind == "digit"]
    first, last = digits[0], digits[-1]
    point = next((n for n, one in enumerate(tokens) if one.kind == "mark" and one.text == "."), None)
    if point is not None and point < first:
        first = point
    commas = [n for n, one in enumerate(tokens) if one.kind == "mark" and one.text == ","]
    end = max((n for n in digits if point is None or n < point), default=first)
    scaling = [n for n in commas if n > last and all(tokens[k].text == "," for k in range(last + 1, n))]
    scaling += [n for n in commas if point is not None and end < n < point]
    percents = sum(one.kind == "mark" and one.text == "%" for one in tokens)
    grouped = any(first < n < end for n in commas)
    return _Layout(first, last, point, grouped, 2 * percents - 3 * len(scaling))


def _show_plain(value: float, grouped: str, places: int) -> str:
    """Return the figures of a code like “#,##0.00” by Python's own formatting, "" where that may round otherwise."""
    _, _, decimals = repr(value).partition(".")
    is_tie = len(decimals) == places + 1 and decimals.endswith("5")
    if is_tie or not -_LARGEST_WHOLE < value < _LARGEST_WHOLE:
        return ""
    shown = f"{value:{grouped}.{places}f}"
    return shown if value >= 0 or shown.strip("-0.,") else shown[1:]


def _show_decimal(value: float, tokens: Sequence[_Token], layout: _Layout) -> str:
    whole, after = layout.digits(tokens)
    scaled = Decimal(repr(abs(value))).scaleb(layout.scale)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    figures = f"{rounded:f}".partition(".")
    integer = "" if figures[0] == "0" else figures[0]
    sign = "-" if value < 0 and rounded != 0 else ""
    return sign + _place(tokens, layout, integer, figures[2], whole)


def _place(tokens: Sequence[_Token], layout: _Layout, integer: str, decimals: str, whole: str) -> str:
    """Write the digits into the places of the code, with the literals that stand between them."""
    spare = max(0, len(integer) - len(whole))
    pending = [*integer[spare:].rjust(len(whole))]
    left = len(whole)
    decimal = iter(decimals)
    shown: list[str] = []
    after = False
    for number, token in enumerate(tokens):
        if number == layout.point:
            after = True
            if not whole:
                shown.append(integer)
            shown.append(".")
        elif token.kind != "digit":
            shown.append(_literal(token) if not (token.kind == "mark" and token.text == ",") else "")
        elif after:
            shown.append(_decimal_digit(token.text, next(decimal)))
        else:
            digits = integer[:spare] if left == len(whole) else ""
            digit = pending[len(whole) - left]
            digits += digit if digit != " " else "0" if token.text == "0" else ""
            shown.append(_grouped(digits, left - 1, layout.grouped, first=not any(map(_has_digit, shown))))
            left -= 1
    return _without_idle_zeros("".join(shown)) if after else "".join(shown)


def _has_digit(part: str) -> bool:
    return any(character.isdigit() for character in part)


def _grouped(digits: str, below: int, grouped: bool, *, first: bool) -> str:  # noqa: FBT001 - of the layout
    """Return digits that have `below` more places after them, with commas for thousands before and among them."""
    if not grouped or not digits:
        return digits
    parts: list[str] = []
    for number, digit in enumerate(digits):
        places = below + len(digits) - number
        comma = places % 3 == 0 and not (first and number == 0)
        parts.append(f",{digit}" if comma else digit)
    return "".join(parts)


def _decimal_digit(place: str, digit: str) -> str:
    return digit if place == "0" or digit != "0" else "\0"  # a nought that may prove idle


def _without_idle_zeros(shown: str) -> str:
    """Leave out the noughts that end the decimals where the code does not ask for them."""
    return re.sub("\0+(?![0-9\0])", "", shown).replace("\0", "0")


def _show_exponent(value: float, tokens: Sequence[_Token]) -> str:
    at = next(number for number, token in enumerate(tokens) if token.kind == "exponent")
    mantissa = tokens[:at]
    layout = _layout(mantissa)
    whole, after = layout.digits(mantissa)
    number = Decimal(repr(abs(value)))
    power = number.adjusted() if number else 0
    power -= power % max(len(whole), 1) if len(whole) > 1 else 0
    figures = number.scaleb(-power).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    if figures >= 10 ** max(len(whole), 1):
        power += max(len(whole), 1)
        figures = figures.scaleb(-max(len(whole), 1)).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    integer, _, decimals = f"{figures:f}".partition(".")
    digits = sum(token.kind == "digit" for token in tokens[at:])
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    tail = "".join(_literal(token) for token in tokens[at + 1 :] if token.kind not in {"digit", "mark"})
    shown = _place(mantissa, layout, integer, decimals, whole)
    return f"{'-' if value < 0 else ''}{shown}E{sign}{str(abs(power)).rjust(digits, '0')}{tail}"


def _show_fraction(value: float, tokens: Sequence[_Token]) -> str:
    """Return a number as a whole and a fraction of as many digits as the code has: "2 1/4"."""
    slash = next(number for number, token in enumerate(tokens) if token.kind == "mark" and token.text == "/")
    below = "".join(token.text for token in tokens[slash + 1 :] if token.kind in {"digit", "other"})
    fixed = int(below) if below.strip().isdigit() and int(below) > 0 else 0
    largest = 10 ** max(sum(token.kind == "digit" for token in tokens[slash:]), 1) - 1
    exact = Fraction(repr(abs(value)))
    nearest = Fraction(round(exact * fixed), fixed) if fixed else exact.limit_denominator(largest)
    with_whole = any(
        token.kind == "digit" and any(one.text == " " for one in tokens[number:slash])
        for number, token in enumerate(tokens[:slash])
    )
    whole = int(nearest) if with_whole else 0
    rest = nearest - whole
    size = fixed or rest.denominator
    part = f"{int(rest * size)}/{size}" if rest or not with_whole else ""
    shown = " ".join(piece for piece in (str(whole) if whole or not part else "", part) if piece)
    return f"-{shown}" if value < 0 and nearest else shown
