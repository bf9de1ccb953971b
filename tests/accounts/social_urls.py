"""The site's addresses with both providers', as an installation with keys has them."""

from django.urls import include, path

from yeongdeungpoever.accounts.providers.kakao import urls as kakao
from yeongdeungpoever.accounts.providers.naver import urls as naver
from yeongdeungpoever.urls import handler400, handler403, handler404, handler500
from yeongdeungpoever.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("accounts/", include(kakao)),
    path("accounts/", include(naver)),
    *site,
]
