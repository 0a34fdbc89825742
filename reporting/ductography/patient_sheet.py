"""What the patient reads about her examination: what was done, what was seen, what happens next, whom to ask.

Made from the same document as the report. It gives no category, no percentage and no name of a disease: those are
for the doctor to explain. Nothing here decides when she may read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats

from .document import Identity, Recommendation, ReportDocument
from .phrases import plain
from .phrases.grammar import counted, say, unique
from .phrases.spoken import in_one_language, spoken
from .recommendations import advise
from .sheets import Sheet, SheetSection, sheet
from .sides import examined_sides
from .situations import contrast_was_given
from .stamp import Letterhead
from .vocabulary import Answer, ComplicationKind, Outcome, ReactionType, Sides, Urgency

SIGNS_TO_FOLLOW = ("suspicious", "lesion", "unclear")
NOT_READABLE = ("extravasation", "reflux", "incomplete")
REACTIONS = (ComplicationKind.URTICARIA, ComplicationKind.RASH, ComplicationKind.ADVERSE_REACTION)


@in_one_language
def patient_sheet(report: ReportDocument, letterhead: Letterhead) -> Sheet:
    """The sheet of one examination; ``letterhead`` says who can be called."""
    return sheet(
        spoken(plain.TITLE),
        SheetSection("done", spoken(plain.DONE_TITLE), unique(_done(report))),
        SheetSection("seen", spoken(plain.SEEN_TITLE), unique(_seen(report))),
        SheetSection("next", spoken(plain.NEXT_TITLE), unique(_next(report.recommendation))),
        *_call(report),
        SheetSection("questions", spoken(plain.QUESTIONS_TITLE), unique(_questions(report, letterhead))),
        subject=_subject(report.identity),
    )


def _subject(identity: Identity) -> str:
    name, day = identity.patient_name, identity.examination_date
    if name and day:
        return say(plain.FOR_ON, name=name, date=formats.date_format(day))
    return say(plain.FOR, name=name) if name else ""


def _done(report: ReportDocument) -> Iterator[str]:
    status = report.outcome.status
    if report.indication.discharge is Answer.YES or report.indication.discharge_sides:
        yield spoken(plain.WHY)
    if status is Outcome.NOT_ATTEMPTED:
        yield spoken(plain.NOT_DONE)
        for reason in report.outcome.reasons:
            if reason in plain.NOT_DONE_REASON:
                yield spoken(plain.NOT_DONE_REASON[reason])
    elif status is Outcome.FAILED:
        yield spoken(plain.FAILED[_sides(report)])
        yield spoken(plain.NOT_YOUR_FAULT)
    else:
        yield spoken(plain.DONE[_sides(report)])
        yield spoken(plain.HOW)
        if status is Outcome.PARTIALLY_SUCCEEDED:
            yield spoken(plain.IN_PART)


def _sides(report: ReportDocument) -> str:
    sides = examined_sides(report)
    if len(sides) == 2:
        return Sides.BOTH.value
    return next(iter(sides)).value if sides else ""


def _seen(report: ReportDocument) -> Iterator[str]:
    if report.outcome.status in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        yield spoken(plain.NO_PICTURES)
    else:
        yield spoken(plain.SEEN[seen(report)])
    if had_reaction(report):
        yield spoken(plain.REACTION)


def seen(report: ReportDocument) -> str:
    """Which of the general words of `phrases.plain.SEEN` fits; a lesion is never covered by an unreadable duct."""
    answers = advise(report).answers
    if answers["sign"] in SIGNS_TO_FOLLOW:
        return "something"
    if answers["obstacle"] == "artefact":
        return "spots"
    if answers["obstacle"] in NOT_READABLE:
        return "unclear"
    return answers["sign"] if answers["sign"] in plain.SEEN else "open"


def had_reaction(report: ReportDocument) -> bool:
    """Whether a reaction to contrast occurred that the next doctor must know of."""
    return any(
        event.reaction_type is ReactionType.ALLERGIC_LIKE or event.kind in REACTIONS
        for event in report.complications.events
    )


def _next(wanted: Recommendation) -> Iterator[str]:
    if not wanted.actions:
        yield spoken(plain.NEXT_OPEN)
        return
    yield from (spoken(plain.NEXT[action]) for action in wanted.actions)
    unit = wanted.interval_unit
    one_time = wanted.not_before == wanted.within
    if unit and wanted.not_before and not one_time:
        yield counted(plain.NOT_BEFORE[unit], wanted.not_before)
    if unit and wanted.within is not None and one_time:
        yield counted(plain.DUE_AFTER[unit], wanted.within)
    elif unit and wanted.within is not None:
        yield counted(plain.WITHIN[unit], wanted.within)
    elif wanted.urgency in (Urgency.SOON, Urgency.URGENT):
        yield spoken(plain.SOON)
    yield from (spoken(plain.ARRANGED_BY[person]) for person in wanted.responsible)


def _call(report: ReportDocument) -> Iterator[SheetSection]:
    """Only where contrast was given there is something to look out for."""
    if contrast_was_given(report) and report.outcome.status is not Outcome.NOT_ATTEMPTED:
        yield after_contrast()


def after_contrast() -> SheetSection:
    """What may be felt after contrast was given, and when to call; the preparation sheet has it too."""
    return SheetSection(
        "call",
        spoken(plain.CALL_TITLE),
        (spoken(plain.MAY_BE_TENDER), spoken(plain.EMERGENCY), spoken(plain.CALL_IF)),
        tuple(spoken(point) for point in plain.CALL_POINTS),
    )


def _questions(report: ReportDocument, letterhead: Letterhead) -> Iterator[str]:
    referrer = report.identity.referrer
    yield say(plain.ASK_REFERRER, referrer=referrer) if referrer else spoken(plain.ASK_DOCTOR)
    yield whom_to_call(letterhead)


def whom_to_call(letterhead: Letterhead) -> str:
    """“For questions about the test itself, call Breast Imaging: 555 0100.”"""
    known = bool(letterhead.name), bool(letterhead.phone)
    return say(plain.ASK_US[known], name=letterhead.name, phone=letterhead.phone)
