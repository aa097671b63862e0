"""The calendar: the names of months and weekdays, in full and cut short. A table; knows no text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.documents import Span
from ingest.patterns import lazy_pattern

_NAMES = (
    "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
    "September Sept Sep", "October Oct", "November Nov", "December Dec",
)  # fmt: skip
MONTH_NUMBERS: Mapping[str, int] = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
"""Every name of a month as it is written, with its number from 1: "May", "Sept"."""

MONTH_NAMES = tuple(names.split()[0] for names in _NAMES)
MONTHS = frozenset(name.lower() for name in MONTH_NAMES)
# Months elsewhere, from January on, as they stand in dates; different names of one month are parted by a stroke.
_ELSEWHERE = (
    "januar|jänner februar|feber märz|maerz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    (
        "stycznia|styczeń|styczniu lutego|luty|lutym marca|marzec|marcu kwietnia|kwiecień|kwietniu maja|maj|maju"
        " czerwca|czerwiec|czerwcu lipca|lipiec|lipcu sierpnia|sierpień|sierpniu września|wrzesień|wrześniu"
        " października|październik|październiku listopada|listopad|listopadzie grudnia|grudzień|grudniu"
    ),
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "yanvar fevral mart aprel may iyun iyul avgust sentabr|sentyabr oktabr|oktyabr noyabr dekabr",
    (
        "январь|января|январе|январ февраль|февраля|феврале|феврал март|марта|марте апрель|апреля|апреле|апрел"
        " май|мая|мае"
        " июнь|июня|июне|июн июль|июля|июле|июл август|августа|августе сентябрь|сентября|сентябре|сентабр|сентябр"
        " октябрь|октября|октябре|октябр ноябрь|ноября|ноябре|ноябр декабрь|декабря|декабре|декабр"
    ),
    (
        "січня|січень|січні лютого|лютий|лютому березня|березень|березні квітня|квітень|квітні травня|травень|травні"
        " червня|червень|червні липня|липень|липні серпня|серпень|серпні вересня|вересень|вересні жовтня|жовтень|жовтні"
        " листопада|листопад|листопаді грудня|грудень|грудні"
    ),
    (
        "ιανουαρίου|ιανουάριος|ιανουάριο φεβρουαρίου|φεβρουάριος|φεβρουάριο μαρτίου|μάρτιος|μάρτιο"
        " απριλίου|απρίλιος|απρίλιο μαΐου|μάιος|μάιο ιουνίου|ιούνιος|ιούνιο ιουλίου|ιούλιος|ιούλιο"
        " αυγούστου|αύγουστος|αύγουστο σεπτεμβρίου|σεπτέμβριος|σεπτέμβριο οκτωβρίου|οκτώβριος|οκτώβριο"
        " νοεμβρίου|νοέμβριος|νοέμβριο δεκεμβρίου|δεκέμβριος|δεκέμβριο"
    ),
    "जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
    "يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
)
MONTHS_ELSEWHERE: Mapping[str, int] = {
    name: number
    for names in _ELSEWHERE
    for number, several in enumerate(names.split(), start=1)
    for name in several.split("|")
}
"""Names of months in other languages, in lower case, with their number from 1."""

GERMAN_MONTHS: Mapping[str, int] = {
    name: number for number, several in enumerate(_ELSEWHERE[0].split(), start=1) for name in several.split("|")
} | {"mär": 3, "okt": 10, "dez": 12}
"""German names of months, in lower case, also those cut short that English has otherwise."""

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = frozenset(WEEK)
# The days of the week elsewhere, from Monday on; different names or cases of one are parted by a stroke.
_WEEKS = (
    "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "luni|lunea marți|marţi|marțea miercuri|miercurea joi|joia vineri|vinerea sâmbătă|sâmbăta duminică|duminica",
    (
        "poniedziałek|poniedziałki wtorek|wtorki środa|środę|środy czwartek|czwartki piątek|piątki sobota|sobotę|soboty"
        " niedziela|niedzielę|niedziele"
    ),
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    (
        "понедельник|понедельникам вторник|вторникам среда|среду|средам четверг|четвергам пятница|пятницу|пятницам"
        " суббота|субботу|субботам воскресенье|воскресеньям"
    ),
    "понеділок вівторок середа|середу четвер п'ятниця|п’ятниця|п'ятницю|п’ятницю субота|суботу неділя|неділю",
    (
        "δευτέρα|δευτέρες τρίτη|τρίτες τετάρτη|τετάρτες πέμπτη|πέμπτες παρασκευή|παρασκευές σάββατο|σάββατα"
        " κυριακή|κυριακές"
    ),
    "सोमवार मंगलवार बुधवार गुरुवार|बृहस्पतिवार शुक्रवार शनिवार रविवार",
    "الاثنين|الإثنين الثلاثاء الأربعاء|الاربعاء الخميس الجمعة السبت الأحد|الاحد",
)
_UNPARTED_WEEKS = (
    "วันจันทร์ วันอังคาร วันพุธ วันพฤหัส วันศุกร์ วันเสาร์ วันอาทิตย์",
    "星期一|周一 星期二|周二 星期三|周三 星期四|周四 星期五|周五 星期六|周六 星期日|星期天|周日",
    "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
)
_DAYS: Mapping[str, int] = {
    name: day
    for week in (" ".join(WEEK), *_WEEKS, *_UNPARTED_WEEKS)
    for day, names in enumerate(week.split())
    for name in names.split("|")
}


def _any_of(weeks: tuple[str, ...]) -> str:
    return " ".join(weeks).replace(" ", "|")


def weekdays_named(text: str) -> frozenset[int]:
    """Return the days of the week that a text names in any language of the table, from 0 for Monday."""
    return frozenset(_DAYS[(match["parted"] or match["unparted"]).lower()] for match in _DAY_NAMED.finditer(text))


def months_named(text: str) -> tuple[tuple[int, Span], ...]:
    """Return the months that a text in another language than English names, with where: "Mai", "5月", "tháng 5"."""
    found = []
    for match in _NAMED.finditer(text):
        name, number, hanzi = match.group("name"), match.group("number") or match.group("tieng"), match.group("hanzi")
        month = MONTHS_ELSEWHERE[name.lower()] if name else int(number) if number else _HANZI.index(hanzi) + 1
        found.append((month, Span(match.start(), match.end())))
    return tuple(found)


_DAY_NAMED = lazy_pattern(
    # "6 luni" are six months in Romanian.
    rf"(?<!\w)(?<!\d )(?P<parted>{_any_of(WEEK + _WEEKS)})s?(?!\w)|(?P<unparted>{_any_of(_UNPARTED_WEEKS)})",
    re.IGNORECASE,
)
_HANZI = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split()
_UNPARTED = "\u0e00-\u0e7f"  # Thai, which parts no words
_NAMED = lazy_pattern(
    # "4월", "4月份", "tháng 4"; a name with an ending of place in Turkish or Uzbek.
    rf"(?<!\d)(?P<number>1[0-2]|0?[1-9])\s?[月월](?:份|에)?(?!\s?\d)|(?P<hanzi>十[一二]月|(?<!十)[一二三四五六七八九十]月)份?"
    rf"|(?<!\w)tháng (?P<tieng>1[0-2]|0?[1-9])(?!\d)"
    rf"|(?:(?<!\w)|(?<=[{_UNPARTED}]))(?P<name>{'|'.join(sorted(MONTHS_ELSEWHERE, key=len, reverse=True))})"
    rf"(?:['’]?(?:da|de|ta|te))?(?:(?!\w)|(?=[{_UNPARTED}]))",
    re.IGNORECASE,
)
