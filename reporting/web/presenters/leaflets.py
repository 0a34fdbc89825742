"""Whether the patient may have her sheet, as a page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.ductography.document.formatting import moment
from reporting.models import ReportVersion
from reporting.workflow import patient_release


@dataclass(frozen=True, slots=True)
class SheetState:
    """``released``: it may be handed out; ``sentence`` tells since when, or why not."""

    released: bool
    sentence: str


def sheet_state(version: ReportVersion) -> SheetState:
    """The state of the sheet of the version that stands."""
    if found := patient_release.release_of(version):
        name, when = found.released_by.display_name, moment(found.released_at)
        return SheetState(True, _("Released to the patient by {name}, {when}.").format(name=name, when=when))
    if earlier := patient_release.earlier_release(version):
        sentence = _(
            "Out of date: version {number} was released, but version {current} is current. Release it again."
        )
        numbers = {"number": earlier.version.number, "current": version.number}
        return SheetState(False, sentence.format(**numbers))
    return SheetState(False, _("Not yet released to the patient."))
