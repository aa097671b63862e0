from __future__ import annotations

import pytest

from assistant.proving.accounting import AccountedBy, account, find_own_predicates, find_unaccounted

MINUTES = """Minutes of Quill Mills

The board approved a second mill in Morpeth. It will open on 1 May 2030. Tom Reed will lead it.

Ada Quill explained that prices rose by 4 percent. The bakery sells bread and rolls in Durham.

Is the old mill for sale?

Room | Seats
Rye | 12
Oat | 30"""
SURE, HALF = 0.85, 0.6


def by(claim: str) -> dict[str, AccountedBy]:
    return {one.word.lower: one.by for clause in account(claim, [MINUTES], "Quill Mills") for one in clause.accounts}


def missing(claim: str, probability: float = SURE) -> list[str]:
    found = find_unaccounted(claim, [MINUTES], "Quill Mills", probability=probability)
    return [claim[lack.span.start : lack.span.end] for lack in found]


def test_each_word_is_accounted_for_by_what_stands_in_one_sentence_of_the_source() -> None:
    found = by("The board endorsed a second factory in Morpeth.")

    assert found["board"] is AccountedBy.WORD
    assert found["endorsed"] is AccountedBy.SENSE
    assert found["factory"] is AccountedBy.NOTHING


def test_a_pronoun_of_the_sentence_stands_for_what_was_named_before_it() -> None:
    found = by("The mill in Morpeth will open on 1 May 2030.")

    assert found["mill"] is AccountedBy.CONTEXT
    assert found["morpeth"] is AccountedBy.CONTEXT
    assert found["open"] is AccountedBy.WORD


def test_the_subject_of_a_passive_may_be_the_object_of_the_source() -> None:
    assert by("The mill in Morpeth will be led by Tom Reed.")["morpeth"] is AccountedBy.CONTEXT


def test_what_another_sentence_says_is_elsewhere() -> None:
    assert by("The bakery sells bread in Morpeth.")["morpeth"] is AccountedBy.ELSEWHERE


def test_a_number_counts_in_the_row_that_states_it() -> None:
    found = by("Rye has 30 seats.")

    assert found["30"] is AccountedBy.WORD
    assert found["rye"] is AccountedBy.ELSEWHERE


def test_a_question_of_the_source_accounts_for_nothing() -> None:
    assert by("The old castle is for sale.")["old"] is AccountedBy.NOTHING


@pytest.mark.parametrize(
    "claim",
    [
        "The board approved a second mill in Morpeth.",
        "A second mill in Morpeth was approved by the board.",
        "Prices went up by 4 percent, Ada Quill explained.",
        "The bakery in Durham sells rolls.",
        "The room Oat has 30 seats.",
    ],
)
def test_what_the_source_says_in_its_own_or_like_words_leaves_nothing(claim: str) -> None:
    assert missing(claim) == []


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The board sold a second mill in Morpeth.", "sold"),
        ("The bakery sells bread in Morpeth.", "Morpeth"),
        ("Tom Reed founded a museum of flour in Durham.", "founded"),
        ("The mill shows the incredible diversity of flour.", "incredible diversity"),
        ("Rye has 30 seats.", "Rye"),
    ],
)
def test_what_nothing_accounts_for_is_named(claim: str, words: str) -> None:
    assert words in " ".join(missing(claim, HALF))


def test_the_surer_a_judge_is_the_more_words_it_is_believed_with() -> None:
    claim = "The board sold a second mill in Morpeth."

    assert missing(claim, SURE) == []
    assert missing(claim, HALF) == ["sold"]
    assert missing("The directors sold a second factory beside Morpeth's market.", SURE) != []


@pytest.mark.parametrize(
    "claim", ["The board of Ryton Mills approved a second mill.", "The board approved a mill in Morpeth yesterday."]
)
def test_no_judge_is_believed_with_a_name_or_a_time_that_is_new(claim: str) -> None:
    assert missing(claim, 0.99) != []


def test_a_verb_that_says_little_may_be_another_where_the_judge_is_sure() -> None:
    assert missing("Each board gets a mill.", SURE) == []
    assert missing("Each board gets a mill.", HALF) == ["gets"]


def test_who_does_it_and_what_is_done_to_is_no_order_of_words() -> None:
    assert by("A mill approved the board.")["board"] is AccountedBy.MOVED
    assert by("The mill was approved by the board.")["board"] is AccountedBy.WORD
    assert missing("A mill approved the board.", 0.99) != []


def test_the_reason_tells_what_is_nowhere_from_what_is_elsewhere() -> None:
    found = find_unaccounted("The bakery sells castles in Morpeth.", [MINUTES], probability=HALF)

    assert [lack.reason for lack in found] == [
        "“castles” is not in the source",
        "the source does not say this of “Morpeth”",
    ]


def test_without_a_source_nothing_is_compared() -> None:
    assert find_unaccounted("The mill is old.", [""], probability=HALF) == ()


@pytest.mark.parametrize(
    ("claim", "own"),
    [
        ("The board inspected a second mill in Morpeth.", ["inspected"]),
        ("The bakery is famous for bread and rolls in Durham.", ["famous"]),
        ("Ada Quill explained that prices doubled by 4 percent.", ["doubled"]),
        ("The board approved a second mill, bringing jobs to Morpeth.", ["bringing"]),
        ("The board endorsed a second mill in Morpeth.", []),
        ("The board approved a second factory in Morpeth.", []),
    ],
)
def test_what_is_said_to_happen_or_to_be_so_in_no_word_of_the_source_is_the_writer_s_own(
    claim: str, own: list[str]
) -> None:
    found = find_own_predicates(claim, [MINUTES], "Quill Mills")

    assert [claim[lack.span.start : lack.span.end] for lack in found] == own
