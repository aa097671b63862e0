"""Thai: where a sentence ends without a stop. Blanks part clauses, names, figures and items of lists as well.

A blank ends one after a polite particle, or between two long runs of which the second neither goes on with the first by
its word, nor is an item of a list. Where that is not sure the sentence stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.patterns import lazy_pattern

_RUN = lazy_pattern(r"\S+")
_THAI = lazy_pattern("[\u0e00-\u0e7f]")
_PARTICLE = lazy_pattern("(?:ครับ|ค่ะ|คะ|นะ|จ้ะ|จ้า)$")
_YEAR = lazy_pattern(r"(?:1[89]|2[05])\d\d$")
# What a clause begins with that goes on with the one before it.
_GOES_ON = lazy_pattern(
    "และ|หรือ|แต่|ที่|ซึ่ง|อัน|โดย|เพื่อ|เพราะ|เนื่องจาก|ใน|ของ|กับ|แก่|แด่|จาก|ถึง|จน"
    "|ตั้งแต่|ระหว่าง|ตาม|ด้วย|เช่น|ได้แก่|คือ|เป็น|จะ|ก็|จึง|แล้ว|ต้อง|มี|ว่า|เมื่อ"
    "|หาก|ถ้า|ก่อน|หลัง|รวม|พร้อม|ทั้ง|ประมาณ|จำนวน|ราคา"
)
_LISTED = lazy_pattern("และ|หรือ")
_PREDICATE = lazy_pattern("จะ|เป็น|คือ|มี|ได้|ต้อง|เคย|ไป|มา|อยู่|ทำ|เข้า|ออก|กล่าว|บอก")
# A title with the first name behind it, which the family's name follows.
_FIRST_NAME = lazy_pattern("(?:นาย|นาง|นางสาว|น\\.ส\\.|ดร\\.|คุณ|ครู|หมอ)[\u0e00-\u0e7f]{2,12}$")
# Letters with their marks: of what stands before, of a run that opens a sentence, of all that follows, of a part of a
# name.
_BEFORE, _OPENING, _FOLLOWING, _NAME = 15, 8, 12, 8
_LONGEST_NAME = 12  # letters of a family's name


def ends_in(line: str) -> Iterator[int]:
    """Yield the places behind the runs of a line that end a sentence, none in a line without Thai."""
    if _THAI.search(line) is None:
        return
    runs = [(match.start(), match.end(), match.group()) for match in _RUN.finditer(line)]
    letters = [len(_THAI.findall(run)) for *_, run in runs]
    said = 0
    for at in range(1, len(runs)):
        said += letters[at - 1]
        before, following = runs[at - 1][2], [run for *_, run in runs[at:]]
        if _THAI.match(following[0]) is None or sum(letters[at:]) < _FOLLOWING:
            continue
        if _FIRST_NAME.search(before) and letters[at] <= _LONGEST_NAME:
            continue
        is_clause = said >= _BEFORE and (_THAI.match(before[-1]) or _YEAR.search(before)) is not None
        if _PARTICLE.search(before) or (is_clause and _opens(following)):
            yield runs[at - 1][1]
            said = 0


def _opens(runs: list[str]) -> bool:
    """Tell whether runs begin a sentence: with a long one that does not go on, or a name and what it does."""
    first, second, third = (*runs, "", "")[:3]
    if _GOES_ON.match(first) or _LISTED.match(second):
        return False
    is_named = 0 < len(second) <= _NAME and _PREDICATE.match(third) is not None
    return len(first) >= _OPENING or is_named
