"""The report of an examination: where it stands, its working copies, and every signed version."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .examinations import Examination
from .normalisation import printable_text
from .querysets import ReportQuerySet, ReportVersionQuerySet

DIGEST_LENGTH = 64


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PRELIMINARY = "preliminary", _("preliminary")
    FINAL = "final", _("final")
    AMENDED = "amended", _("amended")
    ADDENDUM = "addendum", _("final with addendum")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Kind(models.TextChoices):
    """What a signed version is."""

    PRELIMINARY = "preliminary", _("preliminary report")
    FINAL = "final", _("final report")
    AMENDED = "amended", _("amended report")
    ADDENDUM = "addendum", _("addendum")
    WITHDRAWN = "withdrawn", _("withdrawal")


class Meaning(models.TextChoices):
    """What the signer says by signing; shown before signing and printed below the name."""

    PRELIMINARY = "preliminary", _("I wrote this preliminary report. It may still change.")
    FINAL = "final", _("I wrote this report or checked all of it, and I approve it as final.")
    AMENDED = "amended", _("I changed this report for the reason stated, and I approve it as it now stands.")
    ADDENDUM = "addendum", _("I add this text to the signed report, which itself stays unchanged.")
    WITHDRAWN = (
        "withdrawn",
        _("I withdraw this report for the reason stated. It must no longer be relied on."),
    )


RELEASED_STATUSES = (Status.FINAL, Status.AMENDED, Status.ADDENDUM)
RELEASED_KINDS = (Kind.FINAL, Kind.AMENDED, Kind.ADDENDUM, Kind.WITHDRAWN)


class Report(models.Model):
    """Where the one report of an examination stands. Every change of it raises ``row_version`` by one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    examination = models.OneToOneField(Examination, on_delete=models.PROTECT, related_name="report")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    row_version = models.PositiveIntegerField(default=1)
    current_version = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Not empty exactly while an amendment is being written.
    amendment_reason = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="authored"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    # First time the referrer could see it; a withdrawn preliminary report was never released.
    released_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    # What lists filter by, as of the last signature.
    side = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    birads = models.CharField(max_length=20, blank=True)
    gics = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=40, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["status", "-id"], name="report_status"),
            models.Index(fields=["author", "status"], name="report_author"),
        ]
        constraints = [
            models.CheckConstraint(name="report_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="report_signed_with_version",
                condition=Q(status=Status.DRAFT, current_version__isnull=True, signed_at__isnull=True)
                | (~Q(status=Status.DRAFT) & Q(current_version__isnull=False, signed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_released_when_final",
                condition=Q(status__in=RELEASED_STATUSES, released_at__isnull=False)
                | Q(status__in=(Status.DRAFT, Status.PRELIMINARY), released_at__isnull=True)
                | Q(status=Status.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="report_amending_when_final",
                condition=Q(amendment_reason="") | Q(status__in=RELEASED_STATUSES),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def amending(self) -> bool:
        return bool(self.amendment_reason)

    def fresh(self) -> Report:
        """The row as it now stands, with everything the services look at."""
        return Report.objects.whole().get(pk=self.pk)

    def advance(self, **changes: Any) -> bool:
        """Compare-and-set: store ``changes`` if the row still is as it was read, else return False."""
        same = Report.objects.filter(pk=self.pk, status=self.status, row_version=self.row_version)
        if not same.update(row_version=self.row_version + 1, **changes):
            return False
        self.row_version += 1
        for name, value in changes.items():
            setattr(self, name, value)
        return True


class DraftRevision(models.Model):
    """One saved working copy; rows are added, never changed, and go when the report is signed as final."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    row_version = models.PositiveIntegerField()
    document = models.TextField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved working copy")
        verbose_name_plural = _("saved working copies")
        constraints = [
            models.UniqueConstraint(fields=["report", "row_version"], name="draft_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.row_version}"


class ReportVersion(models.Model):
    """What was signed. The database refuses to change or delete a row of this table."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    document = models.TextField()
    document_digest = models.CharField(max_length=DIGEST_LENGTH)
    pdf_digest = models.CharField(max_length=DIGEST_LENGTH)
    pdf_name = models.CharField(max_length=100)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signatures"
    )
    signer_name = models.CharField(max_length=310)
    signed_at = models.DateTimeField()
    meaning = models.CharField(max_length=20, choices=Meaning)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.TextField(blank=True, validators=[printable_text])
    addendum_text = models.TextField(blank=True, validators=[printable_text])
    request_key = models.UUIDField(unique=True)
    # What the printed report is asked after by; none on versions from before there were codes.
    verification_code = models.CharField(max_length=16, unique=True, null=True)  # noqa: DJ001 - many without
    # Whose certificate signed the PDF, its SHA-256, and the PAdES level; empty where the site had none.
    certificate_name = models.CharField(max_length=200, blank=True)
    certificate_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    signature_level = models.CharField(max_length=4, blank=True)
    seal = models.CharField(max_length=DIGEST_LENGTH)

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed version")
        verbose_name_plural = _("signed versions")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_number_once"),
            models.CheckConstraint(name="version_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="version_meaning_is_of_kind", condition=Q(meaning=models.F("kind"))),
            models.CheckConstraint(
                name="version_supersedes_the_one_before",
                condition=Q(number=1, supersedes__isnull=True) | Q(number__gt=1, supersedes__isnull=False),
            ),
            models.CheckConstraint(
                name="version_signed_by_name",
                condition=Q(signer_name__gt="", document__gt="", pdf_name__gt=""),
            ),
            models.CheckConstraint(
                name="version_sealed",
                condition=Q(document_digest__gt="", pdf_digest__gt="", seal__gt=""),
            ),
            models.CheckConstraint(
                name="version_reason_when_changed",
                condition=Q(reason__gt="", kind__in=(Kind.AMENDED, Kind.WITHDRAWN))
                | Q(reason="", kind__in=(Kind.PRELIMINARY, Kind.FINAL, Kind.ADDENDUM)),
            ),
            models.CheckConstraint(
                name="version_addendum_text",
                condition=Q(addendum_text__gt="", kind=Kind.ADDENDUM)
                | (Q(addendum_text="") & ~Q(kind=Kind.ADDENDUM)),
            ),
            models.CheckConstraint(
                name="version_changes_a_signed_one",
                condition=Q(kind__in=(Kind.PRELIMINARY, Kind.FINAL)) | Q(supersedes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}, {self.number}"
