"""Reports with the steps that section 7.3 of the clinical reference asks for, typed by hand.

A step is written ``action [ducts] @condition =time urgency/responsible``; ducts counted from 0. The base is a normal
left duct with serous spontaneous discharge of one duct, in a woman of 46.
"""

from __future__ import annotations

from tests.ductography.clinical_reports import FAILED, NOT_DONE, Changes

MRI = "contrast_mri soon/radiology"
CEM = "contrast_mammography soon/radiology"
SURGEON = "surgical_consultation soon/breast_surgeon"
ULTRASOUND = "targeted_ultrasound soon/radiology"
FOLLOW_UP = "clinical_follow_up routine/referrer"
NOT_PATHOLOGIC: Changes = {
    "indication.colours": ["green"],
    "indication.spontaneity": "expressed",
    "ducts[0].discharge": {"seen_today": "yes", "colours": ["green"], "blood_test": "negative"},
}
DEFECT: Changes = {
    "ducts[0].findings": [
        {"kind": "filling_defect", "contour": "smooth", "branch_order": "main_duct", "length_mm": 6}
    ],
    "assessments": [],
}
IRREGULAR: Changes = {
    "ducts[0].findings": [{"kind": "filling_defect", "contour": "irregular"}],
    "assessments": [],
}
ARTEFACT: Changes = {
    "ducts[0].findings": [{"kind": "filling_defect", "possible_artefacts": ["air"]}],
    "assessments": [],
}
ECTASIA: Changes = {"ducts[0].findings": [{"kind": "ectasia"}], "assessments": []}
CAVITY: Changes = {
    "ducts[0].findings": [{"kind": "cavity_filling", "cavity_kind": "undetermined"}],
    "assessments": [],
}
TREATED: Changes = {
    "indication.surgery": [{"kind": "lumpectomy", "side": "left", "diagnoses": ["invasive_ductal_carcinoma"]}]
}
LEAKED: Changes = {
    "ducts[0].contrast.extravasation": "parenchymal",
    "ducts[0].filling.completeness": None,
    "ducts[0].findings": [],
    "assessments": [],
}
HALF: Changes = {"ducts[0].filling.completeness": "incomplete", "assessments": []}
NO_MRI: Changes = {"indication.purposes": ["mri_contraindicated"]}
PREGNANT: Changes = {"indication.pregnancy": "pregnant"}
ALLERGIC: Changes = {"safety.contrast_allergy.status": "present"}
YOUNG: Changes = {"identity.birth_date": "2001-01-01"}
CHILD: Changes = {"identity.birth_date": "2014-01-01"}
BLOODY: Changes = {"indication.colours": ["bloody"], "indication.bloody": "yes"}
DARK: Changes = {
    "indication.colours": ["black"],
    "ducts[0].discharge": {"seen_today": "yes", "colours": ["dark_brown"]},
}


def birads(category: str) -> Changes:
    return {"assessments": [{"side": "left", "birads": category}]}


def earlier(*modalities: str, result: str = "negative", **more: object) -> Changes:
    study = {"modalities": list(modalities), "side": "left", "result": result, **more}
    return {"comparison.earlier_studies": [study]}


def targeted(result: str) -> Changes:
    return {"correlation": [{"modalities": ["ultrasound"], "side": "left", "result": result}]}


def seen(kind: str) -> Changes:
    return {"breast.findings": [{"kind": kind, "side": "left"}]}


def of_lesion(urgency: str = "soon") -> tuple[str, str, str]:
    return (
        f"targeted_ultrasound [0] {urgency}/radiology",
        f"core_biopsy [0] @if_shown {urgency}/breast_clinic",
        f"localised_excision [0] @otherwise {urgency}/breast_surgeon",
    )


MILKY: Changes = {
    "indication.colours": ["milky"],
    "indication.discharge_sides": "both",
    "ducts[0].discharge": None,
}
BLANK: Changes = {"outcome": None, "ducts": [], "assessments": []}
NO_DISCHARGE: Changes = {
    **FAILED,
    "outcome.reasons": ["no_discharge_today"],
    "ducts[0].cannulation.failure_reasons": ["no_discharge_today"],
}
INFECTED: Changes = {"safety.acute_inflammation.status": "present"}
TO_COMPLETE = (
    "additional_mammography @to_complete soon/radiology",
    "targeted_ultrasound @to_complete soon/radiology",
)
SURGEON_OF_DUCT = "surgical_consultation [0] soon/breast_surgeon"
FINDING = "targeted_ultrasound @of_finding soon/radiology"
VIEWS = "additional_mammography @of_finding soon/radiology"
CONFIRMED = "core_biopsy @if_confirmed soon/breast_clinic"
REPEAT_IN_TIME = "repeat_ductography [0] =7-14days soon/radiology"
REPEAT_ONCE = "repeat_ductography [0] @once soon/radiology"
MRI_IF_FAILS = "contrast_mri @if_repeat_fails soon/radiology"

Case = tuple[tuple[Changes, ...], str | None, tuple[str, ...]]
CASES: dict[str, Case] = {
    # rank 1
    "BI-RADS 6": (
        (birads("6"),),
        "proven_malignancy",
        (
            "multidisciplinary soon/breast_clinic",
            "surgical_consultation @biopsy_is_theirs soon/breast_surgeon",
        ),
    ),
    "cancer in a biopsy, not excised": (
        ({"indication.surgery": [{"kind": "core_biopsy", "side": "left", "diagnoses": ["dcis"]}]},),
        "proven_malignancy",
        (
            "multidisciplinary soon/breast_clinic",
            "surgical_consultation @biopsy_is_theirs soon/breast_surgeon",
        ),
    ),
    # ranks 2 and 3
    "BI-RADS 5": (
        (IRREGULAR, birads("5")),
        "birads_5",
        (*of_lesion("urgent"), "surgical_consultation [0] urgent/breast_surgeon"),
    ),
    "BI-RADS 5, targeted ultrasound shows it": (
        (DEFECT, birads("5"), targeted("suspicious")),
        "birads_5",
        (
            "core_biopsy [0] urgent/breast_clinic",
            "surgical_consultation [0] urgent/breast_surgeon",
        ),
    ),
    "BI-RADS 5, targeted ultrasound is negative": (
        (DEFECT, birads("5"), targeted("negative")),
        "birads_5",
        (
            "localised_excision [0] urgent/breast_surgeon",
            "surgical_consultation [0] urgent/breast_surgeon",
        ),
    ),
    "BI-RADS 4B": ((DEFECT, birads("4B")), "birads_4", of_lesion()),
    "BI-RADS 4 with an irregular defect": (
        (IRREGULAR, birads("4")),
        "birads_4",
        (*of_lesion(), SURGEON_OF_DUCT),
    ),
    # rank 4
    "malignant cells": (
        ({"indication.cytology_results": ["malignant_cells"]},),
        "outside_evidence",
        ("targeted_ultrasound @retroareolar soon/radiology", MRI, SURGEON),
    ),
    "malignant cells, MRI contraindicated": (
        ({"indication.cytology_results": ["malignant_cells"]}, NO_MRI),
        "outside_evidence",
        ("targeted_ultrasound @retroareolar soon/radiology", CEM, SURGEON),
    ),
    "atypia in an earlier biopsy": (
        (
            {
                "indication.surgery": [
                    {"kind": "vacuum_biopsy", "side": "left", "diagnoses": ["atypical_papilloma"]}
                ]
            },
        ),
        "outside_evidence",
        (SURGEON,),
    ),
    "suspicious mammogram": (
        (earlier("mammography", result="suspicious"),),
        "outside_evidence",
        (VIEWS, FINDING, CONFIRMED),
    ),
    "suspicious mammogram under 30": (
        (earlier("mammography", result="suspicious"), YOUNG),
        "outside_evidence",
        (FINDING, CONFIRMED),
    ),
    "suspicious calcifications": (
        (seen("suspicious_microcalcification"),),
        "outside_evidence",
        (VIEWS, FINDING, CONFIRMED),
    ),
    "suspicious calcifications under 30": (
        (seen("suspicious_microcalcification"), YOUNG),
        "outside_evidence",
        (FINDING, CONFIRMED),
    ),
    "distortion": (
        (seen("architectural_distortion"),),
        "outside_evidence",
        (VIEWS, FINDING, CONFIRMED),
    ),
    "distortion under 30": (
        (seen("architectural_distortion"), YOUNG),
        "outside_evidence",
        (FINDING, CONFIRMED),
    ),
    "mass": ((seen("mass"),), "outside_evidence", (FINDING, CONFIRMED)),
    "palpable mass": (
        ({"indication.palpable_mass": "yes"},),
        "outside_evidence",
        (
            "targeted_ultrasound @of_palpable soon/radiology",
            "core_biopsy @of_what_is_found soon/breast_clinic",
        ),
    ),
    "suspicious ultrasound": (
        (earlier("ultrasound", result="suspicious"),),
        "outside_evidence",
        ("core_biopsy @of_finding soon/breast_clinic",),
    ),
    "suspicious MRI": (
        (earlier("mri", result="suspicious"),),
        "outside_evidence",
        (FINDING, CONFIRMED),
    ),
    "another suspicious study": (
        (earlier("ct", result="suspicious"),),
        "outside_evidence",
        (FINDING, CONFIRMED),
    ),
    "eczema of the nipple": (
        ({"indication.nipple_skin_changes": ["eczema"]},),
        "outside_evidence",
        (
            "nipple_skin_biopsy @even_if_negative soon/breast_surgeon",
            "diagnostic_mammography soon/radiology",
            ULTRASOUND,
            "contrast_mri @for_extent soon/radiology",
        ),
    ),
    "eczema, mammogram recorded, MRI contraindicated": (
        ({"indication.nipple_skin_changes": ["ulceration"]}, earlier("mammography"), NO_MRI),
        "outside_evidence",
        ("nipple_skin_biopsy @even_if_negative soon/breast_surgeon", ULTRASOUND),
    ),
    "eczema under 30, ultrasound recorded": (
        ({"indication.nipple_skin_changes": ["eczema"]}, earlier("ultrasound"), YOUNG),
        "outside_evidence",
        (
            "nipple_skin_biopsy @even_if_negative soon/breast_surgeon",
            "contrast_mri @for_extent soon/radiology",
        ),
    ),
    # ranks 5 and 6
    "irregular defect": ((IRREGULAR,), "suspicious_sign", (*of_lesion(), SURGEON_OF_DUCT)),
    "smooth defect": ((DEFECT,), "lesion", of_lesion()),
    "smooth defect, targeted ultrasound shows it": (
        (DEFECT, targeted("abnormal")),
        "lesion",
        ("core_biopsy [0] soon/breast_clinic",),
    ),
    "smooth defect, targeted ultrasound is negative": (
        (DEFECT, targeted("negative")),
        "lesion",
        ("localised_excision [0] soon/breast_surgeon",),
    ),
    # rank 7
    "possible air bubble": (
        (ARTEFACT,),
        "unresolved_sign",
        ("repeat_ductography [0] @refilling soon/radiology",),
    ),
    "possible air bubble in pregnancy": (
        (ARTEFACT, PREGNANT),
        "unresolved_sign",
        ("targeted_ultrasound [0] @refilling_impossible soon/radiology",),
    ),
    "possible air bubble, allergic": (
        (ARTEFACT, ALLERGIC),
        "unresolved_sign",
        ("targeted_ultrasound [0] @refilling_impossible soon/radiology",),
    ),
    "possible air bubble, allergic, ultrasound done": (
        (ARTEFACT, ALLERGIC, targeted("negative")),
        "unresolved_sign",
        ("surgical_consultation [0] @refilling_impossible soon/breast_surgeon",),
    ),
    # rank 8
    "extravasation": ((LEAKED,), "non_diagnostic", (REPEAT_IN_TIME, SURGEON)),
    "extravasation without pathologic discharge": (
        (LEAKED, NOT_PATHOLOGIC),
        "non_diagnostic",
        (REPEAT_IN_TIME,),
    ),
    "extravasation, allergic": (
        (LEAKED, ALLERGIC),
        "non_diagnostic",
        ("repeat_ductography [0] @iodine_comment =7-14days soon/radiology", SURGEON),
    ),
    "incomplete filling": ((HALF,), "non_diagnostic", (REPEAT_ONCE, MRI_IF_FAILS, SURGEON)),
    "failed cannulation": ((FAILED,), "non_diagnostic", (REPEAT_ONCE, MRI_IF_FAILS, SURGEON)),
    "failed, MRI contraindicated": (
        (FAILED, NO_MRI),
        "non_diagnostic",
        (
            REPEAT_ONCE,
            "contrast_mammography @if_repeat_fails soon/radiology",
            ULTRASOUND,
            SURGEON,
        ),
    ),
    "failed, allergic": (
        (FAILED, ALLERGIC),
        "non_diagnostic",
        ("repeat_ductography [0] @iodine_comment soon/radiology", MRI_IF_FAILS, SURGEON),
    ),
    "failed in pregnancy": (
        (FAILED, PREGNANT),
        "non_diagnostic",
        (ULTRASOUND, SURGEON, "repeat_ductography [0] @after_pregnancy routine/radiology"),
    ),
    "extravasation in pregnancy": (
        (LEAKED, PREGNANT),
        "non_diagnostic",
        (ULTRASOUND, SURGEON, "repeat_ductography [0] @after_pregnancy routine/radiology"),
    ),
    "no discharge today": (
        (NOT_DONE,),
        "non_diagnostic",
        ("reschedule @when_discharge_recurs soon/radiology", MRI_IF_FAILS, SURGEON),
    ),
    # rank 9
    "infection in a normal duct": (
        ({"safety.acute_inflammation.status": "present"},),
        "infection",
        (
            "treat_infection soon/referrer",
            ULTRASOUND,
            "repeat_ductography @after_treatment soon/radiology",
        ),
    ),
    "infection, ultrasound recorded, pregnant": (
        ({"safety.acute_inflammation.status": "present"}, earlier("ultrasound"), PREGNANT),
        "infection",
        ("treat_infection soon/referrer",),
    ),
    "not cannulated because of an infection": (
        (
            FAILED,
            {"safety.acute_inflammation.status": "present"},
            earlier("ultrasound"),
            NOT_PATHOLOGIC | {"ducts[0].discharge": None},
        ),
        "non_diagnostic",
        (
            MRI_IF_FAILS,
            "treat_infection soon/referrer",
            "repeat_ductography @after_treatment soon/radiology",
        ),
    ),
    "not performed because of an infection, bloody": (
        (
            NOT_DONE,
            BLOODY,
            {
                "outcome.reasons": ["contraindicated"],
                "safety.acute_inflammation.status": "present",
            },
        ),
        "infection",
        (
            "treat_infection soon/referrer",
            ULTRASOUND,
            "repeat_ductography @after_treatment soon/radiology",
        ),
    ),
    # ranks 10 and 11
    "normal, pathologic": ((), "normal", (MRI, SURGEON)),
    "normal, pathologic, MRI contraindicated": ((NO_MRI,), "normal", (CEM, SURGEON)),
    "normal, pathologic, pregnant": ((PREGNANT,), "normal", (ULTRASOUND, SURGEON)),
    "normal, pathologic, MRI negative": (
        (earlier("mri"),),
        "normal",
        (SURGEON, "clinical_follow_up @after_negative_mri routine/referrer"),
    ),
    "normal, bloody at 52, MRI negative": (
        (earlier("mri"), BLOODY, {"identity.birth_date": "1974-04-05"}),
        "normal",
        (SURGEON,),
    ),
    "normal, pathologic, no contrast, CEM negative": (
        (earlier("cem"), NO_MRI, ALLERGIC, {"identity.sex": "male", "indication.pregnancy": None}),
        "normal",
        (SURGEON,),
    ),
    "normal, pathologic, neither MRI nor iodine": (
        (NO_MRI, ALLERGIC),
        "normal",
        (ULTRASOUND, SURGEON),
    ),
    "normal, dark discharge not tested": (
        (DARK,),
        "normal",
        ("blood_test soon/radiology", MRI, SURGEON),
    ),
    "normal, pathologic, 25 years, no ultrasound": ((YOUNG,), "normal", (ULTRASOUND, MRI, SURGEON)),
    "normal, pathologic, 25 years, ultrasound": (
        (YOUNG, earlier("ultrasound")),
        "normal",
        (MRI, SURGEON),
    ),
    "normal, pathologic, BI-RADS 3": (
        (birads("3"),),
        "normal",
        (MRI, SURGEON, "imaging_follow_up =6-6months routine/radiology"),
    ),
    "normal, pathologic, BI-RADS 0": (
        (birads("0"),),
        "normal",
        (MRI, SURGEON, "additional_mammography @to_complete soon/radiology"),
    ),
    "normal, not pathologic": ((NOT_PATHOLOGIC,), "normal", (FOLLOW_UP,)),
    "normal, not pathologic, BI-RADS 3": (
        (NOT_PATHOLOGIC, birads("3")),
        "normal",
        ("imaging_follow_up =6-6months routine/radiology",),
    ),
    "normal, not pathologic, BI-RADS 0": (
        (NOT_PATHOLOGIC, birads("0")),
        "normal",
        (
            "additional_mammography @to_complete soon/radiology",
            "targeted_ultrasound @to_complete soon/radiology",
        ),
    ),
    "normal, not pathologic, BI-RADS 0, 25 years": (
        (NOT_PATHOLOGIC, birads("0"), YOUNG),
        "normal",
        ("targeted_ultrasound @to_complete soon/radiology",),
    ),
    "milky from both breasts": (
        (
            {
                "indication.colours": ["milky"],
                "indication.discharge_sides": "both",
                "ducts[0].discharge": None,
            },
        ),
        "normal",
        ("endocrine_work_up routine/referrer",),
    ),
    "a child": ((CHILD,), "normal", ("targeted_ultrasound routine/radiology", FOLLOW_UP)),
    "a child, ultrasound recorded": ((CHILD, earlier("ultrasound")), "normal", (FOLLOW_UP,)),
    "a child, BI-RADS 0": (
        (CHILD, earlier("ultrasound"), NOT_PATHOLOGIC, birads("0")),
        "normal",
        (FOLLOW_UP,),
    ),
    "a child, bloody cavity after cancer": (
        (CHILD, CAVITY, TREATED, BLOODY, earlier("ultrasound")),
        "benign",
        (FOLLOW_UP,),
    ),
    "ectasia, pathologic": ((ECTASIA,), "benign", (MRI, SURGEON)),
    "ectasia, not pathologic": ((ECTASIA, NOT_PATHOLOGIC), "benign", (FOLLOW_UP,)),
    "cavity, not pathologic": (
        (CAVITY, NOT_PATHOLOGIC),
        "benign",
        ("compare_with_priors routine/radiology", FOLLOW_UP),
    ),
    "cavity, not pathologic, BI-RADS 0": (
        (CAVITY, NOT_PATHOLOGIC, birads("0")),
        "benign",
        (
            "targeted_ultrasound @to_complete soon/radiology",
            "compare_with_priors routine/radiology",
        ),
    ),
    "cavity after cancer, bloody": (
        (CAVITY, TREATED, BLOODY),
        "benign",
        (
            "diagnostic_mammography @exclude_recurrence soon/radiology",
            "targeted_ultrasound @exclude_recurrence soon/radiology",
            MRI,
            SURGEON,
        ),
    ),
    "cavity after cancer, bloody, 25 years": (
        (CAVITY, TREATED, BLOODY, YOUNG, earlier("ultrasound")),
        "benign",
        ("targeted_ultrasound @exclude_recurrence soon/radiology", MRI, SURGEON),
    ),
    "cavity after cancer, serous": ((CAVITY, TREATED), "benign", (MRI, SURGEON)),
    "cavity, bloody, no cancer": ((CAVITY, BLOODY), "benign", (MRI, SURGEON)),
    "normal duct after cancer, bloody": ((TREATED, BLOODY), "normal", (MRI, SURGEON)),
    # no rank
    "not performed, no discharge, not pathologic": (
        (NOT_DONE, NOT_PATHOLOGIC | {"ducts[0].discharge": None, "ducts": []}),
        None,
        ("reschedule @when_discharge_recurs routine/referrer",),
    ),
    "not performed, milky": (
        (
            NOT_DONE,
            {
                "outcome.reasons": ["not_indicated"],
                "indication.colours": ["milky"],
                "indication.discharge_sides": "both",
            },
        ),
        None,
        ("endocrine_work_up routine/referrer",),
    ),
    "not performed, not indicated": (
        (
            NOT_DONE,
            {
                "outcome.reasons": ["not_indicated"],
                "indication.colours": ["green"],
                "indication.spontaneity": "expressed",
            },
        ),
        None,
        (FOLLOW_UP,),
    ),
    # with every rank
    "normal, implant ruptured": (
        ({"indication.implants": "left", "indication.implant_integrity": "ruptured"},),
        "normal",
        (MRI, SURGEON, "implant_assessment soon/radiology"),
    ),
    # single answers that change a plan
    "BI-RADS 6 with a defect": (
        (DEFECT, birads("6")),
        "proven_malignancy",
        (
            "multidisciplinary soon/breast_clinic",
            "surgical_consultation @biopsy_is_theirs soon/breast_surgeon",
            "targeted_ultrasound [0] soon/radiology",
            "core_biopsy [0] @if_shown soon/breast_clinic",
        ),
    ),
    "BI-RADS 5, normal duct": (
        (birads("5"),),
        "birads_5",
        (
            "targeted_ultrasound urgent/radiology",
            "core_biopsy @if_shown urgent/breast_clinic",
            "localised_excision @otherwise urgent/breast_surgeon",
            "surgical_consultation urgent/breast_surgeon",
        ),
    ),
    "BI-RADS 5, normal duct, targeted ultrasound shows a lesion": (
        (birads("5"), targeted("abnormal")),
        "birads_5",
        ("core_biopsy urgent/breast_clinic", "surgical_consultation urgent/breast_surgeon"),
    ),
    "BI-RADS 5, normal duct, targeted ultrasound is negative": (
        (birads("5"), targeted("negative")),
        "birads_5",
        ("localised_excision urgent/breast_surgeon", "surgical_consultation urgent/breast_surgeon"),
    ),
    "BI-RADS 4, normal duct": (
        (birads("4"),),
        "birads_4",
        (
            ULTRASOUND,
            "core_biopsy @if_shown soon/breast_clinic",
            "localised_excision @otherwise soon/breast_surgeon",
        ),
    ),
    "BI-RADS 4, normal duct, targeted ultrasound shows a lesion": (
        (birads("4"), targeted("abnormal")),
        "birads_4",
        ("core_biopsy soon/breast_clinic",),
    ),
    "BI-RADS 4, normal duct, targeted ultrasound is negative": (
        (birads("4"), targeted("negative")),
        "birads_4",
        ("localised_excision soon/breast_surgeon",),
    ),
    "malignant cells, neither MRI nor iodine": (
        ({"indication.cytology_results": ["malignant_cells"]}, NO_MRI, ALLERGIC),
        "outside_evidence",
        ("targeted_ultrasound @retroareolar soon/radiology", SURGEON),
    ),
    "irregular defect, targeted ultrasound shows it": (
        (IRREGULAR, targeted("abnormal")),
        "suspicious_sign",
        ("core_biopsy [0] soon/breast_clinic", SURGEON_OF_DUCT),
    ),
    "irregular defect, targeted ultrasound is negative": (
        (IRREGULAR, targeted("negative")),
        "suspicious_sign",
        ("localised_excision [0] soon/breast_surgeon", SURGEON_OF_DUCT),
    ),
    "possible air bubble, ultrasound done": (
        (ARTEFACT, targeted("negative")),
        "unresolved_sign",
        ("repeat_ductography [0] @refilling soon/radiology",),
    ),
    "extravasation, MRI contraindicated": (
        (LEAKED, NO_MRI),
        "non_diagnostic",
        (REPEAT_IN_TIME, SURGEON),
    ),
    "no discharge today in pregnancy": (
        (NOT_DONE, PREGNANT),
        "non_diagnostic",
        (ULTRASOUND, SURGEON, "repeat_ductography @after_pregnancy routine/radiology"),
    ),
    "no discharge today, allergic": (
        (NOT_DONE, ALLERGIC),
        "non_diagnostic",
        ("reschedule @when_discharge_recurs soon/radiology", MRI_IF_FAILS, SURGEON),
    ),
    "no discharge from a named duct": (
        (NO_DISCHARGE,),
        "non_diagnostic",
        ("reschedule [0] @when_discharge_recurs soon/radiology", MRI_IF_FAILS, SURGEON),
    ),
    "not cannulated because of an infection, allergic": (
        (FAILED, INFECTED, ALLERGIC, earlier("ultrasound"), NOT_PATHOLOGIC | {"ducts[0].discharge": None}),
        "non_diagnostic",
        (
            MRI_IF_FAILS,
            "treat_infection soon/referrer",
            "repeat_ductography @after_treatment soon/radiology",
        ),
    ),
    "a child, ectasia": ((CHILD, ECTASIA), "benign", ("targeted_ultrasound routine/radiology", FOLLOW_UP)),
    "a child, dark discharge": (
        (CHILD, DARK, earlier("ultrasound")),
        "normal",
        (FOLLOW_UP,),
    ),
    "a child, MRI contraindicated": ((CHILD, NO_MRI, earlier("ultrasound")), "normal", (FOLLOW_UP,)),
    "a child, neither MRI nor iodine": (
        (CHILD, NO_MRI, ALLERGIC, earlier("ultrasound")),
        "normal",
        (FOLLOW_UP,),
    ),
    "a child, MRI negative": ((CHILD, earlier("mri", "ultrasound")), "normal", (FOLLOW_UP,)),
    "a child, not pathologic": ((CHILD, NOT_PATHOLOGIC, earlier("ultrasound")), "normal", (FOLLOW_UP,)),
    "a child, milky from both breasts": ((CHILD, MILKY, earlier("ultrasound")), "normal", (FOLLOW_UP,)),
    "a child, BI-RADS 3": ((CHILD, birads("3"), earlier("ultrasound")), "normal", (FOLLOW_UP,)),
    "a child, cavity": (
        (CHILD, CAVITY, NOT_PATHOLOGIC, earlier("ultrasound")),
        "benign",
        (FOLLOW_UP,),
    ),
    "ectasia, dark discharge": (
        (ECTASIA, DARK),
        "benign",
        ("blood_test soon/radiology", MRI, SURGEON),
    ),
    "ectasia after cancer, bloody": ((ECTASIA, TREATED, BLOODY), "benign", (MRI, SURGEON)),
    "ectasia, pathologic, 25 years": ((ECTASIA, YOUNG), "benign", (ULTRASOUND, MRI, SURGEON)),
    "ectasia, pathologic, MRI contraindicated": ((ECTASIA, NO_MRI), "benign", (CEM, SURGEON)),
    "ectasia, pathologic, neither MRI nor iodine": (
        (ECTASIA, NO_MRI, ALLERGIC),
        "benign",
        (ULTRASOUND, SURGEON),
    ),
    "ectasia, pathologic, MRI negative": (
        (ECTASIA, earlier("mri")),
        "benign",
        (SURGEON, "clinical_follow_up @after_negative_mri routine/referrer"),
    ),
    "ectasia, milky from both breasts": ((ECTASIA, MILKY), "benign", ("endocrine_work_up routine/referrer",)),
    "ectasia, not pathologic, BI-RADS 3": (
        (ECTASIA, NOT_PATHOLOGIC, birads("3")),
        "benign",
        ("imaging_follow_up =6-6months routine/radiology",),
    ),
    "ectasia, not pathologic, BI-RADS 0": ((ECTASIA, NOT_PATHOLOGIC, birads("0")), "benign", TO_COMPLETE),
    "normal, not pathologic, MRI contraindicated": ((NOT_PATHOLOGIC, NO_MRI), "normal", (FOLLOW_UP,)),
    "normal, not pathologic, neither MRI nor iodine": (
        (NOT_PATHOLOGIC, NO_MRI, ALLERGIC),
        "normal",
        (FOLLOW_UP,),
    ),
    "normal, not pathologic, MRI negative": ((NOT_PATHOLOGIC, earlier("mri")), "normal", (FOLLOW_UP,)),
    "normal, pathologic, allergic": ((ALLERGIC,), "normal", (MRI, SURGEON)),
    "normal, pathologic, MRI contraindicated, CEM negative": (
        (NO_MRI, earlier("cem")),
        "normal",
        (SURGEON, "clinical_follow_up @after_negative_mri routine/referrer"),
    ),
    "milky from both breasts, blood test positive": (
        (MILKY, {"indication.blood_test": "positive_1"}),
        "normal",
        (MRI, SURGEON),
    ),
    "nothing examined yet": (
        (BLANK, {"indication.colours": ["green"], "indication.spontaneity": "expressed"}),
        None,
        (),
    ),
    "nothing examined yet, milky": (
        (BLANK, {"indication.colours": ["milky"], "indication.discharge_sides": "both"}),
        None,
        (),
    ),
    "nothing examined yet, no discharge": (
        (
            BLANK,
            {
                "outcome": {"reasons": ["no_discharge_today"]},
                "indication.colours": ["green"],
                "indication.spontaneity": "expressed",
            },
        ),
        None,
        (),
    ),
}
