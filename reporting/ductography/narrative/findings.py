"""Sentences on the findings of a duct: filling, calibre, every sign with its location, and every negative."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import BreastFinding, Duct, DuctFinding, Filling
from ..facts.report_facts import was_filled
from ..phrases import attributes, ducts, signs
from ..phrases.grammar import (
    THEY,
    format_length,
    format_phrase,
    format_plural,
    free_text_sentences,
    join_with_and,
    join_with_or,
    not_recorded_sentence,
    predicate_sentence,
)
from ..phrases.quantities import size_text
from ..phrases.translation_cache import Phrase, translated
from ..vocabulary import (
    Artefact,
    Certainty,
    DuctFindingKind,
    LumenEffect,
    Multiplicity,
    Presence,
    UpstreamFilling,
)
from .places import duct_phrase, place_phrase, side_key

UNSPECIFIED_SIGN = signs.SIGN[DuctFindingKind.OTHER]


def duct_findings(duct: Duct) -> Iterator[str]:
    """Yield the sentences on one duct."""
    normal = [translated(ducts.IS_NORMAL)] if any(map(is_normal_duct, duct.findings)) else []
    yield from predicate_sentence(duct_subject(duct), [*normal, *_filling(duct.filling)])
    yield from predicate_sentence(ducts.THE_DILATATION, _dilatation(duct.filling))
    for finding in duct.findings:
        if finding.presence is Presence.PRESENT and finding.kind:
            yield from _finding_sentences(duct, finding)
    yield from upstream_sentences(duct)
    yield from negative_sentences(duct)
    for finding in duct.findings:
        if finding.presence is Presence.NOT_ASSESSABLE and finding.kind:
            yield not_assessable_sentence(duct, finding)
        if finding.presence is not Presence.PRESENT or not finding.kind:
            yield from free_text_sentences(finding.comment)
    yield from free_text_sentences(duct.comment)


def duct_subject(duct: Duct) -> str:
    """Return the duct as the subject of a sentence."""
    return duct_phrase(duct, ducts.THE_DUCT_AT, ducts.THE_DUCT if was_filled(duct) else ducts.ANY_DUCT)


def is_multiple(finding: DuctFinding) -> bool:
    return finding.multiplicity is Multiplicity.MULTIPLE or (finding.count or 0) > 1


def finding_place(duct: Duct, finding: DuctFinding) -> str:
    return place_phrase(finding.location, side_key(duct))


def finding_sentence(finding: DuctFinding, where: str) -> str:
    """Return “There is a single filling defect at 2 o’clock in the left breast, 22 mm from the nipple.”"""
    return format_plural(
        ducts.THERE_IS, grammatical_number(finding), finding=sign_with_number(finding), place=where
    )


def is_normal_duct(finding: DuctFinding) -> bool:
    """Return True if the finding states that the examined duct itself is normal."""
    present = finding.presence is Presence.PRESENT
    return present and finding.kind is DuctFindingKind.NORMAL_DUCT and not is_multiple(finding)


def grammatical_number(finding: DuctFinding) -> int:
    return 2 if is_multiple(finding) else 1


def sign_with_number(finding: DuctFinding) -> str:
    """Return the sign with its number: “a filling defect”, “3 filling defects”, “multiple filling defects”."""
    noun = signs.SIGN[finding.kind] if finding.kind else UNSPECIFIED_SIGN
    if (finding.count or 0) > 1:
        return format_plural(noun.counted, finding.count or 0)
    if is_multiple(finding):
        return translated(noun.several)
    single = finding.multiplicity is Multiplicity.SINGLE or finding.count == 1
    if single and finding.kind is DuctFindingKind.FILLING_DEFECT:
        return translated(signs.SINGLE_DEFECT)
    return translated(noun.a)


def negative_sentences(duct: Duct) -> Iterator[str]:
    """Yield one sentence with all explicit negatives of the duct."""
    absent = [
        translated(signs.SIGN[finding.kind].no)
        for finding in duct.findings
        if finding.presence is Presence.ABSENT and finding.kind
    ]
    if absent:
        yield format_plural(
            ducts.THERE_IS_NO,
            len(absent),
            findings=join_with_and(absent),
            place=duct_phrase(duct, ducts.IN_THE_DUCT_AT, ducts.IN_THE_DUCT),
        )


def not_assessable_sentence(duct: Duct, finding: DuctFinding) -> str:
    return format_phrase(
        ducts.NOT_ASSESSABLE, finding=sign_with_number(finding), place=finding_place(duct, finding)
    )


def upstream_sentences(duct: Duct) -> Iterator[str]:
    """Yield a sentence on the upstream duct, which cannot be evaluated where it is not opacified."""
    reached = duct.filling.upstream
    if reached is UpstreamFilling.NOT_OPACIFIED and is_obstructed(duct):
        yield translated(ducts.BEYOND_OBSTRUCTION)
    elif reached:
        yield translated(ducts.UPSTREAM[reached])


def is_obstructed(duct: Duct) -> bool:
    return any(
        finding.presence is Presence.PRESENT
        and (finding.kind is DuctFindingKind.CUT_OFF or finding.lumen_effect is LumenEffect.COMPLETE)
        for finding in duct.findings
    )


def _filling(filling: Filling) -> Iterator[str]:
    if filling.completeness:
        yield translated(ducts.FILLING[filling.completeness])
    yield calibre_predicate(filling)
    if filling.branching:
        yield translated(ducts.BRANCHING[filling.branching])


def calibre_predicate(filling: Filling) -> str:
    """Return “is dilated to 3 mm”; "" if no calibre is recorded."""
    alone, measured = ducts.CALIBRE[filling.calibre]
    return (
        translated(alone)
        if filling.calibre_mm is None
        else format_phrase(
            measured,
            length=size_text(
                (filling.calibre_mm, filling.calibre_to_mm), precision=filling.calibre_precision
            ),
        )
    )


def _dilatation(filling: Filling) -> Iterator[str]:
    if filling.dilatation_extent:
        yield translated(ducts.DILATATION[filling.dilatation_extent])
    if filling.narrows_away_from_nipple in ducts.NARROWS:
        yield translated(ducts.NARROWS[filling.narrows_away_from_nipple])


def _finding_sentences(duct: Duct, finding: DuctFinding) -> Iterator[str]:
    if not is_normal_duct(finding):
        yield finding_sentence(finding, finding_place(duct, finding))
    if {"clock_position", "distance_from_nipple_mm"} <= set(finding.location.not_recorded):
        yield not_recorded_sentence(ducts.PLACE_NOT_RECORDED)
    the, it = subject_and_pronoun(finding)
    first = the
    for group in (form_predicates(finding), _position(finding), _behaviour(finding)):
        if sentences := predicate_sentence(first, group):
            yield from sentences
            first = it
    if Artefact.NONE in finding.possible_artefacts:
        yield translated(signs.NO_ARTEFACT)
    yield from free_text_sentences(finding.comment)


def subject_and_pronoun(finding: DuctFinding) -> tuple[Phrase, Phrase]:
    """Return “the filling defect” and “it”, or “the filling defects” and “they”."""
    noun = signs.SIGN[finding.kind] if finding.kind else UNSPECIFIED_SIGN
    return (noun.the_several, THEY) if is_multiple(finding) else (noun.the, noun.it)


def form_predicates(finding: DuctFinding) -> list[str]:
    """Return the predicates of shape, contour, effect on the lumen and size."""
    count = grammatical_number(finding)
    tables = (
        (finding.certainty, attributes.CERTAINTY),
        (finding.shape, attributes.SHAPE),
        (finding.contour, attributes.CONTOUR),
        (finding.cut_off_form, attributes.CUT_OFF_FORM),
        (finding.cavity_kind, attributes.CAVITY),
        (finding.lumen_effect, attributes.LUMEN_EFFECT),
        (finding.lumen_position, attributes.LUMEN_POSITION),
    )
    predicates = [format_plural(table[term], count) for term, table in tables if term]  # type: ignore[index]
    return [*predicates, *_size(finding, count)]


def _calibre(filling: Filling) -> str:
    return size_text((filling.calibre_mm, filling.calibre_to_mm), precision=filling.calibre_precision)


def measures(finding: DuctFinding | BreastFinding, count: int = 1) -> Iterator[str]:
    """Yield “measures about 6 × 3 mm” or “is 3–4 mm long”."""
    ranges = (
        (finding.length_mm, finding.length_to_mm),
        (finding.width_mm, finding.width_to_mm),
        (finding.thickness_mm, None),
    )
    alone = (attributes.IS_LONG, attributes.IS_WIDE, attributes.IS_THICK)
    measured = [index for index, (value, _upper) in enumerate(ranges) if value is not None]
    size = size_text(*ranges, precision=finding.size_precision)
    if len(measured) > 1:
        yield format_plural(attributes.MEASURES, count, size=size)
    elif measured:
        yield format_plural(alone[measured[0]], count, size=size)


def _size(finding: DuctFinding, count: int) -> Iterator[str]:
    yield from measures(finding, count)
    if finding.extent_mm is not None:
        yield format_plural(attributes.EXTENDS, count, size=format_length(finding.extent_mm))


def _position(finding: DuctFinding) -> list[str]:
    count = grammatical_number(finding)
    tables = (
        (finding.distribution, attributes.DISTRIBUTION),
        (finding.branch_order, attributes.BRANCH_ORDER),
        (finding.along_duct, attributes.ALONG_DUCT),
        (finding.host_duct_calibre, attributes.HOST_CALIBRE),
    )
    return [format_plural(table[term], count) for term, table in tables if term]  # type: ignore[index]


def _behaviour(finding: DuctFinding) -> Iterator[str]:
    count = grammatical_number(finding)
    artefacts = [
        translated(signs.ARTEFACT[term]) for term in finding.possible_artefacts if term in signs.ARTEFACT
    ]
    if artefacts:
        yield format_plural(attributes.MAY_BE, count, artefacts=join_with_or(artefacts))
    for name, answers in attributes.ANSWER_PREDICATES.items():
        if (answer := getattr(finding, name)) in answers:
            yield format_plural(answers[answer], count)
    for name, presences in attributes.ADJACENT.items():
        if presence := getattr(finding, name):
            yield format_plural(presences[presence], count)


def key_descriptors(finding: DuctFinding) -> list[str]:
    """Return the predicates that the impression repeats: doubt, contour, lumen, position along the duct, artefact."""
    count = grammatical_number(finding)
    possible = finding.certainty is Certainty.POSSIBLE
    tables = (
        (finding.certainty if possible else None, attributes.CERTAINTY),
        (finding.contour, attributes.CONTOUR),
        (finding.cut_off_form, attributes.CUT_OFF_FORM),
        (finding.cavity_kind, attributes.CAVITY),
        (finding.lumen_effect, attributes.LUMEN_EFFECT),
        (finding.along_duct, attributes.ALONG_DUCT),
    )
    predicates = [format_plural(table[term], count) for term, table in tables if term]  # type: ignore[index]
    return [*predicates, *_artefact_predicates(finding, count)]


def _artefact_predicates(finding: DuctFinding, count: int) -> Iterator[str]:
    artefacts = [
        translated(signs.ARTEFACT[term]) for term in finding.possible_artefacts if term in signs.ARTEFACT
    ]
    if artefacts:
        yield format_plural(attributes.MAY_BE, count, artefacts=join_with_or(artefacts))
    if answer := attributes.ANSWER_PREDICATES["gone_after_refill"].get(finding.gone_after_refill):  # type: ignore[arg-type]
        yield format_plural(answer, count)
