from django.conf import settings

from yeongdeungpoever.accounts.models import Department, OfficeContact
from yeongdeungpoever.web.caching import kept

from .models import DemoRecord


def frame(request) -> dict:
    """What the frame around every page needs: masthead, verification, the demo strip."""
    return {
        "show_masthead": settings.SHOW_GOVERNMENT_MASTHEAD,
        "site_verification": {k: v for k, v in settings.SITE_VERIFICATION.items() if v},
        "site_url": settings.SITE_URL,
        # Where a page names no department, the first one answers for the whole site.
        "contact_department": kept("contact-department", Department.objects.first),
        "site_contact": kept("site-contact", OfficeContact.current),
        "is_demo": kept("is-demo", DemoRecord.objects.exists),
    }
