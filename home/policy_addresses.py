"""Where a version of a policy is read by everybody: the page of its kind."""

from wagtail.models import Locale

from yeongdeungpoever.accounts.models import PolicyVersion

from .models import PolicyPage


def policy_address(version: PolicyVersion, changes: bool) -> str | None:
    """The public address of this version, or of what it changed against the one before.

    None while no page of its kind is published, and for the changes of a first version.
    """
    page = (
        PolicyPage.objects.live()
        .filter(kind=version.kind, locale=Locale.get_active())
        .defer_streamfields()
        .first()
        or PolicyPage.objects.live().filter(kind=version.kind).defer_streamfields().first()
    )
    if page is None:
        return None
    if changes and not _has_earlier(version):
        return None
    route = "compare" if changes else "earlier"
    return page.get_url() + page.reverse_subpage(route, args=[version.slug])


def _has_earlier(version: PolicyVersion) -> bool:
    versions = list(PolicyVersion.objects.of(version.kind))
    return version in versions and version != versions[-1]
