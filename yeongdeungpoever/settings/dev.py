"""A developer's machine and ``make run``: no secrets, debug pages, mail into a folder."""

from .base import *  # noqa: F403
from .base import DATA_DIR, LOGGING, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "only-for-development-" + "x" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Static files straight from their sources, whether DEBUG is on or not.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
INTERNAL_IPS: list[str] = []
DEMO_ALLOWED = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
DATA_DIR.mkdir(parents=True, exist_ok=True)
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(DATA_DIR / "mail")},
    }
}
# The worker's first tasks would push the printed address and accounts out of sight.
LOGGING["loggers"]["django.tasks"] = {"level": "WARNING"}
