"""A new examination. Whether the values are allowed and agree with what is known is decided by the service."""

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
            "A patient who is known by this number is used again; name, birth date and sex must agree."
        ),
    )
    patient_name = forms.CharField(
        label=_("Patient’s name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    birth_date = _date(_("Birth date"))
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[*_BLANK, *Sex.choices()])
    accession_number = forms.CharField(
        label=_("Accession number"),
        max_length=64,
        help_text=_("The number of this examination in your information system. Each is used once."),
    )
    examination_date = _date(_("Examination date"))
    referrer = ReferrerField(
        label=_("Referrer"),
        active_only=True,
        empty_label=_("no account here"),
        help_text=_("Referrers with an account here read the report as soon as it is signed."),
    )
    referrer_name = forms.CharField(
        label=_("Referrer as printed"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Only when the referrer has no account, or is printed under another name."),
    )
    ordered_side = forms.ChoiceField(
        label=_("Ordered side"), required=False, choices=[*_BLANK, *Sides.choices()], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Request"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The question the referrer asks, in his or her words."),
    )
