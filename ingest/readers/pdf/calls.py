"""PDFium's functions called by their address: in a third of the time of the bound ones. Knows no page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

Address = ctypes.c_void_p


def by_address(function: object, result: type) -> Callable[..., Any]:
    """Return a function of PDFium that does not release Python's lock: it is done at once.

    It takes whole numbers and `Address` only, and looks at neither: naming its arguments' types doubles its time.
    """
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, Address).value or 0)  # type: ignore[arg-type]  # a function pointer
