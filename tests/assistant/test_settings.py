from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import key_of, load_settings


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "sourcechat.toml").write_text("[web]\nport = 1001\nhost = 'filehost'\n[retrieval]\ntop_k = 5\n")
    environment = {"SOURCECHAT_WEB__PORT": "1002", "SOURCECHAT_WEB__HOST": "envhost", "OTHER": "x"}

    loaded = load_settings({"web.port": 1003, "library": None}, environment=environment, folder=tmp_path)

    settings = loaded.settings
    assert (settings.web.port, settings.web.host, settings.retrieval.top_k) == (1003, "envhost", 5)
    assert settings.answer.max_statements == 3
    origins = {name: origin for name, _, origin in loaded.rows()}
    assert origins["web.port"] == "flag"
    assert origins["web.host"] == "SOURCECHAT_WEB__HOST"
    assert origins["retrieval.top_k"] == str(tmp_path / "sourcechat.toml")
    assert origins["answer.max_statements"] == "default"


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {"SOURCECHAT_WEB__PROT": "1"},
            r"unknown setting web\.prot \(SOURCECHAT_WEB__PROT\); did you mean web\.port\?",
        ),
        ({"SOURCECHAT_WEB__PORT": "high"}, r"setting web\.port = 'high' \(SOURCECHAT_WEB__PORT\) will not do"),
        ({"SOURCECHAT_WEB__PORT": "70000"}, r"web\.port = '70000'"),
        ({"SOURCECHAT_ZZZ": "1"}, "unknown setting zzz"),
    ],
)
def test_a_wrong_setting_is_named_with_its_origin(tmp_path: Path, environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_settings(environment=environment, folder=tmp_path)


@pytest.mark.parametrize("text", ["not toml", "[web]\ncolour = 'red'", "web = 3"])
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "sourcechat.toml").write_text(text)

    with pytest.raises(SettingsError, match=r"sourcechat\.toml"):
        load_settings(environment={}, folder=tmp_path)


def test_an_empty_variable_is_not_set(tmp_path: Path) -> None:
    assert load_settings(environment={"SOURCECHAT_WEB__PORT": ""}, folder=tmp_path).settings.web.port == 7860


def test_strictness_is_one_of_three_words(tmp_path: Path) -> None:
    assert (
        load_settings({"answer.strictness": "strict"}, environment={}, folder=tmp_path).settings.answer.strictness
        == "strict"
    )
    with pytest.raises(SettingsError, match=r"answer\.strictness = 'hard' \(flag\)"):
        load_settings({"answer.strictness": "hard"}, environment={}, folder=tmp_path)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:secret@host/v1", "https://***@host/v1"),
        ("https://me:se@cret@host/v1", "https://***@host/v1"),
        ("https://host/v1?version=2&api_key=secret", "https://host/v1?version=2&api_key=***"),
        ("https://host/v1?Token=secret#top", "https://host/v1?Token=***#top"),
        ("https://host/v1?version=2", "https://host/v1?version=2"),
    ],
)
def test_credentials_in_an_address_are_not_shown(tmp_path: Path, address: str, shown: str) -> None:
    loaded = load_settings({"model.url": address}, environment={}, folder=tmp_path)

    assert ("model.url", shown, "flag") in list(loaded.rows())


def test_a_key_is_no_setting_and_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"unknown setting model\.key") as caught:
        load_settings(environment={"SOURCECHAT_MODEL__KEY": "sk-secret"}, folder=tmp_path)

    assert "sk-secret" not in str(caught.value)


def test_the_key_of_a_provider_comes_from_its_own_variable_and_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " sk-secret ")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")

    key = key_of("OPENAI_API_KEY")

    assert key is not None
    assert key.get_secret_value() == "sk-secret"
    assert "secret" not in repr(key)
    assert key_of("ANTHROPIC_API_KEY") is None


def test_a_value_given_in_python_is_called_an_argument(tmp_path: Path) -> None:
    loaded = load_settings({"web.port": 8080}, called="argument", environment={}, folder=tmp_path)

    assert ("web.port", "8080", "argument") in list(loaded.rows())


def test_proxies_are_addresses_and_networks(tmp_path: Path) -> None:
    def loaded(said: str) -> tuple[str, ...]:
        return tuple(map(str, load_settings({"web.proxies": said}, folder=tmp_path).settings.web.networks))

    assert loaded("10.0.0.0/8, ::1") == ("10.0.0.0/8", "::1/128")
    assert loaded("") == ()
    with pytest.raises(SettingsError, match=r"web\.proxies = 'caddy'"):
        loaded("caddy")
