"""Build the ordered report sections shared by the PDF, the text report and the web page.

The conclusion comes first for the referring clinician (order: SOURCES.md). A blank field is omitted, an explicit
*not recorded* is printed, and every other field appears once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..document import (
    BreastFinding,
    BreastLocation,
    ChildSpec,
    DuctFinding,
    LeafSpec,
    ListSpec,
    Node,
    Override,
    ReportDocument,
    SafetyItem,
    View,
)
from ..document.formatting import format_answer, not_recorded
from ..judgement import completeness, contradictions
from ..judgement.rules import Severity
from ..phrases.finding_labels import finding_title, not_recorded_labels, place_label
from ..phrases.quantities import parts_of, quantity_text
from ..phrases.section_titles import duct_title

ALERTS = tuple(
    rule for rule in (*completeness.RULES, *contradictions.RULES) if rule.severity is Severity.ALERT
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed line with label and text; ``path`` is its field in the document."""

    path: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its entries and subsections; ``key`` identifies it for layout."""

    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.entries and not self.sections

    def walk(self) -> Iterator[Entry]:
        """Yield the entries of this section and its subsections in order."""
        yield from self.entries
        for section in self.sections:
            yield from section.walk()


def report_sections(document: ReportDocument) -> tuple[Section, ...]:
    """Return the non-empty sections in report order."""
    conclusion = (
        _group_section(document, "impression"),
        _list_section(document, "breasts"),
        _list_section(document, "communications"),
        _list_section(document, "overrides"),
        _group_section(document, "authorship"),
    )
    body = (
        _duct_section(
            document,
            "findings",
            _("Ductographic findings"),
            ("clock_position", "filling", "findings", "comment"),
        ),
        _group_section(document, "breast"),
        _list_section(document, "key_images"),
        _group_section(document, "outcome"),
        _duct_section(document, "technique", _("Technique"), ("cannulation", "contrast", "views")),
        _duct_section(document, "discharge", _("Trigger zone and discharge"), ("trigger_zone", "discharge")),
        _group_section(document, "complications"),
        _list_section(document, "added_procedures"),
        _group_section(document, "dose"),
        _group_section(document, "comparison"),
        _list_section(document, "correlation"),
        _list_section(document, "subsequent_procedures"),
        _group_section(document, "later_course"),
        _group_section(document, "indication"),
        _group_section(document, "safety"),
        _group_section(document, "identity"),
    )
    origin = () if document.origin.is_empty() else (_group_section(document, "origin"),)
    return tuple(section for section in (*conclusion, *body, *origin) if not section.is_empty)


def _in_one_line(node: Node) -> str:
    values = (format_answer(spec, getattr(node, spec.name)) for spec in node.leaf_specs())
    return ", ".join([*(value for value in values if value), *not_recorded_labels(node)])


def _alert(override: Override) -> str:
    """Return the message of the acknowledged alert; "" if its rule is unknown or no reason is given."""
    rule = next((rule for rule in ALERTS if rule.id == override.rule_id), None)
    return rule.message(override.path) if rule and override.path and override.reason else ""


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def _group_section(document: ReportDocument, name: str) -> Section:
    spec = next(spec for spec in document.specs() if spec.name == name)
    return _section(getattr(document, name), name, _capital(spec.label), name)


def _list_section(document: ReportDocument, name: str, key: str = "") -> Section:
    spec = next(spec for spec in document.specs() if isinstance(spec, ListSpec) and spec.name == name)
    entries, sections = _items(spec, getattr(document, name), name)
    return Section(key or name, _capital(spec.label), tuple(entries), tuple(sections))


def _duct_section(document: ReportDocument, key: str, title: str, names: tuple[str, ...]) -> Section:
    """Return a section with one aspect of every duct; the titles of the ducts contain their side."""
    sections = tuple(
        _section(duct, f"ducts[{index}]", duct_title(index, duct), "duct", names)
        for index, duct in enumerate(document.ducts)
    )
    return Section(key, title, (), tuple(section for section in sections if not section.is_empty))


def _section(node: Node, path: str, title: str, key: str, names: tuple[str, ...] | None = None) -> Section:
    entries: list[Entry] = []
    sections: list[Section] = []
    titled = {"kind", "presence"} if isinstance(node, DuctFinding | BreastFinding) else set()
    for spec in node.specs():
        if names is not None and spec.name not in names:
            continue
        value, here = getattr(node, spec.name), f"{path}.{spec.name}"
        if isinstance(spec, LeafSpec):
            if quantity := quantity_text(node, spec.name):
                entries.append(Entry(here, str(spec.label), quantity))
                titled |= {part for part in parts_of(node, spec.name) if part not in node.not_recorded}
            elif spec.name in node.not_recorded:
                entries.append(Entry(here, str(spec.label), not_recorded()))
            elif spec.name not in titled and (text := format_answer(spec, value)):
                entries.append(Entry(here, str(spec.label), text))
        elif isinstance(spec, ListSpec):
            listed, below = _items(spec, value, here)
            entries += listed
            sections += below
        else:
            _child(spec, value, here, entries, sections)
    return Section(key, title, tuple(entries), tuple(sections))


def _child(spec: ChildSpec, node: Node, path: str, entries: list[Entry], sections: list[Section]) -> None:
    if isinstance(node, BreastLocation | SafetyItem):
        text = place_label(node) if isinstance(node, BreastLocation) else _in_one_line(node)
        if text:
            entries.append(Entry(path, str(spec.label), text))
    elif not (section := _section(node, path, _capital(spec.label), spec.name)).is_empty:
        sections.append(section)


def _items(spec: ListSpec, nodes: tuple[Node, ...], path: str) -> tuple[list[Entry], list[Section]]:
    entries, sections = [], []
    for index, node in enumerate(nodes):
        here = f"{path}[{index}]"
        label = pgettext("numbered item", "{item} {number}").format(item=spec.item_label, number=index + 1)
        if isinstance(node, Override) and (alert := _alert(node)):
            entries.append(Entry(here, alert, node.reason or ""))
            continue
        if isinstance(node, View):
            entries.append(Entry(here, label, _in_one_line(node)))
            continue
        if isinstance(node, DuctFinding | BreastFinding) and (what := finding_title(node)):
            label = f"{label}: {what}"
        sections.append(_section(node, here, _capital(label), spec.name))
    return entries, sections
