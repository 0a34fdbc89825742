"""How examples are held against the rules: for each rule one report that it meets, and one that it nearly meets."""

import datetime
from typing import NamedTuple

from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.rules import Remark, Severity
from tests.ductography.clinical_reports import Changes, report

PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE
TODAY = datetime.date(2026, 5, 5)


class Example(NamedTuple):
    """Changes of the sound report at which the rule speaks of ``path``, and changes at which it is silent."""

    rule_id: str
    severity: Severity
    path: str
    met: Changes
    nearly: Changes


def remarks(document: ReportDocument) -> list[Remark]:
    found = review(document, TODAY)
    return [*found.prohibits, *found.alerts, *found.notes]


def by_rule(document: ReportDocument, rule_id: str) -> list[Remark]:
    return [remark for remark in remarks(document) if remark.rule_id == rule_id]


def speaks_as_expected(example: Example) -> bool:
    """Whether the rule names the path, with its severity, where it is met, and not where it is nearly met."""
    met = by_rule(report(example.met), example.rule_id)
    nearly = {remark.path for remark in by_rule(report(example.nearly), example.rule_id)}
    return (example.severity, example.path) in {(remark.severity, remark.path) for remark in met} and (
        example.path not in nearly
    )
