"""Suggested texts next to their fields, which a button accepts, rejects or undoes.

They are written in the language of the report, and are available only while the page is valid.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative.text_origin import SUGGESTED_TEXTS, is_stale, origin_of_text
from reporting.site.languages import report_language

from .document_form import DocumentForm
from .fields import GROUP
from .form_state import FormValues, InvalidFormData
from .names import control_id, joined
from .page_state import TextSuggestion

TEXT, GENERATED = "text", "generated"


def text_suggestions(form: DocumentForm, document: ReportDocument) -> tuple[TextSuggestion, ...]:
    """Return the suggestion for each text of the page; ``document`` is the form's content as it would be saved."""
    with report_language():
        return tuple(_text_suggestion(form, document, part) for part in SUGGESTED_TEXTS)


def _text_suggestion(form: DocumentForm, document: ReportDocument, part: str) -> TextSuggestion:
    undo = form.replaced.get(part, "")
    return TextSuggestion(
        part=part,
        anchor=control_id(joined(part, TEXT)),
        suggestion=SUGGESTED_TEXTS[part](document),
        text=getattr(document, part).text or "",
        origin=origin_of_text(document, part),
        stale=is_stale(document, part),
        replaced_text=_parse_replaced(undo)[TEXT] if undo else "",
        undo=undo,
    )


def accept_suggestion(form: DocumentForm, part: str) -> bool:
    """Replace the text of ``part`` by the current suggestion; return False without a change if the page is invalid.

    Raises:
        InvalidFormData: ``part`` has no suggestion.
    """
    suggestion = _suggestion(form, part)
    if suggestion is None:
        return False
    before = {name: str(form.form_values[joined(part, name)]) for name in (TEXT, GENERATED)}
    if before[TEXT].strip() and before[TEXT] != before[GENERATED]:
        form.replaced[part] = f"{part}?{urlencode(before)}"
    _write(form, part, {TEXT: suggestion, GENERATED: suggestion})
    return True


def keep_text(form: DocumentForm, part: str) -> bool:
    """Keep the text of ``part`` and dismiss the current suggestion; otherwise like `accept_suggestion`."""
    suggestion = _suggestion(form, part)
    if suggestion is None:
        return False
    _write(form, part, {GENERATED: suggestion})
    return True


def restore_text(form: DocumentForm, replaced: str) -> bool:
    """Restore the text that `accept_suggestion` replaced. Raises `InvalidFormData` for any other value."""
    part, _mark, _rest = replaced.partition("?")
    _require_known(part)
    form.replaced.pop(part, None)
    _write(form, part, _parse_replaced(replaced))
    return True


def _suggestion(form: DocumentForm, part: str) -> str | None:
    _require_known(part)
    document = form.saveable_document()
    if document is None:
        return None
    with report_language():
        return SUGGESTED_TEXTS[part](document)


def _require_known(part: str) -> None:
    if part not in SUGGESTED_TEXTS:
        raise InvalidFormData(_("There is no suggestion for “{name}”.").format(name=part[:80]))


def _parse_replaced(replaced: str) -> dict[str, str]:
    sent = parse_qs(replaced.partition("?")[2], keep_blank_values=True)
    return {name: sent.get(name, [""])[0] for name in (TEXT, GENERATED)}


def _write(form: DocumentForm, part: str, values: dict[str, str]) -> None:
    """Write ``values`` into the controls of ``part``; a text is no longer marked as not recorded."""
    changed: FormValues = {joined(part, name): value for name, value in values.items()}
    if values.get(TEXT):
        marks = joined(part, GROUP)
        changed[marks] = [name for name in form.form_values[marks] if name != TEXT]
    form.write(changed)
