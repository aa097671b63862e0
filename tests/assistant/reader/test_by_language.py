from __future__ import annotations

from dataclasses import replace

from assistant.reader.by_language import Readers
from tests.assistant.fakes import ToldReader, passage_in

TEA = replace(passage_in("It sells green tea.", title="Tea"), score=0.9)
SHOP = replace(passage_in("The shop opens at nine.", title="Shop"), score=0.8)
LADEN = replace(passage_in("Der Laden öffnet um neun Uhr und schließt erst am Abend.", title="Laden"), score=0.7)


def test_what_is_read_is_ordered_by_search_and_reading_together() -> None:
    read = Readers(ToldReader("nine")).read("When does the shop open?", [TEA, SHOP])

    assert read.passages == (SHOP, TEA)
    assert read.readings[0].text == "The shop opens at nine."
    assert read.threshold == ToldReader.threshold
    assert not read.by_fallback


def test_another_language_is_read_by_the_fallback_in_the_order_of_the_search() -> None:
    readers = Readers(ToldReader(), fallback=ToldReader("neun"))

    read = readers.read("Wann öffnet der Laden in der Stadt?", [TEA, LADEN])

    assert read.passages == (TEA, LADEN)
    assert read.readings[0].passage == LADEN
    assert read.by_fallback


def test_a_question_in_english_on_texts_in_another_language_is_read_by_the_fallback() -> None:
    readers = Readers(ToldReader(), fallback=ToldReader())

    assert readers.reader_for("When does the shop open?", [LADEN]) is readers.fallback
    assert readers.reader_for("When does the shop open?", [SHOP]) is readers.main


def test_without_a_fallback_everything_is_read_by_one() -> None:
    readers = Readers(ToldReader())

    assert readers.reader_for("Wann öffnet der Laden in der Stadt?", [LADEN]) is readers.main


def test_an_answer_from_a_text_in_another_language_says_so_where_both_are_read() -> None:
    for told, is_foreign in (("neun", True), ("nine", False)):
        readers = Readers(ToldReader(), fallback=ToldReader(), mixed=ToldReader(told))

        read = readers.read("When does the shop open?", [SHOP, LADEN])

        assert read.by_fallback is is_foreign


def test_passages_in_many_languages_come_in_the_order_of_what_is_read_in_them() -> None:
    fallback = ToldReader("neun")
    readers = Readers(ToldReader(), fallback=fallback, mixed=ToldReader())
    other, right = passage_in("Der Laden ist alt.", title="Alt"), passage_in("Er öffnet um neun.", title="Neu")

    read = readers.read("Wann öffnet der Laden und wo ist er?", [other, right])

    assert read.passages == (right, other)
