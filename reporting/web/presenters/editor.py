"""Prepare the editor page: section links, field marks, review items and conflicting changes."""

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
from reporting.ductography.layout.amendment_diff import printed_changes as amendment_changes
from reporting.policy.exceptions import Conflict
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.layout import LEFT_OUT
from reporting.web.forms.names import label_of, leaf_at, name_of
from reporting.web.forms.widgets import NOT_RECORDED

COMPLETENESS_RULES = frozenset(rule.id for rule in completeness.RULES)


@dataclass(frozen=True, slots=True)
class RailLink:
    """A section of the page with its number of invalid, unanswered and questionable fields.

    ``done``: it has answers, and none of these.
    """

    anchor: str
    label: str
    wrong: int
    unanswered: int
    to_review: int
    done: bool


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A message at an element of the form; ``kind`` is ``needed`` or ``wrong``."""

    anchor: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A remark on the report with the element to link to."""

    anchor: str
    message: str
    why: str
    key: str  # value that acknowledges it with a reason; "" if that is not possible


@dataclass(frozen=True, slots=True)
class ReportReview:
    """Remarks before signing: required answers, items to review, and notes."""

    missing: list[ReviewItem]
    doubts: list[ReviewItem]
    notes: list[ReviewItem]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field changed by another user: its old value, its new value, and the value entered here.

    ``taken``: the form below contains the other user's answer, otherwise the one entered here.
    """

    label: str
    before: str
    now: str
    mine: str
    taken: bool
    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    label: str
    text: str


def rail(form: DocumentForm, report_review: ReportReview | None) -> list[RailLink]:
    """Return the sections in the order of the page."""
    wrong = [name_of(error.path) for error in form.field_errors()]
    to_review = [item.anchor.removeprefix("id_") for item in report_review.doubts] if report_review else []
    shown = (spec for spec in ReportDocument.specs() if spec.name not in LEFT_OUT[ReportDocument])
    return [_rail_link(form, spec, wrong, to_review) for spec in shown]


def _rail_link(form: DocumentForm, spec: Spec, wrong: list[str], to_review: list[str]) -> RailLink:
    def count(names: Iterable[str]) -> int:
        return sum(name == spec.name or name.startswith(f"{spec.name}-") for name in names)

    found = count(wrong), count(form.questions), count(to_review)
    done = not any(found) and form.root.has_content(spec.name)
    return RailLink(spec.name, capfirst(str(spec.label)), *found, done)


def field_marks(form: DocumentForm) -> list[FieldMark]:
    """Return open questions and errors with their elements."""
    asked = [FieldMark(form.anchor(name), "needed", question) for name, question in form.questions.items()]
    return asked + [FieldMark(found.anchor, "wrong", found.message) for found in form.field_errors()]


def review_report(form: DocumentForm, document: ReportDocument) -> ReportReview:
    """Review ``document``, the content of ``form``; missing answers are also marked at their fields."""
    found = review(document, timezone.localdate())
    gaps = [remark for remark in found.prohibits if remark.rule_id in COMPLETENESS_RULES]
    others = [remark for remark in found.prohibits if remark.rule_id not in COMPLETENESS_RULES]
    form.mark_questions({gap.path: gap.message for gap in gaps})
    return ReportReview(
        [_review_item(form, gap) for gap in gaps],
        [
            *(_review_item(form, remark) for remark in others),
            *(_review_item(form, alert, True) for alert in found.alerts),
        ],
        [_review_item(form, note) for note in found.notes],
    )


def _review_item(form: DocumentForm, remark: Remark, may_stand: bool = False) -> ReviewItem:
    # A differing recommendation has its own field for the reason, which is printed.
    answered_there = remark.path.endswith("recommendation.departure_reason")
    key = f"{remark.rule_id} {remark.path}" if may_stand and not answered_there else ""
    return ReviewItem(form.anchor(name_of(remark.path)), remark.message, remark.why, key)


def changes(
    conflict: Conflict, mine: ReportDocument, merged: ReportDocument, form: DocumentForm
) -> list[FieldChange]:
    """Return the other user's changes next to the values entered here."""
    typed = {leaf.path: leaf.text for leaf in leaf_values(mine)}
    kept = {leaf.path: leaf.text for leaf in leaf_values(merged)}
    return [
        FieldChange(
            label=capfirst(change.label),
            before=change.old,
            now=change.new,
            mine=typed.get(change.path, ""),
            taken=kept.get(change.path, "") == change.new,
            name=name_of(change.path),
            anchor=form.anchor(name_of(change.path)),
        )
        for change in amendment_changes(conflict.base, conflict.theirs)
    ]


def submitted_answers(data: QueryDict) -> list[SubmittedAnswer]:
    """Return submitted values as text to be read and copied, also from an incomplete page."""
    return [
        SubmittedAnswer(label_of(name), "\n".join(texts))
        for name, texts in _submitted_texts(data)
        if any(texts)
    ]


def _submitted_texts(data: QueryDict) -> Iterator[tuple[str, list[str]]]:
    for name, values in data.lists():
        leaf = leaf_at(name)
        if leaf is None:
            continue
        terms = {term.value: str(term.label) for term in leaf.vocabulary or ()}
        terms[NOT_RECORDED] = _("not recorded")
        yield name, [terms.get(value, value) for value in values]
