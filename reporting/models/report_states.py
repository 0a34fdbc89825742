"""Statuses of a report, kinds of signed versions, and the attestation that goes with each kind."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PRELIMINARY = "preliminary", _("preliminary")
    FINAL = "final", _("final")
    AMENDED = "amended", _("amended")
    ADDENDUM = "addendum", _("final with addendum")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Kind(models.TextChoices):
    """Kind of a signed version."""

    PRELIMINARY = "preliminary", _("preliminary report")
    FINAL = "final", _("final report")
    AMENDED = "amended", _("amended report")
    ADDENDUM = "addendum", _("addendum")
    WITHDRAWN = "withdrawn", _("withdrawal")


class Meaning(models.TextChoices):
    """Attestation of the signer; shown before signing and printed below the name.

    A changed sentence applies to new versions only: each version keeps the one that its signer approved. Keep
    the replaced sentence below, so that it remains translated.
    """

    PRELIMINARY = "preliminary", _("I have prepared this preliminary report. It may still change.")
    FINAL = "final", _("I have personally reviewed the images and this report, and I approve it as final.")
    AMENDED = (
        "amended",
        _("I have amended this report for the reason stated and approve the amended version."),
    )
    ADDENDUM = (
        "addendum",
        _("I am adding this addendum to the signed report. The original report is unchanged."),
    )
    WITHDRAWN = (
        "withdrawn",
        _("I withdraw this report for the reason stated. It must not be used for patient care."),
    )


# What was approved by a signature before versions recorded their attestation.
FIRST_ATTESTATIONS: Mapping[str, Promise] = {
    Meaning.PRELIMINARY: _("I wrote this preliminary report. It may still change."),
    Meaning.FINAL: _("I wrote this report or checked all of it, and I approve it as final."),
    Meaning.AMENDED: _("I changed this report for the reason stated, and I approve it as it now stands."),
    Meaning.ADDENDUM: _("I add this text to the signed report, which itself stays unchanged."),
    Meaning.WITHDRAWN: _("I withdraw this report for the reason stated. It must no longer be relied on."),
}


def attestation_to_record(meaning: str) -> str:
    """The sentence of ``meaning`` as it is recorded with a version: in English, whoever signs."""
    with translation.override(None):
        return str(Meaning(meaning).label)


RELEASED_STATUSES = (Status.FINAL, Status.AMENDED, Status.ADDENDUM)
RELEASED_KINDS = (Kind.FINAL, Kind.AMENDED, Kind.ADDENDUM, Kind.WITHDRAWN)
