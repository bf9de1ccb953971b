"""알림 in the back office: the outbox as a list, and what every mail looks like."""

from typing import Any

import django_filters
from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from yeongdeungpoever.access.exports import ReasonedExport
from yeongdeungpoever.access.log import STRANGER

from . import kinds
from .letters import Letter, compose
from .models import Notice, State
from .outbox import retry

MAY_READ = "notices.view_notice"
MAY_RETRY = "notices.change_notice"


def people_shown(request, context: dict) -> list:
    """The keys of everybody whom the list shows, for the access log."""
    return [key for notice in context.get("object_list", []) for key in people_of(notice)]


def people_of(notice: Notice) -> list:
    """The key of whom a row names; of an address without an account, the stranger's."""
    if notice.user:
        return [notice.user.key]
    return [STRANGER] if notice.address else []


class NoticeFilterSet(WagtailFilterSet):
    """By state and kind."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("상태"), choices=State.choices)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("종류"))

    class Meta:
        model = Notice
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = [(kind.key, kind.title) for kind in kinds.every()]


class NoticeListView(ReasonedExport, ReportView):
    """Every mail of the outbox, newest first. Whoever it shows is written into the access log."""

    model = Notice
    page_title = gettext_lazy("알림")
    header_icon = "mail"
    template_name = "notices/list.html"
    results_template_name = "notices/list_results.html"
    index_url_name = "notices:list"
    index_results_url_name = "notices:list_results"
    filterset_class = NoticeFilterSet
    columns: list = []
    paginate_by = 50
    list_export = [
        "created_at", "title", "recipient", "get_state_display", "attempts", "closed_at", "error",
    ]  # fmt: skip
    export_headings = {
        "title": gettext_lazy("종류"),
        "recipient": gettext_lazy("받는 사람"),
        "get_state_display": gettext_lazy("상태"),
    }
    export_filename = "notices"
    export_screen = gettext_lazy("알림")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(MAY_READ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return Notice.objects.select_related("user")

    def people_of(self, item):
        return people_of(item)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        here = self.index_url if self.results_only else self.request.get_full_path()
        may_retry = self.request.user.has_perm(MAY_RETRY)
        return context | {"may_retry": may_retry, "here": here}


class RetryView(PermissionRequiredMixin, View):
    """POST: send a failed notice once more."""

    http_method_names = ["post"]
    permission_required = MAY_RETRY
    raise_exception = True

    @transaction.atomic
    def post(self, request, pk):
        """Answers with the list; says there what became of it."""
        if retry(get_object_or_404(Notice, pk=pk)):
            messages.success(request, _("다시 보낼 차례에 넣었어요."))
        else:
            messages.warning(request, _("보내지 못한 알림만 다시 보낼 수 있어요."))
        return redirect("notices:list")


class MailListView(WagtailAdminTemplateMixin, TemplateView):
    """Every kind of mail, to be looked at."""

    page_title = gettext_lazy("메일 미리보기")
    header_icon = "view"
    template_name = "notices/mails.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"kinds": kinds.every(), "languages": settings.LANGUAGES}


class MailView(WagtailAdminTemplateMixin, TemplateView):
    """One kind with its sample in one language: HTML in a frame without rights, text beside it."""

    header_icon = "view"
    template_name = "notices/mail.html"
    _show_breadcrumbs = True

    def get_page_title(self):
        return _kind_of(self.kwargs).title

    def get_breadcrumbs_items(self):
        listed = {"url": reverse("notices:mails"), "label": MailListView.page_title}
        return [
            *super().get_breadcrumbs_items(),
            listed,
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        key, language = self.kwargs["key"], self.kwargs["language"]
        return context | {
            "kind": _kind_of(self.kwargs),
            "letter": _letter(self.kwargs),
            "language": language,
            "languages": settings.LANGUAGES,
            "frame_url": reverse("notices:mail_html", args=[key, language]),
        }


def mail_html(request, key: str, language: str) -> HttpResponse:
    """The HTML of a sample, for the frame of :class:`MailView`."""
    return HttpResponse(_letter({"key": key, "language": language}).html)


def _kind_of(given: dict[str, Any]) -> kinds.Kind:
    try:
        return kinds.get(given["key"])
    except LookupError:
        raise Http404 from None


def _letter(given: dict[str, Any]) -> Letter:
    kind = _kind_of(given)
    if given["language"] not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(given["language"]):
        return compose(kind, kind.sample())
