"""The staff's own page in the back office: name, language and how the admin looks.

Address and password change elsewhere (``checks.py`` keeps Wagtail's forms for them off), pictures
of people are not kept, and Wagtail sends no mails whose arrival one could choose.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, ThemeSettingsPanel
from wagtail.users.models import UserProfile

from .models import User
from .person_form import clean_person_name


class NameForm(forms.ModelForm):
    """What a person may change about themselves without asking."""

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        help_texts = {"language": _("알림과 서식의 언어예요. 관리 화면은 한국어로 나와요.")}

    def clean_name(self):
        return clean_person_name(self.cleaned_data["name"])


class NamePanel(BaseSettingsPanel):
    name = "person"
    title = _("내 정보")
    order = 100
    form_class = NameForm


class StaffAccountView(AccountView):
    """Wagtail's account page with the panels that mean something here."""

    def get_panels(self):
        profile = UserProfile.get_for_user(self.request.user)
        arguments = (self.request, self.request.user, profile)
        return [NamePanel(*arguments), ThemeSettingsPanel(*arguments)]
