"""Reasons for which an administrator may read report content, which is outside his or her duties.

Administrators manage accounts and account for the history of every case: who signed, read and changed what, and
whether files are intact. Findings, images and leaflets are opened for a stated reason only, for a limited time.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

ACCESS_MINUTES = 60
DETAILS_MAX = 200  # characters


class AccessReason(models.TextChoices):
    COMPLAINT = "complaint", _("complaint or legal request")
    QUALITY = "quality", _("quality review")
    CORRECTION = "correction", _("correction of patient or request data")
    FAULT = "fault", _("technical fault or damaged file")
    EMERGENCY = "emergency", _("emergency care")
    OTHER = "other", _("other reason")
