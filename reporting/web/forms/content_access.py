"""Form in which an administrator states why report content must be opened."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reporting.models import Examination
from reporting.models.normalisation import comparable_name, comparable_number, one_printable_line
from reporting.policy.exceptional_access import DETAILS_MAX, AccessReason

NAME_PART_MIN = 3  # characters; shorter parts of names are also ordinary words


class ContentAccessForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "—"), *AccessReason.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    details = forms.CharField(
        label=_("Details"),
        required=False,
        max_length=DETAILS_MAX,
        validators=[one_printable_line],
        help_text=_(
            "For example, a reference number. Do not enter patient data: the audit trail keeps this text."
        ),
        widget=forms.TextInput(attrs={"class": "form-control", "dir": "auto"}),
    )

    def __init__(self, *args: Any, examination: Examination, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.examination = examination

    def clean_details(self) -> str:
        details: str = self.cleaned_data["details"]
        if self._names_the_patient(details):
            raise ValidationError(_("Remove the patient’s name and numbers."))
        return details

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == AccessReason.OTHER and not cleaned.get("details", "x"):
            self.add_error("details", ValidationError(_("Enter the reason.")))
        return cleaned

    def _names_the_patient(self, text: str) -> bool:
        patient = self.examination.patient
        names = {part for part in _words(patient.name) if len(part) >= NAME_PART_MIN}
        numbers = {comparable_number(patient.mrn), comparable_number(self.examination.accession_number)}
        return bool(names & _words(text)) or any(number in comparable_number(text) for number in numbers)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", comparable_name(text)))
