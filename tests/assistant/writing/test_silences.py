from __future__ import annotations

import time

import pytest

from assistant.writing.silences import Silence, names_documents, parts_of, silence_of


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("The documents do not say who attended.", "who attended"),
        ("No passage mentions the price.", "the price"),
        ("It isn't stated in the sources how many people came.", "how many people came"),
        ("There is no information about the price in the provided passages.", "the price"),
        ("The provided documents don’t explicitly mention the price.", "the price"),
        ("None of the passages says who attended.", "who attended"),
        ("Nothing in the documents says who attended.", "who attended"),
        ("Unfortunately, the context does not specify when it opened.", "when it opened"),
        ("In the documents, it is not stated who attended.", "who attended"),
        ("Based on the provided passages, there is no mention of the price.", "the price"),
        ("How many people attended is not stated in the passages.", "How many people attended"),
        ("No price is given in the documents.", "price"),
        ("I could not find the price in the documents.", "the price"),
        ("I cannot answer this from the provided passages.", "this"),
        ("However, the documents are silent on the price.", "the price"),
        ("The documents contain no information on who attended.", "who attended"),
        ("It is not specified who attended.", "who attended"),
        ("Passage 2 does not mention the price.", "the price"),
        ("It cannot be determined from the documents who attended.", "who attended"),
        ("The documents do not say.", ""),
        ("but the documents do not say who built it.", "who built it"),
    ],
)
def test_what_is_not_said_is_told_in_either_order(sentence: str, about: str) -> None:
    assert silence_of(sentence) == Silence(about)


@pytest.mark.parametrize(
    "sentence",
    [
        "The report does not mention fees.",
        "The contract does not say who pays.",
        "The text of the law does not mention fees.",
        "The minister did not mention the price.",
        "He did not say in the documents who attended.",
        "The shop does not sell coffee.",
        "The documents say who attended.",
        "The documents were not signed.",
        "The documents do not have to be signed.",
        "No documents are needed.",
        "The documents contain no errors.",
        "There is no shop in Bergen.",
        "There is no evidence of theft.",
        "No survivors were found.",
        "The price is not mentioned.",
        "The sources of income are not stated in the report.",
        "The source of the river is not known.",
        "The passage is not open to ships.",
        "No sources of water were found.",
        "Power is not provided by the source.",
        "The source does not provide enough water.",
        "According to the documents, no survivors were found.",
        "According to the documents, there is no fee.",
        "In the documents, no survivors were found.",
        "No, the documents do not say who attended.",
    ],
)
def test_what_is_said_of_the_world_is_no_silence(sentence: str) -> None:
    assert silence_of(sentence) is None
    assert parts_of(sentence) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "The documents do not say that the CEO, who stole millions, resigned.",
        "The documents do not say whether the shop is open, it is.",
        "The documents do not say who attended (it was Bob).",
        "The documents do not say who attended: Bob.",
        "The documents do not say who attended – it was Bob.",
        "The documents do not only say who attended.",
        "The documents do not mention anything other than that the shop is open.",
        "The documents do not mention anything except that the shop is open.",
        "The documents do not say that it is not open.",
        "The documents do not say it because it is open.",
        "The documents do not say otherwise.",
        "The documents do not say anything against it.",
        "The documents do not say whether it is open or it is closed! It is.",
    ],
)
def test_what_says_more_than_that_is_a_claim(sentence: str) -> None:
    assert all(silence_of(part) is None for part in parts_of(sentence))


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The bridge opened in 1932, but the documents do not say who built it.",
            ("The bridge opened in 1932,", "but the documents do not say who built it."),
        ),
        (
            "Although the documents do not say who built it, it opened in 1932.",
            ("Although the documents do not say who built it,", "it opened in 1932."),
        ),
        (
            "It opened in 1932 and is green; the documents do not say who built it and when it was painted.",
            ("It opened in 1932 and is green;", "the documents do not say who built it and when it was painted."),
        ),
        (
            "The documents do not say whether the shop is open and it is.",
            ("The documents do not say whether the shop is open", "and it is."),
        ),
        (
            "The documents do not say who attended, so it was closed.",
            ("The documents do not say who attended,", "so it was closed."),
        ),
        ("It opened in 1932, but was not painted.", ("It opened in 1932, but was not painted.",)),
    ],
)
def test_a_claim_beside_it_is_a_part_of_its_own(sentence: str, parts: tuple[str, ...]) -> None:
    assert parts_of(sentence) == parts


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("who attended", "Who attended the opening?"),
        ("the number of visitors", "How many people came?"),
        ("who built it", "What is known of the bridge?"),
        ("when the shop closed", "When was the shop closed?"),
        ("whether the shop is open on Sundays", "Is the shop open on Sundays?"),
        ("enough information to answer the question", "Who runs it?"),
        ("", "Who runs it?"),
    ],
)
def test_it_may_speak_of_what_was_asked(about: str, question: str) -> None:
    assert Silence(about).keeps_to(question)


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("why the CEO stole millions", "What did the CEO do?"),
        ("why the shop closed", "Was the shop closed?"),
        ("where Bob met them", "Where did they meet?"),
        ("how 40 people came", "How did people come?"),
        ("the theft", "What did the CEO do?"),
    ],
)
def test_other_words_than_those_asked_may_be_a_claim_in_disguise(about: str, question: str) -> None:
    assert not Silence(about).keeps_to(question)


def test_what_it_takes_for_granted_can_be_proved_like_any_claim() -> None:
    assert Silence("why the shop closed").presumed == "the shop closed"
    assert Silence("how many people died").presumed == "people died"
    assert Silence("whether the shop closed").presumed == ""
    assert Silence("the theft").presumed == ""


def test_it_is_of_the_whole_question_or_of_a_part() -> None:
    question = "When did the bridge open and who built it?"

    assert Silence("when the bridge opened and who built it").is_of_all(question)
    assert Silence("").is_of_all(question)
    assert not Silence("who built it").is_of_all(question)
    assert not Silence("who else attended").is_of_all("Who attended?")


def test_a_source_may_speak_of_documents_itself() -> None:
    assert names_documents("The leaked documents do not mention a payment.")
    assert not names_documents("The shop opens at nine.")


@pytest.mark.parametrize("part", ["no ", "in the documents ", "there is no information ", "but the ", "not said, "])
def test_a_long_text_takes_no_long_time(part: str) -> None:
    started = time.perf_counter()

    parts_of(part * 20_000)
    parts_of((part * 400)[:400])

    assert time.perf_counter() - started < 2
