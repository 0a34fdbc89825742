"""Sentences on the examination as a whole: safety, outcome, limitations, complications, dose, added procedures."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import AddedProcedure, Complication, Dose, ReportDocument, Safety
from ..document.formatting import format_partial_date, number
from ..phrases import places, safety, signs, studies
from ..phrases.grammar import (
    format_length,
    format_phrase,
    format_plural,
    free_text_sentences,
    inline_text,
    join_with_and,
    join_with_commas,
    not_recorded_sentence,
)
from ..phrases.translation_cache import translated
from ..vocabulary import ComplicationOccurrence, Limitation, SafetyStatus, UpstreamFilling
from .findings import is_obstructed
from .phrase_lookup import sentences_for
from .places import of_examined_breasts, side_key


def safety_and_outcome(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences on safety and outcome."""
    yield from _safety(report.safety)
    if report.outcome.status:
        yield format_phrase(safety.OUTCOME[report.outcome.status], of_breast=of_examined_breasts(report))
    yield from (translated(safety.REASON[reason]) for reason in report.outcome.reasons)
    yield from free_text_sentences(report.outcome.text)


def dose_and_added_procedures(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences on dose and on additional procedures of the same episode."""
    yield from _dose(report.dose)
    for added in report.added_procedures:
        yield from _added(added)


def limitations(report: ReportDocument) -> Iterator[str]:
    yield from (translated(safety.LIMITATION[limitation]) for limitation in limitations_to_report(report))


def limitations_to_report(report: ReportDocument) -> list[Limitation]:
    """Return the limitations that the findings of a duct do not already state."""
    hidden = [duct for duct in report.ducts if duct.filling.upstream is UpstreamFilling.NOT_OPACIFIED]
    already_stated = {Limitation.UPSTREAM_NOT_OPACIFIED} if hidden else set()
    if any(map(is_obstructed, hidden)):
        already_stated.add(Limitation.EXTENT_NOT_DELINEATED)
    return [limitation for limitation in report.outcome.limitations if limitation not in already_stated]


def complications(report: ReportDocument) -> Iterator[str]:
    recorded = report.complications
    if recorded.occurrence is ComplicationOccurrence.NONE or (recorded.occurrence and not recorded.events):
        yield translated(safety.OCCURRENCE[recorded.occurrence])
    if "occurrence" in recorded.not_recorded:
        yield not_recorded_sentence(safety.COMPLICATIONS_NOT_RECORDED)
    for event in recorded.events:
        yield from _event(event)


def _event(event: Complication) -> Iterator[str]:
    details = [translated(term.label) for term in (event.severity, event.reaction_type) if term]
    if event.kind or details:
        template = safety.OCCURRED_WITH if details else safety.OCCURRED
        name = safety.COMPLICATION[event.kind]
        yield format_phrase(template, complication=name, details=join_with_commas(details) if details else "")
    if event.treatment and (words := inline_text(event.treatment)):
        yield format_phrase(safety.COURSE, words=words)


def _safety(screening: Safety) -> Iterator[str]:
    answers = {name: getattr(screening, name) for name in safety.RISK}
    absent = [name for name, item in answers.items() if item.status is SafetyStatus.ABSENT]
    if len(absent) == len(answers):
        yield translated(safety.NO_RISK)
    elif absent:
        yield format_phrase(
            safety.NO_SUCH_RISK, risks=join_with_and(translated(safety.RISK[name][1]) for name in absent)
        )
    for name, item in answers.items():
        present, _denied, unknown = safety.RISK[name]
        if item.status is SafetyStatus.PRESENT:
            yield translated(present)
        elif item.status is SafetyStatus.UNKNOWN:
            yield translated(unknown)
        if item.reason_to_proceed and (reason := inline_text(item.reason_to_proceed)):
            yield format_phrase(safety.PROCEEDED, reason=reason)
    if screening.premedication and (words := inline_text(screening.premedication)):
        yield format_phrase(safety.PREMEDICATION, premedication=words)
    yield from sentences_for(screening, ("consent", "time_out"), safety.SENTENCES)


def _dose(dose: Dose) -> Iterator[str]:
    if dose.average_glandular_dose_mgy is not None:
        yield format_phrase(safety.DOSE, dose=number(dose.average_glandular_dose_mgy))
    if dose.accumulated_glandular_dose_mgy is not None:
        yield format_phrase(safety.TOTAL_DOSE, dose=number(dose.accumulated_glandular_dose_mgy))
    if dose.exposures is not None:
        yield format_plural(safety.EXPOSURES, dose.exposures)


def _added(added: AddedProcedure) -> Iterator[str]:
    what = translated(studies.ADDED_PROCEDURE[added.kind])
    if added.side or added.distance_from_nipple_mm is not None:
        what = format_phrase(
            studies.PROCEDURE_AT, procedure=what, place=translated(places.IN_BREAST[side_key(added)])
        )
    details = [what]
    if added.distance_from_nipple_mm is not None:
        distance = format_length(added.distance_from_nipple_mm)
        details.append(format_phrase(places.DISTANCE["distance_from_nipple_mm"][0], length=distance))
    if added.target:
        details.append(format_phrase(studies.TARGET, sign=translated(signs.SIGN[added.target].a)))
    if added.aid:
        details.append(translated(studies.AID[added.aid]))
    if added.performed:
        details.append(format_partial_date(added.performed))
    if len(details) > 1 or added.kind:
        yield format_phrase(studies.ADDITIONAL_PROCEDURE, procedure=join_with_commas(details))
    if added.succeeded:
        yield translated(studies.SUCCEEDED[added.succeeded])
    yield from (translated(studies.SPECIMEN[term]) for term in added.specimen_findings)
    yield from free_text_sentences(added.comment)
