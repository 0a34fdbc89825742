"""All value lists of the report, grouped in the order of the examination."""

from .findings import *  # noqa: F403
from .follow_up import *  # noqa: F403
from .general import *  # noqa: F403
from .history import *  # noqa: F403
from .technique import *  # noqa: F403
from .terms import Term


def all_vocabularies() -> list[type[Term]]:
    """Return all value lists, sorted by name."""
    return sorted(Term.__subclasses__(), key=lambda vocabulary: vocabulary.__name__)
