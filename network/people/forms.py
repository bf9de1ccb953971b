"""Forms of the pages on which officers look after their organisation's people."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.accounts.widgets import code_field, email_field

from ..choices import Role
from ..models import Officer, Organisation, Succession
from ..typed import SafeText
from .domains import is_of_site, site_host

_MESSAGE_LENGTH = 300
_WAYS = (
    (Succession.Way.LETTER, _("공문: 기관의 직인이 있는 공문을 올려요")),
    (Succession.Way.SITE_MAIL, _("이메일: 기관 누리집 주소의 이메일로 인증 코드를 받아요")),
)


def _role_field(**options) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("역할"),
        choices=[
            (Role.OFFICER, _("실무자: 기관의 이름으로 활동해요")),
            (Role.MANAGER, _("관리자: 실무자를 초대하고 내보내며 참여 요청에 답해요")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("역할을 골라 주세요."),
            "invalid_choice": _("역할을 골라 주세요."),
        },
        **options,
    )


class InviteForm(forms.Form):
    """Whom, and as what."""

    email = email_field(
        label=_("초대할 사람의 이메일"),
        help_text=_("이 주소로 초대 메일이 가요. 받는 사람은 이 이메일로 계정을 쓰게 돼요."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = _role_field(initial=Role.OFFICER)


class RoleForm(forms.Form):
    """What an officer is."""

    role = _role_field()


class OfficerField(forms.ModelChoiceField):
    """A choice of officers by name and role."""

    def label_from_instance(self, obj):
        name = obj.user.get_full_name() if obj.user else ""
        return f"{name} ({obj.get_role_display()})"


class SuccessorForm(forms.Form):
    """Who takes over open work, and the place of the last manager."""

    successor = OfficerField(
        label=_("이어받을 사람"),
        queryset=Officer.objects.none(),
        empty_label=_("고르지 않음"),
        error_messages={
            "required": _("이어받을 사람을 골라 주세요."),
            "invalid_choice": _("이 기관의 다른 실무자를 골라 주세요."),
        },
    )

    def __init__(self, *args, officer: Officer, required: bool, **kwargs):
        super().__init__(*args, **kwargs)
        others = Officer.objects.current().filter(organisation=officer.organisation_id)
        field = cast(forms.ModelChoiceField, self.fields["successor"])
        field.queryset = others.exclude(pk=officer.pk).select_related("user")
        field.required = required
        if required:
            field.help_text = _("마지막 관리자라서, 고른 사람이 새 관리자가 돼요.")
        else:
            field.help_text = _("고르면 하던 일이 이 사람에게 넘어가요. 비워 두어도 돼요.")


class JoinForm(forms.Form):
    """What the managers should know of whoever asks."""

    message = SafeText(
        label=_("관리자에게 전할 말"),
        required=False,
        max_length=_MESSAGE_LENGTH,
        help_text=_("부서나 맡은 일처럼 관리자가 알아볼 수 있는 것을 적어요. 300자까지예요."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("너무 길어요. 300자까지 적을 수 있어요.")},
    )


class SuccessionForm(forms.Form):
    """Why, and how the person shows to belong to the organisation."""

    reason = SafeText(
        label=_("이어받으려는 까닭"),
        max_length=_MESSAGE_LENGTH,
        help_text=_("언제 누구에게서 업무를 이어받았는지 적어요. 300자까지예요."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("이어받으려는 까닭을 적어 주세요."),
            "max_length": _("너무 길어요. 300자까지 적을 수 있어요."),
        },
    )
    way = forms.ChoiceField(
        label=_("기관에 속해 있음을 보이는 방법"),
        choices=_WAYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("방법을 골라 주세요."),
            "invalid_choice": _("방법을 골라 주세요."),
        },
    )
    email = email_field(label=_("기관 누리집 주소의 이메일"), required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.website = organisation.website
        host = site_host(organisation.website)
        if not host:
            # Nothing at the site can show anything: the letter is the one way.
            way = cast(forms.ChoiceField, self.fields["way"])
            way.choices = _WAYS[:1]
            way.initial = Succession.Way.LETTER
            del self.fields["email"]
            return
        self.fields["email"].help_text = _(
            "이메일을 고른 때에만 적어요. @%(host)s 로 끝나는 주소만 쓸 수 있어요."
        ) % {"host": host}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way") == Succession.Way.SITE_MAIL and "email" not in self.errors:
            email = cleaned.get("email", "")
            if not email:
                self.add_error("email", _("인증 코드를 받을 이메일을 적어 주세요."))
            elif not is_of_site(email, self.website):
                self.add_error(
                    "email",
                    _("기관 누리집 주소와 같은 이메일만 쓸 수 있어요. 없으면 공문을 골라 주세요."),
                )
        return cleaned


class CodeForm(forms.Form):
    """The mailed code."""

    code = code_field()


class LetterForm(forms.Form):
    """The 공문; what may be in the file is looked at by papers."""

    letter = forms.FileField(
        label=_("공문"),
        allow_empty_file=True,
        help_text=_("pdf, hwp, hwpx, jpg, png 파일이에요. 주민등록번호와 생년월일은 가려 주세요."),
        error_messages={
            "required": _("공문 파일을 골라 주세요."),
            "invalid": _("파일이 오지 않았어요. 다시 골라 주세요."),
            "missing": _("파일이 오지 않았어요. 다시 골라 주세요."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.hwp,.hwpx,.jpg,.jpeg,.png"}),
    )
