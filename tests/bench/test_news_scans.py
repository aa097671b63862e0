from __future__ import annotations

from assistant.answers import Answer, Citation, Refusal, Statement
from bench.news_scans import Article, Form, Found, Scan, mentions, misses, scans, table
from ingest.documents import DocumentId, Revision

ARTICLES = (
    Article("a", "A", "Duck's pond, and a heron."),
    Article("b", "B", "DUCK soup."),
    Article("c", "C", "Ducklings swim."),
)


def cited(number: int, uri: str) -> Citation:
    return Citation(number, DocumentId(uri), Revision("r"), uri, uri, None, 0, 1, "x")


def answered(scan: Scan, text: str, *uris: str) -> Found:
    citations = tuple(cited(at, uri) for at, uri in enumerate(uris, start=1))
    statement = Statement(text, tuple(one.number for one in citations))
    return Found.of(scan, scan.gold(ARTICLES), Answer(scan.question, scan.question, (statement,), citations))


def test_a_name_is_mentioned_as_whole_words_in_any_case() -> None:
    assert mentions("The grey\nHeron's nest", "grey heron")
    assert mentions("the Herons nest", "heron")
    assert not mentions("Ducklings", "duck")


def test_gold_is_where_the_name_stands_with_or_without_the_other() -> None:
    assert Scan(Form.LIST, "?", "duck").gold(ARTICLES) == {"a", "b"}
    assert Scan(Form.BOTH, "?", "duck", "heron").gold(ARTICLES) == {"a"}
    assert Scan(Form.NEVER, "?", "duck", "heron").gold(ARTICLES) == {"b"}


def test_there_are_sixty_questions_none_twice() -> None:
    assert len({scan.question for scan in scans()}) == 60


def test_items_and_counts_are_held_against_the_gold() -> None:
    scan = Scan(Form.COUNT, "How many mention duck?", "duck")
    right, wrong = answered(scan, "2 documents.", "a", "b"), answered(scan, "Three.", "a", "c")

    assert right.is_counted_right
    assert not wrong.is_counted_right
    assert "| count | 2 | 0 | 0.750 | 0.750 | 0.500 |" in list(table([right, wrong]))
    assert list(misses([right, wrong])) == ["How many mention duck? 2 in truth; said 3, lacks 1, adds 1"]


def test_a_refusal_finds_nothing() -> None:
    scan = Scan(Form.LIST, "?", "duck")
    found = Found.of(scan, scan.gold(ARTICLES), Answer("?", "?", refusal=Refusal("no")))

    assert "| list | 1 | 1 | - | 0.000 | - |" in list(table([found]))
    assert list(misses([found])) == ["? 2 in truth; refused"]
