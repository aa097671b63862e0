"""Symbols: characters of picture fonts (Symbol, Wingdings) as the characters that they show; raised figures."""

from __future__ import annotations

from collections.abc import Mapping

_PRIVATE = 0xF000  # where Word puts the characters of picture fonts
_LAST_PRIVATE = 0xF0FF

_GREEK = dict(
    zip(
        map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL: Mapping[int, str] = _GREEK | {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
    0xA1: "ϒ", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA6: "ƒ", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×",
    0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC0: "ℵ", 0xC4: "⊗",
    0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇", 0xCB: "⊄", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈",
    0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬",
    0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE0: "◊", 0xE2: "®", 0xE3: "©",
    0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x33: "📄", 0x36: "⌛", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x45: "☜",
    0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x52: "☼", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x71: "❑", 0x75: "◆", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Mapping[int, str] = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x30: "☐",
}  # fmt: skip
_WEBDINGS: Mapping[int, str] = {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0xC9: "☎", 0x9A: "✉"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
}
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


def shown(text: str, font: str) -> str:
    """Return text in a font as what it shows; one of a picture font that is not known here, as nothing."""
    table = _FONTS.get(font.lower())
    if table is None:
        return text if text.isascii() else "".join(_settled(character) for character in text)
    return "".join(_from(table, character) for character in text)


def raised(text: str) -> str:
    """Return a superscript so that it does not run together with what it stands at: 10⁶, not 106."""
    if text.isascii() or "−" in text:
        bare = text.strip()
        if any(character.isdecimal() for character in bare) and all(ord(character) in _RAISED for character in bare):
            return text.translate(_RAISED)
    return text


def _from(table: Mapping[int, str], character: str) -> str:
    code = ord(character)
    if _PRIVATE <= code <= _LAST_PRIVATE:
        code -= _PRIVATE
    found = table.get(code)
    if found is not None:
        return found
    return "" if code != ord(character) and not chr(code).isprintable() else chr(code) if code < 0x80 else ""  # noqa: PLR2004 - ASCII


def _settled(character: str) -> str:
    """Return a character of no picture font: the private ones are Symbol's, in files that lost the font's name."""
    return _from(_SYMBOL, character) if _PRIVATE <= ord(character) <= _LAST_PRIVATE else character
