"""Statistics document of a period, with the total of every count."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reporting.ductography.decision.sources import reference
from reporting.ductography.document.formatting import day, number
from reporting.ductography.facts.tally import Share, Statistics, quantile
from reporting.ductography.layout.record_document import (
    Column,
    RecordDocument,
    RecordSection,
    Table,
    table_or_none,
)
from reporting.ductography.vocabulary import Birads, Gics, Outcome, RecommendedAction, Sides
from reporting.ductography.vocabulary.terms import Term

from .fields import capitalise

DAY, WEEK = 24, 24 * 7  # hours


def statistics_document(
    found: Statistics, since: datetime.date, until: datetime.date, printed: str = ""
) -> RecordDocument:
    """Build the document for examinations from ``since`` to ``until`` in the active language."""
    period = _("Examinations from {since} to {until}").format(since=day(since), until=day(until))
    subtitle = f"{period} · {printed}" if printed else period
    return RecordDocument(_("Statistics"), subtitle, tuple(_sections(found)), period, identity=subtitle)


def _sections(found: Statistics) -> Iterator[RecordSection]:
    yield _states(found)
    if not found.standing:
        yield RecordSection(_("Results"), (_("No final reports in this period."),))
        return
    explanation = _(
        "The following counts cover final reports in force ({count}). Preliminary and withdrawn "
        "reports are excluded; for amended reports, the latest version counts."
    ).format(count=found.standing)
    yield _outcomes(found, explanation)
    yield _success(found)
    yield RecordSection(
        _("Side"), table=_count_table(_("Side"), _labelled_counts(found.sides, Sides), found.standing)
    )
    highest = (_("If both breasts were assessed, the higher category is counted."),)
    for title, counts, terms in (("BI-RADS", found.birads, Birads), ("GICS", found.gics, Gics)):
        yield RecordSection(
            title,
            table=_count_table(_("Assessment"), _labelled_counts(counts, terms), found.standing),
            notes=highest,
        )
    several = (_("A report may contain several recommendations; percentages may add up to more than 100 %."),)
    actions = _labelled_counts(found.tally.actions, RecommendedAction)
    yield RecordSection(
        _("Recommendation"),
        () if actions else (_("No coded recommendations."),),
        table=_count_table(_("Recommended"), actions, found.standing),
        notes=several if actions else (),
    )
    yield _time_to_signature(found)
    yield _time_to_opening(found)


def _states(found: Statistics) -> RecordSection:
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
    listed = _count_table(_("Report status"), states, found.examinations)
    after = RecordSection(
        _("Changed after signing"),
        () if signed else (_("No signed reports in this period."),),
        table=_count_table(_("Of all signed reports"), changed, signed) if signed else None,
    )
    none = () if found.examinations else (_("No examinations registered in this period."),)
    return RecordSection(
        _("Examinations"), none, table=listed if found.examinations else None, sections=(after,)
    )


def _outcomes(found: Statistics, explanation: str) -> RecordSection:
    not_attempted = found.outcomes[Outcome.NOT_ATTEMPTED.value]
    not_indicated = found.tally.not_attempted["not_indicated"]
    note = _("Of the {count} not attempted, {part} because ductography was not indicated.")
    return RecordSection(
        _("Technical outcome"),
        (explanation,),
        table=_count_table(_("Technical outcome"), _labelled_counts(found.outcomes, Outcome), found.standing),
        notes=(note.format(count=not_attempted, part=not_indicated),) if not_attempted else (),
    )


def _success(found: Statistics) -> RecordSection:
    """Return the success rates of attempted procedures, with published rates."""
    columns = (
        Column(_("What"), 0.4),
        Column(_("count"), 0.12, numeric=True),
        Column(_("total"), 0.12, numeric=True),
        Column(_("%"), 0.14, numeric=True),
        Column(_("95 % interval"), 0.22, numeric=True),
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
            rows.append(
                (capitalise(label), str(share.count), str(share.of), _percent(share), _interval(share))
            )
    return RecordSection(
        _("Technical success"),
        table=table_or_none(columns, rows),
        notes=(
            _("Of those attempted with a recorded outcome. Interval: Wilson score interval."),
            _("Published: ductography completed in 139 of 163 (85 %): {source}.").format(
                source=reference("MORR07")
            ),
            _("Published: 95 % success rate with experience: {source}.").format(source=reference("BELG95")),
        ),
    )


def _time_to_signature(found: Statistics) -> RecordSection:
    title = _("Time from examination to first final signature")
    median, most = quantile(found.days, 0.5), quantile(found.days, 0.9)
    if median is None or most is None:
        return RecordSection(title, (_("No report has both an examination date and a signature date."),))
    columns = (
        Column(_("What"), 0.4),
        Column(_("count"), 0.16, numeric=True),
        Column(_("median"), 0.2, numeric=True),
        Column(_("90th percentile"), 0.24, numeric=True),
    )
    row = (_("Days"), str(len(found.days)), number(median), number(most))
    notes = (_("Whole days; 0 is the day of the examination. Percentiles by nearest rank."),)
    return RecordSection(title, table=table_or_none(columns, [row]), notes=notes)


def _time_to_opening(found: Statistics) -> RecordSection:
    title = _("Opened by the referring clinician")
    if not found.hours:
        return RecordSection(title, (_("No reports with a referring clinician who has an account."),))
    known = [hours for hours in found.hours if hours is not None]
    counts = {
        _("within 24 hours"): sum(hours <= DAY for hours in known),
        _("after 24 hours, within 7 days"): sum(DAY < hours <= WEEK for hours in known),
        _("later"): sum(hours > WEEK for hours in known),
        _("not yet opened"): len(found.hours) - len(known),
    }
    notes = (_("From the latest signature, for referring clinicians with an account."),)
    return RecordSection(title, table=_count_table(_("Opened"), counts, len(found.hours)), notes=notes)


def _labelled_counts(counts: Counter[str], terms: type[Term]) -> dict[str, int]:
    """Return non-zero ``counts`` by the labels of ``terms`` in their order; other values are shown unchanged."""
    known = {term.value: str(term.label) for term in terms}
    others = {value: value for value in counts if value and value not in known}
    named = {label: counts[value] for value, label in (known | others).items() if counts[value]}
    return named | ({_("not recorded"): counts[""]} if counts[""] else {})


def _count_table(title: str, counts: Mapping[str, int], of: int) -> Table | None:
    columns = (
        Column(title, 0.58),
        Column(_("count"), 0.14, numeric=True),
        Column(_("total"), 0.14, numeric=True),
        Column(_("%"), 0.14, numeric=True),
    )
    rows = [
        (capitalise(label), str(count), str(of), _percent(Share(count, of)))
        for label, count in counts.items()
    ]
    return table_or_none(columns, rows)


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{round(share.percent)} %"


def _interval(share: Share) -> str:
    if share.interval is None:
        return "–"
    low, high = share.interval
    return _("{low}–{high} %").format(low=round(low), high=round(high))
