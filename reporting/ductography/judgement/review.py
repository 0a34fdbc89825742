"""The whole judgement of a report: what prohibits the signature, what must be settled, and what is to be noted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..document import ReportDocument
from . import completeness, contradictions
from .rules import Remark, Severity, ask

WITHOUT_EFFECT = "override-without-effect"


@dataclass(frozen=True, slots=True)
class Overridden:
    """An alert that stands, with the reason that the radiologist gave for leaving it."""

    remark: Remark
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """Every remark on a report, by what it does; each list in the order of the rules and then of the document."""

    prohibits: tuple[Remark, ...]
    alerts: tuple[Remark, ...]
    overridden: tuple[Overridden, ...]
    notes: tuple[Remark, ...]

    @property
    def may_be_signed(self) -> bool:
        """Nothing prohibits it, and every alert is put right or settled by a reason."""
        return not self.in_the_way

    @property
    def in_the_way(self) -> tuple[Remark, ...]:
        """What must be put right, or left standing with a reason, before the report may be signed."""
        return (*self.prohibits, *self.alerts)


def review(report: ReportDocument, today: datetime.date | None = None) -> Review:
    """Ask every rule on completeness and contradictions; ``today`` is the day of signing at the site.

    An override settles the alert of its rule at its path, if it gives a reason. One that settles nothing is
    prohibited, because it would be printed as if it did.
    """
    rules = (*completeness.asked_of(report), *contradictions.asked_of(report))
    remarks: dict[Severity, list[Remark]] = {severity: [] for severity in Severity}
    for remark in ask(rules, report, today):
        remarks[remark.severity].append(remark)
    reasons = {(item.rule_id, item.path): item.reason for item in report.overrides if item.reason}
    alerts = remarks[Severity.ALERT]
    keys = {(alert.rule_id, alert.path) for alert in alerts}
    return Review(
        prohibits=(*remarks[Severity.PROHIBIT], *_without_effect(report, keys)),
        alerts=tuple(alert for alert in alerts if (alert.rule_id, alert.path) not in reasons),
        overridden=tuple(
            Overridden(alert, reasons[alert.rule_id, alert.path])
            for alert in alerts
            if (alert.rule_id, alert.path) in reasons
        ),
        notes=tuple(remarks[Severity.NOTE]),
    )


def _without_effect(report: ReportDocument, keys: set[tuple[str, str]]) -> list[Remark]:
    return [
        Remark(
            WITHOUT_EFFECT,
            Severity.PROHIBIT,
            f"overrides[{index}]",
            str(_("This acknowledged alert no longer applies. Remove it.")),
            str(_("Its reason would be printed as if it still applied.")),
            "CFR11",
        )
        for index, item in enumerate(report.overrides)
        if (item.rule_id, item.path) not in keys and not item.is_empty()
    ]
