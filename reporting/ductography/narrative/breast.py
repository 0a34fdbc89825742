"""Sentences on findings outside the filled ducts or on another study, with locations and negatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import BreastFinding, ReportDocument
from ..facts.examined_sides import examined_sides
from ..phrases import breast, ducts, studies
from ..phrases.grammar import (
    Noun,
    format_phrase,
    format_plural,
    free_text_sentences,
    join_with_and,
    predicate_sentence,
)
from ..phrases.places import IN_BREAST, SIDE_NOT_RECORDED
from ..phrases.translation_cache import translated
from ..vocabulary import BreastFindingKind, Diagnosis, Presence
from .findings import measures
from .places import examined_side_key, in_examined_breasts, place_phrase, side_key

NIPPLE_FINDINGS = (BreastFindingKind.PROMINENT_NIPPLE, BreastFindingKind.NIPPLE_RETRACTION)
CALCIFICATIONS = (BreastFindingKind.CALCIFICATION, BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION)


def breast_sentences(report: ReportDocument) -> Iterator[str]:
    """Yield the findings outside the examined ducts, then the explicit negatives."""
    survey = report.breast
    side = examined_side_key(report)
    described = {finding.kind for finding in survey.findings if finding.presence is Presence.PRESENT}
    present, absent = [], []
    for name, (kind, there_is, there_is_no) in breast.SURVEY.items():
        answer = getattr(survey, name)
        if answer is Presence.PRESENT and kind not in described:
            present.append(translated(there_is))
        elif answer is Presence.ABSENT:
            absent.append(translated(there_is_no))
    where = in_examined_breasts(report)
    if present:
        yield format_phrase(breast.OUTSIDE, findings=join_with_and(present), place=_where_present(report))
    yield from finding_sentences(survey.findings, side)
    if absent:
        yield format_phrase(breast.OUTSIDE, findings=join_with_and(absent), place=where)
    for name, (_kind, there_is, _no) in breast.SURVEY.items():
        if getattr(survey, name) is Presence.NOT_ASSESSABLE:
            yield format_phrase(ducts.NOT_ASSESSABLE, finding=translated(there_is), place=where)


def _where_present(report: ReportDocument) -> str:
    """Return the location of positive survey answers, without a side if both breasts were examined.

    The survey has no side, so a positive answer need not apply to both breasts.
    """
    if len(examined_sides(report)) == 2:
        return translated(IN_BREAST[SIDE_NOT_RECORDED])
    return in_examined_breasts(report)


def finding_sentences(findings: Iterable[BreastFinding], otherwise: str, study: str = "") -> Iterator[str]:
    """Describe each finding with its location; ``otherwise`` is the side of findings without their own side.

    ``study`` (“on ultrasound”) begins the first sentence.
    """
    present = [
        finding for finding in findings if finding.presence is Presence.PRESENT and has_content(finding)
    ]
    for finding in present:
        yield from _present(finding, side_key(finding, otherwise), study)
        study = ""
    absent = [finding for finding in findings if finding.presence is Presence.ABSENT and finding.kind]
    sides = dict.fromkeys(side_key(finding, otherwise) for finding in absent)
    for side in sides:
        here = [finding for finding in absent if side_key(finding, otherwise) == side]
        nothing = join_with_and(dict.fromkeys(_absent_phrase(finding, side) for finding in here))
        template = studies.SHOWS_NO if study else ducts.THERE_IS_NO_UNPLACED
        yield format_phrase(template, Study=study, findings=nothing)
        study = ""
    for finding in findings:
        if finding.presence is Presence.NOT_ASSESSABLE and finding.kind:
            where = _place_of(finding, side_key(finding, otherwise))
            yield format_phrase(
                ducts.NOT_ASSESSABLE, finding=translated(finding_noun(finding).a), place=where
            )
        if finding not in present:
            yield from free_text_sentences(finding.comment)


def suggested_diagnosis(diagnosis: Diagnosis | None) -> Iterator[str]:
    """Yield “The appearance suggests a papilloma.” for a diagnosis suspected on imaging."""
    if diagnosis is Diagnosis.NO_ABNORMALITY:
        yield translated(breast.SUGGESTS_NOTHING)
    elif diagnosis:
        yield format_phrase(breast.SUGGESTS, diagnosis=translated(studies.DIAGNOSIS[diagnosis]))


def has_content(finding: BreastFinding) -> bool:
    return bool(finding.kind) or any(
        getattr(finding, spec.name)
        for spec in finding.leaf_specs()
        if spec.name not in ("presence", "side", "comment")
    )


def finding_noun(finding: BreastFinding) -> Noun:
    return breast.BREAST_SIGN[finding.kind] if finding.kind else breast.SOME_FINDING


def _place_of(finding: BreastFinding, side: str) -> str:
    return place_phrase(finding.location, side, is_nipple=finding.kind in NIPPLE_FINDINGS)


def _absent_phrase(finding: BreastFinding, side: str) -> str:
    noun = finding_noun(finding).no
    if not side and finding.location.is_empty():
        return translated(noun)
    return format_phrase(studies.FINDING_AT, finding=translated(noun), place=_place_of(finding, side))


def _present(finding: BreastFinding, side: str, study: str) -> Iterator[str]:
    noun = finding_noun(finding)
    template = studies.SHOWS if study else ducts.THERE_IS
    yield format_plural(template, 1, Study=study, finding=translated(noun.a), place=_place_of(finding, side))
    yield from predicate_sentence(noun.the, _attributes(finding))
    yield from suggested_diagnosis(finding.suggests)
    yield from free_text_sentences(finding.comment)


def _attributes(finding: BreastFinding) -> Iterator[str]:
    if finding.shape:
        yield translated(breast.SHAPE[finding.shape])
    if finding.contour:
        yield translated(breast.CONTOUR[finding.contour])
    yield from measures(finding)
    if finding.echogenicity:
        yield translated(breast.ECHOGENICITY[finding.echogenicity])
    if finding.vascularity:
        yield translated(breast.VASCULARITY[finding.vascularity])
    if finding.calcification_form:
        itself = finding.kind in CALCIFICATIONS
        table = breast.CALCIFICATION_IS if itself else breast.CALCIFICATION_FORM
        yield translated(table[finding.calcification_form])
    if finding.content:
        yield translated(breast.CONTENT[finding.content])
