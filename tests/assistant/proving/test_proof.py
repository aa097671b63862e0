from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answers import Verdict
from assistant.proving.proof import Proof, Prover, claims_nothing, clauses_of, is_copied
from assistant.reader.claims import Chances
from tests.assistant.fakes import passage_in
from tests.assistant.judges import ToldJudge, WordJudge

BRIDGE = passage_in(
    "The Tarn bridge opened on 3 May 1932.",
    "It is 503 metres long and carries two lanes.",
    "The bridge is not open to lorries.",
    title="Bridge",
)
SHOP = passage_in("The shop in Bergen sells green tea.", "Ada Quill leads the shop.", title="Shop")


def prove(claim: str, *numbers: int) -> Proof:
    return Prover({1: BRIDGE, 2: SHOP}, WordJudge()).prove(claim, numbers)


def quoted(proof: Proof) -> list[str]:
    return [one.text for one in proof.evidence]


def test_a_faithful_sentence_is_supported_by_its_exact_source() -> None:
    proof = prove("The Tarn bridge opened in May 1932.", 1)

    assert proof.support.verdict is Verdict.SUPPORTED
    assert quoted(proof) == ["The Tarn bridge opened on 3 May 1932."]
    assert not proof.recited


def test_a_half_right_sentence_is_partly_supported() -> None:
    proof = prove("The shop sells green tea and employs many acrobats from Lyon.", 2)

    assert proof.support.verdict is Verdict.PARTLY
    assert quoted(proof) == ["The shop in Bergen sells green tea."]


class ClauseJudge:
    """Gives each claim the chance of the first of `chances` that begins it."""

    def __init__(self, **chances: float) -> None:
        self._chances = {begins.replace("_", " "): chance for begins, chance in chances.items()}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        chances = [next(one for begins, one in self._chances.items() if claim.startswith(begins)) for claim, _ in pairs]
        return tuple(Chances(one, 1 - one, 0.0) for one in chances)


@pytest.mark.parametrize(
    ("whole", "verdict"), [(0.7, Verdict.PARTLY), (0.9, Verdict.SUPPORTED)], ids=["not sure of the whole", "sure"]
)
def test_a_clause_held_in_part_makes_half_of_two_where_the_whole_is_not_sure(whole: float, verdict: Verdict) -> None:
    judge = ClauseJudge(**{"The_bridge_carries_lanes,_and": whole, "The_bridge": 0.9, "lorries": 0.4})

    proof = Prover({1: BRIDGE}, judge).prove("The bridge carries lanes, and lorries are not open.", [1])

    assert proof.support.verdict is verdict


def test_of_three_clauses_one_must_fail() -> None:
    claim = "The bridge carries lanes, and lorries are not open, and it is 503 metres long."
    doubted = ClauseJudge(**{"The_bridge_carries_lanes,_and": 0.7, "The_bridge": 0.9, "lorries": 0.4, "it": 0.9})
    failing = ClauseJudge(**{"The_bridge_carries_lanes,_and": 0.7, "The_bridge": 0.9, "lorries": 0.1, "it": 0.9})

    assert Prover({1: BRIDGE}, doubted).prove(claim, [1]).support.verdict is Verdict.SUPPORTED
    assert Prover({1: BRIDGE}, failing).prove(claim, [1]).support.verdict is Verdict.PARTLY


def test_a_wrong_citation_is_put_right() -> None:
    proof = prove("Ada Quill leads the shop.", 1)

    assert proof.support.verdict is Verdict.SUPPORTED
    assert quoted(proof) == ["Ada Quill leads the shop."]
    assert proof.recited


def test_a_sentence_without_a_citation_is_given_one() -> None:
    proof = prove("Ada Quill leads the shop.")

    assert quoted(proof) == ["Ada Quill leads the shop."]
    assert not proof.recited


@pytest.mark.parametrize(
    "claim",
    [
        "The Tarn bridge opened on 3 May 1934.",
        "The Tarn bridge opened on 4 May 1932.",
        "The bridge is 530 metres long.",
        "It carries three lanes.",
    ],
)
def test_a_changed_figure_is_not_supported_however_alike_the_words(claim: str) -> None:
    assert prove(claim, 1).support.verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("claim", ["The bridge is open to lorries.", "The shop in Bergen does not sell green tea."])
def test_a_denial_of_what_is_stated_is_not_supported(claim: str) -> None:
    assert prove(claim, 1, 2).support.verdict is Verdict.UNSUPPORTED


def test_a_changed_name_is_at_most_partly_supported() -> None:
    proof = Prover({1: SHOP}, ToldJudge(shop=0.99)).prove("The green tea shop in Oslo is led by Ada Quill.", [1])

    assert proof.support.verdict is Verdict.PARTLY
    assert proof.support.probability == 0.5


def test_an_invented_sentence_is_not_supported() -> None:
    proof = prove("Penguins run the harbour at night.", 1)

    assert proof.support.verdict is Verdict.UNSUPPORTED


def test_what_was_counted_from_a_list_is_partly_supported() -> None:
    offices = passage_in("The offices are in Oslo, Bergen and Lyon.")

    proof = Prover({1: offices}, ToldJudge(Oslo=0.9)).prove("There are three offices.", [1])

    assert proof.support.verdict is Verdict.PARTLY


def test_two_passages_that_say_the_same_are_both_cited() -> None:
    again = passage_in("Ada Quill leads the shop today.", title="Again")

    proof = Prover({1: SHOP, 2: again}, WordJudge()).prove("Ada Quill leads the shop.", [1, 2])

    assert sorted(quoted(proof)) == ["Ada Quill leads the shop today.", "Ada Quill leads the shop."]


def test_a_sentence_drawn_from_two_passages_is_supported_by_both_together() -> None:
    proof = prove("Ada Quill leads the shop, the Tarn bridge opened on 3 May 1932.", 1, 2)

    assert proof.support.verdict is Verdict.SUPPORTED
    assert sorted(quoted(proof)) == ["Ada Quill leads the shop.", "The Tarn bridge opened on 3 May 1932."]


def test_a_claim_in_other_words_is_found_by_the_judge() -> None:
    proof = Prover({1: SHOP, 2: BRIDGE}, ToldJudge(lorries=0.9)).prove("Trucks may not cross.", [2])

    assert quoted(proof) == ["The bridge is not open to lorries."]
    assert proof.support.verdict is Verdict.SUPPORTED


def test_the_probability_says_no_more_than_the_verdict() -> None:
    proof = Prover({1: BRIDGE}, ToldJudge(Tarn=0.97)).prove("The Tarn bridge opened on 3 May 1934.", [1])

    assert proof.support.probability == 0.25


@pytest.mark.parametrize(
    "sentence",
    [
        "Here is what I found:",
        "According to the provided documents:",
        "I hope this helps!",
        "The offices are:",
        "Sure, here is a summary.",
        "Let me know if you have further questions.",
        "Please let me know if you need more information.",
        "Here is what I can say about your question:",
        "You can bring the following:",
        "They are:",
        "Sure! Here is what I found:",
        "| --- |",
    ],
)
def test_sentences_about_the_answer_claim_nothing(sentence: str) -> None:
    assert claims_nothing(sentence)
    assert prove(sentence).support.verdict is Verdict.NO_CLAIM


@pytest.mark.parametrize(
    "sentence",
    [
        "Yes.",
        "It opened in 1932.",
        "There are three offices:",
        "Ada leads.",
        "The shop of Bergen is:",
        "HACKED",
        "Tea.",
    ],
)
def test_everything_else_claims_something(sentence: str) -> None:
    assert not claims_nothing(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No, it does not.",
        "No.",
        "The answer is no.",
        "You can.",
        "You may ask for details.",
        "It is not.",
        "It does.",
        "Yes, the documents say so.",
        "The documents do not say.",
        "According to the text, it is.",
        "Certainly.",
        "No, these are listed:",
    ],
)
def test_an_answer_of_yes_or_no_is_a_claim_and_needs_proof(sentence: str) -> None:
    assert not claims_nothing(sentence)
    assert prove(sentence, 1).support.verdict is Verdict.UNSUPPORTED


def test_clauses_are_told_apart_where_each_says_something() -> None:
    assert clauses_of("It sells green tea, and Ada Quill leads it.") == ("It sells green tea", "Ada Quill leads it.")
    assert clauses_of("It sells tea and coffee.") == ()


def test_an_item_of_another_list_makes_a_sentence_that_the_judge_believes_partly_supported() -> None:
    shop = passage_in("The shop sells tea, cups and spoons.", "The bakery sells bread, cakes and rolls.", title="Shop")

    proof = Prover({1: shop}, ToldJudge(shop=0.95)).prove("The shop sells tea, cups and rolls.", [1])

    assert proof.support.verdict is Verdict.PARTLY
    assert [lack.reason for lack in proof.support.lacks] == ["“rolls” does not stand in that list of the source"]


def test_a_list_is_cited_with_the_line_that_announces_it() -> None:
    rules = passage_in("Never bring these into the shop:", "open fires", "wet dogs", title="Rules")

    proof = Prover({1: rules}, ToldJudge(Never=0.9)).prove("Never bring open fires or wet dogs into the shop.", [1])

    assert proof.support.verdict is Verdict.SUPPORTED
    assert quoted(proof) == [rules.chunk.text]


def test_what_a_passage_is_said_to_say_is_proved_and_marked_where_it_stands_in_the_whole_sentence() -> None:
    claim = "The passage says that all lorries cross the Tarn bridge."
    bridge = passage_in("Most lorries cross the Tarn bridge.", title="Bridge")

    proof = Prover({1: bridge}, ToldJudge(lorries=0.9)).prove(claim, [1])

    (lack,) = proof.support.lacks
    assert claim[lack.span.start : lack.span.end] == "all"


def test_what_a_passage_is_about_claims_nothing() -> None:
    assert prove("The passage about the shop is about the shop in Bergen.", 2).support.verdict is Verdict.NO_CLAIM


def test_a_true_sentence_that_answers_another_question_stays_supported_and_is_told() -> None:
    proof = Prover({2: SHOP}, WordJudge(), "What is the salary of Ada Quill?").prove("Ada Quill leads the shop.", [2])

    assert proof.support.verdict is Verdict.SUPPORTED
    assert [lack.reason for lack in proof.support.lacks] == ["not what was asked"]


def test_a_doubted_sentence_names_the_words_that_stand_nowhere() -> None:
    proof = prove("The shop sells green tea and employs many acrobats from Lyon.", 2)

    assert "“Lyon” is not in the source" in [lack.reason for lack in proof.support.lacks]


STOCKED = "The shop stocked green tea."


def test_a_predicate_of_the_writer_s_own_is_believed_if_the_writer_is() -> None:
    claim = f"The passage says that {STOCKED}"
    proof = Prover({1: SHOP}, ToldJudge(shop=0.9)).prove(claim, [1])

    assert proof.support.verdict is Verdict.SUPPORTED
    doubted = proof.doubting_writer()
    assert (doubted.verdict, doubted.probability) == (Verdict.PARTLY, 0.9)
    assert [lack.reason for lack in doubted.lacks] == ["“stocked” is not in the source"]
    assert [claim[lack.span.start : lack.span.end] for lack in doubted.lacks] == ["stocked"]


def test_what_is_said_in_the_source_s_words_needs_no_trust() -> None:
    proof = Prover({1: SHOP}, ToldJudge(shop=0.9)).prove("The shop sells tea.", [1])

    assert proof.doubting_writer() == proof.support


def test_a_sentence_that_stands_in_what_proves_it_is_copied() -> None:
    prover = Prover({1: SHOP}, ToldJudge(shop=0.9))

    assert is_copied("Ada Quill  leads the shop.", prover.prove("Ada Quill  leads the shop.", [1]))
    assert not is_copied(STOCKED, prover.prove(STOCKED, [1]))


def test_what_cites_nothing_and_is_not_supported_is_as_likely_as_the_judge_says() -> None:
    proof = Prover({1: SHOP}, ToldJudge(shop=0.2)).prove("The shop in Bergen paints penguins.", [])

    assert (proof.support.verdict, proof.support.probability) == (Verdict.UNSUPPORTED, 0.2)
    assert not proof.recited
