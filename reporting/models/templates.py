"""Report templates: the site's, and each radiologist's own."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .normalisation import one_printable_line

NAME_LENGTH = 80


class ReportTemplate(models.Model):
    """Answers without patient data that fill the blanks of a report. Without an owner: for the whole site."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_templates",
        verbose_name=_("owner"),
        help_text=_("leave empty to offer it to every radiologist"),
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, validators=[one_printable_line])
    is_normal_study = models.BooleanField(
        _("use as the site’s normal study"),
        default=False,
        help_text=_("used by “Normal study” instead of the built-in template"),
    )
    document = models.TextField(_("answers"))

    objects: ClassVar[models.Manager[ReportTemplate]] = models.Manager()

    class Meta:
        verbose_name = _("report template")
        verbose_name_plural = _("report templates")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="report_template_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(owner__isnull=True), name="report_template_of_site_once"
            ),
            models.UniqueConstraint(
                fields=["is_normal_study"], condition=Q(is_normal_study=True), name="one_normal_study"
            ),
            models.CheckConstraint(
                condition=Q(is_normal_study=False) | Q(owner__isnull=True), name="normal_study_is_of_site"
            ),
        ]

    def __str__(self) -> str:
        return self.name
