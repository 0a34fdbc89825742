"""The application for WSGI servers. Refuses to start where signed reports would not be safe."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reporting.checks import enforce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
application = get_wsgi_application()
enforce()
if settings.SIGNING_KEY:
    import_module("reporting.pades.signing")  # a third of a second, which else the first signer waits for
