"""A security key as second factor, from setting it up to signing in with it, with the browser's own virtual key."""

import pytest
from playwright.sync_api import Browser, expect

from reporting.models import User
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_security_key_is_added_and_asked_for_at_sign_in(
    browser: Browser, live_server, rosa: User, settings
) -> None:
    settings.SECOND_FACTOR_ROLES = ["radiologist"]
    # Keys belong to a host name, never to an address such as 127.0.0.1.
    site = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=site)
    context.set_default_timeout(10_000)  # ms
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})

    def sign_in() -> None:
        page.goto("/accounts/login/")
        page.get_by_label("Username").fill("rosa")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    sign_in()
    expect(page.get_by_text("Your role requires a second factor.")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/accounts/2fa/**")
    expect(page.get_by_text("Recovery").first).to_be_visible()
    page.goto("/worklist/")
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()

    context.clear_cookies()
    sign_in()
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    context.close()
