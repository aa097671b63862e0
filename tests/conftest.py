"""What every test shares: settings that no machine can leak into, and the network kept shut (see pyproject)."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_this_machine() -> None:
    for name in [name for name in os.environ if name.startswith("SOURCECHAT_")]:
        del os.environ[name]
