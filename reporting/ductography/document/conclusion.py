"""What is concluded for one breast: its category, and the ordered steps that are recommended for it."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from ..vocabulary import (
    Birads,
    Gics,
    IntervalUnit,
    RecommendedAction,
    Responsible,
    Side,
    StepCondition,
    Urgency,
)
from .node import InOrder, Node, group, items, leaf
from .text import Line, Text


class RecommendationStep(Node):
    """One step: what is done, under which condition, when, and by whom."""

    action: RecommendedAction | None = leaf(_("recommended action"))
    duct_number: int | None = leaf(
        _("duct number"), help=_("number of the duct in this report; blank for the whole breast"), ge=1, le=99
    )
    condition: StepCondition | None = leaf(_("condition"))
    not_before: int | None = leaf(_("no earlier than"), help=_("in the unit selected"), ge=0, le=999)
    within: int | None = leaf(_("within (latest)"), ge=0, le=999)
    interval_unit: IntervalUnit | None = leaf(_("interval unit"))
    urgency: Urgency | None = leaf(_("priority"))
    responsible: Annotated[tuple[Responsible, ...], InOrder] = leaf(_("responsible"), default=())
    text: Line | None = leaf(_("step details"))


class Proposal(Node):
    """What the decision table proposed for the breast at the time; empty when no rule was asked."""

    rule_id: Line | None = leaf(_("rule"))
    table_version: Line | None = leaf(_("table version"))
    sentence: Text | None = leaf(_("reason for the suggestion"))
    action: Text | None = leaf(_("suggested steps"))
    citation: Text | None = leaf(_("rule source"))
    evidence: Line | None = leaf(_("type of evidence"))


class Recommendation(Node):
    """What to do for one breast, in order."""

    steps: tuple[RecommendationStep, ...] = items(_("steps"), _("step"))
    text: Text | None = leaf(_("recommendation details"))
    generated: Text | None = leaf(
        _("suggested recommendation before editing"),
        help=_("documents of version 1; kept to show what was edited"),
    )
    departure_reason: Text | None = leaf(_("reason for differing from the suggestion"))
    proposal: Proposal = group(_("decision-table suggestion"), Proposal)

    @property
    def actions(self) -> tuple[RecommendedAction, ...]:
        """The actions of the steps, in their order."""
        return tuple(step.action for step in self.steps if step.action)


class BreastConclusion(Node):
    """Category and recommendation of one breast, chosen by the radiologist and never assigned by the program.

    Without a side the conclusion is about every breast examined, and the program asks for the side.
    """

    side: Side | None = leaf(_("side"))
    birads: Birads | None = leaf(_("BI-RADS assessment category"))
    gics: Gics | None = leaf(
        _("GICS category"), help=_("published category names only; no criteria are reproduced")
    )
    recommendation: Recommendation = group(_("recommendation"), Recommendation)
    comment: Text | None = leaf(_("comment"))
