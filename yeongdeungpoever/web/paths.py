"""Which part of the site an address belongs to."""

from django.conf import settings
from django.utils import translation

PERSONAL_PREFIXES = ("/admin/", "/accounts/", "/my/")


def without_language(path: str) -> str:
    """The path without its language prefix: ``/en/accounts/login/`` → ``/accounts/login/``."""
    language = translation.get_language_from_path(path)
    if language and language != settings.LANGUAGE_CODE and path.startswith(f"/{language}/"):
        return path[len(language) + 1 :]
    return path


def is_admin(path: str) -> bool:
    """Whether the path lies in the back office."""
    return path.startswith("/admin/")


def is_personal(path: str) -> bool:
    """Whether whatever stands at this path is about one person: never stored anywhere."""
    return without_language(path).startswith(PERSONAL_PREFIXES)
