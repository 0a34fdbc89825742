"""Whether what is recommended is soon enough, says when, and names somebody who can do it.

The limits in days are the program's own decision; a radiologist who departs from them says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import Rank, breast_facts
from reporting.ductography.document import BreastConclusion, Recommendation, RecommendationStep
from reporting.ductography.document.due_dates import due_date
from reporting.ductography.facts.action_groups import FOLLOW_UP, REFERRAL, ROUTINE, TISSUE
from reporting.ductography.facts.conclusions import DEPENDENT_CONDITIONS, categories_of
from reporting.ductography.facts.matching import of_side
from reporting.ductography.vocabulary import Birads, IntervalUnit, Responsible, Side, Urgency

from ..plan import CATEGORY_4, DAYS, GRAVE, is_routine_only, latest_days
from ..rules import Place, Rule, Search, Severity

OWN = "own decision"
LATEST_DAYS = {"category 5": 14.0, "category 4": 42.0, "urgent": 7.0, "soon": 42.0}
BIRADS_3_MONTHS = (4, 8)
PRESSING = {Rank.PROVEN_MALIGNANCY, Rank.OUTSIDE_EVIDENCE, Rank.SUSPICIOUS_SIGN}

_LATE = _("A delay can postpone a cancer diagnosis.")
_WHO = _("Recommendations without a named responsible person are often missed.")


def not_before_after_within(place: Place) -> bool:
    step = place.node
    return step.not_before is not None and step.within is not None and step.not_before > step.within


def _side(place: Place) -> Side | None:
    return place.parent(BreastConclusion).side  # type: ignore[no-any-return]


def _at(place: Place, indices: Iterable[int], name: str) -> Iterator[tuple[str, str]]:
    """The field ``name`` of these steps; steps with the same times are questioned once."""
    asked = []
    for index in indices:
        step = place.node.steps[index]
        alike = (step.not_before, step.within, step.interval_unit, step.urgency, step.responsible)
        if alike not in asked:
            asked.append(alike)
            yield place.field(f"steps[{index}].{name}"), ""


def _exceeded(place: Place, step: RecommendationStep, is_soonest: bool) -> str:
    """Which limit the time of the step exceeds; the shortest of several, "" for none.

    A category asks for the first step and for those that obtain tissue or refer; later imaging may take longer.
    """
    latest = latest_days(step)
    if latest is None or latest <= LATEST_DAYS["urgent"]:
        return ""
    chosen = categories_of(place.report, _side(place))
    for_category = is_soonest or step.action in REFERRAL
    applying = {
        "category 5": for_category and Birads.BIRADS_5 in chosen,
        "category 4": for_category and bool(chosen & CATEGORY_4),
        "urgent": step.urgency is Urgency.URGENT,
        "soon": step.urgency is Urgency.SOON,
    }
    exceeded = [name for name, limit in LATEST_DAYS.items() if applying[name] and latest > limit]
    return min(exceeded, key=LATEST_DAYS.__getitem__, default="")


def later_than(limit: str) -> Search:
    """A search for steps whose time exceeds ``limit``, a key of `LATEST_DAYS`."""

    def find(place: Place) -> Iterator[tuple[str, str]]:
        steps = place.node.steps
        times = [days for step in steps if (days := latest_days(step)) is not None]
        soonest = min(times, default=None)
        late = [
            index
            for index, step in enumerate(steps)
            if _exceeded(place, step, latest_days(step) == soonest) == limit
        ]
        return _at(place, late, "within")

    return find


def category_3_outside_4_to_8_months(place: Place) -> Iterator[tuple[str, str]]:
    """The interval of the follow-up; that of a referral chosen instead is another matter."""
    chosen = categories_of(place.report, _side(place))
    if Birads.BIRADS_3 not in chosen or chosen & (GRAVE | {Birads.BIRADS_0}):
        return iter(())
    followed = set(place.node.actions) & FOLLOW_UP
    if not followed and set(place.node.actions) & REFERRAL:
        return iter(())
    wrong = [
        index
        for index, step in enumerate(place.node.steps)
        if (step.action in FOLLOW_UP or not followed) and _is_outside_4_to_8_months(step)
    ]
    return _at(place, wrong, "within")


def _is_outside_4_to_8_months(step: RecommendationStep) -> bool:
    latest = latest_days(step)
    if latest is None:
        return False
    months = latest / DAYS[IntervalUnit.MONTHS]
    earliest, last = BIRADS_3_MONTHS
    return not earliest - 0.2 <= months <= last + 0.2  # 17 and 35 weeks


def tissue_left_to_the_patient(place: Place) -> bool:
    return place.node.responsible == (Responsible.PATIENT,) and place.node.action in TISSUE


def is_pressing(place: Place) -> bool:
    """BI-RADS 4 to 6, a suspicious ductographic sign, or suspicious evidence outside the ducts of this breast."""
    report, side = place.report, _side(place)
    if not place.node.actions:
        return False
    if categories_of(report, side) & GRAVE:
        return True
    breasts = (breast for breast in breast_facts(report) if of_side(breast.side, side))
    return any(not PRESSING.isdisjoint(breast.ranks) for breast in breasts)


def _pressing_steps(place: Place) -> list[int]:
    """The steps of the work-up; every step where follow-up alone is recommended."""
    if not is_pressing(place):
        return []
    indices = [index for index, step in enumerate(place.node.steps) if step.action]
    work_up = [i for i in indices if place.node.steps[i].action not in FOLLOW_UP | ROUTINE]
    return work_up or indices


def pressing_without_time(place: Place) -> Iterator[tuple[str, str]]:
    """A step that waits for the result of another needs no time of its own."""
    steps, pressing = place.node.steps, _pressing_steps(place)
    first = [index for index in pressing if steps[index].condition not in DEPENDENT_CONDITIONS]
    return _at(place, [i for i in first or pressing[:1] if steps[i].within is None], "within")


def pressing_but_not_soon(place: Place) -> Iterator[tuple[str, str]]:
    late = [i for i in _pressing_steps(place) if place.node.steps[i].urgency in (None, Urgency.ROUTINE)]
    return _at(place, late, "urgency")


def nobody_named(place: Place) -> bool:
    step = place.node
    return not step.responsible and step.action is not None and not is_routine_only([step.action])


def due_before_signing(place: Place) -> Iterator[tuple[str, str]]:
    examined, today = place.report.identity.examination_date, place.today
    dates = [due_date(step, examined) for step in place.node.steps]
    return _at(place, [i for i, due in enumerate(dates) if due and today and due < today], "within")


RULES: tuple[Rule, ...] = (
    Rule(
        "interval-order",
        on=RecommendationStep,
        when=not_before_after_within,
        at="not_before",
        severity=Severity.PROHIBIT,
        says=_("“No earlier than” is later than “within”. Enter the earlier time first."),
        why=_("The interval would end before it begins."),
        source="arithmetic",
    ),
    *(
        Rule(
            f"too-late-{name}",
            on=Recommendation,
            find=later_than(name.replace("-", " ", 1)),
            severity=Severity.ALERT,
            says=says,
            why=_LATE,
            source=OWN,
        )
        for name, says in (
            (
                "category-5",
                _("BI-RADS 5, but the recommended time is later than 2 weeks. Enter an earlier time."),
            ),
            (
                "category-4",
                _("BI-RADS 4, but the recommended time is later than 6 weeks. Enter an earlier time."),
            ),
            (
                "urgent",
                _("Priority “urgent”, but the recommended time is later than 7 days. Check both."),
            ),
            (
                "soon",
                _("Priority “soon”, but the recommended time is later than 6 weeks. Check both."),
            ),
        )
    ),
    Rule(
        "birads3-interval",
        on=Recommendation,
        find=category_3_outside_4_to_8_months,
        severity=Severity.ALERT,
        says=_("BI-RADS 3, but the follow-up is not due in 4–8 months. Check the interval."),
        why=_("Short-interval follow-up of a probably benign finding is usually due after 6 months."),
        source="BIRADS, own decision",
    ),
    Rule(
        "patient-alone",
        on=RecommendationStep,
        when=tissue_left_to_the_patient,
        at="responsible",
        severity=Severity.ALERT,
        says=_("Only the patient is responsible for a biopsy or excision. Add a clinician."),
        why=_("A patient cannot arrange tissue sampling without a clinician."),
        source=OWN,
    ),
    Rule(
        "time-missing",
        on=Recommendation,
        find=pressing_without_time,
        severity=Severity.ALERT,
        says=_("The category or a finding is suspicious, but no time is recorded. Enter “within”."),
        why=_("Without a date, a delay is not noticed."),
        source=OWN,
    ),
    Rule(
        "urgency-missing",
        on=Recommendation,
        find=pressing_but_not_soon,
        severity=Severity.ALERT,
        says=_(
            "The category or a finding is suspicious, but the priority is routine or blank. "
            "Select “soon” or “urgent”."
        ),
        why=_LATE,
        source="BIRADS, own decision",
    ),
    Rule(
        "responsible-missing",
        on=RecommendationStep,
        when=nobody_named,
        at="responsible",
        severity=Severity.PROHIBIT,
        says=_("Select who is responsible."),
        why=_WHO,
        source="ACR-COMM",
    ),
    Rule(
        "due-passed",
        on=Recommendation,
        find=due_before_signing,
        severity=Severity.ALERT,
        says=_(
            "The recommended time has already passed. Check that the step was taken, or enter a new time."
        ),
        why=_("A report signed late must not recommend a date in the past."),
        source=OWN,
    ),
)
