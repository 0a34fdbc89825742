"""What a report may start from: frequent studies, a radiologist's own templates, the technique of the last one.

A pattern is a document that answers a few questions. It is laid over a report: only blanks are filled, nothing
that stands there is touched, and every answer it gives has to be confirmed before the report is signed. Where a
lesion lies, how much was injected and what the category is are never part of a pattern that comes with the program,
but for the category of a normal study, which is what such a study is called for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.document import (
    Assessment,
    Cannulation,
    ChildSpec,
    Contrast,
    Duct,
    Identity,
    LeafSpec,
    ListSpec,
    Node,
    Recommendation,
    ReportDocument,
    View,
    is_blank,
)
from reporting.ductography.document.node import Label
from reporting.ductography.facts.unconfirmed_answers import all_assumed
from reporting.ductography.vocabulary import Side, Sides, Urgency

from ..initial_document import started

FOLDER = Path(__file__).parent

NORMAL = "normal"
# The patterns that come with the program, by the names of their files.
PATTERNS: dict[str, Label] = {
    NORMAL: _("Normal study"),
    "filling_defect": _("Single filling defect in the main duct"),
    "ectasia": _("Duct ectasia"),
    "failed_cannulation": _("Unsuccessful cannulation"),
}

# What one examination has in common with the next: how it is done, not what was seen or measured.
TECHNIQUE: dict[type[Node], tuple[str, ...]] = {
    Cannulation: ("cannula_gauge", "cannula_type", "cannula_shape", "dilators", "patient_position", "aids"),
    Contrast: ("agent", "concentration_mg_i_per_ml", "dye", "cannula_after"),
    View: ("projection", "modifiers", "phase", "technique"),
}


# What a template of one's own may keep: choices, and these numbers; never where something lies in one patient.
GENERAL_KINDS = ("choice", "choices")
TECHNICAL_NUMBERS = ("cannula_gauge", "concentration_mg_i_per_ml", "not_before", "within")
OF_ONE_PATIENT = ("bloody_other_side", "region", "direction_degree", "direction_from_nipple", "depth_third")


# Conditions under which a step is taken only later, or not at all.
DEPENDS = ("if_shown", "otherwise", "if_confirmed", "of_what_is_found", "if_repeat_fails", "after_pregnancy")


@cache
def pattern(name: str) -> ReportDocument:
    """A pattern that comes with the program. Raises `KeyError` for a name that is not in `PATTERNS`."""
    PATTERNS[name]
    return ReportDocument.from_json((FOLDER / f"{name}.json").read_bytes())


def filled_in(report: ReportDocument, pattern: ReportDocument) -> ReportDocument:
    """``report`` with the answers of ``pattern`` where it has none; what was filled in is to be confirmed."""
    begun = started(report)
    if not begun.ducts and pattern.ducts:
        begun = begun.model_copy(update={"ducts": (Duct(),)})
    filled: ReportDocument = _filled(begun, pattern)
    return filled


def _filled(node: Any, offered: Any) -> Any:
    changes: dict[str, Any] = {}
    assumed = set(node.assumed)
    for spec in node.specs():
        mine, theirs = getattr(node, spec.name), getattr(offered, spec.name)
        if isinstance(spec, LeafSpec):
            if is_blank(mine) and not is_blank(theirs) and spec.name not in node.not_recorded:
                changes[spec.name] = theirs
                assumed.add(spec.name)
        elif isinstance(spec, ChildSpec):
            if spec.node_class is not Identity:
                changes[spec.name] = _filled(mine, theirs)
        else:
            changes[spec.name] = _rows(spec, mine, theirs)
    in_order = tuple(spec.name for spec in node.leaf_specs() if spec.name in assumed)
    return node.model_copy(update={**changes, "assumed": in_order})


def _rows(spec: ListSpec, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Each duct and each breast gets what the pattern says of one; another list is filled only as a whole."""
    if spec.node_class in (Duct, Assessment):
        return tuple(_filled(row, theirs[0]) for row in mine) if theirs else mine
    if any(not row.is_empty() for row in mine):
        return mine
    return tuple(map(all_assumed, theirs)) or mine


def with_proposed_recommendation(report: ReportDocument) -> ReportDocument:
    """``report`` with the blanks of its recommendation filled by the suggested plans, to be confirmed.

    Steps that depend on a condition stay open.
    """
    steps = [step for plan in plans(report) for step in plan.steps if step.condition not in DEPENDS]
    timed = next((step for step in steps if step.unit), None)
    proposed = Recommendation(
        actions=_in_order(tuple(step.action for step in steps)),
        not_before=timed.not_before if timed else None,
        within=timed.within if timed else None,
        interval_unit=timed.unit if timed else None,
        urgency=max((step.urgency for step in steps), key=list(Urgency).index, default=None),
        responsible=_in_order(tuple(person for step in steps for person in step.responsible)),
    )
    return report.model_copy(update={"recommendation": _filled(report.recommendation, proposed)})


def _in_order(terms: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(term for term in type(terms[0]) if term in terms) if terms else ()


def technique_of(report: ReportDocument) -> ReportDocument:
    """A pattern that answers how the examination of ``report`` was done, and nothing of what it showed."""
    ducts = tuple(
        Duct(
            cannulation=_only(duct.cannulation),
            contrast=_only(duct.contrast),
            views=tuple(map(_only, duct.views)),
        )
        for duct in report.ducts[:1]
    )
    return ReportDocument(ducts=ducts)


def without_the_patient(report: ReportDocument) -> ReportDocument:
    """``report`` as a template of its author's: without identity, sides, places, measures, earlier and later studies.

    Comments and other free text go too, because a name may stand in them.
    """
    keep = {name: getattr(report, name) for name in ("indication", "safety", "outcome", "breast")}
    keep |= {"ducts": report.ducts[:1], "complications": report.complications}
    keep |= {"assessments": report.assessments[:1], "recommendation": report.recommendation}
    return ReportDocument(**{name: _general(value) for name, value in keep.items()})


def _general(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_general, value))
    changes: dict[str, Any] = {"not_recorded": (), "assumed": ()}
    for spec in value.specs():
        if not isinstance(spec, LeafSpec):
            changes[spec.name] = _general(getattr(value, spec.name))
        elif not _is_general(spec):
            changes[spec.name] = None  # a list of choices is always general
    return value.model_copy(update=changes)


def _is_general(spec: LeafSpec) -> bool:
    if spec.name in OF_ONE_PATIENT or spec.vocabulary in (Side, Sides):
        return False
    return spec.kind in GENERAL_KINDS or spec.name in TECHNICAL_NUMBERS


def _only(node: Any) -> Any:
    names = TECHNIQUE[type(node)]
    return type(node)(**{name: getattr(node, name) for name in names})
