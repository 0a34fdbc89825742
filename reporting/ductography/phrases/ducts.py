"""Sentences on a duct as a whole: filling, calibre, branching, and what is and is not seen in it."""

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
# Alone, and with the widest calibre as measured.
CALIBRE: dict[DuctCalibre | None, tuple[Phrase, Phrase]] = {
    DuctCalibre.NORMAL: (_("is of normal calibre"), _("is of normal calibre ({length})")),
    DuctCalibre.DILATED: (_("is dilated"), _("is dilated to {length}")),
    DuctCalibre.NARROWED: (_("is narrowed"), _("is narrowed, with a widest calibre of {length}")),
    None: ("", _("has a widest calibre of {length}")),
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
    Answer.YES: _("narrows away from the nipple"),
    Answer.NO: _("does not narrow away from the nipple"),
}
UPSTREAM: dict[UpstreamFilling, Phrase] = {
    UpstreamFilling.OPACIFIED: _("The part of the duct away from the nipple is opacified."),
    UpstreamFilling.PARTLY_OPACIFIED: _(
        "The part of the duct away from the nipple is only partly opacified, so nothing can be said about the rest."
    ),
    UpstreamFilling.NOT_OPACIFIED: _(
        "The part of the duct away from the nipple is not opacified, so nothing can be said about it."
    ),
}
BEYOND_OBSTRUCTION = _(
    "Beyond the obstruction the part of the duct away from the nipple is not opacified, so neither the full extent "
    "of the lesion nor the duct there can be judged."
)

THERE_IS = ngettext_lazy("There is {finding} {place}.", "There are {finding} {place}.", "count")
# What is said of it follows in the same sentence.
THERE_IS_WHICH = ngettext_lazy(
    "There is {finding} {place}; {it} {predicates}.",
    "There are {finding} {place}; {it} {predicates}.",
    "count",
)
THERE_IS_NO = ngettext_lazy("There is {findings} {place}.", "There is {findings} {place}.", "count")
SIMPLY_NO = _("There is {findings}.")
NOT_ASSESSABLE = _("Whether there is {finding} {place} cannot be assessed.")
IS_NORMAL = pgettext_lazy("duct", "is normal")
IN_THE_DUCT_AT = _("in the duct at {hour} o’clock {in_breast}")
IN_THE_DUCT = _("in the examined duct {of_breast}")
PLACE_UNSTATED = _("the position of the finding in the breast")
