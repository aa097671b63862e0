"""Judges: who tells whether words support a statement. By default the reader's, a chat model when asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from assistant.errors import JudgeFailed, ModelError
from assistant.evaluation.evidence import folded
from assistant.evaluation.tasks import judge_prompt
from assistant.reader.claims import Chances, Judge
from assistant.writing.models import HOPELESS, ChatModel, ModelOptions, load_model
from ingest.patterns import lazy_pattern

_SUPPORTED = 0.5  # as in verification
_CERTAIN = Chances(supported=1.0, not_supported=0.0, refuted=0.0)
_VERDICTS: Mapping[str, Chances] = {
    "SUPPORTED": _CERTAIN,
    "NOT_SUPPORTED": Chances(supported=0.0, not_supported=1.0, refuted=0.0),
    "REFUTED": Chances(supported=0.0, not_supported=0.0, refuted=1.0),
}
_UNDECIDED = Chances(supported=0.0, not_supported=1.0, refuted=0.0)
_VERDICT = lazy_pattern(r"\b(NOT[_ -]SUPPORTED|SUPPORTED|REFUTED)\b", re.IGNORECASE)
_THOUGHTS = lazy_pattern(r"<think>.*?</think>", re.DOTALL)  # of models that think aloud
_FAILURES = 5  # in a row, each after the door's own attempts: then the model is asked no more

Pair = tuple[str, str]


class VerbatimFirst:
    """A `Judge` that asks another one only of words that do not themselves stand in the passage."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def judge(self, pairs: Sequence[Pair]) -> tuple[Chances, ...]:
        """Return the chances of each pair (claim, passage), in order."""
        open_ = [pair for pair in pairs if not _stands_in(*pair)]
        asked = iter(self._judge.judge(open_) if open_ else ())
        return tuple(_CERTAIN if _stands_in(*pair) else next(asked) for pair in pairs)


class ChatJudge:
    """A `Judge` that asks a chat model. A pair without a verdict counts as not supported, and is counted.

    It has none where the model's reply names none, twice, or where the model fails: `undecided` counts both, `failure`
    is what the model failed with last. After five failures in a row it is asked no more.
    """

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.undecided = 0
        self.failure = ""
        self._failures = 0
        self._known: dict[Pair, Chances] = {}

    @classmethod
    def load(cls, name: str, url: str = "") -> Self:
        """With the model of that name, PROVIDER:MODEL, or of an OpenAI-compatible server. Raises JudgeFailed."""
        try:
            model = load_model(ModelOptions(name, url=url, temperature=0.0))
            model.warm_up()
        except ModelError as error:
            raise JudgeFailed(f"--judge {error}") from None
        return cls(model)

    @property
    def name(self) -> str:
        """That of the model."""
        return self._model.name

    def judge(self, pairs: Sequence[Pair]) -> tuple[Chances, ...]:
        """Return the verdict on each pair (claim, passage), in order, as chances of 0 and 1.

        Raises JudgeFailed where the very first pair shows that the model cannot be asked at all: a refused key, say.
        """
        for pair in pairs:
            if pair not in self._known:
                self._known[pair] = self._decide(pair)
        return tuple(self._known[pair] for pair in pairs)

    def _decide(self, pair: Pair) -> Chances:
        verdict = self._ask(pair) if self._failures < _FAILURES else None
        if verdict is None:
            self.undecided += 1
        return verdict or _UNDECIDED

    def _ask(self, pair: Pair) -> Chances | None:
        try:
            verdict = self._verdict(pair) or self._verdict(pair, again=True)
        except ModelError as error:
            if not self._known and isinstance(error, HOPELESS):
                raise JudgeFailed(f"--judge {error}") from None
            self._failures += 1
            self.failure = str(error)
            return None
        self._failures = 0
        return verdict

    def _verdict(self, pair: Pair, *, again: bool = False) -> Chances | None:
        return read_verdict("".join(self._model.stream(judge_prompt(*pair, again=again))))


def read_verdict(reply: str) -> Chances | None:
    """Return the verdict that a reply names first, None where it names none."""
    found = _VERDICT.search(_THOUGHTS.sub("", reply))
    return _VERDICTS[found.group(1).upper().replace(" ", "_").replace("-", "_")] if found else None


@dataclass(frozen=True, slots=True)
class Dissent:
    """How often two judges differ on whether a passage supports a claim, with some of the pairs.

    `stricter` counts the pairs that only the default judge finds supported, `milder` those that only the chosen does.
    `undecided` counts those on which the chosen one gave no verdict; `failure` is what it failed with last, if it did.
    """

    judge: str
    asked: int
    stricter: int
    milder: int
    examples: tuple[Pair, ...]
    undecided: int = 0
    failure: str = ""

    @property
    def share(self) -> float | None:
        """The share of pairs on which they differ; None where neither was asked anything."""
        return (self.stricter + self.milder) / self.asked if self.asked else None


_EXAMPLES = 10


class ComparedJudge:
    """A `Judge` that says what the chosen one says, and notes where the default one says otherwise."""

    def __init__(self, chosen: ChatJudge, default: Judge) -> None:
        self._chosen = chosen
        self._default = default
        self._supported: dict[Pair, tuple[bool, bool]] = {}

    def judge(self, pairs: Sequence[Pair]) -> tuple[Chances, ...]:
        """Return the chosen judge's chances of each pair (claim, passage), in order."""
        chosen, default = self._chosen.judge(pairs), self._default.judge(pairs)
        for pair, one, other in zip(pairs, chosen, default, strict=True):
            self._supported[pair] = (one.supported >= _SUPPORTED, other.supported >= _SUPPORTED)
        return chosen

    def disagreement(self) -> Dissent:
        """Return what was noted so far, each pair once."""
        differing = [pair for pair, (one, other) in self._supported.items() if one != other]
        stricter = sum(not self._supported[pair][0] for pair in differing)
        return Dissent(
            self._chosen.name,
            asked=len(self._supported),
            stricter=stricter,
            milder=len(differing) - stricter,
            examples=tuple(differing[:_EXAMPLES]),
            undecided=self._chosen.undecided,
            failure=self._chosen.failure,
        )


def _stands_in(claim: str, passage: str) -> bool:
    return folded(claim) in folded(passage)
