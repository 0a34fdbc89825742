"""Register an examination: patient, examination and empty report are created together or not at all."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from reporting.custody import audit, standing
from reporting.ductography.document.text import normalised
from reporting.models import AuditKind, Examination, Patient, Report, Role, User
from reporting.models.normalisation import comparable_name
from reporting.policy import permissions
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission

# If two users register the same new patient at once, the second retries and finds the row.
ATTEMPTS = 3


def register_examination(
    *,
    user: User,
    patient_name: str,
    mrn: str,
    accession_number: str,
    birth_date: datetime.date | None = None,
    sex: str = "",
    examination_date: datetime.date | None = None,
    referrer: User | None = None,
    referrer_name: str = "",
    ordered_side: str = "",
    reason: str = "",
) -> Examination:
    """Register an examination with its draft report, for a new patient or the existing one with this MRN.

    Raises:
        ActionRefused: ``user`` may not register.
        ValidationError: by field (named as the arguments): a value is invalid, the accession number is taken, or
            name, date of birth or sex differ from those registered for the MRN.
    """
    if sentence := permissions.refusal(user, Permission.REGISTER):
        raise ActionRefused(sentence)
    patient = Patient(name=normalised(patient_name), mrn=normalised(mrn), birth_date=birth_date, sex=sex)
    examination = Examination(
        accession_number=normalised(accession_number),
        examination_date=examination_date,
        referrer=referrer,
        referrer_name=normalised(referrer_name) or (referrer.display_name if referrer else ""),
        ordered_side=ordered_side,
        reason=normalised(reason),
        created_by=user,
    )
    _validate(patient, examination)
    for tries_left in reversed(range(ATTEMPTS)):
        try:
            with transaction.atomic():
                return _store(patient, examination, user)
        except IntegrityError:
            if Examination.objects.with_accession(accession_number).exists():
                raise _accession_taken() from None
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def _store(entered: Patient, examination: Examination, user: User) -> Examination:
    if Examination.objects.with_accession(examination.accession_number).exists():
        raise _accession_taken()
    known = Patient.objects.with_mrn(entered.mrn).first()
    completed: list[str] = []
    if known is None:
        patient = Patient(name=entered.name, mrn=entered.mrn, birth_date=entered.birth_date, sex=entered.sex)
        patient.save(force_insert=True)
    else:
        before = copy.copy(known)
        patient, completed = known, _complete_patient(known, entered)
    # Copied, so that a retry starts from the values that were entered.
    row = Examination(
        **{field: getattr(examination, field) for field in _EXAMINATION_FIELDS}, patient=patient
    )
    row.save(force_insert=True)
    report = Report.objects.create(examination=row)
    audit.record(
        AuditKind.EXAMINATION_REGISTERED,
        actor=user,
        report=report,
        examination=str(row.public_id),
        new_patient=known is None,
        completed=completed,
    )
    if completed:
        standing.seal_again(before, patient)
    return row


_EXAMINATION_FIELDS = (
    "accession_number",
    "examination_date",
    "referrer",
    "referrer_name",
    "ordered_side",
    "reason",
    "created_by",
)


def _complete_patient(known: Patient, entered: Patient) -> list[str]:
    """Add missing date of birth and sex, refuse values that differ, and return the columns added."""
    problems: dict[str, str] = {}
    if comparable_name(known.name) != comparable_name(entered.name):
        problems["patient_name"] = _("This medical record number belongs to a patient with a different name.")
    added: dict[str, Any] = {}
    for column, sentence in (
        ("birth_date", _("This medical record number belongs to a patient with a different date of birth.")),
        ("sex", _("A different sex is recorded for this MRN.")),
    ):
        ours, theirs = getattr(entered, column), getattr(known, column)
        if ours and theirs and ours != theirs:
            problems[column] = sentence
        elif ours and not theirs:
            added[column] = ours
    if problems:
        raise ValidationError(problems)
    if added:
        for column, value in added.items():
            setattr(known, column, value)
        known.save(update_fields=list(added))
    return sorted(added)


def _validate(patient: Patient, examination: Examination) -> None:
    """Report all problems of both rows at once, under the names of the arguments."""
    problems: dict[str, list[ValidationError]] = {}
    for row, fields in (
        (patient, {"name": "patient_name", "mrn": "mrn", "birth_date": "birth_date", "sex": "sex"}),
        (examination, {name: name for name in _EXAMINATION_FIELDS if name not in ("created_by", "referrer")}),
    ):
        everything = {field.name for field in row._meta.get_fields()}
        try:
            row.clean_fields(exclude=everything - set(fields))
        except ValidationError as error:
            for field, found in error.error_dict.items():
                problems.setdefault(fields[field], []).extend(found)
    if examination.referrer and examination.referrer.role != Role.REFERRER:
        problems["referrer"] = [ValidationError(_("This account does not belong to a referring clinician."))]
    check_dates(patient.birth_date, examination.examination_date, problems)
    if problems:
        raise ValidationError(problems)


def check_dates(
    birth_date: datetime.date | None,
    examination_date: datetime.date | None,
    problems: dict[str, list[ValidationError]],
) -> None:
    """Add problems of these dates to ``problems``, by argument."""
    # Dates have no time zone: the earliest time zone on earth decides what is in the future.
    today = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()
    for name, value in (("birth_date", birth_date), ("examination_date", examination_date)):
        if value and value > today:
            problems.setdefault(name, []).append(ValidationError(_("This date is in the future.")))
    if birth_date and examination_date and examination_date < birth_date <= today:
        problems.setdefault("examination_date", []).append(
            ValidationError(_("The examination cannot be before the date of birth."))
        )


def _accession_taken() -> ValidationError:
    sentence = _("This accession number is already registered.")
    return ValidationError({"accession_number": ValidationError(sentence, code="taken")})
