from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from yeongdeungpoever.access.retention import first_kept_day, prune


class Command(BaseCommand):
    """Delete rows of the access log that are past their time; runs every night by itself."""

    help = _("두 해가 지난 접속기록을 지웁니다. 밤마다 저절로 하는 일입니다.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help=_("세기만 하고 지우지 않습니다.")
        )

    def handle(self, *, dry_run: bool, **options: object) -> None:
        entries, anchors = prune(dry_run=dry_run)
        values = {"day": first_kept_day(), "entries": entries, "anchors": anchors}
        if dry_run:
            text = _("%(day)s 전의 기록 %(entries)s건과 하루 요약 %(anchors)s일을 지우게 됩니다.")
        else:
            text = _("%(day)s 전의 기록 %(entries)s건과 하루 요약 %(anchors)s일을 지웠습니다.")
        self.stdout.write(text % values)
