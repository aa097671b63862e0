"""The server of `tests.ui.serving`, for the routes of the page."""

from __future__ import annotations

from tests.ui.serving.conftest import serve_app as serve_api

__all__ = ["serve_api"]
