from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import User
from .person_form import clean_person_name

_FIELDS = {"email", "name", "phone", "language", "department", "is_superuser", "groups"}


class _OneName(forms.ModelForm):
    """A person has one name here; Wagtail's forms ask for two."""

    first_name = None
    last_name = None
    email = forms.EmailField(label=_("이메일"), help_text=_("로그인할 때 쓰는 주소예요."))

    def clean_name(self):
        return clean_person_name(self.cleaned_data["name"])


class StaffUserCreationForm(_OneName, UserCreationForm):
    """Makes an account in the back office."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = _FIELDS


class StaffUserEditForm(_OneName, UserEditForm):
    """Changes an account in the back office: never its address or password, which are its
    holder's."""

    password_enabled = False

    class Meta(UserEditForm.Meta):
        model = User
        fields = _FIELDS | {"is_active", "staff_until"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = _("이메일과 비밀번호는 본인만 바꿀 수 있어요.")
