"""The explanation as plain values for programs: one object per document (`manage.py explain --format json`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from ..decision.breast_plan import BreastPlan, Step, plans
from ..decision.notes import notes
from ..decision.ranks import Rank
from ..document import ReportDocument
from ..facts.ducts import Obstacle
from ..narrative.recommendation import note_text
from ..phrases import next_steps
from ..phrases.plan import CONDITION, INCLUDES, LIMIT, NO_DUCT
from .review import review
from .rules import Remark
from .stop_kinds import stop_kind


def explained(report: ReportDocument, today: datetime.date | None = None) -> dict[str, Any]:
    """Plans, limits and stops of ``report``, ready for JSON; sentences in the current language.

    Steps are what is suggested for the recorded facts, whatever plan the document holds; stops judge the whole
    document on the day ``today``.
    """
    judged = review(report, today)
    texts = [(note.sides, note_text(note)) for note in notes(report)]
    return {
        "breasts": [
            {
                "side": plan.side.value if plan.side else None,
                "rank": plan.rank.value if plan.rank else None,
                "steps": [_step(step) for step in plan.steps],
                "limits": list(_limits(plan)),
                "notes": [text for sides, text in texts if not sides or plan.side in sides],
            }
            for plan in plans(report)
        ],
        "stops": [_stop(remark) for remark in (*judged.prohibits, *judged.alerts, *judged.notes)],
        "may_be_signed": judged.may_be_signed,
    }


def _step(step: Step) -> dict[str, Any]:
    words = [str(CONDITION[step.condition])] if step.condition else []
    if step.includes:
        actions = ", ".join(str(next_steps.ACTION[action]) for action in dict.fromkeys(step.includes))
        words.append(str(INCLUDES).format(actions=actions))
    return {
        "action": step.action.value,
        "side": step.side.value if step.side else None,
        "ducts": list(step.ducts),
        "condition": ", ".join(words),
        "not_before": step.not_before,
        "within": step.within,
        "unit": step.unit.value if step.unit else None,
        "urgency": step.urgency.value,
        "responsible": [person.value for person in step.responsible],
    }


def _limits(plan: BreastPlan) -> Iterator[dict[str, Any]]:
    """What limits the reading of which ducts; whether it prevented a reading is told by the rank."""
    ducts = plan.facts.ducts
    found = {
        obstacle.value: [duct.index for duct in ducts if obstacle in (*duct.obstacles, *duct.limits)]
        for obstacle in Obstacle
    }
    found["unresolved_sign"] = [duct.index for duct in ducts if duct.unresolved]
    found["upstream_not_opacified"] = [duct.index for duct in ducts if duct.upstream_hidden]
    for kind, named in found.items():
        if named:
            yield {"kind": kind, "ducts": named, "words": str(LIMIT[kind])}
    if plan.rank is Rank.NON_DIAGNOSTIC and not ducts:
        yield {"kind": Obstacle.FAILED.value, "ducts": [], "words": str(NO_DUCT)}


def _stop(remark: Remark) -> dict[str, str]:
    return {
        "rule": remark.rule_id,
        "kind": stop_kind(remark.rule_id),
        "severity": remark.severity.value,
        "path": remark.path,
        "message": remark.message,
    }
