"""Counts of failed sign-ins, by user name and client address."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

DIGEST_LENGTH = 64


class SignInFailures(models.Model):
    """Failed sign-ins under one name from one address since the last success there.

    The name is stored as a keyed digest: people type their password into the wrong field. Names without an account
    have rows too, so that a lock does not tell which names exist.
    """

    name_digest = models.CharField(max_length=DIGEST_LENGTH)
    address = models.CharField(max_length=45)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    # The last sign-in with the right password from this address.
    succeeded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("failed sign-ins")
        verbose_name_plural = _("failed sign-ins")
        constraints = [
            models.UniqueConstraint(fields=["name_digest", "address"], name="sign_in_failures_once"),
        ]

    def __str__(self) -> str:
        return str(self.failures)
