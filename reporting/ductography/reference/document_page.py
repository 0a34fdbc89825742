"""Reference page of the document: every field with path, meaning and accepted values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import LeafSpec, ListSpec, Node, ReportDocument
from ..document.json_schema import SCHEMA_ID, json_schema
from ..vocabulary.codes import code_for
from ..vocabulary.terms import Term

INTRODUCTION = f"""\
# The report document

A report is one JSON document. Every field may be blank (`null`, `""` or `[]`, or left out); what is needed
before signing is a rule, not a part of the format. A blank is not the same as *not recorded*: where the source
explicitly does not state something, its name is listed in `not_recorded` of its group and prints as such.

`[]` in a path stands for the items of a list. A *partial date* is a year, a year and month, or a date (`2015`,
`2015-06`, `2015-06-30`). A *moment* is date and time with the time zone. `manage.py report_schema` prints the same
as JSON Schema (`{SCHEMA_ID}`).

This page is written by `manage.py document_reference --write`.
"""
KINDS = {
    "choice": "one of",
    "choices": "any of",
    "integer": "whole number",
    "number": "number",
    "date": "date",
    "partial_date": "partial date",
    "datetime": "moment",
    "line": "one line of text",
    "text": "text",
}


def page() -> str:
    """Return the page in Markdown in the active language."""
    schema = json_schema()
    definitions = schema["$defs"] | {"ReportDocument": schema}
    lines = [INTRODUCTION, *_groups(ReportDocument, "", "", definitions), "## Value lists", ""]
    for terms in sorted(_vocabularies(ReportDocument), key=lambda terms: terms.__name__):
        lines += _value_list(terms)
    return "\n".join(lines).rstrip() + "\n"


def _groups(node_class: type[Node], path: str, label: str, definitions: dict[str, Any]) -> Iterator[str]:
    """Yield a table of the group's own fields, then its subgroups."""
    leaves = node_class.leaf_specs()
    if path:
        yield from (f"## `{path}` {label}".rstrip(), "")
    if leaves:
        yield from ("| path | what | takes | help |", "|---|---|---|---|")
        for leaf in leaves:
            limits = definitions[node_class.__name__]["properties"][leaf.name]
            yield _row(f"`{_join(path, leaf.name)}`", leaf.label, _accepted_values(leaf, limits), leaf.help)
        yield ""
    for spec in node_class.specs():
        if not isinstance(spec, LeafSpec):
            name = f"{spec.name}[]" if isinstance(spec, ListSpec) else spec.name
            yield from _groups(spec.node_class, _join(path, name), str(spec.label), definitions)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _accepted_values(spec: LeafSpec, limits: dict[str, Any]) -> str:
    if spec.vocabulary is not None:
        name = spec.vocabulary.__name__
        return f"{KINDS[spec.kind]} [{name}](#{name.lower()})"
    found: dict[str, Any] = next(
        (choice for choice in limits.get("anyOf", [limits]) if choice.get("type") != "null"), {}
    )
    words = [KINDS[spec.kind]]
    if "minimum" in found:
        words.append(f"{found['minimum']:g}–{found['maximum']:g}")
    if spec.unit:
        words.append(str(spec.unit))
    if "maxLength" in found:
        words.append(f"up to {found['maxLength']} characters")
    return ", ".join(words)


def _vocabularies(node_class: type[Node]) -> set[type[Term]]:
    """Return the value lists of the fields of this group and its subgroups."""
    found = {spec.vocabulary for spec in node_class.leaf_specs() if spec.vocabulary}
    below = (spec.node_class for spec in node_class.specs() if not isinstance(spec, LeafSpec))
    return found.union(*map(_vocabularies, below))


def _value_list(terms: type[Term]) -> Iterator[str]:
    yield from (f"### {terms.__name__}", "", "| value | meaning | code |", "|---|---|---|")
    for term in terms:
        code = code_for(term)
        label = f"{term.label} (exclusive)" if term.exclusive else term.label
        yield _row(f"`{term.value}`", label, f"{code.system} {code.code}" if code else "")
    yield ""


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
