"""Examples: rows turned into windows with what the network should say of them, drawn anew for every epoch.

Knows rows and windows, never torch. The same seed and epoch give the same examples in the same order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.reader.claims import premise_for
from assistant.reader.windows import Window, WindowMaker
from ingest.documents import Span
from ingest.sentences import split_sentences
from training.negatives import GENERIC_SOURCES, collect, swap, without_answer
from training.open_data import Claimed, LabelledQuestion

NO_LABEL = -100  # torch's own mark for what has no part in a loss
_MEGABATCH = 40  # batches sorted by length together: enough to pad little, few enough to mix well
_PADDING = 8  # word pieces by which a window is padded on the average
_UNMARKED = 0.3  # share of questions shown without their question mark, as people type them
_FAITHFUL_WORDS = 6  # a sentence shorter than this makes no claim worth altering


@dataclass(frozen=True, slots=True)
class Example:
    """A window and its targets: token indices of the span (0, the first mark, for none), and two labels.

    `answerable` is 1.0, 0.0, or None where the window is of a claim; `support` is an index or NO_LABEL. `group`
    tells which examples of a batch ask one question; within it the answerable one should score higher.
    """

    window: Window
    start: int = NO_LABEL
    end: int = NO_LABEL
    answerable: float | None = None
    support: int = NO_LABEL
    group: int = -1


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is mixed: see `reader.toml`.

    `times` tells how often an epoch shows each question of a source, 1 where it is not named. `mined`,
    `without_answer` and `swapped` are the weights of the ways to a passage that does not answer; `order` that of the
    loss which puts such a passage below the question's own.
    """

    batch_tokens: int = 5120
    times: Mapping[str, float] = field(default_factory=dict)
    mined: float = 0.6
    without_answer: float = 0.25
    swapped: float = 0.15
    order: float = 1.0
    altered_claims: int = 6000


@dataclass(frozen=True, slots=True)
class Lessons:
    """Everything there is to learn from. `mined` holds, for each question, near contexts without its answer."""

    asked: Sequence[LabelledQuestion]
    mined: Sequence[Sequence[str]]
    claimed: Sequence[Claimed]
    recipe: Recipe
    maker: WindowMaker
    pool: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def gather(
        cls,
        asked: Sequence[LabelledQuestion],
        mined: Sequence[Sequence[str]],
        claimed: Sequence[Claimed],
        recipe: Recipe,
        maker: WindowMaker,
    ) -> Lessons:
        """Collect the names and numbers that may be exchanged."""
        texts = [row.question for row in asked] + [row.context for row in asked[::10]]
        return cls(asked, mined, claimed, recipe, maker, collect(texts))


def batches(lessons: Lessons, *, seed: int, epoch: int) -> list[list[Example]]:
    """Return the batches of one epoch: examples of one question stay together, lengths are alike, tasks alternate."""
    rng = random.Random(f"{seed}/{epoch}")  # noqa: S311 - a shuffle, not a secret
    groups = [*_question_groups(lessons, rng), *([one] for one in _claims(lessons, rng))]
    rng.shuffle(groups)
    groups = [group for group in groups if group]
    made: list[list[Example]] = []
    per_mega = _MEGABATCH * lessons.recipe.batch_tokens
    for mega in _parted(groups, per_mega):
        mega.sort(key=_longest)
        made.extend(_filled(mega, lessons.recipe.batch_tokens))
    rng.shuffle(made)
    return made


# -- questions ---------------------------------------------------------------------------------------------------


def _question_groups(lessons: Lessons, rng: random.Random) -> Iterator[list[Example]]:
    for number, (row, mined) in enumerate(zip(lessons.asked, lessons.mined, strict=True)):
        for _ in range(int(lessons.recipe.times.get(row.source, 1.0) + rng.random())):
            question = row.question.rstrip(" ?") if rng.random() < _UNMARKED else row.question
            group = [_own(lessons, row, question, number, rng)]
            other = _other(lessons, row, mined, question, rng)
            if other is not None:
                window = rng.choice(lessons.maker.cut(*other))
                group.append(Example(window, 0, 0, 0.0, group=number))
            yield group


def _own(lessons: Lessons, row: LabelledQuestion, question: str, number: int, rng: random.Random) -> Example:
    windows = lessons.maker.cut(question, row.context)
    if not row.answers:
        return Example(rng.choice(windows), 0, 0, 0.0, group=number)
    answer = row.answers[0]
    placed = [(window, _place(window, answer)) for window in windows]
    holding = [(window, place) for window, place in placed if place is not None]
    if not holding:
        return Example(windows[0], NO_LABEL, NO_LABEL, None, group=-1)
    window, (start, end) = rng.choice(holding)
    return Example(window, start, end, 1.0, group=number)


def _place(window: Window, answer: Span) -> tuple[int, int] | None:
    inside = [index for index, (start, end) in enumerate(window.offsets) if start < answer.end and answer.start < end]
    if not inside or window.offsets[0][0] > answer.start or window.offsets[-1][1] < answer.end:
        return None
    return window.first + inside[0], window.first + inside[-1]


def _other(
    lessons: Lessons, row: LabelledQuestion, mined: Sequence[str], question: str, rng: random.Random
) -> tuple[str, str] | None:
    """Return a question and a passage that does not answer it; None for questions that fit anything."""
    if not row.answers:
        return None
    recipe = lessons.recipe
    kind = rng.choices(("mined", "without", "swapped"), (recipe.mined, recipe.without_answer, recipe.swapped))[0]
    if kind == "swapped":
        swapped = swap(question, row.context, lessons.pool, rng)
        if swapped is not None:
            return swapped, row.context
    if kind == "without" or row.source in GENERIC_SOURCES:
        rest = without_answer(row)
        if rest is not None:
            return question, rest
    return (question, rng.choice(mined)) if mined else None


# -- claims ------------------------------------------------------------------------------------------------------


def _claims(lessons: Lessons, rng: random.Random) -> Iterator[Example]:
    for row in lessons.claimed:
        yield _claim(lessons, row, rng)
    contexts = rng.sample(range(len(lessons.asked)), min(lessons.recipe.altered_claims, len(lessons.asked)))
    for index in contexts:
        altered = _altered(lessons, lessons.asked[index], rng)
        if altered is not None:
            yield _claim(lessons, altered, rng)


def _claim(lessons: Lessons, row: Claimed, rng: random.Random) -> Example:
    passage = premise_for(row.claim, row.passage)
    return Example(rng.choice(lessons.maker.cut(row.claim, passage)[:1]), support=row.label)


def _altered(lessons: Lessons, row: LabelledQuestion, rng: random.Random) -> Claimed | None:
    """Return a sentence of the context as it stands, or with a name or number exchanged, or negated."""
    spans = [
        span for span in split_sentences(row.context) if row.context[span.start : span.end].count(" ") > _FAITHFUL_WORDS
    ]
    if not spans:
        return None
    span = rng.choice(spans)
    sentence = row.context[span.start : span.end]
    way = rng.random()
    if way < 1 / 3:
        return Claimed("made", sentence, row.context, 0)
    altered = swap(sentence, row.context, lessons.pool, rng) if way < 3 / 4 else _negated(sentence)
    return Claimed("made", altered, row.context, 2) if altered else None


def _negated(sentence: str) -> str | None:
    for verb in (" is ", " was ", " are ", " were ", " will ", " can ", " has been "):
        at = sentence.find(verb)
        if at >= 0 and " not " not in sentence:
            first = verb.rstrip() if verb != " has been " else " has"
            return f"{sentence[:at]}{first} not{sentence[at + len(first) :]}"
    return None


# -- batches -----------------------------------------------------------------------------------------------------


def _longest(group: Sequence[Example]) -> int:
    return max(len(example.window) for example in group)


def _parted(groups: Sequence[list[Example]], tokens: int) -> Iterator[list[list[Example]]]:
    part: list[list[Example]] = []
    held = 0
    for group in groups:
        part.append(group)
        held += _longest(group) * len(group)
        if held >= tokens:
            yield part
            part, held = [], 0
    if part:
        yield part


def _filled(groups: Sequence[list[Example]], tokens: int) -> Iterator[list[Example]]:
    """Fill batches up to `tokens` word pieces, padding included; groups come sorted by length."""
    batch: list[Example] = []
    for group in groups:
        if batch and (len(batch) + len(group)) * (_longest(group) + _PADDING) > tokens:
            yield batch
            batch = []
        batch.extend(group)
    if batch:
        yield batch
