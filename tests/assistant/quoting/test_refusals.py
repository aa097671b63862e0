from __future__ import annotations

import pytest

from assistant.messages.message import in_language
from assistant.quoting.refusals import Searched, refuse
from tests.assistant.fakes import passage_in
from vectorstore.problems import Problem

SHOP = passage_in("The shop sells green tea.", "Ada runs it with her brother.")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("When does the shop open?", "do not say when"),
        ("How many people work in the shop?", "do not give this number"),
        ("Where is the shop?", "do not name this place"),
        ("What else does the shop sell?", "are near the subject but do not answer this"),
    ],
)
def test_a_refusal_says_what_the_nearest_passages_lack(question: str, reason: str) -> None:
    assert refuse(question, [SHOP]).reason == f"Not in your documents: the closest passages {reason}."


def test_a_name_that_no_passage_has_is_named() -> None:
    assert "do not mention “Samarkand”" in refuse("When did the shop come to Samarkand?", [SHOP]).reason


def test_nothing_is_said_of_a_name_beside_passages_in_another_script() -> None:
    market = passage_in("ตลาดลำปางเปิดทุกวันเสาร์")

    assert "do not mention" not in refuse("When is the market of Lampang open?", [market]).reason
    assert "do not mention" in refuse("When is the shop of Lampang open?", [SHOP]).reason


def test_a_question_in_another_language_is_told_what_would_compare_it_by_meaning() -> None:
    reason = refuse("Quand est-ce que le magasin ouvre ses portes?", [SHOP]).reason

    assert "by words alone" in reason
    assert "`sourcechat library reembed --embedding multilingual`" in reason


def test_nothing_is_said_of_english_where_the_model_knows_the_language() -> None:
    reason = refuse("Quand est-ce que le magasin ouvre ses portes?", [SHOP], Searched(knows_languages=True)).reason

    assert reason == "Not in your documents: the closest passages are near the subject but do not answer this."


def test_a_refusal_is_said_in_other_languages_sentence_by_sentence() -> None:
    reason = refuse("When does the shop open?", [], Searched(2)).reason

    assert in_language(reason, "de") == (
        "Nicht in Ihren Dokumenten: Die nächstliegenden Stellen sagen nicht, wann. Ich habe 2 Dokumente durchsucht."
    )


def test_the_nearest_passages_come_with_it() -> None:
    passages = [passage_in(f"Text number {number}.", title=f"Notes {number}") for number in range(5)]

    nearest = refuse("When does the shop open?", passages).nearest

    assert [citation.title for citation in nearest] == ["Notes 0", "Notes 1", "Notes 2"]


def test_nothing_is_near_where_nothing_was_found() -> None:
    assert refuse("When does the shop open?", []).nearest == ()


def test_a_source_that_could_not_be_read_is_named_where_its_name_bears_on_the_question() -> None:
    unread = [
        Problem(
            "boathouse_lease-2024.pdf", "file:///a", ("boathouse_lease-2024.pdf: locked with a password; save a copy",)
        ),
        Problem("menu.pdf", "file:///b", ("menu.pdf: empty; there is nothing to read",)),
    ]

    reason = refuse("How much is the lease of the boathouse?", [SHOP], Searched(unread=unread)).reason

    assert reason.endswith("“boathouse_lease-2024.pdf” could not be read: locked with a password; save a copy.")
    assert "menu" not in reason


def test_what_was_searched_is_said_and_a_name_that_may_be_meant_is_asked_after() -> None:
    reason = refuse("Where does Ada Holn live?", [SHOP], Searched(documents=12, meant=("Holm",))).reason

    assert reason.endswith("I searched 12 documents. Did you mean “Holm”?")
