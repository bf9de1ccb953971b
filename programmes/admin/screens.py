"""What every screen of figures has in common: its book, who may open it, where it stands."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .books import open_book

STYLES = Media(css={"all": ["admin/programmes.css"]})


class BookScreen(WagtailAdminTemplateMixin, View):
    """A screen about one book. Opens only for those whom ``allows`` lets in."""

    header_icon = "table"
    # Whether this is the book's first screen, on which the others stand.
    is_book = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.book = open_book(kwargs["kind"], kwargs["pk"])

    def allows(self, user) -> bool:
        """Whether the user may open this screen."""
        return self.book.may_open(user)

    def dispatch(self, request, *args, **kwargs):
        if not self.allows(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return f"{self.book.title} {self.book.subtitle}"

    def get_breadcrumbs_items(self):
        trail = [*self.breadcrumbs_items, *self.book.trail]
        trail.append({"url": "" if self.is_book else self.book.url(), "label": _("수치")})
        if not self.is_book:
            trail.append({"url": "", "label": self.get_page_title()})
        return trail

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"book": self.book, "media": STYLES}


class TableScreen(BookScreen):
    """A screen about one table of a book, ``money`` or ``value``: for those who may enter there."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.table = kwargs["table"]
        if self.table not in self.book.tables:
            raise Http404

    def allows(self, user) -> bool:
        return self.book.may_enter(user, self.table)
