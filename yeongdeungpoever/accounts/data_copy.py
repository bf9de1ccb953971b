"""Making, fetching and removing a copy of everything that is held about a person.

The copy is a ZIP: one JSON with machine keys and their Korean headings, the same as CSV for
Excel, and the person's files. A worker makes it; it is fetched by its owner only, after a
re-authentication, under a signed address that expires, and removed a day later.
"""

import csv
import io
import json
import logging
import tempfile
import zipfile
from functools import partial

from django.core import signing
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yeongdeungpoever.jobs.attempts import at_most
from yeongdeungpoever.notices.outbox import send
from yeongdeungpoever.sheets.exports import safe_cell
from yeongdeungpoever.vocabulary.district import district

from . import own_data
from .models import OwnDataCopy, User
from .models.copies import KEPT_FOR

logger = logging.getLogger("yeongdeungpoever.accounts")

# A copy holds texts and one's own uploads; beyond this the files left out are named instead.
MAX_FILE_BYTES = 200 * 1024 * 1024
_LINK_SALT = "accounts.own_data"
_LINK_SECONDS = 15 * 60


def ask_for(user) -> OwnDataCopy:
    """The copy that is being made, or a new one put to the worker.

    A person has one copy at a time: asking anew replaces a finished one.
    """
    with transaction.atomic():
        making = user.own_data_copies.filter(ready_at=None, failed_at=None).first()
        if making and making.is_in_making:
            return making
        remove(user.own_data_copies.all())
        try:
            with transaction.atomic():
                copy = OwnDataCopy.objects.create(user=user)
        except IntegrityError:  # another tab was faster
            return user.own_data_copies.get(ready_at=None, failed_at=None)
        transaction.on_commit(partial(make_copy.enqueue, copy.pk))
    return copy


@task
@at_most(3)
def make_copy(copy_pk: int) -> None:
    """Write the archive of one request, then tell its owner. Nothing happens for one withdrawn."""
    copy = OwnDataCopy.objects.select_related("user").filter(pk=copy_pk, ready_at=None).first()
    if copy is None:
        return
    try:
        with tempfile.TemporaryFile() as file, translation.override(copy.user.language):
            write_archive(copy.user, file)
            size = file.tell()
            file.seek(0)
            default_storage.delete(copy.file_name)
            default_storage.save(copy.file_name, File(file))
    except Exception:
        OwnDataCopy.objects.filter(pk=copy_pk).update(failed_at=timezone.now())
        raise
    _finish(copy, size)


def _finish(copy: OwnDataCopy, size: int) -> None:
    with transaction.atomic():
        now = timezone.now()
        # The person may have left while the archive was written: then no row is met.
        done = OwnDataCopy.objects.filter(pk=copy.pk).update(
            ready_at=now, expires_at=now + KEPT_FOR, failed_at=None, size=size
        )
        if done:
            context = {"link": reverse("account_data"), "expires_at": now + KEPT_FOR}
            send("accounts.data_ready", copy.user, context)
    if not done:
        default_storage.delete(copy.file_name)


def write_archive(user: User, file) -> None:
    """Write everything that the registry holds about the person into the open file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        listed, left_out, spent = [], [], 0
        for holding in own_data.holdings():
            rows = holding.collect(user)
            listed.append(
                {
                    "name": holding.name,
                    "title": str(holding.title),
                    "headings": {key: holding.heading(key) for key in _keys(holding, rows)},
                    "rows": rows,
                }
            )
            archive.writestr(f"csv/{holding.name}.csv", _as_csv(holding, rows))
            for name, content in holding.files(user) if holding.files else ():
                path = f"files/{holding.name}/{name}"
                if spent + len(content) > MAX_FILE_BYTES:
                    left_out.append(path)
                    continue
                spent += len(content)
                archive.writestr(path, content)
        whole = {
            "site": str(district().network),
            "made_at": timezone.now(),
            "person": user.key,
            "holdings": listed,
            "files_left_out": left_out,
        }
        archive.writestr(
            "own-data.json",
            json.dumps(whole, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder),
        )


def _keys(holding, rows) -> list[str]:
    return list(dict.fromkeys([*holding.columns, *(key for row in rows for key in row)]))


def _as_csv(holding, rows) -> bytes:
    keys = _keys(holding, rows)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([holding.heading(key) for key in keys])
    for row in rows:
        writer.writerow([safe_cell(_cell(row.get(key))) for key in keys])
    # With the byte order mark Excel reads Korean as what it is.
    return text.getvalue().encode("utf-8-sig")


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return str(value)


def remove(copies) -> int:
    """Delete these copies, files included; returns how many there were."""
    names = [copy.file_name for copy in copies]
    OwnDataCopy.objects.filter(pk__in=[copy.pk for copy in copies]).delete()
    # After the commit: a file without its row is nobody's, a row without its file is a fault.
    transaction.on_commit(partial(_delete_files, names), robust=True)
    return len(names)


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


@task
def remove_outdated_copies() -> None:
    """Remove copies whose time is over; stands on the schedule."""
    with transaction.atomic():
        count = remove(OwnDataCopy.objects.outdated())
    if count:
        logger.info("own-data copies removed", extra={"count": count})


def link_to(copy: OwnDataCopy) -> str:
    """The address under which its owner fetches it; good for a quarter of an hour."""
    token = signing.dumps(str(copy.key), salt=_LINK_SALT, compress=False)
    return reverse("account_data_file", args=[token])


def find(user, token: str) -> OwnDataCopy | None:
    """The copy behind a signed address; None for another's, an expired or a forged one."""
    try:
        key = signing.loads(token, salt=_LINK_SALT, max_age=_LINK_SECONDS)
    except signing.BadSignature:
        return None
    copy = OwnDataCopy.objects.filter(key=key, user=user).first()
    return copy if copy and copy.is_ready else None
