"""Upgrades of documents of earlier versions, on plain JSON values and without loss.

Stored documents keep their bytes, digest and seal as signed; they are read through these functions. A document that
states no version is of version 1, which did not require it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

Json = dict[str, Any]

VERSION = "schema_version"
CURRENT_VERSION = 2

# Leaves of the recommendation of version 1 that each step holds now, with their names in a step.
_OF_A_STEP = {
    "actions": "action",
    "not_before": "not_before",
    "within": "within",
    "interval_unit": "interval_unit",
    "urgency": "urgency",
    "responsible": "responsible",
}
_MARKS = ("not_recorded", "assumed")
# Lists in which version 1 filled in an answer unasked: where they stand, the leaf, and the answer.
_UNASKED = (
    (("ducts", "findings"), "presence", "present"),
    (("ducts", "views"), "phase", "filled"),
    (("breast", "findings"), "presence", "present"),
    (("comparison", "earlier_studies", "findings"), "presence", "present"),
    (("correlation", "findings"), "presence", "present"),
)


class UpgradeError(ValueError):
    """A part of an earlier document has the wrong type; ``path`` names it."""

    def __init__(self, path: str, expected: str):
        self.path, self.expected = path, expected
        super().__init__(f"{path}: {expected}")


def is_earlier(document: Any) -> bool:
    """Whether ``document`` is of an earlier version; anything unknown is left to the check of the fields."""
    return isinstance(document, dict) and _version(document) in UPGRADES


def upgraded(document: Json) -> Json:
    """``document`` in the current version; what it holds already is kept.

    Raises:
        UpgradeError: a part that has to be moved is no object or list.
    """
    while (version := _version(document)) in UPGRADES:
        document = UPGRADES[version](document)
    return document


def _version(document: Json) -> int:
    """The stated version, 1 without one, 0 for what is no number."""
    version = document.get(VERSION, 1)
    return version if type(version) is int else 0


def _to_version_2(document: Json) -> Json:
    """Version 2 holds category and recommendation per breast, and a step for each recommended action."""
    left = {name: value for name, value in document.items() if name not in ("assessments", "recommendation")}
    breasts: list[Json] = [
        dict(_object(item, f"assessments[{index}]"))
        for index, item in enumerate(_list(document.get("assessments") or [], "assessments"))
    ]
    breasts = [*_list(left.get("breasts") or [], "breasts"), *breasts]
    recommended = _object(document.get("recommendation") or {}, "recommendation")
    target = 0
    if _says_something(recommended):
        target = _place_of_recommendation(left, breasts)
        if target == len(breasts):
            breasts.append(_new_breast(left))
        breasts[target] = {**breasts[target], "recommendation": _recommendation(recommended)}
    for group, name, answer in _UNASKED:
        left = _with_default(left, group, name, answer)
    left = _with_duration_unit(left)
    overrides = [_moved_override(item, target) for item in _list(left.get("overrides") or [], "overrides")]
    return {**left, "breasts": breasts, "overrides": overrides, VERSION: 2}


def _with_default(node: Any, path: tuple[str, ...], name: str, answer: str) -> Any:
    """``node`` with ``answer`` wherever the leaf ``name`` of the items at ``path`` was left out."""
    if isinstance(node, list):
        return [_with_default(item, path, name, answer) for item in node]
    if not isinstance(node, dict):
        return node
    if path:
        step, *below = path
        return {**node, step: _with_default(node[step], tuple(below), name, answer)} if step in node else node
    marked = node.get("not_recorded")
    return node if name in node or (isinstance(marked, list) and name in marked) else {**node, name: answer}


def _with_duration_unit(document: Json) -> Json:
    """Version 1 knew durations of the discharge in months alone."""
    history = document.get("indication")
    if not isinstance(history, dict):
        return document
    renamed = {"duration" if name == "duration_months" else name: value for name, value in history.items()}
    if renamed.get("duration") is not None and "duration_months" in history:
        renamed["duration_unit"] = "months"
    for mark in _MARKS:
        if isinstance(names := renamed.get(mark), list):
            renamed[mark] = ["duration" if name == "duration_months" else name for name in names]
    return {**document, "indication": renamed}


def _object(value: Any, path: str) -> Json:
    if not isinstance(value, dict):
        raise UpgradeError(path, "object")
    return value


def _list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise UpgradeError(path, "list")
    return value


def _says_something(group: Any) -> bool:
    if isinstance(group, dict):
        return any(map(_says_something, group.values()))
    return group not in (None, "", [])


def _sides(document: Json) -> set[str]:
    """Sides of the ducts; without a duct, those ordered or else those of the discharge."""
    ducts = document.get("ducts") or []
    found = (
        {duct.get("side") for duct in ducts if isinstance(duct, dict)} if isinstance(ducts, list) else set()
    )
    if sides := {side for side in found if isinstance(side, str)}:
        return sides
    for group, name in (("identity", "ordered_side"), ("indication", "discharge_sides")):
        told = document.get(group)
        if isinstance(told, dict) and isinstance(side := told.get(name), str):
            return {"left", "right"} if side == "both" else {side}
    return set()


def _place_of_recommendation(document: Json, breasts: list[Json]) -> int:
    """Index of the conclusion that the one recommendation of version 1 belongs to; a new one where it is open."""
    sides = _sides(document)
    if len(breasts) <= 1 and len(sides) <= 1:
        return 0
    wanted: set[Any] = sides if len(sides) == 1 else {None, ""}
    fitting = [index for index, breast in enumerate(breasts) if breast.get("side") in wanted]
    return fitting[0] if fitting else len(breasts)


def _new_breast(document: Json) -> Json:
    """A conclusion for the only side, or for a side to be stated where both breasts were examined."""
    sides = _sides(document)
    return {"side": next(iter(sides))} if len(sides) == 1 else {}


def _recommendation(recommended: Json) -> Json:
    kept = {name: value for name, value in recommended.items() if name not in (*_OF_A_STEP, *_MARKS)}
    shared: Json = {
        name: recommended[name]
        for name in _OF_A_STEP
        if name != "actions" and recommended.get(name) not in (None, [])
    }
    for mark in _MARKS:
        names = _list(recommended.get(mark) or [], f"recommendation.{mark}")
        kept[mark] = [name for name in names if name not in _OF_A_STEP]
        if moved := [_OF_A_STEP[name] for name in names if name in _OF_A_STEP]:
            shared[mark] = moved
    actions = _list(recommended.get("actions") or [], "recommendation.actions")
    steps = [{"action": action, **deepcopy(shared)} for action in actions]
    return {**kept, "steps": steps or ([shared] if shared else [])}


_MOVED_PATHS = (
    (re.compile(r"^assessments\b"), "breasts"),
    (
        re.compile(r"^recommendation\.(not_before|within|interval_unit|urgency|responsible)$"),
        r"{0}.steps[0].\1",
    ),
    (re.compile(r"^recommendation\.actions$"), "{0}.steps"),
    (re.compile(r"^recommendation\b"), "{0}"),
)


def _moved_override(override: Any, target: int) -> Any:
    """An acknowledged alert with the new path of its field."""
    if not isinstance(override, dict) or not isinstance(path := override.get("path"), str):
        return override
    for pattern, replacement in _MOVED_PATHS:
        if pattern.search(path):
            place = replacement.replace("{0}", f"breasts[{target}].recommendation")
            return {**override, "path": pattern.sub(place, path)}
    return override


UPGRADES: dict[int, Callable[[Json], Json]] = {1: _to_version_2}
