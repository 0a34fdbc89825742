"""Search and filter forms of lists. Search words may be a patient's name, so they never become part of a URL."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.models import Status
from reporting.models.normalisation import comparable_name, comparable_number
from reporting.web.forms.people import ReferrerField

WORDS_MAX = 200
DAYS_OF_A_YEAR = 365


class WordsForm(forms.Form):
    """The search box: the beginning of a name, an MRN or an accession number."""

    words = forms.CharField(
        label=_("Name, MRN or accession number"),
        max_length=WORDS_MAX,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "form-control", "type": "search", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if words and not (comparable_name(words) or comparable_number(words)):
            raise ValidationError(_("Enter at least one letter or digit."), code="invisible")
        return words


class CaseFilterForm(forms.Form):
    """Filters of the case list. They contain no patient data and are part of the URL."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("any")), *Status.choices], widget=forms.Select
    )
    referrer = ReferrerField(label=_("Referring clinician"), empty_label=_("any"))
    since = forms.DateField(label=_("Exam date from"), required=False)
    until = forms.DateField(label=_("to"), required=False)
    unread = forms.BooleanField(label=_("Not yet opened by the referring clinician"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in ("since", "until"):
                field.widget = _day_picker()
            kind = "form-check-input" if name == "unread" else "form-control"
            kind = "form-select" if name in ("status", "referrer") else kind
            field.widget.attrs["class"] = kind

    def clean(self) -> dict[str, Any]:
        return _require_order(self, super().clean() or {})


class PeriodForm(forms.Form):
    """A period by its first and last day, both included."""

    since = forms.DateField(label=_("Exam date from"))
    until = forms.DateField(label=_("to"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = _day_picker()
            field.widget.attrs["class"] = "form-control"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Return the form for a URL query; without values, the twelve months ending today."""
        today = timezone.localdate()
        year_ago = today - datetime.timedelta(days=DAYS_OF_A_YEAR)
        return cls({"since": query.get("since") or year_ago, "until": query.get("until") or today})

    @property
    def period(self) -> tuple[datetime.date, datetime.date]:
        """Return first and last day of a valid form."""
        return self.cleaned_data["since"], self.cleaned_data["until"]

    def clean(self) -> dict[str, Any]:
        return _require_order(self, super().clean() or {})


def _day_picker() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _require_order(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    since, until = cleaned.get("since"), cleaned.get("until")
    if isinstance(since, datetime.date) and isinstance(until, datetime.date) and until < since:
        form.add_error("until", _("The end date is before the start date."))
    return cleaned
