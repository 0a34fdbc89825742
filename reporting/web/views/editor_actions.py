"""Buttons of the editor that change what is typed without saving it: rows, offers, templates, comparisons."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.patterns import NORMAL
from reporting.ductography.narrative.prior_comparison import comparison_sentence
from reporting.models import Report, User
from reporting.site.languages import report_language
from reporting.web.forms import template_fill
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.form_state import InvalidFormData
from reporting.web.forms.images import show_image
from reporting.web.forms.suggestions import accept_suggestion, keep_text, restore_text
from reporting.web.views.access import Request
from reporting.workflow import report_templates


class Move(Enum):
    """What became of a button that changes the page without saving it."""

    DONE = "done"
    REFUSED = "refused"  # something typed has to be corrected first


def move(request: Request, report: Report, form: DocumentForm) -> Move | None:
    """Do what a button of a row, list or text asks for; None when another button was pressed.

    Raises:
        InvalidFormData: there is no such row, list, text, template or earlier report.
    """
    moves: dict[str, Callable[[str], object]] = {
        "add": form.add_with_default_side,
        "copy": form.copy,
        "remove": form.remove,
        "restore": form.restore,
        "leave": form.acknowledge_alert,
        "take": partial(accept_suggestion, form),
        "keep": partial(keep_text, form),
        "put_back": partial(restore_text, form),
        "fill": partial(_fill_in, request.user, form),
        "confirm": partial(template_fill.confirm_answers, form),
        "attach": partial(attach, report, form),
        "drop_template": partial(report_templates.delete_template, request.user),
        "compare": partial(_compare, request.user, report, form),
        "theirs": lambda name: form.accept_theirs(name, form.base),
        "mine": lambda name: None,
    }
    for name, change in moves.items():
        if name in request.POST:
            return Move.REFUSED if change(request.POST[name]) is False else Move.DONE
    return None


def _fill_in(user: User, form: DocumentForm, key: str) -> bool:
    conclude = key == NORMAL
    return template_fill.apply_template(
        form, report_templates.template_document(user, key), conclude=conclude
    )


def _compare(user: User, report: Report, form: DocumentForm, key: str) -> bool:
    """Append to the comparison what can be said of this report beside the earlier one of that key."""
    earlier = next(
        (
            found
            for found in Report.objects.visible_to(user).earlier_than(report)
            if str(found.public_id) == key
        ),
        None,
    )
    if earlier is None or earlier.current_version is None:
        raise InvalidFormData(_("Prior report not found."))
    document = form.readable_document()
    if document is None:
        return False
    with report_language():
        said = comparison_sentence(document, ReportDocument.from_json(earlier.current_version.document))
    before = str(form.form_values["comparison-text"]).strip()
    if said not in before:
        form.write({"comparison-text": f"{before}\n{said}".strip()})
    return True


def attach(report: Report, form: DocumentForm, digest: str) -> None:
    """Put a stored image into the report, where it is not yet; what the header told of it is filled in."""
    image = report.examination.key_images.filter(digest=digest).first()
    if image is not None:
        show_image(form, image)
