"""다음 해 만들기: asks once, then makes next year's draft of an edition, or next year's table."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from .screens import BookScreen


class NextYearView(BookScreen, TemplateView):
    """Says what is copied and what stays empty; a POST makes it."""

    page_title = gettext_lazy("다음 해 만들기")
    header_icon = "copy"
    template_name = "programmes/admin/next_year.html"

    def allows(self, user) -> bool:
        return self.book.may_make_next(user)

    def post(self, request, *args, **kwargs):
        try:
            url = self.book.make_next(request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.render_to_response(self.get_context_data())
        messages.success(
            request,
            _("%(year)s년을 만들었어요. 글을 다듬고 수치를 넣어 주세요.")
            % {"year": self.book.next_year},
        )
        return redirect(url)
