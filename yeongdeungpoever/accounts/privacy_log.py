"""The screen of the monthly review: who read what, what is odd, and that somebody has looked."""

from datetime import date

import django_filters
from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import TextField
from django.db.models.functions import Cast
from django.forms import Media
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from yeongdeungpoever.access.models import AccessEntry, AccessReview, Act

from . import trail
from .people_names import keys_like, names_of
from .privacy import key_of, month_before, record_review
from .privacy_lists import PrivacyList, moment

STYLES = Media(css={"all": ["admin/privacy.css"]})
# Names in one cell; the rest is a number.
SHOWN = 3


def month_of(words: str) -> date | None:
    """The first day of ``2026-10``, or None for other words."""
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        return None


def months() -> list[date]:
    """Every month that has rows, the one before and this one among them, newest first."""
    today = timezone.localdate()
    last = today.replace(day=1)
    first = AccessEntry.objects.order_by("at").values_list("at", flat=True).first()
    oldest = min(timezone.localdate(first) if first else last, month_before(today)).replace(day=1)
    found = []
    while last >= oldest:
        found.append(last)
        last = month_before(last)
    return found


def words_of(month: date) -> str:
    """``2026년 10월``"""
    return _now("%(year)d년 %(month)d월") % {"year": month.year, "month": month.month}


class AccessFilterSet(WagtailFilterSet):
    """By month, reader, whose data, act and screen."""

    month = django_filters.ChoiceFilter(
        label=_("달"), empty_label=_("지난달"), method="as_it_is", choices=[]
    )
    account = django_filters.ChoiceFilter(label=_("읽은 사람"), choices=[])
    person = django_filters.CharFilter(
        label=_("누구의 정보"),
        method="by_person",
        help_text=_("성명이나 이메일, 탈퇴한 사람은 사람 번호 전체를 적어요."),
    )
    act = django_filters.ChoiceFilter(label=_("한 일"), choices=Act.choices)
    screen = django_filters.ChoiceFilter(label=_("화면"), choices=[])

    class Meta:
        model = AccessEntry
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = AccessEntry.objects.order_by()
        names = names_of(every.values_list("account", flat=True).distinct())
        screens = every.order_by("screen").values_list("screen", flat=True).distinct()
        choices = {
            "month": [(key_of(month), words_of(month)) for month in months()],
            "account": sorted(names.items(), key=lambda item: item[1]),
            "screen": [(screen, screen) for screen in screens],
        }
        for name, values in choices.items():
            self.filters[name].extra["choices"] = values

    def as_it_is(self, queryset, name, value):
        return queryset  # the view asks for the month, whose absence has a meaning too

    def by_person(self, queryset, name, value):
        # A key is unlike any other text, so this is exact; SQLite cannot look into a list.
        queryset = queryset.annotate(keys=Cast("people", TextField()))
        found = queryset.none()
        for key in keys_like(value):
            found |= queryset.filter(keys__contains=key)
        return found


class AccessLogView(PrivacyList):
    """One month of the access log, the last one unless another is asked for."""

    model = AccessEntry
    page_title = _("접속기록")
    export_screen = _("접속기록")
    header_icon = "view"
    index_url_name = "privacy:access_log"
    index_results_url_name = "privacy:access_log_results"
    results_template_name = "accounts/privacy/log_results.html"
    filterset_class = AccessFilterSet
    columns = [
        Column("when", label=_("일시")),
        Column("reader", label=_("읽은 사람")),
        Column("ip_address", label=_("접속지")),
        Column("act_name", label=_("한 일")),
        Column("screen", label=_("화면")),
        Column("whose", label=_("누구의 정보")),
        Column("reason", label=_("까닭")),
    ]
    list_export = ["when", "reader", "ip_address", "act_name", "screen", "people_count", "reason"]
    export_headings = {
        "when": _("일시"),
        "reader": _("읽은 사람"),
        "ip_address": _("접속지"),
        "act_name": _("한 일"),
        "screen": _("화면"),
        "people_count": _("사람 수"),
        "reason": _("까닭"),
    }

    @cached_property
    def month(self) -> date:
        """The month asked for."""
        return month_of(self.request.GET.get("month", "")) or month_before(timezone.localdate())

    def get_filename(self):
        return f"access-log-{key_of(self.month)}"

    def get_queryset(self):
        return trail.rows_of(self.month)

    def people_of(self, item):
        return [item.account]

    def decorate_paginated_queryset(self, object_list):
        rows = list(object_list)
        self.names = names_of(key for row in rows for key in (row.account, *row.people[:SHOWN]))
        for row in rows:
            row.when = moment(row.at)
            row.reader = self.names[str(row.account)]
            row.act_name = row.get_act_display()
            row.whose = self._whose(row)
        return rows

    def _whose(self, row) -> str:
        shown = ", ".join(self.names[key] for key in row.people[:SHOWN])
        if (more := row.people_count - SHOWN) > 0:
            return _now("%(names)s 외 %(number)d명") % {"names": shown, "number": more}
        return shown

    @cached_property
    def review(self) -> AccessReview | None:
        """The review of this month where it was done."""
        return AccessReview.objects.filter(month=self.month).first()

    @property
    def may_review(self) -> bool:
        """Whether the person may record the review now."""
        over = self.month <= month_before(timezone.localdate())
        return over and not self.review and self.request.user.has_perm("access.add_accessreview")

    @property
    def review_url(self) -> str:
        return reverse("privacy:review", args=[key_of(self.month)])

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        sums, odd = trail.sum_up(trail.rows_of(self.month).iterator())
        keys = {each.account for each in sums}
        names = names_of(keys | ({str(self.review.by)} if self.review else set()))
        for each in (*sums, *odd):
            each.name = names[each.account]
        context["media"] += STYLES
        return context | {
            "month_words": words_of(self.month),
            "is_over": self.month <= month_before(timezone.localdate()),
            "sums": sums,
            "odd": odd,
            "many": trail.MANY_PEOPLE,
            "night_from": trail.NIGHT_FROM.hour,
            "night_to": trail.NIGHT_TO.hour,
            "review": self.review,
            "reviewer": names[str(self.review.by)] if self.review else "",
            "may_review": self.may_review,
            "review_url": self.review_url,
            "sum_keys": keys,
        }


class ReviewForm(forms.Form):
    """What was looked at and what was done about it."""

    remark = forms.CharField(
        label=_("점검 의견"),
        min_length=2,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("무엇을 살폈고 어떻게 했는지 적어요. 이상이 없으면 '이상 없음'이라고 적어요."),
        error_messages={
            "required": _("점검 의견을 적어 주세요. 이상이 없으면 '이상 없음'이라고 적어요."),
            "max_length": _("%(limit_value)d자까지 적을 수 있어요. 조금 줄여 주세요."),
        },
    )


class ReviewView(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """Records the review of one month; once."""

    permission_required = "access.add_accessreview"
    raise_exception = True
    template_name = "accounts/privacy/review.html"
    form_class = ReviewForm
    header_icon = "check"
    page_title = _("접속기록 점검")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        month = month_of(kwargs["month"])
        if month is None or month > month_before(timezone.localdate()):
            raise Http404
        self.month = month

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            raise PermissionDenied
        if AccessReview.objects.filter(month=self.month).exists():
            messages.info(request, _now("이 달은 이미 점검했어요."))
            return redirect(self._list())
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        review = record_review(self.month, by=self.request.user, remark=form.cleaned_data["remark"])
        if review is None:
            messages.info(self.request, _now("그 사이 다른 사람이 이 달을 점검했어요."))
        elif review.findings:
            messages.warning(
                self.request,
                _now(
                    "점검을 기록했어요. 그런데 접속기록이 온전하지 않아요. 관리자에게 알려 주세요."
                ),
            )
        else:
            messages.success(self.request, _now("점검을 기록했어요. 접속기록은 온전해요."))
        return redirect(self._list())

    def _list(self) -> str:
        return f"{reverse('privacy:access_log')}?month={key_of(self.month)}"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self._list(), "label": _("접속기록")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = trail.rows_of(self.month)
        return context | {
            "month_words": words_of(self.month),
            "count": rows.count(),
            "back": self._list(),
            "media": context["form"].media + STYLES,
        }
