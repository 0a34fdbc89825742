"""Header lines of the report: side, result, category and recommendation.

They allow the referring clinician to read the conclusion within ten seconds; the details follow below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from ..document import BreastConclusion, Duct, DuctFinding, ReportDocument
from ..document.formatting import not_recorded
from ..facts.ducts import Sign, confirmed_findings, duct_facts, sign_of
from ..facts.examined_sides import examined_sides
from ..phrases.finding_labels import finding_title, place_label
from ..phrases.plan import LIMIT
from ..phrases.quantities import size_text
from ..phrases.recommended_steps import breast_name
from ..vocabulary import Answer, Artefact, Certainty, Outcome, Presence, Side
from .recommendation_entries import step_entries
from .report_sections import Entry

SIGNS = list(Sign)  # the most suspicious first


def side_line(document: ReportDocument) -> str:
    """Return “LEFT BREAST”, “RIGHT BREAST”, “BOTH BREASTS”, “SIDE NOT RECORDED”, or "" if no side is entered."""
    sides = examined_sides(document)
    if len(sides) == 2:
        return _("BOTH BREASTS")
    if sides == {Side.LEFT}:
        return _("LEFT BREAST")
    if sides == {Side.RIGHT}:
        return _("RIGHT BREAST")
    silent = (
        any("side" in duct.not_recorded for duct in document.ducts)
        or "ordered_side" in document.identity.not_recorded
        or "discharge_sides" in document.indication.not_recorded
    )
    return _("SIDE NOT RECORDED") if silent else ""


def result_lines(document: ReportDocument) -> tuple[str, ...]:
    """Return the radiologist's impression, or else the recorded findings of each duct."""
    if document.impression.text:
        return tuple(line for line in document.impression.text.splitlines() if line.strip())
    lines = []
    if document.outcome.status in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        lines.append(_not_done(document))
    for index, duct in enumerate(document.ducts):
        if found := _duct_result(document, index):
            lines.append(f"{_duct_name(document, index, duct)}: {found}")
    return tuple(lines)


def category_line(document: ReportDocument) -> str:
    """Return the selected BI-RADS and GICS categories, with the side if there are two; "" if none is selected."""
    several = len(document.breasts) > 1
    return "; ".join(line for line in (_category(breast, several) for breast in document.breasts) if line)


def recommendation_lines(document: ReportDocument) -> tuple[str, ...]:
    """Return a line for each recommended step, then the text of each breast; () if nothing is recommended."""
    return tuple(
        entry.text if not entry.label else f"{entry.label}: {entry.text}" for entry in _next(document)
    )


def _next(document: ReportDocument) -> Iterator[Entry]:
    several = len(document.breasts) > 1
    for index, breast in enumerate(document.breasts):
        name = breast_name(breast, index + 1) if several else ""
        yield from (replace(entry, label=name) for entry in step_entries(document, index))
        if breast.recommendation.text:
            yield Entry(f"breasts[{index}].recommendation.text", name, breast.recommendation.text)


def _not_done(document: ReportDocument) -> str:
    outcome = document.outcome
    reasons = ", ".join(str(reason.label) for reason in outcome.reasons)
    if outcome.status is Outcome.NOT_ATTEMPTED:
        return _("Ductography not performed: {reasons}").format(reasons=reasons or not_recorded())
    return _("Ductography unsuccessful: {reasons}").format(reasons=reasons or not_recorded())


def _duct_name(document: ReportDocument, index: int, duct: Duct) -> str:
    side = _("{side} breast").format(side=duct.side.label) if duct.side else _("side not recorded")
    if len(document.ducts) > 1:
        side = _("{side}, duct {number}").format(side=side, number=index + 1)
    return _capital(side)


def _duct_result(document: ReportDocument, index: int) -> str:
    """Return what is seen in a duct, the most suspicious first, then negatives and what limits the reading."""
    duct = document.ducts[index]
    confirmed = [finding for finding in confirmed_findings(duct) if finding.presence is Presence.PRESENT]
    confirmed.sort(key=lambda finding: SIGNS.index(sign_of(finding)))
    parts = [_finding_phrase(finding) for finding in confirmed]
    for finding in duct.findings:
        if not finding.kind or finding in confirmed:
            continue
        if finding.gone_after_refill is Answer.YES:
            parts.append(_("{finding} cleared on refilling").format(finding=_artefact(finding)))
        elif finding.presence is Presence.ABSENT:
            parts.append(_("no {finding}").format(finding=finding.kind.label))
        elif finding.presence is Presence.NOT_ASSESSABLE:
            parts.append(_("{finding} not assessable").format(finding=finding.kind.label))
        elif finding.presence is Presence.PRESENT:
            parts.append(_unresolved(finding))
    facts = duct_facts(document, index)
    if facts.obstacles:
        limits = ", ".join(str(LIMIT[obstacle.value]) for obstacle in facts.obstacles)
        parts.insert(0, _("non-diagnostic: {limits}").format(limits=limits))
    parts += [str(LIMIT[limit.value]) for limit in facts.limits]
    return "; ".join(parts)


def _unresolved(finding: DuctFinding) -> str:
    """Return what may be an artefact, with that artefact, or what is called possible only."""
    phrase = _finding_phrase(finding)
    if finding.certainty is Certainty.POSSIBLE and set(finding.possible_artefacts) <= {Artefact.NONE}:
        return phrase
    return _("unresolved {finding} ({artefact})").format(finding=phrase, artefact=_artefact(finding))


def _artefact(finding: DuctFinding) -> str:
    named = [str(term.label) for term in finding.possible_artefacts if term is not Artefact.NONE]
    return ", ".join(named) or str(finding.kind.label if finding.kind else "")


def _finding_phrase(finding: DuctFinding) -> str:
    terms = (finding.multiplicity, finding.contour, finding.lumen_effect, finding.branch_order)
    details = [str(term.label) for term in terms if term]
    size = size_text(
        (finding.length_mm, finding.length_to_mm),
        (finding.width_mm, finding.width_to_mm),
        (finding.thickness_mm, None),
        precision=finding.size_precision,
    )
    where = place_label(finding.location.model_copy(update={"not_recorded": ()}))
    return ", ".join(part for part in (finding_title(finding), size, *details, where) if part)


def _category(conclusion: BreastConclusion, with_side: bool) -> str:
    parts = [str(term.label) for term in (conclusion.birads, conclusion.gics) if term]
    for name, title in (("birads", "BI-RADS"), ("gics", "GICS")):
        if name in conclusion.not_recorded:
            parts.append(_("{category} not recorded").format(category=title))
    if parts and with_side and conclusion.side:
        return _("{side} breast: {categories}").format(
            side=_capital(conclusion.side.label), categories=", ".join(parts)
        )
    return ", ".join(parts)


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
