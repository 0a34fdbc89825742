"""The walk along the audit chain as a command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reporting.custody import triggers
from reporting.models import AuditEvent, Report

pytestmark = pytest.mark.django_db(transaction=True)


def verify() -> str:
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def broken() -> CommandError:
    with pytest.raises(CommandError) as raised:
        verify()
    return raised.value


def test_a_whole_chain_holds(final: Report) -> None:
    assert verify() == f"Audit trail intact: {AuditEvent.objects.count()} events verified.\n"


def test_an_empty_chain_holds() -> None:
    assert verify() == "Audit trail intact: 0 events verified.\n"


def test_the_first_changed_event_is_named(final: Report) -> None:
    triggers.remove(connection)
    AuditEvent.objects.filter(number__gte=2).update(actor_name="somebody")
    error = broken()
    assert error.returncode == 1
    assert "broken at event 2:" in str(error)


def test_a_missing_event_is_named(final: Report) -> None:
    triggers.remove(connection)
    AuditEvent.objects.filter(number=2).delete()
    assert "broken at event 2: this event is missing" in str(broken())


def test_a_cut_off_end_is_named(final: Report) -> None:
    triggers.remove(connection)
    last = AuditEvent.objects.count()
    AuditEvent.objects.filter(number=last).delete()
    assert f"broken at event {last}:" in str(broken())
