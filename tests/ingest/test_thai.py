"""Thai: a blank ends a sentence where that is sure, and nowhere else."""

from itertools import pairwise

import pytest

from ingest.thai import ends_in


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("ห้ามนำสุนัขเข้าอาคารทุกหลัง ผู้ฝ่าฝืนต้องเสียค่าปรับ", ["ห้ามนำสุนัขเข้าอาคารทุกหลัง", " ผู้ฝ่าฝืนต้องเสียค่าปรับ"]),
        ("ขอบคุณมากครับ แล้วพบกันวันจันทร์หน้า", ["ขอบคุณมากครับ", " แล้วพบกันวันจันทร์หน้า"]),
        ("ผู้เช่าต้องดูแลรักษาห้องพัก และชำระค่าน้ำทุกเดือน", []),  # goes on
        ("นมสดหนึ่งกล่อง ขนมปังสองแถว ไข่ไก่หกฟอง", []),  # a list
        ("ผู้จัดการโรงแรมแห่งนี้คือนางสาวพรทิพย์ ศรีสุวรรณ ซึ่งทำงานมาสิบปี", []),  # a name
        (
            "ประธานกรรมการคนใหม่คือนายวิชัย เจริญสุข ได้รับเลือกเมื่อวานนี้",
            ["ประธานกรรมการคนใหม่คือนายวิชัย เจริญสุข", " ได้รับเลือกเมื่อวานนี้"],
        ),
        ("The library opens at nine. It closes at six.", []),
        ("", []),
    ],
)
def test_a_blank_between_two_clauses_ends_a_sentence(line: str, sentences: list[str]) -> None:
    ends = [0, *ends_in(line), len(line)]

    assert [line[start:end] for start, end in pairwise(ends)] == (sentences or [line])
