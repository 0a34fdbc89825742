"""Every answer that a rule may have been decided by has its words, which are printed instead of its key."""

import json
import re
from pathlib import Path

import pytest
from django.utils import translation

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.decision.recommendations import EVIDENCE_GRADES
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.explanation import as_text, explain, words_of
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
            question.name: {answer: words_of(question.name, answer) for answer in question.answers}
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
    position = ("en", "de").index(language)
    for case in CASES:
        document = ReportDocument.model_validate_json(json.dumps(json.loads(case.read_text())))
        with translation.override(language):
            lines = as_text(explain(document)).split("\n\n")
            questions = {str(question.label): question.name for question in INPUTS}
        inputs = " ".join(lines[0].split())
        for question, name in questions.items():
            said = inputs.partition(question)[2].lstrip().lower()
            possible = [words[position].lower() + "." for words in WORDS[name].values()]
            assert any(said.startswith(words) for words in possible), (case.name, question, said[:60])
        head = re.sub(r"\b[\w-]+: ", "", "\n".join(lines[:4]))  # identifiers of rules
        assert not re.search(
            r"\b(not_told|not_seen|not_attempted|no_discharge|not_indicated|gics_only)\b", head
        )
