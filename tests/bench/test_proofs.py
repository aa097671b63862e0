from __future__ import annotations

from pathlib import Path

from assistant.answers import Lack, Support, Verdict
from assistant.proving.proof import Proof
from bench.proofs import Said, figure_lines, is_shown_as_right, passages_by_document, prove, read_sentences
from ingest.documents import Span
from tests.assistant.fakes import document_of, passage_of
from tests.assistant.judges import ToldJudge

MILL = document_of("The mill opened in 1932.", "It grinds rye.", title="Mill")
PASSAGES = (passage_of(MILL, "The mill opened in 1932.", "It grinds rye."),)


def said(sentence: str, *, right: bool = True, question: str = "") -> Said:
    return Said("built", "plan", right, "mill", "grinds rye", sentence, question)


def test_there_are_sixty_sentences_of_either_sort_and_each_half_has_every_kind() -> None:
    rows = read_sentences()

    assert all(sum(one.right == right for one in rows) >= 60 for right in (True, False))
    for parts in (("built", "kept"), ("built fluent", "kept fluent")):
        kinds = {one.kind for one in rows if one.part in parts}
        assert len({(one.part, one.kind) for one in rows if one.part in parts}) == 2 * len(kinds)


def test_a_sentence_is_proved_from_the_passage_with_its_evidence() -> None:
    proof = prove(said("The mill opened in 1932."), PASSAGES, ToldJudge(mill=0.9))

    assert is_shown_as_right(proof)


def test_a_true_sentence_that_answers_something_else_is_not_shown_as_right() -> None:
    proof = prove(said("It grinds rye.", question="How much does the mill weigh?"), PASSAGES, ToldJudge(rye=0.9))

    assert proof.support.verdict is Verdict.SUPPORTED
    assert not is_shown_as_right(proof)


def test_figures_count_what_is_caught_and_what_is_kept() -> None:
    supported = Proof(Support(Verdict.SUPPORTED, 0.9))
    doubted = Proof(Support(Verdict.PARTLY, 0.5, (Lack(Span(0, 3), "why"),)))
    proofs = {said("a"): supported, said("b"): doubted, said("c", right=False): doubted}

    lines = list(figure_lines(proofs))

    assert lines[1].split() == ["plan", "1/1", "1/2"]
    assert lines[2].startswith("built: wrong ones caught 1.000")


def test_documents_that_are_not_there_are_left_out(tmp_path: Path) -> None:

    assert passages_by_document(["news:none"], tmp_path, None) == {}
