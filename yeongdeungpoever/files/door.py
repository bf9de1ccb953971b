"""The one door through which media leave: no folder of media is served as such."""

import mimetypes
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served

from yeongdeungpoever.access.visibility import Level, may_see

from . import private
from .levels import effective_level
from .models import Document, Image, Rendition

# Only pictures are shown in the page; everything else is taken away, so that nothing that
# somebody uploaded runs as a page of ours.
_INLINE = {"image/avif", "image/jpeg", "image/png", "image/webp"}
_YEAR = 365 * 24 * 3600  # seconds


@require_safe
def media(request, path):
    """Serve an image, a rendition, a document or a file of a case by its stored name, to who may
    see it.

    Raises Http404 for unknown names and for files above the reader's level alike.
    """
    if "\0" in path:
        raise Http404
    if ask := private.owner_of(path):
        return _hand_over(request, ask(request, path))
    if rendition := Rendition.objects.filter(file=path).select_related("image").first():
        owner, stored = rendition.image, rendition.file
    elif owner := Image.objects.filter(file=path).first():
        # Originals may hold what a rendition leaves out; readers get renditions.
        if not may_see(request.user, Level.STAFF):
            raise Http404
        stored = owner.file
    elif owner := Document.objects.filter(file=path).first():
        stored = owner.file
    else:
        raise Http404
    return _leave(request, owner, stored)


@require_safe
def document(request, document_id, document_filename):
    """Serve a document under its readable address. Raises Http404 as :func:`media` does."""
    found = Document.objects.filter(pk=document_id).first()
    if found is None or found.filename != document_filename:
        raise Http404
    response = _leave(request, found, found.file)
    document_served.send(sender=Document, instance=found, request=request)
    return response


def _leave(request, owner, stored):
    level = effective_level(owner)
    if not may_see(request.user, level):
        raise Http404
    name = PurePosixPath(stored.name).name
    shown_name = owner.filename if isinstance(owner, Document) else name
    kind = _kind(name)
    response = _file(stored.name, kind, shown_name, attached=kind not in _INLINE)
    if level == Level.PUBLIC:
        # A rendition's name changes with its content; a document may be replaced in place.
        age = f"max-age={_YEAR}, immutable" if isinstance(owner, Image) else "max-age=300"
        response["Cache-Control"] = f"public, {age}"
    else:
        _for_one_reader(response)
    return response


def _hand_over(request, found: private.Private | None):
    if found is None:
        raise Http404
    kind = _kind(found.stored_name)
    response = _file(found.stored_name, kind, found.shown_name, attached=True)
    _for_one_reader(response)
    return response


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _for_one_reader(response) -> None:
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])


def _file(stored_name: str, kind: str, shown_name: str, *, attached: bool):
    """The file itself, or the address by which nginx sends it. Raises Http404 where it is gone."""
    response: HttpResponse | FileResponse
    if settings.MEDIA_ACCEL_PREFIX:
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL_PREFIX + filepath_to_uri(stored_name)
    else:
        try:
            response = FileResponse(default_storage.open(stored_name), content_type=kind)
        except FileNotFoundError as missing:
            raise Http404 from missing
    response["Content-Disposition"] = content_disposition_header(attached, shown_name) or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
