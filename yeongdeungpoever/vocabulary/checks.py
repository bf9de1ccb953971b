"""The house does not start with a district file that would show holes to visitors."""

from collections import Counter
from collections.abc import Iterable

from django.core import checks
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_slug

from .district import District, district


def check_district(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Refuse a district file that is missing, incomplete or ambiguous."""
    try:
        current = district()
    except ImproperlyConfigured as error:
        return [
            checks.Error(
                str(error),
                hint="The district of this installation stands in the file named DISTRICT_FILE.",
                id="vocabulary.E001",
            )
        ]
    return [*_slug_errors(current), *_content_warnings(current)]


def _slug_errors(current: District) -> Iterable[checks.CheckMessage]:
    lists = {
        "slug": [current.slug],
        "menu key": [entry.key for entry in current.menu],
        "menu slug": [entry.slug for entry in current.menu],
        "dong slug": [dong.slug for dong in current.dongs],
    }
    for what, slugs in lists.items():
        for slug, count in Counter(slugs).items():
            if count > 1:
                yield checks.Error(
                    f"{what} {slug!r} stands {count} times in the district file.",
                    hint="Give each its own.",
                    id="vocabulary.E002",
                )
            try:
                validate_slug(slug)
            except ValidationError:
                yield checks.Error(
                    f"{what} {slug!r} in the district file cannot stand in an address.",
                    hint="Use small Latin letters, digits and hyphens.",
                    id="vocabulary.E003",
                )


def _content_warnings(current: District) -> Iterable[checks.CheckMessage]:
    if not current.content.is_dir():
        yield checks.Warning(
            f"{current.content} does not exist: the standard pages have no texts to load.",
            hint="Create the folder beside the district file.",
            id="vocabulary.W001",
        )
