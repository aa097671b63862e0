from __future__ import annotations

from dataclasses import replace

from assistant.answers import Lack, Support, Verdict
from assistant.messages.message import say
from assistant.proving.proof import Proof
from bench.small_model import Generated, as_of_writer, figure_lines, prove, read_generated
from ingest.documents import Span
from tests.assistant.fakes import passage_in
from tests.assistant.judges import ToldJudge

MILL = passage_in("The mill opened in 1932.", title="Mill")


def generated(sentence: str, *, first: bool, second: bool, true: bool) -> Generated:
    return Generated("read", ("mill",), "What of the mill?", sentence, first, second, true)


def test_there_are_sentences_enough_and_what_both_readings_say_is_so() -> None:
    rows = read_generated()

    assert len(rows) >= 120
    assert all(one.true == one.first for one in rows if one.first == one.second)


def test_a_sentence_is_held_against_all_passages_of_its_documents() -> None:
    one = generated("The mill opened in 1932.", first=True, second=True, true=True)

    proof = prove(one, {"mill": (MILL,)}, ToldJudge(mill=0.9))

    assert proof is not None
    assert proof.support.verdict is Verdict.SUPPORTED
    assert prove(one, {}, ToldJudge(mill=0.9)) is None


def test_figures_count_the_true_of_the_shown_and_the_shown_of_the_true() -> None:
    supported, struck = Proof(Support(Verdict.SUPPORTED, 0.9)), Proof(Support(Verdict.UNSUPPORTED, 0.1))
    proofs = {
        generated("a", first=True, second=True, true=True): supported,
        generated("b", first=True, second=False, true=False): supported,
        generated("c", first=True, second=True, true=True): struck,
    }

    lines = list(figure_lines(proofs))

    assert lines[0] == "read: 3 sentences, 2 labelled alike in both readings, 2 true"
    assert lines[1].startswith("read: of those shown as supported, true: 0.500")
    assert lines[2].startswith("read: of the true ones, shown as supported: 0.500")


def test_the_model_is_believed_in_its_own_predicates_by_what_its_other_sentences_are_worth() -> None:
    def settled(other: float) -> Verdict:
        own = Proof(Support(Verdict.SUPPORTED, 0.9), own=(Lack(Span(0, 3), say("it is not in the source")),))
        beside = Proof(Support(Verdict.PARTLY, other))
        ones = [generated(sentence, first=True, second=True, true=True) for sentence in ("one", "two")]
        return as_of_writer(dict(zip(ones, (own, beside), strict=True)))[ones[0]].support.verdict

    assert settled(0.8) is Verdict.SUPPORTED
    assert settled(0.2) is Verdict.PARTLY


def test_a_part_is_of_one_model_also_where_another_stands_between() -> None:
    own = Proof(Support(Verdict.SUPPORTED, 0.9), own=(Lack(Span(0, 3), say("it is not in the source")),))
    known = generated("one", first=True, second=True, true=True)
    between = replace(known, part="other", sentence="two")
    later = replace(known, question="What else?", sentence="three")
    right = Proof(Support(Verdict.SUPPORTED, 0.9))

    settled = as_of_writer({known: right, between: own, later: own})

    assert settled[later].support.verdict is Verdict.SUPPORTED
    assert settled[between].support.verdict is Verdict.PARTLY
