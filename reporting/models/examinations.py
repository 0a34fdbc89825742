"""Examinations as ordered, and the contrast agents of the department."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.ductography.vocabulary import Sides

from .normalisation import (
    NUMBER_KEY_MAX,
    Derived,
    comparable_number,
    one_printable_line,
    printable_text,
    register_number,
)
from .people import Patient
from .visibility import Person, reach


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: their own, once the report was released."""
        reached = reach(user, Q(referrer=user.pk, report__released_at__isnull=False))
        return self.none() if reached is None else self.filter(reached)

    def with_accession(self, accession_number: str) -> Self:
        return self.filter(accession_key=comparable_number(accession_number))


class Examination(Derived):
    """One ordered ductography, known by its accession number."""

    derived = {"accession_key": ("accession_number", comparable_number)}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="examinations")
    accession_number = models.CharField(
        _("accession number"), max_length=64, validators=[one_printable_line, register_number]
    )
    accession_key = models.CharField(max_length=NUMBER_KEY_MAX, unique=True, editable=False)
    examination_date = models.DateField(_("examination date"), null=True, blank=True)
    # Never null, so that newest-first pages have the same order on every database.
    listed_on = models.DateField(editable=False)
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referred",
        verbose_name=_("referring clinician with an account"),
    )
    referrer_name = models.CharField(
        _("referring clinician’s name as printed"),
        max_length=200,
        blank=True,
        validators=[one_printable_line],
    )
    ordered_side = models.CharField(
        _("requested side"), max_length=20, blank=True, choices=Sides.known_choices()
    )
    reason = models.TextField(_("request"), blank=True, validators=[printable_text])
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        verbose_name = _("examination")
        verbose_name_plural = _("examinations")
        constraints = [
            models.CheckConstraint(
                name="examination_has_accession", condition=models.Q(accession_key__gt="")
            ),
        ]
        indexes = [
            models.Index(fields=["-listed_on", "-id"], name="examination_newest"),
            models.Index(fields=["referrer", "-listed_on", "-id"], name="examination_referred"),
        ]

    def __str__(self) -> str:
        return self.accession_number

    @property
    def printed_referrer(self) -> str:
        """The referrer's name as the report prints it."""
        return self.referrer_name or (self.referrer.display_name if self.referrer else "")

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        self.listed_on = self.listing_date
        if update_fields is not None and "examination_date" in update_fields:
            update_fields = {*update_fields, "listed_on"}
        super().save(*args, update_fields=update_fields, **options)

    @property
    def listing_date(self) -> datetime.date:
        """The date of the examination or, while it is not known, of its registration."""
        return self.examination_date or timezone.localdate(self.created_at)


class ContrastAgents(models.Manager["ContrastAgent"]):
    """Finds an agent by name and concentration, so that reloading a fixture updates rows instead of adding them."""

    def get_by_natural_key(self, name: str, concentration_mg_i_per_ml: int) -> ContrastAgent:
        return self.get(name=name, concentration_mg_i_per_ml=concentration_mg_i_per_ml)


class ContrastAgent(models.Model):
    """A contrast agent of the department, offered in the editor."""

    name = models.CharField(_("name"), max_length=100, validators=[one_printable_line])
    concentration_mg_i_per_ml = models.PositiveSmallIntegerField(
        _("iodine concentration (mg I/mL)"), validators=[MinValueValidator(1)]
    )
    code = models.CharField(_("code"), max_length=64, blank=True, validators=[one_printable_line])
    active = models.BooleanField(_("active"), default=True)

    objects = ContrastAgents()

    class Meta:
        verbose_name = _("contrast agent")
        verbose_name_plural = _("contrast agents")
        ordering = ["name", "concentration_mg_i_per_ml"]
        constraints = [
            models.UniqueConstraint(fields=["name", "concentration_mg_i_per_ml"], name="contrast_agent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.concentration_mg_i_per_ml} mg I/mL"

    def natural_key(self) -> tuple[str, int]:
        return self.name, self.concentration_mg_i_per_ml
