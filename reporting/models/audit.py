"""Rows of the audit trail. They have no foreign keys, so that they remain when the records they name are deleted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .versions import DIGEST_LENGTH


class AuditKind(models.TextChoices):
    LOGIN = "login", _("signed in")
    LOGIN_FAILED = "login_failed", _("sign-in failed")
    LOGOUT = "logout", _("signed out")
    EXAMINATION_REGISTERED = "examination_registered", _("examination registered")
    REGISTER_CORRECTED = "register_corrected", _("patient or examination corrected")
    CASE_IMPORTED = "case_imported", _("case imported")
    LIST_SEEN = "list_seen", _("list or search viewed")
    REPORT_SEEN = "report_seen", _("report viewed")
    REPORT_READ = "report_read", _("report read by referring clinician")
    PDF_OPENED = "pdf_opened", _("PDF opened")
    SHEET_RELEASED = "sheet_released", _("patient summary released")
    REPORT_EXPORTED = "report_exported", _("report exported")
    DRAFT_SAVED = "draft_saved", _("draft saved")
    DRAFT_DISCARDED = "draft_discarded", _("draft discarded")
    AMENDMENT_STARTED = "amendment_started", _("amendment started")
    AMENDMENT_DISCARDED = "amendment_discarded", _("amendment discarded")
    IMAGE_ATTACHED = "image_attached", _("key image attached")
    IMAGE_REFUSED = "image_refused", _("key image refused: another patient")
    IMAGE_SEEN = "image_seen", _("key image viewed")
    IMAGE_DISCARDED = "image_discarded", _("key image discarded")
    IMAGE_DAMAGED = "image_damaged", _("stored key image damaged or missing")
    SIGNED_PRELIMINARY = "signed_preliminary", _("signed as preliminary")
    SIGNED_FINAL = "signed_final", _("signed as final")
    SIGNED_AMENDMENT = "signed_amendment", _("amendment signed")
    SIGNED_ADDENDUM = "signed_addendum", _("addendum signed")
    WITHDRAWN = "withdrawn", _("report withdrawn")
    SIGNING_PASSWORD_WRONG = "signing_password_wrong", _("wrong password when signing")  # noqa: S105
    SIGNING_LOCKED = "signing_locked", _("signing locked after wrong passwords")
    ACCESS_REFUSED = "access_refused", _("access refused")
    PDF_DAMAGED = "pdf_damaged", _("stored PDF damaged or missing")
    CONTENT_ALTERED = "content_altered", _("signed content altered")
    STATE_ACCEPTED = "state_accepted", _("restored database, clock or account accepted")
    ACCOUNT_CHANGED = "account_changed", _("account or permission changed")
    ACCOUNT_LINK_SENT = "account_link_sent", _("link to set a password sent")
    ACCOUNT_UNLOCKED = "account_unlocked", _("account unlocked")
    SIGN_IN_LOCKED = "sign_in_locked", _("sign-in locked after wrong passwords")
    SIGNING_CONFIRMED = "signing_confirmed", _("changed password or second factor confirmed")
    SESSIONS_ENDED = "sessions_ended", _("sessions ended")
    CATALOGUE_CHANGED = "catalogue_changed", _("list of contrast agents changed")
    AUDIT_SEEN = "audit_seen", _("audit trail viewed")
    AUDIT_EXPORTED = "audit_exported", _("audit trail exported")
    EXCEPTIONAL_ACCESS = "exceptional_access", _("exceptional access to report content, with reason")


class Outcome(models.TextChoices):
    """Outcome of an event; `reporting.custody.audit` maps it to the numbers of the DICOM audit message."""

    SUCCESS = "success", _("success")
    REFUSED = "refused", _("refused")
    FAILURE = "failure", _("failure")


class AuditEvent(models.Model):
    """One event. The database refuses to change or delete a row of this table.

    ``number`` counts without gaps; ``seal`` is keyed over the row and the seal before it.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40, choices=AuditKind)
    outcome = models.CharField(max_length=20, choices=Outcome)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    actor_role = models.CharField(max_length=20, blank=True)
    # Text, because the seal covers the exact spelling.
    request_ip = models.CharField(max_length=45, blank=True)
    patient_id = models.UUIDField(null=True)
    report_id = models.UUIDField(null=True)
    version_number = models.PositiveIntegerField(null=True)
    detail = models.TextField(default="{}")
    seal = models.CharField(max_length=DIGEST_LENGTH)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["report_id", "-number"], name="audit_report"),
            models.Index(fields=["patient_id", "-number"], name="audit_patient"),
            models.Index(fields=["actor_id", "-number"], name="audit_actor"),
            models.Index(fields=["kind", "-number"], name="audit_kind"),
            models.Index(fields=["at", "number"], name="audit_time"),
        ]
        constraints = [
            models.CheckConstraint(name="audit_kind_known", condition=models.Q(kind__in=AuditKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class AuditHead(models.Model):
    """The end of the chain, in one row. Writers wait for it, and it reveals events cut off at the end."""

    THE_ROW = 1

    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    head_seal = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    # Number of the last event whose anchor was stored in the archive, where it must be found again.
    anchored = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("end of the audit trail")
        verbose_name_plural = _("end of the audit trail")
        constraints = [
            models.CheckConstraint(name="audit_head_is_one_row", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return str(self.number)
