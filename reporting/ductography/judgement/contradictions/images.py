"""Whether key images and their arrows show what the report speaks of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Arrow, KeyImage
from reporting.ductography.facts.arrow_targets import finding_at

from ..rules import Place, Rule, Severity
from .sides import side_not_examined


def points_to_nothing(place: Place) -> bool:
    return "finding" not in place.node.not_recorded and finding_at(place.report, place.node.finding) is None


def points_to_the_other_breast(place: Place) -> bool:
    found = finding_at(place.report, place.node.finding)
    shown = place.parent(KeyImage).side
    return bool(found and found[1] and shown and found[1] is not shown)


RULES: tuple[Rule, ...] = (
    Rule(
        "image-of-other-side",
        on=KeyImage,
        when=side_not_examined,
        at="side",
        severity=Severity.ALERT,
        says=_("Image {number} is of a breast that was not examined."),
        why=_("A laterality error can harm the patient."),
        source="LUETMER13",
    ),
    Rule(
        "arrow-on-other-side",
        on=Arrow,
        when=points_to_the_other_breast,
        at="finding",
        severity=Severity.ALERT,
        says=_("Arrow {number} of a key image points to a finding in the other breast."),
        why=_("A laterality error can harm the patient."),
        source="LUETMER13",
    ),
    Rule(
        "arrow-without-finding",
        on=Arrow,
        when=points_to_nothing,
        at="finding",
        severity=Severity.PROHIBIT,
        says=_("Arrow {number} of a key image does not point to a finding in this report."),
        why=_("A signed report must include the images it refers to."),
        source="CFR11",
    ),
)
