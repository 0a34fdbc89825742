"""The suggested impression, and the impression of the narrative."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import BreastConclusion, Duct, DuctFinding, ReportDocument
from ..facts.report_facts import was_filled
from ..facts.sign_severity import gravest_sign
from ..phrases import advice, breast, ducts, next_steps, safety
from ..phrases.grammar import (
    format_phrase,
    format_plural,
    free_text_sentences,
    join_with_and,
    join_with_commas,
    predicate_sentence,
    unique,
)
from ..phrases.places import OF_BREAST
from ..phrases.translation_cache import translated, with_cached_language
from ..vocabulary import DuctCalibre, DuctFindingKind, Limitation, Outcome, Presence, UpstreamFilling
from . import findings
from .breast import breast_sentences, suggested_diagnosis
from .places import of_examined_breasts, side_key
from .procedure import limitations_to_report

ABNORMAL_CALIBRE = (DuctCalibre.DILATED, DuctCalibre.NARROWED)
CALIBRE_SIGNS = {DuctFindingKind.ECTASIA, DuctFindingKind.STENOSIS}


@with_cached_language
def suggested_impression(report: ReportDocument) -> str:
    """Return the suggested impression, one line for each duct; "" if there are no findings to summarise."""
    lines = [" ".join(unique(_outcome(report)))]
    lines += [" ".join(unique(_duct(duct))) for duct in report.ducts if was_filled(duct)]
    lines.append(" ".join(unique(_overall(report))))
    return "\n".join(line for line in lines if line)


def _outcome(report: ReportDocument) -> Iterator[str]:
    status = report.outcome.status
    if status and status is not Outcome.SUCCEEDED:
        yield format_phrase(safety.OUTCOME[status], of_breast=of_examined_breasts(report))
        yield from (translated(safety.REASON[reason]) for reason in report.outcome.reasons)


def _duct(duct: Duct) -> Iterator[str]:
    present = [finding for finding in duct.findings if finding.presence is Presence.PRESENT and finding.kind]
    if duct.filling.calibre in ABNORMAL_CALIBRE and not {finding.kind for finding in present} & CALIBRE_SIGNS:
        yield from predicate_sentence(findings.duct_subject(duct), [findings.calibre_predicate(duct.filling)])
    for finding in present:
        yield _short_finding(duct, finding)
    yield from findings.negative_sentences(duct)
    for finding in duct.findings:
        if finding.presence is Presence.NOT_ASSESSABLE and finding.kind:
            yield findings.not_assessable_sentence(duct, finding)
    if duct.filling.upstream is not UpstreamFilling.OPACIFIED:
        yield from findings.upstream_sentences(duct)


def _short_finding(duct: Duct, finding: DuctFinding) -> str:
    """Return the finding with its location and key descriptors."""
    if findings.is_normal_duct(finding):
        return predicate_sentence(findings.duct_subject(duct), [translated(ducts.IS_NORMAL)])[0]
    descriptors = findings.key_descriptors(finding)
    where = findings.finding_place(duct, finding)
    if not descriptors:
        return findings.finding_sentence(finding, where)
    return format_plural(
        ducts.THERE_IS_WHICH,
        findings.grammatical_number(finding),
        finding=findings.sign_with_number(finding),
        place=where,
        it=translated(findings.subject_and_pronoun(finding)[1]),
        predicates=join_with_and(descriptors),
    )


def _overall(report: ReportDocument) -> Iterator[str]:
    if Limitation.EXTENT_NOT_DELINEATED in limitations_to_report(report):
        yield translated(safety.LIMITATION[Limitation.EXTENT_NOT_DELINEATED])
    yield from suggested_diagnosis(report.impression.suspected_diagnosis)
    yield from _present_outside(report)
    if gravest_sign(report.ducts) == "normal":
        yield translated(advice.NORMAL_DOES_NOT_EXCLUDE)


def _present_outside(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences on findings outside the ducts as in the body of the report, without negatives."""
    without_negatives = report.breast.model_copy(
        update={name: None for name in breast.SURVEY if getattr(report.breast, name) is not Presence.PRESENT}
        | {"findings": tuple(item for item in report.breast.findings if item.presence is Presence.PRESENT)}
    )
    yield from breast_sentences(report.model_copy(update={"breast": without_negatives}))


def impression(report: ReportDocument) -> Iterator[str]:
    """Yield the radiologist's text or else the suggested one, then the selected categories."""
    yield from free_text_sentences(report.impression.text or suggested_impression(report))
    for breast_conclusion in report.breasts:
        yield from _category(breast_conclusion)


def _category(conclusion: BreastConclusion) -> Iterator[str]:
    chosen = [translated(term.label) for term in (conclusion.birads, conclusion.gics) if term]
    if chosen and (side := side_key(conclusion)):
        yield format_phrase(
            next_steps.CATEGORY_OF, of_breast=translated(OF_BREAST[side]), category=join_with_commas(chosen)
        )
    elif chosen:
        yield format_phrase(next_steps.CATEGORY, category=join_with_commas(chosen))
