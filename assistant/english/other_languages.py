"""Other languages: with which few words each asks how many, asks for yes or no, permits and denies. A line for each.

Closed classes of words alone, which a language has few of; no grammar and no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of a language's words, "" where it has none of a sort that is sure.

    `many` asks for a number of things, `what` may ask for several; `whether` opens or marks a question for yes or no,
    `asks` makes it one for something else; `may` permits; `bans` denies by itself ("verboten"), `denies` whatever
    stands with it; `unless` hedges, excepts, makes a condition or asks within a sentence. Where words are not `parted`
    by blanks they are found anywhere.
    """

    many: str
    what: str
    whether: str = ""
    asks: str = ""
    may: str = ""
    bans: str = ""
    denies: str = ""
    unless: str = ""
    yes: str = ""
    no: str = ""
    parted: bool = True

    def has(self, sort: str, text: str) -> bool:
        """Tell whether a text has a word of a sort."""
        pattern = self._pattern(sort)
        return pattern is not None and pattern.search(text) is not None

    def behind(self, sort: str, text: str) -> tuple[int, str] | None:
        """Return where the first word of a sort stands, and what is behind it; None where a text has none."""
        pattern = self._pattern(sort)
        found = None if pattern is None else pattern.search(text)
        return None if found is None else (found.start(), text[found.end() :])

    def count(self, sort: str, text: str) -> int:
        """Return how many words of a sort a text has."""
        pattern = self._pattern(sort)
        return 0 if pattern is None else sum(1 for _ in pattern.finditer(text))

    def without(self, sort: str, text: str) -> str:
        """Return a text without its words of a sort."""
        pattern = self._pattern(sort)
        return text if pattern is None else pattern.sub(" ", text)

    def _pattern(self, sort: str) -> re.Pattern[str] | None:
        words: str = getattr(self, sort)
        if not words:
            return None
        return lazy_pattern(_PARTED.format(words) if self.parted else f"(?:{words})", re.IGNORECASE)


# A word's letters with the marks of Hindi, which are no letters to regular expressions; a pattern may end with a blank.
_LETTER = "[\\w\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963]"
_PARTED = f"(?<!{_LETTER})(?:{{}})(?:(?<=\\s)|(?!{_LETTER}))"

WORDS: Mapping[str, Words] = {
    "de": Words(
        what=r"^\W*welche|was (?:für|gehört|braucht|brauche)\b|nenne?|liste?|zähle?\b.*\bauf|alle",
        many=r"wie ?viele (?!(?:tage|wochen|monate|jahre|stunden|minuten|euro|franken|gramm|kilo\w*|liter|meter|prozent"
        r"|grad)\b)",
        whether=r"^\W*(?:ist|sind|war|waren|darf|dürfen|dürfte|kann|können|könnte|muss|müssen|soll|sollen|hat|haben"
        r"|gibt es"
        r"|wird|werden|gilt|gelten|brauch\w*|benötig\w*|steht|liegt|gehör\w*)",
        asks=r"w(?:er|em|en|essen|as|ann|o|ohin|oher|ie|ieso|arum|eshalb|elche[rsmn]?)|wo(?:mit|für|zu|von|bei)",
        may=r"darf|dürfen|dürft|erlaubt|gestattet|zulässig|kann|können|möglich",
        bans=r"verboten|untersagt|unzulässig|ausgeschlossen",
        denies=r"nicht(?! (?:mehr als|später|nur|länger))|kein\w*|nie|niemals|niemand",
        unless=r"nur|außer|ausgenommen|wenn|falls|sofern|sobald|ohne|oder|aber|jedoch|sondern|manchmal|vielleicht"
        r"|teilweise|ob|soll\w*|würde\w*|könnte\w*|dürfte\w*|möchte\w*"
        r"|mit (?:zustimmung|erlaubnis|genehmigung)\w*|nach absprache|grundsätzlich|in der regel",
        yes="Ja.",
        no="Nein.",
    ),
    "fr": Words(
        what=r"^\W*quel(?:le)?s|liste[rz]?|énumère[rz]?|cite[rz]?|donne[rz]?",
        many=r"combien d(?:es? (?!(?:temps|jours|semaines|mois|ans|heures|minutes|euros|francs|grammes|litres"
        r"|mètres)\b)|['’](?!heures|années|euros|argent))",
        whether=r"^\W*(?:est-ce qu|est-ce que|(?:est|sont|peut|peuvent|doit|doivent|faut|a|ont|y a)"
        r"-(?:t-)?(?:ils?|elles?|on|ce)"
        r"|peut-on|puis-je)\w*|(?:est|sont|peut|peuvent|doit|doivent)-(?:ils?|elles?)",
        asks=r"qui|que|quoi|quand|où|comment|pourquoi|combien|quel(?:le)?s?|qu['’]\w+",
        may=r"peut|peuvent|peux|puis|permise?s?|autorisée?s?|admise?s?|possible",
        bans=r"interdite?s?|interdit|défendue?s?|exclue?s?",
        denies=r"ne|n['’]\w+|pas|aucune?|jamais|personne",
        unless=r"sauf|si|seulement|que|sans|excepté|hormis|mais|ou|parfois|sous réserve|avec l['’]accord"
        r"|(?:devr|pourr|ser|aur)ai\w*",
        yes="Oui.",
        no="Non.",
    ),
    "es": Words(
        what=r"^\W*(?:qué|cuáles)|lista|enumera|nombra|dime",
        many=r"cuánt[oa]s (?!(?:días|semanas|meses|años|horas|minutos|euros|gramos|litros|metros|veces)\b)",
        whether=r"^\W*(?:se permiten?|se admiten?|se puede|se pueden|puedo|puede|pueden|podemos|está|están"
        r"|es|son|hay|tengo|tiene|tienen"
        r"|hace falta|debo"
        r"|debe|deben)",
        asks=r"qué|quién|quiénes|cuándo|dónde|adónde|cómo|cuál(?:es)?|cuánt[oa]s?|por qué",
        may=r"puede|pueden|puedo|podemos|permitid[oa]s?|permite|autorizad[oa]s?|admiten?",
        bans=r"prohibid[oa]s?|prohíbe|excluid[oa]s?",
        denies=r"no(?! más de)|ningún|ninguna|nunca|nadie|tampoco",
        unless=r"salvo|excepto|si|solo|sólo|solamente|sin|pero|o|sino|a veces|con permiso"
        r"|(?:debe|pod|se|hab)ría\w*",
        yes="Sí.",
        no="No.",
    ),
    "it": Words(
        what=r"^\W*(?:quali|che)|elenca\w*|elenco|nomina",
        many=r"quant[ie] (?!(?:giorni|settimane|mesi|anni|ore|minuti|euro|grammi|litri|metri|volte)\b)",
        whether=r"^\W*(?:si può|si possono|posso|può|possono|possiamo|è|sono|c['’]è|ci sono|devo|deve|devono|bisogna|ha"
        r"|hanno)",
        asks=r"che|cosa|chi|quando|dove|come|quale|quali|quant[oaei]|perché|cos['’]\w+|dov['’]\w+|qual",
        may=r"può|possono|posso|possiamo|permess[oaie]|consentit[oaie]|ammess[oaie]",
        bans=r"vietat[oaie]|proibit[oaie]|esclus[oaie]",
        denies=r"non(?! (?:più|oltre))|nessun\w*|mai",
        unless=r"salvo|tranne|eccetto|se|solo|soltanto|senza|ma|o|bensì|talvolta|previa"
        r"|(?:dov|pot|sa|av)rebbe\w*",
        yes="Sì.",
        no="No.",
    ),
    "pt": Words(
        what=r"^\W*(?:quais|que)|lista|enumere|liste",
        many=r"quant[oa]s (?!(?:dias|semanas|meses|anos|horas|minutos|euros|gramas|litros|metros|vezes)\b)",
        whether=r"^\W*(?:pode-se|posso|pode|podem|podemos|é|são|está|estão|há|tenho|tem|têm|deve|devem"
        r"|preciso|precisa)",
        asks=r"que|quê|quem|quando|onde|como|qual|quais|quant[oa]s?|porquê?|por que",
        may=r"pode|podem|posso|podemos|permitid[oa]s?|autorizad[oa]s?|admitid[oa]s?",
        bans=r"proibid[oa]s?|excluíd[oa]s?|interdit[oa]s?",
        denies=r"não|nenhum\w*|nunca|ninguém",
        unless=r"salvo|exceto|se|só|somente|apenas|sem|mas|ou|às vezes|(?:deve|pode|se|have)ria\w*",
        yes="Sim.",
        no="Não.",
    ),
    "ro": Words(
        what=r"^\W*(?:ce|care)|enumeră|listează|lista",
        many=r"câ(?:te|ți|ţi) (?!(?:zile|săptămâni|luni|ani|ore|minute|euro|lei|grame|litri|metri|ori)\b)",
        whether=r"^\W*(?:pot|poate|putem|puteți|se pot|se poate|este|e|sunt|are|au|am|trebuie|există|avem)",
        asks=r"ce|cine|când|unde|cum|care|câ[tț]\w*|de ce|cui",
        may=r"pot|poate|putem|permis\w*|permiși|autorizat\w*|voie|admis\w*",
        bans=r"interzis\w*|interziși|exclus\w*",
        denies=r"nu(?! (?:mai mult|mai târziu))|nici\w*|niciodată|nimeni",
        unless=r"doar|numai|decât|dacă|fără|cu excepția|însă|dar|sau|uneori|cu acordul|ar",
        yes="Da.",
        no="Nu.",
    ),
    "pl": Words(
        what=r"^\W*(?:jakie|które|co)|wymień|lista",
        many=r"il(?:e|u) (?!(?:dni|tygodni|miesięcy|lat|godzin|minut|euro|złotych|gramów|litrów|metrów|razy|kosztuj\w*"
        r"|wynosi|to|za|trwa)\b)(?=\w+(?:ów|i|y|k|n|g|b|r|c|ch|t|z|s|m|d|p|l|ł)\b)",
        whether=r"czy",
        asks=r"co|kto|kiedy|gdzie|jak|jak[aieą]\w*|który|która|które|ile|ilu|dlaczego",
        may=r"można|może|mogą|wolno|dozwolon\w*",
        bans=r"zabronion\w*|zakazan\w*|wykluczon\w*|zakaz",
        denies=r"nie(?! (?:więcej|później|dłużej))|żad\w+|nigdy|nikt",
        unless=r"tylko|oprócz|jeśli|jeżeli|chyba|bez|ale|lub|albo|czasem|z wyjątkiem|za zgodą|czy|by|powin\w+",
        yes="Tak.",
        no="Nie.",
    ),
    "tr": Words(
        what=r"hangi|neler\w*|listele\w*|say",
        many=r"kaç (?!(?:para|lira|tl|euro|gün|hafta|ay|yıl|saat|dakika|gram|kilo|litre|metre)\b)",
        whether=r"m[ıiuü](?:y[ıiuü]\w*|d[ıiuü]r\w*)?",
        asks=r"ne|kim|nerede|nereye|nasıl|hangi|kaç|neden|niçin|niye",
    ),
    "uz": Words(
        what=r"qaysi|nimalar\w*|roʻyxat\w*|sanab",
        many=r"nechta",
        asks=r"nima\w*|kim\w*|qachon|qayer\w*|qanday|qaysi|nech\w+|qancha\w*|nega",
    ),
    "ru": Words(
        what=r"^\W*(?:каки[ех]|что)|перечисли\w*|назови\w*|список",
        many=r"сколько (?!(?:дней|недель|месяцев|лет|часов|минут|евро|рублей|долларов|денег|раз|грамм\w*|литров|метров"
        r"|\w+(?:ит|ет|ят|ют|ут|ать|ить|еть))\b)(?=(?:всего )?\w+(?:[бвгджзклмнпрстфхцчшй]|ей|ь)\b)",
        whether=r"ли|^\W*(?:можно|могут|может|могу|можем|нужно|нужна|нужен|нужны|надо|есть|разреш\w+|допуска\w+|входит"
        r"|входят"
        r"|должны?|должна|обязательно)",
        asks=r"что|кто|кого|кому|кем|когда|где|куда|откуда|как|как(?:ой|ая|ое|ие|ого|ую|их|им|ов|ова|овы)|сколько"
        r"|почему|зачем"
        r"|чей|чья|чем",
        may=r"можно|могут|может|могу|можем|разреш\w+|допуска\w+|позвол\w+|вправе|имеют право|имеет право",
        bans=r"запрещ\w+|воспрещ\w+|запрет\w*|нельзя|исключ\w+",
        denies=r"не(?! (?:более|менее|больше|меньше|позже|позднее|раньше|свыше))|нет|ни|никогда|никто",
        unless=r"только|кроме|если|за исключением|без|но|или|либо|иногда|лишь|с разрешения|с согласия|ли|бы",
        yes="Да.",
        no="Нет.",
    ),
    "uk": Words(
        what=r"^\W*(?:які|що)|перелічи\w*|назви|список",
        many=r"скільки (?!(?:днів|тижнів|місяців|років|годин|хвилин|євро|гривень|грошей|разів|грамів|літрів|метрів"
        r"|\w+(?:ав|ив|ув|їв?ши|ати|ити))\b)(?=(?:всього )?\w+(?:[бвгджзклмнпрстфхцчшй]|ей|ь)\b)",
        whether=r"чи|^\W*(?:можна|можуть|може|можу|потрібно|потрібна|потрібен|треба|є|дозвол\w+)",
        asks=r"що|хто|кого|кому|коли|де|куди|звідки|як|як(?:ий|а|е|і|ого|у|их)|скільки|чому|навіщо|чий",
        may=r"можна|можуть|може|можу|дозвол\w+|мають право",
        bans=r"заборон\w+|не можна",
        denies=r"не(?! (?:більше|менше|пізніше|раніше))|немає|ні|ніколи|ніхто",
        unless=r"тільки|лише|крім|якщо|за винятком|без|але|або|чи|іноді|з дозволу|би",
        yes="Так.",
        no="Ні.",
    ),
    "el": Words(
        what=r"^\W*(?:ποι[αεο]\w*|τι)|απαρίθμησε|λίστα",
        many=r"πόσ(?:α|ες|οι|ους|ων) (?!(?:ημέρες|μέρες|εβδομάδες|μήνες|χρόνια|ώρες|λεπτά|ευρώ|χρήματα|λεφτά|γραμμάρια"
        r"|λίτρα|μέτρα|ξοδέψαμε|είναι|κοστίζ\w+|πληρώ\w+)\b)",
        whether=r"^\W*(?:επιτρέπ\w+|μπορ\w+|είναι|έχει|έχουν|υπάρχ\w+|πρέπει|χρειάζ\w+|γίνεται)",
        asks=r"τι|ποι\w+|πότε|πού|πώς|πόσ\w+|γιατί",
        may=r"επιτρέπ\w+|μπορ\w+|γίνεται",
        bans=r"απαγορεύ\w+|αποκλεί\w+",
        denies=r"δεν|δε|μη|μην|κανείς|καν[έε]να\w*|ποτέ",
        unless=r"μόνο|εκτός|αν|εάν|εφόσον|χωρίς|αλλά|ή|παρά|μερικές φορές|κατόπιν|θα",
        yes="Ναι.",
        no="Όχι.",
    ),
    "vi": Words(
        what=r"những|gì|liệt kê|kể",
        many=r"(?<!giá )(?:bao nhiêu|mấy) (?!(?:tiền|mỗi|một|ngày|tuần|tháng|năm|giờ|phút|euro|đồng|phần|lâu|là|trong"
        r"|cho|vào|ở|để|thì|gam|lít|mét)\b)(?=\w)",
        whether=r"không\W*$|^\W*có phải",
        asks=r"gì|ai|đâu|nào|khi nào|bao giờ|bao lâu|bao nhiêu|mấy|sao|tại sao|thế nào",
        may=r"được|được phép|có thể",
        bans=r"cấm|nghiêm cấm",
        denies=r"không(?! quá)|chưa|chẳng",
        unless=r"chỉ|trừ|nếu|ngoại trừ|nhưng|hoặc|hay",
        yes="Có.",
        no="Không.",
    ),
    "hi": Words(
        what=r"कौन[- ]?(?:से|सी|कौन)|क्या[- ]क्या|सूची|बताइए|बताएँ",
        many=r"(?:कितने|कितनी) (?!है|हैं|थी|थे|में|का|की|के|पर|दिन|हफ़्त|महीने|साल|घंट|मिनट|रुप|यूरो|पैसे|देर|राशि"
        r"|ग्राम|लीटर|मीटर|बजे)",
        whether=r"^\W*क्या",
        asks=r"कौन|कौनसे|कब|कहाँ|कहां|कैसे|कितन[ाीे]|क्यों|किस\S*",
        may=r"अनुमति|सकत[ेाी]|इजाज़त",
        bans=r"मना|वर्जित|निषिद्ध|निषेध|प्रतिबंधित",
        denies=r"नहीं|न|मत|कभी नहीं",
        unless=r"केवल|सिर्फ़|सिर्फ|अगर|यदि|बिना|लेकिन|या|छोड़कर|अलावा",
        yes="हाँ।",
        no="नहीं।",
    ),
    "ar": Words(
        what=r"^\W*(?:ما|ماذا|أي)|اذكر|عدد|قائمة",
        many=r"كم عدد|كم (?!سعر|ثمن|تكلف|يكلف|كلف|يبلغ|المبلغ|يوم|أسبوع|شهر|سنة|ساعة|دقيقة|يورو|من|أنفق|دفع)(?=\w)",
        whether=r"هل",
        asks=r"ما|ماذا|من|متى|أين|كيف|كم|لماذا|أي",
        may=r"يسمح|مسموح|يمكن|يجوز|يحق",
        bans=r"ممنوع|يمنع|محظور|يحظر",
        denies=r"لا|ليس|ليست|غير|لن|لم|عدم",
        unless=r"إلا|فقط|إذا|بدون|لكن|أو|باستثناء|ما عدا|هل",
        yes="نعم.",
        no="لا.",
    ),
    "zh": Words(
        what=r"哪些|什么|什麼|列出|列举|清单",
        many=r"多少(?!钱|錢|元|块|人民币|欧元|美元|日元|天|周|月|年|小时|小時|分钟|分鐘|公里|米|克|升|度)[名位個个张張条台间家件种種]?(?=\w)|几(?:个|名|位|种|件|条|张|本|台|间)"
        r"|幾[個名位種件]",
        whether=r"吗|嗎|是否|能不能|可不可以|有没有|是不是",
        asks=r"什么|什麼|谁|誰|何时|何時|哪|多少|几|怎么|怎麼|为什么|為什麼",
        may=r"可以|允许|允許|能够|准许",
        bans=r"禁止|严禁|嚴禁|不准|不得|不许",
        denies=r"不(?!超过|超過|少于|多于|得|准|许|許)|没|沒|未|无|無",
        unless=r"只|除|如果|若|除非|但|或|没有.+的情况|经.+同意",
        yes="是。",
        no="否。",
        parted=False,
    ),
    "ja": Words(
        what=r"何(?![\u4e00-\u9fff])|を挙げ|一覧|リスト|すべて|全部",
        many=r"いくつ|何(?:個|本|人|名|枚|冊|台|匹|件|種類|点|品|軒|室)|幾つ",
        whether=r"(?:ます|ません|です|でしょう|できる|いい|よい|られる|れる|ある|いる|した|ない)か[？?。]?\W*$|かどうか|^(?=.*(?:れますか|ますか))",
        asks=r"何|なに|なん(?!で?も)|いつ|どこ|誰|だれ|どの|どれ|どう|どちら|いくら|いくつ|なぜ|幾",
        may=r"できます|できる|てもよい|ても良い|てもいい|可能|許可|認め|られます|入れます",
        bans=r"禁止|厳禁|不可|できません|できない|なりません|いけません|だめ|入れません",
        denies=r"ません|ない(?!で)|ず(?:に)?(?=[、。])",
        unless=r"だけ|のみ|以外|場合|なら|れば|たら|除き|ただし|しか|または|こともあ",
        yes="はい。",
        no="いいえ。",
        parted=False,
    ),
    "ko": Words(
        what=r"무엇|어떤|뭐|나열|목록|알려",
        many=r"몇 ?(?:개(?!월)|명|권|대|마리|가지|곳|장)",
        asks=r"무엇|뭐|누구|언제|어디|어떻게|어느|어떤|얼마|몇|왜",
        parted=False,
    ),
    "th": Words(
        what=r"อะไร|รายการ|ใดบ้าง",
        many=r"กี่(?! ?(?:บาท|ยูโร|โมง|วัน|สัปดาห์|เดือน|ปี|ชั่วโมง|นาที|ครั้ง|กรัม|ลิตร|เมตร|เปอร์เซ็นต์))",
        whether=r"ไหม|หรือไม่|หรือเปล่า|มั้ย",
        asks=r"อะไร|ใคร|เมื่อไร|เมื่อไหร่|ที่ไหน|อย่างไร|ยังไง|เท่าไร|เท่าไหร่|กี่|ทำไม|วันไหน|อันไหน",
        may=r"สามารถ|ได้|อนุญาต",
        bans=r"ห้าม|งด",
        denies=r"ไม่(?!เกิน|น้อยกว่า|ว่า)|มิได้|ไม่ได้",
        unless=r"เฉพาะ|ยกเว้น|ถ้า|หาก|เว้นแต่|แต่|หรือ(?!ไม่|เปล่า)|นอกจาก|เท่านั้น",
        yes="ใช่",
        no="ไม่",
        parted=False,
    ),
}
"""The languages whose words are known, by two letters."""

EVERYWHERE = (
    r"(?i)\b(?:überall|immer|stets|generell|partout|toujours|везде|всегда|всюди|завжди|παντού|πάντα|peste tot"
    r"|întotdeauna|ovunque|sempre|siempre|en todas partes|wszędzie|zawsze|ở mọi nơi|luôn)\b|हर जगह|हमेशा|どこでも|常に"
)
"""Words that leave no place and no time out, as a pattern."""

TOTALS = (
    "gesamt|summe|insgesamt|zwischensumme|gesamtsumme|totale|somme|suma|ukupno|razem|toplam|genel toplam|jami|итого"
    "|всего|разом|усього|всього|σύνολο|tổng cộng|tổng|कुल|योग|المجموع|الإجمالي|合计|总计|合計|総計"
    "|小計|합계|총계|รวม|รวมทั้งสิ้น"
)
"""What the row of a table is called that adds the others up, as patterns."""


AMOUNTS = (
    r"(?i)\b(?:höhe|betrag|größe|montant|importe|cuantía|importo|ammontare|valor|montante|valoarea|cuantumul|suma|sumă|kwota"
    r"|wysokość|tutarı|miktarı|miqdori|размер|сумма|величина|розмір|сума|ύψος|ποσό|mức|số tiền|مبلغ|قيمة)\b"
)
"""Words for how much something is, which what tells it need not have, as a pattern."""


def asks_how_many(question: str) -> bool:
    """Tell whether a question in one of these languages asks for a number of things."""
    return any(words.has("many", question) for words in WORDS.values())


def is_permitted(question: str) -> bool:
    """Tell whether a question for a number of things asks how many one may or can, which is a rule and no number."""
    return any(words.has("many", question) and words.has("may", question) for words in WORDS.values())


def asks_for_list(question: str) -> bool:
    """Tell whether a question in one of these languages may ask for several things."""
    return any(words.has("what", question) for words in WORDS.values())


def asked_for(question: str) -> str:
    """Return what stands behind the word that asks how many or what, without a verb in between: of which things it is.

    All of a question where none asks so, or blanks part no words.
    """
    found = [
        (*behind, words)
        for words in WORDS.values()
        for sort in ("many", "what")
        if words.parted and (behind := words.behind(sort, question)) is not None
    ]
    if not found:
        return question
    _, rest, words = min(found, key=lambda one: (one[0], len(one[1])))
    return words.without("whether", rest)
