"""What must be answered before a report may be signed, where, and why it matters.

An explicit *not recorded* is an answer, so that an old or published case can be signed honestly; a blank is
not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .document import Duct, Node, ReportDocument
from .vocabulary import FillingCompleteness, Outcome, RecommendedAction


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap: the path of the field, what is missing, and why it matters."""

    path: str
    message: str
    why: str


def missing(document: ReportDocument) -> tuple[Missing, ...]:
    """Every gap that stops the signature; an empty tuple means that the report may be signed."""
    return tuple(
        gap for rule in (_identity, _outcome, _ducts, _assessment, _recommendation) for gap in rule(document)
    )


def was_filled(duct: Duct) -> bool:
    """Whether contrast went into the duct, so that technique and findings must be told."""
    entered = duct.cannulation.outcome not in (Outcome.FAILED, Outcome.NOT_ATTEMPTED)
    return entered and duct.filling.completeness is not FillingCompleteness.NOT_FILLED


def _blank(node: Node, name: str) -> bool:
    return not node.is_recorded(name)


def _identity(document: ReportDocument) -> Iterator[Missing]:
    identity = document.identity
    why = _("A report must say whose and which examination it is.")
    for name, message in (
        ("patient_name", _("The patient’s name is missing.")),
        ("mrn", _("The medical record number is missing.")),
        ("accession_number", _("The accession number is missing.")),
        ("examination_date", _("The date of the examination is missing.")),
        ("referrer", _("The referring doctor is missing.")),
    ):
        if _blank(identity, name):
            yield Missing(f"identity.{name}", message, why)
    if _blank(identity, "birth_date") and _blank(identity, "age_years"):
        yield Missing("identity.birth_date", _("The date of birth is missing."), why)


def _outcome(document: ReportDocument) -> Iterator[Missing]:
    outcome = document.outcome
    if _blank(outcome, "status"):
        yield Missing(
            "outcome.status",
            _("Say whether the examination succeeded."),
            _("A failed or incomplete examination must not read like a normal one."),
        )
    elif outcome.status not in (None, Outcome.SUCCEEDED) and _blank(outcome, "reasons"):
        yield Missing(
            "outcome.reasons",
            _("Say why the examination did not fully succeed."),
            _("The reason decides whether it is repeated or replaced."),
        )


def _ducts(document: ReportDocument) -> Iterator[Missing]:
    attempted = document.outcome.status not in (None, Outcome.NOT_ATTEMPTED) or (
        "status" in document.outcome.not_recorded
    )
    if attempted and not document.ducts:
        yield Missing("ducts", _("No duct is described."), _("The duct is the unit of the examination."))
    if not document.ducts and not attempted and not _side_is_answered(document):
        yield Missing(
            "indication.discharge_sides", _("The side is missing."), _("A wrong side harms the patient.")
        )
    for index, duct in enumerate(document.ducts):
        yield from _duct(duct, f"ducts[{index}]", index + 1)


def _side_is_answered(document: ReportDocument) -> bool:
    return document.identity.is_recorded("ordered_side") or document.indication.is_recorded("discharge_sides")


def _duct(duct: Duct, path: str, number: int) -> Iterator[Missing]:
    if _blank(duct, "side"):
        yield Missing(
            f"{path}.side",
            _("Duct {number}: the side is missing.").format(number=number),
            _("A wrong side harms the patient."),
        )
    if not was_filled(duct):
        return
    why = _("A filled duct can be judged only when contrast, views and findings are told.")
    if _blank(duct.contrast, "volume_ml"):
        yield Missing(
            f"{path}.contrast.volume_ml",
            _("Duct {number}: the volume of contrast is missing.").format(number=number),
            why,
        )
    if not any(view.is_recorded("projection") for view in duct.views):
        yield Missing(f"{path}.views", _("Duct {number}: no view is recorded.").format(number=number), why)
    if not any(finding.is_recorded("kind") for finding in duct.findings):
        yield Missing(
            f"{path}.findings",
            _("Duct {number}: enter a finding, or “normal duct”, or a finding that is absent.").format(
                number=number
            ),
            why,
        )
    for index, finding in enumerate(duct.findings):
        if not finding.is_recorded("kind") or not finding.is_recorded("presence"):
            yield Missing(
                f"{path}.findings[{index}].kind",
                _("Duct {number}: finding {finding} says not what was seen or whether it was seen.").format(
                    number=number, finding=index + 1
                ),
                why,
            )


def _assessment(document: ReportDocument) -> Iterator[Missing]:
    why = _("The category tells the referring doctor how suspicious the result is.")
    if document.outcome.status in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        return
    if not any(item.is_recorded("birads") or item.is_recorded("gics") for item in document.assessments):
        yield Missing("assessments", _("No category is chosen (BI-RADS or GICS)."), why)
    for index, item in enumerate(document.assessments):
        if len(document.assessments) > 1 and _blank(item, "side"):
            yield Missing(
                f"assessments[{index}].side",
                _("Category {number}: the side is missing.").format(number=index + 1),
                why,
            )


def _recommendation(document: ReportDocument) -> Iterator[Missing]:
    wanted = document.recommendation
    if _blank(wanted, "actions"):
        yield Missing(
            "recommendation.actions",
            _("The recommendation is missing."),
            _("The referring doctor must know what to do next."),
        )
    elif RecommendedAction.OTHER in wanted.actions and _blank(wanted, "text"):
        yield Missing(
            "recommendation.text",
            _("“Other” is recommended: say what."),
            _("The referring doctor must know what to do next."),
        )
    if wanted.within is not None and _blank(wanted, "interval_unit"):
        yield Missing(
            "recommendation.interval_unit",
            _("The recommended time has no unit."),
            _("“Within 6” may be days or months."),
        )
