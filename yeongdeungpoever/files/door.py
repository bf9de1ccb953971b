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

from .levels import effective_level
from .models import Document, Image, Rendition

# Only pictures are shown in the page; everything else is taken away, so that nothing that
# somebody uploaded runs as a page of ours.
_INLINE = {"image/avif", "image/jpeg", "image/png", "image/webp"}
_YEAR = 365 * 24 * 3600  # seconds


@require_safe
def media(request, path):
    """Serve an image, a rendition or a document by its stored name, to who may see it.

    Raises Http404 for unknown names and for files above the reader's level alike.
    """
    if "\0" in path:
        raise Http404
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
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if settings.MEDIA_ACCEL_PREFIX:
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL_PREFIX + filepath_to_uri(stored.name)
    else:
        try:
            response = FileResponse(default_storage.open(stored.name), content_type=kind)
        except FileNotFoundError as missing:
            raise Http404 from missing
    shown_name = owner.filename if isinstance(owner, Document) else name
    response["Content-Disposition"] = content_disposition_header(kind not in _INLINE, shown_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if level == Level.PUBLIC:
        # A rendition's name changes with its content; a document may be replaced in place.
        age = f"max-age={_YEAR}, immutable" if isinstance(owner, Image) else "max-age=300"
        response["Cache-Control"] = f"public, {age}"
    else:
        response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Cookie"])
    return response
