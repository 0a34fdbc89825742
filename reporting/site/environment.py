"""Read environment variables strictly: an invalid value is an error that names the allowed ones."""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from reporting.site import colours

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str | None = None) -> str:
    """Return the variable without surrounding space. Empty counts as unset; without a default it is required."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} must be set.")
    return default


def choice(name: str, allowed: Collection[str], default: str) -> str:
    """Return the variable, which must be one of ``allowed``."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; use one of: {', '.join(allowed)}.")
    return value


def boolean(name: str, default: bool) -> bool:
    """Return the variable as a bool; only the usual words for yes and no are accepted."""
    value = text(name, str(default)).lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; use one of: 1, true, yes, on, 0, false, no, off.")


def integer(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """Return the variable as an integer from ``minimum`` to ``maximum``."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        number = minimum - 1
    if not minimum <= number <= maximum:
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number from {minimum} to {maximum}.")
    return number


def dark_colour(name: str, default: str) -> str:
    """Return the variable as a colour “#rrggbb” that is readable on paper."""
    value = text(name, default)
    try:
        readable = colours.has_sufficient_contrast(colours.parse_colour(value))
    except ValueError:
        readable = False
    if not readable:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; use a colour such as {default} whose contrast to white paper and to a "
            f"pale ground is at least {colours.CONTRAST_MIN} to 1."
        )
    return value


def items(name: str, default: str | None = None) -> list[str]:
    """Return the variable as a list, split at commas."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def choices(name: str, allowed: Collection[str], default: str) -> list[str]:
    """Return the variable as a list of members of ``allowed``, split at commas; ``none`` is the empty list."""
    value = text(name, default)
    if value == "none":
        return []
    chosen = items(name, default)
    if unknown := [item for item in chosen if item not in allowed]:
        raise ImproperlyConfigured(
            f"{name} contains {unknown[0]!r}; use none, or one or more of: {', '.join(allowed)}."
        )
    return chosen


def secret(name: str, *, minimum_length: int) -> str:
    """Return a required secret of at least ``minimum_length`` characters."""
    value = text(name)
    if len(value) < minimum_length:
        # Leave out the value, because error messages are logged.
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters; it must be random and have at least {minimum_length}."
        )
    return value


def private_directory(path: Path) -> Path:
    """Create the directory if missing, readable by its owner only."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be created ({error.strerror}).") from error
    return path


def generated_secret(path: Path) -> str:
    """Return the secret stored in ``path``, generated on first use and readable by its owner only."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(draft, path)  # unlike a rename, never replaces a key created meanwhile
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
