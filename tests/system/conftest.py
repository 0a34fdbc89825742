"""The cast in front of screens, each in a window of his or her own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from reporting.models import User
from tests.system.steps import Person

Windows = Callable[..., Person]
PATIENCE = 20_000  # ms: several tests may share two processors
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def window(browser: Browser, live_server) -> Iterator[Windows]:
    """A new window for somebody: ``window(rosa)``; options are those of Playwright's contexts."""
    contexts: list[BrowserContext] = []

    def opened(user: User, **options: object) -> Person:
        # Without motion, for colours are measured, and not half way between two.
        still = {"base_url": live_server.url, "reduced_motion": "reduce"}
        context = browser.new_context(**still | options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Person(context.new_page(), user)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(window: Windows) -> Windows:
    """The same, already signed in."""

    def opened(user: User, **options: object) -> Person:
        person = window(user, **options)
        person.signs_in()
        return person

    return opened
