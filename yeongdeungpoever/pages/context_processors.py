from django.conf import settings
from django.core.cache import cache

from yeongdeungpoever.accounts.models import Department

from .models import DemoRecord

DEMO_KEY = "pages:is-demo"
CONTACT_KEY = "pages:contact-department"


def frame(request) -> dict:
    """What the frame around every page needs: masthead, verification, the demo strip."""
    return {
        "show_masthead": settings.SHOW_GOVERNMENT_MASTHEAD,
        "site_verification": {k: v for k, v in settings.SITE_VERIFICATION.items() if v},
        "site_url": settings.SITE_URL,
        # Where a page names no department, the first one answers for the whole site.
        "contact_department": cache.get_or_set(CONTACT_KEY, _first_department, 60),
        "is_demo": cache.get_or_set(DEMO_KEY, DemoRecord.objects.exists, 60),
    }


def _first_department() -> Department | None:
    return Department.objects.first()
