from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from assistant.reader.features import FEATURE_NAMES, SentenceInContext, sentences_of
from assistant.reader.matching import Regression
from assistant.reader.multilingual import (
    Background,
    MixedReader,
    MultilingualReader,
    anchored_rows,
    anchored_within,
    expect_without_words,
    is_told_of,
)
from assistant.reader.readings import Reading
from tests.assistant.fakes import ToldReader, WordEmbedder, passage_in
from vectorstore.passages import Passage

LADEN = passage_in("Der Laden öffnet um neun Uhr und schließt erst am Abend.", title="Laden")
SHOP = passage_in("The shop opens at nine and closes in the evening.", title="Shop")
SAD = passage_in("Собрание садоводов состоится в четверг в большом зале.", title="Сад")


def weights(name: str, threshold: float = 0.5) -> Regression:
    """Weights that heed one feature only."""
    return Regression(0.0, {one: float(one == name) for one in FEATURE_NAMES}, threshold)


@dataclass
class Noting:
    """A reader that notes which passages it was given."""

    chance: float = 0.5
    threshold: float = 0.5
    given: list[Passage] = field(default_factory=list)

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        del question
        self.given.extend(passages)
        return tuple(Reading(one, one.chunk.sentences[0], self.chance) for one in passages)


def test_words_count_in_the_questions_own_language_only() -> None:
    reader = MultilingualReader(WordEmbedder(), within=weights("covered"), across=weights("covered"))

    readings = reader.read("Wann öffnet der Laden in der Stadt?", [LADEN, SAD, SHOP])

    assert readings[0].passage == LADEN
    assert readings[0].probability > 0.5
    assert {one.probability for one in readings[1:]} == {readings[0].probability / 2}  # else 0.5: no word counts


@pytest.mark.parametrize("question", ["Wann beginnt die Sitzung 2027?", "会議は 2027 ですか", "When in 2027 is it?"])
def test_a_question_across_languages_keeps_its_figures(question: str) -> None:
    assert expect_without_words(question).numbers == {"2027"}
    assert expect_without_words(question).names == frozenset()


def test_each_reads_what_is_in_its_language() -> None:
    main, other = Noting(), Noting()

    MixedReader(main, other).read("When does the shop open?", [SHOP, LADEN, SAD])

    assert main.given == [SHOP]
    assert other.given == [LADEN, SAD]


@pytest.mark.parametrize(("chance", "stretched"), [(0.2, 0.6), (0.1, 0.3), (0.6, 0.8), (1.0, 1.0)])
def test_the_others_threshold_is_where_the_main_one_is(chance: float, stretched: float) -> None:
    reader = MixedReader(Noting(threshold=0.6), Noting(chance, threshold=0.2))

    assert reader.read("When does the shop open?", [LADEN])[0].probability == pytest.approx(stretched)
    assert reader.threshold == 0.6


def test_nothing_to_read_is_no_reading() -> None:
    assert MixedReader(ToldReader(), ToldReader()).read("When does the shop open?", []) == ()


def test_a_sure_sentence_in_the_questions_language_goes_before_those_in_others() -> None:
    reader = MultilingualReader(WordEmbedder(), within=weights("covered"), across=constant(0.99))

    readings = reader.read("Wann öffnet der Laden in der Stadt?", [SAD, LADEN])

    assert readings[0].passage == LADEN
    assert readings[1].probability <= readings[0].probability / 2


def test_what_a_question_is_near_to_anything_is_no_answer_in_an_english_passage() -> None:
    embedder = WordEmbedder()
    heeds = weights("similarity")
    asked = "Soat nechada shop ochiladi?"
    near = Background(embedder.embed_questions([asked])[0], usual=0.5)

    plain = MultilingualReader(embedder, within=heeds, across=heeds)
    levelled = MultilingualReader(embedder, within=heeds, across=heeds, background=near)

    before, after = (
        {one.passage: one.probability for one in reader.read(asked, [SHOP, SAD])} for reader in (plain, levelled)
    )
    assert after[SHOP] < before[SHOP]
    assert after[SAD] == before[SAD]  # what is usual for it is not known


def test_the_background_of_the_package_is_a_vector_of_the_model() -> None:
    background = Background.load()

    assert background.vector.shape == (384,)
    assert 0.7 < np.linalg.norm(background.vector) < 1.0


def constant(probability: float) -> Regression:
    """Weights that find everything as likely."""
    return Regression(math.log(probability / (1 - probability)), dict.fromkeys(FEATURE_NAMES, 0.0), 0.5)


def _sentences(passage: Passage) -> list[SentenceInContext]:
    return list(sentences_of([passage]))


def test_a_row_is_read_only_where_it_names_something_asked_and_a_header_never() -> None:
    row = _sentences(passage_in("Gerät: Säge · Raum: Keller", title="Liste"))[0]
    header = _sentences(passage_in("Gerät | Raum", title="Liste"))[0]

    assert anchored_rows("Wo steht die Säge?")(row)
    assert not anchored_rows("Wo wohnt der Pfarrer?")(row)
    assert not anchored_rows("Welches Gerät steht wo?")(header)


def test_a_thing_that_is_nowhere_named_is_not_counted() -> None:
    sentence = _sentences(LADEN)[0]

    assert anchored_within("Wann öffnet der Laden?")(sentence)
    assert not anchored_within("Wie viele Verkäufer hat der Laden?")(sentence)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("一杯绿茶多少钱？", "一杯绿茶：12。"),
        ("Сколько стоит билет в музей?", "Билет в музей: 50."),
        ("Wie viele Euro kostet der Eintritt?", "Der Eintritt kostet 5 €."),
        ("¿Cuántos euros cuesta la entrada?", "La entrada cuesta 5 €."),
        ("门票多少欧元？", "门票：5。"),
        ("Combien de couronnes coûte l'entrée ?", "L'entrée coûte 50 kr."),
        ("Сколько евро стоит билет?", "Билет стоит 5 €."),
        ("Giriş kaç lira?", "Giriş 5 TL."),
    ],
)
def test_money_is_no_thing_that_is_counted(question: str, text: str) -> None:
    assert anchored_within(question)(_sentences(passage_in(text, title="T"))[0])


def test_a_telephone_number_is_a_long_number() -> None:
    calls = _sentences(passage_in("Der Laden ist unter 0351 44 55 66 erreichbar.", title="Laden"))[0]

    assert anchored_within("Welche Telefonnummer hat der Laden?")(calls)
    assert not anchored_within("Welche Telefonnummer hat der Laden?")(_sentences(LADEN)[0])


def test_what_is_told_of_in_the_questions_language_keeps_other_languages_behind() -> None:
    assert is_told_of("Wem gehört der Laden?", [LADEN])
    assert not is_told_of("Wem gehört die Mühle?", [LADEN])


def test_a_sentence_that_only_denies_what_is_asked_is_read() -> None:
    denied = passage_in("Hunde sind im Laden nicht erlaubt.", title="Regeln")
    reader = MultilingualReader(WordEmbedder(), within=weights("covered"), across=weights("covered"))

    readings = reader.read("Sind Hunde im Laden erlaubt?", [denied])

    assert [one.passage for one in readings] == [denied]
