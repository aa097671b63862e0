"""Chat models: any of LangChain's by name, any OpenAI-compatible server by URL. The door to all of them.

Every way in which they fail becomes one of our errors; no message, log or traceback of ours holds a key.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from textwrap import shorten
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
from langchain_core.exceptions import ContextOverflowError
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from pydantic import SecretStr

from assistant.errors import (
    AssistantError,
    ContextOverflow,
    CutShort,
    EmptyAnswer,
    KeyMissing,
    KeyRefused,
    ModelBusy,
    ModelError,
    ModelFailed,
    ModelNotInstalled,
    ModelTooSlow,
    ModelUnreachable,
    UnknownModel,
)
from assistant.settings import key_of
from assistant.writing.prompts import Prompt
from assistant.writing.streams import unless_endless, without_thoughts
from ingest.patterns import lazy_pattern

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model, where, and how it is asked. None leaves a choice to us or to the provider.

    `timeout` is how many seconds nothing may come. `context` and `max_tokens` are in the model's tokens.
    """

    name: str
    url: str = ""
    context: int | None = None
    max_tokens: int | None = None
    temperature: float | None = None
    timeout: float = 120.0


class ChatModel(Protocol):
    """Whatever answers a prompt with a stream of text."""

    @property
    def name(self) -> str:
        """What it is called: `ollama:qwen3:8b`."""
        ...

    @property
    def context(self) -> int:
        """How many tokens it reads and writes in all."""
        ...

    @property
    def answer_tokens(self) -> int:
        """How many of those are for what it writes."""
        ...

    def stream(self, prompt: Prompt, config: RunnableConfig | None = None) -> Iterator[str]:
        """Yield the answer as it comes. Raises ModelError, also after the first text."""
        ...


def load_model(options: ModelOptions, *, sleep: Callable[[float], None] = time.sleep) -> LangChainModel:
    """Return the model that `options` name. Raises ModelNotInstalled, KeyMissing and UnknownModel; asks nothing yet."""
    provider, model = _split(options)
    known = _PROVIDERS.get(provider)
    if known is not None and find_spec(known.package) is None:
        raise ModelNotInstalled(
            f"{options.name}: needs the package {known.package}; run `pip install 'sourcechat[{provider}]'`"
        )
    key = key_of(known.key) if known is not None and known.key else None
    if known is not None and known.key and key is None and not options.url:
        raise KeyMissing(f"{options.name}: needs a key; put it into the environment as {known.key}")
    door = _Door(options, provider, model, key)
    if known is None:
        door.build(_UNKNOWN_CONTEXT)  # only LangChain knows its package: better told now than with each question
    return LangChainModel(door, sleep=sleep)


class LangChainModel:
    """A `ChatModel` of LangChain's, built when it is first asked and its context is known."""

    def __init__(self, door: _Door, *, sleep: Callable[[float], None]) -> None:
        self._door = door
        self._sleep = sleep
        self._built: BaseChatModel | None = None
        self._context: int | None = door.options.context

    @property
    def name(self) -> str:
        """As it was named."""
        return self._door.options.name

    @property
    def context(self) -> int:
        """What the options say, or the server does, or the provider's own figures; careful where nobody does."""
        if self._context is None:
            found = self._door.find_context() or _profiled(self._build(_UNKNOWN_CONTEXT))
            if found is None:
                return _UNKNOWN_CONTEXT
            self._context = min(found, _LARGEST_CONTEXT)
        return self._context

    @property
    def answer_tokens(self) -> int:
        """As many as it may write; half of the context at most, for without passages there is nothing to write."""
        return self._door.answer_tokens(self.context)

    def warm_up(self) -> None:
        """Import and build what the first question would wait for."""
        self._model()

    def stream(self, prompt: Prompt, config: RunnableConfig | None = None) -> Iterator[str]:
        """Yield the answer as it comes. What may pass is tried again, as long as nothing has been said."""
        for attempt in range(1, _ATTEMPTS + 1):
            said = False
            try:
                for text in self._listen(prompt, config):
                    said = True
                    yield text
            except ModelError as error:
                pause = _pause_before_another(error, attempt)
                if said or pause is None or attempt == _ATTEMPTS:
                    raise
                logger.info("%s: %s; trying again", self.name, type(error).__name__)
                self._sleep(pause)
            else:
                return

    def _listen(self, prompt: Prompt, config: RunnableConfig | None) -> Iterator[str]:
        said = False
        for text in unless_endless(without_thoughts(self._texts(prompt, config))):
            said = said or bool(text.strip())
            yield text
        if not said:
            raise EmptyAnswer(f"{self.name}: the model said nothing; ask again, or try another model")

    def _texts(self, prompt: Prompt, config: RunnableConfig | None) -> Iterator[str]:
        """Yield what the server sends. Its errors become ours, without their cause: that may quote a key."""
        messages = [SystemMessage(prompt.system), HumanMessage(prompt.user)]
        finish, begun = "", False
        try:
            for chunk in self._model().stream(messages, config):
                finish = _finish_of(chunk) or finish
                if chunk.text:
                    begun = True
                    yield str(chunk.text)
        except AssistantError:
            raise
        except Exception as error:  # whatever a provider's client raises; what is not known is raised again
            ours = self._door.explain(error, begun=begun)
            if ours is None:
                raise
            raise ours from None
        self._door.check_finish(finish)

    def _model(self) -> BaseChatModel:
        context = self.context
        if self._built is None or self._context is None:
            self._built = self._build(context)
        return self._built

    def _build(self, context: int) -> BaseChatModel:
        return self._door.build(context)


HOPELESS = (KeyMissing, KeyRefused, ModelNotInstalled, ModelUnreachable, UnknownModel)
"""Errors after which another question to the same model has no better prospects."""

_ATTEMPTS = 3
_LONGEST_WAIT = 30.0  # seconds that a person waits for a busy provider before an extractive answer is better
_UNKNOWN_CONTEXT = 4096  # tokens: what local servers give a model unless told otherwise
_LARGEST_CONTEXT = 16_384  # tokens: more passages than these hold are not read anyway
_ANSWER = 1024  # tokens that a local model may write, and that are kept free for a hosted one
_DISCOVERY_TIMEOUT = 3.0  # seconds
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class _Provider:
    """A provider that is an extra of ours: its package, and the variable of its key, "" for none."""

    package: str
    key: str = ""


_PROVIDERS: Mapping[str, _Provider] = {
    "openai": _Provider("langchain_openai", "OPENAI_API_KEY"),
    "anthropic": _Provider("langchain_anthropic", "ANTHROPIC_API_KEY"),
    "ollama": _Provider("langchain_ollama"),
}


def _split(options: ModelOptions) -> tuple[str, str]:
    """Return provider and model of a name; with a URL, a name without a provider is that of its server."""
    provider, _, model = options.name.strip().partition(":")
    if options.url and not options.name.strip():
        raise UnknownModel("(no name): name the model too that the server at this URL is to use")
    if options.url and provider not in _PROVIDERS:
        return "openai", options.name.strip()
    if not model or not provider:
        raise UnknownModel(
            f"{options.name or '(no name)'}: name a model as PROVIDER:MODEL, such as ollama:qwen3:8b, "
            "or give the URL of its server"
        )
    return provider, model


@dataclass(frozen=True, slots=True)
class _Door:
    """What is known of a model before it is asked, and how its provider's errors read."""

    options: ModelOptions
    provider: str
    model: str
    key: SecretStr | None

    def answer_tokens(self, context: int) -> int:
        """Return how many tokens of a context are for the answer."""
        return min(self.options.max_tokens or _ANSWER, context // 2)

    def build(self, context: int) -> BaseChatModel:
        """Return LangChain's model. Raises ModelNotInstalled and UnknownModel."""
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - seconds, and only where a model is named

        try:
            model: BaseChatModel = init_chat_model(self.model, model_provider=self.provider, **self._arguments(context))
        except ImportError as error:
            raise ModelNotInstalled(f"{self.options.name}: its provider is not installed; {error}") from error
        except ValueError as error:
            raise UnknownModel(f"{self.options.name}: no such provider; {self._detail(error)}") from None
        return model

    def _arguments(self, context: int) -> dict[str, Any]:
        options = self.options
        chosen: dict[str, Any] = {"temperature": options.temperature, "max_tokens": options.max_tokens}
        if self.provider in {"openai", "anthropic"}:
            chosen |= {"timeout": options.timeout, "max_retries": 0}
        if self.provider == "openai" and options.url:
            chosen |= {"base_url": options.url, "api_key": self._sendable_key(), "use_responses_api": False}
            chosen |= self._local_defaults(context)
        elif self.provider == "anthropic" and options.url:
            chosen |= {"base_url": options.url, "api_key": self._sendable_key()}
        elif self.provider == "ollama":
            chosen |= {"num_ctx": context, "client_kwargs": {"timeout": options.timeout}} | self._local_defaults(
                context
            )
            chosen |= {"num_predict": chosen.pop("max_tokens"), "base_url": options.url or None}
        return {name: value for name, value in chosen.items() if value is not None}

    def _local_defaults(self, context: int) -> dict[str, Any]:
        """Say as little at random as possible; hosted models choose for themselves, and some take no such wish."""
        return {
            "temperature": self.options.temperature if self.options.temperature is not None else 0.0,
            "max_tokens": self.answer_tokens(context),
        }

    def _sendable_key(self) -> str:
        """Return the key for the server at the URL; a word in its place where the way there is open to others."""
        address = urlsplit(self.options.url)
        is_safe = address.scheme == "https" or address.hostname in _LOOPBACK
        return self.key.get_secret_value() if self.key is not None and is_safe else "none"

    def find_context(self) -> int | None:
        """Ask the server how many tokens the model reads; None where it does not say."""
        try:
            if self.provider == "ollama":
                return _ollama_context(self.options.url, self.model)
            if self.provider == "openai" and self.options.url:
                return _served_context(self.options.url, self.model, self._sendable_key())
        except (OSError, httpx.HTTPError, ValueError):  # it is asked again; the question itself will tell what is wrong
            logger.info("%s: its server does not say how much the model reads", self.options.name)
        return None

    def check_finish(self, finish: str) -> None:
        """Raise CutShort where the answer did not come to its end, though nothing else told so."""
        if finish in _LIMITS:
            raise CutShort(f"{self.options.name}: the answer was cut off at its longest; raise model.max_tokens")
        if finish in _DECLINED:
            raise ModelFailed(f"{self.options.name}: the provider held the answer back ({finish})")
        if not finish and self.provider in _PROVIDERS:
            raise CutShort(f"{self.options.name}: the connection ended in the middle of the answer; ask again")

    def explain(self, error: Exception, *, begun: bool) -> ModelError | None:
        """Return what a provider's error means, None for one that is not known."""
        name, status = self.options.name, _status_of(error)
        if isinstance(error, ContextOverflowError) or (
            status in {400, 413, 500, None} and _OVERFLOW.search(str(error))
        ):
            return ContextOverflow(f"{name}: the passages are longer than the model reads; set model.context lower")
        if status is not None:
            return self._explain_status(status, error)
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if isinstance(error, TimeoutError) or kinds & _TIMEOUTS:
            return ModelTooSlow(
                f"{name}: nothing came for {self.options.timeout:g} s; try a smaller model, or raise model.timeout"
            )
        is_ours = isinstance(error, OSError) or bool(kinds & _CLIENT_ERRORS)
        if not is_ours and _NOTHING_CAME not in str(error):
            return None
        if begun:
            return CutShort(f"{name}: the connection ended in the middle of the answer; ask again")
        return self._explain_start(error, kinds)

    def _explain_start(self, error: Exception, kinds: set[str]) -> ModelError:
        """Return what an error before the first text means, that carries no status."""
        name, at = self.options.name, self.options.url or self.provider
        if _NOTHING_CAME in str(error):
            return EmptyAnswer(f"{name}: the model said nothing; ask again, or try another model")
        if kinds & {"APIError", "ResponseError"} and "APIConnectionError" not in kinds:
            return ModelFailed(f"{name}: its server reports an error: {self._detail(error)}")
        return ModelUnreachable(f"{name}: nothing answers at {_without_credentials(at)}; start it, or name its URL")

    def _explain_status(self, status: int, error: Exception) -> ModelError:
        name = self.options.name
        if status in {401, 403}:
            variable = _PROVIDERS[self.provider].key if self.provider in _PROVIDERS else ""
            return KeyRefused(
                f"{name}: the provider refused the key ({status}); check {variable or 'the key of its server'}"
            )
        if status == 404:  # noqa: PLR2004 - not found
            remedy = f"run `ollama pull {self.model}`" if self.provider == "ollama" else "check the name and the URL"
            return UnknownModel(f"{name}: the server has no such model (404); {remedy}")
        if status == 429:  # noqa: PLR2004 - too many requests
            after = _retry_after(error)
            wait = f"it asks to wait {after:g} s" if after is not None else "wait a little, or check the quota"
            return ModelBusy(f"{name}: the provider takes no more requests for now (429); {wait}", after)
        if status in {408, 504}:
            return ModelTooSlow(f"{name}: the server gave up waiting ({status}); try a smaller model")
        return ModelFailed(f"{name}: its server reports an error ({status}): {self._detail(error)}")

    def _detail(self, error: Exception) -> str:
        text = " ".join(str(error).split())
        if self.key is not None:
            text = text.replace(self.key.get_secret_value(), "***")
        return shorten(_KEY_LIKE.sub("***", text), _LONGEST_DETAIL, placeholder=" …")


_LIMITS = frozenset({"length", "max_tokens", "MAX_TOKENS", "model_length"})
_DECLINED = frozenset({"content_filter", "refusal", "SAFETY"})
# By name, since each provider's client brings its own classes, and some their own copy of httpx.
_CLIENT_ERRORS = frozenset({"APIConnectionError", "APIError", "ResponseError", "JSONDecodeError", "TransportError"})
_TIMEOUTS = frozenset({"APITimeoutError", "TimeoutException"})
_NOTHING_CAME = "No generation chunks"  # LangChain's words for a stream without any
_OVERFLOW = lazy_pattern(
    r"context[ _]?(?:length|window|size)|maximum context|prompt is too long|too many tokens|input tokens exceed"
    r"|exceeds? the (?:available )?context",
    re.IGNORECASE,
)
_KEY_LIKE = lazy_pattern(r"\b(?:sk|key|pk|gsk|xai)[-_][\w*.-]{4,}|Bearer\s+\S+", re.IGNORECASE)
_LONGEST_DETAIL = 200  # characters of a provider's own message


def _finish_of(chunk: AIMessageChunk) -> str:
    """Return why the model stopped, in its provider's word; "" while it goes on."""
    metadata = chunk.response_metadata
    return str(metadata.get("finish_reason") or metadata.get("done_reason") or metadata.get("stop_reason") or "")


def _status_of(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    if status is None:
        status = getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) and status >= 400 else None  # noqa: PLR2004 - where errors begin


def _retry_after(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(float(headers.get("retry-after", "")), 0.0)
    except ValueError:  # a date, or nothing
        return None


def _pause_before_another(error: ModelError, attempt: int) -> float | None:
    """Return how many seconds to wait before the same is asked again; None where that would not help."""
    if isinstance(error, ModelBusy):
        wait = error.retry_after if error.retry_after is not None else 2.0**attempt
        return wait if wait <= _LONGEST_WAIT else None
    if isinstance(error, EmptyAnswer):
        return 0.0 if attempt == 1 else None
    return 0.5 * 2.0**attempt if isinstance(error, ModelFailed) and _FAILED_FOR_NOW.search(str(error)) else None


_FAILED_FOR_NOW = lazy_pattern(r"\(5\d\d\)")


def _without_credentials(address: str) -> str:
    return re.sub(r"//[^/@\s]+@", "//", address)


def _profiled(model: BaseChatModel) -> int | None:
    """Return what LangChain knows of a hosted model."""
    profile = model.profile or {}
    size = profile.get("max_input_tokens")
    return size if isinstance(size, int) else None


def _ollama_context(url: str, model: str) -> int | None:
    import ollama  # noqa: PLC0415 - comes with the extra

    try:
        shown = ollama.Client(host=url or None, timeout=_DISCOVERY_TIMEOUT).show(model)
    except ollama.ResponseError:
        return None
    sizes = [value for name, value in (shown.modelinfo or {}).items() if name.endswith(".context_length")]
    return int(sizes[0]) if sizes else None


def _served_context(url: str, model: str, key: str) -> int | None:
    headers = {"Authorization": f"Bearer {key}"}
    answered = httpx.get(f"{url.rstrip('/')}/models", timeout=_DISCOVERY_TIMEOUT, headers=headers)
    answered.raise_for_status()
    entries = answered.json().get("data") or []
    entry = next((one for one in entries if one.get("id") == model), None) or {}
    sizes = [entry.get("max_model_len"), entry.get("context_length"), (entry.get("meta") or {}).get("n_ctx")]
    return next((size for size in sizes if isinstance(size, int) and size > 0), None)
