"""Roles of user accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    RADIOLOGIST = "radiologist", _("radiologist")
    RESIDENT = "resident", _("radiologist in training")
    REFERRER = "referrer", _("referrer")
    ADMIN = "admin", _("administrator")
