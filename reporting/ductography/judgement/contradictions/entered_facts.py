"""What the fields hold of one breast, gathered for comparison with the words of a text.

A part of the document whose side is not stated counts for every breast. Places and sizes are gathered generously:
words may speak of anything that is entered, not only of the signs of the ductogram.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from reporting.ductography.document import Duct, DuctFinding, ReportDocument
from reporting.ductography.facts.conclusions import conclusions_of
from reporting.ductography.facts.ducts import confirmed_findings, is_dilated
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.vocabulary import (
    BreastFindingKind,
    ComplicationKind,
    CutOffForm,
    Diagnosis,
    DuctCalibre,
    DuctFindingKind,
    Endpoint,
    Extravasation,
    IncompleteReason,
    Limitation,
    LumenEffect,
    Presence,
    Side,
)

_SEEN_OTHERWISE = {
    BreastFindingKind.DILATED_DUCT: DuctFindingKind.ECTASIA,
    BreastFindingKind.INTRADUCTAL_MASS: DuctFindingKind.FILLING_DEFECT,
}
_LEAKS = {
    Limitation.EXTRAVASATION,
    IncompleteReason.EXTRAVASATION,
    ComplicationKind.EXTRAVASATION,
    ComplicationKind.DUCT_PERFORATION,
}
_OBSTRUCTING = (LumenEffect.PARTIAL, LumenEffect.COMPLETE)
SIZES = (
    "length_mm",
    "length_to_mm",
    "width_mm",
    "width_to_mm",
    "thickness_mm",
    "extent_mm",
    "lesion_size_mm",
    "lesion_size_to_mm",
)
_ANY = None  # what is entered of no sign in particular


@dataclass(slots=True)
class BreastFacts:
    """Kinds of signs, hours, distances and sizes that are entered of one breast, by the sign they belong to."""

    ducts: list[Duct]
    kinds: set[DuctFindingKind] = field(default_factory=set)
    hours: dict[DuctFindingKind | None, set[int]] = field(default_factory=dict)
    distances_mm: dict[DuctFindingKind | None, set[float]] = field(default_factory=dict)
    sizes_mm: dict[DuctFindingKind | None, set[float]] = field(default_factory=dict)
    birads: set[str] = field(default_factory=set)
    gics: set[str] = field(default_factory=set)

    def confirmed(self) -> list[DuctFinding]:
        """Signs that are there for certain, in every duct of this breast."""
        return [finding for duct in self.ducts for finding in confirmed_signs(duct)]

    def hours_of(self, kind: DuctFindingKind | None) -> set[int]:
        return _meant(self.hours, kind)

    def distances_of(self, kind: DuctFindingKind | None) -> set[float]:
        return _meant(self.distances_mm, kind)

    def sizes_of(self, kind: DuctFindingKind | None) -> set[float]:
        """The sizes entered; a width of the duct is compared with the widths of ducts alone."""
        if kind is DuctFindingKind.ECTASIA:
            return self.sizes_mm.get(kind, set())
        return set(chain.from_iterable(self.sizes_mm.values()))


def confirmed_signs(duct: Duct) -> list[DuctFinding]:
    return [
        finding for finding in confirmed_findings(duct) if finding.kind is not DuctFindingKind.NORMAL_DUCT
    ]


def breasts(report: ReportDocument) -> dict[Side | None, BreastFacts]:
    """The facts of each examined breast; of one breast without a name where no side is known."""
    sides: Iterable[Side | None] = sorted(examined_sides(report)) or [None]
    return {side: _facts(report, side) for side in sides}


def _facts(report: ReportDocument, side: Side | None) -> BreastFacts:
    found = BreastFacts([duct for duct in report.ducts if _is_of(duct, side)])
    for duct in found.ducts:
        _add_duct(found, duct)
    _add_whole_report(found, report)
    for item in _things_in_the_breast(report, side):
        if kind := _SEEN_OTHERWISE.get(getattr(item, "kind", None)):  # type: ignore[arg-type]
            found.kinds.add(kind)
            _add_place(found, kind, item)
        _add_place(found, _ANY, item)
    for breast in conclusions_of(report, side):
        found.birads |= {breast.birads.value} if breast.birads else set()
        found.gics |= {breast.gics.value} if breast.gics else set()
    return found


def _is_of(node: Any, side: Side | None) -> bool:
    return side is None or node.side in (None, side)


def _add_duct(found: BreastFacts, duct: Duct) -> None:
    of_duct: set[DuctFindingKind | None] = {_ANY}
    for finding in duct.findings:
        if finding.kind and finding.presence is not Presence.ABSENT:
            kinds = set(_kinds(finding))
            found.kinds |= kinds
            of_duct |= kinds
            for sign in kinds:
                _add_place(found, sign, finding)
    if is_dilated(duct) or duct.filling.dilatation_extent:
        found.kinds.add(DuctFindingKind.ECTASIA)
        of_duct.add(DuctFindingKind.ECTASIA)
    if duct.filling.calibre is DuctCalibre.NARROWED:
        found.kinds.add(DuctFindingKind.STENOSIS)
        of_duct.add(DuctFindingKind.STENOSIS)
    contrast = duct.contrast
    leaked = contrast.extravasation not in (None, Extravasation.NONE)
    if leaked or contrast.extravasation_cause or Endpoint.EXTRAVASATION in contrast.endpoints:
        found.kinds.add(DuctFindingKind.EXTRAVASATION)
    for calibre in (duct.filling.calibre_mm, duct.filling.calibre_to_mm):
        if calibre is not None:
            found.sizes_mm.setdefault(DuctFindingKind.ECTASIA, set()).add(calibre)
    for hour in (duct.clock_position, duct.trigger_zone.clock_position):
        for kind in of_duct if hour else ():
            found.hours.setdefault(kind, set()).add(hour)  # type: ignore[arg-type]
    if (distance := duct.trigger_zone.distance_from_nipple_mm) is not None:
        found.distances_mm.setdefault(_ANY, set()).add(distance)


def _kinds(finding: DuctFinding) -> Iterator[DuctFindingKind]:
    """The sign itself, and what it may be called as well."""
    if finding.kind:
        yield finding.kind
    if finding.lumen_effect in _OBSTRUCTING:
        yield DuctFindingKind.CUT_OFF
    if finding.kind is DuctFindingKind.CUT_OFF and finding.cut_off_form is CutOffForm.CONVEX:
        yield DuctFindingKind.FILLING_DEFECT
    if finding.host_duct_calibre is DuctCalibre.DILATED:
        yield DuctFindingKind.ECTASIA
    if finding.host_duct_calibre is DuctCalibre.NARROWED:
        yield DuctFindingKind.STENOSIS
    if finding.kind is DuctFindingKind.WALL_DESTRUCTION:
        yield DuctFindingKind.WALL_IRREGULARITY


def _add_whole_report(found: BreastFacts, report: ReportDocument) -> None:
    limits: set[object] = {*report.outcome.limitations, *report.outcome.reasons}
    limits |= {event.kind for event in report.complications.events if event.kind}
    limits |= {reason for duct in found.ducts for reason in duct.cannulation.failure_reasons}
    if limits & _LEAKS:
        found.kinds.add(DuctFindingKind.EXTRAVASATION)
    if report.impression.suspected_diagnosis is Diagnosis.DUCT_ECTASIA:
        found.kinds.add(DuctFindingKind.ECTASIA)
    found.kinds |= {item.target for item in report.added_procedures if item.target}


def _things_in_the_breast(report: ReportDocument, side: Side | None) -> Iterator[Any]:
    """Findings outside the ducts, those of other studies, and procedures."""
    studies = [
        study for study in (*report.comparison.earlier_studies, *report.correlation) if _is_of(study, side)
    ]
    # A sentence on the breast outside the ducts names the side only once, so that its numbers may lack it.
    findings = chain(report.breast.findings, *(study.findings for study in studies))
    yield from (item for item in findings if item.presence is not Presence.ABSENT)
    yield from (
        item
        for item in (*report.indication.surgery, *report.subsequent_procedures, *report.added_procedures)
        if _is_of(item, side)
    )


def _add_place(found: BreastFacts, kind: DuctFindingKind | None, item: Any) -> None:
    place = getattr(item, "location", item)
    if (hour := getattr(place, "clock_position", None)) is not None:
        found.hours.setdefault(kind, set()).add(hour)
    if (distance := getattr(place, "distance_from_nipple_mm", None)) is not None:
        found.distances_mm.setdefault(kind, set()).add(distance)
    for name in SIZES:
        if (size := getattr(item, name, None)) is not None:
            found.sizes_mm.setdefault(kind, set()).add(size)


def _meant(values: dict[DuctFindingKind | None, set[Any]], kind: DuctFindingKind | None) -> set[Any]:
    """What is entered of a kind of sign; of everything where no kind is named, or nothing is entered of it."""
    return (values.get(kind) if kind else None) or set(chain.from_iterable(values.values()))
