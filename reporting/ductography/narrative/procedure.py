"""How the examination went as a whole: safety, outcome, limitations, complications, dose, and what was added."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import AddedProcedure, Complication, Dose, ReportDocument, Safety
from ..document.formatting import number, partial_date
from ..phrases import places, safety, signs, studies
from ..phrases.grammar import (
    apposed,
    counted,
    inline,
    length,
    listed,
    not_recorded,
    own_words,
    say,
)
from ..phrases.translation_cache import spoken
from ..vocabulary import ComplicationOccurrence, Limitation, SafetyStatus, UpstreamFilling
from .findings import is_obstructed
from .phrase_lookup import stated
from .places import of_examined_breasts, side_of


def before(report: ReportDocument) -> Iterator[str]:
    """Safety, and how the examination as a whole went."""
    yield from _safety(report.safety)
    if report.outcome.status:
        yield say(safety.OUTCOME[report.outcome.status], of_breast=of_examined_breasts(report))
    yield from (spoken(safety.REASON[reason]) for reason in report.outcome.reasons)
    yield from own_words(report.outcome.text)


def after(report: ReportDocument) -> Iterator[str]:
    """Dose, and what else was done in the same episode."""
    yield from _dose(report.dose)
    for added in report.added_procedures:
        yield from _added(added)


def limitations(report: ReportDocument) -> Iterator[str]:
    yield from (spoken(safety.LIMITATION[limitation]) for limitation in limiting(report))


def limiting(report: ReportDocument) -> list[Limitation]:
    """What limits the examination, unless the findings of a duct have said it already."""
    hidden = [duct for duct in report.ducts if duct.filling.upstream is UpstreamFilling.NOT_OPACIFIED]
    said = {Limitation.UPSTREAM_NOT_OPACIFIED} if hidden else set()
    if any(map(is_obstructed, hidden)):
        said.add(Limitation.EXTENT_NOT_DELINEATED)
    return [limitation for limitation in report.outcome.limitations if limitation not in said]


def complications(report: ReportDocument) -> Iterator[str]:
    told = report.complications
    if told.occurrence is ComplicationOccurrence.NONE or (told.occurrence and not told.events):
        yield spoken(safety.OCCURRENCE[told.occurrence])
    if "occurrence" in told.not_recorded:
        yield not_recorded(safety.COMPLICATIONS_UNSTATED)
    for event in told.events:
        yield from _event(event)


def _event(event: Complication) -> Iterator[str]:
    details = [spoken(term.label) for term in (event.severity, event.reaction_type) if term]
    if event.kind or details:
        template = safety.OCCURRED_WITH if details else safety.OCCURRED
        name = safety.COMPLICATION[event.kind]
        yield say(template, complication=name, details=apposed(details) if details else "")
    if event.treatment and (words := inline(event.treatment)):
        yield say(safety.COURSE, words=words)


def _safety(asked: Safety) -> Iterator[str]:
    answers = {name: getattr(asked, name) for name in safety.RISK}
    absent = [name for name, item in answers.items() if item.status is SafetyStatus.ABSENT]
    if len(absent) == len(answers):
        yield spoken(safety.NO_RISK)
    elif absent:
        yield say(safety.NO_SUCH_RISK, risks=listed(spoken(safety.RISK[name][1]) for name in absent))
    for name, item in answers.items():
        present, _denied, unknown = safety.RISK[name]
        if item.status is SafetyStatus.PRESENT:
            yield spoken(present)
        elif item.status is SafetyStatus.UNKNOWN:
            yield spoken(unknown)
        if item.reason_to_proceed and (reason := inline(item.reason_to_proceed)):
            yield say(safety.WENT_ON, reason=reason)
    if asked.premedication and (words := inline(asked.premedication)):
        yield say(safety.PREMEDICATION, premedication=words)
    yield from stated(asked, ("consent", "time_out"), safety.STATED)


def _dose(dose: Dose) -> Iterator[str]:
    if dose.average_glandular_dose_mgy is not None:
        yield say(safety.DOSE, dose=number(dose.average_glandular_dose_mgy))
    if dose.accumulated_glandular_dose_mgy is not None:
        yield say(safety.TOTAL_DOSE, dose=number(dose.accumulated_glandular_dose_mgy))
    if dose.exposures is not None:
        yield counted(safety.EXPOSURES, dose.exposures)


def _added(added: AddedProcedure) -> Iterator[str]:
    what = spoken(studies.ADDED_PROCEDURE[added.kind])
    if added.side or added.distance_from_nipple_mm is not None:
        what = say(studies.PROCEDURE_AT, procedure=what, place=spoken(places.IN_BREAST[side_of(added)]))
    details = [what]
    if added.distance_from_nipple_mm is not None:
        distance = length(added.distance_from_nipple_mm)
        details.append(say(places.DISTANCE["distance_from_nipple_mm"][0], length=distance))
    if added.target:
        details.append(say(studies.TARGET, sign=spoken(signs.SIGN[added.target].a)))
    if added.aid:
        details.append(spoken(studies.AID[added.aid]))
    if added.performed:
        details.append(partial_date(added.performed))
    if len(details) > 1 or added.kind:
        yield say(studies.ADDED, procedure=apposed(details))
    if added.succeeded:
        yield spoken(studies.SUCCEEDED[added.succeeded])
    yield from (spoken(studies.SPECIMEN[term]) for term in added.specimen_findings)
    yield from own_words(added.comment)
