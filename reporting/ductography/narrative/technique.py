"""How each duct was examined: trigger zone, discharge on the day, cannulation, contrast, images."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Cannulation, Contrast, Duct, View
from ..document.formatting import number
from ..phrases import discharge, places, safety
from ..phrases import ducts as duct_phrases
from ..phrases import technique as phrases
from ..phrases.grammar import capital, counted, length, listed, not_recorded, predicate, say
from ..phrases.translation_cache import translated
from ..vocabulary import CannulationAid, Dilator, Outcome, ViewPhase
from .discharge import discharge_today, trigger_zone
from .phrase_lookup import stated, worded
from .places import orifice, side_of, the_duct


def duct_technique(duct: Duct) -> Iterator[str]:
    """One duct: discharge on the day, entering, contrast and images."""
    yield from trigger_zone(duct)
    yield from discharge_today(duct.discharge)
    yield from _cannulation(duct)
    yield from _contrast(duct.contrast)
    yield from _views(duct.views)


def _cannulation(duct: Duct) -> Iterator[str]:
    entered, side = duct.cannulation, side_of(duct)
    if entered.discharging_orifices is not None:
        on_nipple = places.ON_NIPPLE[side]
        some = counted(phrases.ORIFICES, entered.discharging_orifices, on_nipple=on_nipple)
        yield some if entered.discharging_orifices else say(phrases.NO_ORIFICE, on_nipple=on_nipple)
    if where := orifice(entered, side):
        yield from predicate(phrases.THE_ORIFICE, [say(discharge.LIES, place=where)])
    if entered.outcome:
        subject = the_duct(duct, duct_phrases.THE_DUCT_AT, duct_phrases.ANY_DUCT)
        yield say(safety.CANNULATION[entered.outcome], The_duct=capital(subject), the_duct=subject)
    yield from (translated(safety.REASON[reason]) for reason in entered.failure_reasons)
    if entered.attempts is not None and entered.outcome is not Outcome.NOT_ATTEMPTED:
        yield counted(phrases.ATTEMPTS, entered.attempts) if entered.attempts else translated(phrases.NO_ATTEMPT)
    yield from predicate(phrases.THE_CANNULA, _cannula(entered))
    if Dilator.NONE in entered.dilators:
        yield translated(phrases.NO_DILATOR)
    if dilators := worded(entered.dilators, phrases.DILATOR):
        yield say(phrases.DILATED_WITH, dilators=listed(dilators))
    if CannulationAid.NONE in entered.aids:
        yield translated(phrases.NO_AID)
    if aids := worded(entered.aids, phrases.AID):
        yield say(phrases.AIDED_BY, aids=listed(aids))
    if entered.patient_position:
        yield translated(phrases.POSITION[entered.patient_position])


def _cannula(entered: Cannulation) -> Iterator[str]:
    if entered.cannula_type:
        yield translated(phrases.CANNULA_TYPE[entered.cannula_type])
    if entered.cannula_shape:
        yield translated(phrases.CANNULA_SHAPE[entered.cannula_shape])
    if entered.cannula_gauge is not None:
        yield say(phrases.GAUGE, gauge=entered.cannula_gauge)
    if entered.depth_mm is not None:
        advanced = say(phrases.DEPTH, length=length(entered.depth_mm))
        yield advanced if entered.depth_mm else translated(phrases.NOT_ADVANCED)


def _contrast(given: Contrast) -> Iterator[str]:
    yield from _injected(given)
    yield from stated(given, ("dye",), phrases.CONTRAST_STATED)
    if given.endpoints:
        endpoints = listed(translated(phrases.ENDPOINT[endpoint]) for endpoint in given.endpoints)
        yield say(phrases.ENDED_AT, endpoints=endpoints)
    yield from stated(
        given, ("ultrasound_check", "reflux", "extravasation", "extravasation_cause"), phrases.CONTRAST_STATED
    )
    yield from (translated(phrases.VASCULAR[term]) for term in given.vascular_filling)
    if given.cannula_after:
        yield translated(phrases.CANNULA_AFTER[given.cannula_after])


def _injected(given: Contrast) -> Iterator[str]:
    concentration = given.concentration_mg_i_per_ml
    volume = "" if given.volume_ml is None else number(given.volume_ml)
    if given.agent:
        agent = translated(phrases.AGENT[given.agent])
        if concentration is not None:
            agent = say(phrases.WITH_CONCENTRATION, agent=agent, concentration=number(concentration))
        yield say(phrases.VOLUME_OF_AGENT if volume else phrases.AGENT_INJECTED, volume=volume, agent=agent)
    else:
        if volume:
            yield say(phrases.VOLUME, volume=volume)
        if concentration is not None:
            yield say(phrases.CONCENTRATION, concentration=number(concentration))
    if set(phrases.UNSTATED) <= set(given.not_recorded):
        yield translated(phrases.NO_AGENT_NO_VOLUME)
    else:
        yield from (
            not_recorded(what) for name, what in phrases.UNSTATED.items() if name in given.not_recorded
        )


def _views(views: tuple[View, ...]) -> Iterator[str]:
    """The images by phase; a technique that all share is said once."""
    shown = [view for view in views if view.projection]
    for phase in (*ViewPhase, None):
        if names := [_view(view) for view in shown if view.phase is phase]:
            yield say(phrases.IMAGES[phase], views=listed(names))
    techniques = dict.fromkeys(view.technique for view in shown if view.technique)
    if techniques:
        yield say(
            phrases.TECHNIQUES, techniques=listed(translated(phrases.TECHNIQUE[term]) for term in techniques)
        )
    if not shown and any("projection" in view.not_recorded for view in views):
        yield translated(phrases.VIEWS_UNSTATED)


def _view(view: View) -> str:
    """“craniocaudal (CC) with magnification”, of a view whose projection is told."""
    projection = translated(phrases.PROJECTION[view.projection])  # type: ignore[index]
    if not view.modifiers:
        return projection
    modifiers = listed(translated(phrases.MODIFIER[modifier]) for modifier in view.modifiers)
    return say(phrases.VIEW, projection=projection, modifiers=modifiers)
