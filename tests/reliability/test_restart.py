"""A server that is killed while somebody types in a browser: the page waits for it, and loses nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.reliability.site import Desk, Site
from tests.system.pictures import photograph

pytestmark = pytest.mark.browser

TYPED = "Typed while the server was dead."


@pytest.mark.pictures
def test_a_server_killed_and_started_again_mid_typing(site: Site, browser: Browser) -> None:
    site.start()
    desk = Desk(site, 0)
    here = f"http://127.0.0.1:{site.port}"
    context = browser.new_context(base_url=here, reduced_motion="reduce")
    context.add_cookies([{"name": "sessionid", "value": site.staged["session"], "url": here}])
    page = context.new_page()
    page.clock.install()
    page.goto(desk.edit)
    impression, status = page.locator("#id_impression-text"), page.locator(".save-state")
    expect(page.locator("form#report")).to_have_attribute("data-kept", "yes")
    impression.fill("Typed before.")
    page.clock.fast_forward(2_000)
    expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))
    site.kill()
    impression.fill(TYPED)
    page.clock.fast_forward(2_000)
    expect(status).to_contain_text("You are offline. Your changes are stored encrypted on this computer")
    expect(impression).to_be_focused()
    photograph(page, "server-killed")
    site.start()
    page.clock.fast_forward(30_000)  # no longer than this between two attempts
    expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))
    context.close()
    site.stop()
    found = site.survey()["reports"][desk.id]
    assert list(found["saved"].values()) == ["Typed before.", TYPED]
