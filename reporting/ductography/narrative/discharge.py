"""Sentences on the discharge: colour, tests, trigger zone, and appearance on the day of the examination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..document import Discharge, Duct, Indication
from ..phrases import discharge, places
from ..phrases.grammar import (
    format_length,
    format_phrase,
    join_with_and,
    join_with_commas,
    predicate_sentence,
)
from ..phrases.translation_cache import translated
from ..vocabulary import Answer, CytologyResult, DischargeColour
from .places import side_key


def colour_list(terms: Iterable[DischargeColour]) -> str:
    """Return “clear and blood-tinged”; "" for no colours."""
    words = [translated(discharge.COLOUR[term]) for term in terms]
    return join_with_and(words) if words else ""


def cytology_sentences(results: Sequence[CytologyResult]) -> Iterator[str]:
    if results:
        words = join_with_and(translated(discharge.CYTOLOGY_RESULT[result]) for result in results)
        yield format_phrase(discharge.CYTOLOGY_SHOWED, results=words)


def blood_test_predicate(node: Indication | Discharge) -> str:
    """Return “tested negative for blood (guaiac test)”; "" if no test is recorded."""
    result, method = node.blood_test, node.blood_test_method
    if result is None:
        return ""
    text = translated(discharge.BLOOD_TEST[result])
    if method is None:
        return text
    return format_phrase(
        discharge.BY_METHOD, result=text, method=translated(discharge.BLOOD_TEST_METHOD[method])
    )


def trigger_zone(duct: Duct) -> Iterator[str]:
    zone, side = duct.trigger_zone, side_key(duct)
    if zone.found is not None and zone.found is not Answer.YES:
        yield translated(discharge.TRIGGER_ZONE[zone.found])
    where = []
    if zone.clock_position is not None:
        where.append(
            format_phrase(
                places.CLOCK_IN_BREAST, hour=zone.clock_position, in_breast=translated(places.IN_BREAST[side])
            )
        )
    if zone.subareolar is Answer.YES:
        where.append(format_phrase(discharge.SUBAREOLAR, of_breast=translated(places.OF_BREAST[side])))
    if zone.distance_from_nipple_mm is not None:
        if not where:
            where.append(translated(places.IN_BREAST[side]))
        where.append(
            format_phrase(
                places.DISTANCE["distance_from_nipple_mm"][0],
                length=format_length(zone.distance_from_nipple_mm),
            )
        )
    predicates = []
    if zone.reproducible in discharge.REPRODUCIBLE:
        predicates.append(translated(discharge.REPRODUCIBLE[zone.reproducible]))
    if where:
        predicates.append(format_phrase(discharge.IS_AT, place=join_with_commas(where)))
    if zone.found is Answer.YES and not where:
        yield translated(discharge.TRIGGER_ZONE[Answer.YES])
    yield from predicate_sentence(discharge.THE_TRIGGER_ZONE, predicates)


def discharge_today(observed: Discharge) -> Iterator[str]:
    predicates = []
    if words := colour_list(observed.colours):
        predicates.append(format_phrase(discharge.IS_COLOURED, colours=words))
    if observed.thickness:
        predicates.append(translated(discharge.THICKNESS[observed.thickness]))
    if observed.amount:
        predicates.append(translated(discharge.AMOUNT[observed.amount]))
    if observed.spontaneous_today in discharge.SPONTANEOUS_TODAY:
        predicates.append(translated(discharge.SPONTANEOUS_TODAY[observed.spontaneous_today]))
    if tested := blood_test_predicate(observed):
        predicates.append(tested)
    if observed.seen_today and (observed.seen_today is not Answer.YES or not predicates):
        yield translated(discharge.SEEN_TODAY[observed.seen_today])
    yield from predicate_sentence(discharge.DISCHARGE_TODAY, predicates)
    if observed.sample:
        yield translated(discharge.SAMPLE[observed.sample])
    if observed.cytology and not observed.cytology_results:
        yield translated(discharge.CYTOLOGY[observed.cytology])
    yield from cytology_sentences(observed.cytology_results)
