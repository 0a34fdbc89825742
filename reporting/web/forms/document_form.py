"""The whole report as one page of controls, built from a document or from submitted data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from reporting.ductography.document import (
    DocumentError,
    LeafSpec,
    ListSpec,
    Node,
    ReportDocument,
    is_blank,
    leaf_values,
)
from reporting.ductography.drafting.initial_document import default_side_for_new_duct
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.vocabulary import Side

from . import findings, form_state
from .fields import groups_of
from .names import SEPARATOR, TOTAL, control_id, joined, label_of, leaf_at, name_of, path_of
from .node_factory import node_form
from .nodes import NodeForm
from .page_state import EditConflict, FieldError, TextSuggestion


class DocumentForm:
    """A form for every group of the report, nested like the document.

    ``document`` supplies the answers that the form does not contain, and all of them without ``data``.

    Raises:
        form_state.InvalidFormData: ``data`` is not a complete page of this form.
    """

    def __init__(self, document: ReportDocument | None = None, data: QueryDict | None = None):
        self.base = document or ReportDocument()
        self.form_values = form_state.from_document(self.base) if data is None else form_state.from_post(data)
        self.questions: dict[str, str] = {}
        self.edit_conflicts: dict[str, EditConflict] = {}
        self.taken: frozenset[str] = frozenset()
        self.pictures: Mapping[str, Any] = {}  # stored images by digest, for the templates
        self.attach_address = ""  # URL for uploading a new one
        self.removed = ""  # the row just removed, for undo
        # Texts replaced by a suggestion, by their part, for undo until the page is saved.
        sent = [] if data is None else data.getlist("replaced")
        self.replaced = {replaced.partition("?")[0]: replaced for replaced in sent}
        self.suggestions: Mapping[str, TextSuggestion] = {}  # suggested texts by the name of their control
        self._build()

    def _build(self) -> None:
        self.forms: dict[str, NodeForm] = {}
        self._document: ReportDocument | None = None
        self._readable_document: ReportDocument | None = None
        self.root = self._form(ReportDocument, "", self.base)

    def _form(self, node_class: type[Node], prefix: str, node: Node | None) -> NodeForm:
        form = self.forms[prefix] = node_form(node_class)(self, prefix, node)
        for spec in groups_of(node_class):
            here = joined(prefix, spec.name)
            if isinstance(spec, ListSpec):
                rows = range(int(str(self.form_values[joined(here, TOTAL)])))
                form.children[spec.name] = [
                    self._form(spec.node_class, joined(here, row), None) for row in rows
                ]
            else:
                below = getattr(node, spec.name) if node is not None else None
                form.children[spec.name] = self._form(spec.node_class, here, below)
        return form

    # --- Rows -------------------------------------------------------------------------------------

    def add(self, list_name: str) -> str:
        """Append an empty row to a list; return its name. Raises `InvalidFormData` for an unknown list."""
        with findings.keep_arrow_targets(self.form_values):
            row = form_state.add(self.form_values, list_name)
        self._build()
        return row

    def add_with_default_side(self, list_name: str) -> str:
        """Like `add`; a new duct gets the examined side if there is only one.

        A new breast gets the only examined side that has none yet, and its first step.
        """
        if list_name == "breasts":
            return self._add_breast()
        if list_name != "ducts":
            return self.add(list_name)
        side = default_side_for_new_duct(self.base, self._sides_of("ducts"))
        with findings.keep_arrow_targets(self.form_values):
            return self.add_filled("ducts", {"side": side.value} if side else {})

    def _add_breast(self) -> str:
        examined = self._sides_of("ducts") | examined_sides(ReportDocument(identity=self.base.identity))
        left = examined - self._sides_of("breasts")
        row = self.add_filled("breasts", {"side": left.pop().value} if len(left) == 1 else {})
        self.add(joined(row, "recommendation", "steps"))
        return row

    def _sides_of(self, list_name: str) -> set[Side]:
        rows = self.root.children[list_name]
        assert isinstance(rows, list)  # noqa: S101 - only lists are asked for
        return {row.breast for row in rows if row.breast}

    def copy(self, row_name: str) -> str:
        """Append a copy of a row to its list; return its name. Raises `InvalidFormData` for an unknown row."""
        with findings.keep_arrow_targets(self.form_values):
            row = form_state.copy(self.form_values, row_name)
        self._build()
        return row

    def remove(self, row_name: str) -> None:
        """Remove a row from its list. Raises `InvalidFormData` for an unknown row."""
        with findings.keep_arrow_targets(self.form_values):
            self.removed = form_state.remove(self.form_values, row_name)
        self._build()

    def restore(self, removed: str) -> str:
        """Restore a row from the value of ``removed``; return its name. Raises `InvalidFormData`."""
        with findings.keep_arrow_targets(self.form_values):
            row = form_state.restore(self.form_values, removed)
        self._build()
        return row

    def acknowledge_alert(self, alert: str) -> str:
        """Append a row that acknowledges an alert, given as rule and path; the user enters only the reason."""
        rule_id, _space, path = alert.partition(" ")
        return self.add_filled("overrides", {"rule_id": rule_id, "path": path})

    def add_filled(self, list_name: str, answers: Mapping[str, str]) -> str:
        """Append a row with ``answers`` by leaf name; return the row's name."""
        row = form_state.add(self.form_values, list_name)
        self.form_values.update({joined(row, name): answer for name, answer in answers.items()})
        self._build()
        return row

    def write(self, values: form_state.FormValues) -> None:
        """Replace the values of controls."""
        self.form_values.update(values)
        self._build()

    def next_row(self, list_name: str) -> str:
        """Return the name that the next row of a list will get."""
        return joined(list_name, str(self.form_values[joined(list_name, TOTAL)]))

    # --- Validation -------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Return True if the values form a valid document; otherwise add an error to each field concerned."""
        forms = list(self.forms.values())
        readable = all([form.is_valid() for form in forms])
        try:
            document = ReportDocument.from_json(json.dumps(self._json(self.root)))
        except DocumentError as error:
            for problem in error.problems:
                self._add_error(problem.path, problem.message)
            return False
        if readable:
            self._document = _without_empty_rows(document)
        return readable

    def readable_document(self) -> ReportDocument | None:
        """Return the document including empty rows, without adding errors; None if it is invalid."""
        if self._readable_document is None and all([form.is_valid() for form in self.forms.values()]):
            with suppress(DocumentError):
                self._readable_document = ReportDocument.from_json(json.dumps(self._json(self.root)))
        return self._readable_document

    def saveable_document(self) -> ReportDocument | None:
        """Return the document without empty rows, as it would be saved; None if it is invalid."""
        document = self.readable_document()
        return None if document is None else _without_empty_rows(document)

    @property
    def document(self) -> ReportDocument:
        """The document without empty rows. Only available after `is_valid` returned True."""
        if self._document is None:
            raise ValueError("the form is not valid, or was not asked")
        return self._document

    @property
    def findings(self) -> list[tuple[str, str]]:
        """Targets of arrows on key images: path and name of every finding on the page."""
        return findings.finding_choices(self.form_values)

    @property
    def shown_digests(self) -> set[str]:
        """Digests of the key images on the page."""
        rows = range(int(str(self.form_values[joined("key_images", TOTAL)])))
        return {str(self.form_values[joined("key_images", row, "digest")]) for row in rows}

    @property
    def errors_by_path(self) -> dict[str, list[str]]:
        """Error messages by the path of their field in the document."""
        found: dict[str, list[str]] = {}
        for complaint in self.field_errors():
            found.setdefault(complaint.path, []).append(complaint.message)
        return found

    def field_errors(self) -> list[FieldError]:
        """Return all errors in the order of the page."""
        return [
            FieldError(path_of(name), label_of(name), str(message), self.anchor(name))
            for prefix, form in self.forms.items()
            for field, messages in form.errors.items()
            for name in [prefix if field == NON_FIELD_ERRORS else joined(prefix, field)]
            for message in messages
        ]

    def _json(self, form: NodeForm) -> dict[str, Any]:
        return form.answers() | {
            name: [self._json(row) for row in below] if isinstance(below, list) else self._json(below)
            for name, below in form.children.items()
        }

    def _add_error(self, path: str, message: str) -> None:
        """Add an error of the document to its control, or to the nearest enclosing group."""
        name = name_of(path)
        while name:
            head, _dash, last = name.rpartition(SEPARATOR)
            if head in self.forms and last in self.forms[head].fields:
                return self.forms[head].add_error(last, message)
            if name in self.forms:
                return self.forms[name].add_error(None, message)
            name = head
        self.root.add_error(None, message)
        return None

    # --- Showing ----------------------------------------------------------------------------------

    def mark_questions(self, questions: Mapping[str, str]) -> None:
        """Mark fields and groups that still need an answer: path → question."""
        self.questions = {name_of(path): question for path, question in questions.items()}

    def mark_conflicts(self, names: Iterable[str], theirs: ReportDocument, person: str) -> None:
        """Mark leaves and lists that ``person`` answered differently, with that answer."""
        texts = {name_of(leaf.path): leaf.text for leaf in leaf_values(theirs)}
        rows = form_state.from_document(theirs)
        for name in names:
            answered = texts.get(name, "") if leaf_at(name) else str(rows.get(joined(name, TOTAL), 0))
            if self.anchor(name) in (
                control_id(name),
                name,
            ):  # hidden leaves follow the control they belong to
                self.edit_conflicts[name] = EditConflict(
                    name, label_of(name), answered, person, self.anchor(name)
                )

    def accept_theirs(self, name: str, theirs: ReportDocument) -> None:
        """Copy another user's answers into a leaf or list. Raises `InvalidFormData` for an unknown name."""
        form_state.copy_answers(self.form_values, name, form_state.from_document(theirs))
        self._build()

    def anchor(self, name: str) -> str:
        """Return the id of the element that shows ``name``: its control, or the nearest enclosing group."""
        while name:
            head, _dash, last = name.rpartition(SEPARATOR)
            if head in self.forms and last in self.forms[head].fields:
                return control_id(name)
            if name in self.forms or joined(name, TOTAL) in self.form_values:
                return name
            name = head
        return "report"

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values as a browser would send them, without token and button."""
        return form_state.pairs(self.form_values)


NodeType = TypeVar("NodeType", bound=Node)


def _without_empty_rows(node: NodeType) -> NodeType:
    """Return the group without empty list items at any depth."""
    changes = dict(_changed_children(node))
    return node.model_copy(update=changes) if changes else node


def _changed_children(node: Node) -> Iterator[tuple[str, Any]]:
    for spec in node.specs():
        if isinstance(spec, LeafSpec):
            continue
        below = getattr(node, spec.name)
        if isinstance(below, tuple):
            kept = tuple(row for row in map(_without_empty_rows, below) if not _is_empty(row))
            if kept != below:
                yield spec.name, kept
        elif (pruned := _without_empty_rows(below)) is not below:
            yield spec.name, pruned


def _is_empty(node: Node) -> bool:
    """Return True if no leaf has an answer other than its default."""
    return not node.not_recorded and all(
        getattr(node, spec.name) == spec.default or is_blank(getattr(node, spec.name))
        if isinstance(spec, LeafSpec)
        else not getattr(node, spec.name)
        if isinstance(spec, ListSpec)
        else _is_empty(getattr(node, spec.name))
        for spec in node.specs()
    )
