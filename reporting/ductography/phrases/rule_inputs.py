"""Phrases that explain a rule of the decision table: its input values and its grade of evidence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .translation_cache import Phrase

# Every value of every input (`reporting.ductography.decision.decision_inputs`), by the name of the input.
ANSWERS: dict[str, dict[str, Phrase]] = {
    "outcome": {
        "performed": _("at least partially, or not recorded otherwise"),
        "failed": _("attempted without success"),
        "not_attempted": _("not attempted"),
    },
    "obstacle": {
        "none": _("nothing"),
        "infection": _("signs of infection"),
        "not_indicated": _("ductography was not indicated"),
        "no_discharge": _("no discharge on the day"),
        "extravasation": _("extravasation not at a lesion"),
        "reflux": _("reflux only"),
        "incomplete": _("incomplete filling not explained by a lesion"),
        "artefact": _("possible air, clot or debris without refilling"),
        "other": _("another reason for not performing it"),
    },
    "sign": {
        "none": _("none described, or not assessable"),
        "normal": _("all recorded findings are normal"),
        "benign": _("a usually benign finding"),
        "cavity": _("an opacified cavity"),
        "unclear": _("an indeterminate finding"),
        "lesion": _("a filling defect or duct cut-off"),
        "suspicious": _("a suspicious finding"),
    },
    "category": {
        "none": _("none selected"),
        "0": "0",
        "1-2": _("1 or 2"),
        "3": "3",
        "4": "4",
        "5": "5",
        "6": "6",
    },
    "physiologic": {"yes": _("yes"), "no": _("no")},
    "implant": {"ruptured": _("yes, or suspected"), "other": _("no, or not recorded")},
    "gics_only": {"yes": _("yes"), "no": _("no")},
    "blood": {
        "seen": _("yes"),
        "not_seen": _("no"),
        "not_told": _("neither colour nor a test is recorded"),
    },
    "sex": {"male": _("male"), "other": _("female, other or not recorded")},
    "upstream": {
        "seen": _("opacified, or not recorded otherwise"),
        "hidden": _("not or only partially opacified"),
    },
    "number": {"multiple": _("more than one"), "other": _("one, none or not recorded")},
    "ducts": {
        "one": _("one"),
        "several": _("more than one"),
        "unknown": _("recorded as unknown"),
        "not_told": _("not recorded"),
    },
    "elsewhere": {
        "visible": _("yes"),
        "occult": _("no; both were interpreted"),
        "not_told": _("not both recorded"),
    },
}

# By the values of `decision.ranks.Rank`.
RANK: dict[str, Phrase] = {
    "proven_malignancy": _("proven malignancy"),
    "birads_5": "BI-RADS 5",
    "birads_4": "BI-RADS 4",
    "outside_evidence": _("suspicious finding outside the duct"),
    "suspicious_sign": _("suspicious ductographic sign"),
    "lesion": pgettext_lazy("rank", "ductal lesion"),
    "unresolved_sign": _("unresolved sign"),
    "non_diagnostic": pgettext_lazy("rank", "non-diagnostic"),
    "infection": pgettext_lazy("rank", "infection"),
    "benign": pgettext_lazy("rank", "benign"),
    "normal": pgettext_lazy("rank", "normal"),
}

# The grades of evidence in `plan.csv`, from the strongest to the weakest.
EVIDENCE: dict[str, Phrase] = {
    "classification": _("published classification"),
    "guideline": _("guideline"),
    "series": _("published series"),
    "review": _("review"),
    "practice pages": _("practice websites"),
    "case report": _("case report"),
}
