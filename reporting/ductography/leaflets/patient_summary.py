"""Patient summary of an examination: what was done, what was seen, next steps, and contacts.

It is built from the same document as the report. It contains no category, percentage or name of a disease, which the
doctor explains. Its release to the patient is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.ranks import Rank, breast_facts
from ..document import Identity, Recommendation, ReportDocument
from ..document.formatting import day
from ..facts.examined_sides import examined_sides
from ..facts.report_facts import contrast_was_given
from ..layout.print_state import Letterhead
from ..phrases import patient_leaflet
from ..phrases.grammar import format_phrase, unique
from ..phrases.intervals import has_only_an_earliest_time, timeframe
from ..phrases.translation_cache import translated, with_cached_language
from ..vocabulary import Answer, ComplicationKind, Outcome, ReactionType, Sides, Urgency
from .leaflet import Leaflet, LeafletSection, make_leaflet

# The result for the most suspicious rank of either breast, by the keys of `phrases.patient_leaflet.SEEN`.
RESULT_KEYS: dict[Rank, str] = {
    Rank.PROVEN_MALIGNANCY: "something",
    Rank.BIRADS_5: "something",
    Rank.BIRADS_4: "something",
    Rank.OUTSIDE_EVIDENCE: "elsewhere",
    Rank.SUSPICIOUS_SIGN: "something",
    Rank.LESION: "something",
    Rank.UNRESOLVED_SIGN: "spots",
    Rank.NON_DIAGNOSTIC: "unclear",
    Rank.INFECTION: "infection",
    Rank.BENIGN: "benign",
    Rank.NORMAL: "normal",
}
LESIONS = (Rank.SUSPICIOUS_SIGN, Rank.LESION)
REACTIONS = (ComplicationKind.URTICARIA, ComplicationKind.RASH, ComplicationKind.ADVERSE_REACTION)


@with_cached_language
def patient_summary(report: ReportDocument, letterhead: Letterhead) -> Leaflet:
    """Build the summary of one examination; ``letterhead`` has the contact."""
    return make_leaflet(
        translated(patient_leaflet.TITLE),
        LeafletSection("done", translated(patient_leaflet.DONE_TITLE), unique(_what_was_done(report))),
        LeafletSection("seen", translated(patient_leaflet.SEEN_TITLE), unique(_what_was_seen(report))),
        LeafletSection(
            "next", translated(patient_leaflet.NEXT_TITLE), unique(_next_steps(report.recommendation))
        ),
        *_when_to_call(report),
        LeafletSection(
            "questions", translated(patient_leaflet.QUESTIONS_TITLE), unique(_questions(report, letterhead))
        ),
        subject=_subject(report.identity),
    )


def _subject(identity: Identity) -> str:
    name, examined = identity.patient_name, identity.examination_date
    if name and examined:
        return format_phrase(patient_leaflet.FOR_ON, name=name, date=day(examined))
    return format_phrase(patient_leaflet.FOR, name=name) if name else ""


def _what_was_done(report: ReportDocument) -> Iterator[str]:
    status = report.outcome.status
    if report.indication.discharge is Answer.YES or report.indication.discharge_sides:
        yield translated(patient_leaflet.WHY)
    if status is Outcome.NOT_ATTEMPTED:
        yield translated(patient_leaflet.NOT_DONE)
        for reason in report.outcome.reasons:
            if reason in patient_leaflet.NOT_DONE_REASON:
                yield translated(patient_leaflet.NOT_DONE_REASON[reason])
    elif status is Outcome.FAILED:
        yield translated(patient_leaflet.FAILED[_sides(report)])
        yield translated(patient_leaflet.NOT_YOUR_FAULT)
    else:
        yield translated(patient_leaflet.DONE[_sides(report)])
        yield translated(patient_leaflet.HOW)
        if status is Outcome.PARTIALLY_SUCCEEDED:
            yield translated(patient_leaflet.IN_PART)


def _sides(report: ReportDocument) -> str:
    sides = examined_sides(report)
    if len(sides) == 2:
        return Sides.BOTH.value
    return next(iter(sides)).value if sides else ""


def _what_was_seen(report: ReportDocument) -> Iterator[str]:
    if report.outcome.status in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        yield translated(patient_leaflet.NO_PICTURES)
    else:
        yield translated(patient_leaflet.SEEN[result_key(report)])
    if had_reaction(report):
        yield translated(patient_leaflet.REACTION)


def result_key(report: ReportDocument) -> str:
    """Return the key of the result in `patient_leaflet.SEEN` for the more suspicious breast.

    “Looks normal” is said only where nothing at all asks for a work-up.
    """
    breasts = breast_facts(report)
    ranks = {rank for breast in breasts for rank in breast.ranks}
    if ranks & set(LESIONS):
        return "something"
    worst = next((rank for rank in Rank if rank in ranks), None)
    if worst is None:
        return "open"
    if worst is Rank.OUTSIDE_EVIDENCE and ranks != {Rank.OUTSIDE_EVIDENCE, Rank.NORMAL}:
        return "something"
    if worst is Rank.BENIGN and any(duct.cavity for breast in breasts for duct in breast.ducts):
        return "cavity"
    return RESULT_KEYS[worst]


def had_reaction(report: ReportDocument) -> bool:
    """Return True if a contrast reaction occurred that must be mentioned before further examinations."""
    return any(
        event.reaction_type is ReactionType.ALLERGIC_LIKE or event.kind in REACTIONS
        for event in report.complications.events
    )


def _next_steps(recommendation: Recommendation) -> Iterator[str]:
    if not recommendation.actions:
        yield translated(patient_leaflet.NEXT_OPEN)
        return
    yield from (translated(patient_leaflet.NEXT[action]) for action in recommendation.actions)
    if time := timeframe(recommendation):
        due = patient_leaflet.DUE_LATER if has_only_an_earliest_time(recommendation) else patient_leaflet.DUE
        yield format_phrase(due, time=time)
    elif recommendation.urgency in (Urgency.SOON, Urgency.URGENT):
        yield translated(patient_leaflet.SOON)
    yield from (translated(patient_leaflet.ARRANGED_BY[person]) for person in recommendation.responsible)


def _when_to_call(report: ReportDocument) -> Iterator[LeafletSection]:
    """Yield the advice on when to call, if contrast was given."""
    if contrast_was_given(report) and report.outcome.status is not Outcome.NOT_ATTEMPTED:
        yield after_contrast_section()


def after_contrast_section() -> LeafletSection:
    """Return the advice after contrast administration, also used by the preparation leaflet."""
    return LeafletSection(
        "call",
        translated(patient_leaflet.CALL_TITLE),
        (
            translated(patient_leaflet.MAY_BE_TENDER),
            translated(patient_leaflet.EMERGENCY),
            translated(patient_leaflet.CALL_IF),
        ),
        tuple(translated(point) for point in patient_leaflet.CALL_POINTS),
    )


def _questions(report: ReportDocument, letterhead: Letterhead) -> Iterator[str]:
    referrer = report.identity.referrer
    yield (
        format_phrase(patient_leaflet.ASK_REFERRER, referrer=referrer)
        if referrer
        else translated(patient_leaflet.ASK_DOCTOR)
    )
    yield contact_sentence(letterhead)


def contact_sentence(letterhead: Letterhead) -> str:
    """Return “For questions about the test itself, call Breast Imaging: 555 0100.”"""
    known = bool(letterhead.name), bool(letterhead.phone)
    return format_phrase(patient_leaflet.ASK_US[known], name=letterhead.name, phone=letterhead.phone)
