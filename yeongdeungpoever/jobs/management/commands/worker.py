from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django.utils.translation import gettext as _
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import valid_interval

from yeongdeungpoever.jobs.worker import Worker


class Command(BaseCommand):
    """Run tasks until a signal. The first one lets the running task end, a second one does not."""

    help = _("대기 중인 작업과 예약된 작업을 실행합니다.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help=_("지금 할 수 있는 작업만 마치고 끝냅니다.")
        )
        parser.add_argument(
            "--interval",
            type=valid_interval,
            default=1.0,
            help=_("대기 중인 작업이 없을 때 쉬는 시간(초). 기본값 1"),
        )

    def handle(self, *, once: bool, interval: float, **options: object) -> None:
        if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            raise CommandError(_("TASKS 설정이 데이터베이스를 쓰지 않아 실행할 작업이 없습니다."))
        worker = Worker(interval=interval, once=once)
        if not once:
            worker.configure_signals()
        worker.run()
