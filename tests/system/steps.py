"""What a person does in front of the screen, as verbs; what he or she sees is asked for by role and label.

A field of the editor is named by the way to it: ``Duct 1 › Contrast › Volume``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from reporting.models import User
from tests.cast import PASSWORD
from tests.system import accessibility

NEEDED = "required to sign"
CHANGED = "changed by another user"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the cast in a browser window of his or her own."""

    page: Page
    user: User

    # --- Going somewhere ----------------------------------------------------------------------------

    def signs_in(self, password: str = PASSWORD) -> None:
        self.page.goto("/")
        self.fills_in_credentials(password)

    def fills_in_credentials(self, password: str = PASSWORD) -> None:
        self.page.get_by_label("Username").fill(self.user.username)
        self.page.get_by_label("Password").fill(password)
        self.presses("Sign in")

    def goes_to(self, screen: str) -> None:
        self.page.get_by_role("navigation", name="Main menu").get_by_role("link", name=screen).click()

    def opens(self, address: str) -> None:
        self.page.goto(address)

    def follows(self, link: str, row: str = "") -> None:
        """Click a link, of the row of a table that holds ``row``."""
        scope = self.page.get_by_role("row").filter(has_text=row) if row else self.page
        scope.get_by_role("link", name=_starting(link)).first.click()

    def presses(self, button: str, field: str = "") -> None:
        """Press a button, inside the group ``field`` where it is given."""
        self._scope(field).get_by_role("button", name=_starting(button)).first.click()

    def opens_pdf(self, link: str, row: str = "") -> bytes:
        """What the browser was given; then back to the page it was opened from."""
        with self.page.expect_response(re.compile(r"\.pdf$")) as answered:
            self.follows(link, row)
        assert answered.value.status == 200
        # Chromium's viewer keeps the body to itself.
        pdf = self.page.context.request.get(answered.value.url).body()
        if self.page.url.endswith(".pdf"):
            self.page.go_back()
        return pdf

    # --- Answering ----------------------------------------------------------------------------------

    def types(self, field: str, text: str) -> None:
        self.box(field).fill(text)

    def dates(self, field: str, day: str) -> None:
        """Fill in a box for a date, as ``2026-05-04``."""
        self.page.get_by_label(_exactly(field)).fill(day)

    def types_password(self, password: str) -> None:
        self.page.get_by_label("Your password").fill(password)

    def chooses(self, field: str, term: str) -> None:
        self.list(field).select_option(label=term)

    def ticks(self, field: str, *terms: str) -> None:
        for term in terms:
            # As with the keyboard: the box itself is drawn as its label.
            box = self._scope(field).get_by_role("checkbox", name=term, exact=True)
            box.focus()
            box.press("Space")
            expect(box).to_be_checked()

    def picks(self, option: str) -> None:
        """Choose one of several round buttons."""
        self.page.get_by_role("radio", name=_starting(option)).check()

    def adds(self, item: str, inside: str = "") -> None:
        """Press the button that adds a row to a list."""
        self._scope(inside).get_by_role("button", name=re.compile(rf"^\W*Add {re.escape(item)}$")).click()

    def waits_until_saved(self) -> None:
        """The status line of the editor says so; it never does before the server has it."""
        expect(self.page.locator('.save-state[data-state="saved"]')).to_be_visible()

    # --- Seeing -------------------------------------------------------------------------------------

    def box(self, field: str) -> Locator:
        return self._control("textbox", field)

    def list(self, field: str) -> Locator:
        return self._control("combobox", field)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text, ignore_case=True)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main")).not_to_contain_text(text, ignore_case=True)

    def sees_heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    def row(self, text: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=text)

    def finds_the_page_accessible(self, *, everywhere: bool = False) -> None:
        accessibility.check(self.page, everywhere=everywhere)

    # --- Finding ------------------------------------------------------------------------------------

    def _scope(self, field: str) -> Locator:
        scope = self.page.locator("body")
        for step in filter(None, field.split(" › ")):
            name = _starting(step)
            scope = scope.get_by_role("group", name=name).or_(scope.get_by_role("region", name=name)).first
        return scope

    def _control(self, role: str, field: str) -> Locator:
        way, _arrow, label = field.rpartition(" › ")
        return self._scope(way).get_by_role(role, name=_exactly(label)).first  # type: ignore[arg-type]


def _exactly(name: str) -> re.Pattern[str]:
    """The name, with the marks of a field that must be filled in, or that somebody else filled in."""
    return re.compile(rf"^\s*{re.escape(name)}( {NEEDED}|\*)?( {CHANGED})?\s*$")


def _starting(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)}(?!\w)", re.IGNORECASE)
