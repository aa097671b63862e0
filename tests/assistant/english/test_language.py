"""Language: English is told from what the reader was not trained on."""

import subprocess
import sys

import pytest

from assistant.english.language import (
    are_mostly_english,
    language_of,
    may_be_another,
    may_be_english,
    share_language,
)


@pytest.mark.parametrize(
    "text",
    [
        "When was it signed?",
        "who founded the company",
        "HOW MANY DAYS OF LEAVE ARE THERE?",
        "winner of the tour de france",
        "Who is the CEO of Müller GmbH?",
        "Who wrote Cien años de soledad?",
        "pizza margherita calories",
        "fox den location",
        "red hat pricing van der Berg",
        "C++",
        "Uzbekistan Japan",
        "",
        "42",
    ],
)
def test_what_may_be_english_is_taken_for_it(text: str) -> None:
    assert may_be_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wie viel kostet ein Ticket?",
        "Was misst der CPI-Maßstab?",
        "Was für einer Art von Herr ist Doctor Who?",
        "¿Cuántos días son?",
        "Kiedy otwiera się muzeum?",
        "Hány alkalmazottja van a cégnek?",
        "Kuinka monta työntekijää yrityksellä on?",
        "Muzey qachon ochiladi va chipta qancha turadi?",
        "Müze ne zaman açılıyor?",
        "Сколько это стоит?",
        "これは何ですか",
        "متى يفتح المتحف؟",
    ],
)
def test_other_languages_are_told_apart(text: str) -> None:
    assert not may_be_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wer spielt in Doctor Who die Rolle der Rose, und seit wann läuft die Serie im Fernsehen?",
        "這是印第安那大學教育學院 College of Art and Science 的歷史",
        "La película The Artist ganó cinco premios en la ceremonia de Hollywood.",
    ],
)
def test_a_few_english_words_in_another_language_make_no_english(text: str) -> None:
    assert not may_be_english(text)


ENGLISH, GERMAN = "The museum opens at nine, and it closes at five.", "Das Museum öffnet um neun und schließt um fünf."


@pytest.mark.parametrize(
    ("texts", "mostly"),
    [
        ([], True),
        ([ENGLISH], True),
        ([GERMAN], False),
        ([ENGLISH, GERMAN], True),
        ([ENGLISH, GERMAN, GERMAN], False),
        (["Uzbekistan Japan", GERMAN, ENGLISH, GERMAN], True),
    ],
)
def test_half_of_the_texts_decide(texts: list[str], *, mostly: bool) -> None:
    assert are_mostly_english(texts) == mostly


def test_plain_english_is_told_without_the_identifier() -> None:
    code = (
        "import sys; from assistant.english.language import are_mostly_english, may_be_english;"
        "print(may_be_english('How much is the portfolio of new projects worth, and why?'),"
        f"are_mostly_english([{ENGLISH!r}, {GERMAN!r}]), 'py3langid' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "True True False\n"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Wann endet der Vertrag für die Wohnung?", "Der Vertrag endet am 31. Dezember, die Wohnung wird geräumt."),
        ("会議はどこで行われますか", "会議は来週の月曜日に第二会議室で行われます。"),
        ("Где пройдёт собрание садоводов?", "Собрание садоводов состоится в четверг в большом зале."),
        ("Miete 2027", "Die Miete steigt im Jahr 2027."),
    ],
)
def test_a_question_and_a_text_in_one_language_share_it(question: str, text: str) -> None:
    assert share_language(question, [text]) == [True]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Wann endet der Vertrag für die Wohnung?", "The lease ends on 31 December, and the flat is to be cleared."),
        ("会議はどこで行われますか", "会议将于下周一在第二会议室举行。"),
        ("Где пройдёт собрание?", "Die Versammlung findet am Donnerstag im großen Saal statt."),
        ("When does the lease end?", "Ο τόπος της συνάντησης είναι η αίθουσα."),
    ],
)
def test_a_question_and_a_text_in_two_languages_do_not(question: str, text: str) -> None:
    assert share_language(question, [text]) == [False]


def test_of_several_texts_each_is_told_by_itself() -> None:
    texts = [
        "Der Vertrag endet am 31. Dezember.",
        "The lease ends on 31 December, and the flat is to be cleared.",
        "終了",
    ]

    assert share_language("Wann endet der Vertrag für die Wohnung?", texts) == [True, False, False]
    assert share_language("Wann endet der Vertrag für die Wohnung?", []) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "When was the institute founded?"),
        ("en", "Who signed it?"),
        ("en", "O'Brien's salary at 5 o'clock"),
        ("en", "rent per month"),
        ("de", "Wann wurde das Institut gegründet?"),
        ("de", "Und wann?"),
        ("de", "Wie hoch ist die Miete?"),
        ("de", "Wer hat unterschrieben?"),
        ("de", "Kündigungsfrist des Vertrags"),
        ("de", "Hallo"),
        ("de", "Fasse meine Dokumente zusammen"),
        ("de", "Was kostet das?"),
        ("de", "Worum geht es in „Mietvertrag“?"),
        ("ru", "Когда был основан институт?"),
        ("ru", "Кто подписал договор?"),
        ("ru", "А когда?"),
        ("ru", "Сколько стоит аренда?"),
        ("uz", "Institut qachon tashkil etilgan?"),
        ("uz", "Kim shartnomani imzolagan?"),
        ("uz", "O'zbekistonda nechta universitet bor?"),
        ("uz", "Bu loyihaning maqsadi nima?"),
        ("uz", "Институт қачон ташкил этилган?"),
        ("uz", "Hujjatlarimni umumlashtir"),
        ("uz", "Ta’lim kimga bepul?"),
        ("ja", "研究所はいつ設立されましたか。"),
        ("ja", "誰が署名しましたか"),
        ("zh", "研究所什么时候成立？"),
        ("el", "Πότε ιδρύθηκε το ινστιτούτο;"),
        ("hi", "संस्थान की स्थापना कब हुई?"),
        ("ro", "Când a fost fondat institutul?"),
        ("th", "สถาบันก่อตั้งเมื่อใด"),
        ("vi", "Viện được thành lập khi nào?"),
        ("tr", "Enstitü ne zaman kuruldu?"),
        ("fr", "Quand l'institut a-t-il été fondé ?"),
        ("es", "¿Cuándo se fundó el instituto?"),
        ("nl", "Wanneer is het instituut opgericht?"),
        ("sv", "När grundades institutet och av vem?"),
        ("da", "Hvornår blev instituttet grundlagt af den danske stat?"),
        ("uk", "Коли було засновано інститут?"),
        ("bg", "Кога е основан институтът?"),
        ("kk", "Институт қашан құрылған?"),
        ("pl", "Kiedy założono instytut?"),
        ("az", "İnstitut nə vaxt yaradılıb?"),
        ("ar", "متى تأسس المعهد؟"),
    ],
)
def test_the_language_of_a_question_is_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["VPN", "Samarkand", "42", ""])
def test_what_is_no_word_of_one_language_tells_none(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Dove abita Hanna Vogt?", "it"),
        ("Wo wohnt Hanna Vogt?", "de"),
        ("Où habite Hanna Vogt ?", "fr"),
        ("¿Dónde vive Hanna Vogt?", "es"),
        ("Gdzie mieszka Hanna Vogt?", "pl"),
        ("Thomas Piketty'nin işi nedir?", "tr"),
        ("Hanna Vogt nerede?", "tr"),
        ("Where does Hanna Vogt live?", "en"),
    ],
)
def test_a_question_word_tells_the_language_of_a_question_about_a_name(question: str, language: str) -> None:
    assert language_of(question) == language
    assert may_be_english(question) == (language == "en")


@pytest.mark.parametrize("text", ["Kündigungsfrist?", "Öffnungszeiten Werkstatt?", "Valoarea garanției?", "Tiền thuê?"])
def test_a_word_or_two_may_be_of_another_language(text: str) -> None:
    assert may_be_another(text)


@pytest.mark.parametrize("text", ["opening hours", "deposit", "notice period", "library fines", "insurance policy"])
def test_a_word_or_two_of_english_are_not_of_another(text: str) -> None:
    assert not may_be_another(text)
