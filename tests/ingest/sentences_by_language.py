"""Sentences of our own in many languages, as a reader would part them, with what is hard in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

BY_LANGUAGE: Mapping[str, Sequence[Sequence[str]]] = {
    "de": [
        ["Die Sitzung findet am 3. Mai statt.", "Gäste sind willkommen, z. B. aus dem Nachbardorf."],
        ["Siehe Abb. 4 und Tab. 2 auf S. 17.", "Der Preis beträgt ca. 40 Euro inkl. MwSt. und Versand."],
        ["„Kommen Sie herein!“", "Das sagte Dr. Brandt zu Frau Prof. Weiß."],
        ["Im 19. Jahrhundert stand hier eine Mühle.", "Heute ist sie geschlossen."],
        ["Nr. 12 liegt im 2. Stock.", "Der Schlüssel hängt u. a. beim Hausmeister."],
    ],
    "fr": [
        ["M. Leroy arrive à 8 h. 30 env. avec Mme Petit.", "Le portail ferme à midi."],
        ["Voir p. 12 et art. 4 du règlement.", "Le reste est inchangé, etc."],
        ["« Où est la clé ? » demanda-t-il.", "Personne ne répondit."],
        ["L'atelier, av. J.-C., était déjà célèbre.", "On l'a fouillé en 1987."],
    ],
    "es": [
        ["El Sr. Ruiz y la Sra. Vega viven en la Av. Norte.", "¿Cuándo abren la puerta?", "¡A las nueve!"],
        ["Véase la pág. 8 y el art. 3.", "El precio es de aprox. 20 euros."],
        ["EE. UU. compró el molino en 1950.", "Luego lo vendió."],
    ],
    "it": [
        ["Il dott. Bassi e la sig.ra Conti arrivano alle 9.", "Vedi pag. 4 e fig. 2."],
        ["«Dov'è la chiave?» chiese il sig. Neri.", "Nessuno rispose."],
    ],
    "pt": [
        ["O Sr. Dias mora na Av. Central, n.º 12.", "A Dra. Lopes chega às 9."],
        ["Ver pág. 5 e fig. 3.", "O resto fica igual."],
    ],
    "nl": [
        ["Dhr. Bakker en mevr. de Wit komen o.a. met de trein.", "Zie blz. 4 voor de kosten, d.w.z. de huur."],
        ["De molen is bijv. op zondag dicht.", "Op 3 mei is hij open."],
    ],
    "pl": [
        ["Pan dr. Nowak mieszka przy ul. Leśnej 4.", "Zebranie jest o godz. 18 w pok. 12, tj. na dole."],
        ["W 1987 r. młyn zamknięto.", "Dziś działa tam m.in. muzeum."],
    ],
    "cs": [
        ["Schůze je 3. května v ul. Nové.", "Přijde mj. pan Ing. Novák, tj. vedoucí."],
        ["V 19. století zde stál mlýn.", "Dnes je zavřený."],
    ],
    "ru": [
        ["Мельница стоит на ул. Лесной, д. 4.", "Её закрыли в 1987 г. из-за пожара."],
        ["См. стр. 12 и рис. 3.", "Встреча в 18 ч. в каб. 5, т. е. внизу."],
        ["А. С. Орлов приехал вечером.", "«Где ключ?» — спросил он."],
    ],
    "uk": [
        ["Млин стоїть на вул. Лісовій, буд. 4.", "Його закрили в 1987 р. через пожежу."],
        ["Див. рис. 3 і табл. 2.", "Зустріч о 18 год. унизу."],
    ],
    "tr": [
        ["Dr. Kaya 3. katta oturuyor.", "Toplantı saat 18.00'de başlıyor."],
        ["Bkz. s. 12 ve Şek. 3.", "Değirmen 19. yüzyılda yapıldı."],
    ],
    "sv": [
        ["Mötet är den 3 maj kl. 18 på t.ex. kontoret.", "Se s. 4 och fig. 2, dvs. bilagan."],
    ],
    "da": [
        ["Mødet er den 3. maj kl. 18 i f.eks. salen.", "Se s. 4 og fig. 2."],
    ],
    "fi": [
        ["Kokous on 3. toukokuuta klo 18 esim. salissa.", "Ks. s. 4 ja kuva 2."],
    ],
    "hu": [
        ["Az ülés május 3. napján lesz a 2. emeleten.", "Dr. Nagy pl. vonattal jön."],
    ],
    "el": [
        ["Ο μύλος έκλεισε το 1987 μ.Χ. για επισκευή.", "Πού είναι το κλειδί;", "Στον κ. Νίκο."],
    ],
    "ar": [
        ["أين المفتاح؟", "إنه عند د. سامي في الطابق الثاني.", "المتحف مغلق اليوم."],
    ],
    "hi": [
        ["चक्की मार्च में बंद रहती है।", "डॉ. शर्मा दूसरी मंज़िल पर रहते हैं।", "चाबी कहाँ है?"],
    ],
    "zh": [
        ["会议室在三楼。", "停车场晚上十点关门！", "钥匙在哪里？"],
        ["他说：“门关了。”", "我们走吧。"],
    ],
    "ja": [
        ["会議室は三階にあります。", "「鍵はどこですか？」と彼は聞いた。", "誰も答えなかった。"],
    ],
    "ko": [
        ["회의실은 3층에 있습니다.", "주차장은 밤 10시에 닫습니다.", "열쇠는 어디에 있나요?"],
    ],
    "en": [
        ["Call ext. 4417 or apt. 12 in bldg. 3.", "See chap. 4, incl. the notes."],
        ["Ms. Lind met Dr. Roe at 5 p.m. on Jan. 3.", "It rained."],
        ['"Is it open?" she asked.', "Nobody knew."],
        ["The U.S. Senate met.", "He lives in the U.S.", "It is far."],
        ["1. Open the valve.", "2. Turn it."],
        ["It cost $3.50 approx. per kg. in 1987.", "Then it fell."],
        ["He said (see fig. 3.2) it works.", "Yes!", "Really?"],
    ],
}
