"""Arbitrary report documents for property tests, made from what the document says about its own fields."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from hypothesis import strategies as st

from reporting.ductography.document import ChildSpec, LeafSpec, Node, ReportDocument
from reporting.ductography.document.text import LINE_MAX, normalised, refused_characters

# Characters with a history: markup, quotes, backslashes, other scripts, right to left, joined emoji, form names.
AWKWARD = (
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "{{ 7|add:7 }} {% now %}",
    "a < b & c > d",
    "\"'`\\",
    "Łódź Ελλάδα Привет Nguyễn",
    "שלום",
    "مرحبا",
    "👩🏽‍⚕️",
    "-not-recorded-",
    "1e9",
    "x" * 200,
)

ITEMS_MAX = 2  # items in one list
ANSWERS_MAX = 14  # answers in one document


def texts(*, lines: bool = False, max_size: int = 40) -> st.SearchStrategy[str]:
    """Text as a document holds it: not empty, in its normal form, nothing that no field takes."""
    characters = st.characters(exclude_categories=("Cs",), exclude_characters="" if lines else "\n\r")
    written = st.one_of(
        st.sampled_from(AWKWARD),
        st.text(st.sampled_from("abc äß<&>'\" 0,.-\t" + ("\n" if lines else "")), max_size=max_size),
        st.text(characters, max_size=max_size),
    )
    return written.map(normalised).filter(
        lambda text: bool(text) and not refused_characters(text) and len(text) <= LINE_MAX
    )


class Draft:
    """A group while it is made: values by name, and the groups below."""

    def __init__(self, node_class: type[Node]):
        self.node_class = node_class
        self.values: dict[str, Any] = {}
        self.missing: set[str] = set()
        self.below: dict[str, Draft | list[Draft]] = {}

    def finished(self) -> Node:
        below = {
            name: tuple(one.finished() for one in made) if isinstance(made, list) else made.finished()
            for name, made in self.below.items()
        }
        return self.node_class(**self.values, **below, not_recorded=tuple(self.missing))

    def says_something(self) -> bool:
        return bool(self.missing) or any(
            value not in (None, (), spec.default)
            for spec in self.node_class.leaf_specs()
            for value in [self.values.get(spec.name)]
        )

    def holds_something(self) -> bool:
        return self.says_something() or any(
            bool(made) if isinstance(made, list) else made.holds_something() for made in self.below.values()
        )


@st.composite
def documents(draw: st.DrawFn) -> ReportDocument:
    """Whole documents: every leaf can occur, few do at once, and no list item is empty."""
    drafts: list[Draft] = []
    items: list[Draft] = []
    root = _skeleton(draw, ReportDocument, drafts, items)
    leaves = [(made, spec) for made in drafts for spec in made.node_class.leaf_specs()]
    for made, spec in draw(st.lists(st.sampled_from(leaves), max_size=ANSWERS_MAX, unique_by=id)):
        _fill(draw, made, spec)
    for made in reversed(items):  # inner ones first
        if not made.holds_something():
            _fill(draw, made, draw(st.sampled_from(made.node_class.leaf_specs())), answered=True)
        if not made.holds_something():  # what is offered anyway was chosen
            made.missing = {next(spec.name for spec in made.node_class.leaf_specs() if spec.default is None)}
    document = root.finished()
    assert isinstance(document, ReportDocument)
    return document


def _skeleton(draw: st.DrawFn, node_class: type[Node], drafts: list[Draft], items: list[Draft]) -> Draft:
    made = Draft(node_class)
    drafts.append(made)
    for spec in node_class.specs():
        if isinstance(spec, ChildSpec):
            made.below[spec.name] = _skeleton(draw, spec.node_class, drafts, items)
        elif not isinstance(spec, LeafSpec):
            found: list[Draft] = []
            for _number in range(draw(st.sampled_from((0, 0, 0, 1, ITEMS_MAX)))):
                items.append(row := _skeleton(draw, spec.node_class, drafts, items))
                found.append(row)
            made.below[spec.name] = found
    return made


def _fill(draw: st.DrawFn, made: Draft, spec: LeafSpec, answered: bool = False) -> None:
    states = ("answered", "answered", "answered", "not recorded", "blank")
    state = "answered" if answered else draw(st.sampled_from(states))
    made.values[spec.name] = () if spec.multiple else None
    if state == "answered":
        made.values[spec.name] = draw(answers(made.node_class, spec))
        made.missing.discard(spec.name)
    elif state == "not recorded":
        made.missing.add(spec.name)


@functools.cache
def answers(node_class: type[Node], spec: LeafSpec) -> st.SearchStrategy[Any]:
    """What one leaf may hold, within its declared limits."""
    if spec.vocabulary is not None:
        term = st.sampled_from(list(spec.vocabulary))
        if not spec.multiple:
            return term
        several = st.lists(term, min_size=1, max_size=3, unique=True)
        return several.filter(
            lambda chosen: len(chosen) == 1 or not any(one.exclusive for one in chosen)
        ).map(tuple)
    metadata = node_class.model_fields[spec.name].metadata
    limits = {name: getattr(item, name) for item in metadata for name in ("ge", "le") if hasattr(item, name)}
    lowest, highest = limits.get("ge"), limits.get("le")
    return {
        "integer": st.integers(lowest, highest),
        "number": st.one_of(
            st.floats(lowest, highest, allow_nan=False, allow_infinity=False),
            st.integers(int((lowest or 0) * 10), int((highest or 100) * 10)).map(lambda tenths: tenths / 10),
        ),
        "date": st.dates(),
        "partial_date": st.builds(
            lambda day, kept: day.isoformat()[:kept], st.dates(), st.sampled_from((4, 7, 10))
        ),
        "datetime": st.datetimes(
            datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1), timezones=st.just(datetime.UTC)
        ),
        "line": texts(),
        "text": texts(lines=True),
    }[spec.kind]
