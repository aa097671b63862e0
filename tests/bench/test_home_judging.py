from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bench.home_judging import HomeQuestion, Judged, Said, Tally, Verdict, figures, judge, plain, polarity_of, says_any


def asked(**fields: Any) -> HomeQuestion:  # noqa: ANN401 - the fields of a row
    row = {"id": "q", "half": "build", "type": "fact", "question": "How much?", "answerable": True}
    return HomeQuestion.of(row | fields)


def said(*statements: str, **parts: Any) -> Said:  # noqa: ANN401 - the fields of Said
    return Said(statements, **parts)


def test_a_refusal_is_a_refusal_and_an_answer_in_vain_is_wrong() -> None:
    assert judge(asked(answers=["5"]), Said((), refused=True)).verdict is Verdict.REFUSED
    assert judge(asked(answerable=False), said("Five.")).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The deposit is 2,820 euros.", Verdict.RIGHT),
        ("The deposit is 2820.00 €.", Verdict.RIGHT),
        ("The deposit is 12,820 euros.", Verdict.WRONG),
        ("The deposit is 2,820.50 euros.", Verdict.WRONG),
        ("The deposit is 2,820 euros, or 300 euros.", Verdict.HALF),
    ],
)
def test_words_must_be_said_whole_and_rivals_must_not(text: str, verdict: Verdict) -> None:
    assert judge(asked(answers=["2,820"], **{"not": ["300 euros"]}), said(text)).verdict is verdict


def test_a_rival_in_a_sentence_of_its_own_makes_an_answer_wrong() -> None:
    judged = judge(asked(answers=["2,820"], **{"not": ["300 euros"]}), said("It is 2,820 euros.", "It is 300 euros."))

    assert judged == Judged(Verdict.WRONG, "says “300 euros”")


def test_a_row_shown_whole_is_right_where_the_cell_is_marked() -> None:
    row = "Binding: Half cloth · few: 31.00 · many: 22.00"
    question = asked(answers=["22"], **{"not": ["31"]})

    assert judge(question, said(row)).verdict is Verdict.HALF
    assert judge(question, said(row, marked=("22.00",))).verdict is Verdict.RIGHT
    assert judge(question, said(row, marked=("31.00",))).verdict is Verdict.HALF


def test_half_of_what_is_required_is_half_right() -> None:
    assert judge(asked(all=["Mill", "noon"]), said("At the mill.")).verdict is Verdict.HALF
    assert judge(asked(all=["Mill", "noon"]), said("At the pond.")).verdict is Verdict.WRONG


def test_proof_from_another_document_is_half_right() -> None:
    question = asked(answers=["5"], documents=["a.md"])

    assert judge(question, said("5", files=("b.md",))) == Judged(Verdict.HALF, "does not cite a.md")
    assert judge(question, said("5", files=("b.md", "a.md"))).verdict is Verdict.RIGHT


def test_a_sentence_of_another_document_alone_makes_an_answer_half_right() -> None:
    answer = said("5", "Ducks.", files=("a.md", "b.md"), sources=(("a.md",), ("b.md",)))

    assert judge(asked(answers=["5"], documents=["a.md"]), answer) == Judged(Verdict.HALF, "adds words of b.md")
    assert judge(asked(answers=["5"], documents=["a.md", "b.md"]), answer).verdict is Verdict.RIGHT


def test_a_comparison_cites_every_document() -> None:
    question = asked(all=["5", "6"], documents=["a.md", "b.md"], cite="all")

    assert judge(question, said("5 and 6", files=("a.md",))).verdict is Verdict.HALF
    assert judge(question, said("5 and 6", files=("a.md", "b.md"))).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("No. Dogs are not permitted.", Verdict.RIGHT),
        ("Dogs are not permitted.", Verdict.RIGHT),
        ("Yes. Dogs are not permitted.", Verdict.WRONG),
        ("No.", Verdict.HALF),
        ("Cats are fine.", Verdict.WRONG),
    ],
)
def test_yes_and_no_are_held_against_the_sentence_that_decides(text: str, verdict: Verdict) -> None:
    question = asked(polarity="no", evidence=["Dogs are not permitted."])

    assert judge(question, said(text)).verdict is verdict


def test_what_depends_needs_its_condition() -> None:
    question = asked(polarity="depends", all=["consent"], evidence=["Cats only with consent."])

    assert judge(question, said("Yes, cats.")).verdict is Verdict.WRONG
    assert judge(question, said("Cats only with consent.")).verdict is Verdict.RIGHT
    assert polarity_of(said("“No”, it says")) == "no"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("128.84 euros, the sum of 8 rows.", Verdict.RIGHT),
        ("128.84 euros; 3 of 8 rows have no amount.", Verdict.RIGHT),
        ("128.84 euros, from 8 of the 88 rows.", Verdict.RIGHT),
        ("128.84 euros, from “expenses 2024”.", Verdict.RIGHT),
        ("128.84 or 140.00 euros.", Verdict.WRONG),
        ("140 euros.", Verdict.WRONG),
        ("In 2025: 128.84 euros.", Verdict.RIGHT),
        ("128.84 euros, of it 59.00 for the licence.", Verdict.RIGHT),
    ],
)
def test_a_figure_is_wrong_beside_one_that_nobody_asked_or_wrote(text: str, verdict: Verdict) -> None:
    question = asked(question="How much in 2025?", figure=128.84)

    assert judge(question, said(text, quoted=("licence: 59.00",))).verdict is verdict


def test_figures_in_titles_listed_below_do_no_harm() -> None:
    assert (
        judge(asked(figure=7), said("7 documents in your library.", "Moss", "Minutes 3 (b)")).verdict is Verdict.RIGHT
    )


def test_a_figure_that_comes_after_rows_is_half_right() -> None:
    assert judge(asked(figure=7), said("a", "b", "c", "It is seven.")).verdict is Verdict.HALF


def test_lists_are_judged_by_what_they_lack_and_what_they_add() -> None:
    question = asked(items=["kale", ["leek", "leeks"], "beans", "chard"], others=["moss"])

    assert judge(question, said("kale, leeks, beans and chard")) == Judged(Verdict.RIGHT, "", 4, 4, 4)
    assert judge(question, said("kale, leek, beans, chard, moss")) == Judged(Verdict.HALF, "adds moss", 4, 5, 4)
    assert judge(question, said("kale and moss")).verdict is Verdict.WRONG
    assert judge(question, said("nothing")) == Judged(Verdict.WRONG, "says none of the items", 0, 0, 4)


def test_steps_must_come_in_order() -> None:
    question = asked(items=["dig", "sow"], ordered=True)

    assert judge(question, said("1. dig", "2. sow")).verdict is Verdict.RIGHT
    assert judge(question, said("1. sow", "2. dig")) == Judged(Verdict.HALF, "not in order", 2, 2, 2)


def test_a_figure_of_a_group_follows_its_name() -> None:
    question = asked(pairs=[["Ida", 52.3], [["2025-01", "January"], 9.0]])

    assert judge(question, said("Ida: 52.30 km", "February: 9")).verdict is Verdict.HALF
    assert judge(question, said("Ida: 52.30 km", "January: 9")).verdict is Verdict.RIGHT
    assert judge(question, said("Ida: 9", "January: 52.3")).verdict is Verdict.WRONG


def test_a_summary_is_judged_by_its_main_points_and_by_what_does_not_belong() -> None:
    question = asked(points=["rent", "deposit", "notice", "pets", "repairs"], **{"not": ["0800"]})

    assert judge(question, said("rent, deposit, notice")).verdict is Verdict.RIGHT
    assert judge(question, said("rent, deposit")).verdict is Verdict.HALF
    assert judge(question, said("rent")).verdict is Verdict.WRONG
    assert judge(question, said("rent, deposit, notice, call 0800")).verdict is Verdict.WRONG


def test_figures_are_written_in_one_way() -> None:
    assert plain("1,150.00 € and Seven") == "1150 € and 7"
    assert plain("26.50") == plain("26.5")
    assert figures("2025-01-02 at 7:42, 1,234.50 of 3 (v4)") == (Decimal("1234.5"), Decimal(3))
    assert not says_any("fees are due", ("fee",))


def test_verdicts_are_counted_apart_for_what_has_no_answer() -> None:
    judged = [
        (asked(), Judged(Verdict.RIGHT)),
        (asked(), Judged(Verdict.REFUSED)),
        (asked(answerable=False), Judged(Verdict.REFUSED)),
        (asked(answerable=False), Judged(Verdict.WRONG)),
    ]

    assert Tally.of(judged) == Tally(right=1, refused=1, silent=1, unanswerable=2)
    assert Tally.of(judged).answerable == 2
