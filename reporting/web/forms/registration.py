"""Form to register an examination. The service checks the values against registered data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.ductography.document.text import TEXT_MAX
from reporting.ductography.vocabulary import Sex, Sides
from reporting.web.forms.people import ReferrerField

_BLANK = [("", _("not known"))]


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class RegistrationForm(forms.Form):
    """Fields are named as the arguments of `registration.register_examination`."""

    mrn = forms.CharField(
        label=_("Medical record number (MRN)"),
        max_length=64,
        help_text=_(
            "If this MRN is already registered, the existing patient is used; name, date of "
            "birth and sex must match."
        ),
    )
    patient_name = forms.CharField(
        label=_("Patient’s name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    birth_date = _date(_("Date of birth"))
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[*_BLANK, *Sex.choices()])
    accession_number = forms.CharField(
        label=_("Accession number"),
        max_length=64,
        help_text=_("The examination’s number in your information system. Must be unique."),
    )
    examination_date = _date(_("Examination date"))
    referrer = ReferrerField(
        label=_("Referring clinician"),
        active_only=True,
        empty_label=_("no account"),
        help_text=_("Referring clinicians with an account can read the report once it is signed."),
    )
    referrer_name = forms.CharField(
        label=_("Referring clinician’s name as printed"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Only if the referring clinician has no account or a different name should be printed."),
    )
    ordered_side = forms.ChoiceField(
        label=_("Requested side"),
        required=False,
        choices=[*_BLANK, *Sides.known_choices()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Request"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The clinical question as stated by the referring clinician."),
    )
