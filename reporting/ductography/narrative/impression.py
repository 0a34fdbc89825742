"""The impression: the text that is proposed for it, and what the report says in the end."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Assessment, Duct, DuctFinding, ReportDocument
from ..facts.report_facts import was_filled
from ..facts.sign_severity import gravest_sign
from ..phrases import advice, breast, ducts, next_steps, safety
from ..phrases.grammar import apposed, counted, listed, own_words, predicate, say, unique
from ..phrases.places import OF_BREAST
from ..phrases.translation_cache import with_cached_language, translated
from ..vocabulary import DuctCalibre, DuctFindingKind, Limitation, Outcome, Presence, UpstreamFilling
from . import findings
from .breast import suggested, survey
from .places import of_examined_breasts, side_of
from .procedure import limiting

ABNORMAL_CALIBRE = (DuctCalibre.DILATED, DuctCalibre.NARROWED)
SAYS_CALIBRE = {DuctFindingKind.ECTASIA, DuctFindingKind.STENOSIS}


@with_cached_language
def proposed_impression(report: ReportDocument) -> str:
    """The text proposed for the impression, a line for each duct; "" while there is nothing to conclude from."""
    lines = [" ".join(unique(_course(report)))]
    lines += [" ".join(unique(_duct(duct))) for duct in report.ducts if was_filled(duct)]
    lines.append(" ".join(unique(_whole(report))))
    return "\n".join(line for line in lines if line)


def _course(report: ReportDocument) -> Iterator[str]:
    status = report.outcome.status
    if status and status is not Outcome.SUCCEEDED:
        yield say(safety.OUTCOME[status], of_breast=of_examined_breasts(report))
        yield from (translated(safety.REASON[reason]) for reason in report.outcome.reasons)


def _duct(duct: Duct) -> Iterator[str]:
    present = [finding for finding in duct.findings if finding.presence is Presence.PRESENT and finding.kind]
    if duct.filling.calibre in ABNORMAL_CALIBRE and not {finding.kind for finding in present} & SAYS_CALIBRE:
        yield from predicate(findings.the_duct_of(duct), [findings.calibre(duct.filling)])
    for finding in present:
        yield _in_short(duct, finding)
    yield from findings.negatives(duct)
    for finding in duct.findings:
        if finding.presence is Presence.NOT_ASSESSABLE and finding.kind:
            yield findings.not_assessable(duct, finding)
    if duct.filling.upstream is not UpstreamFilling.OPACIFIED:
        yield from findings.upstream(duct)


def _in_short(duct: Duct, finding: DuctFinding) -> str:
    """The finding with its place, and what of its form and behaviour decides."""
    if findings.is_normal_duct(finding):
        return predicate(findings.the_duct_of(duct), [translated(ducts.IS_NORMAL)])[0]
    said = findings.deciding(finding)
    where = findings.finding_place(duct, finding)
    if not said:
        return findings.there_is(finding, where)
    return counted(
        ducts.THERE_IS_WHICH,
        findings.grammatical_number(finding),
        finding=findings.named(finding),
        place=where,
        it=translated(findings.subjects(finding)[1]),
        predicates=listed(said),
    )


def _whole(report: ReportDocument) -> Iterator[str]:
    if Limitation.EXTENT_NOT_DELINEATED in limiting(report):
        yield translated(safety.LIMITATION[Limitation.EXTENT_NOT_DELINEATED])
    yield from suggested(report.impression.suspected_diagnosis)
    yield from _present_outside(report)
    if gravest_sign(report.ducts) == "normal":
        yield translated(advice.NORMAL_IS_NO_PROOF)


def _present_outside(report: ReportDocument) -> Iterator[str]:
    """Findings outside the ducts as the body of the report says them, without its negatives."""
    quiet = report.breast.model_copy(
        update={name: None for name in breast.SURVEY if getattr(report.breast, name) is not Presence.PRESENT}
        | {"findings": tuple(item for item in report.breast.findings if item.presence is Presence.PRESENT)}
    )
    yield from survey(report.model_copy(update={"breast": quiet}))


def impression(report: ReportDocument) -> Iterator[str]:
    """The radiologist's words, or else the proposed ones; then the categories that were chosen."""
    yield from own_words(report.impression.text or proposed_impression(report))
    for assessment in report.assessments:
        yield from _category(assessment)


def _category(assessment: Assessment) -> Iterator[str]:
    chosen = [translated(term.label) for term in (assessment.birads, assessment.gics) if term]
    if chosen and (side := side_of(assessment)):
        yield say(next_steps.CATEGORY_OF, of_breast=translated(OF_BREAST[side]), category=apposed(chosen))
    elif chosen:
        yield say(next_steps.CATEGORY, category=apposed(chosen))
