"""Create the form class of each group of the document, once per class."""

from __future__ import annotations

from functools import cache
from typing import cast

from reporting.ductography.document import Node

from .fields import fields_of
from .layout_objects import helper_for
from .nodes import NodeForm


@cache
def node_form(node_class: type[Node]) -> type[NodeForm]:
    """Return the form class of a group: a field per leaf, and its layout."""
    form_class = cast(type[NodeForm], type(f"{node_class.__name__}Form", (NodeForm,), {}))
    form_class.node_class = node_class
    form_class.base_fields = fields_of(node_class)
    form_class.helper = helper_for(node_class)
    return form_class
