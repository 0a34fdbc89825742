"""What every test may use. The named cast stands in tests/cast.py."""

import gc
import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

pytest_plugins = [name for name in ("tests.cast",) if importlib.util.find_spec(name)]

# Playwright's calls run an event loop in the test's thread, where Django would refuse to use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

TESTS = Path(__file__).parent
# Who asks for none of these knows no database; ``staged`` is an installation on the same kind of database.
DATABASES = {"db", "transactional_db", "staged"}
# They start other programs, print, or go from page to page: not for every save of a file.
SLOW_FOLDERS = (
    "commands/",
    "custody/pades/",
    "pdf/",
    "reliability/",
    "security/",
    "system/",
    "web/views/",
    "test_checks.py",
    "test_docs.py",
    "test_settings.py",
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt",  # no page here lives long enough for optimised code to pay what it costs to make
]


def unavailable(reason: str) -> NoReturn:
    """Skip the test; where everything is said to be installed, fail it."""
    if os.environ.get("REPORTING_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason} (REPORTING_REQUIRE_ALL=1 allows no skip)")
    pytest.skip(reason)


# What is imported and collected stays to the end: it is looked through for garbage neither meanwhile nor afterwards.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks as ``pure`` what cannot know which database there is, and leaves out what concerns another one."""
    for item in items:
        if not item.get_closest_marker("django_db") and not DATABASES & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker(pytest.mark.pure)
        if item.path.relative_to(TESTS).as_posix().startswith(SLOW_FOLDERS):
            item.add_marker(pytest.mark.slow)
    others = [
        item
        for item in items
        if (only := item.get_closest_marker("only")) and only.args != (connection.vendor,)
    ]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


@pytest.fixture(autouse=True)
def _mail_as_in_production(settings) -> None:
    """Every message goes into the outbox, as it does outside the tests."""
    settings.EMAIL_BACKEND = settings.OUTBOX_BACKEND


@pytest.fixture(autouse=True)
def _sweep_of_the_cache_by_call_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """One addition in a hundred also deletes expired entries, which would change the number of queries by chance."""
    monkeypatch.setattr("reporting.site.database_cache.SWEEP_SHARE", 0.0)


@pytest.fixture(autouse=True)
def _archive_of_its_own(settings, tmp_path: Path) -> None:
    """A damaged or missing PDF is one test's business only."""
    settings.ARCHIVE_DIR = tmp_path / "archive"


@pytest.fixture(autouse=True, scope="session")
def _flush_without_triggers() -> Iterator[None]:
    """A transactional test ends by emptying every table, which the triggers that guard signed rows refuse.

    They are taken away before it; the flush sends post_migrate, which installs them again.
    """
    from reporting.custody import triggers

    flush = TransactionTestCase._fixture_teardown

    def remove_and_flush(test: TransactionTestCase) -> None:
        triggers.remove(connection)
        cache.clear()  # its table has no model; other tests roll it back
        flush(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", remove_and_flush)
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    executable = shutil.which("chromium")
    if executable is None:
        unavailable("no chromium on this machine (apt-get install chromium)")
    chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh browser window on the test server; relative addresses work."""
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)  # ms
    yield context.new_page()
    context.close()
