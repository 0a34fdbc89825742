"""The report of an examination: its status and its saved drafts."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .examinations import Examination
from .normalisation import comparable_name
from .report_states import RELEASED_STATUSES, Status
from .visibility import Person, reach


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: released reports of their own patients."""
        reached = reach(user, Q(examination__referrer=user.pk, released_at__isnull=False))
        return self.none() if reached is None else self.filter(reached)

    def whole(self) -> Self:
        """Select the related rows that the services need."""
        return self.select_related(
            "examination__patient", "examination__referrer", "current_version__signed_by", "author"
        )

    def newest_first(self) -> Self:
        """Order of all lists; a page ends after (``examination.listed_on``, ``examination_id``)."""
        return self.order_by("-examination__listed_on", "-examination_id")

    def after(self, listed_on: Any, examination_id: int) -> Self:
        """Return the rows that follow the given one in `newest_first`."""
        # The first condition is implied by the second; it lets both planners start at the right index entry.
        return self.filter(examination__listed_on__lte=listed_on).filter(
            Q(examination__listed_on__lt=listed_on) | Q(examination_id__lt=examination_id)
        )

    def of_patients_named(self, words: str) -> Self:
        """Reports of patients in whose name each of ``words`` begins a word; case and accents are ignored."""
        key = comparable_name(words)
        found = self if key or not words.strip() else self.none()
        for word in key.split():
            found = found.filter(
                Q(examination__patient__name_search__startswith=word)
                | Q(examination__patient__name_search__contains=f" {word}")
            )
        return found

    def earlier_than(self, report: Report, most: int = 5) -> Self:
        """The latest signed reports of the patient before ``report``, newest first, without withdrawn ones."""
        examination = report.examination
        return (
            self.filter(examination__patient=examination.patient_id, status__in=RELEASED_STATUSES)
            .filter(examination__listed_on__lte=examination.listed_on)
            .exclude(pk=report.pk)
            .select_related("examination__patient", "current_version__supersedes")
            .defer("current_version__supersedes__document")
            .newest_first()[:most]
        )

    def with_unread(self, reader: Person) -> Self:
        """Add ``unread``: ``reader`` has not opened the current version."""
        # Looked up by name to avoid a circular import: receipts refer to versions, which refer to reports.
        receipt = apps.get_model("reporting", "ReadReceipt")
        receipts = receipt._default_manager.filter(version=OuterRef("current_version"), reader=reader.pk)
        return self.annotate(unread=~Exists(receipts))


class Report(models.Model):
    """The report of an examination and its status. Every change increases ``row_version`` by one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    examination = models.OneToOneField(Examination, on_delete=models.PROTECT, related_name="report")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    row_version = models.PositiveIntegerField(default=1)
    current_version = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Not empty if and only if an amendment is in progress.
    amendment_reason = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="authored"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    # First time the referrer could see it; stays empty for a withdrawn preliminary report.
    released_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    # Filter columns of lists, as of the last signature.
    side = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    birads = models.CharField(max_length=20, blank=True)
    gics = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=40, blank=True)
    # Binds the columns above and the examination to the signed version; empty on reports signed before it existed.
    standing_seal = models.CharField(max_length=64, blank=True, editable=False)

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
        """Return the current row with the related rows that the services need."""
        return Report.objects.whole().get(pk=self.pk)

    def advance(self, **changes: Any) -> bool:
        """Compare-and-set: store ``changes`` if the row is unchanged since it was read, else return False."""
        same = Report.objects.filter(pk=self.pk, status=self.status, row_version=self.row_version)
        if not same.update(row_version=self.row_version + 1, **changes):
            return False
        self.row_version += 1
        for name, value in changes.items():
            setattr(self, name, value)
        return True


class DraftRevision(models.Model):
    """One saved draft; rows are added, never changed, and deleted when the report is signed as final."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    row_version = models.PositiveIntegerField()
    document = models.TextField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved draft")
        verbose_name_plural = _("saved drafts")
        constraints = [
            models.UniqueConstraint(fields=["report", "row_version"], name="draft_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.row_version}"
