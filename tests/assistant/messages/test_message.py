from __future__ import annotations

from assistant.messages.message import all_of, any_of, in_language, joined, quoted, say, say_of


def test_a_message_is_its_english_words_until_it_is_said_in_another_language() -> None:
    yes = say("Yes.")

    assert yes == "Yes."
    assert in_language(yes, "de") == "Ja."
    assert type(in_language(yes, "en")) is str


def test_what_is_filled_in_is_said_as_it_stands_whatever_marks_it_has() -> None:
    assert in_language(say("Searched for {words}.", words="{a} %s"), "uz") == "Qidirilgan soʻzlar: {a} %s."


def test_every_number_of_documents_has_its_form_and_its_thousands_parted() -> None:
    def searched(count: int) -> str:
        return say_of(count, "I searched {count} document.", "I searched {count} documents.")

    assert searched(1) == "I searched 1 document."
    assert in_language(searched(1), "ru") == "Просмотрен 1 документ."
    assert in_language(searched(22), "ru") == "Просмотрено 22 документа."
    assert in_language(searched(11), "ru") == "Просмотрено 11 документов."
    assert in_language(searched(1234), "de") == "Ich habe 1.234 Dokumente durchsucht."
    assert in_language(searched(1234), "ru") == "Просмотрено 1\u00a0234 документа."


def test_messages_inside_a_message_are_said_in_its_language() -> None:
    asked = say("Did you mean {names}?", names=any_of(["Holm", "Holt"]))

    assert asked == "Did you mean “Holm” or “Holt”?"
    assert in_language(asked, "ru") == "Вы имели в виду «Holm» или «Holt»?"
    assert in_language(all_of(["a"]), "ja") == "「a」"


def test_sentences_follow_one_another_as_a_language_parts_them() -> None:
    both = joined([say("No."), "", say("Yes.")])

    assert both == "No. Yes."
    assert in_language(both, "ja") == "いいえ。はい。"


def test_any_other_text_and_any_other_language_leave_it_as_it_is() -> None:
    assert in_language("Yes.", "de") == "Yes."
    assert in_language(quoted("Holm"), "el") == "“Holm”"
