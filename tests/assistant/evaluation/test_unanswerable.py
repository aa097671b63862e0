from __future__ import annotations

import random

from assistant.evaluation.corpus import Corpus
from assistant.evaluation.facts import Fact, facts_of
from assistant.evaluation.unanswerable import foreign, swapped, unmentioned
from tests.assistant.fakes import MemoryLibrary, document_of, passage_of


def dice() -> random.Random:
    """Chance that falls the same way every time."""
    return random.Random(1)


def corpus_of(*texts: str) -> tuple[Corpus, list[Fact]]:
    """A corpus of documents of one passage each, and its facts."""
    documents = [document_of(text, title=f"Note {place}") for place, text in enumerate(texts)]
    corpus = Corpus.of(MemoryLibrary(*map(passage_of, documents), documents=documents))
    return corpus, [fact for text in texts for fact in facts_of(text, common=corpus.common)]


def test_a_name_is_exchanged_for_one_of_which_that_is_not_said() -> None:
    corpus, facts = corpus_of("The bridge of Aldwick was opened in 1901.", "The mill of Bramley was burnt in 1850.")

    questions = [one.question for one in swapped(facts, corpus, dice())]

    assert "When was the bridge of Bramley opened?" in questions
    assert "When was the mill of Aldwick burnt?" in questions


def test_a_name_of_which_it_may_be_said_is_not_taken() -> None:
    corpus, facts = corpus_of(
        "The bridge of Aldwick was opened in 1901.",
        "The mill of Bramley was burnt in 1850.",
        "At Bramley a bridge was built; people opened it gladly.",
    )

    assert "When was the bridge of Bramley opened?" not in [one.question for one in swapped(facts, corpus, dice())]


def test_an_abbreviation_is_exchanged_for_no_other_kind_of_name() -> None:
    corpus, facts = corpus_of(
        "The bridge of Aldwick was opened in 1901.", "The Coastal Transport Authority (CTA) paid for a quay of Bramley."
    )

    assert not any("CTA" in one.question for one in swapped(facts, corpus, dice()))


def test_neither_a_month_nor_the_end_of_a_numbered_name_is_exchanged() -> None:
    corpus, facts = corpus_of(
        "The planet 48211 Aldwick was discovered in 2001.",
        "The list of Bramley had 41 names in January.",
        "The mill of Corby was burnt in 1850.",
    )

    questions = [one.question for one in swapped(facts, corpus, dice())]

    assert "How many names did the list of Corby have in January?" in questions
    assert not any("48211 Corby" in one or "in Corby" in one or "Aldwick" in one for one in questions)


def test_without_names_the_things_are_exchanged() -> None:
    corpus, facts = corpus_of("The car park has 35 spaces.", "The library has 12 rooms.")

    questions = [one.question for one in swapped(facts, corpus, dice())]

    assert questions == ["How many spaces does the library have?", "How many rooms does the car park have?"]


def test_a_thing_is_not_asked_for_what_may_be_said_of_it_in_other_words() -> None:
    corpus, facts = corpus_of("The guarantee lasts for three years.", "The loan runs for thirty years.")

    assert list(swapped(facts, corpus, dice())) == []


def test_only_one_certain_thing_is_exchanged_for_another() -> None:
    corpus, facts = corpus_of("Every employee has 28 days of leave.", "Passwords have 14 characters.")

    assert list(swapped(facts, corpus, dice())) == []


def test_a_word_that_only_begins_sentences_is_taken_for_no_name() -> None:
    corpus, facts = corpus_of("The bridge of Aldwick was opened in 1901.", "Never send passwords by e-mail.")

    assert not any("Never" in one.question for one in swapped(facts, corpus, dice()))


def test_people_and_places_are_asked_for_what_they_have_and_no_document_mentions() -> None:
    corpus, facts = corpus_of("Ada Harrow, the head of people, opened an office in Kraków.", "It was cold in March.")

    asked = {one.question for seed in range(20) for one in unmentioned(facts, corpus, random.Random(seed))}

    assert {"What is the salary of Ada Harrow?", "Which river flows through Kraków?"} <= asked
    assert not any("March" in one or "salary of Kraków" in one for one in asked)


def test_a_person_is_not_asked_for_what_a_document_says() -> None:
    corpus, facts = corpus_of("Ada Harrow, the head of people, studied law.", "The pay of Ada Harrow is 9 pounds.")

    asked = {one.question for seed in range(20) for one in unmentioned(facts, corpus, random.Random(seed))}

    assert asked == {"How old is Ada Harrow?", "In which street does Ada Harrow live?"}


def test_a_thing_is_asked_for_what_no_document_about_it_mentions() -> None:
    corpus, facts = corpus_of("The Kestrel 3 is a compact red machine that weighs 9 kilograms.")

    made = list(unmentioned(facts, corpus, dice()))

    assert made
    assert all("the Kestrel 3" in one.question for one in made)
    assert not any("weigh" in one.question or "colour" in one.question for one in made)
    assert all(one.made.startswith("attribute not mentioned: none of") for one in made)


def test_a_thing_is_asked_only_for_what_such_a_thing_has() -> None:
    corpus, facts = corpus_of(
        "A Personal Development Plan (PDP) is written each spring.",
        "The Moorland Bird Trust (MBT) counts curlews.",
        "The Harrier 5 was built in Derby.",
    )

    asked = [one.question for seed in range(20) for one in unmentioned(facts, corpus, random.Random(seed))]

    assert {one for one in asked if "PDP" in one} == {"Which newspaper wrote about PDP first?"}
    assert {"What is the motto of MBT?", "In which street is MBT?"} <= set(asked)
    assert {"How much does the Harrier 5 weigh?", "Who designed the Harrier 5?"} <= set(asked)
    assert not {"How much does MBT weigh?", "What is the motto of the Harrier 5?"} & set(asked)


def test_things_of_another_library_are_those_that_this_one_does_not_name() -> None:
    without, _ = corpus_of("The shop opens at nine.")
    holding, _ = corpus_of("The lighthouse of Skarnholm is 30 metres high.")

    everything = [one.question for one in foreign(without, dice())]
    rest = [one.question for one in foreign(holding, dice())]

    assert set(everything) - set(rest) == {"How high is the lighthouse of Skarnholm?"}
