"""The mail to administrators says what was altered, and what to do."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from reporting.custody.alterations import DatabaseReplaced
from reporting.delivery import integrity_alarms
from reporting.models import AuditEvent, AuditKind, Report, User
from tests.accounts.mailbox import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_told_before() -> None:
    cache.clear()


def test_an_altered_account_is_named_to_administrators_and_its_owner_is_told_what_to_do(
    ada: User, rosa: User, final: Report, as_user: Callable[[User], Client]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_user SET last_name = 'X' WHERE id = %s", [rosa.pk])
    client = as_user(rosa)
    for _turn in range(2):
        answer = client.post(f"/reports/{final.public_id}/addendum/", addendum(client, final))
        assert answer.status_code == 503
        assert "Ask one of them to check and accept your account, then sign again." in answer.content.decode()
    (message,) = [each for each in delivered() if each.to == [ada.email]]
    assert message.subject == "Account altered"
    assert "manage.py accept_state account --account rosa" in str(message.body)
    assert f"/admin/reporting/user/{rosa.pk}/change/" in str(message.body)
    assert "no longer shown" not in str(message.body)
    event = AuditEvent.objects.get(kind=AuditKind.CONTENT_ALTERED)
    assert str(rosa.public_id) in event.detail


def addendum(client: Client, report: Report) -> dict[str, str]:
    form = client.get(f"/reports/{report.public_id}/addendum/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return sent | {"addendum": "Papilloma.", "password": "a long phrase to sign with"}


def test_an_older_database_is_not_called_an_altered_report(ada: User, rosa: User, final: Report) -> None:
    delivered()
    for _turn in range(2):
        integrity_alarms.raise_alarm(DatabaseReplaced("event 7 is missing"), actor=rosa)
    (message,) = [each for each in delivered() if each.to == [ada.email]]
    assert message.subject == "Database older than the archive"
    assert "manage.py accept_state restored" in str(message.body)
