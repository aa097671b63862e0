"""Gathering: all there is to learn from, without a text that is kept for measuring or for the regressions.

Knows files and rows, never how anything is learnt.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from assistant.reader.windows import WindowMaker
from training.examples import Lessons, Recipe
from training.leaks import leaking
from training.negatives import mine
from training.open_data import Claimed, LabelledQuestion, is_kept_aside, measured_texts, read_asked, read_claimed
from vectorstore.embedding import SentenceEmbedder

logger = logging.getLogger(__name__)


def gather(data: Path, folder: Path, cache: Path, recipe: Recipe, maker: WindowMaker) -> Lessons:
    """Read the rows of `data`; the negatives are mined once, and kept in `folder`. Raises FileNotFoundError."""
    asked, claimed = clean_rows(data)
    return Lessons.gather(asked, _mined(asked, folder / "negatives.json", cache), claimed, recipe, maker)


def clean_rows(data: Path) -> tuple[tuple[LabelledQuestion, ...], tuple[Claimed, ...]]:
    """Return what may be learned from: no text of a file kept for measuring, none kept aside for calibration."""
    asked = read_asked(data / "reader_train.jsonl.gz")
    claimed = read_claimed(data / "support_train.jsonl.gz")
    measured = list(measured_texts(data))
    asked_out = leaking([row.context for row in asked], measured) | leaking([row.question for row in asked], measured)
    claimed_out = leaking([row.passage for row in claimed], measured) | leaking(
        [row.claim for row in claimed], measured
    )
    logger.info("left out, for words of a measured text: %d of %d questions", len(asked_out), len(asked))
    logger.info("left out, for words of a measured text: %d of %d claims", len(claimed_out), len(claimed))
    kept_asked = tuple(
        row for index, row in enumerate(asked) if index not in asked_out and not is_kept_aside(row.context)
    )
    kept_claimed = tuple(
        row for index, row in enumerate(claimed) if index not in claimed_out and not is_kept_aside(row.passage)
    )
    logger.info("learning from %d questions and %d claims", len(kept_asked), len(kept_claimed))
    return kept_asked, kept_claimed


def _mined(asked: Sequence[LabelledQuestion], kept: Path, cache: Path) -> Sequence[Sequence[str]]:
    if not kept.exists():
        logger.info("mining negatives")
        found = mine(asked, SentenceEmbedder.load(cache=cache))
        texts = {text: index for index, text in enumerate(dict.fromkeys(one for row in found for one in row))}
        rows = [[texts[one] for one in row] for row in found]
        kept.write_text(json.dumps({"texts": list(texts), "rows": rows}), "utf-8")
    table = json.loads(kept.read_text("utf-8"))
    return [[table["texts"][index] for index in row] for row in table["rows"]]
