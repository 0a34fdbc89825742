"""Why a rule of the decision table fired, in words: the answers to its questions, and the kind of its source."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .translation_cache import Phrase

# Every answer of every input (`reporting.ductography.inputs`), by the name of the input.
ANSWERS: dict[str, dict[str, Phrase]] = {
    "outcome": {
        "performed": _("at least in part, or not said otherwise"),
        "failed": _("it was tried without success"),
        "not_attempted": _("it was not tried"),
    },
    "obstacle": {
        "none": _("nothing"),
        "infection": _("signs of infection"),
        "not_indicated": _("ductography was not indicated"),
        "no_discharge": _("there was no discharge on the day"),
        "extravasation": _("contrast left the duct, and not at a lesion"),
        "reflux": _("contrast only ran back"),
        "incomplete": _("incomplete filling that no lesion explains"),
        "artefact": _("a sign that may be air, clot or debris, and was not refilled"),
        "other": _("another reason why it was not performed"),
    },
    "sign": {
        "none": _("none is described, or it could not be assessed"),
        "normal": _("everything that is stated is normal"),
        "benign": _("a sign that is usually benign"),
        "cavity": _("a cavity that fills"),
        "unclear": _("a sign of no settled meaning"),
        "lesion": _("a filling defect or a cut-off"),
        "suspicious": _("a suspicious sign"),
    },
    "category": {
        "none": _("none was chosen"),
        "0": "0",
        "1-2": _("1 or 2"),
        "3": "3",
        "4": "4",
        "5": "5",
        "6": "6",
    },
    "physiologic": {"yes": _("yes"), "no": _("no")},
    "implant": {"ruptured": _("yes, or it is suspected"), "other": _("no, or not told")},
    "gics_only": {"yes": _("yes"), "no": _("no")},
    "blood": {
        "seen": _("yes"),
        "not_seen": _("no"),
        "not_told": _("neither colour nor a test is told"),
    },
    "sex": {"male": _("male"), "other": _("female, another one, or none")},
    "upstream": {"seen": _("it was seen, or nothing says otherwise"), "hidden": _("it is hidden")},
    "number": {"multiple": _("several"), "other": _("one, none, or not told")},
    "ducts": {
        "one": _("one"),
        "several": _("several"),
        "unknown": _("their number is unknown"),
        "not_told": _("not told"),
    },
    "elsewhere": {
        "visible": _("yes"),
        "occult": _("no, both were read"),
        "not_told": _("not both are told"),
    },
}

# The kinds of source in `recommendations.csv`, from the strongest to the weakest.
EVIDENCE: dict[str, Phrase] = {
    "classification": _("published classification"),
    "guideline": _("guideline"),
    "series": _("published series"),
    "review": _("review"),
    "practice pages": _("pages of practices"),
    "case report": _("case report"),
}
