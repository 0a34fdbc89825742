"""What a browser sends for a form: read from the page's HTML by the rules of the HTML standard, not by our code."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.http import QueryDict

Pair = tuple[str, str]


@dataclass
class Control:
    tag: str
    attributes: dict[str, str]
    value: str = ""
    options: list[tuple[str, bool]] = field(default_factory=list)


class FormReader(HTMLParser):
    """Collects the controls, labels and ids of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.controls: list[Control] = []
        self.labels: dict[str, str] = {}
        self.legends: dict[str, str] = {}
        self.ids: list[str] = []
        self.tags: list[str] = []
        self._open: Control | None = None
        self._text: list[str] | None = None
        self._label_for = ""
        self._fieldsets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag in ("input", "select", "textarea", "button"):
            control = Control(tag, attributes, attributes.get("value", ""))
            self.controls.append(control)
            self._open = control
            if tag == "textarea":
                self._text = []
        elif tag == "option" and self._open is not None:
            self._open.options.append((attributes.get("value", ""), "selected" in attributes))
        elif tag == "fieldset":
            self._fieldsets.append(attributes.get("id", ""))
        elif tag in ("label", "legend"):
            self._label_for = attributes.get("for", "")
            self._text = []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._text or ())
        if tag == "textarea" and self._open is not None:
            self._open.value = text.removeprefix("\n")
        elif tag == "label":
            self.labels[self._label_for] = text.strip()
        elif tag == "legend":
            self.legends[self._fieldsets[-1]] = text.strip()
        elif tag == "fieldset":
            self._fieldsets.pop()
        if tag in ("textarea", "label", "legend"):
            self._text = None


def read(html: str) -> FormReader:
    reader = FormReader()
    reader.feed(html)
    return reader


def pairs(html: str, button: Pair | None = None) -> list[Pair]:
    """The names and values that a browser sends when ``button`` is pressed."""
    sent: list[Pair] = []
    for control in read(html).controls:
        attributes = control.attributes
        name = attributes.get("name")
        if not name or "disabled" in attributes or control.tag == "button":
            continue
        if control.tag == "select":
            chosen = [value for value, selected in control.options if selected]
            sent.append((name, (chosen or [control.options[0][0]])[-1]))
        elif attributes.get("type") in ("checkbox", "radio"):
            if "checked" in attributes:
                sent.append((name, attributes.get("value", "on")))
        elif control.tag == "textarea":
            sent.append((name, control.value.replace("\r\n", "\n").replace("\n", "\r\n")))
        else:
            sent.append((name, control.value.replace("\n", "").replace("\r", "")))
    return [*sent, *([button] if button else [])]


def query(sent: list[Pair]) -> QueryDict:
    """The same as a view reads it."""
    return QueryDict(urlencode(sent))
