"""Accounts changed on the command line are recorded like those changed on a page."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reporting.custody import audit
from reporting.management.command_user import COMMAND_LINE_USERNAME
from reporting.models import AuditEvent, AuditKind, User

pytestmark = pytest.mark.django_db
PASSWORD = "a first phrase of the administrator"


def recorded() -> list[tuple[str, dict]]:
    events = AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_CHANGED).order_by("number")
    found = [(event.actor_name, json.loads(event.detail)) for event in events]
    own = User.objects.filter(username=COMMAND_LINE_USERNAME).first()
    return [
        each for each in found if "by" in each[1] and (not own or str(own.public_id) not in each[1]["row"])
    ]


def test_the_first_administrator_is_recorded(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", username="ada", email="ada@example.org", stdout=io.StringIO())
    ada = User.objects.get(username="ada")
    ((actor, detail),) = recorded()
    assert (actor, detail["by"], detail["row"]) == (
        COMMAND_LINE_USERNAME,
        "command line",
        f"user {ada.public_id}",
    )
    assert (detail["new"]["role"], detail["new"]["email"]) == ("admin", "ada@example.org")
    assert PASSWORD not in str(detail)
    assert audit.verify_chain() is None


def test_an_account_that_was_refused_is_not_recorded(rosa):
    with pytest.raises(CommandError):
        call_command("createsuperuser", username="rosa", email="x@example.org")
    assert recorded() == []


def test_a_password_set_on_the_command_line_is_recorded_without_itself(rosa, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda *_prompt, **_more: PASSWORD)
    call_command("changepassword", "rosa", stdout=io.StringIO())
    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)
    assert recorded() == [
        (
            COMMAND_LINE_USERNAME,
            {"by": "command line", "changed": ["password"], "row": f"user {rosa.public_id}"},
        )
    ]
