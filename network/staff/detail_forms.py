"""What staff write on the screen of an application: a decision, a remark, what a paper showed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Note, Paper, ReadyText
from ..parts import PARTS
from ..states import MOVES, By, moves_from
from ..typed import SafeText

DECISIONS = ("approve", "request_changes", "reject")
REASON_LENGTH = 2000


def _reason_field() -> SafeText:
    return SafeText(
        label=_("신청한 사람에게 전하는 글"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        help_text=_(
            "메일과 신청 현황에 그대로 나가요. 보완 요청과 반려에는 꼭 있어야 하고, "
            "승인에는 없어도 돼요."
        ),
        error_messages={
            "max_length": _("%(limit_value)d자까지 적을 수 있어요. 조금 줄여 주세요."),
        },
    )


def _parts_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("보완할 부분"),
        required=False,
        choices=[(part.key, part.label) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("고른 부분만 다시 쓸 수 있게 열려요. 보완 요청에만 골라요."),
        error_messages={"invalid_choice": _("목록에 있는 부분을 골라 주세요.")},
    )


class ReadyTextField(forms.ModelChoiceField):
    """A text kept ready, by its title, under what it is for."""

    def __init__(self, **kwargs):
        super().__init__(
            ReadyText.objects.all(),
            label=_("준비된 글"),
            required=False,
            empty_label=_("고르지 않음"),
            error_messages={"invalid_choice": _("그 사이 지워진 글이에요. 다시 골라 주세요.")},
            **kwargs,
        )

    def label_from_instance(self, text):
        return f"{text.get_use_display()}: {text.title}"


class DecisionForm(forms.Form):
    """Approve, ask for changes, or reject. ``seen`` is the last move that the person saw."""

    move = forms.ChoiceField(
        label=_("어떻게 할까요"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("승인, 보완 요청, 반려 가운데 하나를 골라 주세요."),
            "invalid_choice": _("승인, 보완 요청, 반려 가운데 하나를 골라 주세요."),
        },
    )
    parts = _parts_field()
    ready = ReadyTextField()
    reason = _reason_field()
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        possible = {move.key for move in moves_from(application.state, By.STAFF)}
        # What was chosen before the state moved on stays to be seen.
        shown = possible | {self.data.get("move", "")}
        self.fields["move"].choices = [(key, MOVES[key].label) for key in DECISIONS if key in shown]

    def clean(self):
        given = super().clean()
        move, reason = given.get("move"), given.get("reason", "").strip()
        if move and MOVES[move].needs_reason and not reason and "reason" not in self.errors:
            self.add_error("reason", _("왜 그런지, 무엇을 하면 되는지 적어 주세요."))
        if move == "request_changes" and not given.get("parts") and "parts" not in self.errors:
            self.add_error("parts", _("보완할 부분을 하나는 골라 주세요."))
        return given


class BulkForm(forms.Form):
    """The text that goes to everybody whom a decision about several applications meets, and, for
    보완 요청, the parts that open in each."""

    parts = _parts_field()
    ready = ReadyTextField()
    reason = _reason_field()

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        self.move = move
        self.fields["ready"].queryset = ReadyText.objects.filter(use=move.key)
        if move.key == "request_changes":
            self.fields["parts"].help_text = _("고른 신청마다 이 부분이 열려요.")
        else:
            del self.fields["parts"]
        if move.needs_reason:
            self.fields["reason"].help_text = _("고른 신청 모두에 같은 글이 나가요.")

    def clean_parts(self):
        parts = self.cleaned_data["parts"]
        if not parts:
            raise ValidationError(_("보완할 부분을 하나는 골라 주세요."))
        return parts

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if self.move.needs_reason and not reason:
            raise ValidationError(_("왜 그런지, 무엇을 하면 되는지 적어 주세요."))
        return reason


class NoteForm(forms.ModelForm):
    """A remark that the applicant never sees."""

    text = SafeText(
        label=_("내부 메모"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("우리만 봐요. 신청한 사람에게 나가지 않아요."),
        error_messages={
            "required": _("메모를 적어 주세요."),
            "max_length": _("%(limit_value)d자까지 적을 수 있어요. 조금 줄여 주세요."),
        },
    )

    class Meta:
        model = Note
        fields = ["text"]


class CheckForm(forms.ModelForm):
    """What somebody saw when they looked at a paper."""

    check_note = SafeText(
        label=_("확인한 것"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": _("%(limit_value)d자까지 적을 수 있어요. 조금 줄여 주세요."),
        },
    )

    class Meta:
        model = Paper
        fields = ["check_note"]


class ReviewerForm(forms.Form):
    """Who reviews it."""

    reviewer: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label=_("검토하는 사람"),
        required=False,
        empty_label=_("아직 없음"),
        error_messages={"invalid_choice": _("목록에 있는 사람을 골라 주세요.")},
    )

    def __init__(self, *args, reviewers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers
        self.fields["reviewer"].label_from_instance = _with_department


def _with_department(person) -> str:
    return f"{person.name} ({person.department})" if person.department else person.name
