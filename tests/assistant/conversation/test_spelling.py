from __future__ import annotations

from assistant.conversation.spelling import Mended, mend, names_meant, told


class Known:
    def meant_by(self, word: str) -> str | None:
        return {"recipt": "receipt", "holn": "Holm", "Holn": "Holm"}.get(word)


def test_misspelt_words_are_mended_in_their_places_and_told() -> None:
    text, mended = mend("where is the recipt of holn?", Known())

    assert text == "where is the receipt of Holm?"
    assert told(mended) == "Searched for “recipt” → “receipt”, “holn” → “Holm”."


def test_a_question_in_another_language_is_left_as_it_is() -> None:
    assert mend("Wo ist die recipt und wann?", Known()) == ("Wo ist die recipt und wann?", ())
    assert names_meant("Wo wohnt Ada Holn und wer ist das?", Known()) == ()


def test_a_name_is_never_mended_but_asked_after() -> None:
    assert mend("Where does Ada Holn live?", Known()) == ("Where does Ada Holn live?", ())
    assert names_meant("Where does Ada Holn live?", Known()) == (Mended("Holn", "Holm"),)


def test_question_words_are_mended_unsaid() -> None:
    class Nothing:
        def meant_by(self, word: str) -> str | None:
            del word
            return None

    assert mend("wich key dose the shed need", Nothing()) == ("which key does the shed need", ())
    assert mend("the dose of the drops", Nothing()) == ("the dose of the drops", ())
