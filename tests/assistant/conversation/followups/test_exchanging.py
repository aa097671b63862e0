"""Follow-ups in other languages than English: what is put in the place of what."""

import pytest

from assistant.conversation.followups.exchanging import exchanged


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("Wie viel haben wir im April ausgegeben?", "Und im Mai?", "Wie viel haben wir im Mai ausgegeben?"),
        ("¿Cuánto gastamos en abril?", "¿Y en mayo?", "¿Cuánto gastamos en mayo?"),
        ("Сколько мы потратили в апреле?", "А в мае?", "Сколько мы потратили в мае?"),
        ("我们四月份花了多少钱？", "五月呢？", "我们五月花了多少钱？"),
        ("4月はいくら使いましたか？", "5月は？", "5月はいくら使いましたか？"),
        ("हमने अप्रैल में कितना खर्च किया?", "और मई में?", "हमने मई में कितना खर्च किया?"),
        ("Wie hoch war der Umsatz 2025?", "Und 2026?", "Wie hoch war der Umsatz 2026?"),
    ],
)
def test_a_month_or_a_year_stands_where_the_one_before_stood(before: str, question: str, said: str) -> None:
    assert exchanged(question, before) == said


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("Was hat die Farbe gekostet?", "Und die Lampe?", "Was hat die Lampe gekostet?"),
        ("Combien a coûté la peinture ?", "Et la lampe ?", "Combien a coûté la lampe ?"),
        ("Сколько стоила краска?", "А лампа?", "Сколько стоила лампа?"),
        ("Boya kaça mal oldu?", "Peki ya lamba?", "lamba kaça mal oldu?"),
        ("ペンキはいくらでしたか？", "ランプは？", "ランプはいくらでしたか？"),
        ("पेंट कितने का था?", "और लैंप?", "लैंप कितने का था?"),
    ],
)
def test_a_thing_stands_where_the_thing_before_stood(before: str, question: str, said: str) -> None:
    assert exchanged(question, before) == said


@pytest.mark.parametrize(
    "question", ["Und wann beginnt er?", "Wie hoch ist die Miete?", "А кто его подписал?", "谁呢？"]
)
def test_a_whole_question_stays_as_it_is(question: str) -> None:
    assert exchanged(question, "Wann endet der Mietvertrag?") == ""


def test_a_month_after_a_question_without_one_is_left_as_it_is() -> None:
    assert exchanged("Und im Mai?", "Wann endet der Mietvertrag?") == ""
