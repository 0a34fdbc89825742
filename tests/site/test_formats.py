"""How dates and times are written in the three manners that REPORTING_LANGUAGE offers."""

import datetime
from collections.abc import Iterator

import pytest
from django.forms import DateField
from django.template import Context, Template
from django.utils import formats, translation

from reporting.ductography.document import Identity, Indication, format_answer
from reporting.ductography.document.formatting import day, format_partial_date, moment

AMERICAN = ["reporting.site.formats.american", "reporting.site.formats"]
BRITISH = ["reporting.site.formats"]
LOCALES = {"en-GB": ("en", BRITISH), "en-US": ("en", AMERICAN), "de": ("de", BRITISH)}
DAY = datetime.date(2026, 3, 7)
MOMENT = datetime.datetime(2026, 3, 17, 14, 5, 9, tzinfo=datetime.UTC)
WRITTEN = {
    "en-GB": ("7 March 2026", "17 March 2026, 14:05 UTC", "March 2026", "2 February 1971"),
    "en-US": ("March 7, 2026", "March 17, 2026, 14:05 UTC", "March 2026", "February 2, 1971"),
    "de": ("7. März 2026", "17. März 2026, 14:05 UTC", "März 2026", "2. Februar 1971"),
}


@pytest.fixture(params=LOCALES)
def locale(request, settings) -> Iterator[str]:
    language, settings.FORMAT_MODULE_PATH = LOCALES[request.param]
    formats.reset_format_cache()
    with translation.override(language):
        yield request.param
    formats.reset_format_cache()


def test_days_moments_and_partial_dates(locale: str) -> None:
    a_day, a_moment, a_month, another_day = WRITTEN[locale]
    assert day(DAY) == a_day
    assert moment(MOMENT) == a_moment
    assert format_partial_date("2026") == "2026"
    assert format_partial_date("2026-03") == a_month
    assert format_partial_date("1971-02-02") == another_day


def test_fields_of_the_document(locale: str) -> None:
    a_day, _, a_month, _ = WRITTEN[locale]
    since = next(spec for spec in Indication.leaf_specs() if spec.name == "since")
    born = next(spec for spec in Identity.leaf_specs() if spec.name == "birth_date")
    assert format_answer(since, "2026-03") == a_month
    assert format_answer(since, "2026-03-07") == a_day
    assert format_answer(born, DAY) == a_day


def test_filters_of_templates(locale: str) -> None:
    a_day, a_moment, _, _ = WRITTEN[locale]
    context = Context({"day": DAY, "moment": MOMENT})
    assert Template("{{ day }}").render(context) == a_day
    assert Template('{{ day|date:"DATE_FORMAT" }}').render(context) == a_day
    assert Template('{{ day|date:"SHORT_DATE_FORMAT" }}').render(context) == a_day
    assert Template('{{ moment|date:"DATETIME_FORMAT" }}').render(context) == a_moment
    assert Template("{{ moment }}").render(context) == a_moment


def test_what_is_typed_is_read_in_the_same_order(locale: str) -> None:
    typed = {"en-GB": "07/03/2026", "en-US": "03/07/2026", "de": "07.03.2026"}[locale]
    assert DateField().clean(typed) == DAY
    assert DateField().clean("2026-03-07") == DAY
