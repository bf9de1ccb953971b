"""How the network is run: the numbers that staff may change without a developer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="time")
class JoiningRules(BaseGenericSetting):
    """가입 심사 기준: printed from here in 모집·운영안내, on the status page and in the receipt."""

    answer_days = models.PositiveSmallIntegerField(
        _("답하는 기한(영업일)"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("신청을 접수한 다음 영업일부터 세어요. 이미 접수한 신청의 날짜는 그대로예요."),
    )
    confirmed = models.BooleanField(
        _("구청이 확정함"),
        default=False,
        help_text=_("확정하기 전에는 안내하는 곳마다 '예시안'이라고 적혀요."),
    )
    postponed_days = models.PositiveSmallIntegerField(
        _("늦어질 때 다시 알리는 기한(영업일)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    paper_days = models.PositiveSmallIntegerField(
        _("서류를 없애는 때(정한 뒤 며칠)"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("승인하거나 반려한 날부터 세어요. 취하한 신청의 서류는 바로 없애요."),
    )
    invitation_days = models.PositiveSmallIntegerField(
        _("실무자 초대의 기한(며칠)"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    idle_months = models.PositiveSmallIntegerField(
        _("관리자가 로그인하지 않은 달 수"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("이만큼 아무 관리자도 로그인하지 않으면 담당자를 확인하는 일이 생겨요."),
    )
    department = models.ForeignKey(
        "accounts.Department",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("맡은 팀"),
        help_text=_("비우면 첫 번째 부서가 맡아요."),
    )

    class Meta:
        verbose_name = _("가입 심사 기준")

    @classmethod
    def current(cls) -> "JoiningRules":
        """The rules as set, or the first ones; Wagtail's ``load()`` would write at a reading."""
        return cls.objects.select_related("department").first() or cls()
