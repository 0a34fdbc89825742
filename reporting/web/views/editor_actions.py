"""Editor buttons that change the page without saving: rows, suggestions, templates, comparisons."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from django.utils.translation import gettext as _

from reporting.custody import signed_content
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


class EditorAction(Enum):
    """Result of a button that changes the page without saving."""

    DONE = "done"
    REFUSED = "refused"  # invalid fields must be corrected first


def apply_editor_action(request: Request, report: Report, form: DocumentForm) -> EditorAction | None:
    """Apply the button of a row, list or text; return None if another button was pressed.

    Raises:
        InvalidFormData: the row, list, text, template or prior report does not exist.
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
        "use": partial(template_fill.use_suggestion, form),
        "fill": partial(_fill_in, request.user, form),
        "confirm": partial(template_fill.confirm_answers, form),
        "attach": partial(attach_image, report, form),
        "drop_template": partial(report_templates.delete_template, request.user),
        "compare": partial(_compare, request.user, report, form),
        "theirs": lambda name: form.accept_theirs(name, form.base),
        "mine": lambda name: None,
    }
    for name, change in moves.items():
        if name in request.POST:
            return EditorAction.REFUSED if change(request.POST[name]) is False else EditorAction.DONE
    return None


def _fill_in(user: User, form: DocumentForm, key: str) -> bool:
    conclude = key == NORMAL
    return template_fill.apply_template(
        form, report_templates.template_document(user, key), conclude=conclude
    )


def _compare(user: User, report: Report, form: DocumentForm, key: str) -> bool:
    """Append the comparison with the prior report ``key`` to the comparison text."""
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
    signed_content.require_intact(earlier)
    with report_language():
        said = comparison_sentence(document, signed_content.document_of(earlier.current_version))
    before = str(form.form_values["comparison-text"]).strip()
    if said not in before:
        form.write({"comparison-text": f"{before}\n{said}".strip()})
    return True


def attach_image(report: Report, form: DocumentForm, digest: str) -> None:
    """Add a stored image to the page unless it is there, with the data of its header."""
    image = report.examination.key_images.filter(digest=digest).first()
    if image is not None:
        show_image(form, image)
