"""Sentences on the technique for each duct: trigger zone, discharge, cannulation, contrast, images."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Cannulation, Contrast, Duct, View
from ..document.formatting import number
from ..phrases import discharge, places, safety
from ..phrases import ducts as duct_phrases
from ..phrases import technique as phrases
from ..phrases.grammar import (
    capitalise,
    format_length,
    format_phrase,
    format_plural,
    join_with_and,
    not_recorded_sentence,
    predicate_sentence,
)
from ..phrases.translation_cache import translated
from ..vocabulary import CannulationAid, Dilator, Outcome, ViewPhase
from .discharge import discharge_today, trigger_zone
from .phrase_lookup import phrases_for, sentences_for
from .places import duct_phrase, orifice_place, side_key


def duct_technique(duct: Duct) -> Iterator[str]:
    """Yield the sentences on the technique for one duct."""
    yield from trigger_zone(duct)
    yield from discharge_today(duct.discharge)
    yield from _cannulation(duct)
    yield from _contrast(duct.contrast)
    yield from _views(duct.views)


def _cannulation(duct: Duct) -> Iterator[str]:
    entered, side = duct.cannulation, side_key(duct)
    if entered.discharging_orifices is not None:
        on_nipple = places.ON_NIPPLE[side]
        some = format_plural(phrases.ORIFICES, entered.discharging_orifices, on_nipple=on_nipple)
        yield some if entered.discharging_orifices else format_phrase(phrases.NO_ORIFICE, on_nipple=on_nipple)
    if where := orifice_place(entered, side):
        yield from predicate_sentence(phrases.THE_ORIFICE, [format_phrase(discharge.IS_AT, place=where)])
    if entered.outcome:
        subject = duct_phrase(duct, duct_phrases.THE_DUCT_AT, duct_phrases.ANY_DUCT)
        yield format_phrase(
            safety.CANNULATION[entered.outcome], The_duct=capitalise(subject), the_duct=subject
        )
    yield from (translated(safety.REASON[reason]) for reason in entered.failure_reasons)
    if entered.attempts is not None and entered.outcome is not Outcome.NOT_ATTEMPTED:
        yield (
            format_plural(phrases.ATTEMPTS, entered.attempts)
            if entered.attempts
            else translated(phrases.NO_ATTEMPT)
        )
    yield from predicate_sentence(phrases.THE_CANNULA, _cannula(entered))
    if Dilator.NONE in entered.dilators:
        yield translated(phrases.NO_DILATOR)
    if dilators := phrases_for(entered.dilators, phrases.DILATOR):
        yield format_phrase(phrases.DILATED_WITH, dilators=join_with_and(dilators))
    if CannulationAid.NONE in entered.aids:
        yield translated(phrases.NO_AID)
    if aids := phrases_for(entered.aids, phrases.AID):
        yield format_phrase(phrases.AIDED_BY, aids=join_with_and(aids))
    if entered.patient_position:
        yield translated(phrases.POSITION[entered.patient_position])


def _cannula(entered: Cannulation) -> Iterator[str]:
    if entered.cannula_type:
        yield translated(phrases.CANNULA_TYPE[entered.cannula_type])
    if entered.cannula_shape:
        yield translated(phrases.CANNULA_SHAPE[entered.cannula_shape])
    if entered.cannula_gauge is not None:
        yield format_phrase(phrases.GAUGE, gauge=entered.cannula_gauge)
    if entered.depth_mm is not None:
        advanced = format_phrase(phrases.DEPTH, length=format_length(entered.depth_mm))
        yield advanced if entered.depth_mm else translated(phrases.NOT_ADVANCED)


def _contrast(given: Contrast) -> Iterator[str]:
    yield from _injection(given)
    yield from sentences_for(given, ("dye",), phrases.CONTRAST_SENTENCES)
    if given.endpoints:
        endpoints = join_with_and(translated(phrases.ENDPOINT[endpoint]) for endpoint in given.endpoints)
        yield format_phrase(phrases.ENDED_AT, endpoints=endpoints)
    yield from sentences_for(
        given,
        ("ultrasound_check", "reflux", "extravasation", "extravasation_cause"),
        phrases.CONTRAST_SENTENCES,
    )
    yield from (translated(phrases.VASCULAR[term]) for term in given.vascular_filling)
    if given.cannula_after:
        yield translated(phrases.CANNULA_AFTER[given.cannula_after])


def _injection(given: Contrast) -> Iterator[str]:
    concentration = given.concentration_mg_i_per_ml
    volume = "" if given.volume_ml is None else number(given.volume_ml)
    if given.agent:
        agent = translated(phrases.AGENT[given.agent])
        if concentration is not None:
            agent = format_phrase(
                phrases.WITH_CONCENTRATION, agent=agent, concentration=number(concentration)
            )
        yield format_phrase(
            phrases.VOLUME_OF_AGENT if volume else phrases.AGENT_INJECTED, volume=volume, agent=agent
        )
    else:
        if volume:
            yield format_phrase(phrases.VOLUME, volume=volume)
        if concentration is not None:
            yield format_phrase(phrases.CONCENTRATION, concentration=number(concentration))
    if set(phrases.NOT_RECORDED) <= set(given.not_recorded):
        yield translated(phrases.NO_AGENT_NO_VOLUME)
    else:
        yield from (
            not_recorded_sentence(what)
            for name, what in phrases.NOT_RECORDED.items()
            if name in given.not_recorded
        )


def _views(views: tuple[View, ...]) -> Iterator[str]:
    """Yield the images by phase, then the acquisition techniques once."""
    shown = [view for view in views if view.projection]
    for phase in (*ViewPhase, None):
        if names := [_view(view) for view in shown if view.phase is phase]:
            yield format_phrase(phrases.IMAGES[phase], views=join_with_and(names))
    techniques = dict.fromkeys(view.technique for view in shown if view.technique)
    if techniques:
        yield format_phrase(
            phrases.TECHNIQUES,
            techniques=join_with_and(translated(phrases.TECHNIQUE[term]) for term in techniques),
        )
    if not shown and any("projection" in view.not_recorded for view in views):
        yield translated(phrases.VIEWS_NOT_RECORDED)


def _view(view: View) -> str:
    """Return “craniocaudal (CC) with magnification”; the view must have a projection."""
    projection = translated(phrases.PROJECTION[view.projection])  # type: ignore[index]
    if not view.modifiers:
        return projection
    modifiers = join_with_and(translated(phrases.MODIFIER[modifier]) for modifier in view.modifiers)
    return format_phrase(phrases.VIEW, projection=projection, modifiers=modifiers)
