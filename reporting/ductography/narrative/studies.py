"""Other studies and procedures, before and after, and what the pathologist found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import LaterCourse, Procedure, RelatedStudy, ReportDocument
from ..document.formatting import number, partial_date, plural
from ..phrases import studies as phrases
from ..phrases.grammar import (
    apposed,
    capital,
    counted,
    length,
    listed,
    own_words,
    predicate,
    say,
)
from ..phrases.places import OF_BREAST
from ..phrases.translation_cache import spoken
from ..vocabulary import ProcedureKind
from .breast import findings
from .places import place, side_of


def comparison(report: ReportDocument) -> Iterator[str]:
    """Images before contrast, earlier studies, correlation, then what came after the examination."""
    known = report.comparison
    if known.pre_contrast_mammogram:
        yield spoken(phrases.PRE_CONTRAST[known.pre_contrast_mammogram])
    if known.breast_composition:
        yield spoken(phrases.COMPOSITION[known.breast_composition])
    for study in (*known.earlier_studies, *report.correlation):
        yield from _study(study)
    yield from own_words(known.text)
    yield from procedures(report.subsequent_procedures, earlier=False)
    yield from _later(report.later_course)


def procedures(given: Iterable[Procedure], *, earlier: bool) -> Iterator[str]:
    """Procedures before or after this examination with their pathology."""
    for procedure in given:
        if not procedure.is_empty():
            yield from _procedure(procedure, earlier)


def _study(study: RelatedStudy) -> Iterator[str]:
    side = side_of(study)
    names = [phrases.MODALITY[modality] for modality in study.modalities] or [phrases.ANOTHER_STUDY]
    subject = listed(spoken(noun) for noun, _on in names)
    on_study = listed(spoken(on) for _noun, on in names)
    if study.side:
        subject = say(phrases.STUDY_OF, study=subject, of_breast=spoken(OF_BREAST[side]))
    if study.performed:
        date = partial_date(study.performed)
        subject = say(phrases.STUDY_DATED, study=subject, date=date)
    sentences = list(findings(study.findings, side, capital(on_study)))
    if study.result:
        yield from predicate(subject, [spoken(phrases.RESULT[study.result])])
    elif study.performed or (not sentences and (study.modalities or study.side)):
        yield from predicate(subject, [spoken(phrases.KNOWN)])
    if study.first_result:
        yield spoken(phrases.FIRST_RESULT[study.first_result])
    yield from sentences
    if study.agreement:
        yield spoken(phrases.AGREEMENT[study.agreement])
    yield from own_words(study.comment)


def _procedure(done: Procedure, earlier: bool) -> Iterator[str]:
    what = spoken(phrases.PROCEDURE[done.kind])
    if done.side or not done.location.is_empty():
        where = place(done.location, side_of(done), is_nipple=done.kind is ProcedureKind.NIPPLE_EXCISION)
        what = say(phrases.PROCEDURE_AT, procedure=what, place=where)
    details = [what]
    if done.performed:
        details.append(partial_date(done.performed))
    if done.years_before is not None:
        years = counted(phrases.YEARS_BEFORE, plural(done.years_before), number=number(done.years_before))
        details.append(years)
    yield say(phrases.EARLIER if earlier else phrases.LATER, procedure=apposed(details))
    if done.diagnoses:
        diagnosis = listed(spoken(phrases.DIAGNOSIS[term]) for term in done.diagnoses)
        yield say(phrases.PATHOLOGY, diagnosis=diagnosis)
    yield from predicate(phrases.THE_LESION, _lesion(done))
    if done.margin_mm is not None:
        margin = phrases.MARGIN_TOWARD[done.margin_direction] if done.margin_direction else phrases.MARGIN
        yield say(margin, length=length(done.margin_mm))
    if done.sentinel_node:
        yield spoken(phrases.SENTINEL[done.sentinel_node])
    yield from own_words(done.comment)


def _lesion(done: Procedure) -> Iterator[str]:
    if done.multiplicity:
        yield spoken(phrases.MULTIPLICITY[done.multiplicity])
    if done.lesion_size:
        yield spoken(phrases.SIZE_IN_WORDS[done.lesion_size])
    if done.lesion_size_mm is not None:
        yield say(phrases.LESION_MEASURED, length=length(done.lesion_size_mm))
    if done.contour:
        yield spoken(phrases.LESION_CONTOUR[done.contour])
    if done.grade:
        yield spoken(phrases.GRADE[done.grade])


def _later(course: LaterCourse) -> Iterator[str]:
    if course.discharge:
        yield spoken(phrases.COURSE[course.discharge])
    if course.follow_up_months is not None:
        months = number(course.follow_up_months)
        yield counted(phrases.FOLLOWED_UP, plural(course.follow_up_months), number=months)
    if course.recurrence:
        yield spoken(phrases.RECURRENCE[course.recurrence])
    yield from own_words(course.comment)
