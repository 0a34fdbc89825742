"""What was seen in each duct: filling and calibre, every sign with its place, and every negative."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Duct, DuctFinding, Filling
from ..facts.report_facts import was_filled
from ..phrases import attributes, ducts, signs
from ..phrases.grammar import (
    THEY,
    alternatives,
    counted,
    length,
    listed,
    not_recorded,
    own_words,
    predicate,
    say,
    size,
)
from ..phrases.translation_cache import Phrase, translated
from ..vocabulary import Artefact, DuctFindingKind, LumenEffect, Multiplicity, Presence, UpstreamFilling
from .places import place, side_of, the_duct

NAMELESS = signs.SIGN[DuctFindingKind.OTHER]


def duct_findings(duct: Duct) -> Iterator[str]:
    """Sentences on one duct."""
    normal = [translated(ducts.IS_NORMAL)] if any(map(is_normal_duct, duct.findings)) else []
    yield from predicate(the_duct_of(duct), [*normal, *_filling(duct.filling)])
    yield from predicate(ducts.THE_DILATATION, _dilatation(duct.filling))
    for finding in duct.findings:
        if finding.presence is Presence.PRESENT and finding.kind:
            yield from _present(duct, finding)
    yield from upstream(duct)
    yield from negatives(duct)
    for finding in duct.findings:
        if finding.presence is Presence.NOT_ASSESSABLE and finding.kind:
            yield not_assessable(duct, finding)
        if finding.presence is not Presence.PRESENT or not finding.kind:
            yield from own_words(finding.comment)
    yield from own_words(duct.comment)


def the_duct_of(duct: Duct) -> str:
    """The duct as the subject of a sentence."""
    return the_duct(duct, ducts.THE_DUCT_AT, ducts.THE_DUCT if was_filled(duct) else ducts.ANY_DUCT)


def is_several(finding: DuctFinding) -> bool:
    return finding.multiplicity is Multiplicity.MULTIPLE or (finding.count or 0) > 1


def finding_place(duct: Duct, finding: DuctFinding) -> str:
    return place(finding.location, side_of(duct))


def there_is(finding: DuctFinding, where: str) -> str:
    """“There is a single filling defect at 2 o’clock in the left breast, 22 mm from the nipple.”"""
    return counted(ducts.THERE_IS, grammatical_number(finding), finding=named(finding), place=where)


def is_normal_duct(finding: DuctFinding) -> bool:
    """Whether the finding says that the examined duct itself is normal."""
    present = finding.presence is Presence.PRESENT
    return present and finding.kind is DuctFindingKind.NORMAL_DUCT and not is_several(finding)


def grammatical_number(finding: DuctFinding) -> int:
    return 2 if is_several(finding) else 1


def named(finding: DuctFinding) -> str:
    """The sign with its number: “a filling defect”, “3 filling defects”, “multiple filling defects”."""
    noun = signs.SIGN[finding.kind] if finding.kind else NAMELESS
    if (finding.count or 0) > 1:
        return counted(noun.counted, finding.count or 0)
    if is_several(finding):
        return translated(noun.several)
    single = finding.multiplicity is Multiplicity.SINGLE or finding.count == 1
    if single and finding.kind is DuctFindingKind.FILLING_DEFECT:
        return translated(signs.SINGLE_DEFECT)
    return translated(noun.a)


def negatives(duct: Duct) -> Iterator[str]:
    """“There is no filling defect and no cut-off in the left breast’s duct”: every explicit negative."""
    absent = [
        translated(signs.SIGN[finding.kind].no)
        for finding in duct.findings
        if finding.presence is Presence.ABSENT and finding.kind
    ]
    if absent:
        yield counted(
            ducts.THERE_IS_NO,
            len(absent),
            findings=listed(absent),
            place=the_duct(duct, ducts.IN_THE_DUCT_AT, ducts.IN_THE_DUCT),
        )


def not_assessable(duct: Duct, finding: DuctFinding) -> str:
    return say(ducts.NOT_ASSESSABLE, finding=named(finding), place=finding_place(duct, finding))


def upstream(duct: Duct) -> Iterator[str]:
    """What the contrast did not reach, which nobody can judge."""
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
    yield calibre(filling)
    if filling.branching:
        yield translated(ducts.BRANCHING[filling.branching])


def calibre(filling: Filling) -> str:
    """“is dilated to 3 mm”; "" when nothing is said of it."""
    alone, measured = ducts.CALIBRE[filling.calibre]
    return translated(alone) if filling.calibre_mm is None else say(measured, length=length(filling.calibre_mm))


def _dilatation(filling: Filling) -> Iterator[str]:
    if filling.dilatation_extent:
        yield translated(ducts.DILATATION[filling.dilatation_extent])
    if filling.narrows_away_from_nipple in ducts.NARROWS:
        yield translated(ducts.NARROWS[filling.narrows_away_from_nipple])


def _present(duct: Duct, finding: DuctFinding) -> Iterator[str]:
    if not is_normal_duct(finding):
        yield there_is(finding, finding_place(duct, finding))
    if {"clock_position", "distance_from_nipple_mm"} <= set(finding.location.not_recorded):
        yield not_recorded(ducts.PLACE_UNSTATED)
    the, it = subjects(finding)
    first = the
    for group in (form(finding), _position(finding), _behaviour(finding)):
        if sentences := predicate(first, group):
            yield from sentences
            first = it
    if Artefact.NONE in finding.possible_artefacts:
        yield translated(signs.NO_ARTEFACT)
    yield from own_words(finding.comment)


def subjects(finding: DuctFinding) -> tuple[Phrase, Phrase]:
    """“the filling defect” and “it”, or “the filling defects” and “they”."""
    noun = signs.SIGN[finding.kind] if finding.kind else NAMELESS
    return (noun.the_several, THEY) if is_several(finding) else (noun.the, noun.it)


def form(finding: DuctFinding) -> list[str]:
    """Shape, contour, effect on the lumen and size."""
    count = grammatical_number(finding)
    tables = (
        (finding.shape, attributes.SHAPE),
        (finding.contour, attributes.CONTOUR),
        (finding.cut_off_form, attributes.CUT_OFF_FORM),
        (finding.cavity_kind, attributes.CAVITY),
        (finding.lumen_effect, attributes.LUMEN_EFFECT),
        (finding.lumen_position, attributes.LUMEN_POSITION),
    )
    said = [counted(table[term], count) for term, table in tables if term]  # type: ignore[index]
    return [*said, *_size(finding, count)]


def _size(finding: DuctFinding, count: int) -> Iterator[str]:
    measures = (finding.length_mm, finding.width_mm, finding.thickness_mm)
    given = [value for value in measures if value is not None]
    if len(given) > 1:
        yield counted(attributes.MEASURES, count, size=size(*measures))
    elif given:
        alone = (attributes.IS_LONG, attributes.IS_WIDE, attributes.IS_THICK)
        yield counted(alone[measures.index(given[0])], count, size=length(given[0]))
    if finding.extent_mm is not None:
        yield counted(attributes.EXTENDS, count, size=length(finding.extent_mm))


def _position(finding: DuctFinding) -> list[str]:
    count = grammatical_number(finding)
    tables = (
        (finding.distribution, attributes.DISTRIBUTION),
        (finding.branch_order, attributes.BRANCH_ORDER),
        (finding.along_duct, attributes.ALONG_DUCT),
        (finding.host_duct_calibre, attributes.HOST_CALIBRE),
    )
    return [counted(table[term], count) for term, table in tables if term]  # type: ignore[index]


def _behaviour(finding: DuctFinding) -> Iterator[str]:
    count = grammatical_number(finding)
    artefacts = [
        translated(signs.ARTEFACT[term]) for term in finding.possible_artefacts if term in signs.ARTEFACT
    ]
    if artefacts:
        yield counted(attributes.MAY_BE, count, artefacts=alternatives(artefacts))
    for name, answers in attributes.ANSWERED.items():
        if (answer := getattr(finding, name)) in answers:
            yield counted(answers[answer], count)
    for name, presences in attributes.ADJACENT.items():
        if presence := getattr(finding, name):
            yield counted(presences[presence], count)


def deciding(finding: DuctFinding) -> list[str]:
    """What the impression repeats of it: contour, lumen, place along the duct, artefact or not."""
    count = grammatical_number(finding)
    tables = (
        (finding.contour, attributes.CONTOUR),
        (finding.cut_off_form, attributes.CUT_OFF_FORM),
        (finding.cavity_kind, attributes.CAVITY),
        (finding.lumen_effect, attributes.LUMEN_EFFECT),
        (finding.along_duct, attributes.ALONG_DUCT),
    )
    said = [counted(table[term], count) for term, table in tables if term]  # type: ignore[index]
    return [*said, *_artefact(finding, count)]


def _artefact(finding: DuctFinding, count: int) -> Iterator[str]:
    artefacts = [
        translated(signs.ARTEFACT[term]) for term in finding.possible_artefacts if term in signs.ARTEFACT
    ]
    if artefacts:
        yield counted(attributes.MAY_BE, count, artefacts=alternatives(artefacts))
    if answer := attributes.ANSWERED["gone_after_refill"].get(finding.gone_after_refill):  # type: ignore[arg-type]
        yield counted(answer, count)
