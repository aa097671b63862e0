"""Settings: flags over environment over `sourcechat.toml` over defaults. The only reader of configuration."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from assistant.errors import SettingsError
from ingest.patterns import lazy_pattern
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.hiring import check_workers

FILE_NAME = "sourcechat.toml"
_PREFIX = "SOURCECHAT_"
_PARTER = "__"
_DEFAULT = "default"
_SHORT = {"index": "index.engine"}
_DATABASE = lazy_pattern(r"(postgres(?:ql)?:)//\S*@")  # a password may hold anything, written as it should be or not
_CREDENTIALS = lazy_pattern(r"//[^/\s]*@")  # of an address
_SECRET = lazy_pattern(r"([?&][^=&#\s]*(?:key|token|secret|password|signature)[^=&#\s]*=)[^&#\s]+", re.IGNORECASE)


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Group):
    """The model that turns texts into vectors: its name, or a folder.

    "" is that of the library, multilingual-e5-small for a new one.
    """

    model: str = ""


class RetrievalSettings(_Group):
    """How many passages are read for one question."""

    top_k: int = Field(default=12, ge=1, le=100)


class Strictness(StrEnum):
    """How sure the reader must be before it answers. The figures of each are in docs/reader.md."""

    LENIENT = "lenient"
    BALANCED = "balanced"
    STRICT = "strict"


class Unsupported(StrEnum):
    """What becomes of a model's sentence that the documents do not support."""

    STRIKE = "strike"
    REMOVE = "remove"


class AnswerSettings(_Group):
    """How much is said, and how sure the reader must be; a threshold, where one is given, overrides strictness."""

    max_statements: int = Field(default=3, ge=1, le=20)
    strictness: Strictness = Strictness.BALANCED
    threshold: float | None = Field(default=None, ge=0, le=1)
    unsupported: Unsupported = Unsupported.STRIKE


class ModelSettings(_Group):
    """The chat model that writes answers, none by default. Keys are no settings: see `key_of`.

    `url` is that of an OpenAI-compatible server. `context` is how many tokens the model reads, `max_tokens` how many
    it may write; `timeout` is how many seconds nothing may come from it, `rewrite_timeout` how many it may take to
    rewrite a question.
    """

    name: str = ""
    url: str = ""
    context: int | None = Field(default=None, ge=512)
    max_tokens: int | None = Field(default=None, ge=16)
    temperature: float | None = Field(default=None, ge=0, le=2)
    timeout: float = Field(default=120.0, gt=0)
    rewrite_timeout: float = Field(default=8.0, gt=0)


class WebSettings(_Group):
    """Where the web chat listens, and the largest file it takes, in megabytes.

    `public_url` is the address that others know it by, behind a proxy for one. `stop_within` is how many seconds
    answers have to become whole when it is stopped; `log` is `warnings`, or `json` for a line about each request.
    `auth` lets in only who has an account; `open_to_everyone` lets it listen beyond this machine without asking.
    `libraries` is `private` where each user has a library of their own beside the one that all share. `proxies` are the
    addresses or networks of proxies whose word is believed for where a request comes from, with commas between them.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    max_upload_mb: int = Field(default=50, ge=1)
    public_url: str = Field(default="", pattern=r"^(https?://[^/?#\s]+/?)?$")
    auth: bool = False
    open_to_everyone: bool = False
    stop_within: float = Field(default=10.0, ge=0)
    log: Literal["warnings", "json"] = "warnings"
    libraries: Literal["shared", "private"] = "shared"
    proxies: str = ""

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The proxies as networks."""
        return _networks(self.proxies)

    @field_validator("proxies")
    @classmethod
    def _are_networks(cls, proxies: str) -> str:
        _networks(proxies)
        return proxies


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one.strip(), strict=False) for one in text.split(",") if one.strip())


class SourceSettings(_Group):
    """What is mirrored, and how far.

    `most_gone` is the share of a place's documents that may be gone at once before somebody is asked, `keep` is how
    many earlier revisions of a document are kept, `max_file_mb` how large a file or page may be, `allow_private`
    whether addresses of this machine and its own network are fetched. `workers` is how many processes read and embed
    beside the one that keeps, which does it all where there is none; or the Ray cluster that does.
    """

    most_gone: float = Field(default=0.5, ge=0, le=1)
    keep: int = Field(default=10, ge=0)
    max_file_mb: int = Field(default=100, ge=1)
    allow_private: bool = False
    workers: str = Field(default="0", coerce_numbers_to_str=True)

    @field_validator("workers")
    @classmethod
    def _are_workers(cls, workers: str) -> str:
        return check_workers(workers)


class CatalogueSettings(_Group):
    """Where the catalogue is: in the library's folder, or in the PostgreSQL at `url`, as the library called `name`.

    `owner` is whose that library is, where it is kept from everybody else.
    """

    url: str = Field(default="", pattern=r"^(postgres(ql)?://.*)?$", repr=False)
    name: str = Field(default="sourcechat", pattern=r"^[a-z][a-z0-9_]{0,40}$")
    owner: str = Field(default="", max_length=100)


class IndexSettings(_Group):
    """What finds the nearest neighbours in a large library; "" is what goes with the catalogue.

    `engine` is `chroma` or `pgvector`, the latter for a catalogue in PostgreSQL; `url` is that of a Chroma server.
    """

    engine: Literal["", "chroma", "pgvector"] = ""
    url: str = Field(default="", pattern=r"^(https?://[^/?#\s]+/?)?$", repr=False)


class Settings(_Group):
    """Everything that can be set. `library` is the folder of documents, `cache` that of exported models."""

    library: Path = Field(default_factory=lambda: platformdirs.user_data_path("sourcechat") / "library")
    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path("sourcechat"))
    catalogue: CatalogueSettings = CatalogueSettings()
    index: IndexSettings = IndexSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    model: ModelSettings = ModelSettings()
    web: WebSettings = WebSettings()
    sources: SourceSettings = SourceSettings()

    @property
    def folder(self) -> LibraryFolder:
        """The folder of the library, with what keeps it."""
        kept, found = self.catalogue, self.index
        return LibraryFolder(self.library, Engines(kept.url, kept.name, found.engine, found.url, kept.owner))


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings in force, and where each came from, by dotted name."""

    settings: Settings
    origins: Mapping[str, str]

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, value and origin of every setting, without the credentials that an address may hold."""
        for name, value in _flatten(self.settings.model_dump()):
            yield name, without_credentials(str(value)), self.origins.get(name, _DEFAULT)


def without_credentials(value: str) -> str:
    """Return a value as it may be shown: an address without user, password and keys."""
    return _SECRET.sub(r"\1***", _CREDENTIALS.sub("//***@", _DATABASE.sub(r"\1//***@", value)))


def key_of(variable: str) -> SecretStr | None:
    """Return the key that a provider's own variable of the environment holds. It is kept and shown nowhere."""
    value = os.environ.get(variable, "").strip()
    return SecretStr(value) if value else None


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    called: str = "flag",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> LoadedSettings:
    """Load the settings; `flags` are by dotted name, and None in them means not given. Raises SettingsError.

    `called` is what a person is told that such a value was.
    """
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    sources = (
        _from_file((folder or Path.cwd()) / FILE_NAME),
        _from_environment(os.environ if environment is None else environment),
        {name: (value, called) for name, value in (flags or {}).items() if value is not None},
    )
    for source in sources:
        for given, (value, origin) in source.items():
            name = _SHORT.get(given, given)
            _check_known(name, origin)
            merged[name], origins[name] = value, origin
    try:
        return LoadedSettings(Settings(**_nest(merged)), origins)
    except ValidationError as error:
        raise SettingsError(_explain(error, origins)) from error


_Values = dict[str, tuple[object, str]]


def _from_file(path: Path) -> _Values:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML ({error}); mend or remove it") from error
    return {name: (value, str(path)) for name, value in _flatten(table)}


def _from_environment(environment: Mapping[str, str]) -> _Values:
    return {
        variable[len(_PREFIX) :].lower().replace(_PARTER, "."): (value, variable)
        for variable, value in environment.items()
        if variable.upper().startswith(_PREFIX) and value
    }


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _nest(flat: Mapping[str, object]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for name, value in flat.items():
        *groups, last = name.split(".")
        place = nested
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = value
    return nested


def _known_names() -> tuple[str, ...]:
    names: list[str] = []
    for name, field in Settings.model_fields.items():
        group = field.annotation
        if isinstance(group, type) and issubclass(group, BaseModel):
            names.extend(f"{name}.{inner}" for inner in group.model_fields)
        else:
            names.append(name)
    return tuple(names)


def _check_known(name: str, origin: str) -> None:
    known = _known_names()
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
        raise SettingsError(f"unknown setting {name} ({origin}); {hint}")


def _explain(error: ValidationError, origins: Mapping[str, str]) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    value = without_credentials(repr(first["input"]))
    return f"setting {name} = {value} ({origins.get(name, _DEFAULT)}) will not do: {first['msg']}"
