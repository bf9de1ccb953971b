from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.apps import WagtailAdminAppConfig

from yeongdeungpoever.sheets.exports import make_every_export_safe


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("기본 페이지")

    def ready(self):
        from yeongdeungpoever.accounts.consents import register_address

        from . import duties
        from .handover import register_pages
        from .policy_addresses import policy_address
        from .setup import ensure_site

        register_address(policy_address)
        duties.register_kinds()
        duties.connect()
        register_pages()
        post_migrate.connect(ensure_site, dispatch_uid="home.ensure_site")
        post_migrate.connect(duties.ensure_duties, dispatch_uid="home.ensure_duties")


class BackOfficeAppConfig(WagtailAdminAppConfig):
    """Wagtail's admin with our review and without its workflow mails."""

    def ready(self):
        super().ready()
        from .notices import register_notices
        from .workflows import ensure_workflow, silence_workflow_mails

        silence_workflow_mails()
        register_notices()
        make_every_export_safe()
        # After the groups (accounts), whose apps come before this one.
        post_migrate.connect(ensure_workflow, dispatch_uid="home.ensure_workflow")
