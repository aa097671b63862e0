from __future__ import annotations

from assistant.english.words import stems_of
from assistant.evaluation.corpus import Corpus
from tests.assistant.evaluation.fakes import MOOR, SHOP, archive
from tests.assistant.fakes import MemoryLibrary, document_of, passage_of


def test_passages_are_found_by_all_the_words_that_they_hold() -> None:
    corpus = Corpus.of(archive())

    assert [chunk.document_id for chunk in corpus.holding(stems_of("nests of curlews"))] == [MOOR.id]
    assert corpus.holding(stems_of("curlews and tea")) == ()
    assert corpus.holding(()) == ()
    assert corpus.knows("curlew")
    assert not corpus.knows("heron")


def test_titles_count_among_the_words_of_a_passage() -> None:
    assert len(Corpus.of(archive()).holding(stems_of("Shop"))) == 1


def test_the_words_of_a_document_are_those_of_its_passages() -> None:
    assert {"green", "tea"} <= Corpus.of(archive()).stems_of(SHOP.id)
    assert "curlew" not in Corpus.of(archive()).stems_of(SHOP.id)


def test_sentences_come_once_with_what_follows_them() -> None:
    document = document_of("Bring these:", "a map", "a coat", between="\n")
    passage = passage_of(document, "Bring these:", "a map", "a coat")

    sentences = list(Corpus.of(MemoryLibrary(passage, passage, documents=[document])).sentences())

    assert [(one.text, one.following) for one in sentences] == [
        ("Bring these:", ("a map", "a coat")),
        ("a map", ("a coat",)),
        ("a coat", ()),
    ]


def test_a_name_is_written_with_a_capital_everywhere() -> None:
    document = document_of("Passwords guard Tarn Moss.", "No passwords are shared.")
    corpus = Corpus.of(MemoryLibrary(passage_of(document), documents=[document]))

    assert corpus.is_name("Tarn Moss")
    assert not corpus.is_name("Passwords")
    assert not corpus.is_name("shared")


def test_what_has_its_capital_only_where_sentences_begin_is_no_name() -> None:
    document = document_of("Never cross Tarn Moss.", "Never swim.")
    corpus = Corpus.of(
        MemoryLibrary(passage_of(document, "Never cross Tarn Moss.", "Never swim."), documents=[document])
    )

    assert corpus.is_name("Tarn Moss")
    assert not corpus.is_name("Never")
