"""The whole report as one page of controls: made from a document, read from what a browser sent."""

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

from . import findings, form_state
from .names import SEPARATOR, TOTAL, control_id, joined, label_of, leaf_at, name_of, path_of
from .node_factory import node_form
from .nodes import NodeForm
from .page_state import Complaint, Dispute, Offer


class DocumentForm:
    """A form for every group of the report, nested as the document is.

    ``document`` gives the answers that the form does not ask for, and without ``data`` all the others.

    Raises:
        typed.Unusable: ``data`` is not a whole page of this form.
    """

    def __init__(self, document: ReportDocument | None = None, data: QueryDict | None = None):
        self.base = document or ReportDocument()
        self.typed = form_state.from_document(self.base) if data is None else form_state.from_post(data)
        self.asked: dict[str, str] = {}
        self.disputed: dict[str, Dispute] = {}
        self.taken: frozenset[str] = frozenset()
        self.pictures: Mapping[str, Any] = {}  # stored images by digest, as the page draws them
        self.attach_address = ""  # where a new one is handed in
        self.removed = ""  # the row that was just taken out, to be put back
        # Texts that a proposal replaced, by their part, to be put back until the page is saved.
        sent = [] if data is None else data.getlist("replaced")
        self.replaced = {replaced.partition("?")[0]: replaced for replaced in sent}
        self.offers: Mapping[str, Offer] = {}  # what is proposed for a text, by the name of its control
        self._build()

    def _build(self) -> None:
        self.forms: dict[str, NodeForm] = {}
        self._document: ReportDocument | None = None
        self._read: ReportDocument | None = None
        self.root = self._form(ReportDocument, "", self.base)

    def _form(self, node_class: type[Node], prefix: str, node: Node | None) -> NodeForm:
        form = self.forms[prefix] = node_form(node_class)(self, prefix, node)
        for spec in node_class.specs():
            if isinstance(spec, LeafSpec):
                continue
            here = joined(prefix, spec.name)
            if isinstance(spec, ListSpec):
                rows = range(int(str(self.typed[joined(here, TOTAL)])))
                form.children[spec.name] = [
                    self._form(spec.node_class, joined(here, row), None) for row in rows
                ]
            else:
                below = getattr(node, spec.name) if node is not None else None
                form.children[spec.name] = self._form(spec.node_class, here, below)
        return form

    # --- Rows -------------------------------------------------------------------------------------

    def add(self, list_name: str) -> str:
        """Append an empty row to a list; returns its name. Raises `typed.Unusable` for an unknown list."""
        with findings.pointed_to(self.typed):
            row = form_state.add(self.typed, list_name)
        self._build()
        return row

    def add_as_examined(self, list_name: str) -> str:
        """The same; a duct stands on the side that is examined, where it is one. Readable or not is all one."""
        if list_name != "ducts":
            return self.add(list_name)
        ducts = self.root.children["ducts"]
        assert isinstance(ducts, list)  # noqa: S101 - the document has a list of ducts
        side = default_side_for_new_duct(self.base, {duct.breast for duct in ducts if duct.breast})
        with findings.pointed_to(self.typed):
            return self.add_filled("ducts", {"side": side.value} if side else {})

    def copy(self, row_name: str) -> str:
        """Append a copy of a row to its list; returns its name. Raises `typed.Unusable` for an unknown row."""
        with findings.pointed_to(self.typed):
            row = form_state.copy(self.typed, row_name)
        self._build()
        return row

    def remove(self, row_name: str) -> None:
        """Take a row out of its list. Raises `typed.Unusable` for an unknown row."""
        with findings.pointed_to(self.typed):
            self.removed = form_state.remove(self.typed, row_name)
        self._build()

    def restore(self, removed: str) -> str:
        """Put back what `remove` kept in ``removed``; returns the row's name. Raises `typed.Unusable`."""
        with findings.pointed_to(self.typed):
            row = form_state.restore(self.typed, removed)
        self._build()
        return row

    def leave_standing(self, alert: str) -> str:
        """Append a row that lets an alert stand; ``alert`` is its rule and path. Only its reason is to be typed."""
        rule_id, _space, path = alert.partition(" ")
        return self.add_filled("overrides", {"rule_id": rule_id, "path": path})

    def add_filled(self, list_name: str, answers: Mapping[str, str]) -> str:
        """Append a row that holds ``answers``, by the names of its leaves; returns the row's name."""
        row = form_state.add(self.typed, list_name)
        self.typed.update({joined(row, name): answer for name, answer in answers.items()})
        self._build()
        return row

    def write(self, values: form_state.Typed) -> None:
        """Put other answers into controls of the page."""
        self.typed.update(values)
        self._build()

    def next_row(self, list_name: str) -> str:
        """The name that the next row of a list will have."""
        return joined(list_name, str(self.typed[joined(list_name, TOTAL)]))

    # --- Validation -------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Whether what is typed makes a document; if not, every complaint stands at its field."""
        forms = list(self.forms.values())
        readable = all([form.is_valid() for form in forms])
        try:
            document = ReportDocument.from_json(json.dumps(self._json(self.root)))
        except DocumentError as error:
            for problem in error.problems:
                self._complain(problem.path, problem.message)
            return False
        if readable:
            self._document = _without_empty_rows(document)
        return readable

    def readable(self) -> ReportDocument | None:
        """The document as far as it is typed, empty rows too, without complaining; None when there is none."""
        if self._read is None and all([form.is_valid() for form in self.forms.values()]):
            with suppress(DocumentError):
                self._read = ReportDocument.from_json(json.dumps(self._json(self.root)))
        return self._read

    def as_saved(self) -> ReportDocument | None:
        """The same as it would be saved, without empty rows."""
        document = self.readable()
        return None if document is None else _without_empty_rows(document)

    @property
    def document(self) -> ReportDocument:
        """What was typed, without rows that hold nothing. Only after `is_valid` said yes."""
        if self._document is None:
            raise ValueError("the form is not valid, or was not asked")
        return self._document

    @property
    def findings(self) -> list[tuple[str, str]]:
        """What an arrow on a key image can point to: path and name of every finding on the page."""
        return findings.offered(self.typed)

    @property
    def shown_digests(self) -> set[str]:
        """Digests of the key images on the page."""
        rows = range(int(str(self.typed[joined("key_images", TOTAL)])))
        return {str(self.typed[joined("key_images", row, "digest")]) for row in rows}

    @property
    def errors_by_path(self) -> dict[str, list[str]]:
        """Every complaint, by the path of its field in the document."""
        found: dict[str, list[str]] = {}
        for complaint in self.complaints():
            found.setdefault(complaint.path, []).append(complaint.message)
        return found

    def complaints(self) -> list[Complaint]:
        """What is wrong, in the order of the page."""
        return [
            Complaint(path_of(name), label_of(name), str(message), self.anchor(name))
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

    def _complain(self, path: str, message: str) -> None:
        """Put a complaint of the document beside the control it is about, or the nearest group around it."""
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

    def ask(self, questions: Mapping[str, str]) -> None:
        """Mark fields and groups that still need an answer: path → what is asked."""
        self.asked = {name_of(path): question for path, question in questions.items()}

    def dispute(self, names: Iterable[str], theirs: ReportDocument, person: str) -> None:
        """Show at these leaves and lists what ``person`` answered otherwise, to be chosen from."""
        texts = {name_of(leaf.path): leaf.text for leaf in leaf_values(theirs)}
        rows = form_state.from_document(theirs)
        for name in names:
            answered = texts.get(name, "") if leaf_at(name) else str(rows.get(joined(name, TOTAL), 0))
            if self.anchor(name) in (control_id(name), name):  # what nobody sees goes with what it belongs to
                self.disputed[name] = Dispute(name, label_of(name), answered, person, self.anchor(name))

    def take(self, name: str, theirs: ReportDocument) -> None:
        """Put another person's answers into a leaf or list. Raises `typed.Unusable` for an unknown one."""
        form_state.take(self.typed, name, form_state.from_document(theirs))
        self._build()

    def anchor(self, name: str) -> str:
        """The id of the element that shows ``name``: a control, a group, or the nearest group around it."""
        while name:
            head, _dash, last = name.rpartition(SEPARATOR)
            if head in self.forms and last in self.forms[head].fields:
                return control_id(name)
            if name in self.forms or joined(name, TOTAL) in self.typed:
                return name
            name = head
        return "report"

    def pairs(self) -> list[tuple[str, str]]:
        """What a browser would send, without the token of the page and the button."""
        return form_state.pairs(self.typed)


NodeType = TypeVar("NodeType", bound=Node)


def _without_empty_rows(node: NodeType) -> NodeType:
    """The group without list items, here or below, into which nothing was entered."""
    changes = dict(_changed(node))
    return node.model_copy(update=changes) if changes else node


def _changed(node: Node) -> Iterator[tuple[str, Any]]:
    for spec in node.specs():
        if isinstance(spec, LeafSpec):
            continue
        below = getattr(node, spec.name)
        if isinstance(below, tuple):
            kept = tuple(row for row in map(_without_empty_rows, below) if not _holds_nothing(row))
            if kept != below:
                yield spec.name, kept
        elif (pruned := _without_empty_rows(below)) is not below:
            yield spec.name, pruned


def _holds_nothing(node: Node) -> bool:
    """Whether no leaf has an answer other than the one it is offered with."""
    return not node.not_recorded and all(
        getattr(node, spec.name) == spec.default or is_blank(getattr(node, spec.name))
        if isinstance(spec, LeafSpec)
        else not getattr(node, spec.name)
        if isinstance(spec, ListSpec)
        else _holds_nothing(getattr(node, spec.name))
        for spec in node.specs()
    )
