"""Fill in a template, and confirm the answers it filled in one by one, by section or all at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reporting.ductography.document import BreastConclusion, RecommendationStep, ReportDocument
from reporting.ductography.drafting.patterns import apply_pattern, with_suggested_recommendation
from reporting.ductography.facts.unconfirmed_answers import assumed_answers

from . import form_state, suggestions
from .document_form import DocumentForm
from .fields import ASSUMED
from .form_state import InvalidFormData
from .names import SEPARATOR, joined

# Confirmed separately: "not pregnant" must not be confirmed by one click for everything.
CONFIRMED_SINGLY = "safety"
CONFIRM_ALL = "all"
RECOMMENDATION = "recommendation"


def apply_template(form: DocumentForm, pattern: ReportDocument | None, *, conclude: bool) -> bool:
    """Fill the blanks of the page from ``pattern``; return False without a change if the page is invalid.

    ``conclude`` also fills in the suggested recommendation and the impression if they are blank.

    Raises:
        InvalidFormData: the template does not exist (any more).
    """
    if pattern is None:
        raise InvalidFormData(_("This template no longer exists."))
    document = form.readable_document()
    if document is None:
        return False
    filled = apply_pattern(without_blank_steps(document), pattern)
    if conclude:
        filled = with_suggested_recommendation(filled)
    form.write(form_state.from_document(filled))
    if conclude and not filled.impression.text and suggestions.accept_suggestion(form, "impression"):
        here = joined("impression", ASSUMED)
        form.write({here: [*form.form_values[here], suggestions.TEXT]})
    return True


def use_suggestion(form: DocumentForm, part: str) -> bool:
    """Recommend the suggested steps for each breast that has none; return False if the page is invalid.

    The steps stand beside the button that is pressed, so that they need no further confirmation.

    Raises:
        InvalidFormData: ``part`` is not the recommendation.
    """
    if part != RECOMMENDATION:
        raise InvalidFormData(_("There is no suggestion for “{name}”.").format(name=part[:80]))
    document = form.readable_document()
    if document is None:
        return False
    before = without_blank_steps(document)
    had_steps = [bool(breast.recommendation.steps) for breast in before.breasts]
    filled = with_suggested_recommendation(before)
    breasts = tuple(
        breast if index < len(had_steps) and had_steps[index] else _confirmed(breast)
        for index, breast in enumerate(filled.breasts)
    )
    form.write(form_state.from_document(document.model_copy(update={"breasts": breasts})))
    return True


def without_blank_steps(document: ReportDocument) -> ReportDocument:
    """Return ``document`` without the steps of the breasts that have blank ones only."""
    breasts = tuple(
        _with_steps(breast, ()) if all(step.is_empty() for step in breast.recommendation.steps) else breast
        for breast in document.breasts
    )
    return document.model_copy(update={"breasts": breasts})


def first_without_steps(document: ReportDocument) -> int:
    """Return the index of the first breast without a step; the number of breasts if each has one."""
    found = without_blank_steps(document).breasts
    return next((i for i, breast in enumerate(found) if not breast.recommendation.steps), len(found))


def _confirmed(breast: BreastConclusion) -> BreastConclusion:
    steps = (step.model_copy(update={"assumed": ()}) for step in breast.recommendation.steps)
    return _with_steps(breast, tuple(steps))


def _with_steps(breast: BreastConclusion, steps: tuple[RecommendationStep, ...]) -> BreastConclusion:
    recommendation = breast.recommendation.model_copy(update={"steps": steps})
    return breast.model_copy(update={"recommendation": recommendation})


def confirm_answers(form: DocumentForm, name: str) -> None:
    """Confirm the answers of a control or section, or with ``CONFIRM_ALL`` all except `CONFIRMED_SINGLY`.

    Raises:
        InvalidFormData: ``name`` has nothing to confirm.
    """
    changed: form_state.FormValues = {}
    for key, names in form.form_values.items():
        prefix, _dash, last = key.rpartition(SEPARATOR)
        if last != ASSUMED or not names:
            continue
        left = [leaf for leaf in names if not _is_confirmed_by(joined(prefix, leaf), name)]
        if left != names:
            changed[key] = left
    if not changed:
        raise InvalidFormData(_("“{name}” has nothing to confirm.").format(name=name[:80]))
    form.write(changed)


def _is_confirmed_by(control: str, name: str) -> bool:
    if name == CONFIRM_ALL:
        return not control.startswith(CONFIRMED_SINGLY + SEPARATOR)
    return control == name or control.startswith(name + SEPARATOR)


def count_unconfirmed(document: ReportDocument) -> tuple[int, int]:
    """Return the number of answers that ``CONFIRM_ALL`` confirms, and of those confirmed separately."""
    paths = [path for path, _spec in assumed_answers(document)]
    apart = sum(path.startswith(f"{CONFIRMED_SINGLY}.") for path in paths)
    return len(paths) - apart, apart
