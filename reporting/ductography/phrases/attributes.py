"""Predicates of a finding's attributes, in singular and plural."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from ..vocabulary import (
    AlongDuct,
    Answer,
    BranchOrder,
    CavityKind,
    Certainty,
    Contour,
    CutOffForm,
    Distribution,
    DuctCalibre,
    LumenEffect,
    LumenPosition,
    Presence,
    Shape,
)

CERTAINTY: dict[Certainty, Promise] = {
    Certainty.CONFIRMED: ngettext_lazy("is confirmed", "are confirmed", "count"),
    Certainty.POSSIBLE: ngettext_lazy(
        "is possible but not confirmed", "are possible but not confirmed", "count"
    ),
}
SHAPE: dict[Shape, Promise] = {
    Shape.ROUND: ngettext_lazy("is round", "are round", "count"),
    Shape.OVAL: ngettext_lazy("is oval", "are oval", "count"),
    Shape.ELONGATED: ngettext_lazy("is elongated", "are elongated", "count"),
    Shape.IRREGULAR: ngettext_lazy("is irregular in shape", "are irregular in shape", "count"),
}
CONTOUR: dict[Contour, Promise] = {
    Contour.SMOOTH: ngettext_lazy("has a smooth contour", "have smooth contours", "count"),
    Contour.LOBULATED: ngettext_lazy("has a lobulated contour", "have lobulated contours", "count"),
    Contour.IRREGULAR: ngettext_lazy("has an irregular contour", "have irregular contours", "count"),
}
LUMEN_EFFECT: dict[LumenEffect, Promise] = {
    LumenEffect.PARTIAL: ngettext_lazy(
        "partially obstructs the lumen", "partially obstruct the lumen", "count"
    ),
    LumenEffect.COMPLETE: ngettext_lazy(
        "completely obstructs the lumen", "completely obstruct the lumen", "count"
    ),
    LumenEffect.MURAL: ngettext_lazy(
        "is mural and non-obstructing",
        "are mural and non-obstructing",
        "count",
    ),
}
LUMEN_POSITION: dict[LumenPosition, Promise] = {
    LumenPosition.CENTRAL: ngettext_lazy(
        "is central within the lumen", "are central within the lumen", "count"
    ),
    LumenPosition.ECCENTRIC: ngettext_lazy(
        "is eccentric within the lumen", "are eccentric within the lumen", "count"
    ),
}
CUT_OFF_FORM: dict[CutOffForm, Promise] = {
    CutOffForm.ABRUPT: ngettext_lazy("is abrupt", "are abrupt", "count"),
    CutOffForm.TAPERING: ngettext_lazy("is tapering", "are tapering", "count"),
    CutOffForm.CONVEX: ngettext_lazy(
        "has a convex margin (meniscus)", "have convex margins (meniscus)", "count"
    ),
}
DISTRIBUTION: dict[Distribution, Promise] = {
    Distribution.FOCAL: ngettext_lazy("is focal", "are focal", "count"),
    Distribution.SEGMENTAL: ngettext_lazy("is segmental", "are segmental", "count"),
    Distribution.DIFFUSE: ngettext_lazy("is diffuse", "are diffuse", "count"),
}
BRANCH_ORDER: dict[BranchOrder, Promise] = {
    BranchOrder.MAIN_DUCT: ngettext_lazy("is in the main duct", "are in the main duct", "count"),
    BranchOrder.SECOND_ORDER: ngettext_lazy(
        "is in a second-order branch", "are in second-order branches", "count"
    ),
    BranchOrder.THIRD_ORDER: ngettext_lazy(
        "is in a third-order branch", "are in third-order branches", "count"
    ),
    BranchOrder.PERIPHERAL: ngettext_lazy("is in a peripheral branch", "are in peripheral branches", "count"),
}
ALONG_DUCT: dict[AlongDuct, Promise] = {
    AlongDuct.NEAR_NIPPLE: ngettext_lazy(
        "is in the part of the duct near the nipple",
        "are in the part of the duct near the nipple",
        "count",
    ),
    AlongDuct.MIDDLE: ngettext_lazy(
        "is in the mid portion of the duct", "are in the mid portion of the duct", "count"
    ),
    AlongDuct.AWAY_FROM_NIPPLE: ngettext_lazy(
        "is in the upstream part of the duct",
        "are in the upstream part of the duct",
        "count",
    ),
}
HOST_CALIBRE: dict[DuctCalibre, Promise] = {
    DuctCalibre.NORMAL: ngettext_lazy(
        "is in a duct of normal calibre", "are in ducts of normal calibre", "count"
    ),
    DuctCalibre.DILATED: ngettext_lazy("is in a dilated duct", "are in dilated ducts", "count"),
    DuctCalibre.NARROWED: ngettext_lazy("is in a narrowed duct", "are in narrowed ducts", "count"),
}
CAVITY: dict[CavityKind, Promise] = {
    CavityKind.CYST: ngettext_lazy("is a cyst", "are cysts", "count"),
    CavityKind.POSTOPERATIVE_SEROMA: ngettext_lazy(
        "is a postoperative seroma cavity", "are postoperative seroma cavities", "count"
    ),
    CavityKind.ABSCESS: ngettext_lazy("is an abscess cavity", "are abscess cavities", "count"),
    CavityKind.UNDETERMINED: ngettext_lazy("is indeterminate", "are indeterminate", "count"),
}

# For yes and no only; *unknown* adds nothing to a description.
ANSWER_PREDICATES: dict[str, dict[Answer, Promise]] = {
    "fills_through_native_duct": {
        Answer.YES: ngettext_lazy("fills via a native duct", "fill via a native duct", "count"),
        Answer.NO: ngettext_lazy("does not fill via a native duct", "do not fill via a native duct", "count"),
    },
    "cannula_reached_cavity": {
        Answer.YES: ngettext_lazy(
            "was within reach of the cannula tip", "were within reach of the cannula tip", "count"
        ),
        Answer.NO: ngettext_lazy(
            "was not reached by the cannula tip", "were not reached by the cannula tip", "count"
        ),
    },
    "direct_injection_excluded": {
        Answer.YES: ngettext_lazy(
            "cannot have been injected directly", "cannot have been injected directly", "count"
        ),
        Answer.NO: ngettext_lazy(
            "may have been injected directly", "may have been injected directly", "count"
        ),
    },
    "confirmed_on_several_views": {
        Answer.YES: ngettext_lazy(
            "is confirmed on multiple views", "are confirmed on multiple views", "count"
        ),
        Answer.NO: ngettext_lazy(
            "is not confirmed on multiple views", "are not confirmed on multiple views", "count"
        ),
    },
    "mobile": {
        Answer.YES: ngettext_lazy("moves between views", "move between views", "count"),
        Answer.NO: ngettext_lazy("does not move between views", "do not move between views", "count"),
    },
    "gone_after_refill": {
        Answer.YES: ngettext_lazy(
            "resolves after evacuation and refilling", "resolve after evacuation and refilling", "count"
        ),
        Answer.NO: ngettext_lazy(
            "persists after evacuation and refilling", "persist after evacuation and refilling", "count"
        ),
    },
    "seen_before_contrast": {
        Answer.YES: ngettext_lazy(
            "is visible on the pre-contrast images",
            "are visible on the pre-contrast images",
            "count",
        ),
        Answer.NO: ngettext_lazy(
            "is not visible on the pre-contrast images", "are not visible on the pre-contrast images", "count"
        ),
    },
}
ADJACENT: dict[str, dict[Presence, Promise]] = {
    "adjacent_mass": {
        Presence.PRESENT: ngettext_lazy("has an adjacent mass", "have an adjacent mass", "count"),
        Presence.ABSENT: ngettext_lazy("has no adjacent mass", "have no adjacent mass", "count"),
        Presence.NOT_ASSESSABLE: ngettext_lazy(
            "cannot be assessed for an adjacent mass", "cannot be assessed for an adjacent mass", "count"
        ),
    },
    "adjacent_calcification": {
        Presence.PRESENT: ngettext_lazy(
            "has adjacent calcification",
            "have adjacent calcification",
            "count",
        ),
        Presence.ABSENT: ngettext_lazy(
            "has no adjacent calcification", "have no adjacent calcification", "count"
        ),
        Presence.NOT_ASSESSABLE: ngettext_lazy(
            "cannot be assessed for adjacent calcification",
            "cannot be assessed for adjacent calcification",
            "count",
        ),
    },
}

MEASURES = ngettext_lazy("measures {size}", "measure {size}", "count")
IS_LONG = ngettext_lazy("is {size} long", "are {size} long", "count")
IS_WIDE = ngettext_lazy("is {size} wide", "are {size} wide", "count")
IS_THICK = ngettext_lazy("is {size} thick", "are {size} thick", "count")
EXTENDS = ngettext_lazy("extends {size} along the duct", "extend {size} along the duct", "count")
MAY_BE = ngettext_lazy("may represent {artefacts}", "may represent {artefacts}", "count")
