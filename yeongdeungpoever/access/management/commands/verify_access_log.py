from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yeongdeungpoever.access import verification
from yeongdeungpoever.access.models import AccessEntry, Anchor


class Command(BaseCommand):
    """Tell whether the access log still says what it said; exit 1 where it does not."""

    help = _(
        "접속기록을 날마다 다시 셈해 하루 요약과 견주고, 메일로 받은 확인값이 있으면 그것과도 "
        "견줍니다. 사라지거나 바뀌거나 더해진 것이 있으면 1로 끝납니다."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anchor", metavar="DIGEST", help=_("메일로 받은 확인값"))
        parser.add_argument(
            "--day", type=date.fromisoformat, help=_("그 확인값의 날짜 (2026-11-24)")
        )

    def handle(self, *, anchor: str | None, day: date | None, **options: object) -> None:
        if day and not anchor:
            raise CommandError(_("--day는 --anchor와 함께 씁니다."))
        found = verification.check()
        if anchor:
            found += verification.check_digest(anchor, day)
        for finding in (*verification.remarks(), *found):
            rows = f": {', '.join(map(str, finding.rows))}" if finding.rows else ""
            self.stdout.write(f"{finding.day or '-'}  {finding.what}{rows}")
        if found:
            raise CommandError(_("접속기록이 온전하지 않습니다."))
        self.stdout.write(
            _("접속기록이 온전합니다. 기록 %(entries)s건, 하루 요약 %(anchors)s일.")
            % {"entries": AccessEntry.objects.count(), "anchors": Anchor.objects.count()}
        )
