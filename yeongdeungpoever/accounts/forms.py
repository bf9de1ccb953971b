from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import User

_FIELDS = {"email", "name", "phone", "language", "department", "is_superuser", "groups"}


class _OneName(forms.ModelForm):
    """A person has one name here; Wagtail's forms ask for two."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields.pop(name, None)


class StaffUserCreationForm(_OneName, UserCreationForm):
    """Makes an account in the back office."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = _FIELDS


class StaffUserEditForm(_OneName, UserEditForm):
    """Changes an account in the back office."""

    class Meta(UserEditForm.Meta):
        model = User
        fields = _FIELDS | {"is_active"}
