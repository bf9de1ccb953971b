"""The dialog that asks before a session ends, for pages of people who are signed in."""

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("accounts/sessions/dialog_on_page.html", takes_context=True)
def session_dialog(context) -> dict:
    """The dialog with its style and script; nothing for visitors and on error pages."""
    person = getattr(context.get("request"), "user", None)
    shown = person is not None and person.is_authenticated
    return {"shown": shown, "warn": settings.SESSION_WARN_SECONDS}
