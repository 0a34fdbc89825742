"""Accounts changed on the command line are recorded like those changed on a page."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reporting.custody import audit
from reporting.management.command_user import COMMAND_LINE_USERNAME
from reporting.models import AuditEvent, AuditKind, User

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[str, dict]]:
    events = AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_CHANGED).order_by("number")
    found = [(event.actor_name, json.loads(event.detail)) for event in events]
    return [each for each in found if "by" in each[1]]


def test_the_first_administrator_is_recorded() -> None:
    call_command("createsuperuser", username="ada", email="ada@example.org", stdout=io.StringIO())
    ada = User.objects.get(username="ada")
    ((actor, detail),) = recorded()
    assert (actor, detail["by"], detail["row"]) == (
        COMMAND_LINE_USERNAME,
        "command line",
        f"user {ada.public_id}",
    )
    assert (detail["created"], detail["new"]["role"], detail["new"]["email"]) == (True, "admin", ada.email)
    assert audit.verify_chain() is None


def test_an_account_that_was_refused_is_not_recorded(rosa: User) -> None:
    with pytest.raises(CommandError):
        call_command("createsuperuser", username="rosa", email="x@example.org")
    assert recorded() == []


def test_a_link_made_on_the_command_line_is_recorded_without_itself(rosa: User) -> None:
    call_command("changepassword", "rosa", stdout=(output := io.StringIO()))
    event = AuditEvent.objects.get(kind=AuditKind.ACCOUNT_LINK_SENT)
    assert event.actor_name == COMMAND_LINE_USERNAME
    assert json.loads(event.detail) == {"purpose": "reset", "row": f"user {rosa.public_id}"}
    assert output.getvalue().rstrip("/").rpartition("/")[2] not in event.detail
