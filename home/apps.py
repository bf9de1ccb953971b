from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("기본 페이지")

    def ready(self):
        from .setup import ensure_site

        post_migrate.connect(ensure_site, dispatch_uid="home.ensure_site")
