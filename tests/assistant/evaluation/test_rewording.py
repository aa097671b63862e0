from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer
from assistant.conversation.history import EarlierTurn
from assistant.errors import EmptyAnswer, ModelUnreachable
from assistant.evaluation.rewording import Reworded, objection, reword
from assistant.writing.models import ModelOptions, load_model
from tests.assistant.chat_models import ToldModel
from tests.assistant.evaluation.fakes import SHOP, ToldAnswerer, asked, refusing, saying
from tests.assistant.fakes import passage_of
from tests.stub_server import MODEL, stub

OURS = "When was the Tarn Moss boardwalk opened?"
BETTER = "In which year did the Tarn Moss boardwalk open?"
QUESTION = replace(asked(OURS, answers=["1987"], evidence=["The shop opens at nine."]), made="date")
FINDING = saying(("The shop opens at nine.", ["The shop opens at nine."]), passages=[passage_of(SHOP)])
MISSING = saying(("It sells green tea.", ["It sells green tea."]), passages=[passage_of(SHOP)])


def reworded(said: str, after: Answer = FINDING, before: Answer = FINDING) -> Reworded:
    """The question above, worded by a model that says this, asked of an assistant that answers so."""
    return reword([QUESTION], ToldModel(said), ToldAnswerer({OURS: before, BETTER: after}))


def test_a_wording_that_asks_the_same_and_finds_the_same_is_kept_and_said_to_be_the_models() -> None:
    made = reworded(f'"{BETTER}"\n')

    assert made.questions == (replace(QUESTION, question=BETTER, made="date; worded by told:model"),)
    assert (made.count, made.reasons) == (1, {})


@pytest.mark.parametrize("after", [MISSING, refusing()], ids=["other evidence", "refused"])
def test_ours_stays_where_the_assistant_finds_less(after: Answer) -> None:
    assert reworded(BETTER, after) == Reworded((QUESTION,), 0, {"the assistant finds less with it": 1})


def test_a_wording_may_find_more() -> None:
    assert reworded(BETTER, FINDING, refusing()).count == 1


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        ("The boardwalk of Tarn Moss opened in 1987.", "it is not one question"),
        ("", "it is not one question"),
        (f"{OURS[:-1]}, and please tell me all that you know about the whole of its long and rich history?", "it is"),
        ("when was the Tarn Moss boardwalk opened?", "it is the same"),
        ("In which year did the Fern Moss boardwalk open?", "names, numbers or quoted words differ"),
        ("In which year did the Tarn Moss boardwalk open in Derby?", "names, numbers or quoted words differ"),
        ("In which year did the Tarn Moss 2 boardwalk open?", "names, numbers or quoted words differ"),
        ("Who opened the Tarn Moss boardwalk?", "it seeks something else"),
        ("Was the Tarn Moss boardwalk opened?", "it seeks something else"),
    ],
)
def test_a_wording_that_asks_for_something_else_is_told_by_its_words(wording: str, reason: str) -> None:
    assert objection(QUESTION, wording).startswith(reason)


def test_a_wording_that_gives_the_answer_away_is_not_taken() -> None:
    question = asked("Who leads the survey?", answers=["the warden"])

    assert objection(question, "Who, if not the warden, leads the survey?") == "it gives the answer away"


def test_quoted_words_stay_as_they_are() -> None:
    question = asked("What is given for “Hotel price”?")

    assert objection(question, "What do the documents give for “Hotel price”?") == ""
    assert objection(question, "What do the documents give for “Price of hotel”?").startswith("names, numbers")


def test_a_follow_up_goes_on_leaning_on_the_turn_before() -> None:
    question = replace(asked("When was it opened?"), history=(EarlierTurn("What of the boardwalk?"),))

    assert objection(question, "In which year did it open?") == ""
    assert objection(question, "In which year did the path open?") == "it does not lean on the turn before"


def test_an_unanswerable_question_keeps_its_words_and_its_refusal() -> None:
    question = asked("What colour is the Tarn Moss boardwalk?", answerable=False)
    wording = "Which colour does the Tarn Moss boardwalk have?"

    assert objection(question, "What length is the Tarn Moss path beside Fern?") != ""
    for after, count in ((refusing(), 1), (FINDING, 0)):
        answerer = ToldAnswerer({question.question: refusing(), wording: after})
        assert reword([question], ToldModel(wording), answerer).count == count


def test_a_model_that_fails_now_and_then_leaves_ours_and_one_that_is_not_there_ends_it() -> None:
    answerer = ToldAnswerer({OURS: FINDING, BETTER: FINDING})
    failing = ToldModel(EmptyAnswer("nothing"), BETTER)

    made = reword([QUESTION, QUESTION], failing, answerer)

    assert [question.question for question in made.questions] == [OURS, BETTER]
    assert made.reasons == {"the model failed": 1}
    with pytest.raises(ModelUnreachable):
        reword([QUESTION], ToldModel(ModelUnreachable("nobody there")), answerer)
    with pytest.raises(EmptyAnswer):
        reword([QUESTION] * 3, ToldModel(EmptyAnswer("nothing")), answerer)


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_model_behind_a_server_words_questions_and_sees_the_evidence_fenced(provider: str) -> None:
    answerer = ToldAnswerer({OURS: FINDING, BETTER: FINDING})
    with stub(BETTER, "When?") as server:
        url = server.openai_url if provider == "openai" else server.url
        made = reword([QUESTION, QUESTION], load_model(ModelOptions(f"{provider}:{MODEL}", url=url)), answerer)

    assert [question.question for question in made.questions] == [BETTER, OURS]
    assert "<<<\nThe shop opens at nine.\n>>>" in server.asked[0].prompt
    assert f"Question:\n<<<\n{OURS}\n>>>" in server.asked[0].prompt
