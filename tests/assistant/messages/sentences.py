"""The sentences in the sources of a room: what its errors and doubts say, with a 7 for whatever is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

_FILLED_IN = "7"
_DEEPEST = 4  # names for names
_SAYING = {"doubt": 1, "Doubt": 1, "Unread": 0, "fail": 2, "put_off": 1, "leave_out": 0, "Fault": 1}  # their places
_OUR_OWN = {"say", "say_of", "counted"}  # make messages, which know their languages
_NO_SENTENCES = {
    "ValueError",
    "TypeError",
    "RuntimeError",
    "AttributeError",
    "IndexError",
    "FileExistsError",
    "ModuleNotFoundError",
}
_LOGGED = {"debug", "info", "warning", "exception"}
_WORDS = re.compile(r"[a-z]{2,} [a-z]|[a-z]{3,};")
_REMEDY = re.compile(r"\w[^;]*[\w)”}]; [a-z`][^;]+ [^;]+")
_NO_PROSE = re.compile(r"\b(?:SELECT|INSERT|DELETE|UPDATE|FROM|src|style|charset)\b|['}=]; ")


def sentences_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a module may say, each with its place; what it is only handed on by another is not known here."""
    tree = ast.parse(path.read_text("utf-8"))
    module = _Module(tree)
    for node in ast.walk(tree):
        for said in _said_by(node):
            for text in filter(_WORDS.search, module.texts(said)):
                yield f"{path.name}:{said.lineno}", text
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and module.is_told(node):
            yield f"{path.name}:{node.lineno}", node.value


def _said_by(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the arguments that hold the words of an error or a doubt."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc) not in _NO_SENTENCES:
        place = _SAYING.get(_name(node.exc), 0)
        yield from node.exc.args[place : place + 1]
    elif isinstance(node, ast.Call) and _name(node) in _SAYING:
        place = _SAYING[_name(node)]
        yield from node.args[place : place + 1]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


class _Module:
    """What the names of a module may stand for, as far as that is written in it."""

    def __init__(self, tree: ast.Module) -> None:
        self._given: dict[str, list[ast.expr]] = {}
        self._returned: dict[str, list[ast.expr]] = {}
        self._inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self._given.setdefault(node.targets[0].id, []).append(node.value)
            elif isinstance(node, ast.FunctionDef):
                returns = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value is not None]
                self._returned[node.name] = returns
            elif isinstance(node, ast.Expr):
                self._inside.add(id(node.value))
            elif isinstance(node, ast.Call) and _name(node) in _LOGGED:
                self._inside |= {id(one) for one in node.args}

    def is_told(self, node: ast.Constant) -> bool:
        """Whether a text by itself is a sentence with its remedy, whoever says it."""
        text = str(node.value)
        return id(node) not in self._inside and bool(_REMEDY.fullmatch(text)) and not _NO_PROSE.search(text)

    def texts(self, node: ast.expr, depth: int = 0) -> list[str]:
        """Return the texts that an expression may be, none where that is not written in the module."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [node.value]
        if isinstance(node, ast.JoinedStr):
            return ["".join(parts) for parts in product(*(self._part(one, depth) for one in node.values))]
        if isinstance(node, ast.IfExp):
            return [*self.texts(node.body, depth), *self.texts(node.orelse, depth)]
        if isinstance(node, ast.Name):
            return self._all(self._given.get(node.id, ()), depth + 1)
        if isinstance(node, ast.Call) and _name(node) not in _OUR_OWN:
            return self._all(self._returned.get(_name(node), ()), depth + 1)
        return []

    def _all(self, nodes: Sequence[ast.expr], depth: int) -> list[str]:
        return [text for one in nodes for text in self.texts(one, depth)] if depth <= _DEEPEST else []

    def _part(self, node: ast.expr, depth: int) -> list[str]:
        if isinstance(node, ast.FormattedValue):
            return [one for one in self.texts(node.value, depth) if one] or [_FILLED_IN]
        return self.texts(node, depth)
