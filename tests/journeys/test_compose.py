"""`compose.yaml`, as far as it can be held against what is here without running it."""

from __future__ import annotations

import re
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent.parent
_DEFAULT = re.compile(r"\$\{\w+:-([^}]*)\}")
_SERVERS = ("ui1", "ui2", "ui3")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return read


def settings_of(service: dict[str, Any], folder: Path) -> Settings:
    """The settings that a service is started with; its variables are refused where they are none of ours."""
    environment = {name: _DEFAULT.sub(r"\1", value) for name, value in service["environment"].items()}
    assert all(name.startswith("SOURCECHAT_") for name in environment)
    return load_settings(environment=environment, folder=folder).settings


@pytest.mark.parametrize("name", _SERVERS)
def test_each_variable_of_a_server_is_a_setting_of_ours(compose: dict[str, Any], name: str, tmp_path: Path) -> None:
    settings = settings_of(compose["services"][name], tmp_path)

    assert settings.catalogue.url == "postgresql://sourcechat@db/shelf"
    assert (settings.web.auth, settings.web.libraries) == (True, "private")
    assert settings.web.public_url == "https://localhost"
    (subnet,) = compose["networks"]["default"]["ipam"]["config"]
    assert settings.web.networks == (ip_network(subnet["subnet"]),)


def test_the_proxy_passes_on_to_every_server_at_its_port(compose: dict[str, Any], tmp_path: Path) -> None:
    passed_on = re.search(r"reverse_proxy ([^{]*)\{", compose["configs"]["caddyfile"]["content"])
    ports = {name: settings_of(compose["services"][name], tmp_path).web.port for name in _SERVERS}

    assert passed_on is not None
    assert passed_on[1].split() == [f"{name}:{port}" for name, port in ports.items()]
    assert compose["services"]["proxy"]["depends_on"] == list(_SERVERS)


def test_what_a_service_uses_is_there(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service) & {"image", "build"}
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert {one["source"] for one in service.get("configs", ())} <= set(compose["configs"])
        assert {one.partition(":")[0] for one in service.get("volumes", ())} <= set(compose["volumes"])
        assert set(service.get("depends_on", ())) <= set(compose["services"])


def test_the_image_is_made_of_every_package(compose: dict[str, Any]) -> None:
    made = compose["services"]["ui1"]["build"]["dockerfile_inline"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = {package.partition(".")[0] for package in project["tool"]["setuptools"]["packages"]}
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", made, re.MULTILINE) for name in line.split()}

    assert rooms <= copied
    assert all((ROOT / name).exists() for name in copied)
    assert {project["project"]["readme"], *project["project"]["license-files"]} <= copied


def test_no_password_is_in_the_file(compose: dict[str, Any]) -> None:
    text = str(compose)

    assert not re.search(r"PASSWORD': |postgresql://\w+:", text)
    assert {one["file"] for one in compose["secrets"].values()} == {"./database.password", "./library.password"}
