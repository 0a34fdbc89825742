"""Key images: which stored picture shows what, and where its arrows point."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..vocabulary import Projection, Side
from .node import Node, items, leaf
from .text import Line

SHARE: dict[str, Any] = {"ge": 0, "le": 1}


class Arrow(Node):
    """An arrow on a key image; its tip is the point, in shares of the width and height of the image."""

    finding: Line | None = leaf(_("finding"), help=_("the finding that the arrow points to"))
    x: float | None = leaf(
        _("arrow tip, from the left edge"), help=_("0 = left edge, 1 = right edge"), **SHARE
    )
    y: float | None = leaf(
        _("arrow tip, from the upper edge"), help=_("0 = upper edge, 1 = lower edge"), **SHARE
    )
    direction_degrees: int | None = leaf(
        _("direction of the arrow"),
        unit="°",
        help=_("0 = up, 90 = right, 180 = down, 270 = left"),
        ge=0,
        le=359,
    )


class KeyImage(Node):
    """A picture that belongs to the report. The digest is of the stored bytes, so that signing covers them."""

    digest: Line | None = leaf(
        _("SHA-256 of the image"), help=_("identifies the stored image; filled in when it is attached")
    )
    side: Side | None = leaf(_("side"))
    projection: Projection | None = leaf(_("projection"))
    caption: Line | None = leaf(_("image description"))
    taken: datetime.date | None = leaf(_("date of the image"))
    frame_number: int | None = leaf(
        _("frame"), help=_("for multi-frame images, counted from 1"), ge=1, le=99_999
    )
    arrows: tuple[Arrow, ...] = items(_("arrows"), _("arrow"))
