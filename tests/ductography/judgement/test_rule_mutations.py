"""Every single change of a rule is noticed by its examples: another severity, condition, field, or no rule at all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reporting.ductography.judgement import completeness, contradictions
from reporting.ductography.judgement.rules import Place, Rule, Severity, always, ask
from tests.ductography.clinical_reports import report
from tests.ductography.judgement import (
    test_contradictions,
    test_evidence,
    test_gaps,
    test_geometry,
    test_history_details,
    test_required_answers,
    test_restrictions,
    test_timing,
)
from tests.ductography.rule_examples import TODAY, Example

RULES = (*completeness.RULES, *contradictions.RULES)
EXAMPLES = (
    *test_gaps.EXAMPLES,
    *test_contradictions.EXAMPLES,
    *test_required_answers.EXAMPLES,
    *test_timing.EXAMPLES,
    *test_restrictions.EXAMPLES,
    *test_evidence.EXAMPLES,
    *test_geometry.EXAMPLES,
    *test_history_details.EXAMPLES,
)


def never(place: Place) -> bool:
    return False


def negated(rule: Rule) -> Rule:
    return replace(rule, when=lambda place: not rule.when(place))


def changes(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one thing changed, and what it is."""
    yield from (
        (severity.value, replace(rule, severity=severity))
        for severity in Severity
        if severity != rule.severity
    )
    yield "never", replace(rule, when=never)
    yield "negated", negated(rule)
    if rule.when is not always:
        yield "always", replace(rule, when=always)
    for name in rule.required:
        others = tuple(other for other in rule.required if other != name)
        yield f"without {name}", replace(rule, required=others, at="" if others else "elsewhere")
    if rule.required:
        yield "forbidden", replace(rule, required=(), forbidden=rule.required)
    if rule.at:
        yield "elsewhere", replace(rule, at=f"{rule.at}_elsewhere")
    if rule.find:
        yield "finds nothing", replace(rule, find=lambda place: ())


def holds(rule: Rule, example: Example) -> bool:
    """Whether the rule alone meets the example and not the near miss."""
    met = {(remark.path, remark.severity) for remark in ask([rule], report(example.met), TODAY)}
    nearly = {remark.path for remark in ask([rule], report(example.nearly), TODAY)}
    return (example.path, example.severity) in met and example.path not in nearly


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_change_is_noticed(rule: Rule) -> None:
    examples = [example for example in EXAMPLES if example.rule_id == rule.id]
    assert all(holds(rule, example) for example in examples)
    unnoticed = [what for what, other in changes(rule) if all(holds(other, example) for example in examples)]
    assert unnoticed == []
