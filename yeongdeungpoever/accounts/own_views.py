"""내 계정: what a signed-in person sees and changes about themselves."""

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yeongdeungpoever.web.client_address import client_address

from . import consents, data_copy, own_data, withdrawal
from .adapter import stays_here
from .models import OPTIONAL_CONSENTS, ConsentMethod
from .own_forms import ConsentsForm, PersonalForm, WithdrawalForm
from .policy_texts import sections


@login_required
@require_safe
def home(request):
    """One calm list of everything, each line with the way to change it."""
    user = request.user
    factors = Authenticator.objects.filter(user=user)
    kinds = [factor.type for factor in factors]
    providers = get_social_adapter().list_providers(request)
    copy = user.own_data_copies.first()
    context = {
        "pending_address": EmailAddress.objects.get_new(user),
        "has_totp": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "devices": len(UserSession.objects.purge_and_list(user)),
        "has_providers": bool(providers),
        "connections": SocialAccount.objects.filter(user=user).count() if providers else 0,
        "news": [_state_of(user, version) for version in _optional()],
        "copy": copy if copy and (copy.is_ready or copy.is_in_making) else None,
    }
    return render(request, "account/own/home.html", context)


@login_required
def person(request):
    """이름, 전화번호, 언어."""
    form = PersonalForm(_posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("내 정보를 고쳤습니다."))
        return redirect(reverse("account_home"))
    # A refused name must not stand in the page's head as if it were saved.
    request.user.refresh_from_db()
    return render(request, "account/own/person.html", {"form": form})


def _posted(request):
    return request.POST if request.method == "POST" else None


def _optional():
    return consents.current_versions(OPTIONAL_CONSENTS)


def _state_of(user, version) -> dict:
    return {"version": version, "is_given": consents.has_given(user, version.kind)}


@login_required
@require_safe
def consent_list(request):
    """동의 내역: what one may take back, what the account needs, and when each was given."""
    required, optional = consents.asked_at_sign_up()
    context = {
        "optional": [_state_of(request.user, version) for version in optional],
        "required": [_state_of(request.user, version) for version in required],
        "history": [
            {"consent": consent, "address": consents.address_of(consent.policy)}
            for consent in consents.history(request.user)
        ],
    }
    for entry in [*context["optional"], *context["required"]]:
        entry["address"] = consents.address_of(entry["version"])
    return render(request, "account/own/consents.html", context)


@login_required
@require_POST
def consent_change(request, kind):
    """Give or take back one optional consent."""
    version = next((each for each in _optional() if each.kind == kind), None)
    if version is None:
        return redirect("account_consents")
    given = request.POST.get("act") == "give"
    if given:
        consents.give(
            request.user,
            [version],
            method=ConsentMethod.ACCOUNT,
            ip_address=client_address(request),
        )
        messages.success(request, _("동의를 기록했습니다."))
    elif consents.withdraw(request.user, kind):
        messages.success(request, _("동의를 거뒀습니다."))
    return redirect("account_consents")


@login_required
def consents_needed(request):
    """What a new version of a required text asks; nothing ticked, and ways out for who refuses."""
    missing = consents.needed(request.user)
    target = request.POST.get("next") or request.GET.get("next", "")
    if not missing:
        return redirect(_safe(target))
    form = ConsentsForm(_posted(request), versions=missing)
    if request.method == "POST" and form.is_valid():
        consents.give(
            request.user,
            missing,
            method=ConsentMethod.PROMPT,
            ip_address=client_address(request),
        )
        messages.success(request, _("동의를 기록했습니다."))
        return redirect(_safe(target))
    asked = [
        {
            "version": version,
            "box": box,
            "earlier": consents.previous(request.user, version),
            "body": sections(version.text(request.LANGUAGE_CODE))[0],
            "address": consents.address_of(version),
            "changes": consents.address_of(version, changes=True),
        }
        for version, box in form.asked
    ]
    context = {"form": form, "asked": asked, "next": target}
    return render(request, "account/own/consents_needed.html", context)


def _safe(target: str) -> str:
    return target if stays_here(target) else reverse("account_home")


@login_required
def data(request):
    """내 정보 내려받기: ask for a copy, see how far it is, fetch it."""
    if request.method == "POST":
        return _ask_for_data(request)
    copy = request.user.own_data_copies.first()
    context = {
        "copy": copy,
        "link": data_copy.link_to(copy) if copy and copy.is_ready else "",
        "holdings": [each.title for each in own_data.holdings() if each.collect(request.user)],
    }
    return render(request, "account/own/data.html", context)


@reauthentication_required
def _ask_for_data(request):
    data_copy.ask_for(request.user)
    return redirect("account_data")


@login_required
@reauthentication_required
@require_safe
def data_file(request, token):
    """The archive itself, for its owner only, as a file that nothing keeps."""
    copy = data_copy.find(request.user, token)
    if copy is None or not default_storage.exists(copy.file_name):
        messages.error(request, _("내려받을 수 있는 기한이 지났습니다. 다시 만들어 주세요."))
        return redirect("account_data")
    response = FileResponse(
        default_storage.open(copy.file_name), as_attachment=True, filename="my-data.zip"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@reauthentication_required
def withdraw(request):
    """탈퇴: what goes, what stays and why; one box and one button."""
    refusal = withdrawal.refusal(request.user)
    form = WithdrawalForm(_posted(request))
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            withdrawal.withdraw(request.user)
        except withdrawal.Refused as reason:
            refusal = str(reason)
        else:
            logout(request)
            return redirect("account_withdrawn")
    context = {
        "form": form,
        "refusal": refusal,
        "goes": withdrawal.what_goes(request.user),
        "stays": withdrawal.what_stays(request.user),
    }
    return render(request, "account/own/withdraw.html", context)


@require_safe
def withdrawn(request):
    """The last page: it is done."""
    return render(request, "account/own/withdrawn.html")
