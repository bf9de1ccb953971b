from wagtail.users.views.users import UserViewSet

from .forms import StaffUserCreationForm, StaffUserEditForm


class StaffUserViewSet(UserViewSet):
    """Wagtail's user administration, with the fields that our users have."""

    template_prefix = "accounts/users/"

    def get_form_class(self, for_update=False):
        return StaffUserEditForm if for_update else StaffUserCreationForm
