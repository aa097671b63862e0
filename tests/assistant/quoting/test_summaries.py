from __future__ import annotations

import pytest

from assistant.quoting.summaries import (
    cover,
    document_opening_with,
    documents_to_summarise,
    is_contact,
    section_to_summarise,
    summarise,
    summarise_section,
    wants_document,
)
from tests.assistant.fakes import MemoryLibrary, WordEmbedder, document_of, passage_of

TEA = document_of(
    "Green tea grows on the hills of the south coast.",
    "The tea is picked by hand twice in every year.",
    "Tea from the hills is sold in the town market.",
    title="Tea growing",
)
MOOR = document_of("Curlews nest on the moor in April and in May.", title="Moor birds")
LIBRARY = MemoryLibrary(
    passage_of(TEA, *[f"{part}." for part in TEA.text.rstrip(".").split(". ")]), passage_of(MOOR), documents=[TEA, MOOR]
)


def test_a_summary_is_made_of_the_documents_own_sentences_each_cited() -> None:
    statements, citations = summarise(LIBRARY.documents(), LIBRARY, WordEmbedder())

    texts = {TEA.id: TEA.text, MOOR.id: MOOR.text}
    assert all(texts[one.document_id][one.start : one.end] == one.quote for one in citations)
    assert {one.document_id for one in citations} == {TEA.id, MOOR.id}
    assert all(statement.citations for statement in statements)


def test_a_document_that_is_named_is_the_one_summarised() -> None:
    chosen = documents_to_summarise("What is “Moor birds” about?", LIBRARY.documents(), ())

    assert [record.title for record in chosen] == ["Moor birds"]


def test_the_documents_that_are_ticked_are_the_ones_summarised() -> None:
    chosen = documents_to_summarise("Summarise this.", LIBRARY.documents(), (TEA.id,))

    assert [record.title for record in chosen] == ["Tea growing"]


def test_with_none_named_all_are_summarised() -> None:
    assert len(documents_to_summarise("Summarise my documents.", LIBRARY.documents(), ())) == 2


def test_each_further_sentence_says_most_that_is_central_and_not_said_yet() -> None:
    tea, market, moor = frozenset("tea hill".split()), frozenset("tea market".split()), frozenset(["moor"])

    # "tea" stands in two sentences and weighs log 3, the others log 2; a first sentence is no longer than the second.
    assert cover([tea, market, moor], [1.0, 1.0, 1.0], ["", "", ""], limit=2) == [0, 2]
    assert cover([tea, market, moor], [1.0, 2.0, 1.0], ["", "", ""], limit=1) == [1]
    assert cover([tea, market, moor], [1.0, 1.0, 1.0], ["a", "b", "a"], limit=2) == [0, 1]


@pytest.mark.parametrize("drawn", range(40))
def test_of_sentences_that_say_as_much_the_first_is_chosen_in_whatever_order_their_words_are_kept(drawn: int) -> None:
    one, other = ([f"{name}{drawn}{number}" for number in range(9)] for name in ("mill", "weir"))
    further = [frozenset((one[number], other[number])) for number in range(9) for _ in range(number)]

    chosen = cover([frozenset(one), frozenset(other), *further], [1.0] * (2 + len(further)), [""] * 60, limit=1)

    assert chosen == [0]


def test_a_line_of_contact_is_never_chosen() -> None:
    assert is_contact("Questions go to ada@mill.example.")
    assert is_contact("Tel. 0555 201 334")
    assert not is_contact("Green tea grows on the hills.")
    notes = document_of(
        "Tel. 0555 201 334 at the mill office.", "The mill grinds oats and rye for the village.", title="M"
    )
    library = MemoryLibrary(passage_of(notes, *(f"{part}." for part in notes.text.split(". ")[:1])), documents=[notes])

    statements, _ = summarise(library.documents(), library, WordEmbedder())

    assert not any("0555" in statement.text for statement in statements)


def test_when_a_mail_was_sent_is_no_line_of_a_summary() -> None:
    sent = "Date: Mon, 16 Mar 2026 10:14:00 +0000"
    mail = document_of(sent, "The mill grinds oats and rye for the village.", title="Oats", between="\n")
    library = MemoryLibrary(passage_of(mail, sent, "The mill grinds oats and rye for the village."), documents=[mail])

    statements, _ = summarise(library.documents(), library, WordEmbedder())

    assert [statement.text for statement in statements] == ["The mill grinds oats and rye for the village."]


def test_a_summary_says_who_a_contract_is_between_and_not_what_its_heading_denies() -> None:
    lease = document_of(
        "This lease is made between Mill Homes (the landlord) and Ada Holm (the tenant).",
        "What the tenants must not do",
        "Keep a pet in any of the rooms of the flat.",
        "The flat has rooms with windows to the yard and to the street.",
        "The rooms of the flat are painted white by the landlord.",
        title="Lease",
        between="\n",
    )
    lines = lease.text.split("\n")
    rules = passage_of(lease, *lines[1:3], heading=lines[1])
    library = MemoryLibrary(passage_of(lease, lines[0], *lines[3:]), rules, documents=[lease])

    said = [statement.text for statement in summarise(library.documents(), library, WordEmbedder())[0]]

    assert lines[0] in said
    assert lines[2] not in said


def test_a_document_is_also_named_by_its_file_or_folder() -> None:
    chosen = documents_to_summarise("Summarise the file Tea growing.txt", LIBRARY.documents(), ())

    assert [record.title for record in chosen] == ["Tea growing"]


def test_of_several_documents_each_line_says_whose_it_is() -> None:
    statements, _ = summarise(LIBRARY.documents(), LIBRARY, WordEmbedder())

    assert all(statement.text.startswith(("Tea growing: ", "Moor birds: ")) for statement in statements)


def test_a_document_is_named_in_other_languages_whatever_its_endings() -> None:
    library = MemoryLibrary(
        documents=[
            document_of("Kitob bepul.", title="Mahalla kutubxonasi"),
            document_of("Es summt.", title="Imkerverein"),
        ]
    )
    records = library.documents()

    def titles(message: str) -> list[str]:
        return [record.title for record in documents_to_summarise(message, records, ())]

    assert titles("Kutubxona qoidalarini qisqacha bayon qil") == ["Mahalla kutubxonasi"]
    assert titles("Fasse den Imkerverein zusammen.") == ["Imkerverein"]
    assert titles("Fasse meine Dokumente zusammen.") == ["Mahalla kutubxonasi", "Imkerverein"]
    assert titles("О чём договорились стороны?") == []


def test_a_section_that_is_named_by_its_heading_is_summarised_alone() -> None:
    floods = document_of("The river rose in March and took the lower bridge with it.", title="Chronicle")
    passage = passage_of(floods, floods.text, heading="2 The Great Flood")
    library = MemoryLibrary(passage, documents=[floods])

    section = section_to_summarise("Give me the gist of the great flood", library.documents(), [passage])

    assert section is not None
    assert section.heading == "2 The Great Flood"
    statements, citations = summarise_section(section, library, WordEmbedder())
    assert [one.text for one in statements] == [floods.text]
    assert [one.quote for one in citations] == [floods.text]
    assert section_to_summarise("Summarise the great fire", library.documents(), [passage]) is None


@pytest.mark.parametrize(
    ("message", "is_wanted"),
    [
        ("Please summarise the insurance policy of the barges", True),
        ("the gist of the long letter", True),
        ("Summarise what the letter says about rent", False),
        ("What is the quarrel about?", False),
    ],
)
def test_a_document_of_a_sort_is_told_from_a_subject(message: str, *, is_wanted: bool) -> None:
    assert wants_document(message) is is_wanted


def test_a_document_is_also_named_by_its_first_line_where_only_one_is() -> None:
    will = document_of("Last wishes of Olga Brand.", "The barge goes to Piet.", title="scan 3")
    passage = passage_of(will, "Last wishes of Olga Brand.", "The barge goes to Piet.")
    library = MemoryLibrary(passage, documents=[will])

    def found(message: str) -> list[str]:
        return [one.title for one in document_opening_with(message, library.documents(), [passage], library)]

    assert found("What are Olga's wishes about?") == ["scan 3"]
    assert found("What is the quarrel about?") == []
