"""The outbox: what is to be mailed, written with the change that causes it and sent by a process of its own."""

from __future__ import annotations

import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound="OutboxRow", covariant=True)


class OutboxQuerySet(models.QuerySet[Row]):
    def waiting(self) -> Self:
        """Return the rows that are neither sent nor given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, now: datetime.datetime) -> Self:
        """Return the waiting rows to be tried at ``now``."""
        return self.waiting().filter(due_at__lte=now)


class OutboxRow(models.Model):
    """What every row of the outbox has; `reporting.delivery.sending` sends it."""

    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    # Start of the time within which it must be sent; later than ``created_at`` if it was queued again.
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    # Set before sending, so that two senders do not mail twice.
    taken_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True)
    # The last attempt failed because of the mail server, not because of this message.
    server_fault = models.BooleanField(_("mail server unavailable"), default=False)
    error = models.TextField(_("last error"), blank=True)
    # The administrator who last queued it again.
    resent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("resent by"),
    )

    class Meta:
        abstract = True


class MailKind(models.TextChoices):
    MESSAGE = "message", _("message")
    PASSWORD_RESET = "password_reset", _("password reset")  # noqa: S105


class OutgoingMail(OutboxRow):
    """A message, or the request for one that is written only when it is sent.

    A password reset stores the address that was entered and nothing else: whether an account has it is found out by
    the sender, so that the answer to the visitor does not depend on it, and no link is stored.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=MailKind, default=MailKind.MESSAGE)
    recipients = models.JSONField(default=list)  # addresses
    # The address of a password reset, in lower case; empty for a message.
    requested_for = models.CharField(max_length=254, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.TextField(_("subject"), blank=True)
    body = models.TextField(blank=True)
    html_body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

    objects = OutboxQuerySet["OutgoingMail"].as_manager()

    class Meta:
        verbose_name = _("outgoing e-mail")
        verbose_name_plural = _("outgoing e-mails")
        constraints = [
            # However often a reset is requested, one mail waits.
            models.UniqueConstraint(
                fields=["requested_for"],
                condition=Q(kind=MailKind.PASSWORD_RESET, sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_one_waiting_reset",
            ),
            models.CheckConstraint(
                name="mail_sent_or_given_up",
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_waiting",
            ),
            models.Index(
                fields=["given_up_at"], condition=Q(given_up_at__isnull=False), name="mail_given_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
