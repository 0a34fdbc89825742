"""What is said of a finding: predicates that agree with one subject or several."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from ..vocabulary import (
    AlongDuct,
    Answer,
    BranchOrder,
    CavityKind,
    Contour,
    CutOffForm,
    Distribution,
    DuctCalibre,
    LumenEffect,
    LumenPosition,
    Presence,
    Shape,
)

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
    LumenEffect.PARTIAL: ngettext_lazy("obstructs the lumen partly", "obstruct the lumen partly", "count"),
    LumenEffect.COMPLETE: ngettext_lazy(
        "obstructs the lumen completely", "obstruct the lumen completely", "count"
    ),
    LumenEffect.MURAL: ngettext_lazy(
        "lies on the wall without obstructing the lumen",
        "lie on the wall without obstructing the lumen",
        "count",
    ),
}
LUMEN_POSITION: dict[LumenPosition, Promise] = {
    LumenPosition.CENTRAL: ngettext_lazy(
        "lies centrally in the lumen", "lie centrally in the lumen", "count"
    ),
    LumenPosition.ECCENTRIC: ngettext_lazy(
        "lies eccentrically in the lumen", "lie eccentrically in the lumen", "count"
    ),
}
CUT_OFF_FORM: dict[CutOffForm, Promise] = {
    CutOffForm.ABRUPT: ngettext_lazy("is abrupt", "are abrupt", "count"),
    CutOffForm.TAPERING: ngettext_lazy("is tapering", "are tapering", "count"),
    CutOffForm.CONVEX: ngettext_lazy("has a convex edge (meniscus)", "have convex edges (meniscus)", "count"),
}
DISTRIBUTION: dict[Distribution, Promise] = {
    Distribution.FOCAL: ngettext_lazy("is focal", "are focal", "count"),
    Distribution.SEGMENTAL: ngettext_lazy("is segmental", "are segmental", "count"),
    Distribution.DIFFUSE: ngettext_lazy("is diffuse", "are diffuse", "count"),
}
BRANCH_ORDER: dict[BranchOrder, Promise] = {
    BranchOrder.MAIN_DUCT: ngettext_lazy("lies in the main duct", "lie in the main duct", "count"),
    BranchOrder.SECOND_ORDER: ngettext_lazy(
        "lies in a second-order branch", "lie in second-order branches", "count"
    ),
    BranchOrder.THIRD_ORDER: ngettext_lazy(
        "lies in a third-order branch", "lie in third-order branches", "count"
    ),
    BranchOrder.PERIPHERAL: ngettext_lazy(
        "lies in a peripheral branch", "lie in peripheral branches", "count"
    ),
}
ALONG_DUCT: dict[AlongDuct, Promise] = {
    AlongDuct.NEAR_NIPPLE: ngettext_lazy(
        "lies in the part of the duct toward the nipple",
        "lie in the part of the duct toward the nipple",
        "count",
    ),
    AlongDuct.MIDDLE: ngettext_lazy(
        "lies in the middle of the duct", "lie in the middle of the duct", "count"
    ),
    AlongDuct.AWAY_FROM_NIPPLE: ngettext_lazy(
        "lies in the part of the duct away from the nipple",
        "lie in the part of the duct away from the nipple",
        "count",
    ),
}
HOST_CALIBRE: dict[DuctCalibre, Promise] = {
    DuctCalibre.NORMAL: ngettext_lazy(
        "lies in a duct of normal calibre", "lie in ducts of normal calibre", "count"
    ),
    DuctCalibre.DILATED: ngettext_lazy("lies in a dilated duct", "lie in dilated ducts", "count"),
    DuctCalibre.NARROWED: ngettext_lazy("lies in a narrowed duct", "lie in narrowed ducts", "count"),
}
CAVITY: dict[CavityKind, Promise] = {
    CavityKind.CYST: ngettext_lazy("is a cyst", "are cysts", "count"),
    CavityKind.POSTOPERATIVE_SEROMA: ngettext_lazy(
        "is a postoperative seroma cavity", "are postoperative seroma cavities", "count"
    ),
    CavityKind.ABSCESS: ngettext_lazy("is an abscess cavity", "are abscess cavities", "count"),
    CavityKind.UNDETERMINED: ngettext_lazy(
        "is of undetermined nature", "are of undetermined nature", "count"
    ),
}

# Yes and no; *unknown* adds nothing to a description.
ANSWERED: dict[str, dict[Answer, Promise]] = {
    "fills_through_native_duct": {
        Answer.YES: ngettext_lazy("fills through a native duct", "fill through a native duct", "count"),
        Answer.NO: ngettext_lazy(
            "does not fill through a native duct", "do not fill through a native duct", "count"
        ),
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
        Answer.YES: ngettext_lazy("is confirmed on several views", "are confirmed on several views", "count"),
        Answer.NO: ngettext_lazy(
            "is not confirmed on several views", "are not confirmed on several views", "count"
        ),
    },
    "mobile": {
        Answer.YES: ngettext_lazy("moves between views", "move between views", "count"),
        Answer.NO: ngettext_lazy("does not move between views", "do not move between views", "count"),
    },
    "gone_after_refill": {
        Answer.YES: ngettext_lazy(
            "is gone after evacuation and refilling", "are gone after evacuation and refilling", "count"
        ),
        Answer.NO: ngettext_lazy(
            "persists after evacuation and refilling", "persist after evacuation and refilling", "count"
        ),
    },
    "seen_before_contrast": {
        Answer.YES: ngettext_lazy(
            "is already seen on the images before contrast",
            "are already seen on the images before contrast",
            "count",
        ),
        Answer.NO: ngettext_lazy(
            "is not seen on the images before contrast", "are not seen on the images before contrast", "count"
        ),
    },
}
ADJACENT: dict[str, dict[Presence, Promise]] = {
    "adjacent_mass": {
        Presence.PRESENT: ngettext_lazy(
            "is accompanied by a mass beside it", "are accompanied by a mass beside them", "count"
        ),
        Presence.ABSENT: ngettext_lazy("has no mass beside it", "have no mass beside them", "count"),
        Presence.NOT_ASSESSABLE: ngettext_lazy(
            "cannot be assessed for a mass beside it", "cannot be assessed for a mass beside them", "count"
        ),
    },
    "adjacent_calcification": {
        Presence.PRESENT: ngettext_lazy(
            "is accompanied by calcification beside it",
            "are accompanied by calcification beside them",
            "count",
        ),
        Presence.ABSENT: ngettext_lazy(
            "has no calcification beside it", "have no calcification beside them", "count"
        ),
        Presence.NOT_ASSESSABLE: ngettext_lazy(
            "cannot be assessed for calcification beside it",
            "cannot be assessed for calcification beside them",
            "count",
        ),
    },
}

MEASURES = ngettext_lazy("measures {size}", "measure {size}", "count")
IS_LONG = ngettext_lazy("is {size} long", "are {size} long", "count")
IS_WIDE = ngettext_lazy("is {size} wide", "are {size} wide", "count")
IS_THICK = ngettext_lazy("is {size} thick", "are {size} thick", "count")
EXTENDS = ngettext_lazy("extends over {size} along the duct", "extend over {size} along the duct", "count")
MAY_BE = ngettext_lazy("may be {artefacts}", "may be {artefacts}", "count")
