"""Where staff without a second factor come out, whichever road into the back office they took."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from . import second_factor
from .widgets import code_field


class CodeForm(forms.Form):
    """The code that was mailed."""

    code = code_field()

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_code(self):
        """Raises ValidationError for a code that is not the one sent, or not any more."""
        if not second_factor.try_code(self.request, self.cleaned_data["code"]):
            if second_factor.is_code_sent(self.request):
                raise forms.ValidationError(
                    _("인증 코드가 맞지 않아요. 메일을 다시 확인해 주세요.")
                )
            raise forms.ValidationError(_("쓸 수 없는 코드예요. 새 코드를 받아 주세요."))
        return self.cleaned_data["code"]


@login_required
@require_http_methods(["GET", "POST"])
def enrol(request):
    """First the mailbox (a link followed in this session, or a code), then the choice of factor."""
    user = request.user
    if second_factor.is_enrolled(user) or not user.works_here:
        return redirect(reverse("wagtailadmin_home") if user.works_here else reverse("mfa_index"))
    form = CodeForm(request=request)
    if request.method == "POST" and "send" in request.POST:
        if second_factor.send_code(request):
            messages.success(request, _("인증 코드를 보냈습니다."))
        else:
            messages.error(request, _("코드를 여러 번 보냈습니다. 한 시간 뒤에 다시 해 주세요."))
        return redirect("staff_enrol")
    if request.method == "POST":
        form = CodeForm(request.POST, request=request)
        if form.is_valid():
            return redirect("staff_enrol")
    context = {
        "form": form,
        "proved": second_factor.has_proved_mailbox(request),
        "code_sent": second_factor.is_code_sent(request) or form.is_bound,
    }
    return render(request, "accounts/staff/enrol.html", context)


@require_safe
def enrol_by_link(request, token):
    """The mailed link after a colleague took the factor away: shows the mailbox, then as ever."""
    person = second_factor.person_of_link(token)
    if person is None:
        return render(request, "accounts/staff/link_gone.html", status=410)
    second_factor.prove_mailbox(request, person)
    return redirect("staff_enrol")
