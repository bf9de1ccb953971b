from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.pages import figures, sections


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("핵심사업")

    def ready(self):
        from .figures import ProgrammeFigures
        from .sections import section

        figures.register(ProgrammeFigures())
        sections.register(section)
