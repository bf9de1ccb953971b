"""The district in every template, as ``{{ district }}``."""

from django.http import HttpRequest

from .district import District
from .district import district as current_district


def district(request: HttpRequest) -> dict[str, District]:
    """Return the template variable ``district``."""
    return {"district": current_district()}
