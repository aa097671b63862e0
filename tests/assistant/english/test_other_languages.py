"""Other languages: their few words that ask how many, ask for a list, permit and deny."""

import pytest

from assistant.english.other_languages import WORDS, asked_for, asks_for_list, asks_how_many


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Bücher stehen im Regal?",
        "Combien de livres y a-t-il ?",
        "¿Cuántos libros hay?",
        "Сколько книг на полке?",
        "Скільки столів у залі?",
        "Πόσα βιβλία υπάρχουν;",
        "Câte cărți sunt pe raft?",
        "Có bao nhiêu cuốn sách?",
        "शेल्फ़ पर कितनी किताबें हैं?",
        "本はいくつありますか？",
        "有多少本书？",
        "책이 몇 권 있나요?",
        "มีหนังสือกี่เล่ม",
        "Ile książek jest na półce?",
        "Rafta kaç kitap var?",
    ],
)
def test_how_many_there_are_of_a_thing_is_asked(question: str) -> None:
    assert asks_how_many(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Tage dauert es?",
        "Wie viel kostet das Buch?",
        "Сколько стоит книга?",
        "Сколько мы потратили в мае?",
        "Сколько дней длится курс?",
        "Giá bao nhiêu?",
        "Máy in giá bao nhiêu mỗi ngày?",
        "किताब का दाम कितना है?",
        "多少钱？",
        "ราคากี่บาท",
        "How many books are there?",
    ],
)
def test_prices_and_lengths_of_time_are_no_number_of_things(question: str) -> None:
    assert not asks_how_many(question)


@pytest.mark.parametrize(
    "question", ["Welche Bücher gibt es?", "Перечисли книги", "何がありますか", "มีอะไรบ้าง", "Ποια βιβλία υπάρχουν;"]
)
def test_a_list_is_asked_for(question: str) -> None:
    assert asks_for_list(question)


@pytest.mark.parametrize("question", ["ボートは何色ですか？", "何時に閉まりますか？", "Wann schließt ihr?"])
def test_a_colour_or_a_time_is_no_list(question: str) -> None:
    assert not asks_for_list(question)


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("Welche Farbe hat das Boot?", "Farbe hat das Boot?"),
        ("Wie viele Fenster hat das Boot?", "Fenster hat das Boot?"),
        ("Quali sono gli ingredienti?", "gli ingredienti?"),
        ("¿Cuáles son los miembros?", "los miembros?"),
        ("Rafta kaç kitap var?", "kitap var?"),
        ("本はいくつありますか？", "本はいくつありますか？"),
    ],
)
def test_what_is_asked_for_stands_behind_what_asks(question: str, things: str) -> None:
    assert asked_for(question).strip() == things


def test_a_word_of_hindi_is_none_inside_another() -> None:
    assert WORDS["hi"].has("denies", "यह नहीं है")
    assert not WORDS["hi"].has("denies", "मेहमान आते हैं")
