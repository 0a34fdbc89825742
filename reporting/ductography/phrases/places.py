"""Phrases for locations. A location in the breast and one on the nipple never share a phrase.

Tables by side have four keys: each ``Side``, "" if none is entered, and ``SIDE_NOT_RECORDED``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import Degree, DepthThird, NippleDirection, OrificeZone, Region, Side
from .translation_cache import Phrase

SIDE_NOT_RECORDED = "not_recorded"

IN_BREAST: dict[str, Phrase] = {
    Side.LEFT: pgettext_lazy("place", "in the left breast"),
    Side.RIGHT: pgettext_lazy("place", "in the right breast"),
    "": pgettext_lazy("place", "in the breast"),
    SIDE_NOT_RECORDED: pgettext_lazy("place", "in the breast (side not recorded)"),
}
IN_BOTH_BREASTS = pgettext_lazy("place", "in both breasts")
OF_BREAST: dict[str, Phrase] = {
    Side.LEFT: pgettext_lazy("belonging to", "of the left breast"),
    Side.RIGHT: pgettext_lazy("belonging to", "of the right breast"),
    "": pgettext_lazy("belonging to", "of the breast"),
    SIDE_NOT_RECORDED: pgettext_lazy("belonging to", "of the breast (side not recorded)"),
}
OF_BOTH_BREASTS = pgettext_lazy("belonging to", "of both breasts")
IN_AXILLA: dict[str, Phrase] = {
    Side.LEFT: pgettext_lazy("place", "in the left axilla"),
    Side.RIGHT: pgettext_lazy("place", "in the right axilla"),
    "": pgettext_lazy("place", "in the axilla"),
    SIDE_NOT_RECORDED: pgettext_lazy("place", "in the axilla (side not recorded)"),
}
ON_NIPPLE: dict[str, Phrase] = {
    Side.LEFT: pgettext_lazy("place", "on the left nipple"),
    Side.RIGHT: pgettext_lazy("place", "on the right nipple"),
    "": pgettext_lazy("place", "on the nipple"),
    SIDE_NOT_RECORDED: pgettext_lazy("place", "on the nipple (side not recorded)"),
}
OF_NIPPLE: dict[str, Phrase] = {
    Side.LEFT: pgettext_lazy("belonging to", "of the left nipple"),
    Side.RIGHT: pgettext_lazy("belonging to", "of the right nipple"),
    "": pgettext_lazy("belonging to", "of the nipple"),
    SIDE_NOT_RECORDED: pgettext_lazy("belonging to", "of the nipple (side not recorded)"),
}

CLOCK_IN_BREAST = _("at {hour} o’clock {in_breast}")
CLOCK_ON_NIPPLE = _("at {hour} o’clock {on_nipple}")
WITH_REGION = _("{place} ({region})")

REGION: dict[Region, Phrase] = {
    Region.NIPPLE: _("in the nipple {of_breast}"),
    Region.SUBAREOLAR: _("in the subareolar region {of_breast}"),
    Region.CENTRAL: _("in the central part {of_breast}"),
    Region.UPPER_OUTER: _("in the upper outer quadrant {of_breast}"),
    Region.UPPER_INNER: _("in the upper inner quadrant {of_breast}"),
    Region.LOWER_OUTER: _("in the lower outer quadrant {of_breast}"),
    Region.LOWER_INNER: _("in the lower inner quadrant {of_breast}"),
    Region.AXILLARY_TAIL: _("in the axillary tail {of_breast}"),
    Region.AXILLA: _("{in_axilla}"),
}
DEPTH: dict[DepthThird, Phrase] = {
    DepthThird.ANTERIOR: _("in the anterior third"),
    DepthThird.MIDDLE: _("in the middle third"),
    DepthThird.POSTERIOR: _("in the posterior third"),
}
DIRECTION: dict[tuple[Degree | None, NippleDirection], Phrase] = {
    (None, NippleDirection.MEDIAL): _("medial to the nipple"),
    (None, NippleDirection.LATERAL): _("lateral to the nipple"),
    (None, NippleDirection.SUPERIOR): _("above the nipple"),
    (None, NippleDirection.INFERIOR): _("below the nipple"),
    (None, NippleDirection.POSTERIOR): _("directly behind the nipple"),
    (Degree.SLIGHT, NippleDirection.MEDIAL): _("slightly medial to the nipple"),
    (Degree.SLIGHT, NippleDirection.LATERAL): _("slightly lateral to the nipple"),
    (Degree.SLIGHT, NippleDirection.SUPERIOR): _("slightly above the nipple"),
    (Degree.SLIGHT, NippleDirection.INFERIOR): _("slightly below the nipple"),
    (Degree.SLIGHT, NippleDirection.POSTERIOR): _("slightly posterior to the nipple"),
    (Degree.MARKED, NippleDirection.MEDIAL): _("well medial to the nipple"),
    (Degree.MARKED, NippleDirection.LATERAL): _("well lateral to the nipple"),
    (Degree.MARKED, NippleDirection.SUPERIOR): _("well above the nipple"),
    (Degree.MARKED, NippleDirection.INFERIOR): _("well below the nipple"),
    (Degree.MARKED, NippleDirection.POSTERIOR): _("well posterior to the nipple"),
}
# By field name: for an exact and for an approximate length.
DISTANCE: dict[str, tuple[Phrase, Phrase]] = {
    "distance_from_nipple_mm": (_("{length} from the nipple"), _("about {length} from the nipple")),
    "depth_from_skin_mm": (_("{length} deep to the skin"), _("about {length} deep to the skin")),
    "distance_from_chest_wall_mm": (
        _("{length} from the chest wall"),
        _("about {length} from the chest wall"),
    ),
}

ZONE: dict[OrificeZone, Phrase] = {
    OrificeZone.CENTRAL: _("in the centre {of_nipple}"),
    OrificeZone.MID: _("between the centre and the edge {of_nipple}"),
    OrificeZone.PERIPHERAL: _("at the periphery {of_nipple}"),
}
# After a clock position on the nipple, which has already named the nipple.
ZONE_BESIDE_CLOCK: dict[OrificeZone, Phrase] = {
    OrificeZone.CENTRAL: _("in its centre"),
    OrificeZone.MID: _("between its centre and its edge"),
    OrificeZone.PERIPHERAL: _("at its periphery"),
}
