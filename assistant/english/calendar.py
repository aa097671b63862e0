"""The calendar: the names of months and weekdays, in full and cut short. A table; knows no text."""

from __future__ import annotations

from collections.abc import Mapping

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
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "yanvar fevral mart aprel may iyun iyul avgust sentabr|sentyabr oktabr|oktyabr noyabr dekabr",
    (
        "январь|января|январе|январ февраль|февраля|феврале|феврал март|марта|марте апрель|апреля|апреле|апрел"
        " май|мая|мае"
        " июнь|июня|июне|июн июль|июля|июле|июл август|августа|августе сентябрь|сентября|сентябре|сентабр|сентябр"
        " октябрь|октября|октябре|октябр ноябрь|ноября|ноябре|ноябр декабрь|декабря|декабре|декабр"
    ),
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    (
        "ιανουαρίου|ιανουάριος φεβρουαρίου|φεβρουάριος μαρτίου|μάρτιος απριλίου|απρίλιος μαΐου|μάιος ιουνίου|ιούνιος"
        " ιουλίου|ιούλιος αυγούστου|αύγουστος σεπτεμβρίου|σεπτέμβριος οκτωβρίου|οκτώβριος νοεμβρίου|νοέμβριος"
        " δεκεμβρίου|δεκέμβριος"
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
