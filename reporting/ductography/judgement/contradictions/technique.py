"""Whether the way in which the ducts were filled fits what is told of it elsewhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Duct, ReportDocument
from reporting.ductography.facts.discharge_pattern import physiologic
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.report_facts import contrast_was_given, was_filled
from reporting.ductography.vocabulary import (
    Answer,
    ComplicationKind,
    DuctCount,
    Endpoint,
    Extravasation,
    IncompleteReason,
)

from ..rules import Place, Rule, Severity

_TWO = _("These answers contradict each other.")

LARGE_ML = 2.0  # CNTXT, RPEDIA: exceptionally 2 mL
DECIMAL_SLIP_ML = 10.0


def two_ducts_where_one_discharges(place: Place) -> bool:
    history = place.report.indication
    if history.discharging_ducts is not DuctCount.ONE:
        return False
    filled = [duct.side for duct in place.report.ducts if duct.side and was_filled(duct)]
    sides = [side for side in filled if of_side(history.discharge_sides, side)]
    return len(sides) > len(set(sides))


def volume_is_large(place: Place) -> bool:
    volume = place.node.contrast.volume_ml
    return volume is not None and LARGE_ML < volume < DECIMAL_SLIP_ML


def volume_lost_its_decimal_point(place: Place) -> bool:
    volume = place.node.contrast.volume_ml
    return volume is not None and volume >= DECIMAL_SLIP_ML


def no_volume(place: Place) -> bool:
    return was_filled(place.node) and place.node.contrast.volume_ml == 0


def extravasation_denied(place: Place) -> bool:
    told = {event.kind for event in place.report.complications.events} & {
        ComplicationKind.EXTRAVASATION,
        ComplicationKind.DUCT_PERFORATION,
    }
    told_in_duct = (
        Endpoint.EXTRAVASATION in place.node.contrast.endpoints
        or IncompleteReason.EXTRAVASATION in place.node.cannulation.failure_reasons
    )
    only_one = len(place.report.ducts) == 1
    told_of_it = bool(told) or IncompleteReason.EXTRAVASATION in place.report.outcome.reasons
    return place.node.contrast.extravasation is Extravasation.NONE and (
        told_in_duct or (only_one and told_of_it)
    )


def reflux_denied(place: Place) -> bool:
    contrast = place.node.contrast
    return contrast.reflux is Answer.NO and Endpoint.REFLUX in contrast.endpoints


def physiologic_discharge(place: Place) -> bool:
    return contrast_was_given(place.report) and physiologic(place.report) == "yes"


RULES: tuple[Rule, ...] = (
    Rule(
        "two-ducts-where-one-discharges",
        on=ReportDocument,
        when=two_ducts_where_one_discharges,
        at="ducts",
        severity=Severity.ALERT,
        says=_("Single-duct discharge by history, but multiple ducts in one breast were filled."),
        why=_("The injected duct should be the discharging duct."),
        source="SLAW01, FR-BL",
    ),
    Rule(
        "physiologic-discharge",
        on=ReportDocument,
        when=physiologic_discharge,
        at="indication.colours",
        severity=Severity.NOTE,
        says=_("Bilateral non-bloody discharge, milky or only on expression."),
        why=_("Ductography is generally not indicated for this discharge."),
        source="SEED, RPEDIA, REV20",
    ),
    Rule(
        "volume-of-a-decimal-slip",
        on=Duct,
        when=volume_lost_its_decimal_point,
        at="contrast.volume_ml",
        severity=Severity.ALERT,
        says=_("Duct {number}: contrast volume is 10 mL or more (check the decimal point)."),
        why=_("Published volumes are 0.1–2 mL."),
        source="FR-QC, CNTXT, RPEDIA",
    ),
    Rule(
        "volume-large",
        on=Duct,
        when=volume_is_large,
        at="contrast.volume_ml",
        severity=Severity.ALERT,
        says=_("Duct {number}: contrast volume exceeds 2.0 mL."),
        why=_("Published volumes are 0.1–1.5 mL, exceptionally 2 mL."),
        source="FR-QC, CNTXT, RPEDIA",
    ),
    Rule(
        "filled-with-nothing",
        on=Duct,
        when=no_volume,
        at="contrast.volume_ml",
        severity=Severity.ALERT,
        says=_("Duct {number}: contrast volume is 0 mL, but the duct is recorded as filled."),
        why=_TWO,
        source="arithmetic",
    ),
    Rule(
        "extravasation-denied",
        on=Duct,
        when=extravasation_denied,
        at="contrast.extravasation",
        severity=Severity.ALERT,
        says=_("Duct {number}: extravasation is “none” here but recorded elsewhere."),
        why=_TWO,
        source="DE-MED, SLAW01",
    ),
    Rule(
        "reflux-denied",
        on=Duct,
        when=reflux_denied,
        at="contrast.reflux",
        severity=Severity.ALERT,
        says=_("Duct {number}: reflux is “no”, but it is the recorded injection endpoint."),
        why=_TWO,
        source="ZHANG17, SLAW01",
    ),
)
