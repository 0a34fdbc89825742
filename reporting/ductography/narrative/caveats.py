"""Caveats printed next to the result to prevent over-interpretation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..decision.ranks import breast_facts
from ..document import ReportDocument
from ..facts.ducts import Sign
from ..phrases.advice import NORMAL_DOES_NOT_EXCLUDE
from ..phrases.section_titles import duct_title
from ..vocabulary import Side, UpstreamFilling


def caveats(document: ReportDocument) -> tuple[str, ...]:
    """Return the caveats that apply to the document.

    Sources: cancers and papillomas behind normal ductograms, Morrogh 2007 (Ann Surg Oncol 14:3369-77) and
    Dawes 1998 (Surgery 124:685-91); extent not assessable where a duct did not fill, hkcr.org case 90.
    """
    sentences = []
    normal = normal_breasts(document)
    if normal:
        # If the impression already states this, only the sources are added.
        if str(NORMAL_DOES_NOT_EXCLUDE) in (document.impression.text or ""):
            sentences.append(_("Sources: Morrogh 2007, Dawes 1998"))
        else:
            caveat = _("A normal ductogram does not exclude malignancy (Morrogh 2007, Dawes 1998).")
            sentences += [_of_side(caveat, side) for side in normal]
    hidden = [
        index
        for index, duct in enumerate(document.ducts)
        if duct.filling.upstream is UpstreamFilling.NOT_OPACIFIED
    ]
    for index in hidden:
        caveat = _("The upstream duct did not opacify and could not be evaluated.")
        several = len(document.ducts) > 1
        sentences.append(f"{duct_title(index, document.ducts[index])}: {caveat}" if several else caveat)
    return tuple(sentences)


def normal_breasts(document: ReportDocument) -> tuple[Side | None, ...]:
    """Return the breasts with nothing but normal ducts; (None,) for one that is the only one examined."""
    breasts = breast_facts(document)
    normal = [
        breast.side
        for breast in breasts
        if breast.ducts and all(duct.sign is Sign.NORMAL and not duct.obstacles for duct in breast.ducts)
    ]
    return tuple(normal) if len(breasts) > 1 else (None,) * len(normal)


def _of_side(sentence: str, side: Side | None) -> str:
    if side is None:
        return sentence
    title = _("{side} breast").format(side=side.label)
    return f"{title[:1].upper()}{title[1:]}: {sentence}"
