"""What ``manage.py check --deploy`` says of the settings of an installation."""

from __future__ import annotations

import secrets

import pytest
from django.core import checks

from reporting.site import deployment


def ids(found: list[checks.CheckMessage]) -> list[str | None]:
    return [message.id for message in found]


@pytest.fixture(autouse=True)
def _random_keys(settings) -> None:
    settings.SECRET_KEY, settings.SEAL_KEY = secrets.token_urlsafe(64), secrets.token_hex(32).encode()


def test_random_keys_pass() -> None:
    assert deployment.strong_keys(None) == []


@pytest.mark.parametrize(("name", "key"), [("SECRET_KEY", "a" * 50), ("SEAL_KEY", b"a" * 32)])
def test_a_weak_key_is_named_without_its_value(settings, name: str, key: str | bytes) -> None:
    setattr(settings, name, key)
    (error,) = deployment.strong_keys(None)
    assert error.id == "reporting.E040"
    assert error.msg.startswith(name)
    assert "aaa" not in error.msg + (error.hint or "")


def test_a_seal_key_in_use_is_not_replaced(settings) -> None:
    settings.SEAL_KEY = b"a" * 32
    (error,) = deployment.strong_keys(None)
    assert "must stay" in (error.hint or "")


def test_one_key_for_both_purposes_is_refused(settings) -> None:
    settings.SEAL_KEY = settings.SECRET_KEY.encode()
    assert ids(deployment.strong_keys(None)) == ["reporting.E041"]


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [(["reports.example.org"], []), (["*"], ["reporting.E042"]), (["a.example", "*"], ["reporting.E042"])],
)
def test_any_host_is_not_a_host(settings, hosts: list[str], expected: list[str]) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert ids(deployment.named_hosts(None)) == expected


def test_they_are_part_of_check_deploy_alone() -> None:
    registry = checks.registry.registry
    ours = {deployment.readable_static_files, deployment.strong_keys, deployment.named_hosts}
    assert ours <= set(registry.get_checks(include_deployment_checks=True))
    assert not ours & set(registry.get_checks())
