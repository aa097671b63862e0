"""The loop: steps over the examples of every epoch, with checkpoints that a stopped run goes on from."""

from __future__ import annotations

import logging
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from itertools import count, islice
from pathlib import Path

import torch

from assistant.reader.windows import pad
from training.examples import Example, Lessons, Recipe, batches
from training.model import ReaderNetwork, loss_of, parameter_groups, to_tensors

logger = logging.getLogger(__name__)

_LOGGED_EVERY = 50
_KEPT_EVERY = 200
_GLANCED_EVERY = 600
_MULTIPLE = 16  # of word pieces: few shapes, each compiled once by torch, are half again as fast as many
_CLIP = 1.0  # of the gradient's norm


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long, how fast, from which seed: see `reader.toml`."""

    seed: int
    stages: Sequence[int]
    rate: float
    layer_decay: float
    warm_up: float
    weight_decay: float
    dropout: float
    average: float

    @property
    def steps(self) -> int:
        """How many steps there are in all."""
        return self.stages[-1]

    def factor(self, step: int) -> float:
        """Return the share of the peak rate at `step`: up in a line, then down in a line to nothing.

        Where a stage ends and another follows, the rate rises to where it would be had the first not been there.
        """
        end = next((stage for stage in self.stages if step < stage), self.steps)
        rising = max(1, int(self.warm_up * end))
        return min((step + 1) / rising, max(0.0, (end - step) / max(1, end - rising)))


def read_config(path: Path | None = None) -> tuple[Schedule, Recipe]:
    """Read how long to train and on what: from a file, or `reader.toml` of this package. Raises FileNotFoundError."""
    table = tomllib.loads((path or files(__package__) / "reader.toml").read_text("utf-8"))
    recipe = Recipe(**table.pop("recipe"))
    return Schedule(**table), recipe


class Training:
    """A run in a folder: begun anew, or gone on with where its last checkpoint stands."""

    def __init__(self, schedule: Schedule, lessons: Lessons, folder: Path, model: ReaderNetwork) -> None:
        self._schedule = schedule
        self._lessons = lessons
        self._checkpoint = folder / "checkpoint.pt"
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = model.to(self.device)
        self.averaged = deepcopy(self.model).eval()
        groups = parameter_groups(self.model, rate=schedule.rate, decay=schedule.layer_decay)
        self._peaks = [float(str(group["lr"])) for group in groups]
        self._optimiser = torch.optim.AdamW(groups, weight_decay=schedule.weight_decay, fused=True)
        self._step = 0

    def run(self, glance: Callable[[ReaderNetwork], str]) -> ReaderNetwork:
        """Train to the end and return the averaged network; what `glance` says of it is logged now and then."""
        self._resume()
        steps = self._schedule.steps
        logger.info("%d steps on %s", steps, self.device)
        begun, begun_at, kept = time.monotonic(), self._step, _Means()
        for examples in islice(self._examples(), self._step, steps):
            kept.add(self._learn(examples))
            self._step += 1
            if self._step % _LOGGED_EVERY == 0:
                pace = (time.monotonic() - begun) / (self._step - begun_at)
                logger.info("step %d of %d, %.2f s each: %s", self._step, steps, pace, kept.taken())
            if self._step % _GLANCED_EVERY == 0:
                logger.info("step %d: %s", self._step, glance(self.averaged))
            if self._step % _KEPT_EVERY == 0:
                self._keep()
        self._keep()
        return self.averaged

    def _examples(self) -> Iterator[list[Example]]:
        """Yield batch after batch, epoch after epoch, without end."""
        for epoch in count():
            drawn = batches(self._lessons, seed=self._schedule.seed, epoch=epoch)
            logger.info("epoch %d: %d batches", epoch, len(drawn))
            yield from drawn

    def _learn(self, examples: Sequence[Example]) -> dict[str, float]:
        factor = self._schedule.factor(self._step)
        for group, peak in zip(self._optimiser.param_groups, self._peaks, strict=True):
            group["lr"] = peak * factor
        tensors = (
            tensor.to(self.device)
            for tensor in to_tensors(pad([example.window for example in examples], multiple=_MULTIPLE))
        )
        self.model.train()
        with torch.autocast(self.device.type, torch.bfloat16):
            outputs = self.model(*tensors)
        parts = loss_of(outputs, examples, order=self._lessons.recipe.order)
        torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self._average()
        return {name: float(part.detach()) for name, part in parts.items()}

    @torch.no_grad()
    def _average(self) -> None:
        decay = min(self._schedule.average, (1 + self._step) / (10 + self._step))
        for kept, now in zip(self.averaged.parameters(), self.model.parameters(), strict=True):
            kept.lerp_(now, 1 - decay)

    def _keep(self) -> None:
        state = {
            "step": self._step,
            "model": self.model.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "random": torch.get_rng_state(),
        }
        part = self._checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._checkpoint)

    def _resume(self) -> None:
        if not self._checkpoint.exists():
            return
        state = torch.load(self._checkpoint, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.averaged.load_state_dict(state["averaged"])
        self._optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"].cpu())
        self._step = state["step"]
        logger.info("going on from step %d", self._step)


class _Means:
    """Means of the parts of the loss since they were last taken."""

    def __init__(self) -> None:
        self._sums: dict[str, list[float]] = {}

    def add(self, parts: dict[str, float]) -> None:
        for name, value in parts.items():
            self._sums.setdefault(name, []).append(value)

    def taken(self) -> str:
        text = ", ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sorted(self._sums.items()))
        self._sums = {}
        return text
