from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from assistant.reader.features import FEATURE_NAMES, SentenceInContext, sentences_of
from assistant.reader.interaction import Floats
from assistant.reader.matching import Regression
from assistant.reader.multilingual import (
    Likeness,
    MixedReader,
    MultilingualReader,
    anchored_rows,
    anchored_within,
    expect_without_words,
    is_told_of,
)
from assistant.reader.readings import Reading
from tests.assistant.fakes import ToldReader, WordEmbedder, passage_in
from vectorstore.multilingual.embedder import Understood
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


class Understanding(WordEmbedder):
    """Understands every text as one piece."""

    def understand(self, texts: Sequence[str]) -> Iterator[Understood]:
        return (Understood(vector, vector[None]) for vector in self.embed(texts))

    def understand_questions(self, questions: Sequence[str]) -> Iterator[Understood]:
        return (Understood(vector, vector[None]) for vector in self.embed_questions(questions))


NOTHING = np.zeros(64, np.float32)


def always(near: float) -> Callable[[Floats, Floats], float]:
    def joined(asked: Floats, said: Floats) -> float:
        del asked, said
        return near

    return joined


@pytest.mark.parametrize("asked", ["Soat nechada shop ochiladi?", "When does the shop close?"])
def test_what_a_questions_words_mean_counts_in_every_language(asked: str) -> None:
    heeds = weights("similarity")
    likeness = [Likeness(Understanding(), always(near), NOTHING) for near in (0.2, 0.8)]

    little, much = (
        {one.passage: one.probability for one in reader.read(asked, [SHOP])}
        for reader in (
            MultilingualReader(WordEmbedder(), within=heeds, across=heeds, alike_within=one, alike_across=one)
            for one in likeness
        )
    )

    assert much[SHOP] > little[SHOP]


def test_what_a_question_has_in_common_with_anything_is_taken_off() -> None:
    asked = "Soat nechada shop ochiladi?"
    near = Understanding().embed_questions([asked])[0]

    (plain,) = Likeness(Understanding(), always(0.5), NOTHING)(asked, ["The shop is open."])
    (levelled,) = Likeness(Understanding(), always(0.5), near)(asked, ["The shop is open."])

    assert levelled == pytest.approx(plain - 5.0)


def test_the_mean_of_anything_is_a_vector_of_the_model() -> None:
    anything = Likeness.load(Understanding(), plainly=0.0).anything

    assert anything.shape == (384,)
    assert 0.7 < np.linalg.norm(anything) < 1.0


@pytest.mark.parametrize(
    "line", ["From: Anna Weber <anna@example.org>", "Subject: Miete", "Hallo zusammen,", "此致", "A. Weber"]
)
def test_a_mails_head_a_greeting_or_a_name_alone_is_not_read(line: str) -> None:
    sentence = _sentences(passage_in(line, title="Mail"))[0]

    assert not anchored_rows("Wann endet die Miete?")(sentence)


def test_a_mails_head_tells_no_language() -> None:
    head = "From: Anna <anna@example.org>", "To: haus@example.org", "Date: Mon, 03 May 2027"
    mail = passage_in(*head, "住户会议改到星期四，在十二号房间举行。", title="会议", between="\n")
    reader = MultilingualReader(WordEmbedder(), within=constant(0.9), across=constant(0.6))

    readings = reader.read("住户会议是什么时候？", [mail])

    assert readings[0].probability == pytest.approx(0.9)


def test_a_telephone_number_in_another_language_is_a_long_number() -> None:
    consent = _sentences(passage_in("Subletting needs the written consent of the landlord.", title="Lease"))[0]
    rent = _sentences(passage_in("The rent is €1,250.00 a month.", title="Lease"))[0]
    number = _sentences(passage_in("You reach the landlord at 030 123456.", title="Lease"))[0]

    assert [anchored_rows("Wie lautet die Telefonnummer des Vermieters?")(one) for one in (consent, rent, number)] == [
        False,
        False,
        True,
    ]
    assert anchored_rows("Wann darf ich untervermieten?")(consent)


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
