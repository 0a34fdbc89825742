"""Every value list of the report, grouped as the examination goes."""

from .findings import *  # noqa: F403
from .follow_up import *  # noqa: F403
from .general import *  # noqa: F403
from .history import *  # noqa: F403
from .technique import *  # noqa: F403
from .terms import Term


def all_vocabularies() -> list[type[Term]]:
    """All value lists, by name."""
    return sorted(Term.__subclasses__(), key=lambda vocabulary: vocabulary.__name__)
