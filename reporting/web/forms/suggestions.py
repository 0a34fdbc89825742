"""The texts that the program proposes, each offered beside its box: taken over, kept, or put back by a button.

What is proposed is written in the language of the report. It can be told only while the page can be read.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative.text_origin import SUGGESTED_TEXTS, is_stale, origin_of_text
from reporting.site.languages import report_language

from .document_form import DocumentForm
from .fields import GROUP
from .form_state import Typed, Unusable
from .names import control_id, joined
from .page_state import Offer

TEXT, GENERATED = "text", "generated"


def offers(form: DocumentForm, document: ReportDocument) -> tuple[Offer, ...]:
    """The offer for each text of the page; ``document`` is what stands in ``form``, as it would be saved."""
    with report_language():
        return tuple(_offer(form, document, part) for part in SUGGESTED_TEXTS)


def _offer(form: DocumentForm, document: ReportDocument, part: str) -> Offer:
    put_back = form.replaced.get(part, "")
    return Offer(
        part=part,
        anchor=control_id(joined(part, TEXT)),
        proposal=SUGGESTED_TEXTS[part](document),
        text=getattr(document, part).text or "",
        whose=origin_of_text(document, part),
        stale=is_stale(document, part),
        before=_parsed(put_back)[TEXT] if put_back else "",
        put_back=put_back,
    )


def take_over(form: DocumentForm, part: str) -> bool:
    """Write today's proposal into the text of ``part``; False, and nothing is done, while the page is unreadable.

    Raises:
        Unusable: nothing is proposed for ``part``.
    """
    proposal = _proposal(form, part)
    if proposal is None:
        return False
    before = {name: str(form.typed[joined(part, name)]) for name in (TEXT, GENERATED)}
    if before[TEXT].strip() and before[TEXT] != before[GENERATED]:
        form.replaced[part] = f"{part}?{urlencode(before)}"
    _write(form, part, {TEXT: proposal, GENERATED: proposal})
    return True


def keep(form: DocumentForm, part: str) -> bool:
    """The text of ``part`` stays as it is, next to what would be proposed today; else as `take_over`."""
    proposal = _proposal(form, part)
    if proposal is None:
        return False
    _write(form, part, {GENERATED: proposal})
    return True


def put_back(form: DocumentForm, replaced: str) -> bool:
    """Write the text again that `take_over` replaced. Raises `Unusable` for what it did not give."""
    part, _mark, _rest = replaced.partition("?")
    _known(part)
    form.replaced.pop(part, None)
    _write(form, part, _parsed(replaced))
    return True


def _proposal(form: DocumentForm, part: str) -> str | None:
    _known(part)
    document = form.as_saved()
    if document is None:
        return None
    with report_language():
        return SUGGESTED_TEXTS[part](document)


def _known(part: str) -> None:
    if part not in SUGGESTED_TEXTS:
        raise Unusable(_("There is no suggestion for “{name}”.").format(name=part[:80]))


def _parsed(replaced: str) -> dict[str, str]:
    sent = parse_qs(replaced.partition("?")[2], keep_blank_values=True)
    return {name: sent.get(name, [""])[0] for name in (TEXT, GENERATED)}


def _write(form: DocumentForm, part: str, values: dict[str, str]) -> None:
    """Put ``values`` into the controls of ``part``; a text that stands there is not “not recorded”."""
    changed: Typed = {joined(part, name): value for name, value in values.items()}
    if values.get(TEXT):
        marks = joined(part, GROUP)
        changed[marks] = [name for name in form.typed[marks] if name != TEXT]
    form.write(changed)
