"""Published associations: the numbers are typed from the abstracts as restated."""

import csv

import pytest

from reporting.ductography.decision.evidence import (
    CAUTION,
    TABLE,
    EvidenceError,
    associations,
    evidence,
    read,
)
from reporting.ductography.decision.published_signs import Sign
from tests.ductography.clinical_reports import FAILED, LESION, Changes, report

DUCT: Changes = {"ducts[0].filling": {"completeness": "complete"}}


def shown(*findings: dict[str, object], **filling: object) -> dict[str, str]:
    """Statements on a duct with these findings, by the sign and the study that they are of."""
    changes: Changes = {"ducts[0].findings": list(findings), "ducts[0].filling": filling}
    return {f"{item.sign}, {item.study}": item.statement for item in evidence(report(changes))}


@pytest.mark.parametrize("kind", ["filling_defect", "cut_off"])
def test_filling_defect_or_cut_off(kind: str) -> None:
    """90 galactograms: cancer in 6 (6.7 %), papilloma or proliferation in 58 (64.4 %); 13 of 13 in another series."""
    document = report({"ducts[0].findings": [{"kind": kind}]})
    found = {item.statement: (item.n, item.source) for item in evidence(document)}
    assert found["6 of 90 with this finding had cancer (6.7 %)."] == (90, "DINKEL01")
    said = "58 of 90 with this finding had papilloma or papillomatous proliferation (64.4 %)."
    assert found[said] == (90, "DINKEL01")
    assert found["13 of 13 with this finding had carcinoma or papilloma (100 %)."] == (13, "VANZEE98")


@pytest.mark.parametrize(
    ("finding", "key", "statement"),
    [
        # blinded reading of 143 galactograms
        (
            {"kind": "ectasia"},
            "duct ectasia without a more suspicious finding, Dinkel 2001",
            "1 of 32 with this finding had cancer (3.1 %).",
        ),
        (
            {"kind": "reduced_branching"},
            "reduced branching without a more suspicious finding, Dinkel 2001",
            "0 of 12 with this finding had cancer (0 %).",
        ),
        (
            {"kind": "distortion"},
            "duct distortion, Dinkel 2001",
            "2 of 4 with this finding had cancer (50 %).",
        ),
        # 31 benign and 11 malignant lesions
        ({"kind": "cut_off"}, "duct obstruction, Kim 2009", "Seen in 48.3 % of 31 benign lesions."),
        (
            {"kind": "stenosis"},
            "duct narrowing (stenosis), Kim 2009",
            "Seen in 63.6 % of 11 malignant lesions.",
        ),
        (
            {"kind": "ectasia"},
            "duct ectasia or dilatation, Kim 2009",
            "Seen in 72.7 % of 11 malignant lesions; no significant difference from benign lesions.",
        ),
        (
            {"kind": "filling_defect", "contour": "lobulated"},
            "lobulated filling defect, Kim 2009",
            "Seen more often in benign lesions than in malignant lesions (n = 42).",
        ),
        *(
            (
                finding,
                f"{sign}, Kim 2009",
                "Seen more often in malignant lesions than in benign lesions (n = 42).",
            )
            for finding, sign in (
                ({"kind": "filling_defect", "multiplicity": "multiple"}, "multiple filling defects"),
                ({"kind": "filling_defect", "contour": "irregular"}, "irregular filling defect"),
                ({"kind": "wall_irregularity"}, "wall irregularity"),
                ({"kind": "distortion"}, "duct distortion"),
                ({"kind": "adjacent_mass"}, "adjacent mass or calcification"),
                ({"kind": "adjacent_calcification"}, "adjacent mass or calcification"),
                ({"kind": "ectasia", "adjacent_mass": "present"}, "adjacent mass or calcification"),
                (
                    {"kind": "ectasia", "adjacent_calcification": "present"},
                    "adjacent mass or calcification",
                ),
            )
        ),
        # nine cancers
        *(
            (finding, f"{sign}, Cho 2005", "Described in a series of 9 cancers.")
            for finding, sign in (
                ({"kind": "cut_off", "lumen_effect": "complete"}, "complete duct obstruction"),
                *(
                    (
                        {
                            "kind": "filling_defect",
                            "count": 3,
                            "contour": "irregular",
                            "branch_order": "peripheral",
                            "host_duct_calibre": calibre,
                        },
                        "multiple irregular filling defects in non-dilated peripheral ducts",
                    )
                    for calibre in ("normal", "narrowed")
                ),
                ({"kind": "wall_irregularity"}, "wall irregularity"),
                ({"kind": "extravasation"}, "periductal extravasation at a lesion"),
                ({"kind": "displacement"}, "duct displacement"),
                ({"kind": "adjacent_mass"}, "adjacent mass or calcification"),
            )
        ),
        # 23 cancers and 36 papillomas
        (
            {"kind": "wall_destruction"},
            "wall destruction, Ouyang 2014",
            "Seen more often in cancers than in papillomas (n = 59).",
        ),
        (
            {"kind": "pooling"},
            "pooling of contrast, Ouyang 2014",
            "Seen more often in cancers than in papillomas (n = 59).",
        ),
        (
            {"kind": "filling_defect", "contour": "smooth", "branch_order": "main_duct"},
            "smooth filling defect in a major duct, Ouyang 2014",
            "Seen more often in papillomas than in cancers (n = 59).",
        ),
        # 12 of 13 adequate galactograms of solitary papillomas
        ({"kind": "filling_defect"}, "filling defect, Woods 1992", "Seen in 92 % of 13 solitary papillomas."),
    ],
)
def test_published_number(finding: dict[str, object], key: str, statement: str) -> None:
    assert shown(finding, completeness="complete")[key] == statement


def test_a_single_defect_is_told_of_both_groups() -> None:
    """Single filling defect: 51.6 % of benign lesions, not seen in malignant ones."""
    document = report({"ducts[0].findings": [{"kind": "filling_defect", "multiplicity": "single"}]})
    said = [item.statement for item in evidence(document) if item.sign == "single filling defect"]
    assert said == ["Seen in 51.6 % of 31 benign lesions.", "Seen in 0 % of 11 malignant lesions."]


def test_peripheral_papillomas_known_from_pathology() -> None:
    changes: Changes = {"indication.surgery": [{"kind": "excision", "diagnoses": ["peripheral_papillomas"]}]}
    statements = {item.statement for item in evidence(report(changes, LESION))}
    assert "6 of 14 with this finding had atypia (43 %)." in statements


def test_a_normal_ductogram_says_of_what_each_predictive_value_is() -> None:
    """61 % aetiology, 63 % cancer or high-risk, 80 % any, 100 % cancer; 4 of 20 normal ones hid a papilloma."""
    found = evidence(report())
    assert [(item.statement, item.source) for item in found] == [
        ("4 of 20 with this finding had papilloma (20 %).", "DAWES98"),
        ("Negative predictive value for the cause of the discharge: 61 % (n = 94).", "TRIPLE19"),
        ("Negative predictive value for cancer or a high-risk lesion: 63 % (n = 139).", "MORR07"),
        ("Negative predictive value for cancer, papilloma or atypia: 80 % (n = 48).", "SHEN23"),
        ("Negative predictive value for cancer: 100 % (n = 48).", "SHEN23"),
    ]


@pytest.mark.parametrize(
    ("findings", "filling", "unsaid"),
    [
        # a pattern of Dinkel 2001 is the whole galactogram, not a sign beside a graver one
        (
            [{"kind": "ectasia"}, {"kind": "filling_defect"}],
            {},
            "duct ectasia without a more suspicious finding",
        ),
        (
            [{"kind": "cut_off"}],
            {"branching": "reduced"},
            "reduced branching without a more suspicious finding",
        ),
        # a denied sign, a possible artefact, one that refilling made vanish
        ([{"kind": "filling_defect", "presence": "absent"}], {}, "filling defect"),
        ([{"kind": "filling_defect", "possible_artefacts": ["air"]}], {}, "filling defect"),
        ([{"kind": "filling_defect", "gone_after_refill": "yes"}], {}, "filling defect"),
        # number, contour and place as published
        ([{"kind": "filling_defect"}], {}, "single filling defect"),
        ([{"kind": "filling_defect", "multiplicity": "single"}], {}, "multiple filling defects"),
        ([{"kind": "filling_defect", "multiplicity": "multiple"}], {}, "single filling defect"),
        ([{"kind": "cut_off", "contour": "irregular"}], {}, "irregular filling defect"),
        ([{"kind": "cut_off", "contour": "lobulated"}], {}, "lobulated filling defect"),
        ([{"kind": "cut_off", "lumen_effect": "partial"}], {}, "complete duct obstruction"),
        ([{"kind": "stenosis", "lumen_effect": "complete"}], {}, "complete duct obstruction"),
        (
            [{"kind": "filling_defect", "contour": "smooth", "branch_order": "peripheral"}],
            {},
            "smooth filling defect in a major duct",
        ),
        (
            [
                {
                    "kind": "filling_defect",
                    "count": 3,
                    "contour": "irregular",
                    "branch_order": "peripheral",
                    "host_duct_calibre": "dilated",
                }
            ],
            {},
            "multiple irregular filling defects in non-dilated peripheral ducts",
        ),
        (
            [{"kind": "filling_defect", "adjacent_mass": "absent"}],
            {},
            "adjacent mass or calcification",
        ),
        ([{"kind": "normal_duct"}], {"calibre_mm": 2.0}, "duct ectasia or dilatation"),
    ],
)
def test_what_was_not_seen_has_no_evidence(
    findings: list[dict[str, object]], filling: dict[str, object], unsaid: str
) -> None:
    changes: Changes = {"ducts[0].findings": findings, "ducts[0].filling": filling}
    assert unsaid not in {item.sign for item in evidence(report(changes))}


def test_calibre_and_branching_of_the_filling_count_too() -> None:
    changes: Changes = {
        "ducts[0].findings": [{"kind": "filling_defect", "presence": "absent"}],
        "ducts[0].filling": {"calibre_mm": 2.1, "branching": "reduced"},
    }
    paths = {item.sign: item.path for item in evidence(report(changes))}
    assert paths == {
        "duct ectasia or dilatation": "ducts[0].filling",
        "duct ectasia without a more suspicious finding": "ducts[0]",
        "reduced branching without a more suspicious finding": "ducts[0]",
    }


def test_evidence_points_to_the_first_place_that_shows_the_sign() -> None:
    second = {"side": "left", "findings": [{"kind": "stenosis"}, {"kind": "filling_defect"}]}
    document = report({"ducts[1]": second, "ducts[2]": second})
    paths = {item.sign: item.path for item in evidence(document)}
    assert paths["duct narrowing (stenosis)"] == "ducts[1].findings[0]"
    assert paths["filling defect"] == "ducts[1].findings[1]"


def test_a_duct_that_was_not_filled_shows_nothing() -> None:
    assert evidence(report(FAILED, {"ducts[0].findings": [{"kind": "cut_off"}]})) == ()


def test_a_statement_is_printed_with_its_sign_and_study() -> None:
    (first, *_others) = evidence(report())
    assert str(first) == "Normal ductogram: 4 of 20 with this finding had papilloma (20 %). Dawes 1998"


def test_no_statement_predicts_or_assigns() -> None:
    for row in associations():
        said = row.statement().lower()
        assert not any(word in said for word in ("gics", "bi-rads", "patient", "probab", "likel", "risk of"))
        assert str(row.n) in said and row.source and row.study
    assert "do not predict" in str(CAUTION)


def test_every_sign_of_the_list_has_evidence() -> None:
    assert {row.sign for row in associations()} == set(Sign)


ROW = {
    "id": "x",
    "sign": "cut_off",
    "kind": "share",
    "group": "cancer",
    "than": "",
    "count": "6",
    "n": "90",
    "percent": "6.7",
    "study": "Dinkel 2001",
    "source": "DINKEL01",
}


NEEDED = "identifier, study and source are needed"
COUNT = "the count must lie between 0 and n"
PERCENT = "the percentage must lie between 0 and 100"
UNKNOWN = "unknown kind or group"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"sign": "nonsense"}, "'nonsense' is not a valid Sign"),
        ({"kind": "nonsense"}, UNKNOWN),
        ({"group": "nonsense"}, UNKNOWN),
        ({"than": "nonsense"}, UNKNOWN),
        ({"n": ""}, "invalid literal for int() with base 10: ''"),
        ({"n": "0", "count": ""}, COUNT),
        ({"n": "5"}, COUNT),
        ({"count": "-1"}, COUNT),
        ({"percent": "100.1", "count": ""}, PERCENT),
        ({"percent": "-0.1", "count": ""}, PERCENT),
        ({"n": "200", "count": "10", "percent": "5.6"}, "count and percentage disagree"),
        ({"n": "200", "count": "10", "percent": "4.4"}, "count and percentage disagree"),
        ({"percent": ""}, "percent missing"),
        ({"count": ""}, "count missing"),
        ({"count": "", "percent": ""}, "count, percent missing"),
        ({"kind": "frequency", "percent": ""}, "percent missing"),
        ({"kind": "npv", "percent": ""}, "percent missing"),
        ({"kind": "direction"}, "than missing"),
        ({"kind": "no_difference", "percent": ""}, "percent, than missing"),
        ({"kind": "no_difference", "than": "papilloma", "percent": ""}, "percent missing"),
        ({"study": ""}, NEEDED),
        ({"source": ""}, NEEDED),
    ],
)
def test_a_broken_row_is_named(change: dict[str, str], fault: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read([{**ROW, **change}])
    assert str(caught.value) == f"x: {fault}"


def test_a_row_without_identifier_is_refused() -> None:
    with pytest.raises(EvidenceError, match=f"^: {NEEDED}$"):
        read([{**ROW, "id": ""}])


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"n": "1", "count": "1", "percent": "100"},
        {"n": "1", "count": "0", "percent": "0"},
        {"n": "200", "count": "10", "percent": "5.5"},
        {"n": "200", "count": "10", "percent": "4.5"},
        {"kind": "described", "count": "", "percent": ""},
        {"kind": "direction", "than": "papilloma", "count": "", "percent": ""},
    ],
)
def test_limits_belong_to_what_is_allowed(change: dict[str, str]) -> None:
    (row,) = read([{**ROW, **change}])
    assert row.id == "x" and row.statement()


def test_a_column_too_few_and_an_identifier_twice_are_named() -> None:
    with pytest.raises(EvidenceError, match="source"):
        read([{name: value for name, value in ROW.items() if name != "source"}])
    with pytest.raises(EvidenceError, match="x: this identifier is used twice"):
        read([ROW, ROW])


def test_the_table_is_plain_text_with_one_header() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(associations())
