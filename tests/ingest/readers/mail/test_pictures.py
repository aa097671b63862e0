from __future__ import annotations

from ingest.readers.mail.pictures import Pictures, Treatment


def _picture(number: int) -> bytes:
    return bytes(2_000) + str(number).encode()


def test_a_picture_is_read_the_first_time_it_is_met() -> None:
    pictures = Pictures()

    assert [pictures.look(_picture(number)) for number in (1, 2, 1)] == [Treatment.READ, Treatment.READ, Treatment.PASS]


def test_a_picture_too_small_for_words_is_passed_over() -> None:
    assert Pictures().look(b"GIF89a") is Treatment.PASS


def test_of_very_many_pictures_the_further_ones_are_too_many() -> None:
    pictures = Pictures()

    looks = [pictures.look(_picture(number)) for number in range(pictures.most + 2)]

    assert looks == [Treatment.READ] * pictures.most + [Treatment.TOO_MANY] * 2
