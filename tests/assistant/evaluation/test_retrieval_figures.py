from __future__ import annotations

import random

import ir_measures
import pytest
from ir_measures import RR, R, nDCG

from assistant.evaluation.retrieval_figures import RankedEvidence, find_evidence, ranking_values, retrieval_values
from assistant.metrics import ndcg_at, recall_at, reciprocal_rank


def test_a_piece_of_evidence_counts_where_it_stands_first() -> None:
    found = find_evidence(["no", "ax or\nbx", "bx twice", "cx"], ["ax", "bx", "cx", "dx"])

    assert found == RankedEvidence((0, 2, 0, 1), 4)
    assert found.missing == 1


def test_the_figures_of_a_ranking_on_paper() -> None:
    # two of three pieces, at ranks 2 and 4; the ideal has them at 1 and 2 and the missing one at 3
    values = retrieval_values(["no", "x one", "no", "two y", "no"], ["one", "two", "three"])

    assert values["recall@1"] == 0.0
    assert values["recall@3"] == pytest.approx(1 / 3)
    assert values["recall@5"] == pytest.approx(2 / 3)
    assert values["mrr@10"] == 0.5
    # (1/log2 3 + 1/log2 5) / (1 + 1/log2 3 + 1/log2 4)
    assert values["ndcg@10"] == pytest.approx((0.63093 + 0.43068) / (1 + 0.63093 + 0.5), abs=1e-5)
    assert values["evidence_hit"] == 1.0


def test_two_pieces_in_the_first_passage_are_as_good_as_it_gets() -> None:
    values = retrieval_values(["one and two", "no"], ["one", "two"])

    assert (values["recall@1"], values["mrr@10"], values["ndcg@10"]) == (1.0, 1.0, 1.0)


def test_nothing_found_is_zero_and_nothing_to_find_is_no_figure() -> None:
    assert set(retrieval_values([], ["one"]).values()) == {0.0}
    assert set(retrieval_values(["no"], ["one"]).values()) == {0.0}
    assert retrieval_values(["no"], []) == {}


def test_evidence_deeper_than_the_cutoffs_is_a_hit_and_no_more() -> None:
    values = ranking_values(RankedEvidence((*(0 for _ in range(11)), 1), 1))

    assert values["evidence_hit"] == 1.0
    assert values["recall@10"] == values["mrr@10"] == values["ndcg@10"] == 0.0


@pytest.mark.parametrize("seed", range(20))
def test_rankings_are_measured_as_trec_eval_does(seed: int) -> None:
    generator = random.Random(seed)
    items = [f"d{number:02}" for number in range(30)]
    relevant = set(generator.sample(items, generator.randint(1, 8)))
    ranking = generator.sample(items, 20)
    qrels = [ir_measures.Qrel("q", item, 1) for item in relevant]
    run = [ir_measures.ScoredDoc("q", item, -float(rank)) for rank, item in enumerate(ranking)]

    theirs = ir_measures.calc_aggregate([R @ 5, R @ 10, RR @ 10, nDCG @ 10], qrels, run)

    hits = [item in relevant for item in ranking]
    assert recall_at(5, hits, len(relevant)) == pytest.approx(theirs[R @ 5])
    assert recall_at(10, hits, len(relevant)) == pytest.approx(theirs[R @ 10])
    assert reciprocal_rank(10, hits) == pytest.approx(theirs[RR @ 10])
    assert ndcg_at(10, hits, len(relevant)) == pytest.approx(theirs[nDCG @ 10])
