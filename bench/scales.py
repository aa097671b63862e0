"""Scales: where the cosines of the multilingual model lie beside those of all-MiniLM-L6-v2, on the same pairs.

Run as `python -m bench.scales [--data FOLDER] [--questions N]`. Questions kept from training are held against their
own contexts and against all others; the cosines of both models at the same shares of each are the points by which
`vectorstore.multilingual.embedder` brings one to the other.
"""

from __future__ import annotations

import random

import numpy as np
import platformdirs
from numpy.typing import NDArray

from bench.workspace import parser_with_data
from training.open_data import is_kept_aside, read_asked
from vectorstore.embedders import MULTILINGUAL, load_embedder
from vectorstore.embedding import MINILM, Embedder

_SOURCES = ("squad2_cs224n_dev", "squadshifts_new_wiki", "squadshifts_reddit")
_SHARES = (5, 25, 50, 75, 95)  # per cent
_SEED = 20261128


def main() -> None:
    """Print the points."""
    parser = parser_with_data("bench.scales", __doc__)
    parser.add_argument("--questions", type=int, default=60, help="of each source, at most")
    options = parser.parse_args()
    rows = [row for row in read_asked(options.data / "reader_train.jsonl.gz") if row.answers]
    rows = [row for row in rows if row.source in _SOURCES and is_kept_aside(row.context)]
    chosen = random.Random(_SEED).sample(rows, min(len(_SOURCES) * options.questions, len(rows)))  # noqa: S311 - a sample
    questions, contexts = [row.question for row in chosen], [row.context for row in chosen]
    cache = platformdirs.user_cache_path("sourcechat")
    known, other = (_cosines(load_embedder(name, cache=cache), questions, contexts) for name in (MINILM, MULTILINGUAL))
    print(f"{len(chosen)} questions: cosine of the multilingual model, and of all-MiniLM-L6-v2, at the same share")
    own = np.equal.outer(contexts, contexts)
    for name, pairs in (("other contexts", ~own), ("own contexts", np.eye(len(chosen), dtype=np.bool_))):
        for share, ours, theirs in zip(
            _SHARES, np.percentile(other[pairs], _SHARES), np.percentile(known[pairs], _SHARES), strict=True
        ):
            print(f"  {name:<16}{share:>3} %   {ours:.3f}   {theirs:.3f}")


def _cosines(embedder: Embedder, questions: list[str], contexts: list[str]) -> NDArray[np.float32]:
    return embedder.embed_questions(questions) @ embedder.embed(contexts).T


if __name__ == "__main__":
    main()
