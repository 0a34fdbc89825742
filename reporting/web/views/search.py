"""Search by words without putting them into a URL, where histories and logs would keep them.

The search box posts; the words are stored in the session under a short name, which the redirect's URL contains. They
end with the session.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.utils.translation import gettext as _

from reporting.models import Report
from reporting.models.normalisation import comparable_name, comparable_number
from reporting.models.reports import ReportQuerySet
from reporting.web.forms.search import WordsForm
from reporting.web.views.access import Request
from reporting.web.views.paging import address

SEARCHES_MAX = 20
PARAMETER = "search"
_SESSION_KEY = "searches"


@dataclass(frozen=True, slots=True)
class Search:
    """The current search; if ``go`` is set, the response is a redirect to that URL."""

    form: WordsForm
    words: str = ""
    go: str = ""


def search_of(request: Request, filters: Sequence[str] = ()) -> Search:
    """Return the search of this request; ``filters`` are posted fields that go into the URL unchanged."""
    if request.method == "POST":
        form = WordsForm(request.POST)
        if not form.is_valid():
            return Search(form)
        words = form.cleaned_data["words"]
        kept = {name: request.POST.get(name, "") for name in filters}
        return Search(form, go=address(request, **kept, **{PARAMETER: _store_words(request, words)}))
    name = request.GET.get(PARAMETER, "")
    found: str | None = request.session.get(_SESSION_KEY, {}).get(name) if name else ""
    if found is None:
        messages.warning(request, _("Your search expired when you signed out. Search again."))
        return Search(WordsForm(), go=address(request, **{PARAMETER: ""}))
    return Search(WordsForm(initial={"words": found}), found)


def _store_words(request: Request, words: str) -> str:
    if not words:
        return ""
    searches: dict[str, str] = request.session.get(_SESSION_KEY, {})
    known = next((name for name, kept in searches.items() if kept == words), None)
    name = known or secrets.token_urlsafe(6)
    searches.pop(name, None)
    request.session[_SESSION_KEY] = dict([*searches.items(), (name, words)][-SEARCHES_MAX:])
    return name


def matching(reports: ReportQuerySet, words: str) -> ReportQuerySet:
    """Return reports in which words of the patient's name, the MRN or accession number begin with ``words``."""
    if not words:
        return reports
    found = Q()
    if number := comparable_number(words):
        found |= Q(examination__patient__mrn_key__startswith=number)
        found |= Q(examination__accession_key__startswith=number)
    if comparable_name(words):  # without a letter or digit it would match everything
        found |= Q(pk__in=Report.objects.of_patients_named(words).values("pk"))
    return reports.filter(found)
