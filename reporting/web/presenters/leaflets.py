"""Prepare the release state of a patient summary."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.ductography.document.formatting import moment
from reporting.models import ReportVersion
from reporting.workflow import patient_release


@dataclass(frozen=True, slots=True)
class SummaryState:
    """``released``: it may be handed out; ``sentence`` says since when, or why not."""

    released: bool
    sentence: str


def summary_state(version: ReportVersion) -> SummaryState:
    """Return the state of the patient summary of the current version."""
    if found := patient_release.release_of(version):
        name, when = found.released_by.display_name, moment(found.released_at)
        return SummaryState(
            True, _("Released to the patient by {name}, {when}.").format(name=name, when=when)
        )
    if earlier := patient_release.earlier_release(version):
        sentence = _(
            "Out of date: version {number} was released, but version {current} is current. Release it again."
        )
        numbers = {"number": earlier.version.number, "current": version.number}
        return SummaryState(False, sentence.format(**numbers))
    return SummaryState(False, _("Not yet released to the patient."))
