from __future__ import annotations

from assistant.english.clauses import clauses


def test_clauses_are_parted_where_each_has_a_verb_of_its_own() -> None:
    parts = clauses("The board approved a mill and Tom Reed will lead it.")

    assert [part[0].form for part in parts] == ["The", "Tom"]


def test_a_list_is_of_one_clause() -> None:
    assert len(clauses("The bakery sells bread and rolls.")) == 1
