"""What must be told of the patient, of the safety questions, and of how the examination ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Indication, ReportDocument, SafetyItem
from reporting.ductography.facts.patient import patient_facts
from reporting.ductography.facts.report_facts import contrast_was_given
from reporting.ductography.vocabulary import (
    IncompleteReason,
    Modality,
    Outcome,
    PreContrastMammogram,
    SafetyStatus,
    Sex,
    ViewPhase,
)

from ..rules import Place, Rule, Severity

PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE
COMPONENTS = "ACR-COMM"

_DISCHARGE = _("These features distinguish pathologic from physiologic discharge.")
_WHOSE = _("A report must identify the patient and the examination.")
_SIDE = _("A laterality error can harm the patient.")


def no_birth_date_and_no_age(place: Place) -> bool:
    identity = place.report.identity
    return not any(identity.is_recorded(name) for name in ("birth_date", "age_years", "age_months"))


def did_not_fully_succeed(place: Place) -> bool:
    return place.report.outcome.status not in (None, Outcome.SUCCEEDED)


def partly_succeeded(place: Place) -> bool:
    return place.report.outcome.status is Outcome.PARTIALLY_SUCCEEDED


def was_attempted(place: Place) -> bool:
    outcome = place.report.outcome
    return outcome.is_recorded("status") and outcome.status is not Outcome.NOT_ATTEMPTED


def no_duct_and_no_side(place: Place) -> bool:
    report = place.report
    answered = report.identity.is_recorded("ordered_side") or report.indication.is_recorded("discharge_sides")
    return not report.ducts and not was_attempted(place) and not answered


def contraindication_not_named(place: Place) -> bool:
    report = place.report
    items = [item for _name, item in report.safety.children() if isinstance(item, SafetyItem)]
    named = any(item.status is SafetyStatus.PRESENT for item in items)
    return IncompleteReason.CONTRAINDICATED in report.outcome.reasons and not named


def contrast_given(place: Place) -> bool:
    return contrast_was_given(place.report)


def may_be_pregnant(place: Place) -> bool:
    return contrast_was_given(place.report) and place.report.identity.sex is not Sex.MALE


def no_image_before_contrast(place: Place) -> bool:
    """Under 30 ultrasound comes first, so that a missing mammogram is no fault."""
    return not _is_under_30(place) and _lacks_image_before_contrast(place)


def no_ultrasound_under_30(place: Place) -> bool:
    report = place.report
    studies = (*report.comparison.earlier_studies, *report.correlation)
    scanned = any(Modality.ULTRASOUND in study.modalities for study in studies)
    return _is_under_30(place) and not scanned and _lacks_image_before_contrast(place)


def _is_under_30(place: Place) -> bool:
    return patient_facts(place.report).under_30


def _lacks_image_before_contrast(place: Place) -> bool:
    comparison = place.report.comparison
    images = comparison.pre_contrast_mammogram in (PreContrastMammogram.OBTAINED, PreContrastMammogram.RECENT)
    views = (view for duct in place.report.ducts for view in duct.views)
    return not (
        not contrast_was_given(place.report)
        or images
        or "pre_contrast_mammogram" in comparison.not_recorded
        or any(view.phase is ViewPhase.BEFORE_CONTRAST for view in views)
    )


def nothing_to_compare(place: Place) -> bool:
    comparison = place.report.comparison
    told = comparison.earlier_studies or any(
        comparison.is_recorded(name) for name in ("pre_contrast_mammogram", "text")
    )
    return was_attempted(place) and not told


def duration_given(place: Place) -> bool:
    return place.node.duration is not None


RULES: tuple[Rule, ...] = (
    Rule(
        "duration-unit",
        on=Indication,
        when=duration_given,
        required=("duration_unit",),
        severity=PROHIBIT,
        says=_("Select days, weeks, months or years for the duration."),
        why=_("“9” is ambiguous without a unit."),
        source=COMPONENTS,
    ),
    *(
        Rule(
            f"identity-{name.replace('_', '-')}",
            on=ReportDocument,
            required=(f"identity.{name}",),
            severity=PROHIBIT,
            says=says,
            why=_WHOSE,
            source=COMPONENTS,
        )
        for name, says in (
            ("patient_name", _("Enter the patient’s name.")),
            ("mrn", _("Enter the medical record number.")),
            ("accession_number", _("Enter the accession number.")),
            ("examination_date", _("Enter the examination date.")),
            ("referrer", _("Enter the referring clinician.")),
        )
    ),
    Rule(
        "identity-birth-date",
        on=ReportDocument,
        when=no_birth_date_and_no_age,
        at="identity.birth_date",
        severity=PROHIBIT,
        says=_("Enter the date of birth."),
        why=_WHOSE,
        source=COMPONENTS,
    ),
    Rule(
        "discharge-side",
        on=ReportDocument,
        required=("indication.discharge_sides",),
        severity=NOTE,
        says=_("Enter the side of the discharge."),
        why=_DISCHARGE,
        source="NCCN-A, REV20",
    ),
    Rule(
        "discharge-spontaneity",
        on=ReportDocument,
        required=("indication.spontaneity",),
        severity=NOTE,
        says=_("Enter whether the discharge is spontaneous or expressed."),
        why=_DISCHARGE,
        source="NCCN-A, REV20",
    ),
    Rule(
        "discharge-colour",
        on=ReportDocument,
        required=("indication.colours",),
        severity=NOTE,
        says=_("Enter the colour of the discharge."),
        why=_DISCHARGE,
        source="NCCN-A, REV20",
    ),
    # Outcome
    Rule(
        "outcome-status",
        on=ReportDocument,
        required=("outcome.status",),
        severity=PROHIBIT,
        says=_("Select the technical outcome."),
        why=_("A failed or incomplete study must not be mistaken for a normal one."),
        source="DICOM",
    ),
    Rule(
        "outcome-reasons",
        on=ReportDocument,
        when=did_not_fully_succeed,
        required=("outcome.reasons",),
        severity=PROHIBIT,
        says=_("Select why the examination was unsuccessful or incomplete."),
        why=_("The reason determines whether to repeat the study or choose an alternative."),
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "outcome-limitations",
        on=ReportDocument,
        when=partly_succeeded,
        required=("outcome.limitations",),
        severity=ALERT,
        says=_("The examination was only partially successful, but its limitations are not recorded."),
        why=_(
            "In one blinded re-read, 9.5 % of ductograms were non-diagnostic because of "
            "extravasation or incomplete filling."
        ),
        source="DINKEL01",
    ),
    Rule(
        "contraindication-not-named",
        on=ReportDocument,
        when=contraindication_not_named,
        at="safety",
        severity=ALERT,
        says=_("“Contraindicated” is selected, but no contraindication is marked as present."),
        why=_("The same contraindication applies to future examinations."),
        source="FR-MAM, RU-MJ, DE-RCP",
    ),
    Rule(
        "ducts",
        on=ReportDocument,
        when=was_attempted,
        required=("ducts",),
        severity=PROHIBIT,
        says=_("Add a duct."),
        why=_("Findings are recorded per duct."),
        source=COMPONENTS,
    ),
    Rule(
        "side-of-what-was-not-done",
        on=ReportDocument,
        when=no_duct_and_no_side,
        at="indication.discharge_sides",
        severity=PROHIBIT,
        says=_("Select the side."),
        why=_SIDE,
        source=COMPONENTS,
    ),
    # Before the contrast
    Rule(
        "comparison",
        on=ReportDocument,
        when=nothing_to_compare,
        at="comparison.earlier_studies",
        severity=NOTE,
        says=_("Add a prior study or a comparison."),
        why=_("Readers need to know which prior studies were available."),
        source=COMPONENTS,
    ),
    Rule(
        "allergy-asked",
        on=ReportDocument,
        when=contrast_given,
        required=("safety.contrast_allergy.status",),
        severity=ALERT,
        says=_("Allergy to iodinated contrast is not answered."),
        why=_("The answer determines whether premedication is needed."),
        source="FR-MAM, RU-MJ, DE-GL",
    ),
    Rule(
        "pregnancy-asked",
        on=ReportDocument,
        when=may_be_pregnant,
        required=("safety.pregnancy.status",),
        severity=ALERT,
        says=_("Pregnancy is not answered."),
        why=_("Pregnancy is a published contraindication."),
        source="FR-MAM, RU-MJ, SEED",
    ),
    Rule(
        "inflammation-asked",
        on=ReportDocument,
        when=contrast_given,
        required=("safety.acute_inflammation.status",),
        severity=NOTE,
        says=_("Answer “acute mastitis or abscess”."),
        why=_("Treat acute inflammation before ductography."),
        source="FR-MAM, RU-MJ, DE-RCP, DE-LL",
    ),
    Rule(
        "no-image-before-contrast",
        on=ReportDocument,
        when=no_image_before_contrast,
        at="comparison.pre_contrast_mammogram",
        severity=ALERT,
        says=_("No pre-contrast images recorded."),
        why=_("Contrast can obscure calcifications."),
        source="FISCHER",
    ),
    Rule(
        "ultrasound-first",
        on=ReportDocument,
        when=no_ultrasound_under_30,
        at="comparison.earlier_studies",
        severity=ALERT,
        says=_("No ultrasound is recorded in a patient under 30. Add the ultrasound study."),
        why=_("Ultrasound is the first study under 30; children do not have mammography."),
        source="ACR22",
    ),
)
