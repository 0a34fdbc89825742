"""Words of a breast's plan: why the deciding rank asks for it, and under which condition each step is taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import StepCondition
from .translation_cache import Phrase

# By the values of `decision.ranks.Rank`; "" where no rank was reached.
REASON: dict[str, Phrase] = {
    "proven_malignancy": _("Malignancy is proven."),
    "birads_5": _("The assessment is highly suggestive of malignancy."),
    "birads_4": _("The assessment is suspicious."),
    "outside_evidence": _("A suspicious finding outside the opacified duct needs work-up: {evidence}."),
    "suspicious_sign": _(
        "Ductography shows features associated with malignancy, although none is diagnostic."
    ),
    "lesion": _("Ductography demonstrates a ductal lesion."),
    "unresolved_sign": _("The finding may represent air, clot or debris."),
    "non_diagnostic": _("The examination was non-diagnostic: {obstacles}."),
    "infection": _("Signs of infection are present."),
    "benign": _("Ductography shows a benign pattern."),
    "normal": _("The opacified ducts are normal."),
    "": _("No ductographic finding is recorded."),
}
NOT_PERFORMED = _("Ductography was not performed.")
UNEXPLAINED = _("The pathologic discharge remains unexplained.")
NOT_EXPLAINED_BY_ECTASIA = _("A benign duct pattern does not explain pathologic discharge by itself.")

# By the values of `facts.outside_ducts.Evidence`.
EVIDENCE: dict[str, Phrase] = {
    "nipple_skin": _("eczematous or ulcerated nipple"),
    "cells": _("atypical or malignant cells"),
    "atypia": _("known atypia, not excised"),
    "calcification": _("suspicious calcifications"),
    "distortion": _("architectural distortion"),
    "mass": pgettext_lazy("evidence", "mass"),
    "mammography": _("suspicious mammogram"),
    "ultrasound": _("suspicious ultrasound"),
    "mri": _("suspicious MRI"),
    "other_study": _("another suspicious study"),
    "palpable_mass": _("palpable mass"),
}

# By the limit kinds of the explanation.
LIMIT: dict[str, Phrase] = {
    "failed": _("duct not cannulated or not filled"),
    "wrong_duct": _("the discharging duct was not examined"),
    "extravasation": _("extravasation"),
    "reflux": _("reflux only"),
    "incomplete": _("incomplete filling"),
    "not_assessable": _("not assessable"),
    "unresolved_sign": _("possible air, clot or debris, not re-examined"),
    "upstream_not_opacified": _("upstream duct not opacified"),
}
NO_DUCT = _("no duct was examined")

# By the condition keys of `decision/plan.csv`.
CONDITION: dict[str, Phrase] = {condition.value: condition.label for condition in StepCondition}

BREAST = _("{side} breast")
DUCTS = _("ducts {numbers}")
DUCT = _("duct {numbers}")
INCLUDES = _("including {actions}")
NOTE_OF = _("{side} breast: {note}")
STEP = _("{number}. {step}")
