"""Fitting: chooses the multilingual reader's weights on open data in five languages, and prints how good they are.

    python -m training.multilingual --data DATA --write assistant/reader [--across]

Each question is asked of its own context among the nearest others, and of those others alone. What is read across
languages has little data of its own: there it counts what a question's words mean in a sentence, less what the question
is near to any sentence (`background.json`), and questions of ours in ten languages about passages in English
(`across.jsonl`) say how sure that may be. Thresholds are chosen on contexts kept aside, and on those questions, so that
false answers and false refusals are equally rare.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import platformdirs

from assistant.english.expectation import Expectation, expect
from assistant.reader.features import FEATURE_NAMES, measure, sentences_of
from assistant.reader.interaction import BACKGROUND, Interaction
from assistant.reader.matching import Regression, likeliest
from assistant.reader.multilingual import (
    ACROSS,
    PLAINLY_ACROSS,
    PLAINLY_WITHIN,
    WITHIN,
    Alike,
    Likeness,
    expect_without_words,
)
from assistant.reader.scoring import to_passage
from ingest.documents import Span
from training.fallback import Case, Paragraphs, Vectoriser, calibrate, equal_error_threshold, fit, report
from training.interaction import is_left_out
from training.open_data import LabelledQuestion, read_asked
from vectorstore.multilingual.embedder import MultilingualEmbedder, Understood
from vectorstore.passages import Passage

_SOURCES: Collection[str] = ("jaquad", "piaf", "drcd_dev", "cmrc2018_dev", "arcd")
_ENGLISH = "squad2_cs224n_dev"
_TRANSLATED, _PASSAGES, _ANYTHING = (
    Path(__file__).with_name(name) for name in ("across.jsonl", "across_passages.json", "background.json")
)
_OTHERS = 3  # contexts beside a question's own
_OTHERS_ACROSS = 5
_SEED = 20261128
_KEPT = 0.3  # of the questions, to choose the threshold by


class Understander(Vectoriser):
    """A `Vectoriser` that also remembers what the pieces of texts and questions mean."""

    def __init__(self, embedder: MultilingualEmbedder) -> None:
        super().__init__(embedder)
        self._understanding = embedder
        self._understood: dict[str, Understood] = {}
        self._asked: dict[str, Understood] = {}

    def understand(self, texts: Sequence[str]) -> Iterator[Understood]:
        """Yield what each passage means."""
        return _kept(texts, self._understood, self._understanding.understand)

    def understand_questions(self, questions: Sequence[str]) -> Iterator[Understood]:
        """Yield what each question means."""
        return _kept(questions, self._asked, self._understanding.understand_questions)


def _kept(
    texts: Sequence[str], known: dict[str, Understood], understand: Callable[[Sequence[str]], Iterator[Understood]]
) -> Iterator[Understood]:
    new = list(dict.fromkeys(text for text in texts if text not in known))
    known.update(zip(new, understand(new), strict=True))
    return (known[text] for text in texts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, choose the threshold, print the figures, and write the weights where asked to."""
    options = _parse(arguments)
    embedder = MultilingualEmbedder.load(cache=options.cache)
    vectoriser = Understander(embedder)
    anything = vectoriser.embed(json.loads(_ANYTHING.read_text("utf-8"))).mean(axis=0)
    within, across = (
        Likeness(vectoriser, Interaction.load(plainly=share), anything) for share in (PLAINLY_WITHIN, PLAINLY_ACROSS)
    )
    fitted: dict[str, tuple[Regression, list[Case], list[Case]]] = {}
    if not options.across:
        rows = tuple(_chosen(options.data, options.questions))
        learned = list(_cases([row for row in rows if not _aside(row)], vectoriser, within))
        kept = list(_cases([row for row in rows if _aside(row)], vectoriser, within))
        fitted[WITHIN] = (calibrate(fit(learned), learned), learned, kept)
    translated = list(translated_cases(vectoriser, across))
    if options.write:
        vector = [round(float(one), 5) for one in anything]
        (options.write / BACKGROUND).write_text(json.dumps(vector) + "\n", "utf-8")
    fitted[ACROSS] = (calibrate(_by_meaning(), translated), translated, translated)
    for name, (weights, learned, kept) in fitted.items():
        weights = replace(weights, threshold=equal_error_threshold(weights, kept))  # noqa: PLW2901 - with a threshold
        sys.stdout.write(f"{name}\n{report(weights, learned, kept)}")
        if options.write:
            table = {"bias": weights.bias, "threshold": weights.threshold, "features": dict(weights.features)}
            (options.write / name).write_text(json.dumps(table, indent=2) + "\n", "utf-8")


def _by_meaning() -> Regression:
    """Return weights of a sentence and a little of its passage, against figures that are missing; not calibrated yet.

    A passage's similarity is on a scale of its own.
    """
    features = dict.fromkeys(FEATURE_NAMES, 0.0)
    return Regression(-20.0, {**features, "similarity": 0.45, "passage_similarity": 2.0, "numbers_missing": -3.0}, 0.5)


def _chosen(data: Path, limit: int) -> Iterator[LabelledQuestion]:
    """Yield at most so many questions of each source, of few contexts: each has to be embedded."""
    foreign = read_asked(data / "multilingual" / "reader_train.jsonl.gz")
    english = [row for row in read_asked(data / "reader_train.jsonl.gz") if row.source == _ENGLISH and row.answers]
    rng = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    for source in (*_SOURCES, _ENGLISH):
        own = [row for row in (*foreign, *english) if row.source == source and is_left_out(row.context)]
        contexts = sorted({row.context for row in own})
        few = set(rng.sample(contexts, min(limit, len(contexts))))
        by_context = {row.context: row for row in rng.sample(own, len(own)) if row.context in few}
        yield from by_context.values()


def _aside(row: LabelledQuestion) -> bool:
    return random.Random(row.context).random() < _KEPT  # noqa: S311 - the same every time


def _cases(rows: Sequence[LabelledQuestion], vectoriser: Vectoriser, alike: Alike) -> Iterator[Case]:
    for source in dict.fromkeys(row.source for row in rows):
        own = [row for row in rows if row.source == source]
        contexts = Paragraphs([row.context for row in own], vectoriser)
        for row in own:
            others = contexts.nearest(row.question, besides=row.context, limit=_OTHERS)
            yield _case(row, (row.context, *others), vectoriser, expect, alike)
            yield _case(row, others, vectoriser, expect, alike)
        sys.stderr.write(f"{source}: {len(own)} questions\n")


def translated_cases(vectoriser: Vectoriser, alike: Alike) -> Iterator[Case]:
    """Yield cases of questions about passages in another language, with that passage and without it."""
    passages: Sequence[Sequence[str]] = json.loads(_PASSAGES.read_text("utf-8"))
    texts = [" ".join(sentences) for sentences in passages]
    paragraphs = Paragraphs(texts, vectoriser)
    for line in _TRANSLATED.read_text("utf-8").splitlines():
        asked = json.loads(line)
        context = texts[asked["passage"]]
        answer = passages[asked["passage"]][asked["sentence"]]
        start = context.index(answer)
        row = LabelledQuestion("across", asked["question"], context, (Span(start, start + len(answer)),))
        others = paragraphs.nearest(row.question, besides=context, limit=_OTHERS_ACROSS)
        yield _case(row, (context, *others), vectoriser, expect_without_words, alike)
        yield _case(row, others, vectoriser, expect_without_words, alike)


def _case(
    row: LabelledQuestion,
    contexts: Sequence[str],
    vectoriser: Vectoriser,
    expected: Callable[[str], Expectation],
    alike: Alike,
) -> Case:
    expectation = expected(row.question)
    similarities = vectoriser.similarities(row.question, contexts)
    passages = [to_passage(text, one) for text, one in zip(contexts, similarities, strict=True)]
    sentences = likeliest(expectation, sentences_of(passages))
    features, _ = measure(expectation, sentences, alike(row.question, [sentence.text for sentence in sentences]))
    labels = [_answers(row, sentence.passage, sentence.span.start, sentence.span.end) for sentence in sentences]
    return Case(features, np.array(labels, dtype=np.bool_), any(labels))


def _answers(row: LabelledQuestion, passage: Passage, start: int, end: int) -> bool:
    return passage.chunk.text == row.context and any(start <= answer.start < end for answer in row.answers)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train and multilingual/")
    parser.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("sourcechat"), help="for models")
    parser.add_argument("--questions", type=int, default=60, help="of each data set, at most")
    parser.add_argument("--across", action="store_true", help="only what is read across languages")
    parser.add_argument("--write", type=Path, help="folder for the weights")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
