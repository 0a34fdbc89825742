"""The cast in front of screens, each in a window of his or her own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
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
def signed_in(window: Windows, as_user: Callable[[User], Client], live_server) -> Windows:
    """The same, already signed in, on the first page.

    The window is given the cookie of a session; the way through the form is gone by those who are not `signed_in`.
    """

    def opened(user: User, **options: object) -> Person:
        person = window(user, **options)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": as_user(user).cookies[name].value, "url": live_server.url}
        person.page.context.add_cookies([cookie])  # type: ignore[list-item]
        person.opens("/")
        return person

    return opened
