"""What kind of fault a rule speaks of: the word by which other programs sort what stops a signature.

The identifier of a rule begins with its kind, with hyphens for underscores; a rule whose identifier is older than
the kinds, or begins otherwise, stands in the table.
"""

from __future__ import annotations

from .review import WITHOUT_EFFECT

OTHER = "other"
KINDS = (
    "words_side",
    "words_normal",
    "words_finding",
    "words_clock",
    "words_distance",
    "words_size",
    "words_category",
    "interval_order",
    "too_late",
    "birads3_interval",
    "patient_alone",
    "time_missing",
    "urgency_missing",
    "responsible_missing",
    "due_passed",
    "category_evidence",
    "assessment_missing",
    "plan_below_rank",
    "forbidden_action",
    "not_indicated_bloody",
    "seen_today",
    "not_assessable_only",
    "required_missing",
    "lesion_size",
    "lesion_place",
    "side_missing",
    "side_conflict",
    "clock_conflict",
    "place_conflict",
    "size_conflict",
    "count_conflict",
    "detail_conflict",
    "reason_conflict",
    "blood_test",
    "no_mammogram",
    OTHER,
)

# By kind, the rules whose identifier does not begin with it.
OLDER: dict[str, tuple[str, ...]] = {
    "words_side": ("side-in-words",),
    "responsible_missing": ("time-and-nobody", "other-person"),
    "category_evidence": ("negative-with-findings", "benign-with-lesion"),
    "assessment_missing": ("assessment", "breast-without-category"),
    "plan_below_rank": (
        "departure-without-reason",
        "suspicious-without-tissue",
        "nothing-although-suspicious",
        "probably-benign-without-follow-up",
        "incomplete-without-imaging",
    ),
    "required_missing": (
        "identity-patient-name",
        "identity-mrn",
        "identity-accession-number",
        "identity-examination-date",
        "identity-referrer",
        "identity-birth-date",
        "outcome-status",
        "outcome-reasons",
        "outcome-limitations",
        "contraindication-not-named",
        "cannulation-failure-reason",
        "ducts",
        "contrast-volume",
        "contrast-agent",
        "views",
        "findings",
        "finding-kind",
        "recommendation",
        "recommendation-other",
        "recommendation-unit",
        "complications",
        "complication-kind",
        "complication-not-told",
        "reaction-type",
        "allergy-asked",
        "pregnancy-asked",
        "went-on-without-reason",
    ),
    "lesion_place": ("lesion-without-place",),
    "side_missing": (
        "duct-side",
        "assessment-side",
        "image-side",
        "side-of-what-was-not-done",
        "discharge-side",
    ),
    "side_conflict": (
        "side-not-ordered",
        "side-without-discharge",
        "order-against-history",
        "category-for-other-side",
        "two-categories-for-a-breast",
        "procedure-on-other-side",
        "image-of-other-side",
        "arrow-on-other-side",
    ),
    "clock_conflict": (
        "clock-outside-quadrant-duct",
        "clock-outside-quadrant-breast",
        "clock-against-direction-duct",
        "clock-against-direction-breast",
    ),
    "count_conflict": ("number-against-count", "two-ducts-where-one-discharges"),
    "detail_conflict": (
        "complication-denied",
        "extravasation-denied",
        "reflux-denied",
        "blood-denied",
        "pregnancy-told-twice",
        "present-and-absent",
    ),
    "reason_conflict": ("dry-but-seen",),
    "no_mammogram": ("no-image-before-contrast",),
    OTHER: (
        "words-biopsy",
        "answers-assumed",
        "impression",
        "communication-told",
        "communication-read-back",
        "urgent-and-nobody-told",
        "image-attached",
        "arrow-placed",
        "arrow-without-finding",
        "discharge-spontaneity",
        "discharge-colour",
        "discharge-today",
        "comparison",
        "inflammation-asked",
        "ultrasound-first",
        "orifice-without-place",
        "contrast-concentration",
        "extravasation-asked",
        "extravasation-cause",
        "one-projection-only",
        "filling-completeness",
        "defect-described",
        "cavity-kind",
        "upstream",
        "examined-after-signing",
        "examined-before-birth",
        "age-against-birth-date",
        "told-before-the-examination",
        "man-with-pregnancy",
        "normal-with-findings",
        "normal-but-not-of-normal-calibre",
        "finding-without-filling",
        "no-filled-view",
        "possible-artefact",
        "extravasation-with-complete-filling",
        "complete-but-not-beyond",
        "obstructed-but-filled-beyond",
        "distance-implausible",
        "distance-unusual",
        "physiologic-discharge",
        "volume-of-a-decimal-slip",
        "volume-large",
        "filled-with-nothing",
        "allergy-without-premedication",
        "pregnant",
        "purulent-and-filled",
        "male-patient",
        "negative-test-and-blood",
        "categories-far-apart",
        "benign-with-biopsy",
        "proposal-outdated",
        "impression-outdated",
        "recommendation-outdated",
        "succeeded-and-nothing-filled",
        "not-attempted-and-filled",
        "failed-and-filled",
        WITHOUT_EFFECT,
    ),
}
_OLDER = {rule_id: kind for kind, rule_ids in OLDER.items() for rule_id in rule_ids}


def stop_kind(rule_id: str) -> str:
    """The kind of the rule.

    Raises:
        KeyError: neither the identifier nor the table tells.
    """
    if rule_id in _OLDER:
        return _OLDER[rule_id]
    for kind in KINDS:
        prefix = kind.replace("_", "-")
        if rule_id == prefix or rule_id.startswith(f"{prefix}-"):
            return kind
    raise KeyError(rule_id)
