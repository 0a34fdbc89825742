"""Caveats printed next to the result to prevent over-interpretation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..document import ReportDocument
from ..phrases.advice import NORMAL_DOES_NOT_EXCLUDE
from ..vocabulary import DuctFindingKind, Presence, UpstreamFilling


def caveats(document: ReportDocument) -> tuple[str, ...]:
    """Return the caveats that apply to the document.

    Sources: cancers and papillomas behind normal ductograms, Morrogh 2007 (Ann Surg Oncol 14:3369-77) and
    Dawes 1998 (Surgery 124:685-91); extent not assessable where a duct did not fill, hkcr.org case 90.
    """
    sentences = []
    if has_only_normal_findings(document):
        # If the impression already states this, only the sources are added.
        if str(NORMAL_DOES_NOT_EXCLUDE) in (document.impression.text or ""):
            sentences.append(_("Sources: Morrogh 2007, Dawes 1998"))
        else:
            sentences.append(_("A normal ductogram does not exclude malignancy (Morrogh 2007, Dawes 1998)."))
    if any(duct.filling.upstream is UpstreamFilling.NOT_OPACIFIED for duct in document.ducts):
        sentences.append(_("The upstream duct did not opacify and could not be evaluated."))
    return tuple(sentences)


def has_only_normal_findings(document: ReportDocument) -> bool:
    """Return True if findings are recorded and each is either absent or a normal duct."""
    findings = [finding for duct in document.ducts for finding in duct.findings if finding.kind]
    abnormal = [
        finding
        for finding in findings
        if finding.presence is not Presence.ABSENT and finding.kind is not DuctFindingKind.NORMAL_DUCT
    ]
    return bool(findings) and not abnormal
