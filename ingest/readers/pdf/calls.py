"""PDFium's functions called by their address: in a third of the time of the bound ones. Knows no page."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any

Address = ctypes.c_void_p
as_argument: Callable[[object], object] = Address.from_param
"""An address made ready to be passed many times: a plain one is made ready anew by every call."""


def by_address(function: object, result: type) -> Callable[..., Any]:
    """Return a function of PDFium that does not release Python's lock: it is done at once.

    It takes whole numbers and `as_argument` only, and looks at neither: naming its arguments' types doubles its time.
    """
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, Address).value or 0)  # type: ignore[arg-type]  # a function pointer


class Numbers:
    """Numbers that a function of PDFium writes, one after the other, of an `array`'s type: "d" or "f".

    An array is taken apart in a fifth of the time of one of ctypes.
    """

    def __init__(self, typecode: str, count: int) -> None:
        self.values = array(typecode, [0.0] * count)
        start, _ = self.values.buffer_info()
        self.places = tuple(as_argument(start + index * self.values.itemsize) for index in range(count))
