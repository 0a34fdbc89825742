"""Pairs that belong together are tied in the database, where every program meets the same refusal."""

import datetime
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from reporting.models import AuditHead, Examination, Report, ReportVersion, User

pytestmark = pytest.mark.django_db

MORNING = datetime.datetime(2026, 5, 4, 8, 30, tzinfo=datetime.UTC)


@pytest.fixture
def values(examination: Examination, rosa: User) -> dict[str, Any]:
    """A first version as the database takes it."""
    return {
        "report": examination.report,
        "number": 1,
        "kind": "final",
        "meaning": "final",
        "document": "{}",
        "document_digest": "0" * 64,
        "pdf_digest": "1" * 64,
        "pdf_name": "11/11/1.pdf",
        "signed_by": rosa,
        "signer_name": "Rosa",
        "signed_at": timezone.now(),
        "request_key": uuid.uuid4(),
        "seal": "2" * 64,
    }


def refused(create: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


def test_the_first_version_is_taken(values: dict[str, Any]) -> None:
    ReportVersion.objects.create(**values)


@pytest.mark.parametrize(
    "change",
    [
        {"document_digest": ""},
        {"pdf_digest": ""},
        {"pdf_name": ""},
        {"seal": ""},
        {"signer_name": ""},
        {"document": ""},
        {"kind": "draft", "meaning": "draft"},
        {"meaning": "preliminary"},
        {"number": 2},
        {"reason": "a final version has none"},
        {"addendum_text": "nor a text below it"},
        {"kind": "amended", "meaning": "amended", "reason": "nothing was signed before"},
        {"kind": "addendum", "meaning": "addendum", "addendum_text": "nothing was signed before"},
        {"kind": "withdrawn", "meaning": "withdrawn", "reason": "nothing was signed before"},
        {"signed_at": None},
        {"signed_by": None},
        {"report": None},
    ],
    ids=str,
)
def test_what_is_not_whole_is_refused(values: dict[str, Any], change: dict[str, Any]) -> None:
    refused(lambda: ReportVersion.objects.create(**values | change))


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({"kind": "amended", "reason": "a reason"}, True),
        ({"kind": "amended", "reason": ""}, False),
        ({"kind": "withdrawn", "reason": "a reason"}, True),
        ({"kind": "withdrawn", "reason": ""}, False),
        ({"kind": "addendum", "addendum_text": "a text"}, True),
        ({"kind": "addendum", "addendum_text": ""}, False),
        ({"kind": "addendum", "addendum_text": "a text", "supersedes": None}, False),
        ({"kind": "final", "number": 1}, False),
    ],
    ids=str,
)
def test_later_versions(values: dict[str, Any], change: dict[str, Any], taken: bool) -> None:
    first = ReportVersion.objects.create(**values)
    later = values | {"number": 2, "supersedes": first, "request_key": uuid.uuid4()} | change
    later["meaning"] = later["kind"]
    if taken:
        ReportVersion.objects.create(**later)
    else:
        refused(lambda: ReportVersion.objects.create(**later))


def test_one_request_makes_one_version(values: dict[str, Any], register: Any) -> None:
    ReportVersion.objects.create(**values)
    refused(lambda: ReportVersion.objects.create(**values | {"report": register().report}))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "final"},
        {"status": "preliminary"},
        {"status": "withdrawn"},
        {"status": "unheard of"},
        {"signed_at": MORNING},
        {"released_at": MORNING},
        {"amendment_reason": "a draft is not amended"},
    ],
    ids=str,
)
def test_a_report_is_signed_with_all_that_belongs_to_it(
    examination: Examination, change: dict[str, Any]
) -> None:
    refused(lambda: Report.objects.filter(pk=examination.report.pk).update(**change))


def test_a_signed_report_loses_nothing(values: dict[str, Any]) -> None:
    version = ReportVersion.objects.create(**values)
    row = Report.objects.filter(pk=version.report_id)
    now = timezone.now()
    row.update(status="final", current_version=version, signed_at=now, released_at=now)
    for change in (
        {"current_version": None},
        {"signed_at": None},
        {"released_at": None},
        {"status": "draft"},
    ):
        refused(lambda change=change: row.update(**change))


def test_the_chain_has_one_end() -> None:
    refused(lambda: AuditHead.objects.create(pk=2))


def test_moments_of_signing_are_tied_to_their_version() -> None:
    """Every nullable moment or person of a signature stands in a constraint of its table."""
    for model in (Report, ReportVersion):
        tied = " ".join(
            str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)
        )
        for field in model._meta.get_fields():
            name = getattr(field, "name", "")
            if name in {"signed_at", "released_at", "current_version", "supersedes"} and field.null:
                assert name in tied, (model, name)


def test_nothing_that_a_signed_record_hangs_on_is_deleted_with_it() -> None:
    for model in apps.get_app_config("reporting").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and model is not apps.get_model("reporting", "User"):
                assert field.remote_field.on_delete is models.PROTECT, (model, field)
