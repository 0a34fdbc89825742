"""The radiologist's worklist: reports to write, to finish, and recently signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reporting.custody import signed_lists
from reporting.models import AuditKind, Report, Status, User
from reporting.models.reports import ReportQuerySet
from reporting.policy.permissions import Permission
from reporting.web.presenters.rows import TabLink, altered_row, list_row
from reporting.web.views.access import Request, for_role, record
from reporting.web.views.intact_rows import altered_keys
from reporting.web.views.paging import (
    BY_EXAMINATION,
    BY_SIGNATURE,
    CappedCount,
    Order,
    address,
    chosen,
    page_of,
    shown_count,
)
from reporting.web.views.search import PARAMETER, matching, search_of

RowFilter = Callable[[ReportQuerySet, User], ReportQuerySet]


@dataclass(frozen=True, slots=True)
class Tab:
    """A list of the worklist; ``empty`` is the hint if it has no rows."""

    label: Promise
    filter_rows: RowFilter
    empty: Promise
    order: Order = BY_EXAMINATION


def _unfinished_of(reports: ReportQuerySet, user: User) -> ReportQuerySet:
    unsigned = Q(status__in=(Status.DRAFT, Status.PRELIMINARY))
    return reports.filter(unsigned | ~Q(amendment_reason=""), author=user)


TABS: dict[str, Tab] = {
    "to-report": Tab(
        _("To be reported"),
        lambda reports, _user: reports.filter(status=Status.DRAFT),
        _("All registered examinations have been reported. Choose “New examination” to register one."),
    ),
    "mine": Tab(
        _("My drafts"),
        _unfinished_of,
        _("You have no drafts. Start one from “To be reported”."),
    ),
    "preliminary": Tab(
        _("Awaiting final signature"),
        lambda reports, _user: reports.filter(status=Status.PRELIMINARY),
        _("No preliminary reports are awaiting final signature."),
    ),
    "amending": Tab(
        _("Amendments in progress"),
        lambda reports, _user: reports.exclude(amendment_reason=""),
        _("No amendments in progress. Open a signed report and choose “Amend”."),
    ),
    "signed": Tab(
        _("Signed by me"),
        lambda reports, user: reports.filter(current_version__signed_by=user),
        _("Reports you sign appear here, most recent first."),
        BY_SIGNATURE,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Permission.SEE_WORKLIST)
def worklist(request: Request) -> HttpResponse:
    """Show the list named by ``?list=``."""
    key = chosen(request, "list", TABS)
    search = search_of(request)
    if search.go:
        return redirect(search.go)
    found = matching(Report.objects.visible_to(request.user), search.words)
    tab = TABS[key]
    page = page_of(
        signed_lists.with_heads(tab.filter_rows(found, request.user))
        .select_related("examination__patient", "examination__referrer", "author")
        .annotate(signer=F("current_version__signer_name")),
        request,
        tab.order,
    )
    counts = _counts(found, request.user)
    record(
        request, AuditKind.LIST_SEEN, list=f"worklist/{key}", searched=bool(search.words), rows=len(page.rows)
    )
    altered = altered_keys(request, page.rows)
    context = {
        "tabs": [
            TabLink(str(other.label), shown_count(counts[name]), address(request, list=name), name == key)
            for name, other in TABS.items()
        ],
        "rows": [
            altered_row(report) if report.pk in altered else list_row(report, request.user)
            for report in page.rows
        ],
        "page": page,
        "search": search,
        "without_search": address(request, **{PARAMETER: ""}),
        "all_cases": f"{reverse('cases')}?{urlencode({PARAMETER: request.GET.get(PARAMETER, '')})}",
        "empty": tab.empty,
    }
    return render(request, "worklist/worklist.html", context, status=400 if search.form.errors else 200)


def _counts(found: ReportQuerySet, user: User) -> dict[str, int]:
    """Return the number of rows of each list, in one query."""
    row = User.objects.filter(pk=user.pk).values_list(
        *(CappedCount(tab.filter_rows(found, user)) for tab in TABS.values())
    )
    return dict(zip(TABS, row.get(), strict=True))
