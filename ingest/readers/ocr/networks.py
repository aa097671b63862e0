"""The two networks of the rapidocr wheel (PP-OCRv6): where text stands, and what a line says. Nothing is downloaded.

Knows pixels, never layout or documents. Each network is loaded when it is first needed, once in a process.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from ingest.readers.ocr.decoding import DecodedWord, decode
from ingest.readers.ocr.detection import FloatArray, SlantedBox, boxes_of

_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_GRID = 32  # the detector takes sides that are multiples of this
_LINE_HEIGHT = 48  # pixels that the recogniser takes
_LEAST_WIDTH, _MOST_WIDTH = 64, 4096

Pixels = npt.NDArray[np.uint8]
"""An image as (height, width, 3)."""


def find_lines(image: Pixels, *, shrink: float = 1.0) -> tuple[SlantedBox, ...]:
    """Return where lines of text stand, in no order. They are looked for on the image made smaller by `shrink`."""
    height, width = image.shape[:2]
    across, down = (max(_GRID, round(side * shrink / _GRID) * _GRID) for side in (width, height))
    resized = cv2.resize(image, (across, down), interpolation=cv2.INTER_AREA if shrink < 1 else cv2.INTER_LINEAR)
    likelihood = _run(_detector(), _normal(resized))[0, 0]
    return boxes_of(likelihood, scale=(width / across, height / down))


def read_line(image: Pixels, box: SlantedBox) -> tuple[DecodedWord, ...]:
    """Return the words in a box of an image."""
    line = cut_out(image, box)
    width = min(max(round(line.shape[1] * _LINE_HEIGHT / line.shape[0]), _LEAST_WIDTH), _MOST_WIDTH)
    shrinks = line.shape[0] > _LINE_HEIGHT
    resized = cv2.resize(line, (width, _LINE_HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    session, alphabet = _recogniser()
    return decode(_run(session, _normal(resized))[0], alphabet)


def cut_out(image: Pixels, box: SlantedBox) -> Pixels:
    """Return what lies in a box, set upright; pixels beyond the edge repeat those at it."""
    size = (max(1, round(box.length)), max(1, round(box.height)))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]]], dtype=np.float32)
    transform = cv2.getAffineTransform(box.corners()[:3], target)
    cut = cv2.warpAffine(image, transform, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)


def _normal(image: npt.NDArray[np.generic]) -> FloatArray:
    """Return one image as the networks take it: (1, 3, height, width), blue first, from -1 to 1."""
    values = np.asarray(image, dtype=np.float32)[:, :, ::-1] / 127.5 - 1
    return np.ascontiguousarray(values.transpose(2, 0, 1)[np.newaxis])


def _run(session: onnxruntime.InferenceSession, values: FloatArray) -> FloatArray:
    return np.asarray(session.run(None, {session.get_inputs()[0].name: values})[0], dtype=np.float32)


@lru_cache(maxsize=1)
def _detector() -> onnxruntime.InferenceSession:
    return _session(_DETECTOR)


@lru_cache(maxsize=1)
def _recogniser() -> tuple[onnxruntime.InferenceSession, Sequence[str]]:
    session = _session(_RECOGNISER)
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, (*characters, " ")


def _session(name: str) -> onnxruntime.InferenceSession:
    package = find_spec("rapidocr")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("rapidocr is not installed; it carries the networks that read images")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0))
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads would eat the other's time
    options.enable_cpu_mem_arena = False  # lines of all lengths: the arena would keep memory for each
    options.log_severity_level = 3
    path = Path(package.origin).parent / "models" / name
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
