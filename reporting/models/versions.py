"""Signed versions of reports; the database refuses to change or delete them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .normalisation import printable_text
from .report_states import FIRST_ATTESTATIONS, RELEASED_KINDS, Kind, Meaning
from .reports import Report
from .visibility import Person, reach

DIGEST_LENGTH = 64


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: released versions of their own patients."""
        released = Q(
            kind__in=RELEASED_KINDS,
            report__examination__referrer=user.pk,
            report__released_at__isnull=False,
        )
        reached = reach(user, released)
        return self.none() if reached is None else self.filter(reached)


class ReportVersion(models.Model):
    """A signed version. The database refuses to change or delete a row of this table."""

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
    # The sentence that the signer approved, in English; none on versions from before it was recorded.
    attestation = models.TextField(null=True)  # noqa: DJ001 - an empty sentence was never approved
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.TextField(blank=True, validators=[printable_text])
    addendum_text = models.TextField(blank=True, validators=[printable_text])
    request_key = models.UUIDField(unique=True)
    # Code printed on the report for verification; null on versions signed before codes existed.
    verification_code = models.CharField(max_length=16, unique=True, null=True)  # noqa: DJ001 - many without
    # Name and SHA-256 of the certificate that signed the PDF, and the PAdES level; empty without a certificate.
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

    def is_shown_to(self, user: Person) -> bool:
        """The rule of `visible_to` for a version at hand, whose report ``user`` may see."""
        shown = reach(user, Q(kind__in=RELEASED_KINDS))
        return shown is not None and (not shown or self.kind in RELEASED_KINDS)

    def get_meaning_display(self) -> str:  # type: ignore[no-redef]  # Django leaves a method of our own alone
        """The sentence that the signer approved, in the active language, whatever is approved today."""
        if self.attestation:
            return gettext(self.attestation)
        return str(FIRST_ATTESTATIONS[self.meaning])
