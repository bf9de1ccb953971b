"""What Wagtail's own views of the back office leave open, closed before they are reached."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.datastructures import MultiValueDictKeyError

from yeongdeungpoever.web import errors
from yeongdeungpoever.web.paths import is_admin

# Views that fail with an exception of their own where a crafted form lacks this field.
_NEEDED = {
    "wagtailadmin_choose_page_external_link": "external-link-chooser-url",
    "wagtailredirects:process_import": "import_file_name",
}
# Wagtail's pages for trying out its error pages; ours have tests.
_NOT_OURS = ("/admin/failwhale/", "/admin/test404/")
# Nothing here is shown to some readers only, so that there is nothing to choose.
_NO_PRIVACY = ("wagtailadmin_pages:set_privacy", "wagtailadmin_collections:set_privacy")
# Views of choosers that take whatever stands in the address for a key.
_CHOSEN = ("chosen", "chosen_multiple")


class CraftedRequestMiddleware:
    """Answers 400 to what no screen of the back office sends, where Wagtail would answer 500, and
    404 where it has screens that are of no use here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Return the 400 page, raise Http404 for what leads nowhere, or let pass."""
        if not is_admin(request.path):
            return None
        name = request.resolver_match.view_name
        if (request.path in _NOT_OURS or name in _NO_PRIVACY) and request.user.is_staff:
            raise Http404
        if request.method != "POST":
            return None
        needed = _NEEDED.get(name)
        if needed and needed not in request.POST and request.user.is_staff:
            return errors.bad_request(request)
        chooser = name.startswith("wagtailsnippetchoosers_") and name.endswith(":create")
        if chooser and request.user.is_staff:
            # Snippets are made on their own screens; the chooser has no form for it.
            raise Http404
        return None

    def process_exception(self, request, exception):
        """Return the 400 page where a field that Wagtail counts on is missing, or where a chooser
        is asked for a key that is none."""
        if not is_admin(request.path):
            return None
        if isinstance(exception, MultiValueDictKeyError):
            return errors.bad_request(request)
        no_key = isinstance(exception, ValueError | OverflowError | ValidationError)
        if no_key and request.resolver_match.view_name.endswith(_CHOSEN):
            return errors.bad_request(request)
        return None


def ask_before_moving(request, page, destination):
    """Wagtail's page that confirms a move names page and destination to whoever asks, and asks
    for the right only when the answer comes. Raises PermissionDenied."""
    if not page.permissions_for_user(request.user).can_move_to(destination.specific):
        raise PermissionDenied
