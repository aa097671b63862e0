from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.reader.windows import WindowMaker
from ingest.documents import Span
from training.examples import NO_LABEL, Example, Lessons, Recipe, batches
from training.open_data import Claimed, LabelledQuestion

CONTEXT = (
    "The tea shop is old and small and dark. It opens at nine in the morning. It sells green tea from Uji and bread."
)
START = CONTEXT.index("at nine")
ROW = LabelledQuestion("wiki", "When does the tea shop open?", CONTEXT, (Span(START, START + 7),))
EMPTY = LabelledQuestion("wiki", "Who owns the tea shop?", CONTEXT, ())
CLAIM = Claimed("news", "It opens at nine.", CONTEXT, 0)
OTHER = "The bread shop opens at six."


@pytest.fixture(scope="module")
def maker() -> WindowMaker:
    return WindowMaker.load()


def lessons_of(maker: WindowMaker, recipe: Recipe, *rows: LabelledQuestion, claims: Sequence[Claimed] = ()) -> Lessons:
    return Lessons.gather(rows, [(OTHER,)] * len(rows), claims, recipe, maker)


MINED = Recipe(mined=1.0, without_answer=0.0, swapped=0.0, altered_claims=0)


def drawn(lessons: Lessons, seed: int = 0) -> list[Example]:
    return [example for batch in batches(lessons, seed=seed, epoch=0) for example in batch]


def test_a_question_is_shown_with_its_span_and_beside_a_context_without_an_answer(maker: WindowMaker) -> None:
    right, wrong = sorted(drawn(lessons_of(maker, MINED, ROW)), key=lambda one: -(one.answerable or 0))

    first, last = right.start - right.window.first, right.end - right.window.first
    assert CONTEXT[right.window.offsets[first][0] : right.window.offsets[last][1]] == "at nine"
    assert (wrong.start, wrong.end, wrong.answerable) == (0, 0, 0.0)
    assert right.group == wrong.group
    assert right.support == wrong.support == NO_LABEL


def test_a_question_without_an_answer_points_at_the_first_mark(maker: WindowMaker) -> None:
    (example,) = drawn(lessons_of(maker, MINED, EMPTY))

    assert (example.start, example.end, example.answerable) == (0, 0, 0.0)


def test_the_context_without_the_answering_sentence_has_no_answer(maker: WindowMaker) -> None:
    recipe = replace(MINED, mined=0.0, without_answer=1.0)

    wrong = next(one for one in drawn(lessons_of(maker, recipe, ROW)) if one.answerable == 0.0)

    assert len(wrong.window) < len(maker.cut(ROW.question, CONTEXT)[0])


def test_a_claim_has_a_label_and_no_span(maker: WindowMaker) -> None:
    (example,) = drawn(lessons_of(maker, MINED, claims=[CLAIM]))

    assert (example.support, example.start, example.answerable) == (0, NO_LABEL, None)


def test_sentences_of_contexts_become_claims_that_hold_or_are_refuted(maker: WindowMaker) -> None:
    lessons = lessons_of(maker, replace(MINED, altered_claims=60), *([EMPTY] * 60))

    labels = {one.support for one in drawn(lessons) if one.support != NO_LABEL}

    assert labels == {0, 2}


@pytest.mark.parametrize(("times", "shown"), [(0.0, 0), (1.0, 2), (3.0, 6)])
def test_a_source_is_shown_as_often_as_the_recipe_says(times: float, shown: int, maker: WindowMaker) -> None:
    lessons = lessons_of(maker, replace(MINED, times={"wiki": times}), ROW)

    assert len(drawn(lessons)) == shown


def test_the_same_seed_draws_the_same_batches_and_another_epoch_others(maker: WindowMaker) -> None:
    lessons = lessons_of(maker, Recipe(altered_claims=5), *([ROW, EMPTY] * 20), claims=[CLAIM] * 20)

    def shape(epoch: int) -> list[list[tuple[int, int]]]:
        return [[(one.group, len(one.window)) for one in batch] for batch in batches(lessons, seed=7, epoch=epoch)]

    assert shape(0) == shape(0)
    assert shape(0) != shape(1)


def test_batches_keep_to_their_size_and_groups_stay_together(maker: WindowMaker) -> None:
    lessons = lessons_of(maker, replace(MINED, batch_tokens=400), *([ROW] * 30))

    made = batches(lessons, seed=0, epoch=0)

    assert all(len(batch) * max(len(one.window) for one in batch) <= 400 for batch in made)
    for batch in made:
        groups = [one.group for one in batch]
        assert all(groups.count(group) == 2 for group in groups)


def test_a_question_whose_answer_no_window_holds_is_left_out(maker: WindowMaker) -> None:
    context = "stone " * 700
    row = LabelledQuestion("wiki", "Where?", context, (Span(0, len(context) - 1),))

    right = [one for one in drawn(lessons_of(maker, MINED, row)) if one.answerable != 0.0]

    assert [one.start for one in right] == [NO_LABEL]
