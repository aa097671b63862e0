from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Support, Verdict
from assistant.quoting.extractive import ExtractiveOptions
from assistant.quoting.kinds import Quoter
from ingest.documents import Span
from tests.assistant.fakes import passage_in, reading_of

QUOTER = Quoter(0.2, ExtractiveOptions())


def test_yes_or_no_is_concluded_from_the_sentence_that_decides() -> None:
    passage = passage_in("Camping is not permitted.", "The huts are warm.")

    said = QUOTER.say("Is camping permitted?", [passage], [reading_of(passage, "The huts are warm.", 0.3)])

    assert [statement.text for statement in said.statements] == ["No.", "Camping is not permitted."]
    assert said.statements[0].concluded
    assert said.statements[0].support == Support(Verdict.SUPPORTED, 0.9)
    assert said.statements[0].citations == (1,)


def test_the_names_of_columns_answer_nothing() -> None:
    text = "Keeper | Lamp\nAda | oil\nBen | gas"
    spans = tuple(Span(text.index(line), text.index(line) + len(line)) for line in text.splitlines())
    passage = passage_in(text)
    told = ("Keeper | Lamp", "Keeper: Ada · Lamp: oil", "Keeper: Ben · Lamp: gas")
    passage = replace(passage, chunk=replace(passage.chunk, sentences=spans, stand_alone=told))
    readings = [reading_of(passage, "Keeper | Lamp", 0.9), reading_of(passage, "Ada | oil", 0.4)]

    said = QUOTER.say("Which lamp has Ada?", [passage], readings)

    assert [statement.text for statement in said.statements] == ["Keeper: Ada · Lamp: oil"]


def test_any_other_question_is_answered_by_the_likeliest_sentences() -> None:
    passage = passage_in("Camping is not permitted.", "The huts are warm.")

    said = QUOTER.say("How are the huts?", [passage], [reading_of(passage, "The huts are warm.", 0.8)])

    assert [statement.text for statement in said.statements] == ["The huts are warm."]
    assert said.confidence == 0.8


@pytest.mark.parametrize("line", ["Tel. 0555 123 456.", "Mobile: +44 20 7946 0123", "E-mail: ada7@quill.example"])
@pytest.mark.parametrize(
    "question",
    ["How old is Ada Quill?", "How many plots has Ada Quill?", "When was Ada Quill born?", "How much is it?"],
)
def test_how_somebody_is_reached_is_no_figure(question: str, line: str) -> None:
    passage = passage_in("Ada Quill keeps the keys.", line)

    assert QUOTER.say(question, [passage], [reading_of(passage, line, 0.6)]).statements == ()


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the number to call for the keys?", "Tel. 0555 123 456."),
        ("When was the shop opened?", "Opened in 1987, tel. 0555 123 456."),
        ("Who keeps the keys?", "Mobile: +44 20 7946 0123"),
    ],
)
def test_what_says_more_or_is_asked_for_is_said(question: str, line: str) -> None:
    passage = passage_in(line)

    said = QUOTER.say(question, [passage], [reading_of(passage, line, 0.6)])

    assert [statement.text for statement in said.statements] == [line]


def test_what_somebody_earns_is_no_price_that_they_wrote() -> None:
    price, wage = "We order 12 reams at 38 euros.", "Ada Quill is paid 2,900 euros a month."
    passage = passage_in(price, wage)

    def said(sentence: str) -> tuple[str, ...]:
        reading = reading_of(passage, sentence, 0.7)
        return tuple(one.text for one in QUOTER.say("How much does Ada Quill earn?", [passage], [reading]).statements)

    assert said(price) == ()
    assert said(wage) == (wage,)


@pytest.mark.parametrize(
    "line",
    [
        "Please pay invoice 8841 within 30 days.",
        "Ada Quill pays the rent of 500 euros.",
        "She paid a deposit of £90.",
        "The fine for late return must be paid to Ada Quill.",
        "Members pay the subscription of 12 euros to Ada Quill.",
        "Please pay the supplier Ada Quill within 30 days.",
        "Please pay Invoice 8841 within 30 days.",
    ],
)
def test_what_somebody_owes_is_nothing_that_they_earn(line: str) -> None:
    passage = passage_in(line)

    assert QUOTER.say("What is the salary of Ada Quill?", [passage], [reading_of(passage, line, 0.7)]).statements == ()


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the salary of Ada Quill?", "Requests for leave go to Ada Quill."),
        ("When was the shop opened?", "The shop is open from 9 a.m. to 5 p.m. on weekdays."),
        ("How much does the lathe weigh?", "The lathe runs for 30 minutes."),
    ],
)
def test_a_question_for_an_attribute_is_not_answered_by_what_does_not_speak_of_it(question: str, line: str) -> None:
    passage = passage_in(line)

    said = Quoter(0.2, ExtractiveOptions()).say(question, [passage], [reading_of(passage, line, 0.9)])

    assert said.statements == ()


def test_the_word_for_an_attribute_may_stand_in_the_sentence_before() -> None:
    passage = passage_in("The weight of the lathe is stamped on it.", "It came to 900 kilos in May.")
    reading = reading_of(passage, "It came to 900 kilos in May.", 0.9)

    said = Quoter(0.2, ExtractiveOptions()).say("How much does the lathe weigh?", [passage], [reading])

    assert said.statements[-1].text == "It came to 900 kilos in May."


def test_how_another_language_tells_an_attribute_is_not_known() -> None:
    line = "利用料は一時間につき800円です。"
    passage = passage_in("集会室は木曜日に使えます。", line)

    said = QUOTER.say("How much does the hall cost per hour?", [passage], [reading_of(passage, line, 0.8)])

    assert [statement.text for statement in said.statements] == [line]


@pytest.mark.parametrize(("probability", "said"), [(0.2, []), (0.45, ["Ada Holm owned the mill."])])
def test_behind_a_likelier_sentence_with_nobody_only_one_nearly_as_likely_tells_who(
    probability: float, said: list[str]
) -> None:
    passage = passage_in("The mill was painted in 1810.", "Ada Holm owned the mill.")
    readings = [
        reading_of(passage, "The mill was painted in 1810.", 0.5),
        reading_of(passage, "Ada Holm owned the mill.", probability),
    ]

    told = QUOTER.say("Who painted the mill?", [passage], readings)

    assert [statement.text for statement in told.statements] == said
