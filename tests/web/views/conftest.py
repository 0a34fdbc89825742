"""What the tests of the screens share: a page as text, and a form as the browser would send it back."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from reporting.models import Report, User
from tests.cast import PASSWORD


def text_of(response: Any) -> str:
    """The page's words as a reader sees them."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(bare).split())


def hidden_fields(response: Any) -> dict[str, str]:
    """Token and key of the page's form."""
    found = re.findall(
        r'<input type="hidden" name="(token|request_key)" value="([^"]+)"', response.content.decode()
    )
    return dict(found)


@pytest.fixture
def step(as_user):
    """Opens the page of a step as somebody, and sends its form back: ``step(rosa, url, action="sign_final")``."""

    def send(user: User, url: str, *, client: Client | None = None, **typed: str) -> Any:
        browser = client or as_user(user)
        typed.setdefault("password", PASSWORD)
        return browser.post(url, hidden_fields(browser.get(url)) | typed)

    return send


@pytest.fixture
def at():
    """The address of a screen of a report: ``at(report, "sign/")``."""

    def address(report: Report, tail: str = "") -> str:
        return f"/reports/{report.public_id}/{tail}"

    return address
