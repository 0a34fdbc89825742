"""Page of the completeness and consistency rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..judgement import completeness, contradictions
from ..judgement.rules import Rule, Severity, always
from .markdown import table

HEAD = """# Completeness and consistency rules

This page is written by `manage.py rules_reference --write` from `reporting/ductography/judgement/completeness/` and
`reporting/ductography/judgement/contradictions/`. Keys of sources are resolved in `reporting/ductography/SOURCES.md`.

Each rule checks every group of one kind (every duct, every finding, or the report itself). Severities:

* **prohibit**: must be corrected before the report can be signed.
* **alert**: must be corrected, or acknowledged with a reason, which is stored and printed.
* **note**: is shown and does not prevent signing.

An explicit *not recorded* is an answer, except where a clinical report requires a real answer. For a
published case only prohibiting rules on completeness apply, because no one can supply what a publication
leaves out; its category and plan are not questioned. An acknowledged alert that no longer applies prohibits
signing, because its reason would be printed as if it still applied.
"""

THEMES = {
    "examination": "Patient, safety questions and outcome",
    "ducts": "Ducts",
    "images": "Key images",
    "conclusion": "Conclusion",
    "required_answers": "Answers that a clinical report requires",
    "plausibility": "Patient and dates",
    "sides": "Sides",
    "findings": "Findings and filling",
    "places": "Locations",
    "geometry": "Direction, place, size and number",
    "technique": "Technique",
    "safety": "Safety and discharge",
    "history_details": "Answers and their details",
    "categories": "Assessments",
    "advice": "Recommendation",
    "steps": "Ducts and conditions of steps",
    "stale_text": "Suggested texts",
    "words": "Impression and recommendation read back",
    "outcome": "Procedure",
    "timing": "Time and responsibility",
    "restrictions": "Restrictions of this patient",
    "evidence": "Evidence, category and plan",
}


def page() -> str:
    """Return the page in Markdown in the active language."""
    lines = [HEAD]
    for title, package in (("Completeness", completeness), ("Consistency", contradictions)):
        lines += [f"## {title}", ""]
        for name, heading in THEMES.items():
            if module := vars(package).get(name):
                lines += [f"### {heading}", "", *_rules(module.RULES)]
    return "\n".join(lines).rstrip() + "\n"


def _rules(rules: Iterable[Rule]) -> Iterator[str]:
    return table(
        ("rule", "severity", "asked of", "when", "says", "field", "why", "sources"),
        (
            (
                f"`{rule.id}`",
                rule.severity.value if rule.severity is not Severity.PROHIBIT else "**prohibit**",
                _group_name(rule.on.__name__, rule),
                _condition(rule),
                _message(rule),
                ", ".join(f"`{name}`" for name in _fields(rule)),
                rule.why,
                rule.source,
            )
            for rule in rules
        ),
    )


def _fields(rule: Rule) -> tuple[str, ...]:
    return rule.required or rule.forbidden or ((rule.at,) if rule.at else ())


def _message(rule: Rule) -> str:
    """Return the message with “n” instead of a number."""
    return str(rule.says).format(number="n", duct="n")


def _group_name(name: str, rule: Rule) -> str:
    if name == "ReportDocument":
        return "the report"
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return f"each{words}"


def _condition(rule: Rule) -> str:
    """Return the condition of a rule from the name of its function: “contrast given”."""
    missing = "a field is blank" if rule.required else ""
    condition = "" if rule.when is always else rule.when.__name__.strip("_").replace("_", " ")
    searched = rule.find.__name__.replace("_", " ") if rule.find else ""
    return "; ".join(part for part in (condition, searched, missing) if part)
