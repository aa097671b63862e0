"""Embedding models beside each other: what a text costs, and how often its vector finds the right paragraph.

Run as `python -m bench.embedding [--data FOLDER] [--questions N] [--models NAME ...]`. Texts are beginnings of news;
questions are XQuAD's in seven languages over its English paragraphs, and Natural Questions' over the passages of all
others. By the vectors alone: the product also reads keywords. Seconds are the processor's, the least of several.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

import numpy as np
import platformdirs

from assistant.metrics import bootstrap
from bench.languages import ENGLISH, LANGUAGES, Asked, read_asked
from bench.workspace import Workspace, parser_with_data, sampled
from vectorstore.embedders import MULTILINGUAL, load_embedder
from vectorstore.embedding import MINILM, Embedder

_TEXTS, _CHARACTERS = 32, 950  # about 200 word pieces each
_TIMES = 3
_PASSAGES = 700  # of Natural Questions


def main() -> None:
    """Print what a text costs with each model, then what is found in each language."""
    parser = parser_with_data("bench.embedding", __doc__)
    parser.add_argument("--questions", type=int, default=150, help="of each language, at most")
    parser.add_argument("--models", nargs="*", default=(MULTILINGUAL, MINILM), help="their names, or folders")
    options = parser.parse_args()
    workspace = Workspace(options.data, options.data)
    cache = platformdirs.user_cache_path("sourcechat")
    models = {name: load_embedder(name, cache=cache) for name in options.models}
    texts = [row["text"][:_CHARACTERS] for row in islice(workspace.rows("news/articles_2022.jsonl.gz"), _TEXTS)]
    for name, model in models.items() if texts else ():
        busy, taken = _least(lambda: model.embed(texts))  # noqa: B023 - at once
        print(
            f"{name:24} texts a second: {len(texts) / busy:.1f} of the processor, {len(texts) / taken:.1f} by the clock"
        )
    asked = {language: list(read_asked(workspace, language)) for language in (ENGLISH, *LANGUAGES)}
    english = {one.identity: one.context for one in asked[ENGLISH]}
    for language, rows in asked.items():
        chosen = sampled((row for row in rows if row.identity in english), options.questions)
        right = [english[row.identity] for row in chosen]
        _print_found(f"{language} over en", models, chosen, right, [*dict.fromkeys(english.values())])
    known = sampled(read_asked(workspace, ENGLISH, "nq_open_oracle"), _PASSAGES)
    chosen = sampled(known, 2 * options.questions)
    _print_found("Natural Questions", models, chosen, [row.context for row in chosen], [row.context for row in known])


def _least(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of the processor and of the clock that something takes."""
    work()
    taken = []
    for _ in range(_TIMES):
        busy, started = time.process_time(), time.perf_counter()
        work()
        taken.append((time.process_time() - busy, time.perf_counter() - started))
    return min(busy for busy, _ in taken), min(clock for _, clock in taken)


def _print_found(
    name: str, models: Mapping[str, Embedder], asked: Sequence[Asked], right: Sequence[str], among: Sequence[str]
) -> None:
    """Print how often the right text comes first of all."""
    texts = [*dict.fromkeys(among)]
    places = np.array([texts.index(text) for text in right])
    for model, embedder in models.items() if asked else ():
        cosines = embedder.embed_questions([row.question for row in asked]) @ embedder.embed(texts).T
        found = bootstrap((cosines.argmax(axis=1) == places).astype(np.float64))
        print(f"{name:20} {model:24} {len(asked):4} questions, {len(texts)} texts: recall@1 {found}", flush=True)


if __name__ == "__main__":
    main()
