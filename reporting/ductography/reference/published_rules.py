"""The published rules that the table rests on, in our words, and what its questions and answers mean."""

from __future__ import annotations

# Rule, what calls for it, what is then suggested, source.
PUBLISHED: tuple[tuple[str, str, str, str], ...] = (
    (
        "R1",
        "no discharge today",
        "the ductogram is not performed but arranged again; the nipple is not squeezed beforehand",
        "SEED, DE-GUHL",
    ),
    (
        "R2",
        "extravasation or perforation",
        "not diagnostic; repeated after 7 to 14 days (one source: 1 to 3 weeks)",
        "SLAW01, DE-MED",
    ),
    (
        "R3",
        "cannulation failed, or the duct filled incompletely",
        "repeated once, or contrast MRI, ultrasound, ductoscopy or surgical referral",
        "REV20, TRIPLE19, ALIK23",
    ),
    (
        "R4",
        "possible air bubble, clot or concretion",
        "evacuated and refilled, or views repeated, before it is called a lesion",
        "FISCHER, SLAW01, FR-MAM",
    ),
    (
        "R5",
        "contrast only runs back",
        "a lesion near the nipple is possible: ultrasound of the nipple, and the ductogram again",
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
        "filling defect, cut-off or wall irregularity",
        "targeted ultrasound; biopsy where the lesion is visible, else localisation and excision",
        "RPEDIA, ES-GOD, ALIK23",
    ),
    (
        "R9",
        "the lesion is seen by neither ultrasound nor mammography",
        "wire placed under ductography, marker placed during it, or dye",
        "WOODW10, VANZEE98",
    ),
    (
        "R10",
        "excision is planned",
        "one duct: microdochectomy; several or an unknown duct: total subareolar excision",
        "ISSO06",
    ),
    (
        "R11",
        "multiple papillomas",
        "associated with cancer more often; annual review if not removed",
        "ISSO06, CARD91",
    ),
    (
        "R12",
        "both breasts, milky, not pregnant",
        "pregnancy test, prolactin, TSH, renal function, review of drugs; no ductogram",
        "AAFP22, MSD",
    ),
    (
        "R13",
        "purulent discharge or inflammation",
        "the infection is treated first; no ductogram",
        "FR-MAM, DE-RCP",
    ),
    (
        "R14",
        "pathologic discharge in a man",
        "mammography with ultrasound as indicated; the likelihood of malignancy is higher",
        "ACR22, JBI20",
    ),
    (
        "R15",
        "a cavity fills after lumpectomy",
        "communicating seroma; compared with earlier images",
        "JRCR13",
    ),
    (
        "R16",
        "BI-RADS 3",
        "follow-up at 6 months; for GICS 3 no management is published in what was read",
        "BIRADS, GICS10",
    ),
    (
        "categories",
        "BI-RADS 0, 4, 5, 6; BI-RADS 1 and 2 with a pathologic symptom",
        "more imaging; tissue diagnosis; treatment of what is proven; the symptom is not closed by the image",
        "BIRADS, DICOM",
    ),
    (
        "implant",
        "an implant is ruptured, or silicone is found in the discharge",
        "the implant explains the discharge; it is assessed first",
        "ARBS",
    ),
    ("indication", "ductography not indicated", "clinical follow-up", "SEED, NCCN-A"),
    (
        "first imaging",
        "a sign of no settled meaning",
        "ultrasound and mammography come first",
        "ACR22, JBI20",
    ),
    (
        "lexicon",
        "a part of the duct is not opacified",
        "it cannot be judged, and the report says so",
        "CHO05, FR-MAM",
    ),
    (
        "colour",
        "discharge without blood",
        "no carcinoma in one series (0 of 24 pathologic), 19 of 39 cancers in another: colour excludes nothing",
        "DILLON06, ZHANG17",
    ),
)

# What an answer of an input means, where the word does not say it.
MEANINGS: dict[str, dict[str, str]] = {
    "outcome": {
        "performed": "at least in part, or not yet said",
        "failed": "tried without success",
        "not_attempted": "not tried",
    },
    "obstacle": {
        "none": "nothing",
        "infection": "acute inflammation, purulent discharge or an abscess; it goes before all others",
        "not_indicated": "ductography not indicated (not performed)",
        "no_discharge": "no discharge today (not performed)",
        "extravasation": "contrast left the duct, and not at a lesion",
        "reflux": "contrast only ran back, or ran back from a duct that filled incompletely and shows nothing",
        "incomplete": "incomplete filling that no lesion explains",
        "artefact": "a sign that may be air, clot or debris, and was not refilled",
        "other": "another reason (not performed)",
    },
    "sign": {
        "none": "nothing is described, or it could not be assessed",
        "normal": "every statement is a negative or “normal duct”",
        "benign": "ectasia (more than 2 mm), reduced branching, a cyst that fills",
        "cavity": "another cavity that fills",
        "unclear": "calcification in the duct, disordered arrangement, another finding",
        "lesion": "filling defect or cut-off",
        "suspicious": (
            "irregular or multiple filling defects, irregular or destroyed wall, narrowing, distortion, "
            "displacement, rigid course, compression, extravasation at a lesion, pooling, mass or calcification "
            "beside the duct"
        ),
    },
    "category": {
        "none": "none chosen",
        "4": "4, 4A, 4B or 4C",
    },
    "physiologic": {
        "yes": (
            "both breasts, no blood, not pregnant or lactating; milky, or only when expressed and milky, white, "
            "yellow, brown, green, blue-green or grey"
        ),
        "no": "anything else",
    },
    "implant": {"ruptured": "ruptured or suspected to be, or silicone found by cytology"},
    "blood": {
        "seen": "by colour, by the patient or by a test",
        "not_seen": "colour or test told, and no blood",
        "not_told": "neither colour nor test told",
    },
    "upstream": {"hidden": "not or only partly opacified", "seen": "opacified, or not told"},
    "number": {"multiple": "several filling defects in one duct, or several papillomas by pathology"},
    "elsewhere": {
        "visible": "a lesion, or an abnormal result, in one of the two",
        "occult": "both were read and show none",
        "not_told": "not both told",
    },
}
