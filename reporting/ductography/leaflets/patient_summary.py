"""What the patient reads about her examination: what was done, what was seen, what happens next, whom to ask.

Made from the same document as the report. It gives no category, no percentage and no name of a disease: those are
for the doctor to explain. Nothing here decides when she may read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.recommendations import advise
from ..document import Identity, Recommendation, ReportDocument
from ..document.formatting import day
from ..facts.examined_sides import examined_sides
from ..facts.report_facts import contrast_was_given
from ..layout.print_state import Letterhead
from ..phrases import patient_leaflet
from ..phrases.grammar import say, unique
from ..phrases.intervals import has_only_an_earliest_time, timeframe
from ..phrases.translation_cache import in_one_language, spoken
from ..vocabulary import Answer, ComplicationKind, Outcome, ReactionType, Sides, Urgency
from .leaflet import Sheet, SheetSection, sheet

SIGNS_TO_FOLLOW = ("suspicious", "lesion", "unclear")
NOT_READABLE = ("extravasation", "reflux", "incomplete")
REACTIONS = (ComplicationKind.URTICARIA, ComplicationKind.RASH, ComplicationKind.ADVERSE_REACTION)


@in_one_language
def patient_sheet(report: ReportDocument, letterhead: Letterhead) -> Sheet:
    """The sheet of one examination; ``letterhead`` says who can be called."""
    return sheet(
        spoken(patient_leaflet.TITLE),
        SheetSection("done", spoken(patient_leaflet.DONE_TITLE), unique(_done(report))),
        SheetSection("seen", spoken(patient_leaflet.SEEN_TITLE), unique(_seen(report))),
        SheetSection("next", spoken(patient_leaflet.NEXT_TITLE), unique(_next(report.recommendation))),
        *_call(report),
        SheetSection(
            "questions", spoken(patient_leaflet.QUESTIONS_TITLE), unique(_questions(report, letterhead))
        ),
        subject=_subject(report.identity),
    )


def _subject(identity: Identity) -> str:
    name, examined = identity.patient_name, identity.examination_date
    if name and examined:
        return say(patient_leaflet.FOR_ON, name=name, date=day(examined))
    return say(patient_leaflet.FOR, name=name) if name else ""


def _done(report: ReportDocument) -> Iterator[str]:
    status = report.outcome.status
    if report.indication.discharge is Answer.YES or report.indication.discharge_sides:
        yield spoken(patient_leaflet.WHY)
    if status is Outcome.NOT_ATTEMPTED:
        yield spoken(patient_leaflet.NOT_DONE)
        for reason in report.outcome.reasons:
            if reason in patient_leaflet.NOT_DONE_REASON:
                yield spoken(patient_leaflet.NOT_DONE_REASON[reason])
    elif status is Outcome.FAILED:
        yield spoken(patient_leaflet.FAILED[_sides(report)])
        yield spoken(patient_leaflet.NOT_YOUR_FAULT)
    else:
        yield spoken(patient_leaflet.DONE[_sides(report)])
        yield spoken(patient_leaflet.HOW)
        if status is Outcome.PARTIALLY_SUCCEEDED:
            yield spoken(patient_leaflet.IN_PART)


def _sides(report: ReportDocument) -> str:
    sides = examined_sides(report)
    if len(sides) == 2:
        return Sides.BOTH.value
    return next(iter(sides)).value if sides else ""


def _seen(report: ReportDocument) -> Iterator[str]:
    if report.outcome.status in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        yield spoken(patient_leaflet.NO_PICTURES)
    else:
        yield spoken(patient_leaflet.SEEN[seen(report)])
    if had_reaction(report):
        yield spoken(patient_leaflet.REACTION)


def seen(report: ReportDocument) -> str:
    """Which of the general words of `phrases.plain.SEEN` fits; a lesion is never covered by an unreadable duct."""
    answers = advise(report).answers
    if answers["sign"] in SIGNS_TO_FOLLOW:
        return "something"
    if answers["obstacle"] == "artefact":
        return "spots"
    if answers["obstacle"] in NOT_READABLE:
        return "unclear"
    return answers["sign"] if answers["sign"] in patient_leaflet.SEEN else "open"


def had_reaction(report: ReportDocument) -> bool:
    """Whether a reaction to contrast occurred that the next doctor must know of."""
    return any(
        event.reaction_type is ReactionType.ALLERGIC_LIKE or event.kind in REACTIONS
        for event in report.complications.events
    )


def _next(wanted: Recommendation) -> Iterator[str]:
    if not wanted.actions:
        yield spoken(patient_leaflet.NEXT_OPEN)
        return
    yield from (spoken(patient_leaflet.NEXT[action]) for action in wanted.actions)
    if time := timeframe(wanted):
        due = patient_leaflet.DUE_LATER if has_only_an_earliest_time(wanted) else patient_leaflet.DUE
        yield say(due, time=time)
    elif wanted.urgency in (Urgency.SOON, Urgency.URGENT):
        yield spoken(patient_leaflet.SOON)
    yield from (spoken(patient_leaflet.ARRANGED_BY[person]) for person in wanted.responsible)


def _call(report: ReportDocument) -> Iterator[SheetSection]:
    """Only where contrast was given there is something to look out for."""
    if contrast_was_given(report) and report.outcome.status is not Outcome.NOT_ATTEMPTED:
        yield after_contrast()


def after_contrast() -> SheetSection:
    """What may be felt after contrast was given, and when to call; the preparation sheet has it too."""
    return SheetSection(
        "call",
        spoken(patient_leaflet.CALL_TITLE),
        (
            spoken(patient_leaflet.MAY_BE_TENDER),
            spoken(patient_leaflet.EMERGENCY),
            spoken(patient_leaflet.CALL_IF),
        ),
        tuple(spoken(point) for point in patient_leaflet.CALL_POINTS),
    )


def _questions(report: ReportDocument, letterhead: Letterhead) -> Iterator[str]:
    referrer = report.identity.referrer
    yield (
        say(patient_leaflet.ASK_REFERRER, referrer=referrer)
        if referrer
        else spoken(patient_leaflet.ASK_DOCTOR)
    )
    yield whom_to_call(letterhead)


def whom_to_call(letterhead: Letterhead) -> str:
    """“For questions about the test itself, call Breast Imaging: 555 0100.”"""
    known = bool(letterhead.name), bool(letterhead.phone)
    return say(patient_leaflet.ASK_US[known], name=letterhead.name, phone=letterhead.phone)
