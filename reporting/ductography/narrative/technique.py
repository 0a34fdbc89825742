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
    cannulation, side = duct.cannulation, side_key(duct)
    if cannulation.discharging_orifices is not None:
        on_nipple = places.ON_NIPPLE[side]
        some = format_plural(phrases.ORIFICES, cannulation.discharging_orifices, on_nipple=on_nipple)
        yield (
            some
            if cannulation.discharging_orifices
            else format_phrase(phrases.NO_ORIFICE, on_nipple=on_nipple)
        )
    if where := orifice_place(cannulation, side):
        yield from predicate_sentence(phrases.THE_ORIFICE, [format_phrase(discharge.IS_AT, place=where)])
    if cannulation.outcome:
        subject = duct_phrase(duct, duct_phrases.THE_DUCT_AT, duct_phrases.ANY_DUCT)
        yield format_phrase(
            safety.CANNULATION[cannulation.outcome], The_duct=capitalise(subject), the_duct=subject
        )
    yield from (translated(safety.REASON[reason]) for reason in cannulation.failure_reasons)
    if cannulation.attempts is not None and cannulation.outcome is not Outcome.NOT_ATTEMPTED:
        yield (
            format_plural(phrases.ATTEMPTS, cannulation.attempts)
            if cannulation.attempts
            else translated(phrases.NO_ATTEMPT)
        )
    yield from predicate_sentence(phrases.THE_CANNULA, _cannula(cannulation))
    if Dilator.NONE in cannulation.dilators:
        yield translated(phrases.NO_DILATOR)
    if dilators := phrases_for(cannulation.dilators, phrases.DILATOR):
        yield format_phrase(phrases.DILATED_WITH, dilators=join_with_and(dilators))
    if CannulationAid.NONE in cannulation.aids:
        yield translated(phrases.NO_AID)
    if aids := phrases_for(cannulation.aids, phrases.AID):
        yield format_phrase(phrases.AIDED_BY, aids=join_with_and(aids))
    if cannulation.patient_position:
        yield translated(phrases.POSITION[cannulation.patient_position])


def _cannula(cannulation: Cannulation) -> Iterator[str]:
    if cannulation.cannula_type:
        yield translated(phrases.CANNULA_TYPE[cannulation.cannula_type])
    if cannulation.cannula_shape:
        yield translated(phrases.CANNULA_SHAPE[cannulation.cannula_shape])
    if cannulation.cannula_gauge is not None:
        yield format_phrase(phrases.GAUGE, gauge=cannulation.cannula_gauge)
    if cannulation.depth_mm is not None:
        advanced = format_phrase(phrases.DEPTH, length=format_length(cannulation.depth_mm))
        yield advanced if cannulation.depth_mm else translated(phrases.NOT_ADVANCED)


def _contrast(contrast: Contrast) -> Iterator[str]:
    yield from _injection(contrast)
    yield from sentences_for(contrast, ("dye",), phrases.CONTRAST_SENTENCES)
    if contrast.endpoints:
        endpoints = join_with_and(translated(phrases.ENDPOINT[endpoint]) for endpoint in contrast.endpoints)
        yield format_phrase(phrases.ENDED_AT, endpoints=endpoints)
    yield from sentences_for(
        contrast,
        ("ultrasound_check", "reflux", "extravasation", "extravasation_cause"),
        phrases.CONTRAST_SENTENCES,
    )
    yield from (translated(phrases.VASCULAR[term]) for term in contrast.vascular_filling)
    if contrast.cannula_after:
        yield translated(phrases.CANNULA_AFTER[contrast.cannula_after])


def _injection(contrast: Contrast) -> Iterator[str]:
    concentration = contrast.concentration_mg_i_per_ml
    volume = "" if contrast.volume_ml is None else number(contrast.volume_ml)
    if contrast.agent:
        agent = translated(phrases.AGENT[contrast.agent])
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
    if set(phrases.NOT_RECORDED) <= set(contrast.not_recorded):
        yield translated(phrases.NO_AGENT_NO_VOLUME)
    else:
        yield from (
            not_recorded_sentence(what)
            for name, what in phrases.NOT_RECORDED.items()
            if name in contrast.not_recorded
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
