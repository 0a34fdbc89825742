"""Phrases for a duct as a whole: filling, calibre, branching, and the presence or absence of findings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import Answer, Branching, Distribution, DuctCalibre, FillingCompleteness, UpstreamFilling
from .translation_cache import Phrase

THE_DUCT_AT = _("the duct at {hour} o’clock {in_breast}")
THE_DUCT = _("the examined duct {of_breast}")
ANY_DUCT = _("the duct {of_breast}")

FILLING: dict[FillingCompleteness, Phrase] = {
    FillingCompleteness.COMPLETE: _("is completely filled"),
    FillingCompleteness.INCOMPLETE: _("is incompletely filled"),
    FillingCompleteness.NOT_FILLED: _("is not filled"),
}
# Without a measurement, and with the largest measured diameter.
CALIBRE: dict[DuctCalibre | None, tuple[Phrase, Phrase]] = {
    DuctCalibre.NORMAL: (_("is of normal calibre"), _("is of normal calibre ({length})")),
    DuctCalibre.DILATED: (_("is dilated"), _("is dilated (up to {length})")),
    DuctCalibre.NARROWED: (_("is narrowed"), _("is narrowed (maximum diameter {length})")),
    None: ("", _("has a maximum diameter of {length}")),
}
BRANCHING: dict[Branching, Phrase] = {
    Branching.NORMAL: _("branches normally"),
    Branching.REDUCED: _("shows reduced branching"),
}
THE_DILATATION = _("the dilatation")
DILATATION: dict[Distribution, Phrase] = {
    Distribution.FOCAL: _("is focal"),
    Distribution.SEGMENTAL: _("is segmental"),
    Distribution.DIFFUSE: _("is diffuse"),
}
NARROWS: dict[Answer, Phrase] = {
    Answer.YES: _("tapers upstream"),
    Answer.NO: _("does not taper upstream"),
}
UPSTREAM: dict[UpstreamFilling, Phrase] = {
    UpstreamFilling.OPACIFIED: _("The upstream duct is opacified."),
    UpstreamFilling.PARTLY_OPACIFIED: _(
        "The upstream duct is only partially opacified; the remainder could not be evaluated."
    ),
    UpstreamFilling.NOT_OPACIFIED: _("The upstream duct is not opacified and could not be evaluated."),
}
BEYOND_OBSTRUCTION = _(
    "The duct upstream of the obstruction is not opacified; the full extent of the lesion and "
    "the upstream duct could not be evaluated."
)

THERE_IS = ngettext_lazy("There is {finding} {place}.", "There are {finding} {place}.", "count")
# The predicates of the finding follow in the same sentence.
THERE_IS_WHICH = ngettext_lazy(
    "There is {finding} {place}; {it} {predicates}.",
    "There are {finding} {place}; {it} {predicates}.",
    "count",
)
THERE_IS_NO = ngettext_lazy("There is {findings} {place}.", "There is {findings} {place}.", "count")
THERE_IS_NO_UNPLACED = _("There is {findings}.")
NOT_ASSESSABLE = _("The presence of {finding} {place} could not be assessed.")
IS_NORMAL = pgettext_lazy("duct", "is normal")
IN_THE_DUCT_AT = _("in the duct at {hour} o’clock {in_breast}")
IN_THE_DUCT = _("in the examined duct {of_breast}")
PLACE_NOT_RECORDED = _("the position of the finding in the breast")
