"""The document's format as JSON Schema, for programs that write or read reports."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from .. import document, vocabulary
from ..vocabulary.terms import Term
from . import Node, ReportDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = "urn:ductography:report-document:2"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def json_schema() -> dict[str, Any]:
    """The format in draft 2020-12: titles and help in the current language, ``unit`` beside numbers that have one.

    A value list is a ``oneOf`` of constants, each with its label as title. Every document that
    `ReportDocument.canonical_json` writes is valid; the schema does not hold what looks across fields.
    """
    described = ReportDocument.model_json_schema()
    definitions = described.pop("$defs")
    for name, definition in (*definitions.items(), ("ReportDocument", described)):
        found = getattr(document, name, None) or getattr(vocabulary, name)
        if issubclass(found, Term):
            _label_terms(definition, found)
        else:
            _complete(definition, found)
    whole = {"$schema": DIALECT, "$id": SCHEMA_ID, **described, "$defs": definitions}
    return dict(json.loads(json.dumps(whole, default=str)))  # the labels are lazy: here they become text


def _label_terms(definition: dict[str, Any], terms: type[Term]) -> None:
    definition.pop("enum", None)
    definition.pop("const", None)
    definition["oneOf"] = [{"const": term.value, "title": term.label} for term in terms]


def _complete(definition: dict[str, Any], node_class: type[Node]) -> None:
    """Say what pydantic keeps in functions: which names may be not recorded, how a partial date is written."""
    leaves = [spec.name for spec in node_class.leaf_specs()]
    for about, title in (("not_recorded", _("not recorded")), ("assumed", _("assumed"))):
        names = definition["properties"][about]
        names["title"] = title
        names.update({"items": {"enum": leaves}} if leaves else {"maxItems": 0})
    for spec in node_class.leaf_specs():
        if spec.kind == "partial_date":
            for choice in definition["properties"][spec.name]["anyOf"]:
                if choice["type"] == "string":
                    choice["pattern"] = PARTIAL_DATE
