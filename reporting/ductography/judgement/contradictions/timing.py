"""Whether what is recommended is soon enough, says when, and names somebody who can do it.

The limits in days are the program's own decision; a radiologist who departs from them says why.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import Rank, breast_facts
from reporting.ductography.document import Recommendation
from reporting.ductography.facts.action_groups import FOLLOW_UP, REFERRAL, TISSUE
from reporting.ductography.vocabulary import Birads, IntervalUnit, Responsible, Urgency

from ..plan import CATEGORY_4, DAYS, GRAVE, categories_of, due_date, is_routine_only, latest_days
from ..rules import Place, Rule, Severity

OWN = "own decision"
LATEST_DAYS = {"category 5": 14.0, "category 4": 42.0, "urgent": 7.0, "soon": 42.0}
BIRADS_3_MONTHS = (4, 8)
PRESSING = {Rank.PROVEN_MALIGNANCY, Rank.OUTSIDE_EVIDENCE, Rank.SUSPICIOUS_SIGN}

_LATE = _("A delay can postpone a cancer diagnosis.")
_WHO = _("Recommendations without a named responsible person are often missed.")


def not_before_after_within(place: Place) -> bool:
    plan = place.node
    return plan.not_before is not None and plan.within is not None and plan.not_before > plan.within


def _exceeded(place: Place) -> str:
    """Which limit the stated time exceeds; the shortest of several, "" for none."""
    latest = latest_days(place.node)
    if latest is None or latest <= LATEST_DAYS["urgent"]:
        return ""
    chosen, urgency = categories_of(place.report), place.node.urgency
    applying = {
        "category 5": Birads.BIRADS_5 in chosen,
        "category 4": bool(chosen & CATEGORY_4),
        "urgent": urgency is Urgency.URGENT,
        "soon": urgency is Urgency.SOON,
    }
    exceeded = [name for name, limit in LATEST_DAYS.items() if applying[name] and latest > limit]
    return min(exceeded, key=LATEST_DAYS.__getitem__, default="")


def category_5_later_than_2_weeks(place: Place) -> bool:
    return _exceeded(place) == "category 5"


def category_4_later_than_6_weeks(place: Place) -> bool:
    return _exceeded(place) == "category 4"


def urgent_later_than_7_days(place: Place) -> bool:
    return _exceeded(place) == "urgent"


def soon_later_than_6_weeks(place: Place) -> bool:
    return _exceeded(place) == "soon"


def category_3_outside_4_to_8_months(place: Place) -> bool:
    """The interval of the follow-up; that of a referral chosen instead is another matter."""
    latest, chosen = latest_days(place.node), categories_of(place.report)
    if latest is None or Birads.BIRADS_3 not in chosen or chosen & (GRAVE | {Birads.BIRADS_0}):
        return False
    actions = set(place.node.actions)
    if actions & REFERRAL and not actions & FOLLOW_UP:
        return False
    months = latest / DAYS[IntervalUnit.MONTHS]
    earliest, last = BIRADS_3_MONTHS
    return not earliest - 0.2 <= months <= last + 0.2  # 17 and 35 weeks


def tissue_left_to_the_patient(place: Place) -> bool:
    return place.node.responsible == (Responsible.PATIENT,) and bool(set(place.node.actions) & TISSUE)


def is_pressing(place: Place) -> bool:
    """BI-RADS 4 to 6, a suspicious ductographic sign, or suspicious evidence outside the ducts."""
    report = place.report
    if not place.node.actions:
        return False
    if categories_of(report) & GRAVE:
        return True
    return any(not PRESSING.isdisjoint(breast.ranks) for breast in breast_facts(report))


def pressing_without_time(place: Place) -> bool:
    return place.node.within is None and is_pressing(place)


def pressing_but_not_soon(place: Place) -> bool:
    return place.node.urgency in (None, Urgency.ROUTINE) and is_pressing(place)


def nobody_named(place: Place) -> bool:
    plan = place.node
    return not plan.responsible and bool(plan.actions) and not is_routine_only(plan.actions)


def due_before_signing(place: Place) -> bool:
    due = due_date(place.node, place.report.identity.examination_date)
    return bool(due and place.today and due < place.today)


RULES: tuple[Rule, ...] = (
    Rule(
        "interval-order",
        on=Recommendation,
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
            when=condition,
            at="within",
            severity=Severity.ALERT,
            says=says,
            why=_LATE,
            source=OWN,
        )
        for name, condition, says in (
            (
                "category-5",
                category_5_later_than_2_weeks,
                _("BI-RADS 5, but the recommended time is later than 2 weeks. Enter an earlier time."),
            ),
            (
                "category-4",
                category_4_later_than_6_weeks,
                _("BI-RADS 4, but the recommended time is later than 6 weeks. Enter an earlier time."),
            ),
            (
                "urgent",
                urgent_later_than_7_days,
                _("Priority “urgent”, but the recommended time is later than 7 days. Check both."),
            ),
            (
                "soon",
                soon_later_than_6_weeks,
                _("Priority “soon”, but the recommended time is later than 6 weeks. Check both."),
            ),
        )
    ),
    Rule(
        "birads3-interval",
        on=Recommendation,
        when=category_3_outside_4_to_8_months,
        at="within",
        severity=Severity.ALERT,
        says=_("BI-RADS 3, but the follow-up is not due in 4–8 months. Check the interval."),
        why=_("Short-interval follow-up of a probably benign finding is usually due after 6 months."),
        source="BIRADS, own decision",
    ),
    Rule(
        "patient-alone",
        on=Recommendation,
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
        when=pressing_without_time,
        at="within",
        severity=Severity.ALERT,
        says=_("The category or a finding is suspicious, but no time is recorded. Enter “within”."),
        why=_("Without a date, a delay is not noticed."),
        source=OWN,
    ),
    Rule(
        "urgency-missing",
        on=Recommendation,
        when=pressing_but_not_soon,
        at="urgency",
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
        on=Recommendation,
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
        when=due_before_signing,
        at="within",
        severity=Severity.ALERT,
        says=_(
            "The recommended time has already passed. Check that the step was taken, or enter a new time."
        ),
        why=_("A report signed late must not recommend a date in the past."),
        source=OWN,
    ),
)
