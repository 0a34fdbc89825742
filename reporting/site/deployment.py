"""Checks of ``manage.py check --deploy``: what an installation must set, and files that the service must read.

Run it under the service's account: root may read every file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from reporting.site import secret_strength, static_files

KEY_CHARACTERS_MIN = {"SECRET_KEY": 50, "SEAL_KEY": 32}
PATHS_SHOWN = 3
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))' prints a suitable one."


def readable_static_files(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Style sheets and scripts must be collected and readable; without them no page is shown."""
    if not settings.STATIC_ROOT:  # served from the source folder
        return []
    folder = Path(settings.STATIC_ROOT)
    hint = "Run: manage.py collectstatic --noinput, as the owner of that folder (ductogram collectstatic)."
    if refused := static_files.unreadable(folder):
        shown = ", ".join(map(str, refused[:PATHS_SHOWN]))
        return [
            checks.Error(
                f"This account cannot read {len(refused)} static files or folders, such as {shown}.",
                hint=hint,
                id="reporting.E031",
            )
        ]
    if not (folder / static_files.MANIFEST).is_file():
        return [checks.Error(f"No static files are collected in {folder}.", hint=hint, id="reporting.E032")]
    return []


def strong_keys(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Keys must be random and different from each other. Existing ones are not refused at start: see the hint."""
    problems: list[checks.CheckMessage] = []
    values = {name: _text(getattr(settings, name)) for name in KEY_CHARACTERS_MIN}
    for name, minimum in KEY_CHARACTERS_MIN.items():
        if reason := secret_strength.weakness(values[name], minimum):
            # The value is left out, because messages are logged.
            problems.append(
                checks.Error(
                    f"{name} is not random: it {reason}.", hint=_replacement(name), id="reporting.E040"
                )
            )
    if len(set(values.values())) < len(values):
        problems.append(
            checks.Error(
                "SECRET_KEY and SEAL_KEY are the same.",
                hint=_replacement("SECRET_KEY"),
                id="reporting.E041",
            )
        )
    return problems


def named_hosts(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Addresses in e-mails and redirects are built from the host name of a request."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        checks.Error(
            "ALLOWED_HOSTS contains “*”: every host name is accepted.",
            hint="Name the host names under which the site is reached, separated by commas.",
            id="reporting.E042",
        )
    ]


def register() -> None:
    """Add the checks to ``manage.py check --deploy``."""
    for check in (readable_static_files, strong_keys, named_hosts):
        checks.register(check, checks.Tags.security, deploy=True)


def _text(key: str | bytes) -> str:
    return key.decode() if isinstance(key, bytes) else key


def _replacement(name: str) -> str:
    if name == "SEAL_KEY":
        return (
            f"{NEW_KEY} Replace it before the first report is signed; afterwards it must stay, because existing "
            "seals are verified with it."
        )
    return f"{NEW_KEY} Replacing it signs all users out."
