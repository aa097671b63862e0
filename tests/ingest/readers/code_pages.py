"""Sentences of our own in the languages that were once written in code pages of their own, and those code pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # Vietnamese ones, which cp1258 writes after their letter
_LENGTHS = {"short": 1, "medium": 2, "long": 4}  # sentences
_WESTERN = "cp1252 iso8859-15 cp850 mac-roman"
_CODE_PAGES = {
    "de": f"{_WESTERN} cp437",
    "fr": _WESTERN,
    "es": f"{_WESTERN} cp437",
    "pt": _WESTERN,
    "it": _WESTERN,
    "sv": f"{_WESTERN} cp437",
    "da": _WESTERN,
    "fi": _WESTERN,
    "is": "cp1252 cp850",
    "cs": "cp1250 iso8859-2 cp852",
    "pl": "cp1250 iso8859-2 cp852",
    "hu": "cp1250 iso8859-2 cp852",
    "hr": "cp1250 iso8859-2",
    "ro": "cp1250 iso8859-2",
    "ru": "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic",
    "uk": "cp1251 koi8-u",
    "bg": "cp1251",
    "el": "cp1253 iso8859-7",
    "tr": "cp1254 iso8859-9",
    "he": "cp1255",
    "ar": "cp1256 iso8859-6",
    "lt": "cp1257",
    "lv": "cp1257",
    "et": "cp1257",
    "vi": "cp1258",
    "th": "cp874",
    "ja": "shift_jis euc_jp iso2022_jp",
    "ko": "euc_kr",
    "zh-cn": "gb18030 gbk",
    "zh-tw": "big5",
}

_SENTENCES = {
    "de": (
        "Die Gebühr beträgt 40 Euro.",
        "Für Kinder unter zwölf Jahren ist der Eintritt frei.",
        "Die Schlüssel hängen über der Tür im Erdgeschoß, gegenüber der Küche.",
        "Wer später kommt, möge bitte vorher im Büro anrufen und die genaue Ankunft mitteilen.",
    ),
    "fr": (
        "La clé est déposée à l'entrée.",
        "Le musée est fermé le lundi et les jours fériés.",
        "Les élèves reçoivent un tarif réduit dès le mois de février, après vérification.",
        "Où faut-il s'adresser lorsque la fenêtre a été cassée par la tempête de décembre ?",
    ),
    "es": (
        "La reunión será mañana a las diez.",
        "El jardín está abierto también los sábados por la tarde.",
        "Los niños menores de seis años no pagan entrada según el artículo tercero.",
        "¿Dónde están las llaves del almacén? Pregunte al señor Ibáñez en la recepción.",
    ),
    "pt": (
        "A reunião começa às nove horas.",
        "As crianças não pagam até aos seis anos.",
        "O relatório será entregue amanhã à direção, após a revisão das páginas.",
        "Não há estacionamento junto à estação; é preciso atravessar a praça e virar à esquerda.",
    ),
    "it": (
        "La riunione è stata spostata a lunedì.",
        "L'età minima è di sei anni e la quota più bassa è di venti euro.",
        "Perché la città è così vicina, si può andare a piedi fino alla stazione.",
        "Chi perderà la chiave dovrà pagare la metà del costo della serratura.",
    ),
    "sv": (
        "Nyckeln ligger på hyllan i köket.",
        "Biblioteket är öppet från åtta till fem på vardagar.",
        "Alla båtar måste vara förtöjda före solnedgången och får inte lämnas på ön.",
        "Hör av dig till kansliet om du vill ändra din bokning; avgiften är fyrtio kronor.",
    ),
    "da": (
        "Nøglen ligger på hylden i køkkenet.",
        "Biblioteket er åbent fra otte til fem på hverdage.",
        "Børn under ti år må ikke gå alene på broen, når åen går over sine bredder.",
        "Gæster bedes ringe på døren og vente, til nogen lukker op for dem.",
    ),
    "fi": (
        "Avain on hyllyllä keittiössä.",
        "Kirjasto on avoinna arkisin kello kahdeksasta viiteen.",
        "Veneet täytyy kiinnittää laituriin ennen auringonlaskua, eikä niitä saa jättää yöksi.",
        "Jäsenmaksu on neljäkymmentä euroa vuodessa, ja se peritään keväällä.",
    ),
    "is": (
        "Lykillinn er á hillunni í eldhúsinu.",
        "Safnið er opið alla daga nema þriðjudaga.",
        "Börn yngri en sex ára þurfa ekki að greiða aðgangseyri, en fullorðnir greiða þúsund krónur.",
        "Þeir sem koma síðar eiga að hringja í skrifstofuna og láta vita.",
    ),
    "cs": (
        "Klíč leží na polici v kuchyni.",
        "Půjčovna je otevřena každý všední den od osmi do pěti.",
        "Děti mladší deseti let nesmějí chodit samy přes most, když je řeka rozvodněná.",
        "Členský příspěvek činí čtyřicet korun ročně a vybírá se vždy na jaře.",
    ),
    "pl": (
        "Klucz leży na półce w kuchni.",
        "Biblioteka jest czynna od ósmej do piątej w dni powszednie.",
        "Dzieci młodsze niż sześć lat wchodzą bezpłatnie, a składka członkowska wynosi czterdzieści złotych.",
        "Kto przyjdzie później, niech zadzwoni do biura i powie, o której będzie.",
    ),
    "hu": (
        "A kulcs a konyhában van a polcon.",
        "A könyvtár hétköznap nyolctól ötig tart nyitva.",
        "A hat évnél fiatalabb gyerekeknek nem kell belépőt fizetniük, a tagdíj évente négyezer forint.",
        "Aki később érkezik, hívja fel előbb az irodát, és mondja meg, mikor jön; őrség mindig van.",
    ),
    "hr": (
        "Ključ leži na polici u kuhinji.",
        "Knjižnica je otvorena radnim danom od osam do pet.",
        "Djeca mlađa od šest godina ne plaćaju ulaznicu, a članarina iznosi četrdeset eura godišnje.",
        "Tko dođe kasnije, neka nazove ured i kaže kad će stići; vrata se zaključavaju u ponoć.",
    ),
    "ro": (
        "Cheia este pe raftul din bucătărie.",
        "Biblioteca este deschisă în zilele lucrătoare de la opt la cinci.",
        "Copiii sub șase ani nu plătesc intrarea, iar cotizația este de patruzeci de lei pe an.",
        "Cine vine mai târziu este rugat să sune înainte la birou și să spună când ajunge.",
    ),
    "ru": (
        "Ключ лежит на полке в кухне.",
        "Библиотека открыта по будням с восьми до пяти часов.",
        "Дети младше шести лет не платят за вход, а членский взнос составляет сорок рублей в год.",
        "Кто придёт позже, пусть сначала позвонит в контору и скажет, когда его ждать.",
    ),
    "uk": (
        "Ключ лежить на полиці в кухні.",
        "Бібліотека відчинена щодня з восьмої до п'ятої години.",
        "Діти до шести років не платять за вхід, а членський внесок становить сорок гривень на рік.",
        "Хто прийде пізніше, нехай спершу зателефонує до контори і скаже, коли його чекати.",
    ),
    "bg": (
        "Ключът е на рафта в кухнята.",
        "Библиотеката е отворена всеки делничен ден от осем до пет.",
        "Децата под шест години не плащат вход, а членският внос е четиридесет лева на година.",
        "Който дойде по-късно, нека първо се обади в канцеларията и каже кога ще пристигне.",
    ),
    "el": (
        "Το κλειδί είναι στο ράφι της κουζίνας.",
        "Η βιβλιοθήκη είναι ανοιχτή τις καθημερινές από τις οκτώ ως τις πέντε.",
        "Τα παιδιά κάτω των έξι ετών δεν πληρώνουν είσοδο, ενώ η συνδρομή είναι σαράντα ευρώ τον χρόνο.",
        "Όποιος έρθει αργότερα, ας τηλεφωνήσει πρώτα στο γραφείο και ας πει πότε θα φτάσει.",
    ),
    "tr": (
        "Anahtar mutfaktaki rafın üstündedir.",
        "Kütüphane hafta içi her gün saat sekizden beşe kadar açıktır.",
        "Altı yaşından küçük çocuklar giriş ücreti ödemez; yıllık üyelik aidatı kırk liradır.",
        "Daha geç gelecek olanlar lütfen önce büroyu arasın ve ne zaman varacağını söylesin.",
    ),
    "he": (
        "המפתח מונח על המדף במטבח.",
        "הספרייה פתוחה בימי חול משמונה עד חמש.",
        "ילדים מתחת לגיל שש אינם משלמים דמי כניסה, ודמי החבר הם ארבעים שקל לשנה.",
        "מי שמגיע מאוחר יותר יתקשר קודם למשרד ויאמר מתי הוא בא.",
    ),
    "ar": (
        "المفتاح على الرف في المطبخ.",
        "المكتبة مفتوحة في أيام العمل من الثامنة حتى الخامسة.",
        "لا يدفع الأطفال دون السادسة رسم الدخول، أما اشتراك العضوية فهو أربعون دينارا في السنة.",
        "من يصل متأخرا فليتصل أولا بالمكتب ويخبر عن موعد وصوله.",
    ),
    "lt": (
        "Raktas guli ant lentynos virtuvėje.",
        "Biblioteka darbo dienomis atidaryta nuo aštuonių iki penkių.",
        "Vaikai iki šešerių metų už įėjimą nemoka, o metinis nario mokestis yra keturiasdešimt eurų.",
        "Kas ateis vėliau, tegu pirma paskambina į raštinę ir pasako, kada atvyks; durys užrakinamos vidurnaktį.",
    ),
    "lv": (
        "Atslēga ir uz plaukta virtuvē.",
        "Bibliotēka darbdienās ir atvērta no astoņiem līdz pieciem.",
        "Bērni līdz sešu gadu vecumam par ieeju nemaksā, bet biedru nauda ir četrdesmit eiro gadā.",
        "Kas nāks vēlāk, lai vispirms piezvana birojam un pasaka, kad ieradīsies.",
    ),
    "et": (
        "Võti on köögis riiuli peal.",
        "Raamatukogu on tööpäeviti avatud kella kaheksast viieni.",
        "Alla kuueaastased lapsed sissepääsu eest ei maksa, aastane liikmemaks on nelikümmend eurot.",
        "Kes tuleb hiljem, helistagu kõigepealt büroosse ja öelgu, millal ta jõuab.",
    ),
    "vi": (
        "Chìa khóa nằm trên kệ trong bếp.",
        "Thư viện mở cửa các ngày trong tuần từ tám giờ đến năm giờ.",
        "Trẻ em dưới sáu tuổi không phải trả tiền vào cửa, còn hội phí là bốn mươi nghìn đồng một năm.",
        "Ai đến muộn hơn xin gọi điện trước cho văn phòng và cho biết khi nào sẽ tới.",
    ),
    "th": (
        "กุญแจอยู่บนชั้นในครัว",
        "ห้องสมุดเปิดทำการในวันธรรมดาตั้งแต่แปดโมงถึงห้าโมงเย็น",
        "เด็กอายุต่ำกว่าหกปีไม่ต้องเสียค่าเข้าชม ส่วนค่าสมาชิกปีละสี่สิบบาท",
        "ผู้ที่มาช้ากว่านั้นกรุณาโทรศัพท์ไปที่สำนักงานก่อน และบอกเวลาที่จะมาถึง",
    ),
    "ja": (
        "鍵は台所の棚の上にあります。",
        "図書館は平日の八時から五時まで開いています。",
        "六歳未満の子供は入場料を払う必要がなく、会費は年に四千円です。",
        "遅れて来る人は、まず事務所に電話をして、いつ着くかを伝えてください。",
    ),
    "ko": (
        "열쇠는 부엌 선반 위에 있습니다.",
        "도서관은 평일 여덟 시부터 다섯 시까지 엽니다.",
        "여섯 살 미만의 어린이는 입장료를 내지 않으며, 회비는 일 년에 사만 원입니다.",
        "늦게 오시는 분은 먼저 사무실에 전화해서 언제 도착하는지 알려 주십시오.",
    ),
    "zh-cn": (
        "钥匙放在厨房的架子上。",
        "图书馆平日从八点开到五点。",
        "六岁以下的儿童不用付门票，会费每年四十元。",
        "晚到的人请先给办公室打电话，说明什么时候到。",
    ),
    "zh-tw": (
        "鑰匙放在廚房的架子上。",
        "圖書館平日從八點開到五點。",
        "六歲以下的兒童不用付門票，會費每年四十元。",
        "晚到的人請先打電話給辦公室，說明什麼時候到。",
    ),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of a language, and its bytes in one of the code pages."""

    language: str
    encoding: str
    length: str
    text: str

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)


def samples() -> Iterator[Sample]:
    """Yield each language in each of its code pages in each length."""
    for language, sentences in _SENTENCES.items():
        between = "" if language in ("ja", "zh-cn", "zh-tw") else " "
        for encoding in _CODE_PAGES[language].split():
            for length, count in _LENGTHS.items():
                text = between.join(sentences[:count])
                yield Sample(language, encoding, length, _writable(text, language, encoding))


def _writable(text: str, language: str, encoding: str) -> str:
    if language == "ro":  # the code pages have cedillas in place of commas
        return text.translate(str.maketrans("șț", "şţ"))
    return "".join(map(_with_tone_apart, text)) if encoding == "cp1258" else text


def _with_tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in _TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)) + tones
