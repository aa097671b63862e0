"""Language: English is told from what the reader was not trained on."""

import pytest

from assistant.english.language import may_be_english


@pytest.mark.parametrize(
    "text",
    [
        "When was it signed?",
        "who founded the company",
        "HOW MANY DAYS OF LEAVE ARE THERE?",
        "winner of the tour de france",
        "Who is the CEO of Müller GmbH?",
        "Who wrote Cien años de soledad?",
        "pizza margherita calories",
        "C++",
        "Uzbekistan Japan",
        "",
        "42",
    ],
)
def test_what_may_be_english_is_taken_for_it(text: str) -> None:
    assert may_be_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wie viel kostet ein Ticket?",
        "¿Cuántos días son?",
        "Kiedy otwiera się muzeum?",
        "Hány alkalmazottja van a cégnek?",
        "Kuinka monta työntekijää yrityksellä on?",
        "Muzey qachon ochiladi va chipta qancha turadi?",
        "Müze ne zaman açılıyor?",
        "Сколько это стоит?",
        "これは何ですか",
        "متى يفتح المتحف؟",
    ],
)
def test_other_languages_are_told_apart(text: str) -> None:
    assert not may_be_english(text)
