"""Files that belong to a case: whose folder it is decides who may have them.

Images and documents have levels (``levels.py``). Papers have an applicant and a reviewer, so the
app that keeps them registers a folder of the storage and is asked at each request. Such files are
taken away, never shown in the page, and no cache keeps them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Private:
    """A file that may leave now: as it is stored, and as it is called outside."""

    stored_name: str
    shown_name: str


# Gets the request and the stored name; None answers like something that is not there.
Ask = Callable[[HttpRequest, str], Private | None]
_folders: dict[str, Ask] = {}


def register_folder(folder: str, ask: Ask) -> None:
    """Add a folder of the storage; called from ``AppConfig.ready()``.

    Raises ValueError where another app has it.
    """
    if _folders.setdefault(folder, ask) is not ask:
        raise ValueError(f"{folder} is registered already.")


def owner_of(path: str) -> Ask | None:
    """Whom to ask about this stored name; None where its folder is nobody's."""
    folder, slash, _rest = path.partition("/")
    return _folders.get(folder) if slash else None
