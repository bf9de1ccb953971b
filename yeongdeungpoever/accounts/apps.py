from datetime import time, timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

from yeongdeungpoever.jobs import schedule
from yeongdeungpoever.web.caching import invalidate_on_change


class AccountsConfig(AppConfig):
    name = "yeongdeungpoever.accounts"
    verbose_name = _("계정")

    def ready(self):
        from . import checks  # noqa: F401 - registers the system checks
        from .groups import apply_groups, make_editors
        from .handover_tables import register_handover
        from .holdings import register_holdings
        from .models import Department, OfficeContact, PolicyVersion
        from .notices import register_notices
        from .personal_screens import register_screens
        from .privacy import register_duties
        from .rights_log import connect as keep_changes_of_rights
        from .second_factor import connect as watch_second_factors
        from .sessions import connect as watch_sessions

        keep_changes_of_rights()
        watch_second_factors()
        watch_sessions()
        register_notices()
        register_duties()
        register_screens()
        register_handover()
        # Half an hour after midnight no request of the day before is still writing.
        schedule.register(
            "anchor_access_log",
            daily_at=time(0, 30),
            task="yeongdeungpoever.accounts.privacy.anchor_finished_days",
        )
        schedule.register(
            "close_staff_accounts",
            daily_at=time(0, 15),
            task="yeongdeungpoever.accounts.staff_nightly.close_staff_accounts",
        )
        schedule.register(
            "open_access_review",
            daily_at=time(6, 10),
            task="yeongdeungpoever.accounts.privacy.open_access_review",
        )
        register_holdings()
        schedule.register(
            "remove_outdated_copies",
            every=timedelta(hours=1),
            task="yeongdeungpoever.accounts.data_copy.remove_outdated_copies",
        )
        schedule.register(
            "forget_old_consents",
            daily_at=time(4, 10),
            task="yeongdeungpoever.accounts.retention.forget_old_consents",
        )
        invalidate_on_change(Department, OfficeContact, PolicyVersion)
        post_save.connect(make_editors, sender=Department, dispatch_uid="accounts.make_editors")
        # Permissions do not exist inside a fresh migrate, so the table is applied after each.
        post_migrate.connect(apply_groups, dispatch_uid="accounts.apply_groups")


class StaffUsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our one-name form."""

    user_viewset = "yeongdeungpoever.accounts.viewsets.StaffUserViewSet"
