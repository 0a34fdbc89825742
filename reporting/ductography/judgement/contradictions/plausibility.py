"""Whether the answers can all be of one patient and one day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Communication, ReportDocument
from reporting.ductography.vocabulary import Lactation, MenopausalStatus, Pregnancy, Sex

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


RULES: tuple[Rule, ...] = (
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
