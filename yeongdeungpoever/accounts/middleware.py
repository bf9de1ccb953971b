from django.core.exceptions import PermissionDenied

from yeongdeungpoever.access.visibility import is_staff
from yeongdeungpoever.web.paths import is_admin


class StaffDoorMiddleware:
    """Tells somebody who is signed in but no staff that the back office is not theirs.

    Wagtail would send them to sign in, where they are already: round and round.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise PermissionDenied, which gives the 403 page."""
        if is_admin(request.path) and request.user.is_authenticated and not is_staff(request.user):
            raise PermissionDenied
