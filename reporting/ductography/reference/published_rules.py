"""The published rules behind the decision table, paraphrased, and the meanings of its input values."""

from __future__ import annotations

# Rule, condition, suggestion, sources.
PUBLISHED: tuple[tuple[str, str, str, str], ...] = (
    (
        "R1",
        "no discharge today",
        "the ductogram is not performed but rescheduled; the nipple is not expressed beforehand",
        "SEED, DE-GUHL",
    ),
    (
        "R2",
        "extravasation or perforation",
        "non-diagnostic; repeated in 7–14 days (one source: 1–3 weeks)",
        "SLAW01, DE-MED",
    ),
    (
        "R3",
        "unsuccessful cannulation, or incomplete filling",
        "repeated once, or contrast MRI, ultrasound, ductoscopy or surgical referral",
        "REV20, TRIPLE19, ALIK23",
    ),
    (
        "R4",
        "possible air bubble, clot or concretion",
        "evacuated and refilled, or views repeated, before a lesion is diagnosed",
        "FISCHER, SLAW01, FR-MAM",
    ),
    (
        "R5",
        "reflux only",
        "a lesion near the nipple is possible: ultrasound of the nipple and repeat ductography",
        "SLAW01",
    ),
    (
        "R6",
        "normal ductogram",
        "does not exclude cancer: MRI or clinical follow-up, surgery if the discharge persists",
        "MORR07, DAWES98, NCCN-A",
    ),
    (
        "R7",
        "ectasia or fibrocystic change explains the discharge",
        "conservative follow-up may be considered",
        "SLAW01, ES-GOD",
    ),
    (
        "R8",
        "filling defect, duct cut-off or wall irregularity",
        "targeted ultrasound; biopsy if the lesion is visible, otherwise localisation and excision",
        "RPEDIA, ES-GOD, ALIK23",
    ),
    (
        "R9",
        "the lesion is occult on ultrasound and mammography",
        "wire placed under ductography, marker placed during it, or dye",
        "WOODW10, VANZEE98",
    ),
    (
        "R10",
        "excision is planned",
        "one duct: microdochectomy; multiple or unidentified ducts: total subareolar excision",
        "ISSO06",
    ),
    (
        "R11",
        "multiple papillomas",
        "higher association with cancer; annual follow-up if not excised",
        "ISSO06, CARD91",
    ),
    (
        "R12",
        "both breasts, milky, not pregnant",
        "pregnancy test, prolactin, TSH, renal function, medication review; no ductogram",
        "AAFP22, MSD",
    ),
    (
        "R13",
        "purulent discharge or inflammation",
        "treat the infection first; no ductogram",
        "FR-MAM, DE-RCP",
    ),
    (
        "R14",
        "pathologic discharge in a man",
        "mammography with ultrasound as indicated; the risk of malignancy is higher",
        "ACR22, JBI20",
    ),
    (
        "R15",
        "a cavity fills after lumpectomy",
        "communicating seroma; comparison with prior imaging",
        "JRCR13",
    ),
    (
        "R16",
        "BI-RADS 3",
        "follow-up in 6 months; no published management for GICS 3 was available",
        "BIRADS, GICS10",
    ),
    (
        "categories",
        "BI-RADS 0, 4, 5, 6; BI-RADS 1 and 2 with a pathologic symptom",
        "additional imaging; tissue diagnosis; treatment of proven malignancy; imaging does not resolve the symptom",
        "BIRADS, DICOM",
    ),
    (
        "implant",
        "ruptured implant, or silicone in the discharge",
        "the implant explains the discharge; implant assessment first",
        "ARBS",
    ),
    ("indication", "ductography not indicated", "clinical follow-up", "SEED, NCCN-A"),
    (
        "first imaging",
        "an indeterminate finding",
        "ultrasound and mammography come first",
        "ACR22, JBI20",
    ),
    (
        "lexicon",
        "a part of the duct is not opacified",
        "it cannot be evaluated, and the report states this",
        "CHO05, FR-MAM",
    ),
    (
        "colour",
        "non-bloody discharge",
        "no carcinoma in one series (0 of 24 pathologic), 19 of 39 cancers in another: colour excludes nothing",
        "DILLON06, ZHANG17",
    ),
)

# Meanings of input values that are not self-explanatory.
MEANINGS: dict[str, dict[str, str]] = {
    "outcome": {
        "performed": "at least partially, or not yet recorded",
        "failed": "attempted without success",
        "not_attempted": "not attempted",
    },
    "obstacle": {
        "none": "nothing",
        "infection": "acute inflammation, purulent discharge or an abscess; takes precedence over all others",
        "not_indicated": "ductography not indicated (not performed)",
        "no_discharge": "no discharge today (not performed)",
        "extravasation": "extravasation not at a lesion",
        "reflux": "reflux only, or reflux from an incompletely filled duct without findings",
        "incomplete": "incomplete filling not explained by a lesion",
        "artefact": "possible air, clot or debris without refilling",
        "other": "another reason (not performed)",
    },
    "sign": {
        "none": "nothing is described, or it could not be assessed",
        "normal": "all recorded findings are pertinent negatives or “normal duct”",
        "benign": "ectasia (more than 2 mm), reduced branching, an opacified cyst",
        "cavity": "another opacified cavity",
        "unclear": "intraductal calcification, disorganised duct pattern, another finding",
        "lesion": "filling defect or duct cut-off",
        "suspicious": (
            "irregular or multiple filling defects, irregular or destroyed wall, narrowing, distortion, "
            "displacement, duct rigidity, extrinsic compression, lesional extravasation, pooling, adjacent mass or "
            "calcification"
        ),
    },
    "category": {
        "none": "none selected",
        "4": "4, 4A, 4B or 4C",
    },
    "physiologic": {
        "yes": (
            "both breasts, no blood, not pregnant or lactating; milky, or only on expression and milky, white, "
            "yellow, brown, green, blue-green or grey"
        ),
        "no": "anything else",
    },
    "implant": {"ruptured": "ruptured or suspected rupture, or silicone on cytology"},
    "blood": {
        "seen": "by colour, patient report or test",
        "not_seen": "colour or test recorded, without blood",
        "not_told": "neither colour nor a test is recorded",
    },
    "upstream": {"hidden": "not or only partially opacified", "seen": "opacified, or not recorded"},
    "number": {"multiple": "multiple filling defects in one duct, or multiple papillomas on pathology"},
    "elsewhere": {
        "visible": "a lesion, or an abnormal result, in one of the two",
        "occult": "both were interpreted and show none",
        "not_told": "not both recorded",
    },
}
