from __future__ import annotations

from bench.summaries import held, pointed, ranked_sentences, recalled


def test_the_sentence_that_shares_words_with_most_others_is_ranked_first() -> None:
    sentences = ("The mill grinds rye.", "The mill by the river grinds rye and oats.", "Oats grow by the river.")

    # The second shares three words with the first and two with the third, which share none with each other.
    assert ranked_sentences(sentences)[0] == 1


def test_what_is_said_of_what_should_be_is_a_share() -> None:
    assert recalled("The mill grinds rye.", frozenset({"mill", "oat"})) == 0.5
    assert pointed("Fees are 40 euros.", (("40 euros", "forty euros"), ("31 March",))) == 0.5


def test_summaries_of_one_length_are_held_beside_each_other() -> None:
    ours, lead, ranked = held(("B c d.",), "Aaa mill. Bbb mill rye. Ccc rye.")

    assert (ours, lead) == ("B c d.", "Aaa mill.")
    assert ranked == "Bbb mill rye."
