"""Correct patients and examinations, which is possible only until the first signature.

They are found on the page of all cases; a search here would put names into URLs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reporting.models import AuditKind, Examination, Patient, Report, Role, Status
from reporting.registry.registration import check_dates
from reporting.web.admin.base import AuditedViewAdmin, may_administer

if TYPE_CHECKING:
    PatientModelForm = forms.ModelForm[Patient]
    ExaminationModelForm = forms.ModelForm[Examination]
else:
    PatientModelForm = ExaminationModelForm = forms.ModelForm


class PatientForm(PatientModelForm):
    class Meta:
        model = Patient
        fields = ("name", "mrn", "birth_date", "sex")

    def clean_mrn(self) -> str:
        mrn: str = self.cleaned_data["mrn"]
        if Patient.objects.with_mrn(mrn).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another patient has this medical record number."))
        return mrn

    def clean_birth_date(self) -> Any:
        birth_date = self.cleaned_data["birth_date"]
        problems: dict[str, list[ValidationError]] = {}
        check_dates(birth_date, None, problems)
        for examined in self.instance.examinations.values_list("examination_date", flat=True):
            check_dates(birth_date, examined, problems)
        if problems:
            raise ValidationError([error for found in problems.values() for error in found])
        return birth_date


class ExaminationForm(ExaminationModelForm):
    class Meta:
        model = Examination
        fields = (
            "accession_number",
            "examination_date",
            "referrer",
            "referrer_name",
            "ordered_side",
            "reason",
        )

    def clean_accession_number(self) -> str:
        number: str = self.cleaned_data["accession_number"]
        if Examination.objects.with_accession(number).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another examination has this accession number."))
        return number

    def clean_examination_date(self) -> Any:
        examined = self.cleaned_data["examination_date"]
        problems: dict[str, list[ValidationError]] = {}
        check_dates(self.instance.patient.birth_date, examined, problems)
        if found := problems.get("examination_date"):
            raise ValidationError(found)
        return examined


class EditableUntilSignedAdmin(AuditedViewAdmin):
    """Rows that may be changed until a report about them is signed."""

    change_audit_kind = AuditKind.REGISTER_CORRECTED
    # Lookup from a report to the row.
    report_lookup: str

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not may_administer(request) or obj is None:
            return False
        signed = Report.objects.exclude(status=Status.DRAFT)
        return not signed.filter(**{self.report_lookup: obj}).exists()

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Record the change; refuse it if a report was signed since the form was checked."""
        logged = super().log_change(request, obj, message)  # from here on, other writers wait
        if not self.has_change_permission(request, obj):
            raise PermissionDenied(
                _("A report of this patient was signed in the meantime. Nothing was changed.")
            )
        return logged


@admin.register(Patient)
class PatientAdmin(EditableUntilSignedAdmin):
    form = PatientForm
    report_lookup = "examination__patient"
    list_display = ("mrn", "name", "birth_date", "sex")
    fields = ("name", "mrn", "birth_date", "sex")


@admin.register(Examination)
class ExaminationAdmin(EditableUntilSignedAdmin):
    form = ExaminationForm
    report_lookup = "examination"
    list_display = ("accession_number", "examination_date", "ordered_side", "printed_referrer")
    list_select_related = ("referrer",)
    fields = (
        "accession_number",
        "examination_date",
        "referrer",
        "referrer_name",
        "ordered_side",
        "reason",
        "created_at",
        "created_by",
    )
    readonly_fields = ("created_at", "created_by")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "referrer" and field is not None:
            field.queryset = field.queryset.filter(role=Role.REFERRER)
        return field
