"""Statistics of a period for administrators, as page and PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.history import statistics
from reporting.models import AuditKind
from reporting.pdf.record_document import render_record_document
from reporting.pdf.statistics_report import statistics_document
from reporting.policy.permissions import Permission
from reporting.web.forms.search import PeriodForm
from reporting.web.views.access import Request, for_role, record
from reporting.web.views.documents import PDFS_PER_MINUTE, pdf_response
from reporting.web.views.errors import error_page
from reporting.web.views.rate_limits import rate_limit_exceeded
from reporting.workflow import report_rendering


@require_safe
@for_role(Permission.SEE_STATISTICS)
def page(request: Request) -> HttpResponse:
    """Show the last twelve months, or the period of the URL."""
    form = PeriodForm.of(request.GET)
    if not form.is_valid():
        return render(request, "statistics/statistics.html", {"form": form}, status=400)
    since, until = form.period
    paper = statistics_document(statistics.statistics_of_period(since, until), since, until)
    record(request, AuditKind.LIST_SEEN, list="statistics", since=str(since), until=str(until))
    query = urlencode({"since": since, "until": until})
    context = {"form": form, "paper": paper, "pdf_href": f"{reverse('statistics-pdf')}?{query}"}
    return render(request, "statistics/statistics.html", context)


@require_safe
@for_role(Permission.SEE_STATISTICS)
def pdf(request: Request) -> HttpResponseBase:
    """Serve the statistics as PDF, in the language and time zone of the site."""
    form = PeriodForm.of(request.GET)
    if not form.is_valid():
        return error_page(
            request, 400, " ".join(str(error) for errors in form.errors.values() for error in errors)
        )
    if rate_limit_exceeded("pdfs-opened", request.user.pk, PDFS_PER_MINUTE):
        sentence = _("You opened {limit} PDFs in one minute.").format(limit=PDFS_PER_MINUTE)
        return error_page(request, 429, sentence)
    since, until = form.period
    now = timezone.now()
    with report_rendering.site_conventions():
        printed = report_rendering.printed_by_line(now, request.user)
        paper = statistics_document(statistics.statistics_of_period(since, until), since, until, printed)
        made = render_record_document(paper, report_rendering.letterhead(), now)
    record(request, AuditKind.PDF_OPENED, paper="statistics", since=str(since), until=str(until))
    return pdf_response(made, f"ductography-statistics-{since}-{until}.pdf")
