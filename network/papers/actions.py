"""Papers: put up, taken away, checked, destroyed. Everything that changes a paper stands here."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile

from ..models import Application, Paper, Succession

__all__ = ["PermissionDenied", "ValidationError", "check", "destroy", "remove", "upload"]


def upload(of: Application | Succession, slot: str, file: UploadedFile, *, by) -> Paper:
    """Keep a paper of an application or a succession that its applicant may change now.

    Raises PermissionDenied for a stranger, ValidationError with a Korean sentence for everything
    that is wrong with the file, for a locked part, for too many papers, and where the scanner is
    away; nothing is kept then and nothing is lost.
    """
    raise NotImplementedError


def remove(paper: Paper, *, by) -> None:
    """Take a paper away again, file and row, as long as its part is open.

    Raises PermissionDenied for a stranger, ValidationError when the part is locked.
    """
    raise NotImplementedError


def destroy(papers: Iterable[Paper]) -> int:
    """Destroy the files of these papers; the rows stay and say when. Returns how many went."""
    raise NotImplementedError


def check(paper: Paper, *, by, note: str = "") -> Paper:
    """Write down that somebody of the staff looked at the paper, when, and what they found.

    Raises PermissionDenied for whoever may not review it.
    """
    raise NotImplementedError
