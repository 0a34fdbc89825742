"""Templates laid over what is typed, and the answers they gave confirmed one by one, by section or together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.patterns import apply_pattern, with_suggested_recommendation
from reporting.ductography.facts.unconfirmed_answers import assumed_answers

from . import form_state, suggestions
from .document_form import DocumentForm
from .fields import ASSUMED
from .form_state import Unusable
from .names import SEPARATOR, joined

# Confirmed only on their own: nobody may say by one click for everything that a patient is not pregnant.
ON_THEIR_OWN = "safety"
ALL = "all"


def fill_in(form: DocumentForm, pattern: ReportDocument | None, *, conclude: bool) -> bool:
    """Lay ``pattern`` over the blanks of the page; False, and nothing is done, while the page is unreadable.

    ``conclude`` also fills in the recommendation that the table proposes and the impression, where they are blank.

    Raises:
        Unusable: there is no such template (any more).
    """
    if pattern is None:
        raise Unusable(_("This template no longer exists."))
    document = form.readable()
    if document is None:
        return False
    filled = apply_pattern(document, pattern)
    if conclude:
        filled = with_suggested_recommendation(filled)
    form.write(form_state.from_document(filled))
    if conclude and not filled.impression.text and suggestions.take_over(form, "impression"):
        here = joined("impression", ASSUMED)
        form.write({here: [*form.typed[here], suggestions.TEXT]})
    return True


def confirm(form: DocumentForm, name: str) -> None:
    """Confirm the answer of one control, of a section, or with ``ALL`` every one outside of `ON_THEIR_OWN`.

    Raises:
        Unusable: nothing of that name is to be confirmed.
    """
    changed: form_state.Typed = {}
    for key, names in form.typed.items():
        prefix, _dash, last = key.rpartition(SEPARATOR)
        if last != ASSUMED or not names:
            continue
        left = [leaf for leaf in names if not _is_meant(joined(prefix, leaf), name)]
        if left != names:
            changed[key] = left
    if not changed:
        raise Unusable(_("“{name}” has nothing to confirm.").format(name=name[:80]))
    form.write(changed)


def _is_meant(control: str, name: str) -> bool:
    if name == ALL:
        return not control.startswith(ON_THEIR_OWN + SEPARATOR)
    return control == name or control.startswith(name + SEPARATOR)


def to_confirm(document: ReportDocument) -> tuple[int, int]:
    """How many answers `confirm` with ``ALL`` settles, and how many are confirmed on their own."""
    paths = [path for path, _spec in assumed_answers(document)]
    apart = sum(path.startswith(f"{ON_THEIR_OWN}.") for path in paths)
    return len(paths) - apart, apart
