from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Verdict
from assistant.quoting.extractive import ExtractiveOptions, answer_sentences
from assistant.reader.readings import Reading
from ingest.documents import Span
from tests.assistant.fakes import ToldJudge, document_of, passage_in, passage_of, reading_of
from vectorstore.passages import Passage

OPTIONS = ExtractiveOptions(max_statements=3, keep=0.75, list_keep=0.6)


def texts(question: str, *readings: Reading) -> list[str]:
    statements, _ = answer_sentences(question, readings, threshold=0.5, options=OPTIONS)
    return [statement.text for statement in statements]


def test_the_answer_is_the_sentence_itself_with_its_exact_place() -> None:
    passage = passage_in("The shop opens at nine.", "It sells tea.")
    reading = reading_of(passage, "The shop opens at nine.", 0.9, "nine")

    statements, citations = answer_sentences("When?", [reading], threshold=0.5, options=OPTIONS)

    assert statements[0].text == citations[0].quote == "The shop opens at nine."
    assert (citations[0].start, citations[0].end) == (0, 23)
    assert statements[0].citations == (1,)
    assert statements[0].highlights == (Span(18, 22),)
    assert statements[0].support.verdict is Verdict.SUPPORTED


def test_nothing_is_said_below_the_threshold() -> None:
    passage = passage_in("The shop opens at nine.")

    assert texts("When?", reading_of(passage, "The shop opens at nine.", 0.49)) == []


def test_nothing_is_said_of_no_readings() -> None:
    assert texts("When?") == []


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    passage = passage_in("Three areas were named.", "These include energy and transport.")

    said = texts("Which areas?", reading_of(passage, "These include energy and transport.", 0.9))

    assert said == ["Three areas were named.", "These include energy and transport."]


def test_a_leaning_sentence_does_not_reach_into_another_paragraph() -> None:
    passage = passage_in("Trade grew.", "These include energy.", between="\n\n")

    assert texts("What?", reading_of(passage, "These include energy.", 0.9)) == ["These include energy."]


def test_a_list_comes_out_whole_from_its_introduction() -> None:
    passage = passage_in("Bring with you:", "a coat", "a map", between="\n")

    assert texts("What should I bring?", reading_of(passage, "Bring with you:", 0.9)) == [
        "Bring with you:",
        "a coat",
        "a map",
    ]


def test_a_list_comes_out_whole_from_one_of_its_items() -> None:
    passage = passage_in("Bring with you:", "a coat", "a map", between="\n")

    assert len(texts("What should I bring?", reading_of(passage, "a map", 0.9))) == 3


PARAGRAPH = ("We open at nine.", "We close at six.", "On Sundays we rest.", "Bring a friend.")


def under_label(*sentences: str) -> Passage:
    """A label on a line of its own, and a paragraph of the sentences after it."""
    document = document_of("Opening hours:", " ".join(sentences), between="\n")
    return passage_of(document, "Opening hours:", *sentences)


def test_a_label_does_not_make_its_whole_paragraph_the_answer() -> None:
    passage = under_label(*PARAGRAPH)

    for sentence in PARAGRAPH:
        assert texts("When?", reading_of(passage, sentence, 0.9)) == [sentence]


def test_a_label_that_was_read_brings_one_sentence_along() -> None:
    reading = reading_of(under_label(*PARAGRAPH), "Opening hours:", 0.9)

    assert texts("When?", reading) == ["Opening hours:", "We open at nine."]


def test_a_list_ends_where_a_line_holds_two_sentences() -> None:
    document = document_of("Bring with you:\na coat\na map", "It rains often here.")
    passage = passage_of(document, "Bring with you:", "a coat", "a map", "It rains often here.")

    assert texts("What?", reading_of(passage, "a coat", 0.9)) == ["Bring with you:", "a coat", "a map"]


def test_two_sources_that_say_the_same_are_one_statement_with_two_citations() -> None:
    first = passage_in("The fee is 40 euros a year.", title="Rules")
    second = passage_in("The fee is 40 euros a year.", title="Letter")

    statements, citations = answer_sentences(
        "What is the fee?",
        [
            reading_of(first, "The fee is 40 euros a year.", 0.9),
            reading_of(second, "The fee is 40 euros a year.", 0.6),
        ],
        threshold=0.5,
        options=OPTIONS,
    )

    assert [statement.citations for statement in statements] == [(1, 2)]
    assert [citation.title for citation in citations] == ["Rules", "Letter"]


def test_sentences_with_other_figures_are_never_one_statement() -> None:
    first = passage_in("The fee is 40 euros a year.", title="Rules")
    second = passage_in("The fee is 45 euros a year.", title="Letter")

    said = texts(
        "What is the fee?",
        reading_of(first, "The fee is 40 euros a year.", 0.9),
        reading_of(second, "The fee is 45 euros a year.", 0.9),
    )

    assert len(said) == 2


# Pairs that share nearly every word, and of which only one can be what the other says.
UNLIKE = [
    ("The pool is open on Sundays.", "The pool is not open on Sundays."),
    ("Dogs may enter the park before noon.", "Dogs may enter the park after noon."),
    ("Children under ten pay nothing at the door.", "Children over ten pay nothing at the door."),
    ("The heating in the hall is on in the winter months.", "The heating in the hall is off in the winter months."),
    ("Ana Brook succeeded Ben Field as head of the school.", "Ben Field succeeded Ana Brook as head of the school."),
    (
        "The branch in Oslo closes at noon on the last working day of every month for a stock check by its staff.",
        "The branch in Lyon closes at noon on the last working day of every month for a stock check by its staff.",
    ),
    (
        "The branch opens at noon on the last working day of every month for a stock check by its whole staff.",
        "The branch closes at noon on the last working day of every month for a stock check by its whole staff.",
    ),
    (
        "The branch closes at noon on the last working day of every month for a stock check by its whole staff.",
        "The Oslo branch closes at noon on the last working day of every month for a stock check by its whole staff.",
    ),
]


@pytest.mark.parametrize(("one", "other"), UNLIKE)
@pytest.mark.parametrize("has_judge", [False, True])
def test_a_sentence_that_says_another_thing_in_nearly_the_same_words_is_no_proof(
    one: str, other: str, *, has_judge: bool
) -> None:
    readings = [reading_of(passage_in(text, title=title), text, 0.9) for text, title in ((one, "Sign"), (other, "Web"))]
    judge = ToldJudge() if has_judge else None

    statements, _ = answer_sentences("How is it?", readings, threshold=0.5, options=OPTIONS, judge=judge)

    assert [(statement.text, statement.citations) for statement in statements] == [(one, (1,)), (other, (2,))]


@pytest.mark.parametrize(
    "other", ["The shop opens at ten.", "The shop never opens at nine.", "The shop of Ada Quill in Lyon opens at nine."]
)
def test_a_judge_that_overlooks_a_figure_a_name_or_a_denial_is_not_followed(other: str) -> None:
    first = "The shop opens at nine."
    readings = [
        reading_of(passage_in(text, title=title), text, 0.9) for text, title in ((other, "Sign"), (first, "Leaflet"))
    ]

    statements, _ = answer_sentences(
        "When?", readings, threshold=0.5, options=OPTIONS, judge=ToldJudge(first, chance=0.99)
    )

    assert [statement.citations for statement in statements] == [(1,), (2,)]


def test_a_sentence_with_a_plain_word_more_is_the_same() -> None:
    one = "The yearly fee for members of the rowing club is 40 euros."
    other = "The yearly fee for members of the local rowing club is 40 euros."

    said = texts(
        "What is the fee?",
        *(reading_of(passage_in(text, title=title), text, 0.9) for text, title in ((one, "Rules"), (other, "Letter"))),
    )

    assert said == [one]


def test_a_much_weaker_sentence_is_left_out() -> None:
    passage = passage_in("Ana leads the team.", "Ben once led another team.")

    said = texts(
        "Who leads the team?",
        reading_of(passage, "Ana leads the team.", 0.9),
        reading_of(passage, "Ben once led another team.", 0.55),
    )

    assert said == ["Ana leads the team."]


def test_a_sentence_with_fewer_of_the_words_that_are_asked_for_is_left_out() -> None:
    passage = passage_in("Ada walks the dog.", "Finn has a cat.", "The dog is walked by Ben on Sundays.")
    readings = [
        reading_of(passage, "Ada walks the dog.", 0.9),
        reading_of(passage, "Finn has a cat.", 0.8),
        reading_of(passage, "The dog is walked by Ben on Sundays.", 0.8),
    ]

    assert texts("Who walks the dog?", *readings) == ["Ada walks the dog.", "The dog is walked by Ben on Sundays."]


def test_a_sentence_that_leans_on_one_with_the_words_that_are_asked_for_has_them() -> None:
    ban, trained, now = (
        "Guests must not use the kiln.",
        "Only the trained may use the kiln.",
        "At present these are Ana and Ben.",
    )
    passage = passage_in(trained, now, ban)
    readings = [reading_of(passage, ban, 0.9), reading_of(passage, now, 0.8)]

    assert now in texts("Who may use the kiln?", *readings)


def test_what_a_heading_denies_comes_behind_it() -> None:
    passage = passage_in("What the tenants must not do", "Smoke in the house.", title="Lease", between="\n")
    passage = replace(passage, chunk=replace(passage.chunk, heading="What the tenants must not do"))

    assert texts("Is smoking in the house allowed?", reading_of(passage, "Smoke in the house.", 0.9)) == [
        "What the tenants must not do",
        "Smoke in the house.",
    ]


def test_a_question_in_the_document_is_no_answer() -> None:
    passage = passage_in("Who leads the team?", "Ana leads the team.")

    said = texts(
        "Who leads the team?",
        reading_of(passage, "Who leads the team?", 0.95),
        reading_of(passage, "Ana leads the team.", 0.9),
    )

    assert said == ["Ana leads the team."]


def test_no_more_is_said_than_the_options_allow() -> None:
    sentences = ["Tea is green.", "Milk is white.", "Coal is black.", "Blood is red."]
    passage = passage_in(*sentences)

    said = texts("What colours?", *(reading_of(passage, sentence, 0.9) for sentence in sentences))

    assert said == sentences[:3]


def test_a_sentence_of_another_document_that_supports_a_statement_is_cited_for_it() -> None:
    first = passage_in("The shop opens at nine.", title="Sign")
    second = passage_in("Doors are unlocked at nine every day.", title="Leaflet")
    readings = [
        reading_of(first, "The shop opens at nine.", 0.9),
        reading_of(second, "Doors are unlocked at nine every day.", 0.9),
    ]

    statements, citations = answer_sentences(
        "When?",
        readings,
        threshold=0.5,
        options=OPTIONS,
        judge=ToldJudge("Doors are unlocked at nine every day."),
    )

    assert [(one.text, one.citations) for one in statements] == [("The shop opens at nine.", (1, 2))]
    assert [one.title for one in citations] == ["Sign", "Leaflet"]


def test_sentences_of_one_document_do_not_stand_for_each_other() -> None:
    passage = passage_in("The shop opens at nine.", "Doors are unlocked at nine every day.")
    readings = [
        reading_of(passage, one, 0.9) for one in ("The shop opens at nine.", "Doors are unlocked at nine every day.")
    ]
    judge = ToldJudge("Doors are unlocked at nine every day.")

    statements, _ = answer_sentences("When?", readings, threshold=0.5, options=OPTIONS, judge=judge)

    assert len(statements) == 2
    assert judge.asked == []


def test_a_sentence_that_asks_does_not_hide_the_next_likely_one() -> None:
    passage = passage_in("When does the shop open?", "The shop opens at nine.")
    asks = reading_of(passage, "When does the shop open?", 0.95)

    assert texts("When does it open?", asks, reading_of(passage, "The shop opens at nine.", 0.6)) == [
        "The shop opens at nine."
    ]


@pytest.mark.parametrize(
    ("question", "general", "on_day"),
    [
        ("Is the mill open on Sunday?", "The mill is open from 10 to 7.", "It is closed on Sundays."),
        ("Is the mill open on Monday?", "Ο μύλος είναι ανοιχτός από τις 10 έως τις 7.", "Τη Δευτέρα είναι κλειστός."),
        ("Hat die Mühle mittwochs offen?", "Die Mühle ist offen von 10 bis 7.", "Am Mittwoch ist sie zu."),
    ],
)
def test_a_sentence_on_the_day_that_is_asked_for_goes_before_one_on_none(
    question: str, general: str, on_day: str
) -> None:
    passage = passage_in(general, on_day)

    said = texts(question, reading_of(passage, general, 0.9), reading_of(passage, on_day, 0.6))

    assert said == [on_day, general]


def test_behind_a_sentence_on_a_day_the_order_stays_and_other_texts_do_not_count() -> None:
    named, unnamed, baking = (
        "The mill is open from Friday on.",
        "The mill is open from 10 on.",
        "Bread is baked on Monday.",
    )
    ours, theirs = passage_in(named, unnamed, baking), passage_in("Shut on Monday.", title="Forge")
    question = "Is the mill open on Monday?"

    assert texts(question, reading_of(ours, named, 0.9), reading_of(ours, baking, 0.6)) == [named]
    assert texts(question, reading_of(ours, unnamed, 0.9), reading_of(theirs, "Shut on Monday.", 0.6)) == [unnamed]
