"""Train the reader's network on open data.

    python -m assistant.reader.training --data ../shared/data --out ../reader

Stop it and start it again: it goes on from its last checkpoint. On a GPU the same command takes minutes.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from assistant.reader.training.examples import Lessons, Recipe
from assistant.reader.training.glances import Glances
from assistant.reader.training.leaks import leaking
from assistant.reader.training.loop import Schedule, Training
from assistant.reader.training.model import ReaderNetwork, as_network, save
from assistant.reader.training.negatives import mine
from assistant.reader.training.rows import Asked, Claimed, is_kept_aside, measured_texts, read_asked, read_claimed
from assistant.reader.windows import WindowMaker
from vectorstore.embedding import SentenceEmbedder

logger = logging.getLogger("assistant.reader.training")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write `weights.pt` into the folder named."""
    options = _parse(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    handlers = (logging.StreamHandler(sys.stderr), logging.FileHandler(options.out / "training.log"))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    table = tomllib.loads((options.config or files(__package__) / "reader.toml").read_text("utf-8"))
    recipe = Recipe(**table.pop("recipe"))
    maker = WindowMaker.load()
    asked, claimed = clean_rows(options.data)
    lessons = Lessons.gather(asked, _mined(asked, options), claimed, recipe, maker)
    glances = Glances(
        read_asked(options.data / "reader_dev.jsonl.gz"), read_claimed(options.data / "support_dev.jsonl.gz")
    )

    def glance(network: ReaderNetwork) -> str:
        return glances(as_network(network, maker))

    network = Training(Schedule(**table), lessons, options.out).run(glance)
    save(network, options.out / "weights.pt")
    logger.info("done: %s", glance(network))


def clean_rows(data: Path) -> tuple[tuple[Asked, ...], tuple[Claimed, ...]]:
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


def _mined(asked: Sequence[Asked], options: argparse.Namespace) -> Sequence[Sequence[str]]:
    """Mine negatives once; the run that goes on takes them from its folder."""
    kept: Path = options.out / "negatives.json"
    if not kept.exists():
        logger.info("mining negatives")
        found = mine(asked, SentenceEmbedder.load(cache=options.cache))
        texts = {text: index for index, text in enumerate(dict.fromkeys(one for row in found for one in row))}
        rows = [[texts[one] for one in row] for row in found]
        kept.write_text(json.dumps({"texts": list(texts), "rows": rows}), "utf-8")
    table = json.loads(kept.read_text("utf-8"))
    return [[table["texts"][index] for index in row] for row in table["rows"]]


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train, reader_dev, support_...")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, log and weights")
    parser.add_argument("--config", type=Path, help="the recipe; reader.toml of this package unless given")
    parser.add_argument("--cache", type=Path, default=Path(".sourcechat/cache"), help="where models are kept")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
