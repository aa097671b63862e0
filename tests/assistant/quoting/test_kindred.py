from __future__ import annotations

from dataclasses import replace

from assistant.quoting.kindred import of_the_thing
from assistant.reader.readings import Reading
from ingest.documents import Span
from tests.assistant.fakes import passage_in
from tests.assistant.quoting.test_lookups import rows
from vectorstore.passages import Passage

GOWNS = rows(
    "Hire of costumes",
    "Costume | Size | Fee",
    "Gown | adults | 14.00",
    "Cloak | children | 8.00",
    "Wig | any | 5.00",
)
CREW = passage_in("Olga Brand, stage and light", "Piet Vos, costumes", title="Crew", between="\n")


def _kept(question: str, passage: Passage, number: int) -> bool:
    reading = Reading(passage, passage.chunk.sentences[number], 0.8)
    return of_the_thing(question, [passage], [reading]) == (reading,)


def test_a_row_without_a_word_that_the_row_beside_it_has_is_of_another_thing() -> None:
    assert not _kept("How much is a gown for children?", GOWNS, 2)
    assert not _kept("How much is a gown for children?", GOWNS, 1)
    assert _kept("How much is a cloak for children?", GOWNS, 2)
    assert _kept("What is the fee of a wig?", GOWNS, 3)


def test_an_item_of_a_list_is_not_said_of_somebody_who_stands_beside_it() -> None:
    assert not _kept("Why did Piet Vos leave the crew?", CREW, 0)
    assert _kept("Why did Piet Vos leave the crew?", CREW, 1)


def test_of_what_is_asked_of_several_every_line_is_kept() -> None:
    assert _kept("Which costumes are there for adults and children?", GOWNS, 2)


def test_sentences_are_kept_whatever_stands_beside_them() -> None:
    told = passage_in("The hall seats forty people.", "The foyer has a bar.", title="House")

    assert _kept("Does the hall have a bar?", told, 0)


def test_neither_a_title_nor_what_is_asked_for_makes_a_line_one_of_another_thing() -> None:
    notes = passage_in(
        "Mill House, notes", "Stopcock: under the stairs", "Fuses: in the hall", title="Notes", between="\n"
    )
    days = rows("Laundry", "Flat | Day", "Flat 1 | Monday", "Flat 2 | Tuesday")

    assert _kept("stopcock of the Mill House", notes, 1)
    assert not _kept("stopcock of the Mill House", notes, 2)
    assert _kept("What is the laundry day of flat 2?", days, 2)
    assert not _kept("What is the laundry day of flat 2?", days, 1)


def test_what_is_asked_of_ones_thing_is_not_told_by_a_sentence_on_that_of_another() -> None:
    papers = passage_in("Ivo's permit runs out in May.", "Ada's boat has two sails.", title="Crew")

    assert not _kept("When does Carl's permit run out?", papers, 0)
    assert _kept("When does Ivo's permit run out?", papers, 0)
    assert _kept("Where is Carl's boat hook?", papers, 0)


def test_what_stands_above_labelled_values_says_of_what_they_are() -> None:
    rooms = passage_in(
        "To let\n\nRoom 101\nRent: 420 euros\nThe stove is new.\n\nRoom 102\nFloor: oak\nRent: 455 euros", title="Rooms"
    )
    lines = [one for one in rooms.chunk.text.split("\n") if one]
    spans = [Span(at, at + len(line)) for line in lines for at in [rooms.chunk.text.index(line)]]
    chunk = replace(
        rooms.chunk, sentences=tuple(Span(one.start + rooms.chunk.start, one.end + rooms.chunk.start) for one in spans)
    )
    parted = replace(rooms, chunk=chunk)

    assert _kept("What is the rent of Room 102?", parted, lines.index("Rent: 455 euros"))
    assert not _kept("What is the rent of Room 102?", parted, lines.index("Rent: 420 euros"))
    assert _kept("What is the rent of Room 101?", parted, lines.index("Rent: 420 euros"))
    assert not _kept("What is the rent of Room 101?", parted, lines.index("Rent: 455 euros"))


def test_what_is_asked_of_somebodys_relative_is_not_said_of_themselves() -> None:
    will = passage_in(
        "I, Piet Vos, was born in 1941.", "My wife Olga gets the barge.", "The crew is paid.", title="Will"
    )

    assert not _kept("When was Piet's mother born?", will, 0)
    assert _kept("What does Piet's wife get?", will, 1)
    assert _kept("When was Piet's crew paid?", will, 2)


def test_what_is_asked_of_a_numbered_thing_is_not_said_of_another_number() -> None:
    lights = passage_in(
        "The lighthouse number 13 was built in 1833.",
        "Lighthouse 2 is 20 metres high.",
        "It has a keeper.",
        "Lighthouses 12 to 15 were sold.",
        "Room 4 is let, room 5 is not.",
        title="Lighthouse 13",
    )

    assert not _kept("When was the lighthouse number 3 built?", lights, 0)
    assert _kept("When was the lighthouse number 13 built?", lights, 0)
    assert not _kept("How high is lighthouse no. 3?", lights, 1)
    assert _kept("How high is lighthouse 2?", lights, 1)
    assert not _kept("Has lighthouse 3 a keeper?", lights, 2)
    assert _kept("Has lighthouse 13 a keeper?", lights, 2)
    assert _kept("Was lighthouse 14 sold?", lights, 3)
    assert _kept("Is room 5 let?", lights, 4)
    assert _kept("What was built in May 1833?", lights, 0)


def test_a_sentence_is_no_line_whatever_stop_its_script_has() -> None:
    for told in (
        passage_in("格陵兰岛在1985年签署了条约。", "这座大厅有四十个座位，并给予它特殊地位。", between=""),
        passage_in("समझौता 1985 में हुआ।", "विशेष दर्जा हॉल को मिला।"),
    ):
        assert _kept("什么国家在1985年得到特殊地位 विशेष दर्जा？", told, 0)


def test_words_that_no_blanks_part_tell_no_other_thing() -> None:
    table = rows("料金表", "工具 | 料金", "はしご | 600", "のこぎり | 300", "かなづち | 200")

    assert _kept("はしごの料金はいくらですか？ のこぎり", table, 2)
