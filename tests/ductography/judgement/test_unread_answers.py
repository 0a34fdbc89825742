"""Every answer that bears on the decision is read by a rule or a table; any other has its reason here."""

import ast
from collections.abc import Iterator
from pathlib import Path

from reporting.ductography.document import LeafSpec, Node, ReportDocument

SOURCE = Path(__file__).parents[3] / "reporting" / "ductography"
READERS = ("decision", "facts", "judgement")

OF_PAPER = "says who, where or when; printed"
OF_TECHNIQUE = "describes how the duct was entered or imaged; no source makes a next step depend on it"
OF_A_SIGN = "describes a sign that is judged by its kind, contour, place and number"
OF_PATHOLOGY = "describes pathology that is judged by diagnosis, excision and margins"
OF_HISTORY = "background of the discharge; what section 7 asks of it is read from other answers"
IN_WORDS = "free text, compared with the answers only where it is impression or recommendation"

# The list may only become shorter.
UNREAD: dict[str, dict[str, str]] = {
    "CaseOrigin": {"teaching": "a general remark, not of this patient"},
    "Identity": {"operator": OF_PAPER, "facility": OF_PAPER},
    "Authorship": {"written_by": OF_PAPER, "preliminary_by": OF_PAPER, "final_by": OF_PAPER},
    "Indication": {
        "since": OF_HISTORY,
        "presented": OF_HISTORY,
        "duration_precision": OF_HISTORY,
        "pain": OF_HISTORY,
        "hormones_and_drugs": OF_HISTORY,
        "drug_names": IN_WORDS,
        "comorbidities": OF_HISTORY,
        "prolactin": "a result for the endocrine work-up, which milky discharge of both breasts asks for",
        "thyroid_function": "a result for the endocrine work-up, which milky discharge of both breasts asks for",
    },
    "Safety": {"time_out": "a step of the procedure; its omission changes no finding"},
    "Comparison": {"breast_composition": "section 7 gives no rule on composition"},
    "RelatedStudy": {
        "first_result": "the later interpretation counts",
        "agreement": "a remark on the result, which is read",
        "comment": IN_WORDS,
    },
    "BreastLocation": {
        name: "a place; compared by clock position, region, direction and distance"
        for name in (
            "direction_degree",
            "depth_from_skin_mm",
            "distance_from_chest_wall_mm",
            "depth_third",
            "approximate",
        )
    },
    "BreastFinding": {
        "size_precision": OF_A_SIGN,
        "echogenicity": OF_A_SIGN,
        "vascularity": OF_A_SIGN,
        "calcification_form": "suspicious calcifications have a kind of their own",
        "content": OF_A_SIGN,
        "comment": IN_WORDS,
    },
    "Procedure": {
        "lesion_size_precision": OF_PATHOLOGY,
        "grade": OF_PATHOLOGY,
        "margin_mm": OF_PATHOLOGY,
        "margin_direction": OF_PATHOLOGY,
        "sentinel_node": OF_PATHOLOGY,
        "comment": IN_WORDS,
    },
    "TriggerZone": {"reproducible": OF_TECHNIQUE},
    "Discharge": {"sample": "when the sample was taken; its result is read"},
    "Cannulation": {
        name: OF_TECHNIQUE
        for name in (
            "attempts",
            "cannula_gauge",
            "cannula_type",
            "cannula_shape",
            "dilators",
            "depth_mm",
            "patient_position",
            "aids",
        )
    },
    "Contrast": {
        "dye": OF_TECHNIQUE,
        "ultrasound_check": OF_TECHNIQUE,
        "vascular_filling": OF_TECHNIQUE,
        "cannula_after": OF_TECHNIQUE,
    },
    "View": {"modifiers": OF_TECHNIQUE, "technique": OF_TECHNIQUE},
    "Filling": {"calibre_precision": OF_A_SIGN, "narrows_away_from_nipple": OF_A_SIGN},
    "DuctFinding": {
        "lumen_position": OF_A_SIGN,
        "size_precision": OF_A_SIGN,
        "distribution": OF_A_SIGN,
        "fills_through_native_duct": OF_A_SIGN,
        "cannula_reached_cavity": OF_A_SIGN,
        "direct_injection_excluded": OF_A_SIGN,
        "confirmed_on_several_views": OF_A_SIGN,
        "seen_before_contrast": OF_A_SIGN,
        "comment": IN_WORDS,
    },
    "Duct": {"comment": IN_WORDS},
    "KeyImage": {"caption": OF_PAPER, "taken": OF_PAPER, "frame_number": OF_PAPER},
    "Complication": {"treatment": IN_WORDS},
    "AddedProcedure": {
        "aid": OF_TECHNIQUE,
        "succeeded": OF_TECHNIQUE,
        "specimen_findings": OF_TECHNIQUE,
        "comment": IN_WORDS,
    },
    "Dose": {
        "average_glandular_dose_mgy": OF_PAPER,
        "accumulated_glandular_dose_mgy": OF_PAPER,
        "exposures": OF_PAPER,
    },
    "LaterCourse": {
        "follow_up_months": "what became known later, of published cases",
        "recurrence": "what became known later, of published cases",
        "comment": IN_WORDS,
    },
    "BreastConclusion": {"comment": IN_WORDS},
    "Proposal": {"table_version": OF_PAPER},
    "Communication": {"content": IN_WORDS},
}
MOST_UNREAD = 82


def leaves(node_class: type[Node]) -> Iterator[tuple[str, str]]:
    for spec in node_class.specs():
        if isinstance(spec, LeafSpec):
            yield node_class.__name__, spec.name
        else:
            yield from leaves(spec.node_class)


def names_read() -> set[str]:
    """Every attribute and every path that the readers name; generic walks over all leaves name none."""
    found: set[str] = set()
    for package in READERS:
        for path in (SOURCE / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                    found.update(node.value.split("."))
    return found


def test_every_answer_is_read_or_has_its_reason() -> None:
    read = names_read()
    unread = {(group, name) for group, name in leaves(ReportDocument) if name not in read}
    explained = {(group, name) for group, names in UNREAD.items() for name in names}
    assert unread - explained == set(), "read these in a rule, or write down why not"
    assert explained - unread == set(), "these are read now: remove them here"
    assert len(explained) <= MOST_UNREAD and all(
        reason for names in UNREAD.values() for reason in names.values()
    )
