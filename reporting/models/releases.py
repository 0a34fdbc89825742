"""Releases of the patient summary of a signed version by the referring clinician."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .versions import ReportVersion


class SheetRelease(models.Model):
    """The patient summary of one version was released. Later versions need their own release."""

    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="sheet_release")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("patient summary release")
        verbose_name_plural = _("patient summary releases")

    def __str__(self) -> str:
        return f"{self.version_id} by {self.released_by_id}"
