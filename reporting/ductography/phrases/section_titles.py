"""Titles of report parts, shared by every output."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..document import Duct


def duct_title(index: int, duct: Duct) -> str:
    """Return “Duct 1, left breast”; the title of a duct always includes its side."""
    number = _("Duct {number}").format(number=index + 1)
    if duct.side:
        return _("{duct}, {side} breast").format(duct=number, side=duct.side.label)
    return _("{duct}, side not recorded").format(duct=number) if "side" in duct.not_recorded else number
