"""Whether order, history, ducts, categories and words speak of the same breast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import breast_facts
from reporting.ductography.document import (
    AddedProcedure,
    BreastConclusion,
    Duct,
    Node,
    RecommendationStep,
    ReportDocument,
)
from reporting.ductography.document.node import ChildSpec, LeafSpec, ListSpec
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.outside_ducts import studies_of
from reporting.ductography.facts.report_facts import NOT_DONE, was_filled
from reporting.ductography.vocabulary import Side, Sides

from ...reading.laterality import side_words
from ..rules import Place, Rule, Severity

_SIDE = _("A laterality error can harm the patient.")

# Impression and recommendation have a rule of their own (`words`).
_READ_BACK = re.compile(r"impression\.text|breasts\[\d+\]\.recommendation\.text")
# Earlier and later events, other people, and reasons may well speak of the other side; what is kept of a proposed
# text was written by the program.
_ABOUT_OTHERS = frozenset(
    {
        "origin",
        "identity",
        "comparison",
        "correlation",
        "surgery",
        "family_history_text",
        "subsequent_procedures",
        "later_course",
        "communications",
        "overrides",
        "generated",
        "proposal",
    }
)


def side_not_ordered(place: Place) -> bool:
    return _is_other(place.node.side, place.report.identity.ordered_side)


def side_without_discharge(place: Place) -> bool:
    return _is_other(place.node.side, place.report.indication.discharge_sides)


def _is_other(side: Side | None, told: Sides | None) -> bool:
    return side is not None and told in (Sides.LEFT, Sides.RIGHT) and told.value != side.value


def order_against_history(place: Place) -> bool:
    ordered, told = place.report.identity.ordered_side, place.report.indication.discharge_sides
    return {ordered, told} == {Sides.LEFT, Sides.RIGHT}


def requested_breast_not_examined(place: Place) -> bool:
    """Both breasts were requested, and a duct of only one is recorded although the examination took place."""
    report = place.report
    if report.outcome.status in (*NOT_DONE, None) or report.outcome.reasons:
        return False
    return report.identity.ordered_side is Sides.BOTH and len(examined_sides(report)) == 1


def side_not_examined(place: Place) -> bool:
    sides = examined_sides(place.report)
    return bool(place.node.side and sides and place.node.side not in sides)


def side_assessed_twice(place: Place) -> bool:
    sides = [breast.side for breast in place.report.breasts]
    return bool(place.node.side) and sides.count(place.node.side) > 1


def steps_for_nothing_examined(place: Place) -> bool:
    """Steps for a breast without duct, order, finding or study."""
    report, side = place.report, place.node.side
    if not place.node.recommendation.steps or not side_not_examined(place):
        return False
    sides = {finding.side for finding in report.breast.findings}
    sides |= {study.side for study in studies_of(report, None)}
    return side not in sides


def duct_of_another_breast(place: Place) -> bool:
    """The step names a duct that is not in the report, or that lies in the other breast."""
    number, side = place.node.duct_number, place.parent(BreastConclusion).side
    if number is None:
        return False
    ducts = place.report.ducts
    return number > len(ducts) or not of_side(ducts[number - 1].side, side)


def breast_without_category(place: Place) -> bool:
    """A breast with a duct that could be read has no category, although the other breast has one."""
    report = place.report
    chosen = {breast.side for breast in report.breasts if breast.birads or breast.gics}
    read = {
        breast.side
        for breast in breast_facts(report)
        if any(not duct.obstacles and was_filled(report.ducts[duct.index]) for duct in breast.ducts)
    }
    return bool(chosen) and None not in chosen and bool(read - chosen)


def words_of_the_other_side(place: Place) -> Iterator[tuple[str, str]]:
    """Free-text fields that claim something of a side which their part of the report is not about."""
    for path, text, sides in _texts(place.report, "", examined_sides(place.report)):
        if _READ_BACK.fullmatch(path):
            continue
        clauses = (
            [word.clause for word in side_words(text) if word.side not in sides] if len(sides) == 1 else []
        )
        if clauses:
            yield path, " … ".join(dict.fromkeys(clauses))


def _texts(node: Any, path: str, sides: set[Side]) -> Iterator[tuple[str, str, set[Side]]]:
    """Every text below ``node`` with its path and the sides it may speak of."""
    own = getattr(node, "side", None)
    sides = {own} if own else sides
    kind: Any = type(node)
    texts, groups = _fields(kind)
    for name in texts:
        if text := getattr(node, name):
            yield (f"{path}.{name}" if path else name), text, sides
    for name, is_list in groups:
        value, here = getattr(node, name), f"{path}.{name}" if path else name
        if is_list:
            for index, item in enumerate(value):
                yield from _texts(item, f"{here}[{index}]", sides)
        else:
            yield from _texts(value, here, sides)


@cache
def _fields(node_class: type[Node]) -> tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    """The fields of a group that hold text, and those below which text stands (with: is it a list)."""
    specs = [spec for spec in node_class.specs() if spec.name not in _ABOUT_OTHERS]
    texts = tuple(spec.name for spec in specs if isinstance(spec, LeafSpec) and spec.kind in ("line", "text"))
    groups = tuple(
        (spec.name, isinstance(spec, ListSpec))
        for spec in specs
        if isinstance(spec, ChildSpec | ListSpec) and any(_fields(spec.node_class))
    )
    return texts, groups


RULES: tuple[Rule, ...] = (
    Rule(
        "side-not-ordered",
        on=Duct,
        when=side_not_ordered,
        at="side",
        severity=Severity.ALERT,
        says=_("Duct {number} is on a side that was not requested."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "side-without-discharge",
        on=Duct,
        when=side_without_discharge,
        at="side",
        severity=Severity.ALERT,
        says=_("Duct {number} is on the side without discharge by history."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "order-against-history",
        on=ReportDocument,
        when=order_against_history,
        at="indication.discharge_sides",
        severity=Severity.ALERT,
        says=_("The requested side differs from the side of discharge by history."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "requested-breast-missing",
        on=ReportDocument,
        when=requested_breast_not_examined,
        at="ducts",
        severity=Severity.ALERT,
        says=_("Both breasts were requested, but only one is reported. Add the other, or state the reason."),
        why=_SIDE,
        source="own decision",
    ),
    Rule(
        "category-for-other-side",
        on=BreastConclusion,
        when=side_not_examined,
        at="side",
        severity=Severity.ALERT,
        says=_("An assessment or recommendation is for a breast that was not examined."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "step-for-other-side",
        on=BreastConclusion,
        when=steps_for_nothing_examined,
        at="side",
        severity=Severity.PROHIBIT,
        says=_("Steps are recommended for a breast without examination, finding or study. Check the side."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "step-for-other-duct",
        on=RecommendationStep,
        when=duct_of_another_breast,
        at="duct_number",
        severity=Severity.PROHIBIT,
        says=_("Step {number} names a duct that this breast does not have. Correct the duct number."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "two-categories-for-a-breast",
        on=BreastConclusion,
        when=side_assessed_twice,
        at="side",
        severity=Severity.ALERT,
        says=_("This breast already has an assessment and recommendation."),
        why=_("With two assessments for one breast, readers cannot tell which applies."),
        source="LUETMER13",
    ),
    Rule(
        "breast-without-category",
        on=ReportDocument,
        when=breast_without_category,
        at="breasts",
        severity=Severity.PROHIBIT,
        says=_("One examined breast has an assessment, the other has none."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "procedure-on-other-side",
        on=AddedProcedure,
        when=side_not_examined,
        at="side",
        severity=Severity.ALERT,
        says=_("Additional procedure {number} is on a breast that was not examined."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "side-in-words",
        on=ReportDocument,
        find=words_of_the_other_side,
        severity=Severity.ALERT,
        says=_("The text mentions the opposite side."),
        why=_SIDE,
        source="LUETMER13",
    ),
)
