"""Namesakes: who is asked for in another script or with an ending is told from others of the family."""

import pytest

from assistant.quoting.namesakes import without_namesakes
from assistant.reader.readings import Reading
from tests.assistant.fakes import passage_in, reading_of

ANNA = "Anna Keller brings the cake."
JOHN = "Boris Keller brings the drinks."
HALL = "The hall has a kitchen."
PARTY = passage_in(ANNA, JOHN, HALL)
READ = [reading_of(PARTY, ANNA, 0.9), reading_of(PARTY, JOHN, 0.8), reading_of(PARTY, HALL, 0.3)]


def told(question: str, readings: list[Reading] = READ) -> list[str]:
    return [one.text for one in without_namesakes(question, readings)]


@pytest.mark.parametrize(
    "question",
    [
        "Was bringt Boris Keller mit?",
        "Что у Бориса Келлера?",
        "ボリス・ケラーさんは何を持って来ますか？",
        "Τι φέρνει ο Μπόρις Κέλερ;",
        "बोरिस केलर क्या लाएँगे?",
        "보리스 켈러는 무엇을 가져옵니까?",
    ],
)
def test_a_sentence_on_a_namesake_is_left_out(question: str) -> None:
    assert told(question) == [JOHN, HALL]


@pytest.mark.parametrize(
    "question", ["Was bringt Iwan Keller mit?", "Was bringen die Keller mit?", "Wo ist die Küche?"]
)
def test_all_are_kept_where_nobody_is_surely_meant(question: str) -> None:
    assert told(question) == [ANNA, JOHN, HALL]


def test_a_name_that_stands_there_is_not_taken_for_one_that_sounds_so() -> None:
    passage = passage_in("Hanna Vogt sings.", "Hannah Vogt dances.")
    readings = [reading_of(passage, "Hanna Vogt sings.", 0.9), reading_of(passage, "Hannah Vogt dances.", 0.8)]

    assert told("Was macht Hanna Vogt?", readings) == ["Hanna Vogt sings."]


def test_a_title_is_no_other_first_name() -> None:
    passage = passage_in("Anna Keller comes.", "Frau Keller brings the cake.")
    readings = [
        reading_of(passage, "Anna Keller comes.", 0.9),
        reading_of(passage, "Frau Keller brings the cake.", 0.8),
    ]

    assert len(told("Was bringt Anna Keller mit?", readings)) == 2


def test_what_begins_a_sentence_is_no_first_name_where_it_is_written_small_as_well() -> None:
    passage = passage_in("Anna Keller ruft an.", "Der Keller ist feucht.", "Vor der Tür steht ein Rad.")
    readings = [reading_of(passage, text, 0.5) for text in ("Anna Keller ruft an.", "Der Keller ist feucht.")]
    readings.append(reading_of(passage, "Vor der Tür steht ein Rad.", 0.1))

    assert "Der Keller ist feucht." in told("Was sagt Anna Keller zum Keller?", readings)


@pytest.mark.parametrize(
    ("question", "right", "beside"),
    [
        (
            "متى انضمت البرتغال إلى الاتحاد الأوروبي؟",
            "دخلت البرتغال السوق الأوروبي في سنة 1985.",
            "هذا هو الاتحاد الأوروبي.",
        ),
        ("नगर पुस्तकालय कब खुलता है?", "गाँव पुस्तकालय नौ बजे खुलता है।", "नगर पुस्तकालय बड़ा है।"),
    ],
)
def test_two_words_of_a_script_without_capitals_are_no_name(question: str, right: str, beside: str) -> None:
    passage = passage_in(right, beside)
    readings = [reading_of(passage, right, 0.9), reading_of(passage, beside, 0.5)]

    assert told(question, readings) == [right, beside]
