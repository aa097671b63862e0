from __future__ import annotations

from assistant.answers import Support, Verdict
from assistant.quoting.extractive import ExtractiveOptions
from assistant.quoting.kinds import Quoter
from tests.assistant.fakes import passage_in, reading_of

QUOTER = Quoter(0.2, ExtractiveOptions())


def test_yes_or_no_is_concluded_from_the_sentence_that_decides() -> None:
    passage = passage_in("Camping is not permitted.", "The huts are warm.")

    said = QUOTER.say("Is camping permitted?", [passage], [reading_of(passage, "The huts are warm.", 0.3)])

    assert [statement.text for statement in said.statements] == ["No.", "Camping is not permitted."]
    assert said.statements[0].concluded
    assert said.statements[0].support == Support(Verdict.SUPPORTED, 0.9)
    assert said.statements[0].citations == (1,)


def test_any_other_question_is_answered_by_the_likeliest_sentences() -> None:
    passage = passage_in("Camping is not permitted.", "The huts are warm.")

    said = QUOTER.say("How are the huts?", [passage], [reading_of(passage, "The huts are warm.", 0.8)])

    assert [statement.text for statement in said.statements] == ["The huts are warm."]
    assert said.confidence == 0.8
