"""A database made by the release before chain fields: readable, verifiable, continued, and protected all the same."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from reporting.custody import triggers
from reporting.models import AuditEvent, Examination, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import amend_now, complete_document, sign_now
from tests.models.test_attestation import seal_before
from tests.older_release import without_chain_fields
from tests.verification.tampering import OF_AN_AMENDED_REPORT, names, triggers_away
from tests.verification.test_tampering import differences

AsUser = Callable[[User], Client]


def verified() -> str:
    out = io.StringIO()
    call_command("verify_documents", stdout=out)
    return out.getvalue()


@pytest.fixture
def older(final: Report, rosa: User, finn: User, as_user: AsUser, olga: User, ada: User) -> Report:
    """An amended report as that release left it, taken through its migration to the present."""
    amend_now(final, rosa, "Two filling defects.")
    as_user(finn).get(f"/reports/{final.public_id}/")
    without_chain_fields()
    return final.fresh()


@pytest.mark.django_db(transaction=True)
def test_a_database_of_the_release_before_is_migrated_read_and_continued(
    final: Report, rosa: User, finn: User, as_user: AsUser
) -> None:
    amend_now(final, rosa, "Two filling defects.")
    triggers.remove(connection)
    for key in ReportVersion.objects.order_by("number").values_list("pk", flat=True):
        version = ReportVersion.objects.get(pk=key)
        ReportVersion.objects.filter(pk=key).update(seal=seal_before(version), attestation=None)
    without_chain_fields()
    call_command("migrate", "reporting", "0008", verbosity=0, skip_checks=True)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Report._meta.db_table)
    assert "standing_seal" not in {column.name for column in columns}
    call_command("migrate", verbosity=0, skip_checks=True)
    assert "All 2 signed versions verified" in verified()
    for person, address in ((finn, "/inbox/"), (rosa, "/cases/"), (rosa, f"/reports/{final.public_id}/")):
        page = as_user(person).get(address)
        assert page.status_code == 200
        assert final.examination.patient.name in page.content.decode()
    report = final.fresh()
    assert report.standing_seal == ""
    sign_now(report, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert report.fresh().standing_seal != ""
    event = AuditEvent.objects.filter(kind="signed_addendum").get()
    assert (
        '"length":3' in event.detail and f'"previous":"{report.versions.get(number=2).seal}"' in event.detail
    )
    assert "All 3 signed versions verified" in verified()


# Without a sealed standing nothing binds the account of the referrer and the empty seal.
NOT_BOUND = {"another referrer", "seal of the standing removed"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", names(lambda name, _row: name not in NOT_BOUND))
def test_tampering_with_it_is_named(older: Report, name: str) -> None:
    with triggers_away():
        OF_AN_AMENDED_REPORT[name].act(older)
    told = differences()
    if name.endswith("of the lists"):
        assert "filter value" in told
    else:
        assert OF_AN_AMENDED_REPORT[name].named in told


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 4])
def test_lists_of_it_need_one_query_more_whatever_their_length(
    register: Callable[..., Examination],
    rosa: User,
    finn: User,
    as_user: AsUser,
    rows: int,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(rows):
        report = register().report
        drafts.save(report, complete_document(), user=rosa, row_version=1)
        sign_now(report, rosa)
    without_chain_fields()
    for person, address in ((finn, "/inbox/"), (rosa, "/worklist/?list=signed")):
        client = as_user(person)
        client.get(address)
        with django_assert_max_num_queries(12):
            page = client.get(address)
        assert page.content.decode().count("Synthetic Patient") >= rows
