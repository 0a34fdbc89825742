"""Signs of a ductogram as nouns, in every form a sentence takes them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import Artefact, DuctFindingKind
from .grammar import Noun
from .translation_cache import Phrase

SIGN: dict[DuctFindingKind, Noun] = {
    DuctFindingKind.NORMAL_DUCT: Noun(
        a=_("a normal duct"),
        no=_("no normal duct"),
        the=_("the normal duct"),
        it=pgettext_lazy("the normal duct", "it"),
        several=_("several normal ducts"),
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
        a=_("an obstruction (cut-off) of the duct"),
        no=_("no obstruction (cut-off)"),
        the=_("the cut-off"),
        it=pgettext_lazy("the cut-off", "it"),
        several=_("multiple obstructions (cut-offs) of the ducts"),
        counted=ngettext_lazy(
            "{count} obstruction (cut-off) of the ducts",
            "{count} obstructions (cut-offs) of the ducts",
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
        a=_("a narrowing (stenosis) of the duct"),
        no=_("no narrowing (stenosis)"),
        the=_("the narrowing"),
        it=pgettext_lazy("the narrowing", "it"),
        several=_("multiple narrowings (stenoses) of the ducts"),
        counted=ngettext_lazy(
            "{count} narrowing (stenosis) of the ducts",
            "{count} narrowings (stenoses) of the ducts",
            "count",
        ),
        the_several=_("the narrowings"),
    ),
    DuctFindingKind.WALL_IRREGULARITY: Noun(
        a=_("irregularity of the duct wall"),
        no=_("no irregularity of the duct wall"),
        the=_("the wall irregularity"),
        it=pgettext_lazy("the wall irregularity", "it"),
        several=_("multiple irregularities of the duct wall"),
        counted=ngettext_lazy(
            "{count} irregularity of the duct wall", "{count} irregularities of the duct wall", "count"
        ),
        the_several=_("the wall irregularities"),
    ),
    DuctFindingKind.WALL_DESTRUCTION: Noun(
        a=_("destruction of the duct wall"),
        no=_("no destruction of the duct wall"),
        the=_("the wall destruction"),
        it=pgettext_lazy("the wall destruction", "it"),
        several=_("multiple sites of destruction of the duct wall"),
        counted=ngettext_lazy(
            "{count} site of destruction of the duct wall",
            "{count} sites of destruction of the duct wall",
            "count",
        ),
        the_several=_("the sites of wall destruction"),
    ),
    DuctFindingKind.DISTORTION: Noun(
        a=pgettext_lazy("there is", "distortion of the ducts"),
        no=_("no distortion of the ducts"),
        the=_("the distortion"),
        it=pgettext_lazy("the distortion", "it"),
        several=_("multiple distortions of the ducts"),
        counted=ngettext_lazy("{count} distortion of the ducts", "{count} distortions of the ducts", "count"),
        the_several=_("the distortions"),
    ),
    DuctFindingKind.DISPLACEMENT: Noun(
        a=pgettext_lazy("there is", "displacement of the duct"),
        no=_("no displacement of the duct"),
        the=_("the displacement"),
        it=pgettext_lazy("the displacement", "it"),
        several=_("multiple displacements of the ducts"),
        counted=ngettext_lazy(
            "{count} displacement of the ducts", "{count} displacements of the ducts", "count"
        ),
        the_several=_("the displacements"),
    ),
    DuctFindingKind.RIGIDITY: Noun(
        a=_("a rigid course of the duct"),
        no=_("no rigid course of the duct"),
        the=_("the rigid course"),
        it=pgettext_lazy("the rigid course", "it"),
        several=_("multiple rigid segments of the ducts"),
        counted=ngettext_lazy(
            "{count} rigid segment of the ducts", "{count} rigid segments of the ducts", "count"
        ),
        the_several=_("the rigid segments"),
    ),
    DuctFindingKind.COMPRESSION: Noun(
        a=_("compression of the duct from outside"),
        no=_("no compression of the duct from outside"),
        the=_("the compression"),
        it=pgettext_lazy("the compression", "it"),
        several=_("multiple compressions of the ducts from outside"),
        counted=ngettext_lazy(
            "{count} compression of the ducts from outside",
            "{count} compressions of the ducts from outside",
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
        a=_("a disordered arrangement of the ducts"),
        no=_("no disordered arrangement of the ducts"),
        the=_("the disordered arrangement"),
        it=pgettext_lazy("the disordered arrangement", "it"),
        several=_("multiple areas of disordered arrangement of the ducts"),
        counted=ngettext_lazy(
            "{count} area of disordered arrangement of the ducts",
            "{count} areas of disordered arrangement of the ducts",
            "count",
        ),
        the_several=_("the areas of disordered arrangement"),
    ),
    DuctFindingKind.CAVITY_FILLING: Noun(
        a=_("filling of a cavity"),
        no=_("no filling of a cavity"),
        the=_("the filled cavity"),
        it=pgettext_lazy("the filled cavity", "it"),
        several=_("multiple filled cavities"),
        counted=ngettext_lazy("{count} filled cavity", "{count} filled cavities", "count"),
        the_several=_("the filled cavities"),
    ),
    DuctFindingKind.EXTRAVASATION: Noun(
        a=_("extravasation of contrast at a lesion"),
        no=_("no extravasation of contrast at a lesion"),
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
        a=_("a calcification in the duct"),
        no=_("no calcification in the duct"),
        the=_("the calcification"),
        it=pgettext_lazy("the calcification", "it"),
        several=_("multiple calcifications in the duct"),
        counted=ngettext_lazy(
            "{count} calcification in the duct", "{count} calcifications in the duct", "count"
        ),
        the_several=_("the calcifications"),
    ),
    DuctFindingKind.ADJACENT_CALCIFICATION: Noun(
        a=_("a calcification beside the duct"),
        no=_("no calcification beside the duct"),
        the=_("the calcification"),
        it=pgettext_lazy("the calcification", "it"),
        several=_("multiple calcifications beside the duct"),
        counted=ngettext_lazy(
            "{count} calcification beside the duct", "{count} calcifications beside the duct", "count"
        ),
        the_several=_("the calcifications"),
    ),
    DuctFindingKind.ADJACENT_MASS: Noun(
        a=_("a non-opacified mass beside the duct"),
        no=_("no mass beside the duct"),
        the=_("the mass"),
        it=pgettext_lazy("the mass", "it"),
        several=_("multiple non-opacified masses beside the duct"),
        counted=ngettext_lazy(
            "{count} non-opacified mass beside the duct",
            "{count} non-opacified masses beside the duct",
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

# What a defect may be instead of a lesion.
ARTEFACT: dict[Artefact, Phrase] = {
    Artefact.AIR: _("air"),
    Artefact.CLOT: _("clotted blood"),
    Artefact.DEBRIS: _("debris or a concretion"),
}
NO_ARTEFACT = _("No artefact is suspected.")
