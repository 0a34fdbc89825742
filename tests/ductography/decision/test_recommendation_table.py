"""The decision table against the same rules written as a sequence of questions, over every combination of answers.

What each rule says is typed from the published rules; every single change of the table must
be noticed, and tables that are broken on purpose must be refused by name.
"""

import csv
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.decision.recommendations import (
    COLUMNS,
    TABLE,
    AdviceRule,
    TableError,
    prove,
    read,
    rules,
)

Answers = Mapping[str, str]


class Output(NamedTuple):
    """What a rule says: actions, time, urgency, who acts; its sentence, basis, sources and their kind."""

    actions: str
    time: str
    urgency: str
    who: str
    sentence: str
    basis: str
    citation: str
    evidence: str


TISSUE = (
    "core_biopsy|vacuum_biopsy|localised_excision|microdochectomy|total_duct_excision|surgical_consultation"
)
INFECTION = Output(
    "treat_infection reschedule|clinical_follow_up",
    "",
    "soon",
    "referrer",
    "treat_infection",
    "R13",
    "FR-MAM; RU-MJ; DE-RCP",
    "practice pages",
)
LEAK = Output(
    "repeat_ductography", "7-14 days", "soon", "radiology", "extravasation", "R2", "SLAW01; DE-MED", "review"
)
REFLUX = Output(
    "targeted_ultrasound repeat_ductography", "", "soon", "radiology", "reflux_only", "R5", "SLAW01", "review"
)
AGAIN = "repeat_ductography|contrast_mri|targeted_ultrasound|ductoscopy|surgical_consultation"
OUTPUTS = {
    "known-malignancy": Output(
        "multidisciplinary|surgical_consultation|localised_excision",
        "",
        "soon",
        "breast_clinic",
        "known_malignancy",
        "categories",
        "BIRADS",
        "classification",
    ),
    "highly-suspicious": Output(
        TISSUE,
        "",
        "urgent",
        "breast_clinic",
        "highly_suspicious",
        "categories",
        "BIRADS; RPEDIA",
        "classification",
    ),
    "suspicious": Output(
        TISSUE,
        "",
        "soon",
        "breast_clinic",
        "suspicious",
        "categories",
        "BIRADS; RPEDIA; ES-GOD",
        "classification",
    ),
    "suspicious-signs": Output(
        f"targeted_ultrasound|{TISSUE}",
        "",
        "soon",
        "breast_clinic",
        "suspicious_signs",
        "R8",
        "RPEDIA; ES-GOD; KIM09; CHO05",
        "series",
    ),
    "infection": INFECTION,
    "infection-seen": INFECTION,
    "galactorrhoea": Output(
        "endocrine_work_up", "", "routine", "referrer", "galactorrhoea", "R12", "AAFP22; MSD", "review"
    ),
    "implant": Output(
        "implant_assessment", "", "soon", "radiology", "implant_rupture", "implant", "ARBS", "case report"
    ),
    "not-indicated": Output(
        "clinical_follow_up",
        "",
        "routine",
        "referrer",
        "not_indicated",
        "indication",
        "SEED; NCCN-A",
        "review",
    ),
    "no-discharge": Output(
        "reschedule",
        "",
        "routine",
        "referrer patient",
        "no_discharge",
        "R1",
        "SEED; DE-GUHL",
        "practice pages",
    ),
    "not-possible": Output(
        "targeted_ultrasound|contrast_mri|surgical_consultation",
        "",
        "soon",
        "referrer",
        "not_possible",
        "R3",
        "TRIPLE19; ALIK23",
        "series",
    ),
    "extravasation-failed": LEAK,
    "extravasation": LEAK,
    "reflux-only-failed": REFLUX,
    "reflux-only": REFLUX,
    "failed": Output(
        AGAIN, "", "soon", "referrer radiology", "failed", "R3", "REV20; TRIPLE19; ALIK23", "series"
    ),
    "incomplete-filling": Output(
        AGAIN, "", "soon", "radiology", "incomplete_filling", "R3", "REV20; TRIPLE19; ALIK23", "series"
    ),
    "artefact": Output(
        "repeat_ductography", "", "soon", "radiology", "artefact", "R4", "FISCHER; SLAW01; FR-MAM", "review"
    ),
    "incomplete-assessment": Output(
        "targeted_ultrasound|additional_mammography|spot_magnification|contrast_mri|compare_with_priors",
        "",
        "soon",
        "radiology",
        "incomplete_assessment",
        "categories",
        "BIRADS",
        "classification",
    ),
    "lesion": Output(
        f"targeted_ultrasound|{TISSUE}",
        "",
        "soon",
        "breast_clinic",
        "lesion",
        "R8",
        "RPEDIA; ES-GOD; ALIK23",
        "series",
    ),
    "probably-benign": Output(
        "imaging_follow_up",
        "6-6 months",
        "routine",
        "radiology referrer",
        "follow_up_six_months",
        "R16",
        "BIRADS",
        "classification",
    ),
    "unclear-sign": Output(
        "targeted_ultrasound|additional_mammography|spot_magnification",
        "",
        "soon",
        "radiology",
        "unclear_sign",
        "first imaging",
        "ACR22; JBI20",
        "guideline",
    ),
    "cavity": Output(
        "compare_with_priors clinical_follow_up|imaging_follow_up",
        "",
        "routine",
        "referrer radiology",
        "cavity",
        "R15",
        "JRCR13",
        "case report",
    ),
    "benign": Output(
        "clinical_follow_up|imaging_follow_up",
        "",
        "routine",
        "referrer",
        "benign",
        "R7",
        "SLAW01; ES-GOD",
        "review",
    ),
    "normal": Output(
        "clinical_follow_up|contrast_mri|surgical_consultation",
        "",
        "routine",
        "referrer",
        "normal",
        "R6",
        "MORR07; DAWES98; NCCN-A",
        "series",
    ),
    "undescribed": Output(
        "clinical_follow_up",
        "",
        "routine",
        "referrer",
        "undescribed",
        "categories",
        "BIRADS; DICOM",
        "classification",
    ),
    **{
        rule: Output("", "", "", "", sentence, basis, citation, evidence)
        for rule, sentence, basis, citation, evidence in (
            ("note-normal", "negative_does_not_exclude", "R6", "MORR07; TRIPLE19; SHEN23; DAWES98", "series"),
            ("note-limited", "limited_study", "R2", "SLAW01; DINKEL01", "series"),
            ("note-infection", "infection_as_well", "R13", "FR-MAM; RU-MJ; DE-RCP", "practice pages"),
            (
                "note-infection-and-signs",
                "infection_as_well",
                "R13",
                "FR-MAM; RU-MJ; DE-RCP",
                "practice pages",
            ),
            ("note-not-shown", "not_shown", "R3", "REV20", "review"),
            ("note-localisation", "localisation", "R9", "WOODW10; VANZEE98", "series"),
            ("note-one-duct", "one_duct", "R10", "ISSO06; FR-BL", "review"),
            ("note-several-ducts", "several_ducts", "R10", "ISSO06; FR-BL", "review"),
            ("note-multiple", "multiple_lesions", "R11", "ISSO06; CARD91", "series"),
            ("note-male", "male_patient", "R14", "ACR22; JBI20", "guideline"),
            ("note-upstream", "upstream_not_seen", "lexicon", "CHO05; FR-MAM", "series"),
            ("note-symptom", "symptom_not_closed", "categories", "DICOM", "classification"),
            ("note-no-blood", "colour_does_not_exclude", "colour", "DILLON06; ZHANG17", "series"),
            ("note-physiologic", "physiologic_discharge", "R12", "AAFP22; MSD; ACR22", "guideline"),
            ("note-implant", "implant_as_well", "implant", "ARBS", "case report"),
            ("note-gics", "gics_no_management", "R16", "GICS10", "series"),
        )
    },
}


def output(rule: AdviceRule) -> Output:
    first = f"{rule.not_before}-" if rule.not_before is not None else ""
    return Output(
        " ".join("|".join(action.value for action in choice) for choice in rule.choices),
        f"{first}{rule.within} {rule.unit.value}" if rule.unit else "",
        rule.urgency.value if rule.urgency else "",
        " ".join(person.value for person in rule.responsible),
        rule.sentence,
        rule.basis,
        rule.citation,
        rule.evidence,
    )


def reference_main(of: Answers) -> str:
    """The main rule as a sequence of questions: what is suspicious first, then what stands in the way."""
    if decided := {"6": "known-malignancy", "5": "highly-suspicious", "4": "suspicious"}.get(of["category"]):
        return decided
    performed = of["outcome"] == "performed"
    if performed and of["sign"] == "suspicious":
        return "suspicious-signs"
    if of["obstacle"] == "infection":
        return "infection-seen" if performed else "infection"
    if not performed:
        return _reference_not_performed(of)
    unreadable = {
        "extravasation": "extravasation",
        "reflux": "reflux-only",
        "incomplete": "incomplete-filling",
        "artefact": "artefact",
    }
    if of["obstacle"] in unreadable:
        return unreadable[of["obstacle"]]
    if of["category"] == "0":
        return "incomplete-assessment"
    if of["sign"] == "lesion":
        return "lesion"
    if of["category"] == "3":
        return "probably-benign"
    return {"unclear": "unclear-sign", "none": "undescribed"}.get(of["sign"], of["sign"])


def _reference_not_performed(of: Answers) -> str:
    if of["implant"] == "ruptured":
        return "implant"
    if of["physiologic"] == "yes":
        return "galactorrhoea"
    if of["obstacle"] == "no_discharge":
        return "no-discharge"
    if of["outcome"] == "not_attempted":
        return "not-indicated" if of["obstacle"] == "not_indicated" else "not-possible"
    return {"extravasation": "extravasation-failed", "reflux": "reflux-only-failed"}.get(
        of["obstacle"], "failed"
    )


def reference_notes(of: Answers) -> set[str]:
    """The notes by the same reference."""
    performed = of["outcome"] == "performed"
    lesion = of["sign"] in ("lesion", "suspicious")
    graded = of["category"] in ("4", "5", "6")
    infected = of["obstacle"] == "infection"
    found = {
        "note-normal": performed and of["sign"] == "normal",
        "note-limited": performed and of["obstacle"] in ("extravasation", "reflux", "incomplete", "artefact"),
        "note-infection": infected and graded,
        "note-infection-and-signs": infected and performed and not graded and of["sign"] == "suspicious",
        "note-not-shown": not performed and graded,
        "note-localisation": performed and lesion and of["elsewhere"] != "visible",
        "note-one-duct": performed and lesion and of["ducts"] == "one",
        "note-several-ducts": performed and lesion and of["ducts"] in ("several", "unknown"),
        "note-multiple": performed and of["number"] == "multiple",
        "note-male": of["sex"] == "male",
        "note-upstream": performed and of["upstream"] == "hidden",
        "note-symptom": performed and not lesion and of["category"] == "1-2",
        "note-no-blood": performed and not lesion and of["blood"] == "not_seen",
        "note-physiologic": performed and of["physiologic"] == "yes",
        "note-implant": performed and of["implant"] == "ruptured",
        "note-gics": of["gics_only"] == "yes",
    }
    return {note for note, holds in found.items() if holds}


DECIDING = ("outcome", "obstacle", "sign", "category", "physiologic", "implant")
ANSWERS = {question.name: question.answers for question in INPUTS}


def _deciding_combinations() -> dict[str, set[tuple[str, ...]]]:
    """For every main rule the combinations of answers at which the reference calls for it."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for words in itertools.product(*(ANSWERS[name] for name in DECIDING)):
        found.setdefault(reference_main(dict(zip(DECIDING, words, strict=True))), set()).add(words)
    return found


EXPECTED = _deciding_combinations()


def faults(rule: AdviceRule) -> Iterator[str]:
    """Where a rule differs from the reference: in the answers at which it fires, or in what it says."""
    if output(rule) != OUTPUTS.get(rule.id):
        yield f"{rule.id} says {output(rule)}"
    if rule.is_main:
        if set(
            itertools.product(*(rule.cells.get(name, ANSWERS[name]) for name in DECIDING))
        ) != EXPECTED.get(rule.id):
            yield f"{rule.id} fires elsewhere"
        yield from (
            f"{rule.id} asks {name}"
            for name, answers in ANSWERS.items()
            if name not in DECIDING and rule.cells.get(name, set(answers)) != set(answers)
        )
        return
    # The cells of a note are independent: each answer is tried where all others fit.
    fitting = {name: min(rule.cells.get(name, answers)) for name, answers in ANSWERS.items()}
    for name, answers in ANSWERS.items():
        for answer in answers:
            tried = {**fitting, name: answer}
            if (not rule.misses(tried)) is not (rule.id in reference_notes(tried)):
                yield f"{rule.id}: {tried}"


def test_the_table_is_the_reference() -> None:
    assert [fault for rule in rules() for fault in faults(rule)] == []
    assert {rule.id for rule in rules()} == set(OUTPUTS)
    assert set(EXPECTED) == {rule.id for rule in rules() if rule.is_main}


def test_the_table_is_complete_unambiguous_and_reachable() -> None:
    assert prove(rules()) == []


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mutations(row: dict[str, str]) -> Iterator[dict[str, str]]:
    """The row with one thing changed: an answer more or less in a cell, an action less, or another word."""
    for question in INPUTS:
        cell = row[question.name]
        words = set(cell.removeprefix("!").split("|"))
        every = set(question.answers)
        fitting = every if cell == "-" else every - words if cell.startswith("!") else words
        for answer in question.answers:
            yield {**row, question.name: "|".join(fitting ^ {answer}) or f"!{'|'.join(every)}"}
    for choice in row["actions"].split():
        for action in choice.split("|"):
            fewer = "|".join(other for other in choice.split("|") if other != action)
            yield {**row, "actions": row["actions"].replace(choice, fewer)}
    for column, others in OTHER_WORDS.items():
        yield from ({**row, column: word} for word in others if word != row[column])


OTHER_WORDS = {
    "rule": ("", "another"),
    "hit": ("main", "note"),
    "actions": ("", "routine_screening"),
    "not_before": ("", "3"),
    "within": ("", "90"),
    "unit": ("", "weeks"),
    "urgency": ("", "routine", "soon", "urgent"),
    "responsible": ("", "patient"),
    "sentence": ("", "another"),
    "basis": ("", "R99"),
    "citation": ("", "OTHER"),
    "evidence": ("", "guideline", "series"),
    "status": ("", "draft", "retired"),
}


def test_every_single_change_of_the_table_is_noticed() -> None:
    changes = [changed for row in rows() for changed in mutations(row)]
    assert len(changes) > 2000
    assert [changed for changed in changes if not is_noticed(changed)] == []


def is_noticed(row: dict[str, str]) -> bool:
    try:
        (rule,) = read([row])
    except (TableError, ValueError):  # not readable, or retired and thus missing from the table
        return True
    return any(faults(rule))


# Tables that are broken on purpose: the proof must say so.
def test_the_proof_finds_a_gap() -> None:
    table = tuple(rule for rule in rules() if rule.id != "no-discharge")
    assert any(fault.endswith("no rule") for fault in prove(table))


def test_the_proof_finds_an_ambiguity() -> None:
    wide = [{**row, "obstacle": "-"} if row["rule"] == "no-discharge" else row for row in rows()]
    assert any(fault.endswith("no-discharge, not-possible") for fault in prove(read(wide)))


def test_a_table_without_rules_is_incomplete() -> None:
    assert prove(()) == ["{}: no rule"]


NEEDED = ("rule", "sentence", "basis", "citation")
DONE = ("actions", "urgency", "responsible")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"outcome": "nonsense"}, "unknown answer nonsense; allowed: performed, failed, not_attempted"),
        ({"outcome": "!b|a"}, "unknown answer a, b; allowed: performed, failed, not_attempted"),
        ({"outcome": ""}, "unknown answer ; allowed: performed, failed, not_attempted"),
        ({"sex": "!male|other"}, "no answer fits !male|other"),
        ({"actions": "nonsense"}, "'nonsense' is not a valid RecommendedAction"),
        ({"urgency": "nonsense"}, "'nonsense' is not a valid Urgency"),
        ({"responsible": "nonsense"}, "'nonsense' is not a valid Responsible"),
        ({"unit": "years"}, "'years' is not a valid IntervalUnit"),
        ({"hit": "first"}, "'first'"),
        ({"within": "soon"}, "invalid literal for int() with base 10: 'soon'"),
        ({"not_before": "soon"}, "invalid literal for int() with base 10: 'soon'"),
        (
            {"evidence": "hearsay"},
            "unknown evidence hearsay; "
            "allowed: classification, guideline, series, review, practice pages, case report",
        ),
        ({"status": "draft"}, "unknown status draft; allowed: active, retired"),
        *(({name: ""}, "identifier, sentence, basis and citation are needed") for name in NEEDED),
        *(({name: ""}, "a main rule says what to do, how soon and who acts") for name in DONE),
        ({"within": "6"}, "a time needs a number and a unit"),
        ({"unit": "days"}, "a time needs a number and a unit"),
        (
            {"not_before": "7", "within": "6", "unit": "days"},
            "the earliest time must not be later than the latest",
        ),
        ({"not_before": "7"}, "the earliest time must not be later than the latest"),
    ],
)
def test_a_broken_row_is_named(changes: dict[str, str], fault: str) -> None:
    with pytest.raises(TableError) as caught:
        read([{**rows()[0], **changes}])
    assert str(caught.value) == f"{changes.get('rule', 'known-malignancy')}: {fault}"


@pytest.mark.parametrize(
    "changes",
    [
        {"actions": "reschedule"},
        {"responsible": "patient"},
        {"urgency": "soon"},
        {"within": "6", "unit": "days"},
    ],
)
def test_a_note_says_nothing_of_what_to_do(changes: dict[str, str]) -> None:
    note = next(row for row in rows() if row["hit"] == "note")
    with pytest.raises(TableError, match=f"^{note['rule']}: a note says nothing of what to do$"):
        read([{**note, **changes}])


def test_an_earliest_time_may_be_the_latest() -> None:
    (rule,) = read([{**rows()[0], "not_before": "7", "within": "7", "unit": "days"}])
    assert (rule.not_before, rule.within) == (7, 7)


def test_an_identifier_used_twice_and_other_columns_are_refused() -> None:
    row = rows()[0]
    with pytest.raises(TableError, match="known-malignancy: this identifier is used twice"):
        read([row, row])
    with pytest.raises(TableError) as caught:
        read([{**row, "extra": "x"}])
    assert str(caught.value) == f"known-malignancy: the columns must be {', '.join(COLUMNS)}"
    with pytest.raises(TableError, match="the columns must be"):
        read([{name: value for name, value in row.items() if name != "blood"}])
    short: dict[str, Any] = {**row, "status": None}
    with pytest.raises(TableError, match="the columns must be"):
        read([short])


def test_a_retired_row_is_kept_but_never_fires() -> None:
    assert read([{**rows()[0], "status": "retired"}]) == ()
    assert len(read([{**rows()[0], "status": "retired"}, rows()[1]])) == 1


def test_the_columns_of_the_file_are_those_of_the_program() -> None:
    assert tuple(rows()[0]) == COLUMNS
