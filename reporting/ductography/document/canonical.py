"""The document as text: one canonical JSON form, its digest, and the only door back in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError

from .formatting import number
from .upgrade import UpgradeError, is_earlier, upgraded


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document that was handed in: where, and what is allowed."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class DocumentError(ValueError):
    """The text is no report document; ``problems`` names every field and what is allowed there."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))


class Canonical(BaseModel):
    """Adds the canonical text form to the document class."""

    def canonical_json(self) -> str:
        """Sorted keys, no white space, every field, characters as they are: equal documents, equal text."""
        return json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )

    def digest(self) -> str:
        """SHA-256 of the canonical JSON in UTF-8, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a document; one of an earlier version is upgraded.

        Raises:
            DocumentError: not JSON, a key twice, an unknown key, or a value that is not allowed.
        """
        try:
            read = _without_repeated_keys(text)
            return cls.model_validate_json(json.dumps(upgraded(read)) if is_earlier(read) else text)
        except UpgradeError as error:
            expected = NOT_AN_OBJECT if error.expected == "object" else NOT_A_LIST
            raise DocumentError([Problem(error.path, str(expected).format(given="…"))]) from None
        except ValidationError as error:
            raise DocumentError([_problem(detail) for detail in error.errors(include_url=False)]) from None
        except (ValueError, RecursionError) as error:
            if isinstance(error, DocumentError):
                raise
            raise DocumentError([Problem("", _("not valid JSON: {error}").format(error=error))]) from None


def _without_repeated_keys(text: str | bytes) -> Any:
    """The values of ``text``. JSON leaves the meaning of a repeated key open; in a report one of two would vanish."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _value in found]
        repeated = sorted({key for key in keys if keys.count(key) > 1})
        if repeated:
            raise DocumentError([Problem(key, _("duplicate key in one object")) for key in repeated])
        return dict(found)

    return json.loads(text, object_pairs_hook=pairs)


def path_text(location: Sequence[str | int]) -> str:
    """``("ducts", 0, "side")`` as ``ducts[0].side``."""
    text = ""
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


NOT_ALLOWED = gettext_lazy("{given} is not allowed; allowed: {allowed}")
NOT_WHOLE = gettext_lazy("{given} is not a whole number")
NOT_A_LIST = gettext_lazy("{given} is not a list")
NOT_AN_OBJECT = gettext_lazy("{given} is not an object")
NO_DATE = gettext_lazy("{given} is not a date; allowed: YYYY-MM-DD")
# By the name that pydantic gives to what is wrong; it says the rest itself.
MESSAGES = {
    "extra_forbidden": gettext_lazy("unknown field"),
    "enum": NOT_ALLOWED,
    "literal_error": NOT_ALLOWED,
    "greater_than_equal": gettext_lazy("{given} is too small; allowed: {limit} or more"),
    "less_than_equal": gettext_lazy("{given} is too large; allowed: {limit} or less"),
    "int_type": NOT_WHOLE,
    "int_from_float": NOT_WHOLE,
    "float_type": gettext_lazy("{given} is not a number"),
    "finite_number": gettext_lazy("{given} is not a finite number"),
    "string_type": gettext_lazy("{given} is not text"),
    "too_long": gettext_lazy("too long; allowed: {limit} characters"),
    "tuple_type": NOT_A_LIST,
    "model_type": NOT_AN_OBJECT,
    "date_type": NO_DATE,
    "date_parsing": NO_DATE,
}
LIMITS = ("ge", "le", "max_length")  # where pydantic keeps what is the most or the least


def _problem(detail: Any) -> Problem:
    context = detail.get("ctx", {})
    message = detail["msg"]
    if template := MESSAGES.get(detail["type"]):
        limits = [number(context[name]) for name in LIMITS if name in context]
        message = str(template).format(
            given=_shown(detail["input"]), allowed=context.get("expected"), limit="".join(limits)
        )
    return Problem(path_text(detail["loc"]), message)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
