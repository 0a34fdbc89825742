"""Walking the leaves of a document, and naming what differs between two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .formatting import format_answer, not_recorded
from .node import ChildSpec, LeafSpec, Node
from .report import ReportDocument


@dataclass(frozen=True, slots=True)
class LeafValue:
    """One leaf of a given document: ``trail`` holds the labels of the groups above it."""

    path: str
    trail: tuple[str, ...]
    spec: LeafSpec
    value: Any
    not_recorded: bool

    @property
    def label(self) -> str:
        label = str(self.spec.label)
        # A field named like its group is named once: “Impression”.
        if self.trail and self.trail[-1].casefold() == label.casefold():
            return " › ".join(self.trail)
        return " › ".join((*self.trail, label))

    @property
    def text(self) -> str:
        return not_recorded() if self.not_recorded else format_answer(self.spec, self.value)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; ``old`` and ``new`` are printed text, "" for blank."""

    path: str
    label: str
    old: str
    new: str


def leaf_values(node: Node, path: str = "", trail: tuple[str, ...] = ()) -> Iterator[LeafValue]:
    """Every leaf of ``node`` and below in the order of the form, blank ones too."""
    for spec in node.specs():
        here = f"{path}.{spec.name}" if path else spec.name
        value = getattr(node, spec.name)
        if isinstance(spec, LeafSpec):
            yield LeafValue(here, trail, spec, value, spec.name in node.not_recorded)
        elif isinstance(spec, ChildSpec):
            yield from leaf_values(value, here, (*trail, str(spec.label)))
        else:
            for index, item in enumerate(value):
                label = f"{spec.item_label} {index + 1}"
                yield from leaf_values(item, f"{here}[{index}]", (*trail, label))


def differences(old: ReportDocument, new: ReportDocument) -> tuple[Difference, ...]:
    """Every field whose answer differs, in the order of the newer document; removed ones last."""
    before = {leaf.path: leaf for leaf in leaf_values(old)}
    after = {leaf.path: leaf for leaf in leaf_values(new)}
    found = []
    for path, leaf in {**after, **{path: leaf for path, leaf in before.items() if path not in after}}.items():
        was, now = before.get(path), after.get(path)
        if was and now and (was.value, was.not_recorded) == (now.value, now.not_recorded):
            continue
        texts = was.text if was else "", now.text if now else ""
        if texts != ("", ""):
            found.append(Difference(path, leaf.label, *texts))
    return tuple(found)


def replace_identity(document: ReportDocument, **values: Any) -> ReportDocument:
    """A copy whose identity holds ``values``; a blank value leaves an explicit *not recorded* as it is."""
    identity = document.identity
    kept = tuple(name for name in identity.not_recorded if values.get(name) in (None, ""))
    fields = {spec.name: getattr(identity, spec.name) for spec in identity.leaf_specs()}
    fields.update({name: value for name, value in values.items() if value not in (None, "")})
    fields.update({name: None for name, value in values.items() if value in (None, "")})
    return document.model_copy(update={"identity": type(identity)(**fields, not_recorded=kept)})
