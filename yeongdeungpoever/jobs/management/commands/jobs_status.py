from argparse import ArgumentParser
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count
from django.tasks import TaskResultStatus
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yeongdeungpoever.jobs import health, schedule
from yeongdeungpoever.jobs.models import Job, ScheduledRun


class Command(BaseCommand):
    """Print what waits, what failed for good and what the schedule did last."""

    help = _("작업 현황과 끝내 실패한 작업을 보여 줍니다.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--retry", metavar="ID", type=UUID, help=_("실패한 작업을 다시 맡깁니다.")
        )

    def handle(self, *, retry: UUID | None, **options: object) -> None:
        if retry is not None:
            self._retry(retry)
            return
        self._print_summary()
        self._print_schedule()
        self._print_troubled()

    @transaction.atomic
    def _retry(self, task_id: UUID) -> None:
        job = Job.objects.failed().filter(pk=task_id).first()
        if job is None:
            raise CommandError(_("그런 실패한 작업이 없습니다."))
        result = job.task.enqueue(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        job.delete()
        self.stdout.write(_("다시 맡겼습니다: %(id)s") % {"id": result.id})

    def _print_summary(self) -> None:
        counts = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
        age = health.queue_age()
        for label, value in (
            (_("살아 있는 작업기"), health.living_workers()),
            (_("대기"), counts.get(TaskResultStatus.READY, 0)),
            (_("실행 중"), counts.get(TaskResultStatus.RUNNING, 0)),
            (_("끝남"), counts.get(TaskResultStatus.SUCCESSFUL, 0)),
            (_("실패"), counts.get(TaskResultStatus.FAILED, 0)),
            (_("가장 오래 기다린 시간(초)"), "-" if age is None else int(age.total_seconds())),
        ):
            self.stdout.write(f"{label}: {value}")

    def _print_schedule(self) -> None:
        self.stdout.write("\n" + _("예약"))
        runs = ScheduledRun.objects.in_bulk()
        for entry in schedule.entries():
            run = runs.get(entry.name)
            last = _moment(run.enqueued_at) if run and run.enqueued_at else "-"
            self.stdout.write(f"  {entry.name}  {entry.every or entry.daily_at}  {last}")

    def _print_troubled(self) -> None:
        failed = Job.objects.failed().order_by("-finished_at")
        self._print_jobs(_("끝내 실패한 작업"), failed)
        retried = Job.objects.filter(
            status=TaskResultStatus.READY, failed_attempts__isnull=False
        ).distinct()
        self._print_jobs(_("다시 시도할 작업"), retried)

    def _print_jobs(self, title: str, jobs) -> None:
        self.stdout.write("\n" + title)
        for job in jobs.prefetch_related("failed_attempts"):
            attempts = _("시도 %(count)d/%(limit)d") % {
                "count": job.attempt,
                "limit": job.attempt_limit,
            }
            self.stdout.write(f"  {job.pk}  {job.task_path}  {attempts}")
            for failure in job.failed_attempts.all():
                self.stdout.write(
                    f"    #{failure.number}  {_moment(failure.failed_at)}  "
                    f"{failure.exception_class_path}"
                )


def _moment(value) -> str:
    return f"{localtime(value):%Y-%m-%d %H:%M:%S}"
