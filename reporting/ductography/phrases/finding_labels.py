"""Labels of findings and their locations, shared by every printed form."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..document import BreastFinding, BreastLocation, DuctFinding, Node
from ..document.formatting import format_answer
from ..vocabulary import Answer, Certainty, Presence


def place_label(location: BreastLocation) -> str:
    """Return the location as text: “9 o’clock in the breast, 30 mm from the nipple, 15 mm deep to the skin”."""
    parts = []
    if location.clock_position is not None:
        parts.append(_("{hour} o’clock in the breast").format(hour=location.clock_position))
    if location.region is not None:
        parts.append(str(location.region.label))
    direction = (location.direction_degree, location.direction_from_nipple)
    if any(direction):
        parts.append(" ".join(str(term.label) for term in direction if term))
    specs = {spec.name: spec for spec in location.leaf_specs()}
    approximate = location.approximate is Answer.YES
    lengths = [
        (about if approximate else exact).format(length=format_answer(specs[name], value))
        for name, exact, about in (
            ("distance_from_nipple_mm", _("{length} from the nipple"), _("about {length} from the nipple")),
            ("depth_from_skin_mm", _("{length} deep to the skin"), _("about {length} deep to the skin")),
            (
                "distance_from_chest_wall_mm",
                _("{length} from the chest wall"),
                _("about {length} from the chest wall"),
            ),
        )
        if (value := getattr(location, name)) is not None
    ]
    parts += lengths
    if location.depth_third is not None:
        parts.append(str(location.depth_third.label))
    if location.approximate is not None and not (approximate and lengths):
        parts.append(_("distances approximate: {answer}").format(answer=location.approximate.label))
    parts += not_recorded_labels(location)
    return ", ".join(parts)


def finding_title(finding: DuctFinding | BreastFinding) -> str:
    """Return the printed name of a finding: “filling defect”, “filling defect: absent”."""
    kind = str(finding.kind.label) if finding.kind else ""
    if kind and isinstance(finding, DuctFinding) and finding.certainty is Certainty.POSSIBLE:
        kind = _("possible {finding}").format(finding=kind)
    if not finding.presence or (finding.presence is Presence.PRESENT and kind):
        return kind
    return f"{kind}: {finding.presence.label}" if kind else str(finding.presence.label)


def not_recorded_labels(node: Node) -> list[str]:
    return [
        _("{field} not recorded").format(field=spec.label)
        for spec in node.leaf_specs()
        if spec.name in node.not_recorded
    ]
