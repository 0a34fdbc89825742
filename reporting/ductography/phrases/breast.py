"""Nouns and predicates of findings outside the filled ducts or on another study."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import BreastFindingKind, CalcificationForm, Content, Contour, Echogenicity, Presence, Shape
from .grammar import Noun
from .translation_cache import Phrase

BREAST_SIGN: dict[BreastFindingKind, Noun] = {
    BreastFindingKind.MASS: Noun(_("a mass"), _("no mass"), _("the mass"), pgettext_lazy("the mass", "it")),
    BreastFindingKind.INTRADUCTAL_MASS: Noun(
        _("an intraductal mass or nodule"),
        _("no intraductal mass or nodule"),
        _("the nodule"),
        pgettext_lazy("the nodule", "it"),
    ),
    BreastFindingKind.DILATED_DUCT: Noun(
        _("a dilated duct"), _("no dilated duct"), _("the duct"), pgettext_lazy("the duct", "it")
    ),
    BreastFindingKind.CYST: Noun(_("a cyst"), _("no cyst"), _("the cyst"), pgettext_lazy("the cyst", "it")),
    BreastFindingKind.SEROMA: Noun(
        _("a seroma"), _("no seroma"), _("the seroma"), pgettext_lazy("the seroma", "it")
    ),
    BreastFindingKind.CALCIFICATION: Noun(
        pgettext_lazy("there is", "calcification"),
        _("no calcification"),
        _("the calcification"),
        pgettext_lazy("the calcification", "it"),
    ),
    BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION: Noun(
        pgettext_lazy("there is", "suspicious calcification"),
        _("no suspicious calcification"),
        _("the suspicious calcification"),
        pgettext_lazy("the microcalcification", "it"),
    ),
    BreastFindingKind.ARCHITECTURAL_DISTORTION: Noun(
        pgettext_lazy("there is", "architectural distortion"),
        _("no architectural distortion"),
        _("the distortion"),
        pgettext_lazy("the distortion", "it"),
    ),
    BreastFindingKind.ASYMMETRY: Noun(
        _("an asymmetry"), _("no asymmetry"), _("the asymmetry"), pgettext_lazy("the asymmetry", "it")
    ),
    BreastFindingKind.ENLARGED_LYMPH_NODE: Noun(
        _("an enlarged axillary lymph node"),
        _("no enlarged axillary lymph node"),
        _("the lymph node"),
        pgettext_lazy("the lymph node", "it"),
    ),
    BreastFindingKind.NIPPLE_RETRACTION: Noun(
        pgettext_lazy("there is", "nipple retraction"),
        _("no nipple retraction"),
        _("the retraction"),
        pgettext_lazy("the retraction", "it"),
    ),
    BreastFindingKind.PROMINENT_NIPPLE: Noun(
        _("a prominent nipple"),
        _("no prominent nipple"),
        _("the nipple"),
        pgettext_lazy("the nipple", "it"),
    ),
    BreastFindingKind.SKIN_THICKENING: Noun(
        pgettext_lazy("there is", "skin thickening"),
        _("no skin thickening"),
        _("the thickening"),
        pgettext_lazy("the thickening", "it"),
    ),
    BreastFindingKind.INCREASED_VASCULARITY: Noun(
        pgettext_lazy("there is", "increased vascularity"),
        _("no increased vascularity"),
        _("the increased vascularity"),
        pgettext_lazy("the increased vascularity", "it"),
    ),
    BreastFindingKind.ENHANCEMENT: Noun(
        _("an enhancing lesion"),
        _("no enhancing lesion"),
        _("the enhancing lesion"),
        pgettext_lazy("the enhancing lesion", "it"),
    ),
    BreastFindingKind.IMPLANT_RUPTURE: Noun(
        pgettext_lazy("there is", "implant rupture"),
        _("no implant rupture"),
        _("the rupture"),
        pgettext_lazy("the rupture", "it"),
    ),
    BreastFindingKind.GYNAECOMASTIA: Noun(
        pgettext_lazy("there is", "gynaecomastia"),
        _("no gynaecomastia"),
        _("the gynaecomastia"),
        pgettext_lazy("the gynaecomastia", "it"),
    ),
    BreastFindingKind.OTHER: Noun(
        _("another finding"),
        _("no other finding"),
        _("the other finding"),
        pgettext_lazy("the other finding", "it"),
    ),
}
# Survey questions of every examination, by field name: kind, phrase if present, phrase if absent.
SURVEY: dict[str, tuple[BreastFindingKind, Phrase, Phrase]] = {
    "suspicious_microcalcification": (
        BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION,
        pgettext_lazy("there is", "suspicious calcification"),
        _("no suspicious calcification"),
    ),
    "architectural_distortion": (
        BreastFindingKind.ARCHITECTURAL_DISTORTION,
        pgettext_lazy("there is", "architectural distortion"),
        _("no architectural distortion"),
    ),
    "mass": (BreastFindingKind.MASS, _("a mass"), _("no mass")),
    "enlarged_axillary_nodes": (
        BreastFindingKind.ENLARGED_LYMPH_NODE,
        pgettext_lazy("there is", "enlarged axillary lymph nodes"),
        _("no enlarged axillary lymph nodes"),
    ),
    "skin_or_nipple_change": (
        BreastFindingKind.SKIN_THICKENING,
        _("a skin or nipple change"),
        _("no skin or nipple change"),
    ),
}
OUTSIDE = _("Outside the examined ducts: {findings} {place}.")

SHAPE: dict[Shape, Phrase] = {
    Shape.ROUND: _("is round"),
    Shape.OVAL: _("is oval"),
    Shape.ELONGATED: _("is elongated"),
    Shape.IRREGULAR: _("is irregular in shape"),
}
CONTOUR: dict[Contour, Phrase] = {
    Contour.SMOOTH: _("has a smooth contour"),
    Contour.LOBULATED: _("has a lobulated contour"),
    Contour.IRREGULAR: _("has an irregular contour"),
}
ECHOGENICITY: dict[Echogenicity, Phrase] = {
    Echogenicity.ANECHOIC: _("is anechoic"),
    Echogenicity.HYPOECHOIC: _("is hypoechoic"),
    Echogenicity.ISOECHOIC: _("is isoechoic"),
    Echogenicity.HYPERECHOIC: _("is hyperechoic"),
    Echogenicity.MIXED: _("is of mixed echogenicity"),
}
VASCULARITY: dict[Presence, Phrase] = {
    Presence.PRESENT: _("is vascularised"),
    Presence.ABSENT: _("shows no vascularity"),
    Presence.NOT_ASSESSABLE: _("cannot be assessed for vascularity"),
}
CALCIFICATION_FORM: dict[CalcificationForm, Phrase] = {
    CalcificationForm.POPCORN: _("shows popcorn calcification"),
    CalcificationForm.MACROCALCIFICATION: _("shows macrocalcification"),
    CalcificationForm.ROD_LIKE: _("shows rod-like calcification"),
    CalcificationForm.ROUND: _("shows round calcification"),
    CalcificationForm.PUNCTATE: _("shows punctate calcification"),
    CalcificationForm.AMORPHOUS: _("shows amorphous calcification"),
    CalcificationForm.PLEOMORPHIC: _("shows pleomorphic calcification"),
    CalcificationForm.LINEAR: _("shows linear or branching calcification"),
    CalcificationForm.FAINT: _("shows faint calcification"),
}
# Predicates for a finding that is itself a calcification.
CALCIFICATION_IS: dict[CalcificationForm, Phrase] = {
    CalcificationForm.POPCORN: _("is of popcorn form"),
    CalcificationForm.MACROCALCIFICATION: _("is a macrocalcification"),
    CalcificationForm.ROD_LIKE: _("is rod-like"),
    CalcificationForm.ROUND: _("is round"),
    CalcificationForm.PUNCTATE: _("is punctate"),
    CalcificationForm.AMORPHOUS: _("is amorphous"),
    CalcificationForm.PLEOMORPHIC: _("is pleomorphic"),
    CalcificationForm.LINEAR: _("is linear or branching"),
    CalcificationForm.FAINT: _("is faint"),
}
CONTENT: dict[Content, Phrase] = {
    Content.FLUID: _("contains fluid"),
    Content.DEBRIS: _("contains debris"),
    Content.FAT: _("contains fat"),
    Content.GAS: _("contains gas"),
    Content.SILICONE: _("contains silicone"),
}
SUGGESTS = _("The appearance suggests {diagnosis}.")
SUGGESTS_NOTHING = _("The appearance does not suggest an abnormality.")
SOME_FINDING = Noun(_("a finding"), _("no finding"), _("the finding"), pgettext_lazy("the finding", "it"))
