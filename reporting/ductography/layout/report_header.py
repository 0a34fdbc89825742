"""Header lines of the report: side, result, category and recommendation.

They allow the referring clinician to read the conclusion within ten seconds; the details follow below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from ..decision.ranks import BreastFacts, Rank, breast_facts
from ..document import BreastConclusion, Duct, DuctFinding, ReportDocument
from ..document.formatting import not_recorded
from ..facts.ducts import Sign, confirmed_findings, duct_facts, sign_of
from ..facts.examined_sides import examined_sides
from ..facts.outside_ducts import Evidence
from ..phrases.finding_labels import finding_title, place_label
from ..phrases.plan import EVIDENCE, LIMIT
from ..phrases.quantities import size_text
from ..phrases.recommended_steps import breast_name
from ..vocabulary import Answer, Artefact, Certainty, Outcome, Presence, Side
from .recommendation_entries import step_entries
from .report_sections import Entry

LESIONS = (Sign.SUSPICIOUS, Sign.LESION, Sign.UNRESOLVED)
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
    """Return the radiologist's impression, or else the recorded findings."""
    if document.impression.text:
        return tuple(line for line in document.impression.text.splitlines() if line.strip())
    return finding_lines(document)


def finding_lines(document: ReportDocument, *, beside_impression: bool = False) -> tuple[str, ...]:
    """Return what is recorded of each duct, and outside the ducts of each breast, the most suspicious breast first.

    An impression in words never replaces these lines, because it may leave out a breast, a size or a place. Beside
    it, on paper, negatives are left out, and of a single breast the ducts that have no lesion and could be read.
    """
    breasts = sorted(breast_facts(document), key=_suspicion)
    lines = []
    if document.outcome.status in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        lines.append(_not_done(document))
    told: set[int] = set()
    for breast in breasts:
        ducts = [duct for duct in breast.ducts if duct.index not in told]
        for duct in sorted(ducts, key=lambda duct: SIGNS.index(duct.sign)):
            told.add(duct.index)
            if beside_impression and len(breasts) == 1 and duct.sign not in LESIONS and not duct.obstacles:
                continue
            if found := _duct_result(document, duct.index, brief=beside_impression):
                lines.append(f"{_duct_name(document, duct.index, document.ducts[duct.index])}: {found}")
        if breast.evidence:
            kinds = ", ".join(str(EVIDENCE[kind.value]) for kind in Evidence if kind in breast.evidence)
            where = _("{side} breast").format(side=breast.side.label) if breast.side else ""
            line = _("outside the opacified duct: {evidence}").format(evidence=kinds)
            lines.append(_capital(f"{where}, {line}" if where else line))
    return tuple(lines)


def _suspicion(breast: BreastFacts) -> int:
    """Place of the deciding rank; a breast of which nothing can be said comes last."""
    ranks = list(Rank)
    return ranks.index(breast.rank) if breast.rank else len(ranks)


def result_with_findings(document: ReportDocument) -> tuple[str, ...]:
    """Return the impression followed by the recorded findings, for lists and other systems."""
    found = finding_lines(document)
    return found if not document.impression.text else (*result_lines(document), *found)


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


def _duct_result(document: ReportDocument, index: int, brief: bool = False) -> str:
    """Return what is seen in a duct, the most suspicious first, then negatives and what limits the reading.

    ``brief`` leaves out negatives and what could not be assessed.
    """
    duct = document.ducts[index]
    confirmed = [finding for finding in confirmed_findings(duct) if finding.presence is Presence.PRESENT]
    confirmed.sort(key=lambda finding: SIGNS.index(sign_of(finding)))
    parts = [_finding_phrase(finding) for finding in confirmed]
    for finding in duct.findings:
        if not finding.kind or finding in confirmed:
            continue
        if finding.gone_after_refill is Answer.YES:
            parts.append(_("{finding} cleared on refilling").format(finding=_artefact(finding)))
        elif finding.presence is not Presence.PRESENT and brief:
            continue
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
