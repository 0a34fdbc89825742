"""ASGI application. Refuses to start if signed reports would not be safe."""

import os

from django.core.asgi import get_asgi_application

from reporting.checks import enforce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
application = get_asgi_application()
enforce()
