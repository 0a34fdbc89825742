"""The application for WSGI servers. Refuses to start where signed reports would not be safe."""

import os

from django.core.wsgi import get_wsgi_application

from reporting.checks import enforce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
application = get_wsgi_application()
enforce()
