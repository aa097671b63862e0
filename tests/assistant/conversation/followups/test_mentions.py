from __future__ import annotations

import pytest

from assistant.conversation.followups.mentions import (
    begins_inside,
    is_plural,
    is_title,
    mentions_in,
    part_of,
    reads_as_name,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the capital of Sweden?", ["capital of Sweden"]),
        ("When did Zappa and the Mothers of Invention disband?", ["Zappa", "Mothers of Invention"]),
        ("Is throat cancer treatable?", ["throat cancer"]),
        ("How does it work?", []),
        ("What is known of his work?", ["work"]),
        ("What is seafloor spreading?", ["seafloor spreading"]),
        ("How does binge drinking affect development?", ["binge drinking", "development"]),
        ("How does a 529 plan work?", ["529 plan"]),
        ("What are good sources of vitamin B12?", ["good sources of vitamin B12"]),
        ("Tomasz Wolny will lead it.", ["Tomasz Wolny"]),
        ("How quickly did the family of Ada grow?", ["family of Ada"]),
        ("What is the monthly supply of tea?", ["monthly supply of tea"]),
        ("When did it reach Beverly Hills?", ["Beverly Hills"]),
        ("How much tax was deducted on the payslip?", ["tax", "payslip"]),
        ("Who has recently redrafted the lease of the watershed?", ["lease of the watershed"]),
        ("What is known of tea besides coffee?", ["tea", "coffee"]),
        ("", []),
        ("???", []),
    ],
)
def test_a_text_names_its_noun_phrases_in_order(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in mentions_in(text)] == expected


@pytest.mark.parametrize("text", ["Who owns the Rivermill Bakery?", 'An album, entitled "Teen Spirit", in Ohio.'])
def test_a_mention_is_words_of_its_text(text: str) -> None:
    for mention in mentions_in(text):
        assert text[mention.start : mention.end] == mention.text
        assert text[mention.thing.start : mention.thing.end] == mention.thing.text


def test_the_words_before_a_phrase_tell_how_it_stands() -> None:
    placed, oblique, definite = mentions_in("In Ohio, what happened to Zappa after the tour?")
    (asked,) = mentions_in("How many copies?")

    assert placed.placed
    assert placed.named
    assert oblique.oblique
    assert definite.definite
    assert not definite.named
    assert asked.open
    assert asked.plural


def test_a_title_in_quotation_marks_is_one_name() -> None:
    (title,) = mentions_in('Was it "The Hunting Party and Other Songs"?')

    assert title.quoted
    assert title.text == "The Hunting Party and Other Songs"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What are the different types of sharks?", "sharks"),
        ("What are Dali's paintings?", "Dali"),
        ("What is the capital of Sweden?", "capital of Sweden"),
    ],
)
def test_a_thing_is_told_from_how_it_is_looked_at(text: str, expected: str) -> None:
    (mention,) = mentions_in(text)

    assert mention.thing.text == expected


def test_a_person_has_a_name_of_capitals_without_digits() -> None:
    assert [one.is_person for one in mentions_in("It was led by Ada Lovelace.")] == [True]
    assert [one.is_person for one in mentions_in("Who reads the survey of Tarn Moss?")] == [False]
    assert [one.is_person for one in mentions_in("Who made the Kestrel 3?")] == [False]


def test_a_name_is_told_by_half_of_its_words_and_a_title_by_most() -> None:
    assert reads_as_name("BBC experiment")
    assert not reads_as_name("the experiment")
    assert is_title("Red Letter Days")
    assert not is_title("Musical career")


def test_number_is_told_by_the_head() -> None:
    assert is_plural("members of the band")
    assert is_plural("children")
    assert not is_plural("band of brothers")
    assert not is_plural("analysis")


def test_the_capital_that_begins_a_sentence_is_no_name() -> None:
    text = "It ended. Later came Zappa."

    assert not begins_inside(text, text.index("Later"))
    assert begins_inside(text, text.index("Zappa"))


def test_a_part_keeps_its_place() -> None:
    (mention,) = mentions_in("Is the Stanford Experiment over?")

    part = part_of(mention, "Experiment", at_end=True)

    assert "Is the Stanford Experiment over?"[part.start : part.end] == "Experiment"


def test_how_much_of_something_is_asked_is_nothing_that_was_named() -> None:
    assert [one.text for one in mentions_in("How deep is the peat?")] == ["peat"]
    assert [one.text for one in mentions_in("How many people does it employ?")] == ["people"]
