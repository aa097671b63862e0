from __future__ import annotations

from dataclasses import replace

from assistant.quoting.covering import covering, of_names, on_subject, with_reasons
from tests.assistant.fakes import passage_in, reading_of

PAYS, OTHER = "The players pay a bond of 60 pounds.", "The hall has two doors."
NOTES = passage_in(PAYS, OTHER, title="Rules of the band")


def test_the_first_reading_is_likely_where_it_has_all_that_is_asked() -> None:
    readings = [reading_of(NOTES, PAYS, 0.08), reading_of(NOTES, OTHER, 0.02)]

    (found,) = covering("How much is the bond of the band?", [NOTES], readings)

    assert found.text == PAYS
    assert found.probability == 0.5


def test_a_sentence_without_a_word_or_the_form_of_what_is_asked_is_no_answer() -> None:
    readings = [reading_of(NOTES, PAYS, 0.08), reading_of(NOTES, OTHER, 0.02)]

    assert covering("How much is the bond of the choir?", [NOTES], readings) == ()
    assert covering("When is the bond paid?", [NOTES], readings) == ()
    assert covering("How many doors has the hall?", [NOTES], readings) == ()


def test_of_two_that_are_as_likely_neither_is_sure() -> None:
    readings = [reading_of(NOTES, PAYS, 0.08), reading_of(NOTES, OTHER, 0.07)]

    assert covering("How much is the bond?", [NOTES], readings) == ()


def test_a_passage_without_the_name_that_another_has_is_not_on_it() -> None:
    ferry = passage_in("The Grey Duchess was built in Oslo.", title="Ferries")
    duke = passage_in("The flag is grey with a blue cross.", title="Flags")
    readings = [
        reading_of(duke, "The flag is grey with a blue cross.", 0.5),
        reading_of(ferry, "The Grey Duchess was built in Oslo.", 0.1),
    ]

    assert [one.text for one in of_names("What colour is the Grey Duchess?", readings)] == [
        "The Grey Duchess was built in Oslo."
    ]
    assert of_names("What colour is the flag?", readings) == tuple(readings)


def test_a_reason_has_a_word_for_one_unless_it_is_read_as_sure() -> None:
    closed, because = "The pier is closed.", "It was closed because a beam had rotted."
    page = passage_in(closed, because, title="Pier")
    readings = [reading_of(page, because, 0.4), reading_of(page, closed, 0.3)]

    assert [one.text for one in with_reasons("Why is the pier closed?", readings)] == [because]
    assert with_reasons("Is the pier closed?", readings) == tuple(readings)
    assert len(with_reasons("Why is it closed?", [reading_of(page, closed, 0.8)])) == 1


def test_how_long_asks_for_a_time_and_what_is_the_for_a_noun() -> None:
    lasts, excess = "The lease is ten years.", "The bond is 60 pounds for each player."
    lease = passage_in(lasts, "The hall has two doors.", title="Lease of the hall")
    rules = passage_in(excess, "The hall is cold.", title="Rules of the band")

    (time,) = covering("How long is the lease of the hall?", [lease], [reading_of(lease, lasts, 0.1)])
    (noun,) = covering("What is the bond of the band?", [rules], [reading_of(rules, excess, 0.1)])

    assert (time.text, noun.text) == (lasts, excess)
    assert covering("What is the colour of the hall?", [rules], [reading_of(rules, "The hall is cold.", 0.1)]) == ()


def test_a_sentence_on_the_thing_alone_is_no_answer_unless_it_is_sure() -> None:
    mill = passage_in("Issued in June by Hugo Lamb.", "The mill was painted by Ida Brandt.", title="Old Mill")
    unsure = reading_of(
        passage_in("Issued in June by Hugo Lamb.", title="Old Mill"), "Issued in June by Hugo Lamb.", 0.3
    )
    told = reading_of(mill, "The mill was painted by Ida Brandt.", 0.3)

    assert on_subject("Who painted the Old Mill?", [unsure, told]) == (told,)
    assert on_subject("What is the rating of the Old Mill?", [unsure]) == ()
    assert on_subject("Who painted the Old Mill?", [replace(unsure, probability=0.7)]) != ()
    assert on_subject("Who is Hugo Lamb?", [unsure]) == (unsure,)


def test_an_answer_may_say_in_its_own_words_what_is_wanted_most() -> None:
    unsure = reading_of(NOTES, PAYS, 0.4)

    assert on_subject("What sum do the players give?", [unsure]) == (unsure,)


def test_a_sentence_that_has_all_words_of_another_language_is_likely() -> None:
    rent, deposit = "Ежемесячная плата составляет 780 евро.", "Залог составляет 1560 евро."
    passage = passage_in(rent, deposit, title="Аренда квартиры")
    readings = [reading_of(passage, deposit, 0.12), reading_of(passage, rent, 0.05)]

    assert [one.text for one in covering("Размер залога за квартиру?", [passage], readings)] == [deposit]
    assert covering("Размер залога за гараж?", [passage], readings) == ()


def test_two_words_with_a_capital_are_no_name_in_other_languages_than_english() -> None:
    open_, shut = "Die Werkstatt ist ab neun offen.", "Zeiten der Werkstatt: Zeiten Werkstatt."
    hours, note = passage_in(open_), passage_in(shut, title="Aushang")
    readings = [reading_of(hours, open_, 0.6), reading_of(note, shut, 0.2)]

    assert of_names("Welche Öffnung und Zeiten Werkstatt gelten heute?", readings) == tuple(readings)
