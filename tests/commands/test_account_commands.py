"""Accounts changed on the command line are recorded like those changed on a page."""

import io
import json
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reporting.custody import account_seals, audit
from reporting.management.command_user import COMMAND_LINE_USERNAME
from reporting.models import AuditEvent, AuditKind, User
from tests.cast import PASSWORD as FORMER

pytestmark = pytest.mark.django_db
PASSWORD = "a first phrase of the administrator"


def recorded(kind: AuditKind = AuditKind.ACCOUNT_CHANGED) -> list[tuple[str, dict[str, Any]]]:
    """Who did what, without the account in whose name commands act."""
    events = AuditEvent.objects.filter(kind=kind).order_by("number")
    found = [(event.actor_name, json.loads(event.detail)) for event in events]
    own = User.objects.filter(username=COMMAND_LINE_USERNAME).first()
    return [each for each in found if own is None or each[1]["row"] != f"user {own.public_id}"]


def printed_link(command: str, *given: str, **named: str) -> str:
    """Run a command, and return the path of the link that it prints."""
    out = io.StringIO()
    call_command(command, *given, stdout=out, **named)
    [path] = re.findall(r"https?://[^/\s]+(/\S+)", out.getvalue())
    return path


def test_the_first_administrator_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    link = printed_link("createsuperuser", username="ada", email="ada@example.org")
    ada = User.objects.get(username="ada")
    assert not ada.has_usable_password()
    row, values = f"user {ada.public_id}", {"username": "ada", "email": "ada@example.org", "role": "admin"}
    values |= {"first_name": "", "last_name": ""}
    flags = {"is_active": True, "is_staff": True, "is_superuser": False}
    assert recorded() == [
        (COMMAND_LINE_USERNAME, {"by": "command line", "created": True, "row": row, "new": values | flags})
    ]
    assert recorded(AuditKind.ACCOUNT_LINK_SENT) == [
        (COMMAND_LINE_USERNAME, {"purpose": "invitation", "row": row})
    ]
    assert link.rstrip("/").rpartition("/")[2] not in str(AuditEvent.objects.values_list("detail"))
    assert audit.verify_chain() is None


def test_the_owner_sets_the_first_password_and_the_account_stays_sealed() -> None:
    link = printed_link("createsuperuser", username="ada", email="ada@example.org")
    answer = Client().post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.status_code == 302
    ada = User.objects.get(username="ada")
    assert ada.check_password(PASSWORD)
    assert account_seals.account_fault(ada) == ""
    assert recorded()[-1] == (
        "ada",
        {"by": "invitation", "changed": ["password"], "row": f"user {ada.public_id}"},
    )
    assert PASSWORD not in str(AuditEvent.objects.values_list("detail"))


def test_an_invitation_seals_no_account_that_was_altered() -> None:
    """The control: the link of an account that was changed behind the program does not work."""
    link = printed_link("createsuperuser", username="ada", email="ada@example.org")
    User.objects.filter(username="ada").update(role="radiologist")
    assert Client().post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 410
    ada = User.objects.get(username="ada")
    assert not ada.has_usable_password() and account_seals.account_fault(ada) != ""


def test_an_account_that_was_refused_is_not_recorded(rosa: User) -> None:
    with pytest.raises(CommandError, match="already exists"):
        call_command("createsuperuser", username="rosa", email="x@example.org")
    assert recorded() == recorded(AuditKind.ACCOUNT_LINK_SENT) == []


def test_a_link_for_a_password_is_recorded_without_itself(rosa: User) -> None:
    link = printed_link("changepassword", "rosa")
    rosa.refresh_from_db()
    assert rosa.check_password(FORMER)
    assert recorded() == []
    assert recorded(AuditKind.ACCOUNT_LINK_SENT) == [
        (COMMAND_LINE_USERNAME, {"purpose": "reset", "row": f"user {rosa.public_id}"})
    ]
    assert link.rstrip("/").rpartition("/")[2] not in str(AuditEvent.objects.values_list("detail"))
