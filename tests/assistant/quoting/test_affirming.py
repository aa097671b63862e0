"""Affirming: yes or no in other languages than English, where a sentence leaves no doubt."""

import pytest

from assistant.quoting.affirming import affirmed


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Sind Fahrräder im Hof erlaubt?", "Fahrräder sind im Hof nicht erlaubt.", "No."),
        ("Darf man im Hof grillen?", "Im Hof grillen ist überall verboten.", "No."),
        ("Ist Grillen verboten?", "Grillen ist verboten.", "Yes."),
        ("Dürfen Kinder im Garten spielen?", "Kinder dürfen im Garten spielen.", "Yes."),
        ("Можно ли парковать машину во дворе?", "Парковать машину во дворе запрещено.", "No."),
        ("Могут ли гости пользоваться кухней?", "Гости могут пользоваться кухней не более двух часов.", "Yes."),
        ("ペットを飼うことができますか？", "ペットを飼うことができます。", "Yes."),
        ("庭で花火はできますか？", "庭で花火はできません。", "No."),
        ("Επιτρέπεται το ψήσιμο στην αυλή;", "Το ψήσιμο στην αυλή δεν επιτρέπεται.", "Όχι."),
        ("Có được đỗ xe trong sân không?", "Không được đỗ xe trong sân.", "Không."),
        ("क्या आँगन में गाड़ी खड़ी करने की अनुमति है?", "आँगन में गाड़ी खड़ी करने की अनुमति नहीं है।", "नहीं।"),
        ("Este permisă parcarea în curte?", "Parcarea în curte nu este permisă.", "Nu."),
        ("จอดรถในสวนได้ไหม", "ห้ามจอดรถในสวน", "ไม่"),
        ("Les vélos sont-ils autorisés dans la cour ?", "Les vélos ne sont pas autorisés dans la cour.", "No."),
        ("Czy rowery są dozwolone na podwórku?", "Rowery nie są dozwolone na podwórku.", "Nie."),
        ("Sind Fahrräder im Hof erlaubt?", "Im Hof sind Fahrräder erlaubt.", "Yes."),
        ("Le magasin est-il ouvert le samedi ?", "Le magasin est ouvert le samedi.", "Yes."),
    ],
)
def test_yes_or_no_is_said_where_a_sentence_has_all_that_is_asked(question: str, sentence: str, said: str) -> None:
    assert affirmed(question, sentence) == said


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Sind Katzen erlaubt?", "Hunde sind nicht erlaubt."),
        ("Dürfen Gäste übernachten?", "Gäste dürfen nachts nicht übernachten."),  # by day, perhaps
        ("Dürfen Gäste übernachten?", "Gäste dürfen nur am Wochenende übernachten."),
        ("Sind Haustiere erlaubt?", "Haustiere sind erlaubt, Hunde nicht."),
        ("Wann sind Hunde erlaubt?", "Hunde sind nicht erlaubt."),
        ("Dürfen 3 Gäste übernachten?", "Es dürfen 2 Gäste übernachten."),
        ("Gehört eine Garage zur Wohnung?", "Zur Wohnung gehört ein Keller."),
        ("Muss der Mieter den Vermieter informieren?", "Der Vermieter muss den Mieter informieren."),
        ("Le locataire doit-il informer le propriétaire ?", "Le propriétaire doit informer le locataire."),
        ("租客要通知房东吗？", "房东要通知租客。"),
        ("Darf die Katze in die Küche?", "Der Hund darf in die Küche, die Katze darf in den Garten."),
        ("Darf die Katze in die Küche?", "Die Katze darf in die Stube und der Hund darf in die Küche."),
        ("Darf der Hund ins Bad?", "Der Hund darf ins Bett."),
        ("Les vélos sont-ils autorisés dans la cour ?", "Les chiens sont autorisés dans la cour."),
        ("Darf man nur samstags im Garten grillen?", "Man darf samstags im Garten grillen."),
        ("Sind Hunde im Garten nicht erlaubt?", "Hunde sind im Garten nicht erlaubt."),  # yes or no would be either
        ("Sind Hunde im Garten erlaubt?", "Sind Hunde im Garten erlaubt?"),
        ("Czy wolno palić w ogrodzie?", "Gość zapytał czy wolno palić w ogrodzie."),
        ("Ist der Vertrag gekündigt?", "Der Vertrag sollte gekündigt werden."),
        ("犬は入れますか？", "犬はレストランには入れません。"),  # elsewhere, perhaps
        ("可以吸烟吗？", "餐厅内不可以吸烟。"),
        ("Можно ли держать собак?", "Держать собак можно только с согласия соседей."),
        ("Are dogs allowed?", "Dogs are not allowed."),  # English has rules of its own
        ("Sind Hunde erlaubt?", "Dogs are not allowed."),  # across languages no word tells
        ("Köpeklere izin var mı?", "Köpeklere izin yok."),  # of Turkish too little is known
    ],
)
def test_nothing_is_said_where_there_is_a_doubt(question: str, sentence: str) -> None:
    assert affirmed(question, sentence) == ""
