"""Judges: who tells whether words support a statement. By default the reader's, a chat model when asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.errors import JudgeFailed
from assistant.evaluation.evidence import folded
from assistant.evaluation.prompts import AGAIN, JUDGE_TASK, judge_question
from assistant.reader.claims import Chances, Judge

_SUPPORTED = 0.5  # as in verification
_CERTAIN = Chances(supported=1.0, not_supported=0.0, refuted=0.0)
_VERDICTS: Mapping[str, Chances] = {
    "SUPPORTED": _CERTAIN,
    "NOT_SUPPORTED": Chances(supported=0.0, not_supported=1.0, refuted=0.0),
    "REFUTED": Chances(supported=0.0, not_supported=0.0, refuted=1.0),
}
_UNDECIDED = Chances(supported=0.0, not_supported=1.0, refuted=0.0)
_VERDICT = re.compile(r"\b(NOT[_ -]SUPPORTED|SUPPORTED|REFUTED)\b", re.IGNORECASE)
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)  # of models that think aloud

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
    """A `Judge` that asks a chat model. A reply without a verdict, twice, counts as not supported, and is counted."""

    def __init__(self, model: BaseChatModel, name: str) -> None:
        self._model = model
        self.name = name
        self.undecided = 0
        self._known: dict[Pair, Chances] = {}

    @classmethod
    def load(cls, name: str) -> Self:
        """With the model of that name, as `init_chat_model` takes it. Raises JudgeFailed."""
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - costs seconds, and is rarely asked for

        try:
            model = init_chat_model(name, temperature=0)
        except (ImportError, ValueError) as error:
            why = folded(str(error)).split(". ")[0]
            raise JudgeFailed(f"--judge {name}: no such chat model ({why}); write PROVIDER:MODEL") from error
        return cls(model, name)

    def judge(self, pairs: Sequence[Pair]) -> tuple[Chances, ...]:
        """Return the verdict on each pair (claim, passage), in order, as chances of 0 and 1. Raises JudgeFailed."""
        for pair in pairs:
            if pair not in self._known:
                self._known[pair] = self._ask(pair)
        return tuple(self._known[pair] for pair in pairs)

    def _ask(self, pair: Pair) -> Chances:
        messages: list[BaseMessage] = [SystemMessage(JUDGE_TASK), HumanMessage(judge_question(*pair))]
        reply = self._reply(messages)
        verdict = read_verdict(reply.text) or read_verdict(self._reply([*messages, reply, HumanMessage(AGAIN)]).text)
        if verdict is None:
            self.undecided += 1
        return verdict or _UNDECIDED

    def _reply(self, messages: Sequence[BaseMessage]) -> BaseMessage:
        try:
            return self._model.invoke(list(messages))
        except Exception as error:  # each provider raises errors of its own, which share no other kind
            raise JudgeFailed(f"--judge {self.name}: {type(error).__name__}: {folded(str(error))}") from error


def read_verdict(reply: str) -> Chances | None:
    """Return the verdict that a reply names first, None where it names none."""
    found = _VERDICT.search(_THOUGHTS.sub("", reply))
    return _VERDICTS[found.group(1).upper().replace(" ", "_").replace("-", "_")] if found else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How often two judges differ on whether a passage supports a claim, with some of the pairs.

    `stricter` counts the pairs that only the default judge finds supported, `milder` those that only the chosen does.
    """

    judge: str
    asked: int
    stricter: int
    milder: int
    examples: tuple[Pair, ...]
    undecided: int = 0

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

    def disagreement(self) -> Disagreement:
        """Return what was noted so far, each pair once."""
        differing = [pair for pair, (one, other) in self._supported.items() if one != other]
        stricter = sum(not self._supported[pair][0] for pair in differing)
        return Disagreement(
            self._chosen.name,
            asked=len(self._supported),
            stricter=stricter,
            milder=len(differing) - stricter,
            examples=tuple(differing[:_EXAMPLES]),
            undecided=self._chosen.undecided,
        )


def _stands_in(claim: str, passage: str) -> bool:
    return folded(claim) in folded(passage)
