from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import NO_CLAIM, Statement
from assistant.evaluation.citation_figures import citation_values, evidence_values, verbatim_values
from tests.assistant.evaluation.fakes import SHOP, ToldJudge, archive, asked, refusing, saying
from tests.assistant.fakes import passage_of

A, B, C = "The shop opens at nine.", "It sells green tea.", "shop"


def test_citation_recall_and_precision_on_paper() -> None:
    # s1 cites a and b: a alone supports it, b does not and a does without b, so that b is idle
    # s2 cites a: not supported. s3 cites nothing.
    answer = saying(("s1", [A, B]), ("s2", [A]), ("s3", []))
    judge = ToldJudge(("s1", f"{A}\n{B}"), ("s1", A))

    values = citation_values(answer, judge)

    assert values["citation_recall"] == pytest.approx(1 / 3)  # s1 of s1, s2, s3
    assert values["citation_precision"] == pytest.approx(1 / 3)  # a for s1; not b for s1, not a for s2
    assert values["grounded"] == pytest.approx(1 / 3)


def test_citations_that_support_only_together_are_all_needed() -> None:
    answer = saying(("s1", [A, B]))

    values = citation_values(answer, ToldJudge(("s1", f"{A}\n{B}")))

    assert (values["citation_recall"], values["citation_precision"]) == (1.0, 1.0)


def test_a_citation_that_supports_alone_is_never_idle() -> None:
    answer = saying(("s1", [A, B]))

    values = citation_values(answer, ToldJudge(("s1", f"{A}\n{B}"), ("s1", A), ("s1", B)))

    assert values["citation_precision"] == 1.0


def test_a_row_of_a_table_proves_as_it_reads_with_its_columns() -> None:
    answer = saying(("Day: Sunday · Hours: closed", ["Sunday | closed"]))
    told = "Day: Sunday · Hours: closed"
    answer = replace(answer, citations=tuple(replace(one, told=told) for one in answer.citations))

    values = citation_values(answer, ToldJudge((told, told)))

    assert (values["citation_recall"], values["citation_precision"]) == (1.0, 1.0)


def test_a_statement_is_grounded_by_a_passage_that_it_does_not_cite() -> None:
    passage = passage_of(SHOP)
    answer = saying(("s1", [B]), passages=[passage])

    values = citation_values(answer, ToldJudge(("s1", passage.chunk.text)))

    assert values == {"citation_recall": 0.0, "citation_precision": 0.0, "grounded": 1.0}


def test_of_one_citation_the_judge_is_asked_once() -> None:
    judge = ToldJudge(("s1", A))

    citation_values(saying(("s1", [A])), judge)

    assert judge.asked == [("s1", A)]


def test_what_claims_nothing_has_no_figures() -> None:
    greeting = replace(refusing(), refusal=None, statements=(Statement("Hello!", (), NO_CLAIM),))

    assert citation_values(greeting, ToldJudge()) == {}
    assert citation_values(refusing(), ToldJudge()) == {}
    assert verbatim_values(refusing(), archive()) == {}


def test_gold_evidence_is_cited_and_citations_hold_it() -> None:
    answer = saying(("s1", [A, B]))

    values = evidence_values(asked(evidence=["opens at nine", "founded in 1987"]), answer)

    assert values == {"evidence_cited": 0.5, "citations_on_evidence": 0.5}


def test_a_refusal_cites_no_evidence_and_no_evidence_is_no_figure() -> None:
    assert evidence_values(asked(evidence=["nine"]), refusing()) == {"evidence_cited": 0.0}
    assert evidence_values(asked(), saying(("s1", [A]))) == {}


def test_a_source_that_only_disagrees_is_not_cited() -> None:
    answer = saying(("s1", [A]), ("s2", [B]))
    contrasted = replace(answer, statements=answer.statements[:1])

    assert evidence_values(asked(evidence=["opens at nine"]), contrasted) == {
        "evidence_cited": 1.0,
        "citations_on_evidence": 1.0,
    }
    assert evidence_values(asked(evidence=[B]), contrasted) == {"evidence_cited": 0.0, "citations_on_evidence": 0.0}


def test_a_citation_is_verbatim_where_its_words_stand() -> None:
    answer = saying(("s1", [A, B]))
    moved = replace(answer, citations=(answer.citations[0], replace(answer.citations[1], start=0)))

    assert verbatim_values(answer, archive()) == {"verbatim": 1.0}
    assert verbatim_values(moved, archive()) == {"verbatim": 0.5}
