"""The editor page's surroundings: the rail of sections, what is missing, and what two people changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument, Spec, leaf_values
from reporting.ductography.judgement import completeness
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.rules import Remark
from reporting.ductography.layout.amendment_diff import changes as told_changes
from reporting.policy.exceptions import Conflict
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import label_of, leaf_at, name_of
from reporting.web.forms.widgets import NOT_RECORDED

GAPS = frozenset(rule.id for rule in completeness.RULES)


@dataclass(frozen=True, slots=True)
class RailLink:
    """A section of the page: how many of its fields are wrong, still asked for or doubtful; ``done``: none, and
    something is answered."""

    anchor: str
    label: str
    wrong: int
    unanswered: int
    to_review: int
    done: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What is told at an element of the form; ``kind`` is ``needed`` or ``wrong``."""

    anchor: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A remark on the report, with the element to go to."""

    anchor: str
    message: str
    why: str
    key: str  # what a form needs to let it stand for a reason; "" where that is not possible


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the report still needs before it is signed, what should be looked at again, and what is to be noted."""

    missing: list[Point]
    doubts: list[Point]
    notes: list[Point]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that somebody else changed: what it was, what it is now, and what was typed here.

    ``taken``: the form below holds the other person's answer. Otherwise it holds what was typed here.
    """

    label: str
    before: str
    now: str
    mine: str
    taken: bool
    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    label: str
    text: str


def rail(form: DocumentForm, judged: Judgement | None) -> list[RailLink]:
    """The sections in the order of the page."""
    wrong = [name_of(complaint.path) for complaint in form.field_errors()]
    doubtful = [point.anchor.removeprefix("id_") for point in judged.doubts] if judged else []
    return [_rail_link(form, spec, wrong, doubtful) for spec in ReportDocument.specs()]


def _rail_link(form: DocumentForm, spec: Spec, wrong: list[str], doubtful: list[str]) -> RailLink:
    def count(names: Iterable[str]) -> int:
        return sum(name == spec.name or name.startswith(f"{spec.name}-") for name in names)

    found = count(wrong), count(form.questions), count(doubtful)
    done = not any(found) and form.root.has_content(spec.name)
    return RailLink(spec.name, capfirst(str(spec.label)), *found, done)


def marks(form: DocumentForm) -> list[Mark]:
    """What is asked for and what is wrong, each with the element where it is told."""
    asked = [Mark(form.anchor(name), "needed", question) for name, question in form.questions.items()]
    return asked + [Mark(found.anchor, "wrong", found.message) for found in form.field_errors()]


def judgement(form: DocumentForm, document: ReportDocument) -> Judgement:
    """What the rules say of ``document``, which stands in ``form``; gaps are marked at their fields too."""
    found = review(document, timezone.localdate())
    gaps = [remark for remark in found.prohibits if remark.rule_id in GAPS]
    others = [remark for remark in found.prohibits if remark.rule_id not in GAPS]
    form.mark_questions({gap.path: gap.message for gap in gaps})
    return Judgement(
        [_point(form, gap) for gap in gaps],
        [
            *(_point(form, remark) for remark in others),
            *(_point(form, alert, True) for alert in found.alerts),
        ],
        [_point(form, note) for note in found.notes],
    )


def _point(form: DocumentForm, remark: Remark, may_stand: bool = False) -> Point:
    # A departure has a field for its reason, which is printed beside the recommendation.
    answered_there = remark.path == "recommendation.departure_reason"
    key = f"{remark.rule_id} {remark.path}" if may_stand and not answered_there else ""
    return Point(form.anchor(name_of(remark.path)), remark.message, remark.why, key)


def changes(
    conflict: Conflict, mine: ReportDocument, merged: ReportDocument, form: DocumentForm
) -> list[Change]:
    """What the other person changed, each beside what was typed here."""
    typed = {leaf.path: leaf.text for leaf in leaf_values(mine)}
    kept = {leaf.path: leaf.text for leaf in leaf_values(merged)}
    return [
        Change(
            label=capfirst(change.label),
            before=change.old,
            now=change.new,
            mine=typed.get(change.path, ""),
            taken=kept.get(change.path, "") == change.new,
            name=name_of(change.path),
            anchor=form.anchor(name_of(change.path)),
        )
        for change in told_changes(conflict.base, conflict.theirs)
    ]


def typed_answers(data: QueryDict) -> list[TypedAnswer]:
    """Whatever arrived from a page, in words, to be read and copied; also from a page that arrived in part."""
    return [TypedAnswer(label_of(name), "\n".join(texts)) for name, texts in _texts(data) if any(texts)]


def _texts(data: QueryDict) -> Iterator[tuple[str, list[str]]]:
    for name, values in data.lists():
        leaf = leaf_at(name)
        if leaf is None:
            continue
        terms = {term.value: str(term.label) for term in leaf.vocabulary or ()}
        terms[NOT_RECORDED] = _("not recorded")
        yield name, [terms.get(value, value) for value in values]
