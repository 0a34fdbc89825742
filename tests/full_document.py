"""A document in which every leaf is answered, each with something that can be found again."""

import json
import re
from typing import Any

from reporting.ductography.document import ChildSpec, LeafSpec, Node, ReportDocument
from reporting.ductography.document.comparison import LeafValue

LIMITED = {
    "clock_position": 7,
    "orifice_clock_position": 11,
    "cannula_gauge": 30,
    "age_years": 57,
    "births": 3,
    "cycle_day": 9,
    "duct_number": 3,
    "frame_number": 42,
    "x": 0.375,
    "y": 0.625,
}

# The upper limit of a range lies above every other number of the document.
UPPER_LIMIT_FROM = 12

# The lower limits of ranges: “3.5–22 mm” names the unit once, after the upper limit.
LOWER_LIMIT = re.compile(r"\.(duration|calibre_mm|length_mm|width_mm|lesion_size_mm)$")


def printed_lines(leaf: LeafValue) -> list[str]:
    """The lines and terms of an answer, each of which must be found in print."""
    if leaf.spec.multiple:
        return [str(term.label) for term in leaf.value]
    if LOWER_LIMIT.search(leaf.path):
        return [leaf.text.split()[0]]
    return leaf.text.splitlines()


def full_document(items: int = 1) -> ReportDocument:
    """Every leaf answered; every list holds ``items`` items."""
    return ReportDocument.from_json(json.dumps(_node(ReportDocument, "", items)))


def not_recorded_document(items: int = 1) -> ReportDocument:
    """Every leaf explicitly not recorded; those with a default are emptied first."""
    return ReportDocument.from_json(json.dumps(_node(ReportDocument, "", items, recorded=False)))


def _node(node_class: type[Node], path: str, items: int, recorded: bool = True) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for spec in node_class.specs():
        here = f"{path}.{spec.name}" if path else spec.name
        if isinstance(spec, LeafSpec):
            if recorded:
                values[spec.name] = _value(spec, here)
            else:
                values[spec.name] = [] if spec.kind == "choices" else None
        elif isinstance(spec, ChildSpec):
            values[spec.name] = _node(spec.node_class, here, items, recorded)
        else:
            values[spec.name] = [
                _node(spec.node_class, f"{here}[{index}]", items, recorded) for index in range(items)
            ]
    if not recorded:
        values["not_recorded"] = [spec.name for spec in node_class.leaf_specs()]
    return values


def _value(spec: LeafSpec, path: str) -> Any:
    if spec.vocabulary is not None:
        several = [term.value for term in spec.vocabulary if not term.exclusive][:2]
        return several if spec.multiple else several[-1]
    number = sum(map(ord, path)) % 90
    least = UPPER_LIMIT_FROM if spec.name.endswith(("_to", "_to_mm")) else 0
    return {
        "integer": LIMITED.get(spec.name, number % 20),
        "number": LIMITED.get(spec.name, least + number / 8),
        "date": "1971-03-09",
        "partial_date": "2015-06",
        "datetime": "2026-05-17T12:05:00Z",
        "line": f"line at {path}",
        "text": f"text at {path}\nand a second line",
    }[spec.kind]
