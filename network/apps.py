from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access.visibility import register_membership


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("참여기관")

    def ready(self):
        from .joining import wiring as joining
        from .membership import is_member
        from .papers import wiring as papers
        from .people import wiring as people
        from .staff import wiring as staff

        register_membership(is_member)
        for part in (joining, papers, people, staff):
            part.connect()
