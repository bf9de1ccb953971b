"""Keeping what an applicant writes: by the button, or by itself every few seconds of typing."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import Consent, ConsentMethod

from ..acts import Refused
from ..models import Application
from ..permissions import may_see_application
from .forms import Conflict, StepForm
from .recording import locked


@dataclass
class Saved:
    """What became of it. With ``conflicts`` nothing was saved; ``form`` shows errors and typing."""

    application: Application
    form: StepForm
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def went_well(self) -> bool:
        """Whether everything on the page is stored now."""
        return not self.conflicts and not self.form.errors


def save_step(
    application: Application, step: str, data, *, by, agree: bool = True, ip_address=None
) -> Saved:
    """Store what is valid of this step; what is not stays on the page beside its sentence.

    ``data`` is the request's form; its ``opened`` tells what the page showed when it was opened.
    With ``agree`` the boxes of consent are recorded too, which only a pressed button does.

    Raises PermissionDenied for a stranger, Refused when nothing may be written any more.
    """
    with transaction.atomic():
        row = locked(application, by)
        if not may_see_application(by, row):
            raise PermissionDenied
        if not row.is_writable:
            raise Refused(_("그 사이 신청서의 상태가 바뀌어 지금은 고칠 수 없어요."))
        form = StepForm(data, application=row, step=step)
        form.is_valid()
        changes = form.changes()
        if changes and data.get("opened", "") != form.token:
            return Saved(row, form, form.conflicts())
        if changes:
            _store(row, form, changes)
        if agree and form.asks_consents:
            _agree(row, form, by, ip_address)
    return Saved(row, form)


def _store(row: Application, form: StepForm, changes: dict) -> None:
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.saved_at = timezone.now()
    try:
        with transaction.atomic():
            row.save(update_fields=[*changes, "version", "saved_at"])
    except IntegrityError:
        for name, value in before.items():
            setattr(row, name, value)
        row.version -= 1
        form.add_error(
            None, _("같은 번호와 이름으로 낸 신청이 이미 있어요. 신청 현황에서 봐 주세요.")
        )


def _agree(row: Application, form: StepForm, by, ip_address) -> None:
    """Give what is ticked; take back what is no longer, unless another application stands on it."""
    for kind, ticked in form.ticked().items():
        held = list(row.consents.in_force().filter(policy__kind=kind))
        if ticked:
            version = form.version_of(kind)
            given = consents.give(
                by, [version], method=ConsentMethod.APPLICATION, ip_address=ip_address
            )
            row.consents.remove(*(each for each in held if each.policy_id != version.pk))
            row.consents.add(*given)
        elif held:
            row.consents.remove(*held)
            _take_back(held)


def _take_back(held: list[Consent]) -> None:
    for consent in held:
        if not Application.objects.filter(consents=consent).exists():
            consent.withdrawn_at = timezone.now()
            consent.save(update_fields=["withdrawn_at"])
