"""Findings that arrows on key images point to, kept up to date when rows move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reporting.ductography.layout.key_image_captions import PlacedArrow
from reporting.ductography.vocabulary import BreastFindingKind, DuctFindingKind

from .names import TOTAL, joined, path_of

FormValues = dict[str, str | list[str]]

TARGET_MARK = "#"  # name of a temporary value that identifies a row while rows move
_KINDS = {term.value: term for vocabulary in (DuctFindingKind, BreastFindingKind) for term in vocabulary}


def finding_choices(values: FormValues) -> list[tuple[str, str]]:
    """Return path and printed name of every finding on the page."""
    several = _count(values, "ducts") > 1
    found = []
    for name in _finding_rows(values):
        *_list, number = name.split("-")
        label = str(int(number) + 1)
        if name.startswith("breast"):
            label = f"B{label}"
        elif several:
            label = f"{int(name.split('-')[1]) + 1}.{label}"
        kind = _KINDS.get(str(values.get(joined(name, "kind"))))
        found.append((path_of(name), f"{label} {kind.label}" if kind else label))
    return found


@contextmanager
def keep_arrow_targets(values: FormValues) -> Iterator[None]:
    """Keep arrows pointing to their findings while rows move; clear those whose finding is removed."""
    before = {path_of(name) for name in _finding_rows(values)}
    for name in _finding_rows(values):
        values[joined(name, TARGET_MARK)] = path_of(name)
    try:
        yield
    finally:
        now: dict[str, str] = {}
        for name in _finding_rows(values):
            was = values.pop(joined(name, TARGET_MARK), None)
            if isinstance(was, str):
                now.setdefault(was, path_of(name))  # a copy comes after its original
        for control in _arrow_controls(values):
            pointed = values[control]
            if isinstance(pointed, str) and pointed in before:
                values[control] = now.get(pointed, "")


def placed_arrows(values: FormValues, image_row: str) -> list[PlacedArrow]:
    """Return the arrows of an image that have a valid position."""
    names = dict(finding_choices(values))
    found = []
    for number in range(_count(values, joined(image_row, "arrows"))):
        row = joined(image_row, "arrows", number)
        label = names.get(str(values[joined(row, "finding")]), "").partition(" ")[0]
        try:
            x, y = (float(str(values[joined(row, name)]).replace(",", ".")) for name in ("x", "y"))
            degrees = int(str(values[joined(row, "direction_degrees")]))
        except ValueError:
            continue
        if 0 <= x <= 1 and 0 <= y <= 1:
            found.append(PlacedArrow(label, x, y, degrees))
    return found


def _finding_rows(values: FormValues) -> list[str]:
    ducts = [joined("ducts", number) for number in range(_count(values, "ducts"))]
    lists = [*(joined(duct, "findings") for duct in ducts), "breast-findings"]
    return [joined(each, number) for each in lists for number in range(_count(values, each))]


def _arrow_controls(values: FormValues) -> Iterator[str]:
    for image in range(_count(values, "key_images")):
        arrows = joined("key_images", image, "arrows")
        for arrow in range(_count(values, arrows)):
            yield joined(arrows, arrow, "finding")


def _count(values: FormValues, list_name: str) -> int:
    return int(str(values.get(joined(list_name, TOTAL), 0)))
