from __future__ import annotations

from dataclasses import replace

from assistant.answers import Answer
from assistant.conversation.question import Question
from assistant.quoting.comparing import Comparer, OfferComparer
from assistant.reader.by_language import Readers
from assistant.ways import Asked
from tests.assistant.fakes import MemoryLibrary, ToldReader, document_of, passage_in, passage_of
from tests.assistant.quoting.test_lookups import rows
from vectorstore.passages import Passage

OAK = ("The oak desk costs 300 euros.", "It has a drawer of 60 centimetres.", "It is brown.")
ELM = ("The elm desk costs 240 euros.", "It has a drawer of 75 centimetres.")
DOCUMENTS = [document_of(*OAK, title="Oak desk"), document_of(*ELM, title="Elm desk")]
LIBRARY = MemoryLibrary(
    *(passage_of(document, *sentences) for document, sentences in zip(DOCUMENTS, (OAK, ELM), strict=True)),
    documents=DOCUMENTS,
)


def compare(question: str) -> Answer | None:
    return Comparer(LIBRARY, Readers(ToldReader())).answer(Asked(Question(question), question))


def lines(question: str) -> list[str]:
    answer = compare(question)
    assert answer is not None
    return [statement.text for statement in answer.statements]


def test_both_sides_are_shown_with_the_difference_of_their_figures() -> None:
    assert lines("Compare the drawer of the oak desk and the elm desk.") == [
        "oak desk: 60 centimetres; elm desk: 75 centimetres; difference: 15 centimetres.",
        OAK[1],
        ELM[1],
    ]


def test_the_side_that_has_more_of_it_is_named_first() -> None:
    assert lines("Which has the longer drawer, the oak desk or the elm desk?")[0] == (
        "elm desk: 75 centimetres, against 60 centimetres; difference: 15 centimetres."
    )


def test_whether_the_first_side_has_more_of_it_is_answered_with_yes_or_no() -> None:
    assert lines("Does the oak desk have a longer drawer than the elm desk?")[0].startswith("No. elm desk: 75")


def test_two_things_are_compared_in_the_sentences_that_say_the_same_of_both() -> None:
    said = lines("Compare the oak desk and the elm desk.")

    assert said[1:3] == [OAK[0], ELM[0]]
    assert OAK[2] not in said


def test_the_difference_is_concluded_from_both_citations() -> None:
    answer = compare("Compare the drawer of the oak desk and the elm desk.")

    assert answer is not None
    assert [(one.concluded, one.citations) for one in answer.statements] == [
        (True, (1, 2)),
        (False, (1,)),
        (False, (2,)),
    ]


def test_a_side_that_is_not_found_leaves_the_question() -> None:
    assert compare("Compare the drawer of the oak desk and the ash desk.") is None
    assert compare("Who made the oak desk?") is None


def test_a_property_of_which_nothing_is_said_is_not_compared() -> None:
    assert compare("Which is louder, the oak desk or the elm desk?") is None


def test_rows_without_a_column_for_what_is_compared_are_not_shown() -> None:
    rows = ("Barge | Berth", "Lena | 4", "Otto | 7")
    barges = document_of(*rows, title="Barges", between="\n")
    passage = passage_of(barges, *rows)
    told = ("", "Barge: Lena · Berth: 4", "Barge: Otto · Berth: 7")
    library = MemoryLibrary(replace(passage, chunk=replace(passage.chunk, stand_alone=told)), documents=[barges])
    question = "Is the Lena or the Otto older?"

    assert Comparer(library, Readers(ToldReader())).answer(Asked(Question(question), question)) is None


def _of_two(question: str, first: Passage, second: Passage) -> list[str]:
    library = MemoryLibrary(first, second)
    answer = Comparer(library, Readers(ToldReader())).answer(Asked(Question(question), question))
    return [] if answer is None else [statement.text for statement in answer.statements]


def test_prices_of_two_years_are_compared_by_the_column_that_both_lists_have() -> None:
    newer = rows("Prices 2032", "Dish | Price | Minutes", "Soup | 4.50 € | 12", "Stew | 9.80 € | 20")
    older = rows("Prices 2031", "Dish | Price EUR", "Soup | 4.00", "Stew | 9.50")

    assert _of_two("How much more is the soup in 2032 than in 2031?", newer, older)[0] == (
        "2032: 4.50 €, against 4.00 €; difference: 0.5 €."
    )


def test_the_sort_of_both_sides_is_no_aspect_of_them() -> None:
    first = passage_in("The barge weighs 900 kilograms.", "The barge is green.", title="Offer of Ostra")
    second = passage_in("The barge weighs 750 kilograms.", "It has a roof.", title="Offer of Bellin")

    assert _of_two("Which barge is heavier, the Ostra one or the Bellin one?", first, second)[0] == (
        "Ostra: 900 kilograms, against 750 kilograms; difference: 150 kilograms."
    )


def test_a_word_for_any_measure_need_not_be_said_of_what_is_compared() -> None:
    first = passage_in("Delivery within ten weeks.", "Exposure time: 3 seconds", title="Offer of Ostra")
    second = passage_in("Delivery within two weeks.", "The roof is flat.", title="Offer of Bellin")

    assert _of_two("Compare the delivery times of Ostra and Bellin.", first, second)[1:] == [
        "Delivery within ten weeks.",
        "Delivery within two weeks.",
    ]


def test_which_offer_is_cheaper_is_told_by_the_rows_that_add_them_up() -> None:
    offers = [
        rows(f"Offer of {firm}", "Work | Price", f"Floor | {floor}", f"Walls | {walls}", f"Total | {total}")
        for firm, floor, walls, total in (("Aldous", "£900", "£400", "£1,300"), ("Brend", "£800", "£700", "£1,500"))
    ]
    question = "Which is cheaper, Aldous or Brend?"

    answer = Comparer(MemoryLibrary(*offers), Readers(ToldReader())).answer(Asked(Question(question), question))

    assert answer is not None
    assert answer.statements[0].text == "Aldous: £1,300, against £1,500; difference: £200."


def test_two_offers_are_compared_without_their_names_where_there_are_two() -> None:
    texts = (("Price: £349", "Noise: 68 dB", "Stock: 3"), ("Price: £412", "Noise: 68 dB", "Stock: 4"))
    offers = [document_of(*lines, title=f"offer {at}", between="\n") for at, lines in enumerate(texts)]
    passages = [passage_of(one, *lines) for one, lines in zip(offers, texts, strict=True)]
    question = "Which of the two offers is cheaper?"
    asked = Asked(Question(question), question)

    answer = OfferComparer(MemoryLibrary(*passages, documents=offers)).answer(asked)

    assert answer is not None
    assert [one.text for one in answer.statements] == [
        "offer 0: £349, against £412; difference: £63.",
        "Price: £349",
        "Price: £412",
    ]
    assert OfferComparer(MemoryLibrary(passages[0], documents=offers[:1])).answer(asked) is None
    third = document_of("Price: £300", title="offer 2")
    further = passage_of(third, "Price: £300")
    assert OfferComparer(MemoryLibrary(*passages * 4, further, documents=[*offers, third])).answer(asked) is None
