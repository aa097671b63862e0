from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.evaluation.ranking import Ranked, Sought, find, measure_ranking
from assistant.evaluation.retrieval_figures import RankedEvidence

RANKING = (
    Ranked("a", "It opens at nine."),
    Ranked("a", "It shuts at ten."),
    Ranked("b", "Green tea."),
    Ranked("c", ""),
)


def test_documents_are_sought_by_id_and_count_once() -> None:
    assert find(Sought("Q?", documents=("b", "d")), RANKING) == RankedEvidence((0, 1, 0), 2)


def test_evidence_is_sought_in_the_texts() -> None:
    assert find(Sought("Q?", evidence=("shuts at ten",)), RANKING) == RankedEvidence((0, 1, 0, 0), 1)


def test_an_accepted_answer_is_sought_where_it_comes_first() -> None:
    assert find(Sought("Q?", answers=("tea", "ten")), RANKING) == RankedEvidence((0, 1, 0, 0), 1)
    assert find(Sought("Q?", answers=("milk",)), RANKING) == RankedEvidence((0, 0, 0, 0), 1)


def test_a_system_is_measured_over_all_questions_on_paper() -> None:
    def rank(question: str) -> Sequence[Ranked]:
        return RANKING if question == "A?" else RANKING[::-1]

    figures = measure_ranking([Sought("A?", documents=("a",)), Sought("B?", documents=("a",))], rank)

    # ranks 1 and 3
    assert figures["recall@1"].value == 0.5
    assert figures["recall@3"].value == 1.0
    assert figures["mrr@10"].value == pytest.approx((1 + 1 / 3) / 2)
    assert figures["ndcg@10"].value == pytest.approx((1 + 1 / 2) / 2)  # 1/log2(3+1) is 1/2


def test_no_question_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no question"):
        measure_ranking([], lambda _: ())
