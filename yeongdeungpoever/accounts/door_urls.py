"""Pages of ours in front of allauth's of the same address, and what it has none for."""

from django.urls import path

from . import sign_in, sign_up

urlpatterns = [
    path("signup/", sign_up.SignUpView.as_view(), name="account_signup"),
    path("signup/again/", sign_up.start_over, name="account_start_over"),
    path(
        "confirm-email/",
        sign_in.AddressCodePage.as_view(),
        name="account_email_verification_sent",
    ),
    path(
        "login/code/confirm/", sign_in.SignInCodePage.as_view(), name="account_confirm_login_code"
    ),
    path(
        "password/reset/confirm/",
        sign_in.ResetCodePage.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("logout/", sign_in.SignOutPage.as_view(), name="account_logout"),
]
