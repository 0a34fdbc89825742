"""The numbers of a period as a paper: every count with what it is a count of."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reporting.ductography.decision.sources import reference
from reporting.ductography.document.formatting import day, number
from reporting.ductography.facts.tally import Share, Statistics, quantile
from reporting.ductography.layout.record_document import Column, Paper, PaperSection, Table, table
from reporting.ductography.vocabulary import Birads, Gics, Outcome, RecommendedAction, Sides
from reporting.ductography.vocabulary.terms import Term

from .fields import capital

DAY, WEEK = 24, 24 * 7  # hours


def statistics_paper(
    found: Statistics, since: datetime.date, until: datetime.date, printed: str = ""
) -> Paper:
    """``found`` of the examinations of ``since`` to ``until`` as a paper, in the active language."""
    period = _("Examinations from {since} to {until}").format(since=day(since), until=day(until))
    subtitle = f"{period} · {printed}" if printed else period
    return Paper(_("Statistics"), subtitle, tuple(_sections(found)), period, identity=subtitle)


def _sections(found: Statistics) -> Iterator[PaperSection]:
    yield _states(found)
    if not found.standing:
        yield PaperSection(_("Results"), (_("No final reports in this period."),))
        return
    told = _(
        "The following counts cover final reports in force ({count}). Preliminary and withdrawn "
        "reports are excluded; for amended reports, the latest version counts."
    ).format(count=found.standing)
    yield _outcomes(found, told)
    yield _success(found)
    yield PaperSection(_("Side"), table=_counts(_("Side"), _named(found.sides, Sides), found.standing))
    highest = (_("If both breasts were assessed, the higher category is counted."),)
    for title, counts, terms in (("BI-RADS", found.birads, Birads), ("GICS", found.gics, Gics)):
        yield PaperSection(
            title, table=_counts(_("Assessment"), _named(counts, terms), found.standing), notes=highest
        )
    several = (_("A report may contain several recommendations; percentages may add up to more than 100 %."),)
    actions = _named(found.tally.actions, RecommendedAction)
    yield PaperSection(
        _("Recommendation"),
        () if actions else (_("No coded recommendations."),),
        table=_counts(_("Recommended"), actions, found.standing),
        notes=several if actions else (),
    )
    yield _time(found)
    yield _reading(found)


def _states(found: Statistics) -> PaperSection:
    labels = {
        "draft": _("not signed yet"),
        "preliminary": _("preliminary"),
        "final": _("final"),
        "amended": _("amended"),
        "addendum": _("final, with addendum"),
        "withdrawn": _("withdrawn"),
    }
    states = {label: found.states[key] for key, label in labels.items()}
    signed = found.examinations - found.states["draft"]
    changed = {
        _("amended at least once"): found.changed["amended"],
        _("with an addendum"): found.changed["addendum"],
        _("withdrawn"): found.changed["withdrawn"],
    }
    listed = _counts(_("Report status"), states, found.examinations)
    after = PaperSection(
        _("Changed after signing"),
        () if signed else (_("No signed reports in this period."),),
        table=_counts(_("Of all signed reports"), changed, signed) if signed else None,
    )
    none = () if found.examinations else (_("No examinations registered in this period."),)
    return PaperSection(
        _("Examinations"), none, table=listed if found.examinations else None, sections=(after,)
    )


def _outcomes(found: Statistics, told: str) -> PaperSection:
    not_attempted = found.outcomes[Outcome.NOT_ATTEMPTED.value]
    not_indicated = found.tally.not_attempted["not_indicated"]
    said = _("Of the {count} not attempted, {part} because ductography was not indicated.")
    return PaperSection(
        _("Technical outcome"),
        (told,),
        table=_counts(_("Technical outcome"), _named(found.outcomes, Outcome), found.standing),
        notes=(said.format(count=not_attempted, part=not_indicated),) if not_attempted else (),
    )


def _success(found: Statistics) -> PaperSection:
    """How often it succeeded of how often it was tried, with what others published."""
    columns = (
        Column(_("What"), 0.4),
        Column(_("count"), 0.12, figures=True),
        Column(_("total"), 0.12, figures=True),
        Column(_("%"), 0.14, figures=True),
        Column(_("95 % interval"), 0.22, figures=True),
    )
    rows = []
    for counts, whole, part in (
        (
            found.outcomes,
            _("technically successful examinations"),
            _("at least partially successful examinations"),
        ),
        (
            found.tally.cannulations,
            _("successfully cannulated ducts"),
            _("at least partially cannulated ducts"),
        ),
    ):
        full, partly = counts[Outcome.SUCCEEDED.value], counts[Outcome.PARTIALLY_SUCCEEDED.value]
        tried = full + partly + counts[Outcome.FAILED.value]
        for label, share in ((whole, Share(full, tried)), (part, Share(full + partly, tried))):
            rows.append((capital(label), str(share.count), str(share.of), _percent(share), _interval(share)))
    return PaperSection(
        _("Technical success"),
        table=table(columns, rows),
        notes=(
            _("Of those attempted with a recorded outcome. Interval: Wilson score interval."),
            _("Published: ductography completed in 139 of 163 (85 %): {source}.").format(
                source=reference("MORR07")
            ),
            _("Published: 95 % success rate with experience: {source}.").format(source=reference("BELG95")),
        ),
    )


def _time(found: Statistics) -> PaperSection:
    title = _("Time from examination to first final signature")
    median, most = quantile(found.days, 0.5), quantile(found.days, 0.9)
    if median is None or most is None:
        return PaperSection(title, (_("No report has both an examination date and a signature date."),))
    columns = (
        Column(_("What"), 0.4),
        Column(_("count"), 0.16, figures=True),
        Column(_("median"), 0.2, figures=True),
        Column(_("90th percentile"), 0.24, figures=True),
    )
    row = (_("Days"), str(len(found.days)), number(median), number(most))
    notes = (_("Whole days; 0 is the day of the examination. Percentiles by nearest rank."),)
    return PaperSection(title, table=table(columns, [row]), notes=notes)


def _reading(found: Statistics) -> PaperSection:
    title = _("Opened by the referring clinician")
    if not found.hours:
        return PaperSection(title, (_("No reports with a referring clinician who has an account."),))
    known = [hours for hours in found.hours if hours is not None]
    counts = {
        _("within 24 hours"): sum(hours <= DAY for hours in known),
        _("after 24 hours, within 7 days"): sum(DAY < hours <= WEEK for hours in known),
        _("later"): sum(hours > WEEK for hours in known),
        _("not yet opened"): len(found.hours) - len(known),
    }
    notes = (_("From the latest signature, for referring clinicians with an account."),)
    return PaperSection(title, table=_counts(_("Opened"), counts, len(found.hours)), notes=notes)


def _named(counts: Counter[str], terms: type[Term]) -> dict[str, int]:
    """``counts`` under the labels of ``terms`` that were used, in their order; what is no term is shown as it is."""
    known = {term.value: str(term.label) for term in terms}
    others = {value: value for value in counts if value and value not in known}
    named = {label: counts[value] for value, label in (known | others).items() if counts[value]}
    return named | ({_("not recorded"): counts[""]} if counts[""] else {})


def _counts(title: str, counts: Mapping[str, int], of: int) -> Table | None:
    columns = (
        Column(title, 0.58),
        Column(_("count"), 0.14, figures=True),
        Column(_("total"), 0.14, figures=True),
        Column(_("%"), 0.14, figures=True),
    )
    rows = [
        (capital(label), str(count), str(of), _percent(Share(count, of))) for label, count in counts.items()
    ]
    return table(columns, rows)


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{round(share.percent)} %"


def _interval(share: Share) -> str:
    if share.interval is None:
        return "–"
    low, high = share.interval
    return _("{low}–{high} %").format(low=round(low), high=round(high))
