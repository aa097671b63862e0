from __future__ import annotations

from ui.serving.passwords import hash_password, is_password


def test_what_is_kept_of_a_password_tells_it_from_others_and_does_not_hold_it() -> None:
    kept, again = hash_password("correct horse"), hash_password("correct horse")

    assert is_password("correct horse", kept)
    assert not is_password("correct house", kept)
    assert "correct" not in kept
    assert kept != again
    assert kept.startswith("$argon2id$")


def test_nobody_has_a_password_and_a_damaged_one_is_nobodys() -> None:
    assert not is_password("nobody's password", None)
    assert not is_password("correct horse", "damaged")
