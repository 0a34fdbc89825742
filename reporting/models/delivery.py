"""Delivery of signed versions: notifications sent and reports read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .outbox import OutboxQuerySet, OutboxRow
from .versions import ReportVersion


class Purpose(models.TextChoices):
    """What a notification says."""

    REPORT = "report", _("new report")
    ALARM = "alarm", _("signed content altered")


class Delivery(OutboxRow):
    """A notification to be mailed; written in the signing transaction, sent after it."""

    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.REPORT)
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OutboxQuerySet["Delivery"].as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["version", "recipient", "purpose"], name="delivery_once"),
            models.CheckConstraint(
                name="delivery_sent_without_error", condition=Q(sent_at__isnull=True) | Q(error="")
            ),
            models.CheckConstraint(
                name="delivery_sent_or_given_up",
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(sent_at__isnull=True), name="delivery_unsent"),
            models.Index(
                fields=["given_up_at"], condition=Q(given_up_at__isnull=False), name="delivery_given_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} to {self.recipient_id}"


class ReadReceipt(models.Model):
    """When a referrer first opened a version."""

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="receipts")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("read receipt")
        verbose_name_plural = _("read receipts")
        constraints = [
            models.UniqueConstraint(fields=["version", "reader"], name="read_receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} by {self.reader_id}"
