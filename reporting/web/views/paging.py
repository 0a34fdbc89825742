"""Keyset pagination of lists: the last page is as fast as the first.

The URL names a row by its public id (``?after=`` older rows, ``?before=`` newer ones), so it does not reveal how many
rows there are.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Field, IntegerField, Model, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from reporting.custody import signed_content
from reporting.web.views.errors import InvalidQuery

ROWS_PER_PAGE = 25
COUNT_LIMIT = 1000

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """Newest first by field ``moment``; ties by the unique field ``tie``."""

    moment: str
    tie: str


BY_EXAMINATION = Order("examination__listed_on", "examination_id")
BY_SIGNATURE = Order("signed_at", "id")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows, newest first, and the query strings of the neighbouring pages, "" if there is none."""

    rows: list[Row]
    newer: str
    older: str


class CappedCount(Subquery):
    """Number of rows, counted up to `COUNT_LIMIT`: counting a million rows takes 0.1 s."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"

    def __init__(self, queryset: QuerySet[Row]):
        super().__init__(queryset.order_by().values("pk")[: COUNT_LIMIT + 1])

    def _resolve_output_field(self) -> Field[int, int]:
        return IntegerField()


def counted(queryset: QuerySet[Row]) -> int:
    """Return the number of rows, counted up to one beyond `COUNT_LIMIT`."""
    return queryset.order_by().values("pk")[: COUNT_LIMIT + 1].count()


def shown_count(count: int) -> str:
    """Return ``1,000+`` for a count beyond the limit."""
    return f"{COUNT_LIMIT:,}+" if count > COUNT_LIMIT else f"{count:,}"


def chosen(request: HttpRequest, name: str, among: Sequence[str] | Mapping[str, object]) -> str:
    """Return the value of ``?name=``, by default the first of ``among``.

    Raises:
        InvalidQuery: it is none of them.
    """
    value = request.GET.get(name, "") or next(iter(among))
    if value not in among:
        raise InvalidQuery(name, _("use one of: {names}").format(names=", ".join(among)))
    return value


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return ``?name=`` as an integer of at most nine digits.

    Raises:
        InvalidQuery: it is anything else.
    """
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise InvalidQuery(name, _("a whole number is expected"))
    return int(typed)


def address(request: HttpRequest, **changes: str) -> str:
    """Return the URL of this list's first page with ``changes`` in its query; "" removes a value."""
    query = request.GET.copy()
    for name, value in {"after": "", "before": "", **changes}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def page_of(queryset: QuerySet[Row], request: HttpRequest, order: Order) -> Page[Row]:
    """Return the page of ``queryset`` that the query string asks for.

    Raises:
        InvalidQuery: ``after`` or ``before`` is not a public id, or both are given.
        Http404: the list has no such row.
        SignedContentAltered: a row cannot be read.
    """
    after, before = _public_id(request, "after"), _public_id(request, "before")
    if after and before:
        raise InvalidQuery("after", _("use either after or before"))
    newest_first = queryset.order_by(f"-{order.moment}", f"-{order.tie}")
    if before:
        rows = _read(_rows_beyond(queryset, before, order, "gt").order_by(order.moment, order.tie))
        more, rows = len(rows) > ROWS_PER_PAGE, rows[ROWS_PER_PAGE - 1 :: -1]
        return Page(
            rows, _link(request, "before", rows[:1] if more else []), _link(request, "after", rows[-1:])
        )
    if after:
        newest_first = _rows_beyond(newest_first, after, order, "lt")
    rows = _read(newest_first)
    more, rows = len(rows) > ROWS_PER_PAGE, rows[:ROWS_PER_PAGE]
    return Page(
        rows,
        _link(request, "before", rows[:1] if after else []),
        _link(request, "after", rows[-1:] if more else []),
    )


def _read(queryset: QuerySet[Row]) -> list[Row]:
    with signed_content.reading_rows():
        return list(queryset[: ROWS_PER_PAGE + 1])


def _rows_beyond(queryset: QuerySet[Row], public_id: uuid.UUID, order: Order, side: str) -> QuerySet[Row]:
    place = queryset.filter(public_id=public_id).values_list(order.moment, order.tie).first()
    if place is None:
        raise Http404
    moment, tie = place
    # The first condition is implied by the second; it lets both planners start at the right index entry.
    return queryset.filter(**{f"{order.moment}__{side}e": moment}).filter(
        Q(**{f"{order.moment}__{side}": moment}) | Q(**{f"{order.tie}__{side}": tie})
    )


def _public_id(request: HttpRequest, name: str) -> uuid.UUID | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise InvalidQuery(name, _("the ID of a report is expected")) from None


def _link(request: HttpRequest, name: str, rows: list[Row]) -> str:
    if not rows:
        return ""
    marks = {"after": "", "before": "", name: str(rows[0].public_id)}  # type: ignore[attr-defined]
    return address(request, **marks)
