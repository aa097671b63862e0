from __future__ import annotations

from dataclasses import replace

from assistant.quoting.lookups import look_up
from tests.assistant.fakes import document_of, passage_in, passage_of, reading_of
from vectorstore.passages import Passage

ROWS = ("Boat | Berth | Owner", "Teal | B12 | Jon Wik", "Osprey | A03 | Mia Dob")
TOLD = ("", "Boat: Teal · Berth: B12 · Owner: Jon Wik", "Boat: Osprey · Berth: A03 · Owner: Mia Dob")


def table() -> Passage:
    passage = passage_in(*ROWS, title="Berths", between="\n")
    return replace(passage, chunk=replace(passage.chunk, stand_alone=TOLD))


def found(question: str, passage: Passage) -> list[str]:
    return [one.text for one in look_up(question, [passage], [])]


def test_the_one_row_that_has_all_that_is_asked_is_found() -> None:
    assert found("berth of the Osprey", table()) == [TOLD[2]]
    assert found("Who owns the Teal?", table()) == [TOLD[1]]
    assert found("Who built the Teal?", table()) == []
    assert found("berth of the Grebe", table()) == []


def test_a_label_that_is_named_whole_is_found_and_a_price_by_any_word_for_one() -> None:
    passage = passage_in(
        "Full plot: 120 pounds", "Half plot: 65 pounds", "Secretary: Ada Holm", title="Plots", between="\n"
    )

    assert found("rent of a full plot", passage) == ["Full plot: 120 pounds"]
    assert found("price of a plot", passage) == []
    assert found("rent of the secretary", passage) == []


def test_whose_record_it_is_a_value_beside_it_tells() -> None:
    lines = ("Employee | Ada Holm", "Month | May 2025", "Net pay | 1,204.50", "Tax | 88.10")
    passage = passage_in(*lines, title="Payslip", between="\n")
    told = tuple(line.replace(" |", ":") for line in lines)
    passage = replace(passage, chunk=replace(passage.chunk, stand_alone=told))

    assert found("What was Ada's net pay in May?", passage) == ["Net pay: 1,204.50"]
    assert found("What was Ada's net pay in June?", passage) == []
    assert found("What was Finn's net pay in May?", passage) == []


def test_the_number_of_a_thing_is_named_by_that_word() -> None:
    passage = passage_in("Policy number: TL-55", "Insurer: Tamar Mutual", title="Liability insurance", between="\n")

    assert found("What is the policy number of the liability insurance?", passage) == ["Policy number: TL-55"]


def test_a_line_of_the_entry_that_is_named_is_found_never_that_of_another() -> None:
    document = document_of(
        "Ada Holm\nTel. 0555 201 334\nMill Road 4",
        "Finn Berg\nTel. 0555 887 120\nBirch Lane 9",
        title="Address list",
        between="\n\n",
    )
    passage = passage_of(document, *(line for line in document.text.split("\n") if line))

    assert found("What is Finn Berg's telephone number?", passage) == ["Tel. 0555 887 120"]
    assert found("What is the address of Ada Holm?", passage) == ["Mill Road 4"]
    assert found("What is the address of Eve Lund?", passage) == []


def test_a_sentence_that_is_read_as_sure_goes_before_rows_of_other_places() -> None:
    sentence = passage_in("The Teal lies at berth C9 since May.", title="News")
    sure = reading_of(sentence, "The Teal lies at berth C9 since May.", 0.9)

    assert look_up("berth of the Teal", [table(), sentence], [sure]) == ()


def rows(title: str, *lines: str) -> Passage:
    columns, *told = (line.split(" | ") for line in lines)
    passage = passage_in(*lines, title=title, between="\n")
    rows = (" · ".join(f"{column}: {cell}" for column, cell in zip(columns, row, strict=True)) for row in told)
    return replace(passage, chunk=replace(passage.chunk, stand_alone=("", *rows)))


CANOES = rows(
    "Canoes of the camp",
    "Canoe | Bought on | Shop | Price (EUR) | Minder",
    "Wigeon | 2021-04-03 | Rudder & Son | 310.00 | Ivo Tamm",
    "Smew | 2019-06-12 | flea market | 90.00 | Lea Brask",
)


def test_a_row_is_found_by_other_words_for_its_columns() -> None:
    wigeon = ["Canoe: Wigeon · Bought on: 2021-04-03 · Shop: Rudder & Son · Price (EUR): 310.00 · Minder: Ivo Tamm"]

    assert found("Where did we buy the Wigeon?", CANOES) == wigeon
    assert found("What did we pay for the Wigeon?", CANOES) == wigeon
    assert found("Which shop sold the Wigeon?", CANOES) == wigeon
    assert found("who takes care of the Wigeon", CANOES) == wigeon


def test_a_row_that_does_not_tell_what_is_asked_is_not_shown() -> None:
    assert found("When was the Wigeon repaired?", CANOES) == []
    assert found("What colour is the Wigeon?", CANOES) == []
    assert found("Which serial number has the Wigeon?", CANOES) == []
    assert found("Why did we buy the Wigeon?", CANOES) == []


def test_a_property_is_found_by_a_word_of_its_sense_the_one_that_is_called_so_first() -> None:
    data = rows("Stove Ember 2", "Property | Value", "Weight | 14 kg", "Permitted weight of pots | 30 kg")

    assert found("How heavy is the Ember?", data) == ["Property: Weight · Value: 14 kg"]


def test_a_label_is_found_with_the_verb_that_says_no_more_than_where() -> None:
    notes = passage_in("Fuse box: behind the clock", "Torch: in the porch", title="House notes", between="\n")

    assert found("Where is the torch kept?", notes) == ["Torch: in the porch"]
    assert found("Where was the torch stolen?", notes) == []


ROTA = rows(
    "Rota of the lighthouse",
    "Day | Early | Late | Signal",
    "2031-05-06 | Ilse Kern | Bo Lind | S2",
    "2031-06-03 | Bo Lind | Ilse Kern | S4",
)


def test_a_row_has_the_month_that_its_date_is_of() -> None:
    june = ["Day: 2031-06-03 · Early: Bo Lind · Late: Ilse Kern · Signal: S4"]

    assert found("When was Bo Lind early in June?", ROTA) == june
    assert found("Which signal was there on 3 June 2031?", ROTA) == june
    assert found("Which signal was there on 3 July 2031?", ROTA) == []


def test_a_word_beside_a_code_or_a_column_that_only_says_what_sort_of_thing_it_is_need_not_stand_there() -> None:
    may = ["Day: 2031-05-06 · Early: Ilse Kern · Late: Bo Lind · Signal: S2"]

    assert found("Who has the late shift on 6 May?", ROTA) == may
    assert found("When was the message S2 sent?", ROTA) == []
    assert found("What is message S2?", ROTA) == may


def test_who_was_excused_or_came_is_told_by_whatever_the_minutes_call_it() -> None:
    minutes = passage_in("Present: Ada Holm, Jon Wik", "Apologies: Mia Dob", title="Meeting of 4 May", between="\n")

    assert found("Who was excused at the meeting of 4 May?", minutes) == ["Apologies: Mia Dob"]
    assert found("Who attended the meeting of 4 May?", minutes) == ["Present: Ada Holm, Jon Wik"]


def test_a_labelled_value_is_named_by_the_line_that_it_stands_below() -> None:
    boats = passage_in(
        "To let", "\nThe Heron", "Berths: 4", "Keel: long", "\nThe Tern", "Berths: 2", title="Boats", between="\n"
    )

    assert found("How many berths has the Tern?", boats) == ["Berths: 2"]
    assert found("How many berths has the Heron?", boats) == ["Berths: 4"]
    assert found("keel of the Heron", boats) == ["Keel: long"]
    assert found("keel of the Tern", boats) == []
    assert found("How many berths has the Gannet?", boats) == []


def test_how_long_something_is_needs_no_word_for_long_where_that_is_a_column() -> None:
    sails = rows("Sails", "Sail | Warranty (years) | Maker", "Genoa | 5 | Dob", "Jib | 3 | Wik")

    assert found("How long is the warranty of the Genoa?", sails) == ["Sail: Genoa · Warranty (years): 5 · Maker: Dob"]
    assert found("How heavy is the Genoa?", sails) == []


def test_whose_table_it_is_may_be_told_before_it() -> None:
    passage = passage_in(
        "Report for Mia Dob, class 5.", "Subject | Mark", "Sport | 4", "Music | 1", title="Report", between="\n"
    )
    told = ("", "", "Subject: Sport · Mark: 4", "Subject: Music · Mark: 1")
    report = replace(passage, chunk=replace(passage.chunk, stand_alone=told))

    assert found("What mark did Mia get in sport?", report) == ["Subject: Sport · Mark: 4"]
    assert found("What mark did Jon get in sport?", report) == []


def test_beside_the_record_of_whoever_is_named_no_row_that_mentions_them_is_found() -> None:
    crew = rows("Crew", "Sailor | Start", "Mia Dob | 2024-03-01", "Jon Wik | 2025-05-02")
    trips = rows("Trips", "Trip | Skipper | Starts", "Islands | Mia Dob | 2026-07-04", "Locks | Jon Wik | 2026-08-05")
    both = look_up("When did Mia Dob start?", [crew, trips], [])

    assert [one.text for one in both] == ["Sailor: Mia Dob · Start: 2024-03-01"]
    assert found("When did Mia Dob start?", trips) == ["Trip: Islands · Skipper: Mia Dob · Starts: 2026-07-04"]
