"""What the house relies on, told at start-up."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def wagtail_doors_are_closed(app_configs, **kwargs):
    """Wagtail's own pages for e-mail, password and reset would pass by our sign-in."""
    doors = (
        "WAGTAIL_EMAIL_MANAGEMENT_ENABLED",
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED",
        "WAGTAIL_PASSWORD_RESET_ENABLED",
    )
    return [
        Error(
            f"{name} must be False.",
            hint="Accounts change through accounts/, never through Wagtail's account page.",
            id="accounts.E001",
        )
        for name in doors
        if getattr(settings, name, True)
    ]


@register(Tags.security)
def office_networks_are_networks(app_configs, **kwargs):
    """A mistyped network would shut the back office for everybody at the first request."""
    wrong = []
    for text in settings.ADMIN_ALLOWED_NETWORKS:
        try:
            ipaddress.ip_network(text.strip())
        except ValueError:
            wrong.append(text)
    return [
        Error(
            f"ADMIN_ALLOWED_NETWORKS: {text!r} is no network.",
            hint="Write networks like 192.0.2.0/24 (no bits set to the right of the mask).",
            id="accounts.E002",
        )
        for text in wrong
    ]
