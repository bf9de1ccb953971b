"""What the house relies on, told at start-up."""

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
