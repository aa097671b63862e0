from __future__ import annotations

from assistant.conversation.followups.talk import (
    Round,
    Talk,
    answered_names,
    antecedent,
    last_focus,
    named_as,
    topic,
    work_named,
)

ZAPPA = Talk("Frank Zappa", "Disbandment")
SURVEY = Talk().after(Round("Who led the survey of Tarn Moss?", "Dr. Helen Achterberg led it."))


def test_a_person_is_whom_the_answer_to_who_named() -> None:
    assert antecedent("she", SURVEY, "How old is she?") == "Helen Achterberg"


def test_a_thing_is_what_the_last_question_asked_of_with_its_article() -> None:
    assert antecedent("it", SURVEY, "When will it end?") == "the survey of Tarn Moss"


def test_a_title_is_what_a_talk_of_a_person_points_at() -> None:
    talk = ZAPPA.after(Round("What group disbanded?", "The Mothers of Invention.", "What group disbanded?"))

    assert antecedent("he", talk, "Where did he live?") == "Frank Zappa"


def test_a_later_thing_is_pointed_at_before_an_earlier_one() -> None:
    talk = Talk().after(Round("What is throat cancer?")).after(Round("Tell me about lung cancer."))

    assert antecedent("its", talk, "What are its symptoms?") == "lung cancer"


def test_a_place_is_what_there_points_at() -> None:
    talk = Talk().after(Round("Where may the first Forum of Regions meet?", "It may meet in Samarkand."))

    assert antecedent("there", talk, "What is planned there?") == "Samarkand"


def test_nothing_stands_for_what_the_question_says_itself() -> None:
    talk = Talk().after(Round("Who sang?", "Sinatra."))

    assert antecedent("it", talk, "Did Sinatra sing it?") == ""
    assert antecedent("it", Talk(), "What is it?") == ""


def test_nothing_stands_for_what_fits_far_better_than_it_and_is_said() -> None:
    talk = Talk("Mazzy Star").after(Round("What did they record?", "The Warm Inventions.", "What did they record?"))

    assert antecedent("they", talk, "Why did they part?") == "Mazzy Star"
    assert antecedent("they", talk, "What was Mazzy Star called before they changed the name?") == ""


def test_a_name_keeps_its_extent_over_turns() -> None:
    talk = Talk().after(Round("What was the Stanford Experiment?")).after(Round("Was the Stanford Experiment ethical?"))

    assert antecedent("it", talk, "Why was it ended?") == "the Stanford Experiment"


def test_a_thing_is_named_by_its_kind() -> None:
    assert named_as("hous", Talk("Mies", "Farnsworth House")) == "Farnsworth House"
    assert named_as("hous", SURVEY) == ""


def test_a_work_is_named_by_its_quoted_title() -> None:
    talk = Talk("A-Teens").after(Round("What came second?", 'Their second album, "Teen Spirit", came out.'))

    assert work_named("album", talk) == "Teen Spirit"
    assert work_named("album", Talk("A-Teens")) == ""


def test_a_work_without_quotes_is_the_section_and_a_song_the_title_in_quotes() -> None:
    talk = Talk("Snow Patrol", "Fallen Empires").after(Round("What came first?", '"Called Out in the Dark" did.'))

    assert work_named("album", talk) == "Fallen Empires"
    assert work_named("song", talk) == "Called Out in the Dark"


def test_the_topic_is_the_title_or_the_last_subject() -> None:
    assert topic(ZAPPA) == "Frank Zappa"
    assert topic(Talk().after(Round("How does a 529 plan work?"))) == "529 plan"
    assert topic(Talk()) == ""


def test_where_is_looked_is_no_topic_but_what_is_summarised_is() -> None:
    asked = ("Summarise my documents.", "What files do I have?", "Give me a summary of the handbook.")

    assert [topic(Talk(rounds=(Round(one),))) for one in asked] == ["", "", "handbook"]
    assert topic(Talk(rounds=(Round("How deep is the bog?"), Round("Summarize all files.")))) == "bog"


def test_a_thing_is_joined_with_the_place_that_follows() -> None:
    talk = Talk().after(Round("How large is the bog at Tarn Moss?"))

    assert topic(talk) == "bog at Tarn Moss"


def test_the_focus_is_a_name_or_something_else_as_wanted() -> None:
    talk = Talk().after(Round("Does the ranger know Owen Blackstock?"))

    name, other = last_focus(talk, named=True), last_focus(talk, named=False)

    assert name is not None
    assert name.text == "Owen Blackstock"
    assert other is not None
    assert other.text == "ranger"
    assert last_focus(Talk(), named=True) is None


def test_the_names_of_the_last_answer_are_in_order() -> None:
    assert answered_names(SURVEY) == ("Helen Achterberg",)
    assert answered_names(Talk()) == ()


def test_what_is_too_long_ago_is_forgotten() -> None:
    talk = Talk()
    for number in range(50):
        talk = talk.after(Round(f"What is item {number}?"))

    assert len(talk.rounds) == 5
    assert talk.rounds[-1].asked == "What is item 49?"


def test_an_answer_is_added_to_the_last_question() -> None:
    assert Talk().after(Round("Who sang?")).answered("Sinatra.").rounds == (Round("Who sang?", "Sinatra."),)
