"""What is signed stays as it is: printed again to the same bytes, and found out when it is changed."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from reporting.custody import archive, sealing, triggers
from reporting.models import Examination, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from reporting.workflow import report_rendering
from tests.cast import amend_now, sign_now

pytestmark = pytest.mark.django_db


def test_printing_a_version_again_makes_the_bytes_that_were_signed(final: Report, rosa: User) -> None:
    sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    amend_now(final, rosa, "Amended.")
    versions = list(final.versions.order_by("number"))
    for version in versions:
        earlier = versions[: version.number - 1]
        with translation.override("de"):
            printed = report_rendering.version_pdf(version, earlier)
            assert version.signature_level == "B-B"
            # The signature follows after the file, which it leaves as it was.
            assert archive.load(version).startswith(printed)
            assert len(archive.load(version)) > len(printed)


@pytest.mark.parametrize(
    "change",
    [
        {"document": '{"schema_version":1}'},
        {"document_digest": "0" * 64},
        {"pdf_digest": "0" * 64},
        {"signer_name": "Somebody else"},
        {"reason": "Another reason."},
        {"kind": "amended", "meaning": "amended"},
        {"kind": "addendum", "meaning": "addendum", "reason": "", "addendum_text": "Another text."},
        {"signed_at": datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)},
        {"seal": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_version_changed_behind_the_triggers_is_found(
    final: Report, rosa: User, change: dict[str, Any]
) -> None:
    version = sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    assert sealing.verify_versions() is None
    triggers.remove(connection)
    ReportVersion.objects.filter(pk=version.pk).update(**change)
    found = sealing.verify_versions()
    assert found is not None
    assert found.number == version.pk


def test_a_signature_moved_to_another_report_is_found(
    final: Report, rosa: User, register: Callable[..., Examination]
) -> None:
    triggers.remove(connection)
    ReportVersion.objects.filter(pk=final.current_version.pk).update(report=register().report)
    assert "seal" in str(sealing.verify_versions())
