"""Phrases: how a greeting, thanks or a wish for a summary is said in other languages than English."""

from __future__ import annotations

import re

from ingest.patterns import lazy_pattern

GREETINGS = frozenset(
    (
        "hallo|guten tag|guten morgen|guten abend|moin|servus|grüß gott|привет|здравствуйте|здравствуй|добрый день"
        "|доброе утро|добрый вечер|salom|assalomu alaykum|салом|ассалому алайкум|こんにちは|こんばんは|おはよう"
        "|おはようございます|bonjour|salut|bonsoir|hola|buenos días|buenas tardes|buenas noches|ciao|buongiorno|olá"
        "|bom dia|merhaba|selam|günaydın|你好|您好|안녕하세요|안녕|مرحبا|السلام عليكم|नमस्ते|γεια|γεια σας|γεια σου"
        "|καλημέρα|bună|bună ziua|xin chào|chào bạn|สวัสดี|สวัสดีครับ|สวัสดีค่ะ|cześć|dzień dobry|hallo daar|hej"
        "|hei"
    ).split("|")
)
THANKS = frozenset(
    (
        "danke|danke schön|dankeschön|vielen dank|danke sehr|besten dank|спасибо|спасибо большое|большое спасибо"
        "|благодарю|rahmat|katta rahmat|раҳмат|катта раҳмат|ありがとう|ありがとうございます|ありがとうございました"
        "|merci|merci beaucoup|gracias|muchas gracias|grazie|grazie mille|obrigado|obrigada|teşekkürler"
        "|teşekkür ederim|sağ ol|谢谢|多谢|감사합니다|고맙습니다|شكرا|شكرا جزيلا|धन्यवाद|ευχαριστώ|mulțumesc|cảm ơn"
        "|ขอบคุณ|ขอบคุณครับ|ขอบคุณค่ะ|dziękuję|dank je|bedankt|tack"
    ).split("|")
)
FAREWELLS = frozenset(
    (
        "tschüss|tschüs|auf wiedersehen|bis bald|bis später|ade|пока|до свидания|до встречи|xayr|koʻrishguncha|хайр"
        "|さようなら|またね|au revoir|adiós|hasta luego|arrivederci|tchau|hoşça kal|güle güle|再见|안녕히 계세요"
        "|مع السلامة|अलविदा|αντίο|la revedere|tạm biệt|ลาก่อน|do widzenia|tot ziens|hej då"
    ).split("|")
)
HELP = frozenset(
    (
        "hilfe|was kannst du|was können sie|wer bist du|wie funktionierst du|помощь|помоги|что ты умеешь|кто ты"
        "|yordam|nima qila olasan|sen kimsan|ёрдам|ヘルプ|何ができますか|使い方|aide|aide-moi|que peux-tu faire"
        "|ayuda|qué puedes hacer|aiuto|ajuda|yardım|帮助|你能做什么|도움말|مساعدة|मदद|βοήθεια|ajutor|trợ giúp"
        "|giúp tôi|ช่วยด้วย|pomoc"
    ).split("|")
)

SUMMARY = lazy_pattern(
    r"\bfass(?:e|en|t)?\b.*\bzusammen\b|\bzusammenfassung\b|\bworum geht es in\b|\bкратко(?:е)? излож\w+"
    r"|\bрезюм\w+|\bперескаж\w+|\bобобщ\w+|\bсуммиру\w+|\bо чём\b|\bо чем\b|\bqisqacha (?:bayon|xulosa"
    r"|mazmun)\w*|\bumumlashtir\w*|\bxulosa(?:sini)? (?:qil|ber|chiqar|yoz)\w*|\bnima haqida\b|қисқача баён\w*"
    r"|要約|まとめて|概要を|何についての(?:文書|資料)|\brésum(?:e|er|ez)\b|\brésumé d|\bde quoi parle(?:nt)?\b"
    r"|\bresum(?:ir|en|a|o)\b|\bresume (?:mis?|los|las|el|la|este|esta)\b|\bde qué trata\b|\briassum\w+"
    r"|\briassunto\b|\bözet\w*|总结|概括|摘要|요약|لخص|ملخص|सारांश|περίληψη|σύνοψη|\brezum\w+|tóm tắt|สรุป"
    r"|\bstreść\b|\bpodsumuj\b|\bsamenvat\w*|\bvat\b.*\bsamen\b",
    re.IGNORECASE,
)
"""What asks for a summary, in any of the languages."""


def wishes_summary(message: str) -> bool:
    """Whether a message asks for a summary in another language than English."""
    return SUMMARY.search(message) is not None


ALL_DOCUMENTS = lazy_pattern(
    r"\b(?:meine?[nrs]?|alle|die|das|den|der|dem|mir|bitte|eine?|kurz|von|aus|dieses?|dokumente?n?|unterlagen"
    r"|texte?s?|dateien|мои|мой|моих|все|всех|этот|это|эти|мне|пожалуйста|документ\w*|файл\w*|текст\w*|mening"
    r"|barcha|hamma|bu|shu|menga|hujjat\w*|fayl\w*|matn\w*|qil|qilib|ber|bering|mes|les|mon|ce|cette|documents?"
    r"|fichiers?|textes?|mis|los|el|este|esta|documentos?|archivos?|textos?|belgeleri\w*|belgey?i?|bu)\b|私の"
    r"|この|文書|ドキュメント|ファイル|資料|本文|すべて|全て|全部|して|ください|下さい|[のをは]|我的|这些|这个"
    r"|文档|文件|请|所有|내|문서|파일|해\s?주세요|해줘|를|을",
    re.IGNORECASE,
)
"""Words that stand beside that wish and name no document: "my", "all", "documents", "please"."""
