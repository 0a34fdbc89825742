"""Every answer that a rule may have been decided by has its words."""

from reporting.ductography.decision.recommendations import EVIDENCE_GRADES

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.phrases.rule_inputs import ANSWERS, EVIDENCE


def test_every_answer_and_every_kind_of_source_has_words() -> None:
    assert {question.name: set(question.answers) for question in INPUTS} == {
        name: set(words) for name, words in ANSWERS.items()
    }
    assert tuple(EVIDENCE) == EVIDENCE_GRADES
