"""Explain the suggestion for each breast: facts, deciding rank, steps, near misses, sources and remarks."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from ..decision.breast_plan import BreastPlan, plans
from ..decision.evidence import CAUTION, evidence
from ..decision.notes import notes
from ..decision.plan_inputs import QUESTIONS
from ..decision.plan_table import TABLE_VERSION, PlanRow, rows
from ..document import ReportDocument
from ..narrative.plan_text import breast_title, reason, step_details
from ..narrative.recommendation import note_text
from ..phrases.rule_inputs import EVIDENCE, RANK
from . import completeness
from .review import review
from .rules import Remark

WIDTH = 100  # columns of the text


def as_text(report: ReportDocument, today: datetime.date | None = None) -> str:
    """The explanation for a person, `WIDTH` columns wide, in the current language."""
    return "\n".join(_lines(report, today)) + "\n"


def deciding_answers(plan: BreastPlan) -> Iterator[tuple[str, str]]:
    """The questions that the rows of the plan looked at, each with yes or no."""
    asked = {
        name for row in rows() if _is_considered(row, plan) and row.holds(plan.answers) for name in row.when
    }
    for name, (label, _ask) in QUESTIONS.items():
        if name in asked:
            yield str(label), _("yes") if plan.answers[name] else _("no")


def near_misses(plan: BreastPlan) -> Iterator[tuple[PlanRow, str]]:
    """Rows of the present ranks that one answer kept from giving a step, with the name of that question."""
    for row in rows():
        if _is_considered(row, plan) and row.action not in plan.actions:
            missed = [name for name, wanted in row.when.items() if plan.answers[name] is not wanted]
            if len(missed) == 1:
                yield row, missed[0]


def _is_considered(row: PlanRow, plan: BreastPlan) -> bool:
    return any(row.is_for(rank) for rank in plan.facts.ranks or (None,))


def _lines(report: ReportDocument, today: datetime.date | None) -> Iterator[str]:
    yield _("SUGGESTED STEPS (table {version})").format(version=TABLE_VERSION)
    for plan in plans(report):
        yield from ("", *_breast(plan))
    if found := notes(report):
        yield from ("", _("NOTES"))
    for note in found:
        yield from _wrapped(f"{note.rule.id}: {note_text(note)} ({note.rule.citation})")
    judged = review(report, today)
    gaps = {rule.id for rule in completeness.RULES}
    remarks = (*judged.prohibits, *judged.alerts, *judged.notes)
    for title, is_gap in ((_("MISSING"), True), (_("INCONSISTENCIES"), False)):
        some = [remark for remark in remarks if (remark.rule_id in gaps) is is_gap]
        yield from ("", title, *_remark_lines(some))
    if judged.overridden:
        yield from ("", _("ACKNOWLEDGED ALERTS"))
    for item in judged.overridden:
        yield from _wrapped(
            _("{message} Reason: {reason}").format(message=item.remark.message, reason=item.reason)
        )
    if published := evidence(report):
        yield from ("", _("PUBLISHED EVIDENCE"), *_wrapped(str(CAUTION)))
        for one in published:
            yield from _wrapped(f"{one} [{one.source}]")


def _breast(plan: BreastPlan) -> Iterator[str]:
    yield breast_title(plan).upper() or _("SIDE NOT RECORDED")
    yield from _wrapped(reason(plan))
    ranks = [str(RANK[rank.value]) for rank in plan.facts.ranks]
    yield from _wrapped(
        _("Ranks present, the deciding one first: {ranks}").format(ranks=", ".join(ranks) or "–")
    )
    for number, step in enumerate(plan.steps, start=1):
        yield from _wrapped(f"{number}. {step_details(step)}")
        asked_by = str(RANK[step.rank.value]) if step.rank else _("no rank")
        yield from _wrapped(
            _("asked for by: {rank}; {citation} ({strength})").format(
                rank=asked_by, citation=step.citation, strength=EVIDENCE[step.strength]
            ),
            deeper=True,
        )
    for question, answer in deciding_answers(plan):
        yield from _wrapped(f"{question} {answer}", deeper=True)
    near = list(near_misses(plan))
    if near:
        yield from _wrapped(_("One answer short of a step:"))
    for row, name in near:
        yield from _wrapped(f"{row.action.label}: {QUESTIONS[name][0]}", deeper=True)


def _remark_lines(remarks: list[Remark]) -> Iterator[str]:
    if not remarks:
        yield from _wrapped(_("nothing"))
    for remark in remarks:
        yield from _wrapped(f"{remark.severity.value}: {remark.message}  [{remark.rule_id} {remark.path}]")
        yield from _wrapped(f"{remark.why} ({remark.source})", deeper=True)


def _wrapped(text: str, deeper: bool = False) -> Iterable[str]:
    first = "    " if deeper else "  "
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first + "  ")
