"""What must be told of the patient, of the safety questions, and of how the examination ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import ReportDocument, SafetyItem
from reporting.ductography.facts.report_facts import contrast_was_given
from reporting.ductography.vocabulary import (
    IncompleteReason,
    Outcome,
    PreContrastMammogram,
    SafetyStatus,
    Sex,
    ViewPhase,
)

from ..rules import Place, Rule, Severity

PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE
COMPONENTS = "ACR-COMM"

_WHOSE = _("A report must say whose and which examination it is.")
_SIDE = _("A wrong side harms the patient.")


def no_birth_date_and_no_age(place: Place) -> bool:
    identity = place.report.identity
    return not identity.is_recorded("birth_date") and not identity.is_recorded("age_years")


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


RULES: tuple[Rule, ...] = (
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
            ("patient_name", _("The patient’s name is missing.")),
            ("mrn", _("The medical record number is missing.")),
            ("accession_number", _("The accession number is missing.")),
            ("examination_date", _("The date of the examination is missing.")),
            ("referrer", _("The referring doctor is missing.")),
        )
    ),
    Rule(
        "identity-birth-date",
        on=ReportDocument,
        when=no_birth_date_and_no_age,
        at="identity.birth_date",
        severity=PROHIBIT,
        says=_("The date of birth is missing."),
        why=_WHOSE,
        source=COMPONENTS,
    ),
    Rule(
        "discharge-history",
        on=ReportDocument,
        required=("indication.discharge_sides", "indication.spontaneity", "indication.colours"),
        severity=NOTE,
        says=_("Side, spontaneity and colour of the discharge belong to the indication."),
        why=_("They tell pathologic from physiologic discharge."),
        source="NCCN-A, REV20",
    ),
    # Outcome
    Rule(
        "outcome-status",
        on=ReportDocument,
        required=("outcome.status",),
        severity=PROHIBIT,
        says=_("Say whether the examination succeeded."),
        why=_("A failed or incomplete examination must not read like a normal one."),
        source="DICOM",
    ),
    Rule(
        "outcome-reasons",
        on=ReportDocument,
        when=did_not_fully_succeed,
        required=("outcome.reasons",),
        severity=PROHIBIT,
        says=_("Say why the examination did not fully succeed."),
        why=_("The reason decides whether it is repeated or replaced."),
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "outcome-limitations",
        on=ReportDocument,
        when=partly_succeeded,
        required=("outcome.limitations",),
        severity=ALERT,
        says=_("The examination succeeded in part: say what it leaves open."),
        why=_(
            "Of re-read ductograms 9.5 % were not readable because of extravasation or incomplete filling."
        ),
        source="DINKEL01",
    ),
    Rule(
        "contraindication-not-named",
        on=ReportDocument,
        when=contraindication_not_named,
        at="safety",
        severity=ALERT,
        says=_("The examination was contraindicated: mark the contraindication as present."),
        why=_("The next examination meets the same contraindication."),
        source="FR-MAM, RU-MJ, DE-RCP",
    ),
    Rule(
        "ducts",
        on=ReportDocument,
        when=was_attempted,
        required=("ducts",),
        severity=PROHIBIT,
        says=_("No duct is described."),
        why=_("The duct is the unit of the examination."),
        source=COMPONENTS,
    ),
    Rule(
        "side-of-what-was-not-done",
        on=ReportDocument,
        when=no_duct_and_no_side,
        at="indication.discharge_sides",
        severity=PROHIBIT,
        says=_("The side is missing."),
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
        says=_("No earlier study and no comparison is given."),
        why=_("A reader asks what was known before."),
        source=COMPONENTS,
    ),
    Rule(
        "allergy-asked",
        on=ReportDocument,
        when=contrast_given,
        required=("safety.contrast_allergy.status",),
        severity=ALERT,
        says=_("Allergy to contrast was not answered."),
        why=_("It decides on premedication."),
        source="FR-MAM, RU-MJ, DE-GL",
    ),
    Rule(
        "pregnancy-asked",
        on=ReportDocument,
        when=may_be_pregnant,
        required=("safety.pregnancy.status",),
        severity=ALERT,
        says=_("Pregnancy was not answered."),
        why=_("Pregnancy is a published contraindication."),
        source="FR-MAM, RU-MJ, SEED",
    ),
    Rule(
        "inflammation-asked",
        on=ReportDocument,
        when=contrast_given,
        required=("safety.acute_inflammation.status",),
        severity=NOTE,
        says=_("Acute inflammation of the breast was not answered."),
        why=_("An inflamed breast is treated before any ductogram."),
        source="FR-MAM, RU-MJ, DE-RCP, DE-LL",
    ),
    Rule(
        "no-image-before-contrast",
        on=ReportDocument,
        when=no_image_before_contrast,
        at="comparison.pre_contrast_mammogram",
        severity=ALERT,
        says=_("No images before contrast are recorded."),
        why=_("Contrast hides calcifications."),
        source="FISCHER",
    ),
)
