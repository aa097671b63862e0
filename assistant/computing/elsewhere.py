"""Elsewhere: a question that asks for a figure in another language than English, in the few words that triggers know.

"Wie viel haben wir im April ausgegeben?" is said as "How much did we spend in April?", "краска" of "Сколько стоила
краска?" stays as it is. Knows with which words a figure is asked for in each language, and no grammar: a word that is
not among them stays, and is sought in the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.english.calendar import MONTH_NAMES, months_named
from ingest.documents import Span
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class AskingWords:
    """How a language asks for a figure, as patterns of words: `much` opens it, `light` are words that name nothing.

    Words that stand without blanks around them, in Chinese, Japanese and Thai, are found anywhere.
    """

    much: str
    spent: str
    cost: str
    total: str
    average: str
    light: str
    parted: bool = True

    def holds(self, part: str, text: str) -> bool:
        """Whether a text has words of a sort."""
        return self._pattern(part).search(text) is not None

    def without(self, part: str, text: str) -> str:
        """Return a text without the words of a sort."""
        return self._pattern(part).sub(" ", text)

    def _pattern(self, part: str) -> re.Pattern[str]:
        words: str = getattr(self, part)
        return lazy_pattern(rf"(?<!\w)(?:{words})(?!\w)" if self.parted else f"(?:{words})", re.IGNORECASE)


_WORDINGS: Mapping[str, AskingWords] = {
    "de": AskingWords(
        much="wie ?viele?s?|wie hoch|was(?= (?:hat|haben|kostet|kosten|kostete|kosteten))|was (?:ist|war|beträgt)",
        spent="ausgegeben|ausgeben|gaben|gezahlt|bezahlt|ausgaben|verbraucht",
        cost="gekostet|kosten|kostet|kostete|kosteten|preis(?:e|es)?",
        total="insgesamt|zusammen|gesamt\\w*|in summe|summe|alles in allem|alle|alles",
        average="durchschnittlich\\w*|im (?:schnitt|durchschnitt|mittel)|durchschnitt|mittelwert",
        light="wir|ich|man|uns|haben|habe|hat|hatten|ist|war|waren|sind|wurden?|worden|für|an|am|im|in|von|vom|den|dem|der"
        "|die|das|des|ein|eine|einen|einer|und|denn|bitte|geld|monat|jahr|betrag|beträgt|betragen|aus",
    ),
    "fr": AskingWords(
        much="combien(?: d['’])?|quel(?:le)? est|quel(?:le)? était|à combien",
        spent="dépensé\\w*|dépenses?|dépensons|payé\\w*|déboursé\\w*",
        cost="coûté\\w*|coûte(?:nt)?|coûtait|prix|coût",
        total="au total|en tout|totale?s?|ensemble|somme|montant total",
        average="en moyenne|moyenne?",
        light="avons|a|ai|as|ont|avez|nous|on|je|j['’]ai|t|il|elle|-|est-ce que|le|la|les|l['’]|un|une|de|du|des|d['’]"
        "|en|au|aux|à|pour|sur|dans|et|y|ce|cette|mois|année|argent|montant",
    ),
    "es": AskingWords(
        much="cuánt[oa]s?(?: dinero)?|cuál (?:es|fue|era)|a cuánto",
        spent="gastado|gastamos|gasté|gastaron|gastos?|pagado|pagamos|pagué",
        cost="cost[óo]|costaron|cuestan?|costaba|ha costado|han costado|costado|precios?|vale|valen",
        total="en total|totale?s?|en conjunto|suma|juntos|juntas|todos?|todas?",
        average="de media|en promedio|promedio|medio|media",
        light="hemos|he|ha|han|el|la|los|las|un|una|de|del|en|por|para|con|y|al|se|es|fue|mes|año|dinero|importe|nos",
    ),
    "it": AskingWords(
        much="quant[oiae](?: denaro)?|qual è|qual era|a quanto",
        spent="speso|spendiamo|spese?|pagato|abbiamo speso",
        cost="è costat[oa]|sono costat[ei]|costa(?:no|va)?|costat[oaie]|prezz[oi]|costo",
        total="in tutto|in totale|totale|complessivamente|somma|insieme|tutt[iae]",
        average="in media|medi[oa]",
        light="abbiamo|ho|ha|hanno|il|lo|la|i|gli|le|l['’]|un|una|di|del|della|dei|delle|in|nel|a|ad|al|per|con|e|è|mese|anno",
    ),
    "pt": AskingWords(
        much="quant[oa]s?|qual (?:é|foi)|em quanto",
        spent="gastamos|gasto|gastos|gastei|pagamos|pago",
        cost="custou|custaram|custa|custam|preços?|custo",
        total="no total|ao todo|totale?|em conjunto|soma|tod[oa]s?",
        average="em média|média|médio",
        light="nós|eu|o|a|os|as|um|uma|de|do|da|dos|das|em|no|na|por|para|com|e|mês|ano|dinheiro",
    ),
    "ro": AskingWords(
        much="cât(?:ă|i|e)?|care (?:este|a fost)",
        spent="cheltuit|cheltuieli(?:le)?|plătit",
        cost="costat|costă|costa|preț(?:ul)?|costul",
        total="în total|total(?:ul)?|cu totul|împreună|suma|toate",
        average="în medie|medi[aeu]",
        light="am|a|au|ai|o|un|de|din|în|la|pe|pentru|cu|și|al|ale|luna|lună|anul|bani",
    ),
    "pl": AskingWords(
        much="ile|jak(?:a|i|ie) (?:jest|była|był)",
        spent="wydaliśmy|wydałam|wydałem|wydano|wydatki|wydatków|zapłaciliśmy",
        cost="kosztował[aoy]?|kosztuj[ąe]|cen[ay]",
        total="łącznie|razem|w sumie|ogółem|suma|wszystkie?",
        average="średnio|średnia|przeciętnie",
        light="my|ja|na|w|we|za|z|i|do|od|pieniędzy|miesiącu|roku",
    ),
    "tr": AskingWords(
        much="ne kadar|kaç para|kaça|kaç|nedir",
        spent="harcadık|harcadım|harcandı|harcama(?:lar)?|ödedik",
        cost="mal oldu|tuttu|fiyatı|fiyat|eder|tutar",
        total="toplam(?:da)?|hepsi|tümü|toplamı",
        average="ortalama(?:sı)?",
        light="biz|ben|için|ve|ayında|ayı|yılında|oldu|bir|da|de|para",
    ),
    "uz": AskingWords(
        much="qancha(?:dan)?|necha pul|qanday",
        spent="sarfladik|sarfladim|sarflandi|xarajat(?:lar)?|toʻladik",
        cost="turdi|turadi|narxi|narx",
        total="jami|hammasi|umumiy|barchasi",
        average="oʻrtacha",
        light="biz|men|uchun|va|oyida|pul|boʻldi|edi",
    ),
    "ru": AskingWords(
        much="сколько|како(?:й|ва)|каков",
        spent="потратили|потратил[аи]?|потрачено|израсходовали|расход(?:ы|ов)?|заплатили|траты",
        cost="стоил[аои]?|стоит|стоят|стоило|стоимость|цена",
        total="всего|итого|в сумме|в общей сложности|общ(?:ая|ий|ие)|вместе|сумма|все",
        average="в среднем|средн(?:яя|ий|ее|ем)",
        light="мы|я|на|в|во|за|с|и|по|к|денег|деньги|месяце|году|было|нам|у нас|нас",
    ),
    "uk": AskingWords(
        much="скільки|яка|який",
        spent="витратили|витратив|витратила|витрачено|витрати",
        cost="коштував|коштувала|коштувало|коштували|коштує|ціна|вартість",
        total="усього|всього|загалом|разом|сума|загальн(?:а|ий)",
        average="у середньому|в середньому|середн(?:я|ій)",
        light="ми|я|на|в|у|за|з|і|по|до|грошей|місяці|році",
    ),
    "el": AskingWords(
        much="πόσ(?:α|ο|ες|η|οι|ους)?(?: χρήματα)?|ποι[αο] είναι",
        spent="ξοδέψαμε|ξόδεψα|δαπανήσαμε|πληρώσαμε|έξοδα",
        cost="κόστισε|κόστισαν|κοστίζει|κοστίζουν|κάνει|τιμή",
        total="συνολικά|σύνολο|συνολικό|μαζί|άθροισμα|όλα|όλες",
        average="κατά μέσο όρο|μέσ(?:ος|η|ο)",
        light="ο|η|το|οι|τα|τον|την|του|της|των|για|σε|στο|στη|στην|στον|και|με|μήνα|έτος",
    ),
    "vi": AskingWords(
        much="bao nhiêu(?: tiền)?|mấy",
        spent="đã chi|chi tiêu|chi|tiêu|trả",
        cost="giá|tốn|hết",
        total="tổng cộng|tất cả|tổng",
        average="trung bình",
        light="chúng ta|chúng tôi|tôi|đã|cho|vào|trong|là|của|tiền|thì sao|năm",
    ),
    "hi": AskingWords(
        much="कितन[ाीे]|क्या",
        spent="ख़?र्च",
        cost="का (?:था|है)|की (?:थी|है)|दाम|क़?ीमत|लागत|मूल्य",
        total="कुल|सब मिलाकर|मिलाकर|सभी|योग",
        average="औसत(?:न)?",
        light="हमने|हम|मैंने|किया|किए|की|का|के|को|में|पर|से|और|था|थी|थे|है|हैं|हुआ|हुई|लिए|ने|गया|गई|पैसे|महीने|में",
    ),
    "ar": AskingWords(
        much="كم|ما (?:هو|هي)|بكم",
        spent="أنفقنا|انفقنا|أنفقت|صرفنا|دفعنا|المصروفات|النفقات",
        cost="كلفت?|تكلفة|سعر|ثمن|يكلف|تكلف|كلّفت?",
        total="في المجموع|المجموع|إجمالي|الإجمالي|مجموع|كلها|معا|جميع|كل",
        average="في المتوسط|متوسط|المتوسط|معدل",
        light="في|من|على|عن|نحن|شهر|المال|قد|لقد|هو|هي",
    ),
    "zh": AskingWords(
        much="多少錢?钱?|是多少",
        spent="花费|花費|花了|支出|用了|付了|开支|花",
        cost="价格|價格|价钱|值|售价",
        total="一共|总共|總共|总计|合计|总额|总|共|全部|所有",
        average="平均",
        light="我们|我們|我|的|在|了|是|和|钱|錢|份|里|用于|上|请问|？",
        parted=False,
    ),
    "ja": AskingWords(
        much="いくら|どのくらい|どれくらい|何円",
        spent="使いましたか|使った|使い|支出|費や\\w*|払いました|払った|支払\\w*",
        cost="値段|価格|料金|しましたか|かかりましたか|でしたか|ですか",
        total="全部で|合計で|合計|総額|全体で|すべて|全て|の総計|全部",
        average="平均で|平均",
        light="私たち|私|は|が|を|に|の|で|も|と|お金|ました|ましたか|か|？",
        parted=False,
    ),
    "ko": AskingWords(
        much="얼마나|얼마",
        spent="썼나요|썼습니까|썼어요|지출했나요|지출|사용했나요|쓴",
        cost="가격|값|였나요|였습니까|입니까|인가요|이었나요|들었나요|예요|이에요",
        total="모두|총|합계|전부|다 합쳐|전체",
        average="평균",
        light="우리는|우리가|우리|를|을|는|은|이|가|에|의|로|돈",
        parted=False,
    ),
    "th": AskingWords(
        much="เท่าไหร่|เท่าไร|กี่บาท",
        spent="ใช้จ่าย|ใช้เงิน|จ่าย|ใช้ไป",
        cost="ราคา|ค่า",
        total="ทั้งหมด|รวมทั้งสิ้น|รวมกัน|รวม",
        average="เฉลี่ย",
        light="เรา|ฉัน|ไป|เดือน|ใน|ของ|เป็น|เงิน|คือ|ปี|ได้",
        parted=False,
    ),
}


def in_english(question: str) -> str:
    """Return a question for a figure in the words that triggers know; "" where it is none of another language."""
    bare = question.strip(" \t?？¿؟;!。.")
    wording = next((one for one in _WORDINGS.values() if one.holds("much", bare)), None)
    if wording is None:
        return ""
    months = months_named(bare)
    if len(months) > 1:
        return ""
    rest = wording.without("much", _without(bare, *(span for _, span in months)))
    asked = {part: wording.holds(part, rest) for part in ("spent", "cost", "total", "average")}
    if not any(asked.values()):
        return ""
    for part in ("spent", "cost", "total", "average", "light"):
        rest = wording.without(part, rest)
    when = "".join(f" in {MONTH_NAMES[month - 1]}" for month, _ in months)
    return _said(asked, " ".join(_PUNCTUATION.sub(" ", rest).split()), when)


def _without(text: str, *spans: Span) -> str:
    for span in spans:
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


_PUNCTUATION = lazy_pattern(
    "[?!;:\"()\\[\\]{}«»„“”…、。，；：「」？！।؟،¿¡]|[.,](?!\\d)|(?<!\\w)-|-(?!\\w)|['’](?!\\w)"
)


def _said(asked: Mapping[str, bool], thing: str, when: str) -> str:
    if asked["average"]:
        return f"What is the average {thing or 'amount'}{when}?"
    if asked["spent"]:
        on = f" on {thing}" if thing else ""
        return f"How much did we spend{on}{when or ' in all'}?"
    if asked["cost"] and thing:
        return f"How much did {thing} cost{' in all' if asked['total'] else ''}{when}?"
    return f"What is the total {thing}{when}?" if asked["total"] else ""
