"""Whether the answers can all be of one patient and one day."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import (
    BreastFinding,
    Communication,
    DuctFinding,
    Filling,
    Identity,
    Indication,
    Node,
    Procedure,
    ReportDocument,
)
from reporting.ductography.vocabulary import ImplantStatus, Lactation, MenopausalStatus, Pregnancy, Sex

from ..rules import Place, Rule, Severity

_TWO = _("These answers contradict each other.")
_RIGHT_PATIENT = _("Check that this is the right patient.")


def examined_after_signing(place: Place) -> bool:
    day = place.report.identity.examination_date
    return bool(day and place.today and day > place.today)


def examined_before_birth(place: Place) -> bool:
    identity = place.report.identity
    return bool(
        identity.birth_date and identity.examination_date and identity.examination_date < identity.birth_date
    )


def age_against_birth_date(place: Place) -> bool:
    identity = place.report.identity
    born, examined, age = identity.birth_date, identity.examination_date, identity.age_years
    if not born or not examined or age is None or examined < born:
        return False
    had_birthday = (examined.month, examined.day) >= (born.month, born.day)
    return bool(age != examined.year - born.year - (not had_birthday))


def told_before_the_examination(place: Place) -> bool:
    told, examined = place.node.communicated_at, place.report.identity.examination_date
    # Moments are kept in UTC, which may be a day behind the site's calendar.
    return bool(told and examined and (examined - told.date()).days > 1)


def man_with_pregnancy(place: Place) -> bool:
    history = place.report.indication
    female = (
        history.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE)
        or history.lactation is Lactation.LACTATING
        or history.menopausal_status not in (None, MenopausalStatus.NOT_APPLICABLE)
        or bool(history.births or history.cycle_day)
    )
    return place.report.identity.sex is Sex.MALE and female


# Values with their upper limits, by the groups that hold them.
_RANGES: dict[type[Node], tuple[tuple[str, str], ...]] = {
    Indication: (("duration", "duration_to"),),
    Filling: (("calibre_mm", "calibre_to_mm"),),
    DuctFinding: (("length_mm", "length_to_mm"), ("width_mm", "width_to_mm")),
    BreastFinding: (("length_mm", "length_to_mm"), ("width_mm", "width_to_mm")),
    Procedure: (("lesion_size_mm", "lesion_size_to_mm"),),
}


_RANGE_NAMES: dict[type[Node], str] = {
    Indication: "duration",
    Filling: "calibre",
    DuctFinding: "duct-finding",
    BreastFinding: "breast-finding",
    Procedure: "pathology",
}


def ranges_out_of_order(place: Place) -> Iterator[tuple[str, str]]:
    """Upper limits without or below their value."""
    for name, upper_name in _RANGES[type(place.node)]:
        value, upper = getattr(place.node, name), getattr(place.node, upper_name)
        if upper is not None and (value is None or upper < value):
            yield place.field(upper_name), ""


def more_nodes_positive_than_examined(place: Place) -> bool:
    positive, examined = place.node.nodes_positive, place.node.nodes_examined
    return positive is not None and examined is not None and positive > examined


def months_against_years(place: Place) -> bool:
    years, months = place.node.age_years, place.node.age_months
    return years is not None and months is not None and years != months // 12


def rupture_without_implant(place: Place) -> bool:
    """A rupture on a side that has no implant."""
    history = place.node
    ruptured, implants = history.implant_rupture_sides, history.implants
    if ruptured is None or not ruptured.is_known or implants in (None, ImplantStatus.BOTH):
        return False
    return bool(implants.value != ruptured.value)


RULES: tuple[Rule, ...] = (
    *(
        Rule(
            f"range-order-{name}",
            on=group,
            find=ranges_out_of_order,
            severity=Severity.PROHIBIT,
            says=_("The upper limit is below the value, or has no value. Correct the range."),
            why=_TWO,
            source="arithmetic",
        )
        for group, name in _RANGE_NAMES.items()
    ),
    Rule(
        "nodes-positive",
        on=Procedure,
        when=more_nodes_positive_than_examined,
        at="nodes_positive",
        severity=Severity.ALERT,
        says=_("More lymph nodes are positive than were examined."),
        why=_TWO,
        source="arithmetic",
    ),
    Rule(
        "months-against-years",
        on=Identity,
        when=months_against_years,
        at="age_months",
        severity=Severity.ALERT,
        says=_("The age in months does not match the age in years."),
        why=_RIGHT_PATIENT,
        source="arithmetic",
    ),
    Rule(
        "rupture-without-implant",
        on=Indication,
        when=rupture_without_implant,
        at="implant_rupture_sides",
        severity=Severity.ALERT,
        says=_("The implant rupture is recorded on a side without an implant."),
        why=_TWO,
        source="own decision",
    ),
    Rule(
        "examined-after-signing",
        on=ReportDocument,
        when=examined_after_signing,
        at="identity.examination_date",
        severity=Severity.PROHIBIT,
        says=_("The examination date is in the future."),
        why=_TWO,
        source="CFR11",
    ),
    Rule(
        "examined-before-birth",
        on=ReportDocument,
        when=examined_before_birth,
        at="identity.examination_date",
        severity=Severity.PROHIBIT,
        says=_("The examination date is before the date of birth."),
        why=_TWO,
        source="arithmetic",
    ),
    Rule(
        "age-against-birth-date",
        on=ReportDocument,
        when=age_against_birth_date,
        at="identity.age_years",
        severity=Severity.ALERT,
        says=_("The age does not match the date of birth and the examination date."),
        why=_RIGHT_PATIENT,
        source="arithmetic",
    ),
    Rule(
        "told-before-the-examination",
        on=Communication,
        when=told_before_the_examination,
        at="communicated_at",
        severity=Severity.ALERT,
        says=_("Communication {number} is dated before the examination."),
        why=_TWO,
        source="CFR11",
    ),
    Rule(
        "man-with-pregnancy",
        on=ReportDocument,
        when=man_with_pregnancy,
        at="indication.pregnancy",
        severity=Severity.ALERT,
        says=_(
            "Pregnancy, lactation, parity, menstrual cycle or menopausal status is recorded for a "
            "male patient."
        ),
        why=_RIGHT_PATIENT,
        source="DICOM",
    ),
)
