"""Every answer that a rule may have been decided by has its words, which are printed instead of its key."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.decision.plan_inputs import QUESTIONS
from reporting.ductography.decision.plan_table import EVIDENCE_GRADES
from reporting.ductography.decision.ranks import Rank
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.explanation import as_text
from reporting.ductography.phrases.plan import CONDITION
from reporting.ductography.phrases.rule_inputs import ANSWERS, EVIDENCE

CASES = sorted((Path(__file__).resolve().parents[3] / "fixtures").glob("*/*.json"))
# Of every input and answer: English, German.
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "outcome": {
        "performed": (
            "at least partially, or not recorded otherwise",
            "wenigstens teilweise, oder nichts anderes angegeben",
        ),
        "failed": ("attempted without success", "der Versuch blieb ohne Erfolg"),
        "not_attempted": ("not attempted", "nicht versucht"),
    },
    "obstacle": {
        "none": ("nothing", "nichts"),
        "infection": ("signs of infection", "Zeichen einer Infektion"),
        "not_indicated": ("ductography was not indicated", "die Galaktographie war nicht indiziert"),
        "no_discharge": ("no discharge on the day", "am Untersuchungstag bestand keine Sekretion"),
        "extravasation": (
            "extravasation not at a lesion",
            "Kontrastmittel trat aus dem Gang aus, nicht an einer Läsion",
        ),
        "reflux": ("reflux only", "nur Reflux"),
        "incomplete": (
            "incomplete filling not explained by a lesion",
            "unvollständige Füllung, die keine Läsion erklärt",
        ),
        "artefact": (
            "possible air, clot or debris without refilling",
            "ein Zeichen, das Luft, ein Gerinnsel oder Debris sein kann, ohne erneute Füllung",
        ),
        "other": (
            "another reason for not performing it",
            "ein anderer Grund, warum sie nicht durchgeführt wurde",
        ),
    },
    "sign": {
        "none": (
            "none described, or not assessable",
            "keines ist beschrieben, oder es war nicht beurteilbar",
        ),
        "normal": ("all recorded findings are normal", "alles Angegebene ist unauffällig"),
        "benign": ("a usually benign finding", "ein in der Regel benignes Zeichen"),
        "cavity": ("an opacified cavity", "eine sich füllende Höhle"),
        "unclear": ("an indeterminate finding", "ein Zeichen ohne gesicherte Bedeutung"),
        "lesion": ("a filling defect or duct cut-off", "ein Füllungsdefekt oder ein Gangabbruch"),
        "suspicious": ("a suspicious finding", "ein suspektes Zeichen"),
    },
    "category": {
        "none": ("none selected", "keine gewählt"),
        "0": ("0", "0"),
        "1-2": ("1 or 2", "1 oder 2"),
        "3": ("3", "3"),
        "4": ("4", "4"),
        "5": ("5", "5"),
        "6": ("6", "6"),
    },
    "physiologic": {"yes": ("yes", "ja"), "no": ("no", "nein")},
    "implant": {
        "ruptured": ("yes, or suspected", "ja, oder es besteht der Verdacht"),
        "other": ("no, or not recorded", "nein, oder nicht angegeben"),
    },
    "gics_only": {"yes": ("yes", "ja"), "no": ("no", "nein")},
    "blood": {
        "seen": ("yes", "ja"),
        "not_seen": ("no", "nein"),
        "not_told": ("neither colour nor a test is recorded", "weder Farbe noch ein Test angegeben"),
    },
    "sex": {
        "male": ("male", "männlich"),
        "other": ("female, other or not recorded", "weiblich, ein anderes oder keines"),
    },
    "upstream": {
        "seen": (
            "opacified, or not recorded otherwise",
            "er war zu sehen, oder nichts anderes angegeben",
        ),
        "hidden": ("not or only partially opacified", "nicht oder nur teilweise kontrastiert"),
    },
    "number": {
        "multiple": ("more than one", "mehrere"),
        "other": ("one, none or not recorded", "einer, keiner oder nicht angegeben"),
    },
    "ducts": {
        "one": ("one", "einer"),
        "several": ("more than one", "mehrere"),
        "unknown": ("recorded as unknown", "als unbekannt angegeben"),
        "not_told": ("not recorded", "nicht erfasst"),
    },
    "elsewhere": {
        "visible": ("yes", "ja"),
        "occult": ("no; both were interpreted", "nein, beide wurden befundet"),
        "not_told": ("not both recorded", "nicht beide sind angegeben"),
    },
}


def test_every_answer_and_every_kind_of_source_has_words() -> None:
    assert {question.name: set(question.answers) for question in INPUTS} == {
        name: set(words) for name, words in ANSWERS.items()
    }
    assert tuple(EVIDENCE) == EVIDENCE_GRADES


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_answer_of_every_input_has_words_of_its_own(language: str) -> None:
    with translation.override(language):
        printed = {
            question.name: {answer: str(ANSWERS[question.name][answer]) for answer in question.answers}
            for question in INPUTS
        }
    position = ("en", "de").index(language)
    assert printed == {
        name: {answer: words[position] for answer, words in answers.items()}
        for name, answers in WORDS.items()
    }
    for name, answers in printed.items():
        assert len(set(answers.values())) == len(answers), name


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_key_is_printed_in_an_explanation(language: str) -> None:
    keys = (
        {key for name, words in ANSWERS.items() for key in words if "_" in key} | {*QUESTIONS} | {*CONDITION}
    )
    keys |= {rank.value for rank in Rank}
    for case in CASES:
        document = ReportDocument.from_json(case.read_text(encoding="utf-8"))
        with translation.override(language):
            suggested = as_text(document).split("\n\nMISSING")[0].split("\n\nFEHLT")[0].split("\n\nNOTES")[0]
        # Keys of one word are words of the language too.
        printed = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", suggested))
        assert not printed & keys, case.name
