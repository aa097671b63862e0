from __future__ import annotations

from assistant.english.calendar import GERMAN_MONTHS, MONTH_NAMES, MONTH_NUMBERS, MONTHS, WEEKDAYS, weekdays_named


def test_a_month_has_its_number_in_full_and_cut_short() -> None:
    assert (MONTH_NUMBERS["September"], MONTH_NUMBERS["Sept"], MONTH_NUMBERS["Sep"], MONTH_NUMBERS["May"]) == (
        9,
        9,
        9,
        5,
    )


def test_there_are_twelve_months_and_seven_weekdays() -> None:
    assert (len(MONTH_NAMES), len(MONTHS), len(WEEKDAYS)) == (12, 12, 7)


def test_german_months_have_their_numbers_also_where_austria_names_them_otherwise() -> None:
    assert [GERMAN_MONTHS[name] for name in ("januar", "jänner", "mär", "mai", "dez")] == [1, 1, 3, 5, 12]


def test_days_of_the_week_are_known_in_other_languages() -> None:
    named = ["On Mondays", "montags", "le lundi", "joia", "в среду", "ทุกวันอาทิตย์", "周六和周日", "토요일에"]

    assert [sorted(weekdays_named(text)) for text in named] == [[0], [0], [0], [3], [2], [6], [5, 6], [5]]
    assert not weekdays_named("6 luni, eine Montage, the sun")
