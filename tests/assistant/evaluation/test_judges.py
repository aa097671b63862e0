from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.errors import CutShort, JudgeFailed, KeyRefused, ModelBusy, ModelError
from assistant.evaluation.judges import ChatJudge, ComparedJudge, VerbatimFirst, read_verdict
from assistant.writing.models import ModelOptions, load_model
from tests.assistant.chat_models import ToldModel
from tests.assistant.evaluation.fakes import ToldJudge
from tests.stub_server import MODEL, Reply, stub


def judge_of(*replies: str | ModelError) -> tuple[ChatJudge, ToldModel]:
    """A judge that asks a model told what to reply, and the model."""
    model = ToldModel(*replies)
    return ChatJudge(model), model


def pairs_of(count: int) -> list[tuple[str, str]]:
    """So many different pairs."""
    return [(f"c{number}", "p") for number in range(count)]


def test_words_that_stand_in_the_passage_prove_themselves_and_others_are_asked_of() -> None:
    inner = ToldJudge(("c2", "p2"))

    chances = VerbatimFirst(inner).judge([("It  is so.", "He said: It is\nso. Yes."), ("c2", "p2"), ("c3", "p3")])

    assert [one.supported for one in chances] == [1.0, 0.9, 0.1]
    assert inner.asked == [("c2", "p2"), ("c3", "p3")]


def test_nothing_is_asked_where_everything_is_verbatim() -> None:
    inner = ToldJudge()

    VerbatimFirst(inner).judge([("so", "so it is")])

    assert inner.asked == []


@pytest.mark.parametrize(
    ("reply", "supported"),
    [
        ("SUPPORTED", 1.0),
        ("The passage says so: supported.", 1.0),
        ("NOT_SUPPORTED\nIt does not say.", 0.0),
        ("not supported, although nearly SUPPORTED", 0.0),
        ("Refuted", 0.0),
        ("<think>SUPPORTED? no</think> REFUTED", 0.0),
    ],
)
def test_the_first_verdict_that_a_reply_names_is_its_verdict(reply: str, supported: float) -> None:
    verdict = read_verdict(reply)

    assert verdict is not None
    assert verdict.supported == supported


@pytest.mark.parametrize("reply", ["", "yes", "unsupported"])
def test_a_reply_without_a_verdict_has_none(reply: str) -> None:
    assert read_verdict(reply) is None


def test_a_chat_model_is_asked_once_of_each_pair() -> None:
    judge, model = judge_of("SUPPORTED", "REFUTED")

    chances = judge.judge([("c1", "p1"), ("c2", "p2"), ("c1", "p1")])

    assert [one.supported for one in chances] == [1.0, 0.0, 1.0]
    assert chances[1].refuted == 1.0
    assert len(model.asked) == 2
    assert "<<<\np1\n>>>" in model.asked[0].user


def test_a_reply_without_a_verdict_is_asked_again_and_then_counted_as_not_supported() -> None:
    patient, _ = judge_of("Well...", "SUPPORTED")
    lost, model = judge_of("Well...")

    assert patient.judge([("c", "p")])[0].supported == 1.0
    assert patient.undecided == 0
    assert lost.judge([("c", "p")])[0].supported == 0.0
    assert lost.undecided == 1
    assert len(model.asked) == 2


def test_a_model_that_fails_leaves_the_pair_undecided_and_the_others_are_asked() -> None:
    judge, _ = judge_of("SUPPORTED", ModelBusy("told:model: the provider takes no more requests (429)"), "SUPPORTED")

    chances = judge.judge(pairs_of(3))

    assert [one.supported for one in chances] == [1.0, 0.0, 1.0]
    assert judge.undecided == 1
    assert judge.failure == "told:model: the provider takes no more requests (429)"


def test_a_model_that_fails_again_and_again_is_asked_no_more() -> None:
    judge, model = judge_of("SUPPORTED", KeyRefused("told:model: refused"))

    judge.judge(pairs_of(20))

    assert len(model.asked) == 1 + 5
    assert judge.undecided == 19


def test_failures_that_are_not_in_a_row_do_not_end_the_asking() -> None:
    replies = [reply for _ in range(6) for reply in (CutShort("told:model: cut"), "SUPPORTED")]
    judge, model = judge_of(*replies)

    judge.judge(pairs_of(12))

    assert len(model.asked) == 12
    assert judge.undecided == 6


def test_a_model_that_cannot_be_asked_at_all_is_an_error_at_once() -> None:
    judge, _ = judge_of(KeyRefused("told:model: the provider refused the key (401)"))

    with pytest.raises(JudgeFailed, match="--judge told:model: the provider refused the key"):
        judge.judge([("c", "p")])


def test_a_busy_provider_is_asked_again_after_the_time_it_names() -> None:
    pauses: list[float] = []
    with stub(Reply(status=429, headers={"retry-after": "3"}), "SUPPORTED") as server:
        judge = ChatJudge(load_model(ModelOptions(MODEL, url=server.openai_url), sleep=pauses.append))

        assert judge.judge([("c", "p")])[0].supported == 1.0

    assert pauses == [3.0]
    assert judge.undecided == 0


def test_what_a_server_says_is_told_without_a_key() -> None:
    with stub("SUPPORTED", Reply(status=400, error="bad key sk-abcdef123456")) as server:
        judge = ChatJudge(load_model(ModelOptions(MODEL, url=server.openai_url)))
        judge.judge(pairs_of(2))

    assert "(400)" in judge.failure
    assert "sk-abcdef123456" not in judge.failure


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nonsense", "--judge nonsense: name a model as PROVIDER:MODEL"),
        ("nowhere:model", "--judge nowhere:model: no such provider"),
    ],
)
def test_a_model_that_there_is_not_is_an_error_that_names_it(name: str, message: str) -> None:
    with pytest.raises(JudgeFailed, match=message):
        ChatJudge.load(name)


def test_what_two_judges_say_otherwise_of_is_counted_once_for_each_pair() -> None:
    chosen, _ = judge_of("SUPPORTED", "NOT_SUPPORTED", "SUPPORTED")
    pairs: Sequence[tuple[str, str]] = [("a", "p"), ("b", "p"), ("c", "p")]
    both = ComparedJudge(chosen, ToldJudge(("a", "p"), ("b", "p")))

    chances = [*both.judge(pairs), *both.judge(pairs[:1])]

    disagreement = both.disagreement()
    assert [one.supported for one in chances] == [1.0, 0.0, 1.0, 1.0]
    assert (disagreement.asked, disagreement.stricter, disagreement.milder) == (3, 1, 1)
    assert disagreement.share == pytest.approx(2 / 3)
    assert disagreement.examples == (("b", "p"), ("c", "p"))


def test_what_the_chosen_judge_did_not_decide_is_part_of_the_comparison() -> None:
    chosen, _ = judge_of(CutShort("told:model: cut"))
    both = ComparedJudge(chosen, ToldJudge())

    both.judge(pairs_of(1))

    assert (both.disagreement().undecided, both.disagreement().failure) == (1, "told:model: cut")


def test_judges_that_were_asked_nothing_do_not_disagree() -> None:
    chosen, _ = judge_of("SUPPORTED")

    assert ComparedJudge(chosen, ToldJudge()).disagreement().share is None
