from __future__ import annotations

from dataclasses import replace

from assistant.chain import AnswerChain
from assistant.conversation.history import EarlierTurn
from assistant.errors import AssistantError
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.run import Measuring, evaluate
from assistant.pipeline import Pipeline
from assistant.reader.by_language import Readers
from tests.assistant.evaluation.fakes import SHOP, ToldAnswerer, ToldJudge, archive, asked, refusing, saying
from tests.assistant.fakes import ToldReader, WordEmbedder, library_of, passage_of

OPENS = "The shop opens at nine."
MEASURING = Measuring.by_default(archive(), ToldJudge())


def test_a_row_has_the_answer_its_documents_and_every_figure_it_gives() -> None:
    answer = saying((OPENS, [OPENS]), passages=[passage_of(SHOP)], marked="nine")
    question = asked("Q", answers=["nine"], evidence=["opens at nine"])

    (row,) = evaluate(ToldAnswerer({"Q": answer}), [question], MEASURING).rows

    assert row.answer is answer
    assert row.documents == (SHOP.id,)
    assert {name: value for name, value in row.values.items() if name != "seconds"} == {
        "correct": 1.0,
        "recall@1": 1.0,
        "recall@3": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
        "mrr@10": 1.0,
        "ndcg@10": 1.0,
        "evidence_hit": 1.0,
        "exact": 1.0,
        "f1": 1.0,
        "contained": 1.0,
        "false_refusals": 0.0,
        "evidence_cited": 1.0,
        "citations_on_evidence": 1.0,
        "verbatim": 1.0,
        "citation_recall": 1.0,
        "citation_precision": 1.0,
        "grounded": 1.0,
    }
    assert row.values["seconds"] == row.seconds >= 0


def test_an_answer_for_which_no_passage_was_sought_says_nothing_of_retrieval() -> None:
    computed, refused = saying((OPENS, [OPENS]), marked="nine"), refusing()
    answerer = ToldAnswerer({"A": computed, "B": refused})
    questions = [asked(text, answers=["nine"], evidence=["opens at nine"]) for text in ("A", "B")]

    rows = evaluate(answerer, questions, MEASURING).rows

    assert "recall@5" not in rows[0].values
    assert rows[1].values["recall@5"] == 0.0


def test_an_unanswerable_question_gives_its_own_figures_only() -> None:
    (row,) = evaluate(ToldAnswerer({"Q": refusing()}), [asked("Q", answerable=False)], MEASURING).rows

    assert set(row.values) == {"correct", "false_answers", "seconds"}


def test_earlier_turns_are_asked_first_and_those_that_have_an_answer_are_not() -> None:
    answerer = ToldAnswerer({"A": saying((OPENS, [OPENS])), "C": refusing()})
    question = EvaluationQuestion("q", "C", answerable=False, history=(EarlierTurn("A"), EarlierTurn("B", "said")))

    evaluate(answerer, [question], MEASURING)

    assert [one.text for one in answerer.asked] == ["A", "C"]
    assert [(turn.question, turn.answer) for turn in answerer.asked[-1].history] == [
        ("A", f"{OPENS} [1]"),
        ("B", "said"),
    ]


def test_an_assistant_that_fails_is_noted_and_the_run_goes_on() -> None:
    answerer = ToldAnswerer({"A": AssistantError("no model at that address"), "B": refusing()})

    run = evaluate(answerer, [asked("A", identity="a"), asked("B", identity="b", answerable=False)], MEASURING)

    assert run.rows[0].answer is None
    assert run.rows[0].failure == "AssistantError: no model at that address"
    assert run.rows[0].values == {"correct": 0.0}
    assert run.rows[1].values["correct"] == 1.0
    assert any("failed on 1 question (a)" in note for note in run.notes)


def test_answers_that_the_model_did_not_give_are_noted() -> None:
    answer = replace(saying((OPENS, [OPENS])), fallback="The model gave no answer.")

    run = evaluate(ToldAnswerer({"A": answer, "B": refusing()}), [asked("A", identity="a"), asked("B")], MEASURING)

    assert run.notes == ("The model gave no answer to 1 question (a); measured are the documents' own words there.",)


def test_evidence_that_stands_nowhere_is_noted_and_counts_as_not_found() -> None:
    answerer = ToldAnswerer({"A": saying((OPENS, [OPENS]), passages=[passage_of(SHOP)])})

    run = evaluate(answerer, [asked("A", evidence=["gold"])], MEASURING)

    assert run.rows[0].values["recall@5"] == 0.0
    assert "Evidence of 1 question (q) stands in no document" in run.notes[0]


def test_progress_is_told_after_each_question() -> None:
    told: list[tuple[int, int]] = []
    questions = [asked("A", identity=str(number)) for number in range(3)]

    evaluate(
        ToldAnswerer({"A": refusing()}),
        questions,
        MEASURING,
        on_progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_without_a_judge_only_what_needs_none_is_measured() -> None:
    answerer = ToldAnswerer({"A": saying((OPENS, [OPENS]))})

    (row,) = evaluate(answerer, [asked("A")], Measuring(archive())).rows

    assert "verbatim" in row.values
    assert "citation_recall" not in row.values


def test_the_answer_chain_is_measured_with_its_stages() -> None:
    library = library_of(OPENS, "It sells green tea.")
    chain = AnswerChain(Pipeline(library, Readers(ToldReader("nine")), WordEmbedder()))

    (row,) = evaluate(
        chain, [asked(answers=["nine"], evidence=["opens at nine"])], Measuring.by_default(library, ToldJudge())
    ).rows

    assert row.values["correct"] == row.values["recall@1"] == row.values["verbatim"] == 1.0
    assert row.answer is not None
    assert set(row.memory) <= set(row.answer.timings)
