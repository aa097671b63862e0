"""Questions for figures in other languages, said as English ones."""

import pytest

from assistant.computing.computable import may_be_computed
from assistant.computing.elsewhere import in_english


@pytest.mark.parametrize(
    "question",
    [
        "Wie viel haben wir insgesamt ausgegeben?",
        "Combien avons-nous dépensé au total ?",
        "¿Cuánto hemos gastado en total?",
        "Сколько мы потратили всего?",
        "我们一共花了多少钱？",
        "全部でいくら使いましたか？",
        "Ile wydaliśmy łącznie?",
        "Toplam ne kadar harcadık?",
        "हमने कुल कितना खर्च किया?",
        "เราใช้จ่ายทั้งหมดเท่าไร",
        "كم أنفقنا في المجموع؟",
    ],
)
def test_what_was_spent_in_all_is_asked_alike_in_every_language(question: str) -> None:
    assert in_english(question) == "How much did we spend in all?"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Wie viel haben wir im April ausgegeben?", "How much did we spend in April?"),
        ("Ile wydaliśmy w kwietniu?", "How much did we spend in April?"),
        ("Nisan ayında ne kadar harcadık?", "How much did we spend in April?"),
        ("Wie viel haben wir für Benzin ausgegeben?", "How much did we spend on Benzin in all?"),
        ("Сколько стоила краска?", "How much did краска cost?"),
        ("ペンキはいくらでしたか？", "How much did ペンキ cost?"),
        ("पेंट कितने का था?", "How much did पेंट cost?"),
        ("Was kosten die Boote durchschnittlich?", "What is the average Boote?"),
    ],
)
def test_months_are_said_in_english_and_other_words_stay(question: str, said: str) -> None:
    assert in_english(question) == said
    assert may_be_computed(question)


@pytest.mark.parametrize(
    "question",
    ["Wie hoch ist die Kaution?", "How much did the paint cost?", "Wann endet der Vertrag?", "多少人住在那里？"],
)
def test_a_question_for_no_sum_or_price_is_none_of_these(question: str) -> None:
    assert in_english(question) == ""
