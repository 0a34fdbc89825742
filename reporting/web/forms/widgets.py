"""HTML controls for each kind of answer, in Bootstrap markup.

A page has several hundred controls, so each is one formatted string instead of a template; the options of a value
list are cached per list, answer and language. Submitted values are always shown again, valid or not.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.ductography.document import LeafSpec
from reporting.ductography.vocabulary.terms import Term

from . import datetimes

# Not a term of any value list; a test checks this.
NOT_RECORDED = "-not-recorded-"


class Control(forms.Widget):
    """Control of one leaf."""

    css = "form-control form-control-sm"
    input_type = "text"
    extra: dict[str, str] = {}

    def __init__(self, spec: LeafSpec):
        super().__init__()
        self.vocabulary = spec.vocabulary

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        text = "" if value is None else str(value)
        return format_html(
            '<input type="{}" name="{}" class="{}" value="{}"{}>',
            self.type_for(text),
            name,
            self.css,
            text,
            flatatt({**self.extra, **(attrs or {})}),
        )

    def type_for(self, text: str) -> str:
        return self.input_type


class TextLine(Control):
    extra = {"autocomplete": "off", "dir": "auto"}  # a name may be in a right-to-left script


class GeneratedText(TextLine):
    """A generated answer: shown and submitted, but not editable."""

    extra = {"readonly": "readonly", **TextLine.extra}


class Number(Control):
    extra = {"inputmode": "decimal", "autocomplete": "off"}


class PartialDate(Control):
    extra = {"inputmode": "numeric", "autocomplete": "off"}


class Date(Control):
    """Browsers empty a date control with an invalid value, so that is shown in a plain text field."""

    def type_for(self, text: str) -> str:
        try:
            return "date" if not text or datetime.date.fromisoformat(text).isoformat() == text else "text"
        except ValueError:
            return "text"


class LocalDateTime(Control):
    extra = {"step": "any"}

    def type_for(self, text: str) -> str:
        return "datetime-local" if not text or datetimes.is_local(text) else "text"


class LongText(Control):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        text = "" if value is None else str(value)
        rows = min(12, max(2, text.count("\n") + 1 + len(text) // 90))
        # Browsers remove one leading line feed.
        return format_html(
            '<textarea name="{}" class="{}" rows="{}" dir="auto"{}>\n{}</textarea>',
            name,
            self.css,
            rows,
            flatatt(attrs or {}),
            text,
        )


class HiddenText(Control):
    """A hidden text; unlike an input, a text area preserves line breaks."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '<textarea name="{}" hidden{}>\n{}</textarea>', name, flatatt(attrs or {}), value or ""
        )


class ReadOnlyText(forms.Widget):
    """An answer set elsewhere: can be read and copied, is never submitted."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {key: item for key, item in (attrs or {}).items() if key != "disabled"}
        return format_html(
            '<input type="text" readonly class="form-control-plaintext form-control-sm" dir="auto" value="{}"{}>',
            value or "",
            flatatt(attrs),
        )


class TermSelect(Control):
    """One term of a value list, blank, or not recorded."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        assert self.vocabulary is not None  # noqa: S101 - a choice always has its list
        return format_html(
            '<select name="{}" class="form-select form-select-sm"{}>{}</select>',
            name,
            flatatt(attrs or {}),
            _options(self.vocabulary, value or "", get_language()),
        )


class PageSelect(Control):
    """One of the choices on the page itself, or blank."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = dict(attrs or {})
        choices = [("", ""), *attrs.pop("choices", ())]
        if value and value not in {each for each, _label in choices}:
            choices.append((value, value))
        return format_html(
            '<select name="{}" class="form-select form-select-sm"{}>{}</select>',
            name,
            flatatt(attrs),
            _select_options(choices, value or ""),
        )


class TermCheckboxes(Control):
    """Any number of terms of a value list, or not recorded: checkboxes styled as chips."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        assert self.vocabulary is not None  # noqa: S101 - choices always have their list
        terms: list[tuple[str, str | Promise]] = [(term.value, term.label) for term in self.vocabulary]
        terms.append((NOT_RECORDED, _("not recorded")))
        return checkboxes(name, (attrs or {}).get("id", name), terms, value or ())


class LeafCheckboxes(forms.Widget):
    """Checkboxes of a group's leaves, rendered by the form, which knows those to show."""


def checkboxes(
    name: str, element_id: str, choices: Sequence[tuple[str, str | Promise]], chosen: Sequence[str]
) -> SafeString:
    """Return checkboxes called ``name``; a chosen value not among ``choices`` is shown unchanged."""
    known = {value for value, _label in choices}
    every = [*choices, *((value, value) for value in chosen if value not in known)]
    return format_html_join(
        "",
        '<span><input type="checkbox" class="btn-check" name="{0}" value="{2}" id="{1}_{3}"{4}>'
        '<label class="btn btn-sm pick{6}" for="{1}_{3}">{5}</label></span>',
        (
            (
                name,
                element_id,
                value,
                position,
                SafeString(" checked") if value in chosen else "",
                label,
                SafeString(" pick-none") if value == NOT_RECORDED else "",
            )
            for position, (value, label) in enumerate(every)
        ),
    )


@lru_cache(maxsize=4096)
def _options(vocabulary: type[Term], chosen: str, language: str | None) -> SafeString:
    choices = [("", ""), *vocabulary.choices(), (NOT_RECORDED, _("not recorded"))]
    if chosen not in {value for value, _label in choices}:
        choices.append((chosen, chosen))
    return _select_options(choices, chosen)


def _select_options(choices: Sequence[tuple[str, str | Promise]], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", label) for value, label in choices),
    )
