"""Choices: how a visitor wants to be answered. Values only; what is left out is as the server was started."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

OWN_WORDS = "own words"
"""The choice of no chat model, where the server was started with one."""


class Choices(BaseModel):
    """How a visitor wants to be answered. `model` is the address of a server of this machine, a blank, and a name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    strictness: Literal["", "lenient", "balanced", "strict"] = ""
    passages: int | None = Field(default=None, ge=1, le=100)
    model: str = Field(default="", max_length=300)
