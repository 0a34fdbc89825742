"""Patterns to start a report from: frequent studies, personal templates, the technique of the previous report.

A pattern is a document with some answers. Applied to a report, it fills blanks only, and each of its answers must be
confirmed before the report is signed. Bundled patterns contain no lesion location, contrast volume or category,
except the category of a normal study.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.breast_plan import BreastPlan, plans
from reporting.ductography.document import (
    BreastConclusion,
    Cannulation,
    ChildSpec,
    Contrast,
    Duct,
    Identity,
    LeafSpec,
    ListSpec,
    Node,
    RecommendationStep,
    ReportDocument,
    View,
    is_blank,
)
from reporting.ductography.document.node import Label
from reporting.ductography.facts.conclusions import steps_of
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.unconfirmed_answers import all_assumed
from reporting.ductography.narrative.plan_text import ducts_named
from reporting.ductography.phrases.recommended_steps import CONDITIONS
from reporting.ductography.vocabulary import Responsible, Side, Sides

from ..initial_document import initial_conclusions, with_initial_ducts

FOLDER = Path(__file__).parent

NORMAL = "normal"
# The bundled patterns by file name.
PATTERNS: dict[str, Label] = {
    NORMAL: _("Normal study"),
    "filling_defect": _("Single filling defect in the main duct"),
    "ectasia": _("Duct ectasia"),
    "failed_cannulation": _("Unsuccessful cannulation"),
}

# Fields that are usually the same in every examination: technique, not findings or measurements.
TECHNIQUE: dict[type[Node], tuple[str, ...]] = {
    Cannulation: ("cannula_gauge", "cannula_type", "cannula_shape", "dilators", "patient_position", "aids"),
    Contrast: ("agent", "concentration_mg_i_per_ml", "dye", "cannula_after"),
    View: ("projection", "modifiers", "phase", "technique"),
}


# A personal template keeps choices and these numbers, but no location in one patient.
GENERAL_KINDS = ("choice", "choices")
TECHNICAL_NUMBERS = ("cannula_gauge", "concentration_mg_i_per_ml", "not_before", "within")
PATIENT_SPECIFIC = ("bloody_other_side", "region", "direction_degree", "direction_from_nipple", "depth_third")


@cache
def bundled_pattern(name: str) -> ReportDocument:
    """Return a bundled pattern. Raises `KeyError` for a name that is not in `PATTERNS`."""
    PATTERNS[name]
    return ReportDocument.from_json((FOLDER / f"{name}.json").read_bytes())


def apply_pattern(report: ReportDocument, pattern: ReportDocument) -> ReportDocument:
    """Fill the blanks of ``report`` with the answers of ``pattern``, to be confirmed."""
    begun = with_initial_ducts(report)
    if not begun.ducts and pattern.ducts:
        begun = begun.model_copy(update={"ducts": (Duct(),)})
    if not begun.breasts and pattern.breasts:
        begun = begun.model_copy(update={"breasts": initial_conclusions(begun) or (BreastConclusion(),)})
    filled: ReportDocument = _fill_blanks(begun, pattern)
    return filled


def _fill_blanks(node: Any, offered: Any) -> Any:
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
                changes[spec.name] = _fill_blanks(mine, theirs)
        else:
            changes[spec.name] = _fill_rows(spec, mine, theirs)
    in_order = tuple(spec.name for spec in node.leaf_specs() if spec.name in assumed)
    return node.model_copy(update={**changes, "assumed": in_order})


def _fill_rows(spec: ListSpec, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Apply the first row of the pattern to each duct and breast; fill any other list only if it is empty."""
    if spec.node_class in (Duct, BreastConclusion):
        return tuple(_fill_blanks(row, theirs[0]) for row in mine) if theirs else mine
    if any(not row.is_empty() for row in mine):
        return mine
    return tuple(map(all_assumed, theirs)) or mine


def with_suggested_recommendation(report: ReportDocument) -> ReportDocument:
    """Recommend the suggested plan for each breast without a step, to be confirmed.

    A breast of the plans that has no conclusion yet gets one.
    """
    breasts = list(report.breasts)
    suggested = plans(report)
    for plan in suggested:
        if steps_of(report, plan.side):
            continue
        at = _conclusion_of(plan, breasts, is_only=len(suggested) == 1)
        if at == len(breasts):
            breasts.append(BreastConclusion(side=plan.side))
        steps = tuple(all_assumed(step) for step in recommended_steps(plan))
        recommendation = breasts[at].recommendation.model_copy(update={"steps": steps})
        breasts[at] = breasts[at].model_copy(update={"recommendation": recommendation})
    return report.model_copy(update={"breasts": tuple(breasts)})


def _conclusion_of(plan: BreastPlan, breasts: Sequence[BreastConclusion], *, is_only: bool) -> int:
    """Index of the conclusion of the breast, or of one without a side if ``plan`` is the only one.

    Without either, the index of a conclusion to be added.
    """
    exact = (index for index, breast in enumerate(breasts) if breast.side is plan.side)
    fitting = (index for index, breast in enumerate(breasts) if is_only and of_side(breast.side, plan.side))
    return next(chain(exact, fitting), len(breasts))


def recommended_steps(plan: BreastPlan) -> Iterator[RecommendationStep]:
    """The suggested plan of a breast as steps of the report; actions decided within a step follow it."""
    for step in plan.steps:
        for action in (step.action, *step.includes):
            yield RecommendationStep(
                action=action,
                duct_number=step.ducts[0] + 1 if len(step.ducts) == 1 else None,
                text=ducts_named(step) if len(step.ducts) > 1 else None,
                condition=CONDITIONS[step.condition] if step.condition and action is step.action else None,
                not_before=step.not_before,
                within=step.within,
                interval_unit=step.unit,
                urgency=step.urgency,
                responsible=tuple(person for person in Responsible if person in step.responsible),
            )


def technique_pattern(report: ReportDocument) -> ReportDocument:
    """Return a pattern with the technique of the first duct of ``report``, without findings."""
    ducts = tuple(
        Duct(
            cannulation=_technique_only(duct.cannulation),
            contrast=_technique_only(duct.contrast),
            views=tuple(map(_technique_only, duct.views)),
        )
        for duct in report.ducts[:1]
    )
    return ReportDocument(ducts=ducts)


def as_personal_template(report: ReportDocument) -> ReportDocument:
    """Return ``report`` as a template without identity, sides, locations, measurements and other studies.

    Free text is removed too, because it may contain a name.
    """
    keep = {name: getattr(report, name) for name in ("indication", "safety", "outcome", "breast")}
    keep |= {"ducts": report.ducts[:1], "complications": report.complications}
    keep |= {"breasts": report.breasts[:1]}
    return ReportDocument(**{name: _without_specifics(value) for name, value in keep.items()})


def _without_specifics(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_without_specifics, value))
    changes: dict[str, Any] = {"not_recorded": (), "assumed": ()}
    for spec in value.specs():
        if not isinstance(spec, LeafSpec):
            changes[spec.name] = _without_specifics(getattr(value, spec.name))
        elif not _is_general(spec):
            changes[spec.name] = None  # a list of choices is always general
    return value.model_copy(update=changes)


def _is_general(spec: LeafSpec) -> bool:
    if spec.name in PATIENT_SPECIFIC or spec.vocabulary in (Side, Sides):
        return False
    return spec.kind in GENERAL_KINDS or spec.name in TECHNICAL_NUMBERS


def _technique_only(node: Any) -> Any:
    names = TECHNIQUE[type(node)]
    return type(node)(**{name: getattr(node, name) for name in names})
