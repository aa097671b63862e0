from __future__ import annotations

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
