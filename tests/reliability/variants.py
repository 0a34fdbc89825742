"""The application as it is, made slow where it can be interrupted, or broken on purpose: the controls.

gunicorn takes them as ``tests.reliability.variants:slow()``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

PAUSE = 0.01  # seconds after each statement that writes
UNDER_WAY = "signing-under-way"  # a file that tells when it is time to interrupt


def _application() -> Any:
    """The application as it is; loads the apps, so it comes before any other import."""
    from reporting.wsgi import application

    return application


def slow() -> Any:
    """Signing as it is, with a pause after each of its statements: whatever interrupts it hits one of them."""
    application = _application()
    from reporting.workflow import signing

    signing._commit = _with_pauses(signing._commit)
    return application


def torn() -> Any:
    """The same without the transaction around the statements."""
    application = slow()
    from django.db import transaction

    from reporting.custody import audit
    from reporting.workflow import signing

    def record(*given: Any, **named: Any) -> Any:
        with transaction.atomic():
            return audit.record(*given, **named)

    signing.transaction = SimpleNamespace(
        atomic=lambda durable=False: nullcontext(), set_rollback=lambda _rollback: None
    )
    signing.audit = SimpleNamespace(record=record)
    return application


def impatient() -> Any:
    """A database that does not wait for the one who writes."""
    application = _application()
    from django.conf import settings
    from django.db import connections

    if settings.DATABASE["ENGINE"].endswith("sqlite3"):
        connections.settings["default"]["OPTIONS"] = settings.SQLITE_OPTIONS | {"timeout": 0}
    else:
        connections.settings["default"]["OPTIONS"] = {"options": "-c lock_timeout=1ms"}
    return application


def forgetful() -> Any:
    """Signing that does not know a request it has answered before."""
    application = _application()
    from reporting.workflow import signing

    signing._version_of_request = lambda _request: None
    return application


def _with_pauses(commit: Callable[..., bool]) -> Callable[..., bool]:
    from django.conf import settings
    from django.db import connection

    def pause(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if not sql.startswith("SELECT"):
            time.sleep(PAUSE)
        return done

    @contextmanager
    def slowly() -> Iterator[None]:
        with connection.execute_wrapper(pause):
            yield

    def committed(*given: Any) -> bool:
        (settings.DATA_DIR / UNDER_WAY).touch()
        with slowly():
            return commit(*given)

    return committed
