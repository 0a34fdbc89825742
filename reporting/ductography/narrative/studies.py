"""Sentences on other studies, on prior and subsequent procedures, and on pathology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import LaterCourse, Procedure, RelatedStudy, ReportDocument
from ..document.formatting import format_partial_date, number, plural_count
from ..phrases import studies as phrases
from ..phrases.grammar import (
    capitalise,
    format_length,
    format_phrase,
    format_plural,
    free_text_sentences,
    join_with_and,
    join_with_commas,
    predicate_sentence,
)
from ..phrases.places import OF_BREAST
from ..phrases.quantities import size_text
from ..phrases.translation_cache import translated
from ..vocabulary import ProcedureKind
from .breast import finding_sentences
from .places import place_phrase, side_key


def comparison(report: ReportDocument) -> Iterator[str]:
    """Yield the pre-contrast images, prior studies and correlation, then subsequent procedures and outcome."""
    recorded = report.comparison
    if recorded.pre_contrast_mammogram:
        yield translated(phrases.PRE_CONTRAST[recorded.pre_contrast_mammogram])
    if recorded.breast_composition:
        yield translated(phrases.COMPOSITION[recorded.breast_composition])
    for study in (*recorded.earlier_studies, *report.correlation):
        yield from _study(study)
    yield from free_text_sentences(recorded.text)
    yield from procedures(report.subsequent_procedures, earlier=False)
    yield from _clinical_course(report.later_course)


def procedures(procedure_list: Iterable[Procedure], *, earlier: bool) -> Iterator[str]:
    """Yield the prior or subsequent procedures with their pathology."""
    for procedure in procedure_list:
        if not procedure.is_empty():
            yield from _procedure(procedure, earlier)


def _study(study: RelatedStudy) -> Iterator[str]:
    side = side_key(study)
    names = [phrases.MODALITY[modality] for modality in study.modalities] or [phrases.ANOTHER_STUDY]
    subject = join_with_and(translated(noun) for noun, _on in names)
    on_study = join_with_and(translated(on) for _noun, on in names)
    if study.side:
        subject = format_phrase(phrases.STUDY_OF, study=subject, of_breast=translated(OF_BREAST[side]))
    if study.performed:
        date = format_partial_date(study.performed)
        subject = format_phrase(phrases.STUDY_DATED, study=subject, date=date)
    sentences = list(finding_sentences(study.findings, side, capitalise(on_study)))
    if study.result:
        yield from predicate_sentence(subject, [translated(phrases.RESULT[study.result])])
    elif study.performed or (not sentences and (study.modalities or study.side)):
        yield from predicate_sentence(subject, [translated(phrases.IS_AVAILABLE)])
    if study.first_result:
        yield translated(phrases.FIRST_RESULT[study.first_result])
    yield from sentences
    if study.agreement:
        yield translated(phrases.AGREEMENT[study.agreement])
    yield from free_text_sentences(study.comment)


def _procedure(procedure: Procedure, earlier: bool) -> Iterator[str]:
    what = translated(phrases.PROCEDURE[procedure.kind])
    if procedure.side or not procedure.location.is_empty():
        where = place_phrase(
            procedure.location, side_key(procedure), is_nipple=procedure.kind is ProcedureKind.NIPPLE_EXCISION
        )
        what = format_phrase(phrases.PROCEDURE_AT, procedure=what, place=where)
    details = [what]
    if procedure.performed:
        details.append(format_partial_date(procedure.performed))
    if procedure.years_before is not None:
        years = format_plural(
            phrases.YEARS_BEFORE, plural_count(procedure.years_before), number=number(procedure.years_before)
        )
        details.append(years)
    yield format_phrase(
        phrases.PRIOR_PROCEDURE if earlier else phrases.SUBSEQUENT_PROCEDURE,
        procedure=join_with_commas(details),
    )
    if procedure.diagnoses:
        diagnosis = join_with_and(translated(phrases.DIAGNOSIS[term]) for term in procedure.diagnoses)
        yield format_phrase(phrases.PATHOLOGY, diagnosis=diagnosis)
    yield from predicate_sentence(phrases.THE_LESION, _lesion(procedure))
    if procedure.margin_mm is not None:
        margin = (
            phrases.MARGIN_TOWARD[procedure.margin_direction]
            if procedure.margin_direction
            else phrases.MARGIN
        )
        yield format_phrase(margin, length=format_length(procedure.margin_mm))
    if procedure.margin_status:
        yield translated(phrases.MARGINS[procedure.margin_status])
    if procedure.nodes_examined is not None:
        yield format_plural(phrases.NODES, procedure.nodes_examined, positive=procedure.nodes_positive or 0)
    elif procedure.nodes_positive is not None:
        yield format_phrase(phrases.POSITIVE_NODES, positive=procedure.nodes_positive)
    if procedure.sentinel_node:
        yield translated(phrases.SENTINEL[procedure.sentinel_node])
    yield from free_text_sentences(procedure.comment)


def _lesion(procedure: Procedure) -> Iterator[str]:
    if procedure.multiplicity:
        yield translated(phrases.MULTIPLICITY[procedure.multiplicity])
    if procedure.lesion_size:
        yield translated(phrases.SIZE_IN_WORDS[procedure.lesion_size])
    if procedure.lesion_size_mm is not None:
        size = procedure.lesion_size_mm, procedure.lesion_size_to_mm
        length = size_text(size, precision=procedure.lesion_size_precision)
        yield format_phrase(phrases.LESION_MEASURED, length=length)
    if procedure.contour:
        yield translated(phrases.LESION_CONTOUR[procedure.contour])
    if procedure.grade:
        yield translated(phrases.GRADE[procedure.grade])


def _clinical_course(course: LaterCourse) -> Iterator[str]:
    if course.discharge:
        yield translated(phrases.COURSE[course.discharge])
    if course.follow_up_months is not None:
        months = number(course.follow_up_months)
        yield format_plural(phrases.FOLLOWED_UP, plural_count(course.follow_up_months), number=months)
    if course.recurrence:
        yield translated(phrases.RECURRENCE[course.recurrence])
    yield from free_text_sentences(course.comment)
