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


class Line(Control):
    extra = {"autocomplete": "off", "dir": "auto"}  # a name may be in a right-to-left script


class FilledIn(Line):
    """An answer that the program gives: to be seen and sent back, not typed over."""

    extra = {"readonly": "readonly", **Line.extra}


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


class Moment(Control):
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


class Hidden(Control):
    """A text that goes with the page unseen; unlike an input, a text area keeps its lines everywhere."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '<textarea name="{}" hidden{}>\n{}</textarea>', name, flatatt(attrs or {}), value or ""
        )


class Shown(forms.Widget):
    """An answer that is owned elsewhere: to be read and copied, never sent."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {key: item for key, item in (attrs or {}).items() if key != "disabled"}
        return format_html(
            '<input type="text" readonly class="form-control-plaintext form-control-sm" dir="auto" value="{}"{}>',
            value or "",
            flatatt(attrs),
        )


class Terms(Control):
    """One term of a value list, blank, or not recorded."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        assert self.vocabulary is not None  # noqa: S101 - a choice always has its list
        return format_html(
            '<select name="{}" class="form-select form-select-sm"{}>{}</select>',
            name,
            flatatt(attrs or {}),
            _options(self.vocabulary, value or "", get_language()),
        )


class Offered(Control):
    """One of what the page itself holds at the moment, or blank."""

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


class Chips(Control):
    """Any number of terms of a value list, or not recorded: checkboxes drawn as chips."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        assert self.vocabulary is not None  # noqa: S101 - choices always have their list
        terms: list[tuple[str, str | Promise]] = [(term.value, term.label) for term in self.vocabulary]
        terms.append((NOT_RECORDED, _("not recorded")))
        return checkboxes(name, (attrs or {}).get("id", name), terms, value or ())


class Names(forms.Widget):
    """Checkboxes of a group's leaves; which of them are shown is known to the form, which draws them."""


def checkboxes(
    name: str, element_id: str, choices: Sequence[tuple[str, str | Promise]], chosen: Sequence[str]
) -> SafeString:
    """Checkboxes of one ``name``; a chosen value that is none of the ``choices`` is shown as it was sent."""
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
