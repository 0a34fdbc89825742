"""Select the findings to draw and number them as in the printed sections.

Only signs that are present are drawn. A sign that is absent, not assessable, or resolved after refilling is reported
as text only; a normal duct has no location. With one duct, finding 2 is “2”; with several, finding 2 of duct 1 is
“1.2”. A finding outside the ducts is “B1”.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..document import BreastFinding, BreastLocation, Duct, DuctFinding, ReportDocument
from ..document.formatting import number
from ..facts.report_facts import present
from ..phrases.finding_labels import finding_title, place_label
from ..vocabulary import Answer, Artefact, DuctFindingKind, Outcome, Presence, Side

MARKERS_MAX = 40  # in one figure and in the legend; more would be unreadable


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered finding or trigger zone; ``text`` is its name and location, ``duct`` the index of its duct."""

    label: str
    text: str
    side: Side | None
    location: BreastLocation
    size_mm: float
    duct: int | None = None
    finding: DuctFinding | None = None

    @property
    def description(self) -> str:
        return f"{self.label} {self.text}"


@dataclass(frozen=True, slots=True)
class DuctDirection:
    """The direction of a duct: “duct 1 runs towards 9 o’clock”."""

    duct: int
    side: Side | None
    hour: int
    description: str


@dataclass(frozen=True, slots=True)
class DiagramContent:
    """The data shared by all figures of a report."""

    document: ReportDocument
    findings: tuple[Marker, ...]
    triggers: tuple[Marker, ...]
    directions: tuple[DuctDirection, ...]

    def has_trigger(self, direction: DuctDirection) -> bool:
        """Return True if the trigger zone of the same duct is at this clock position."""
        return any(
            marker.duct == direction.duct and marker.location.clock_position == direction.hour
            for marker in self.triggers
        )


def diagram_content(document: ReportDocument) -> DiagramContent:
    """Collect the findings, trigger zones and duct directions to draw, in report order."""
    several = len(document.ducts) > 1
    ducts = list(enumerate(document.ducts))
    triggers = (_trigger(index, duct, several) for index, duct in ducts)
    directions = (_duct_direction(index, duct, several) for index, duct in ducts)
    return DiagramContent(
        document,
        (*_in_ducts(document), *_outside_ducts(document)),
        tuple(marker for marker in triggers if marker),
        tuple(direction for direction in directions if direction),
    )


def _trigger(index: int, duct: Duct, several: bool) -> Marker | None:
    """Return the trigger zone of a duct, or None if its location is not recorded."""
    zone = duct.trigger_zone
    where = BreastLocation(
        clock_position=zone.clock_position, distance_from_nipple_mm=zone.distance_from_nipple_mm
    )
    parts = list(_place(where))
    if zone.subareolar is Answer.YES:
        parts.append(_("subareolar"))
    if not parts or zone.found is Answer.NO:
        return None
    name = _("trigger zone of duct {number}").format(number=index + 1) if several else _("trigger zone")
    label = pgettext("letter on a diagram", "T")
    label = f"{label}{index + 1}" if several else label
    return Marker(label, f"{name}: {', '.join(parts)}", duct.side, where, 0.0, index)


def _duct_direction(index: int, duct: Duct, several: bool) -> DuctDirection | None:
    hour = duct.clock_position
    if hour is None:
        return None
    description = (
        _("duct {number} runs towards {hour} o’clock").format(number=index + 1, hour=hour)
        if several
        else _("the duct runs towards {hour} o’clock").format(hour=hour)
    )
    return DuctDirection(index, duct.side, hour, description)


def cannulation_failed(duct: Duct) -> bool:
    return duct.cannulation.outcome in (Outcome.FAILED, Outcome.NOT_ATTEMPTED)


def _in_ducts(document: ReportDocument) -> Iterator[Marker]:
    several = len(document.ducts) > 1
    for index, duct in enumerate(document.ducts):
        seen = present(duct.findings)
        for position, finding in enumerate(duct.findings):
            gone = finding.gone_after_refill is Answer.YES
            if finding not in seen or gone or finding.kind is DuctFindingKind.NORMAL_DUCT:
                continue
            text = ", ".join([*_kind_and_size(finding), *_artefact_and_order(finding), *_place_of(finding)])
            label = str(position + 1)
            if several:
                label = f"{index + 1}.{position + 1}"
                text = _("duct {duct}, finding {number}: {told}").format(
                    duct=index + 1, number=position + 1, told=text
                )
            yield Marker(label, text, duct.side, finding.location, _size(finding), index, finding)


def _outside_ducts(document: ReportDocument) -> Iterator[Marker]:
    for position, finding in enumerate(document.breast.findings):
        if finding.presence is not Presence.PRESENT or not finding.kind or finding.location.is_empty():
            continue
        text = ", ".join([*_kind_and_size(finding), *_place_of(finding)])
        letter = pgettext("letter on a diagram", "B")
        yield Marker(
            f"{letter}{position + 1}",
            _("outside the ducts: {told}").format(told=text),
            finding.side,
            finding.location,
            _size(finding),
        )


def _kind_and_size(finding: DuctFinding | BreastFinding) -> Iterator[str]:
    yield finding_title(finding)
    sizes = [size for size in (finding.length_mm, finding.width_mm, finding.thickness_mm) if size]
    if sizes:
        yield _("{size} mm").format(size=" × ".join(map(number, sizes)))
    if isinstance(finding, DuctFinding) and finding.extent_mm:
        yield _("extending {length} mm along the duct").format(length=number(finding.extent_mm))


def _place_of(finding: DuctFinding | BreastFinding) -> Iterator[str]:
    yield from _place(finding.location.model_copy(update={"not_recorded": ()}))


def _place(location: BreastLocation) -> Iterator[str]:
    """Yield the location as text, and a remark if it is a distance without a direction, which is drawn as a ring."""
    if text := place_label(location):
        yield text
    directions = (location.clock_position, location.region, location.direction_from_nipple)
    if location.distance_from_nipple_mm and not any(directions):
        yield _("direction not recorded")


def _artefact_and_order(finding: DuctFinding) -> Iterator[str]:
    doubts = [artefact for artefact in finding.possible_artefacts if artefact is not Artefact.NONE]
    if doubts:
        yield _("possible artefact: {kinds}").format(kinds=", ".join(str(kind.label) for kind in doubts))
    yield from (str(term.label) for term in (finding.branch_order, finding.along_duct) if term)


def _size(finding: DuctFinding | BreastFinding) -> float:
    return max(finding.length_mm or 0.0, finding.width_mm or 0.0)
