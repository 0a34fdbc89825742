"""The referrer's inbox: reports of his or her own patients, newest first, unread ones marked."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reporting.models import AuditKind, Report, User
from reporting.models.reports import ReportQuerySet
from reporting.policy.permissions import Permission
from reporting.web.presenters.rows import TabLink, altered_row, inbox_row
from reporting.web.views.access import Request, for_role, record
from reporting.web.views.intact_rows import altered_keys
from reporting.web.views.paging import BY_SIGNATURE, CappedCount, address, chosen, page_of, shown_count
from reporting.web.views.search import PARAMETER, matching, search_of

LISTS: dict[str, Promise] = {"all": _("All"), "unread": _("Unread")}


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Permission.SEE_INBOX)
def inbox(request: Request) -> HttpResponse:
    """Show the list named by ``?list=``."""
    key = chosen(request, "list", LISTS)
    search = search_of(request)
    if search.go:
        return redirect(search.go)
    found = matching(Report.objects.visible_to(request.user).with_unread(request.user), search.words)
    rows = found.filter(Q(unread=True)) if key == "unread" else found
    rows = rows.select_related("examination__patient", "current_version__supersedes")
    page = page_of(rows.defer("current_version__supersedes__document"), request, BY_SIGNATURE)
    counts = _counts(found, request.user)
    record(
        request, AuditKind.LIST_SEEN, list=f"inbox/{key}", searched=bool(search.words), rows=len(page.rows)
    )
    altered = altered_keys(request, page.rows, documents=True)
    context = {
        "tabs": [
            TabLink(str(label), shown_count(counts[name]), address(request, list=name), name == key)
            for name, label in LISTS.items()
        ],
        "rows": [
            altered_row(report) if report.pk in altered else inbox_row(report, request.user)
            for report in page.rows
        ],
        "page": page,
        "search": search,
        "without_search": address(request, **{PARAMETER: ""}),
        "unread_only": key == "unread",
    }
    return render(request, "inbox/inbox.html", context, status=400 if search.form.errors else 200)


def _counts(found: ReportQuerySet, user: User) -> dict[str, int]:
    """Return the number of rows of each list, in one query."""
    counted = (CappedCount(found), CappedCount(found.filter(Q(unread=True))))
    return dict(zip(LISTS, User.objects.filter(pk=user.pk).values_list(*counted).get(), strict=True))
