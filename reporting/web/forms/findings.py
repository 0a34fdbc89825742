"""The findings that arrows on key images point to, while rows of the page come and go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reporting.ductography.layout.key_image_captions import PlacedArrow
from reporting.ductography.vocabulary import BreastFindingKind, DuctFindingKind

from .names import TOTAL, joined, path_of

Typed = dict[str, str | list[str]]

MARK = "#"  # of a row, for as long as rows move
_KINDS = {term.value: term for vocabulary in (DuctFindingKind, BreastFindingKind) for term in vocabulary}


def offered(typed: Typed) -> list[tuple[str, str]]:
    """Every finding of the page: its path in the document, and what it is called in print."""
    several = _count(typed, "ducts") > 1
    found = []
    for name in _rows(typed):
        *_list, number = name.split("-")
        label = str(int(number) + 1)
        if name.startswith("breast"):
            label = f"B{label}"
        elif several:
            label = f"{int(name.split('-')[1]) + 1}.{label}"
        kind = _KINDS.get(str(typed.get(joined(name, "kind"))))
        found.append((path_of(name), f"{label} {kind.label}" if kind else label))
    return found


@contextmanager
def pointed_to(typed: Typed) -> Iterator[None]:
    """Arrows go on pointing to the findings they point to, whatever rows move within; to nothing when it is gone."""
    before = {path_of(name) for name in _rows(typed)}
    for name in _rows(typed):
        typed[joined(name, MARK)] = path_of(name)
    try:
        yield
    finally:
        now: dict[str, str] = {}
        for name in _rows(typed):
            was = typed.pop(joined(name, MARK), None)
            if isinstance(was, str):
                now.setdefault(was, path_of(name))  # a copy comes after what it was copied from
        for control in _arrows(typed):
            pointed = typed[control]
            if isinstance(pointed, str) and pointed in before:
                typed[control] = now.get(pointed, "")


def placed(typed: Typed, image_row: str) -> list[PlacedArrow]:
    """The arrows of an image whose place can be read."""
    names = dict(offered(typed))
    found = []
    for number in range(_count(typed, joined(image_row, "arrows"))):
        row = joined(image_row, "arrows", number)
        label = names.get(str(typed[joined(row, "finding")]), "").partition(" ")[0]
        try:
            x, y = (float(str(typed[joined(row, name)]).replace(",", ".")) for name in ("x", "y"))
            degrees = int(str(typed[joined(row, "direction_degrees")]))
        except ValueError:
            continue
        if 0 <= x <= 1 and 0 <= y <= 1:
            found.append(PlacedArrow(label, x, y, degrees))
    return found


def _rows(typed: Typed) -> list[str]:
    ducts = [joined("ducts", number) for number in range(_count(typed, "ducts"))]
    lists = [*(joined(duct, "findings") for duct in ducts), "breast-findings"]
    return [joined(each, number) for each in lists for number in range(_count(typed, each))]


def _arrows(typed: Typed) -> Iterator[str]:
    for image in range(_count(typed, "key_images")):
        arrows = joined("key_images", image, "arrows")
        for arrow in range(_count(typed, arrows)):
            yield joined(arrows, arrow, "finding")


def _count(typed: Typed, list_name: str) -> int:
    return int(str(typed.get(joined(list_name, TOTAL), 0)))
