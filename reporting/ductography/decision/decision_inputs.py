"""What the decision table asks of a report: each input is one question with a short list of answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..document import Duct, ReportDocument
from ..document.node import Label
from ..facts.conclusions import categories_of
from ..facts.discharge_pattern import blood, physiologic
from ..facts.lesion_visibility import lesion_elsewhere
from ..facts.report_facts import was_filled
from ..facts.sign_severity import LESIONS, gravest_sign, has_several_defects, is_unsettled, lasting
from ..vocabulary import (
    Answer,
    CavityKind,
    ComplicationKind,
    CytologyResult,
    Diagnosis,
    DischargeColour,
    DuctCount,
    Endpoint,
    Extravasation,
    ExtravasationCause,
    FillingCompleteness,
    ImplantIntegrity,
    IncompleteReason,
    Outcome,
    SafetyStatus,
    Sex,
    UpstreamFilling,
)

SEVERAL_PAPILLOMAS = {Diagnosis.MULTIPLE_PAPILLOMAS, Diagnosis.PERIPHERAL_PAPILLOMAS}


@dataclass(frozen=True, slots=True)
class Input:
    """A question to a report and every answer it may have; ``label`` is the question as a person reads it."""

    name: str
    label: Label
    answers: tuple[str, ...]
    ask: Callable[[ReportDocument], str]


def outcome(report: ReportDocument) -> str:
    """Performed until it is said to have failed or not to have been tried."""
    if report.outcome.status is Outcome.FAILED:
        return "failed"
    return "not_attempted" if report.outcome.status is Outcome.NOT_ATTEMPTED else "performed"


def obstacle(report: ReportDocument) -> str:
    """What stands in the way of a reading; an infection before all else."""
    if _infected(report):
        return "infection"
    reasons = {
        *report.outcome.reasons,
        *(reason for duct in report.ducts for reason in duct.cannulation.failure_reasons),
    }
    if outcome(report) == "performed":
        return _obstacle_to_reading(report, reasons)
    known = (name for reason, name in _OBSTACLES.items() if reason in reasons)
    return next(known, "other" if reasons else "none")


_OBSTACLES = {
    IncompleteReason.NOT_INDICATED: "not_indicated",
    IncompleteReason.NO_DISCHARGE_TODAY: "no_discharge",
    IncompleteReason.EXTRAVASATION: "extravasation",
    IncompleteReason.REFLUX_ONLY: "reflux",
    IncompleteReason.INCOMPLETE_FILLING: "incomplete",
}


def _infected(report: ReportDocument) -> bool:
    asked = (report.safety.acute_inflammation.status, report.safety.purulent_discharge.status)
    colours = {*report.indication.colours, *(c for duct in report.ducts for c in duct.discharge.colours)}
    abscess = any(f.cavity_kind is CavityKind.ABSCESS for duct in report.ducts for f in lasting(duct))
    return SafetyStatus.PRESENT in asked or DischargeColour.PURULENT in colours or abscess


def _obstacle_to_reading(report: ReportDocument, reasons: set[IncompleteReason]) -> str:
    ducts = [duct for duct in report.ducts if was_filled(duct)]
    events = {event.kind for event in report.complications.events}
    if any(is_unsettled(finding) for duct in ducts for finding in duct.findings):
        return "artefact"
    if any(map(_leaked, ducts)) or (
        _tells_of_a_leak(reasons, events) and not any(map(_leaks_at_lesion, ducts))
    ):
        return "extravasation"
    if IncompleteReason.REFLUX_ONLY in reasons:
        return "reflux"
    explained = any(finding.kind in LESIONS for duct in ducts for finding in lasting(duct))
    if reasons & {IncompleteReason.INCOMPLETE_FILLING, IncompleteReason.WRONG_DUCT} and not explained:
        return "incomplete"
    if any(map(_ran_back, ducts)):
        return "reflux"
    if any(map(_half_filled, ducts)):
        return "incomplete"
    return "none"


def _tells_of_a_leak(reasons: set[IncompleteReason], events: set[ComplicationKind | None]) -> bool:
    leaks = {ComplicationKind.EXTRAVASATION, ComplicationKind.DUCT_PERFORATION}
    return IncompleteReason.EXTRAVASATION in reasons or bool(events & leaks)


def _leaks_at_lesion(duct: Duct) -> bool:
    return duct.contrast.extravasation_cause is ExtravasationCause.LESIONAL


def _leaked(duct: Duct) -> bool:
    leaked = duct.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
    return (leaked or Endpoint.EXTRAVASATION in duct.contrast.endpoints) and not _leaks_at_lesion(duct)


def _ran_back(duct: Duct) -> bool:
    """Reflux alone does not tell: a slight one also ends a good injection (ZHANG17)."""
    back = duct.contrast.reflux is Answer.YES or Endpoint.REFLUX in duct.contrast.endpoints
    return back and duct.filling.completeness is FillingCompleteness.INCOMPLETE and not lasting(duct)


def _half_filled(duct: Duct) -> bool:
    """Incomplete without a lesion in this duct that explains it."""
    explained = any(finding.kind in LESIONS for finding in lasting(duct))
    return duct.filling.completeness is FillingCompleteness.INCOMPLETE and not explained


def sign(report: ReportDocument) -> str:
    """The gravest sign that is present in any duct."""
    return gravest_sign(report.ducts)


def category(report: ReportDocument) -> str:
    """The BI-RADS category that asks for most: the highest, but an incomplete one before follow-up.

    The subdivisions of 4 count as 4.
    """
    chosen = {birads.value[0] for birads in categories_of(report, None)}
    worst = next((digit for digit in "6540321" if digit in chosen), "none")
    return "1-2" if worst in ("1", "2") else worst


def gics_only(report: ReportDocument) -> str:
    chosen = any(breast.gics for breast in report.breasts)
    return "yes" if chosen and category(report) == "none" else "no"


def implant(report: ReportDocument) -> str:
    """Ruptured when that is known or suspected, or when cytology found silicone."""
    history = report.indication
    ruptured = history.implant_integrity in (ImplantIntegrity.RUPTURED, ImplantIntegrity.SUSPECTED_RUPTURE)
    cells = {
        *history.cytology_results,
        *(c for duct in report.ducts for c in duct.discharge.cytology_results),
    }
    return "ruptured" if ruptured or CytologyResult.SILICONE in cells else "other"


def sex(report: ReportDocument) -> str:
    return "male" if report.identity.sex is Sex.MALE else "other"


def upstream(report: ReportDocument) -> str:
    hidden = {UpstreamFilling.NOT_OPACIFIED, UpstreamFilling.PARTLY_OPACIFIED}
    return "hidden" if any(duct.filling.upstream in hidden for duct in report.ducts) else "seen"


def number(report: ReportDocument) -> str:
    """Several filling defects in one duct, or several papillomas known from pathology."""
    several = any(has_several_defects(duct) for duct in report.ducts if was_filled(duct))
    return "multiple" if several or known_diagnoses(report) & SEVERAL_PAPILLOMAS else "other"


def known_diagnoses(report: ReportDocument) -> set[Diagnosis]:
    """What pathology found before or after this examination."""
    procedures = (*report.indication.surgery, *report.subsequent_procedures)
    return {diagnosis for procedure in procedures for diagnosis in procedure.diagnoses}


def ducts(report: ReportDocument) -> str:
    """How many ducts discharge by history; “unknown” only when that was the answer."""
    count = report.indication.discharging_ducts
    if count is None:
        return "not_told"
    if count is DuctCount.UNKNOWN:
        return "unknown"
    return "one" if count is DuctCount.ONE else "several"


INPUTS: tuple[Input, ...] = (
    Input("outcome", _("Was the examination performed?"), ("performed", "failed", "not_attempted"), outcome),
    Input(
        "obstacle",
        _("What limits interpretation?"),
        (
            "none",
            "infection",
            "not_indicated",
            "no_discharge",
            "extravasation",
            "reflux",
            "incomplete",
            "artefact",
            "other",
        ),
        obstacle,
    ),
    Input(
        "sign",
        _("What is the most suspicious finding in an opacified duct?"),
        ("none", "normal", "benign", "cavity", "unclear", "lesion", "suspicious"),
        sign,
    ),
    Input(
        "category",
        _("Which assigned BI-RADS category requires the most action?"),
        ("none", "0", "1-2", "3", "4", "5", "6"),
        category,
    ),
    Input("physiologic", _("Is the discharge pattern physiologic?"), ("yes", "no"), physiologic),
    Input(
        "implant",
        _("Is an implant ruptured, or is there silicone in the discharge?"),
        ("ruptured", "other"),
        implant,
    ),
    Input(
        "gics_only", _("Was a GICS category assigned without a BI-RADS category?"), ("yes", "no"), gics_only
    ),
    Input(
        "blood",
        _("Was blood reported, seen or detected in the discharge?"),
        ("seen", "not_seen", "not_told"),
        blood,
    ),
    Input("sex", _("Which sex is recorded?"), ("male", "other"), sex),
    Input(
        "upstream",
        _("Was the duct upstream of an obstruction opacified?"),
        ("seen", "hidden"),
        upstream,
    ),
    Input("number", _("How many filling defects or papillomas are there?"), ("multiple", "other"), number),
    Input(
        "ducts",
        _("How many ducts are discharging by history?"),
        ("one", "several", "unknown", "not_told"),
        ducts,
    ),
    Input(
        "elsewhere",
        _("Is the lesion visible on mammography or ultrasound?"),
        ("visible", "occult", "not_told"),
        lesion_elsewhere,
    ),
)
