"""Nouns of ductographic signs, in every form that a sentence needs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import Artefact, DuctFindingKind
from .grammar import Noun
from .translation_cache import Phrase

SIGN: dict[DuctFindingKind, Noun] = {
    DuctFindingKind.NORMAL_DUCT: Noun(
        a=_("a normal duct"),
        no=_("no entirely normal duct"),
        the=_("the normal duct"),
        it=pgettext_lazy("the normal duct", "it"),
        several=_("multiple normal ducts"),
        counted=ngettext_lazy("{count} normal duct", "{count} normal ducts", "count"),
        the_several=_("the normal ducts"),
    ),
    DuctFindingKind.FILLING_DEFECT: Noun(
        a=_("a filling defect"),
        no=_("no filling defect"),
        the=_("the filling defect"),
        it=pgettext_lazy("the filling defect", "it"),
        several=_("multiple filling defects"),
        counted=ngettext_lazy("{count} filling defect", "{count} filling defects", "count"),
        the_several=_("the filling defects"),
    ),
    DuctFindingKind.CUT_OFF: Noun(
        a=_("a duct cut-off (obstruction)"),
        no=_("no duct cut-off (obstruction)"),
        the=_("the cut-off"),
        it=pgettext_lazy("the cut-off", "it"),
        several=_("multiple duct cut-offs (obstructions)"),
        counted=ngettext_lazy(
            "{count} duct cut-off (obstruction)",
            "{count} duct cut-offs (obstructions)",
            "count",
        ),
        the_several=_("the cut-offs"),
    ),
    DuctFindingKind.ECTASIA: Noun(
        a=pgettext_lazy("there is", "duct ectasia"),
        no=_("no duct ectasia"),
        the=_("the ectasia"),
        it=pgettext_lazy("the ectasia", "it"),
        several=_("multiple areas of duct ectasia"),
        counted=ngettext_lazy("{count} area of duct ectasia", "{count} areas of duct ectasia", "count"),
        the_several=_("the areas of ectasia"),
    ),
    DuctFindingKind.STENOSIS: Noun(
        a=pgettext_lazy("there is", "duct narrowing (stenosis)"),
        no=_("no duct narrowing (stenosis)"),
        the=_("the narrowing"),
        it=pgettext_lazy("the narrowing", "it"),
        several=_("multiple duct narrowings (stenoses)"),
        counted=ngettext_lazy(
            "{count} duct narrowing (stenosis)",
            "{count} duct narrowings (stenoses)",
            "count",
        ),
        the_several=_("the narrowings"),
    ),
    DuctFindingKind.WALL_IRREGULARITY: Noun(
        a=_("duct wall irregularity"),
        no=_("no duct wall irregularity"),
        the=_("the wall irregularity"),
        it=pgettext_lazy("the wall irregularity", "it"),
        several=_("multiple duct wall irregularities"),
        counted=ngettext_lazy("{count} duct wall irregularity", "{count} duct wall irregularities", "count"),
        the_several=_("the wall irregularities"),
    ),
    DuctFindingKind.WALL_DESTRUCTION: Noun(
        a=_("duct wall destruction"),
        no=_("no duct wall destruction"),
        the=_("the wall destruction"),
        it=pgettext_lazy("the wall destruction", "it"),
        several=_("multiple sites of duct wall destruction"),
        counted=ngettext_lazy(
            "{count} site of duct wall destruction",
            "{count} sites of duct wall destruction",
            "count",
        ),
        the_several=_("the sites of wall destruction"),
    ),
    DuctFindingKind.DISTORTION: Noun(
        a=pgettext_lazy("there is", "duct distortion"),
        no=_("no duct distortion"),
        the=_("the distortion"),
        it=pgettext_lazy("the distortion", "it"),
        several=_("multiple duct distortions"),
        counted=ngettext_lazy("{count} duct distortion", "{count} duct distortions", "count"),
        the_several=_("the distortions"),
    ),
    DuctFindingKind.DISPLACEMENT: Noun(
        a=pgettext_lazy("there is", "duct displacement"),
        no=_("no duct displacement"),
        the=_("the displacement"),
        it=pgettext_lazy("the displacement", "it"),
        several=_("multiple duct displacements"),
        counted=ngettext_lazy("{count} duct displacement", "{count} duct displacements", "count"),
        the_several=_("the displacements"),
    ),
    DuctFindingKind.RIGIDITY: Noun(
        a=pgettext_lazy("there is", "duct rigidity"),
        no=_("no duct rigidity"),
        the=_("the duct rigidity"),
        it=pgettext_lazy("the rigid course", "it"),
        several=_("multiple rigid duct segments"),
        counted=ngettext_lazy("{count} rigid duct segment", "{count} rigid duct segments", "count"),
        the_several=_("the rigid segments"),
    ),
    DuctFindingKind.COMPRESSION: Noun(
        a=_("extrinsic compression of the duct"),
        no=_("no extrinsic compression of the duct"),
        the=_("the compression"),
        it=pgettext_lazy("the compression", "it"),
        several=_("multiple sites of extrinsic duct compression"),
        counted=ngettext_lazy(
            "{count} site of extrinsic duct compression",
            "{count} sites of extrinsic duct compression",
            "count",
        ),
        the_several=_("the compressions"),
    ),
    DuctFindingKind.REDUCED_BRANCHING: Noun(
        a=pgettext_lazy("there is", "reduced branching"),
        no=_("no reduced branching"),
        the=_("the reduced branching"),
        it=pgettext_lazy("the reduced branching", "it"),
        several=_("multiple areas of reduced branching"),
        counted=ngettext_lazy(
            "{count} area of reduced branching", "{count} areas of reduced branching", "count"
        ),
        the_several=_("the areas of reduced branching"),
    ),
    DuctFindingKind.DISORDERED_ARRANGEMENT: Noun(
        a=_("a disorganised duct pattern"),
        no=_("no disorganised duct pattern"),
        the=_("the disorganised duct pattern"),
        it=pgettext_lazy("the disordered arrangement", "it"),
        several=_("multiple areas of disorganised duct pattern"),
        counted=ngettext_lazy(
            "{count} area of disorganised duct pattern",
            "{count} areas of disorganised duct pattern",
            "count",
        ),
        the_several=_("the areas of disorganised duct pattern"),
    ),
    DuctFindingKind.CAVITY_FILLING: Noun(
        a=pgettext_lazy("there is", "an opacified cavity"),
        no=_("no opacified cavity"),
        the=_("the opacified cavity"),
        it=pgettext_lazy("the filled cavity", "it"),
        several=_("multiple opacified cavities"),
        counted=ngettext_lazy("{count} opacified cavity", "{count} opacified cavities", "count"),
        the_several=_("the opacified cavities"),
    ),
    DuctFindingKind.EXTRAVASATION: Noun(
        a=_("lesional extravasation of contrast"),
        no=_("no lesional extravasation of contrast"),
        the=_("the extravasation"),
        it=pgettext_lazy("the extravasation", "it"),
        several=_("multiple sites of extravasation of contrast"),
        counted=ngettext_lazy(
            "{count} site of extravasation of contrast",
            "{count} sites of extravasation of contrast",
            "count",
        ),
        the_several=_("the sites of extravasation"),
    ),
    DuctFindingKind.POOLING: Noun(
        a=pgettext_lazy("there is", "pooling of contrast"),
        no=_("no pooling of contrast"),
        the=_("the pooling"),
        it=pgettext_lazy("the pooling", "it"),
        several=_("multiple pools of contrast"),
        counted=ngettext_lazy("{count} pool of contrast", "{count} pools of contrast", "count"),
        the_several=_("the pools of contrast"),
    ),
    DuctFindingKind.CALCIFICATION: Noun(
        a=pgettext_lazy("there is", "intraductal calcification"),
        no=_("no intraductal calcification"),
        the=_("the calcification"),
        it=pgettext_lazy("the calcification", "it"),
        several=_("multiple intraductal calcifications"),
        counted=ngettext_lazy(
            "{count} intraductal calcification", "{count} intraductal calcifications", "count"
        ),
        the_several=_("the calcifications"),
    ),
    DuctFindingKind.ADJACENT_CALCIFICATION: Noun(
        a=pgettext_lazy("there is", "calcification adjacent to the duct"),
        no=_("no calcification adjacent to the duct"),
        the=_("the calcification"),
        it=pgettext_lazy("the calcification", "it"),
        several=_("multiple calcifications adjacent to the duct"),
        counted=ngettext_lazy(
            "{count} calcification adjacent to the duct",
            "{count} calcifications adjacent to the duct",
            "count",
        ),
        the_several=_("the calcifications"),
    ),
    DuctFindingKind.ADJACENT_MASS: Noun(
        a=_("an adjacent non-opacified mass"),
        no=_("no adjacent mass"),
        the=_("the mass"),
        it=pgettext_lazy("the mass", "it"),
        several=_("multiple adjacent non-opacified masses"),
        counted=ngettext_lazy(
            "{count} adjacent non-opacified mass",
            "{count} adjacent non-opacified masses",
            "count",
        ),
        the_several=_("the masses"),
    ),
    DuctFindingKind.OTHER: Noun(
        a=_("another finding"),
        no=_("no other finding"),
        the=_("the other finding"),
        it=pgettext_lazy("the other finding", "it"),
        several=_("multiple other findings"),
        counted=ngettext_lazy("{count} other finding", "{count} other findings", "count"),
        the_several=_("the other findings"),
    ),
}
SINGLE_DEFECT = _("a single filling defect")

# Artefacts that can mimic a lesion.
ARTEFACT: dict[Artefact, Phrase] = {
    Artefact.AIR: _("air"),
    Artefact.CLOT: _("clotted blood"),
    Artefact.DEBRIS: _("debris or a concretion"),
}
NO_ARTEFACT = _("Artefact is not suspected.")
