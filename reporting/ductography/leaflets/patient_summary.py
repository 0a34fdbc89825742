"""Patient summary of an examination: what was done, what was seen, next steps, and contacts.

It is built from the same document as the report. It contains no category, percentage or name of a disease, which the
doctor explains. Its release to the patient is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.ranks import BreastFacts, Rank, breast_facts
from ..document import Identity, RecommendationStep, ReportDocument
from ..document.formatting import day
from ..facts.conclusions import DEPENDENT_CONDITIONS
from ..facts.examined_sides import examined_sides
from ..facts.report_facts import contrast_was_given
from ..layout.print_state import Letterhead
from ..phrases import patient_leaflet
from ..phrases.grammar import format_phrase, unique
from ..phrases.intervals import has_only_an_earliest_time, timeframe
from ..phrases.translation_cache import translated, with_cached_language
from ..vocabulary import Answer, ComplicationKind, Outcome, ReactionType, Sides, Urgency
from .leaflet import Leaflet, LeafletSection, make_leaflet

# The result for the most suspicious rank of a breast, by the keys of `phrases.patient_leaflet.SEEN`.
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
GRAVE = (Rank.PROVEN_MALIGNANCY, Rank.BIRADS_5, Rank.BIRADS_4)
LESIONS = (Rank.SUSPICIOUS_SIGN, Rank.LESION)
REACTIONS = (ComplicationKind.URTICARIA, ComplicationKind.RASH, ComplicationKind.ADVERSE_REACTION)


@with_cached_language
def patient_summary(report: ReportDocument, letterhead: Letterhead) -> Leaflet:
    """Build the summary of one examination; ``letterhead`` has the contact."""
    return make_leaflet(
        translated(patient_leaflet.TITLE),
        LeafletSection("done", translated(patient_leaflet.DONE_TITLE), unique(_what_was_done(report))),
        LeafletSection("seen", translated(patient_leaflet.SEEN_TITLE), tuple(_what_was_seen(report))),
        LeafletSection("next", translated(patient_leaflet.NEXT_TITLE), tuple(_next_steps(report))),
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
        breasts = breast_facts(report)
        for breast in breasts:
            if len(breasts) > 1 and breast.side:
                yield translated(patient_leaflet.FOR_BREAST[breast.side])
            yield translated(patient_leaflet.SEEN[result_key(breast)])
    if had_reaction(report):
        yield translated(patient_leaflet.REACTION)


def result_key(breast: BreastFacts) -> str:
    """Return the key of the result in `patient_leaflet.SEEN` for one breast.

    “Looks normal” is said only where nothing at all asks for a work-up.
    """
    ranks = set(breast.ranks)
    if ranks & set(LESIONS):
        return "something"
    if Rank.OUTSIDE_EVIDENCE in ranks and breast.rank in GRAVE:
        return "elsewhere"  # the category is for what lies outside the ducts
    if breast.rank is None:
        return "open"
    if breast.rank is Rank.OUTSIDE_EVIDENCE and ranks != {Rank.OUTSIDE_EVIDENCE, Rank.NORMAL}:
        return "something"
    if breast.rank is Rank.BENIGN and any(duct.cavity for duct in breast.ducts):
        return "cavity"
    return RESULT_KEYS[breast.rank]


def had_reaction(report: ReportDocument) -> bool:
    """Return True if a contrast reaction occurred that must be mentioned before further examinations."""
    return any(
        event.reaction_type is ReactionType.ALLERGIC_LIKE or event.kind in REACTIONS
        for event in report.complications.events
    )


def _next_steps(report: ReportDocument) -> Iterator[str]:
    """Yield what comes next, breast by breast where there are two."""
    if not any(breast.recommendation.actions for breast in report.breasts):
        yield translated(patient_leaflet.NEXT_OPEN)
        return
    # What is not about one breast comes first, before the title of a breast.
    for breast in sorted(report.breasts, key=lambda breast: breast.side is not None):
        if not breast.recommendation.actions:
            continue
        if len(report.breasts) > 1 and breast.side:
            yield translated(patient_leaflet.FOR_BREAST[breast.side])
        yield from _of_steps(breast.recommendation.steps)


def _of_steps(steps: tuple[RecommendationStep, ...]) -> Iterator[str]:
    """Yield each step; a time that several steps share follows the last of them, and who arranges them the end."""
    wanted = [step for step in steps if step.action]
    for index, step in enumerate(wanted):
        yield translated(patient_leaflet.NEXT[step.action])  # type: ignore[index]
        if step.condition in DEPENDENT_CONDITIONS:
            yield translated(patient_leaflet.DEPENDS)
        elif (time := _when(step)) and time not in map(_when, wanted[index + 1 : index + 2]):
            yield time
    for person in dict.fromkeys(person for step in wanted for person in step.responsible):
        yield translated(patient_leaflet.ARRANGED_BY[person])


def _when(step: RecommendationStep) -> str:
    """Return when a step should be done, "" for a step that waits for another result."""
    if step.condition in DEPENDENT_CONDITIONS:
        return ""
    if time := timeframe(step):
        later = has_only_an_earliest_time(step)
        return format_phrase(patient_leaflet.DUE_LATER if later else patient_leaflet.DUE, time=time)
    return translated(patient_leaflet.SOON) if step.urgency in (Urgency.SOON, Urgency.URGENT) else ""


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
