"""The site's certificate signs the PDF of a version, and says who signed the report in the application.

The signature is the site's: it vouches that this file came from here and is unchanged. Who signed the report, and
with what meaning, was settled by that person's password; both stand in the file's signature and in its seal.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody.pades import keys
from reporting.custody.pades.keys import KeyFault, SiteKey
from reporting.models import ReportVersion
from reporting.policy.exceptions import ActionRefused
from reporting.site.languages import report_language

logger = logging.getLogger(__name__)

NAME_MOST = 200  # characters of a certificate's name that are printed


def announce(version: ReportVersion) -> SiteKey | None:
    """Note on a version that is not stored yet whose certificate will sign its PDF, which prints it.

    Raises:
        ActionRefused: a certificate is configured and cannot be used, or is not valid now.
    """
    try:
        key = keys.site_key()
        if key and (fault := key.validity_fault(timezone.now())):
            raise KeyFault(fault)
    except KeyFault as fault:
        raise _refused(fault) from fault
    if key:
        version.certificate_name, version.certificate_digest = key.name[:NAME_MOST], key.fingerprint
    return key


def sign(pdf: bytes, version: ReportVersion, key: SiteKey) -> bytes:
    """The PDF with the site's signature; the version notes the level that was reached.

    Raises:
        ActionRefused: the key does not sign.
    """
    from reporting.custody.pades import signing  # a third of a second to load: not for every command

    with report_language():
        statement = signing.Statement(
            name=f"{version.signer_name} ({version.signed_by.public_id})",
            reason=_(
                "{meaning} Signed in the application by {name}; sealed with the site’s certificate."
            ).format(meaning=version.get_meaning_display(), name=version.signer_name),
            location=settings.FACILITY_NAME,
            moment=version.signed_at,
        )
    try:
        roots = (
            tuple(keys.bundle(settings.SIGNING_ROOTS))
            if settings.SIGNING_TIMESTAMP_URL and settings.SIGNING_ROOTS
            else ()
        )
        authorities = signing.Authorities(settings.SIGNING_TIMESTAMP_URL, roots)
        signed, version.signature_level = signing.sign(pdf, key, statement, authorities)
    except KeyFault as fault:
        raise _refused(fault) from fault
    return signed


def _refused(fault: KeyFault) -> ActionRefused:
    logger.error(
        "the site cannot sign: %s", fault
    )  # names files of the server, which the signer need not know
    return ActionRefused(
        _(
            "Signing with the site’s certificate is not possible at the moment. Nothing was signed. Tell "
            "an administrator."
        )
    )
