from __future__ import annotations

from dataclasses import replace

from assistant.english.polarity import Polarity
from assistant.quoting.deciding import decide, touching
from tests.assistant.fakes import document_of, passage_in, passage_of, reading_of


def test_a_prohibition_that_stands_plainly_decides_however_unlikely_it_was_read() -> None:
    passage = passage_in("Camping is not permitted.", "The huts are warm.")
    unlikely = reading_of(passage, "Camping is not permitted.", 0.01)

    decision = decide("Is camping permitted?", [passage], [unlikely])

    assert decision is not None
    assert decision.polarity is Polarity.NO
    assert [(one.text, one.probability) for one in decision.readings] == [("Camping is not permitted.", 0.9)]


def test_a_condition_leaves_it_open_and_is_shown() -> None:
    passage = passage_in("Dogs are welcome as long as they are on a lead.", "Bring boots.")

    decision = decide("Are dogs welcome?", [passage], [])

    assert decision is not None
    assert decision.polarity is None
    assert [one.text for one in decision.readings] == ["Dogs are welcome as long as they are on a lead."]


def test_sentences_that_contradict_each_other_decide_nothing_and_are_both_shown() -> None:
    first, second = (
        passage_in(text, title=title)
        for text, title in (("Camping is permitted.", "A"), ("Camping is forbidden.", "B"))
    )

    decision = decide("Is camping permitted?", [first, second], [])

    assert decision is not None
    assert decision.polarity is None
    assert len(decision.readings) == 2


def test_an_item_is_decided_by_the_order_that_introduces_its_list() -> None:
    document = document_of("Never send these by e-mail:", "payslips", "door keys", between="\n")
    passage = passage_of(document, "Never send these by e-mail:", "payslips", "door keys")

    decision = decide("Can I send payslips by e-mail?", [passage], [])

    assert decision is None or decision.polarity is Polarity.NO


def test_other_questions_are_not_decided() -> None:
    assert decide("Who camps?", [passage_in("Camping is permitted.")], []) is None
    assert decide("Is fishing permitted?", [passage_in("Camping is permitted.")], []) is None


def test_what_speaks_of_less_than_half_of_what_is_asked_decides_nothing_unless_it_is_sure() -> None:
    passage = passage_in("Do not park before the gate of the mill.", "There are six parking spaces.", title="Mill")
    gate, spaces = (
        reading_of(passage, text, 0.4)
        for text in ("Do not park before the gate of the mill.", "There are six parking spaces.")
    )
    sure = reading_of(passage, "Do not park before the gate of the mill.", 0.7)

    assert touching("Are the parking spaces free of charge?", [gate, spaces, sure]) == (spaces, sure)
    assert touching("Where can I park for free?", [gate]) == (gate,)


def test_an_item_under_a_heading_that_tells_its_state_is_in_that_state() -> None:
    out = passage_in("Not included:", "Towels", "Cleaning of the oven", title="Offer", between="\n")
    within = passage_of(
        document_of("Bed linen", "Heating", title="Offer", between="\n"), "Bed linen", heading="Included"
    )

    for question, passage, polarity in (
        ("Are towels included in the offer?", out, Polarity.NO),
        ("Is bed linen included in the offer?", within, Polarity.YES),
    ):
        decision = decide(question, [passage], [])
        assert decision is not None
        assert decision.polarity is polarity


def test_whose_contract_it_is_is_told_by_the_name_of_its_file() -> None:
    passage = replace(
        passage_in("The tenants may not sublet the flat.", title="Agreement"), source="file:///Mill%20Lane/Ruiz.docx"
    )

    assert decide("May the Ruiz family sublet the flat?", [passage], []) is not None
    assert decide("May the Holm family sublet the flat?", [passage], []) is None


def test_the_sentence_that_names_the_day_that_is_asked_for_decides() -> None:
    passage = passage_in("Loud work is allowed on weekdays.", "No work takes place on Sundays.", title="Site")

    decision = decide("Is work allowed on Sundays?", [passage], [])

    assert decision is not None
    assert decision.polarity is Polarity.NO
    assert [one.text for one in decision.readings] == ["No work takes place on Sundays."]


def test_a_row_decides_by_its_cell_of_yes_or_no() -> None:
    passage = passage_in("Boat | Radio", "Teal | yes", "Osprey | no", title="Boats", between="\n")
    told = replace(
        passage, chunk=replace(passage.chunk, stand_alone=("", "Boat: Teal · Radio: yes", "Boat: Osprey · Radio: no"))
    )

    decision = decide("Does the Osprey have a radio?", [told], [])

    assert decision is not None
    assert decision.polarity is Polarity.NO
    assert [one.text for one in decision.readings] == ["Boat: Osprey · Radio: no"]


def test_words_of_the_title_are_none_of_those_that_a_sentence_must_speak_of() -> None:
    passage = passage_in("Children must be brought by nine.", title="Playgroup")
    reading = reading_of(passage, "Children must be brought by nine.", 0.4)

    assert touching("Does the playgroup accept children under two?", [reading]) == ()
    assert touching("Must children be brought to the playgroup by car?", [reading]) == (reading,)


def test_what_other_languages_say_need_not_have_the_words_of_a_question() -> None:
    passage = passage_in("Die Mitglieder dürfen zwei Gäste in die Werkstatt mitbringen.", title="Regeln")
    reading = reading_of(passage, passage.chunk.text, 0.4)

    assert touching("May members bring guests?", [reading]) == (reading,)


def test_a_line_under_what_must_not_be_done_decides() -> None:
    passage = passage_in(
        "What the tenants must not do", "Smoke in the house.", "Keep a pet.", title="Lease", between="\n"
    )
    passage = replace(passage, chunk=replace(passage.chunk, heading="What the tenants must not do"))

    decision = decide("Can I smoke in the house?", [passage], [])

    assert decision is not None
    assert (decision.polarity, [one.text for one in decision.readings]) == (Polarity.NO, ["Smoke in the house."])


def test_what_is_said_behind_of_more_leaves_it_open() -> None:
    passage = passage_in("Guests may stay for up to 14 nights.", "Longer stays need consent.", title="Lease")

    decision = decide("May guests stay for 20 nights?", [passage], [])

    assert decision is not None
    assert decision.polarity is None


def test_a_rule_holds_where_its_document_speaks_of_but_decides_nothing_by_that() -> None:
    document = document_of(
        "The council lets the plot.", "Hosepipes must not be used.", title="Agreement", between="\n\n"
    )
    passages = [passage_of(document, line) for line in document.text.split("\n\n")]

    decision = decide("Can I use a hosepipe on the plot?", passages, [])

    assert decision is not None
    assert (decision.polarity, [one.text for one in decision.readings]) == (None, ["Hosepipes must not be used."])
    assert decide("Can I use a hosepipe on the roof?", passages, []) is None


def test_whose_value_it_is_another_value_of_the_document_tells() -> None:
    passage = passage_in("Boat: Old Heron", "Fuel: 90 extra", "Berths: 6", title="offer", between="\n")

    decision = decide("Is fuel included with the Old Heron?", [passage], [])

    assert decision is not None
    assert [one.text for one in decision.readings] == ["Fuel: 90 extra"]
    assert decide("Is fuel included with the Kingfisher?", [passage], []) is None
