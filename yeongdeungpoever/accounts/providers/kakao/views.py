from allauth.socialaccount.providers.kakao.views import oauth2_callback, oauth2_login

__all__ = ["oauth2_callback", "oauth2_login"]
