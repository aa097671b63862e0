"""Content lines: the properties of calendars and contacts (RFC 5545, RFC 6350, vCard 2.1). Knows what none means."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.encoding import NotText, decode, tidy

_LINE = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<parameters>(?:;[\w-]+(?:=(?:\"[^\"]*\"|[^;:\"]*))*)*):(?P<value>.*)",
    re.DOTALL,
)
_PARAMETER = re.compile(r";([\w-]+)(?:=((?:\"[^\"]*\"|[^;:\"]*)*))?")
_ESCAPED = re.compile(r"\\(.)")
_SOFT = re.compile(r"^([^:\n]*;(?:ENCODING=)?QUOTED-PRINTABLE[^:\n]*:.*?)=\r?\n", re.IGNORECASE | re.MULTILINE)
_MOST_SOFT = 1_000  # ends of lines inside one value


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its parameters, all names in upper case. `group` joins it with others, "" for none."""

    name: str
    parameters: Mapping[str, str]
    value: str
    group: str = ""

    @property
    def text(self) -> str:
        """The value as text: unescaped, its lines parted by newlines."""
        return _unescaped(self.value)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What sort it is of (“home”, “cell”), in small letters and in order."""
        written = [self.parameters.get("TYPE", ""), *(name for name, value in self.parameters.items() if not value)]
        return tuple(dict.fromkeys(kind for one in written for kind in one.lower().split(",") if kind))

    def parts(self, sign: str = ";") -> list[str]:
        """Return the parts of a value of several, each as text."""
        return [_unescaped(part) for part in re.split(rf"(?<!\\){sign}", self.value)]


def properties(text: str) -> Iterator[Property]:
    """Yield the properties of a file; a line that begins with a blank goes on from the one before."""
    for _ in range(_MOST_SOFT):
        joined = _SOFT.sub(r"\1", text)
        if joined == text:
            break
        text = joined
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        match = _LINE.fullmatch(line)
        if match:
            named = _parameters(_PARAMETER.findall(match["parameters"]))
            yield Property(match["name"].upper(), named, _plain(match["value"], named), match["group"] or "")


def _parameters(written: Sequence[tuple[str, str]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in written:
        before = named.get(name.upper())
        bare = value.replace('"', "")
        named[name.upper()] = f"{before},{bare}" if before else bare
    return named


def _plain(value: str, parameters: Mapping[str, str]) -> str:
    """Return a value of vCard 2.1 that was written in quoted-printable as it reads."""
    if "QUOTED-PRINTABLE" not in (*parameters, parameters.get("ENCODING", "").upper()):
        return value
    data = binascii.a2b_qp(value.encode("utf-8", "replace"))
    try:
        return decode(data, parameters.get("CHARSET")).text
    except NotText:
        return value


def _unescaped(value: str) -> str:
    text = _ESCAPED.sub(lambda one: "\n" if one.group(1) in "nN" else one.group(1), value.replace("\r", ""))
    return "\n".join(line for line in (" ".join(tidy(line).split()) for line in text.split("\n")) if line)
