from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from yeongdeungpoever.accounts import own_data
from yeongdeungpoever.pages import figures, sections
from yeongdeungpoever.web.caching import invalidate_on_change


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("핵심사업")

    def ready(self):
        from . import logs  # noqa: F401 - registers the words of the log
        from .figures import ProgrammeFigures
        from .models import DivisionBudget, ProgrammePage, UnitProgramme
        from .permissions import keep_editors
        from .sections import section

        invalidate_on_change(DivisionBudget, UnitProgramme)
        figures.register(ProgrammeFigures())
        for relation in ("LedgerRow", "IndicatorValue"):
            for role in ("entered_by", "confirmed_by"):
                own_data.exclude(
                    f"programmes.{relation}.{role}",
                    "work of the office: the figure stays, the person is emptied from it",
                )
        sections.register(section)
        post_save.connect(
            keep_editors, sender=ProgrammePage, dispatch_uid="programmes.keep_editors"
        )
        page_published.connect(
            keep_editors, sender=ProgrammePage, dispatch_uid="programmes.keep_editors"
        )
