"""Papers: put up, taken away, checked, destroyed. Everything that changes a paper stands here.

Files follow the rows: a new one is stored inside the transaction and taken away again when that
fails, an old one goes when the transaction is through. What a crash leaves over, :func:`sweep`
finds.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from yeongdeungpoever.files.incoming import Accepted, accept

from ..acts import lock_accounts
from ..choices import PaperSlot
from ..models import Application, Asked, JoiningRules, Paper, Scan, Succession
from ..permissions import may_change_papers, may_check_paper
from ..states import State
from ..typed import no_resident_number
from .checking import SINGLE, limits_of
from .logs import CHECK, DESTROY, REMOVE, UPLOAD
from .storage import FOLDER

logger = logging.getLogger(__name__)

__all__ = ["check", "destroy", "destroy_due", "is_open", "remove", "sweep", "upload"]

_PART = "papers"
# Younger files without a row may belong to a transaction that is still under way.
_STRAY_AFTER = timedelta(days=1)
_LONGEST_NOTE = 200


def upload(of: Application | Succession, slot: str, file: UploadedFile, *, by) -> Paper:
    """Keep a paper of an application or a succession that its applicant may change now.

    Staff do it for an application that they entered for somebody. A new logo takes the place of
    the old one. Raises PermissionDenied for a stranger, ValidationError with a Korean sentence for
    everything that is wrong with the file, for a locked part, for too many papers, and where the
    scanner is away; nothing is kept then and nothing is lost.
    """
    _refuse_stranger(of, by)
    if slot not in PaperSlot.values:
        raise ValidationError(_("무엇을 올리는지 골라 주세요."), code="slot")
    _refuse_locked(of)
    limits = limits_of(slot)
    # Before any lock: looking a file through and scanning it takes its time.
    accepted = accept(file, kinds=limits.kinds, max_bytes=limits.max_bytes)
    stored = ""
    try:
        with transaction.atomic():
            of = _locked(of, by)
            _refuse_locked(of)
            digest = hashlib.sha256(accepted.content).hexdigest()
            replaced = _make_room(of, slot, digest, limits.max_count)
            paper = _row(of, slot, accepted, digest, by)
            paper.file.save(accepted.name, ContentFile(accepted.content), save=False)
            stored = paper.file.name or ""
            paper.save()
            _touch(of)
            for old in replaced:
                old.delete()
            _write(UPLOAD, of, by, paper)
    except BaseException:
        if stored:
            default_storage.delete(stored)
        raise
    return paper


def remove(paper: Paper, *, by) -> None:
    """Take a paper away again, file and row, as long as its part is open.

    Raises PermissionDenied for a stranger, ValidationError when the part is locked. A paper that
    is gone already is no error.
    """
    of = paper.application or paper.succession
    _refuse_stranger(of, by)
    with transaction.atomic():
        of = _locked(of, by)
        _refuse_locked(of)
        found = Paper.objects.filter(pk=paper.pk).first()
        if found is None:
            return
        if not found.is_here:
            # That it was there stays written down.
            raise ValidationError(_("이미 파기한 서류예요."), code="destroyed")
        found.delete()
        _touch(of)
        _write(REMOVE, of, by, paper)


def check(paper: Paper, *, by, note: str = "") -> Paper:
    """Write down that somebody of the staff looked at the paper, when, and what they found.

    Raises PermissionDenied for whoever may not review it, ValidationError for a note that is too
    long or holds a 주민등록번호, and for a paper that is destroyed.
    """
    if not may_check_paper(by, paper):
        raise PermissionDenied
    note = note.strip().replace("\0", "")
    if len(note) > _LONGEST_NOTE:
        raise ValidationError(_("확인한 것은 200자까지 적을 수 있어요."), code="long")
    no_resident_number(note)
    with transaction.atomic():
        found = Paper.objects.select_for_update().get(pk=paper.pk)
        if not found.is_here:
            raise ValidationError(_("이미 파기한 서류예요."), code="destroyed")
        found.checked_at, found.checked_by, found.checked_by_key = timezone.now(), by, by.key
        found.check_note = note
        found.save(update_fields=["checked_at", "checked_by", "checked_by_key", "check_note"])
        _write(CHECK, found.application or found.succession, by, found)
    return found


def destroy(papers: Iterable[Paper]) -> int:
    """Destroy the files of these papers; the rows stay and say when. Returns how many went.

    Nobody is asked: it follows from a decision, a withdrawal or the rules.
    """
    gone = 0
    with transaction.atomic():
        keys = [paper.pk for paper in papers]
        here = Paper.objects.here().select_for_update(of=("self",)).filter(pk__in=keys)
        cases = "application__organisation", "succession__organisation"
        for paper in here.select_related(*cases).order_by("pk"):
            stored = paper.file.name
            # The digest would still tell which file it was.
            paper.file, paper.name, paper.digest = "", "", ""
            paper.destroyed_at = timezone.now()
            paper.save(update_fields=["file", "name", "digest", "destroyed_at"])
            forget_file(stored)
            _write(DESTROY, paper.application or paper.succession, None, paper)
            gone += 1
    return gone


def destroy_due(now=None) -> int:
    """Destroy what the rules say: papers of cases decided ``paper_days`` ago, and of withdrawn ones
    whatever their day. Returns how many went.

    Case by case, each in a transaction of its own: one that fails keeps no other's papers here.
    """
    now = now or timezone.now()
    due = Paper.objects.to_destroy(JoiningRules.current().paper_days, now)
    withdrawn = Paper.objects.here().filter(
        Q(application__state=State.WITHDRAWN) | Q(succession__state=Asked.WITHDRAWN)
    )
    cases: dict[tuple, dict[int, Paper]] = defaultdict(dict)
    for paper in [*due, *withdrawn]:
        cases[paper.application_id, paper.succession_id][paper.pk] = paper
    gone = 0
    for papers in cases.values():
        try:
            gone += destroy(papers.values())
        except Exception:
            logger.exception("Papers of a case were not destroyed; the next night tries again.")
    return gone


def sweep(now=None) -> int:
    """Delete files in the papers' folder that no row names, a day old and older.

    They are left by a crash between storing and writing down, or by a storage that was away while
    a paper was destroyed. Returns how many went.
    """
    now = now or timezone.now()
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = set(Paper.objects.exclude(file="").values_list("file", flat=True))
    stray = [path for name in names if (path := f"{FOLDER}/{name}") not in known]
    old = [path for path in stray if default_storage.get_modified_time(path) < now - _STRAY_AFTER]
    for path in old:
        default_storage.delete(path)
    return len(old)


def forget_file(stored: str) -> None:
    """Delete a stored file when the transaction is through."""
    if stored:
        # A storage that is away keeps nothing else from happening; :func:`sweep` finds the file.
        transaction.on_commit(lambda: default_storage.delete(stored), robust=True)


def is_open(of: Application | Succession) -> bool:
    """Whether papers of this case may be put up and taken away now, by whom they are."""
    if isinstance(of, Application):
        return of.is_pending if of.is_entered else _PART in of.writable_parts
    return of.state == Asked.PENDING


def _refuse_stranger(of, by) -> None:
    if not may_change_papers(by, of):
        raise PermissionDenied


def _refuse_locked(of) -> None:
    if not is_open(of):
        raise ValidationError(_("지금은 서류를 바꿀 수 없어요."), code="locked")


def _locked(of, by):
    lock_accounts([by.pk])
    found = type(of).objects.select_for_update(of=("self",)).filter(pk=of.pk).first()
    if found is None:
        raise ValidationError(_("그 사이 지워진 신청서예요."), code="locked")
    return found


def _make_room(of, slot: str, digest: str, most: int) -> list[Paper]:
    """The papers that the new one replaces. Raises ValidationError where there is no room."""
    there = list(of.papers.here())
    same = [paper for paper in there if paper.slot == slot]
    if any(paper.digest == digest for paper in same):
        raise ValidationError(_("같은 파일이 이미 있어요."), code="twice")
    replaced = same if slot in SINGLE else []
    if len(there) - len(replaced) >= most:
        raise ValidationError(
            _("서류는 %(count)s개까지 올릴 수 있어요. 필요 없는 것을 지우고 다시 올려 주세요."),
            code="count",
            params={"count": most},
        )
    return replaced


def _row(of, slot: str, accepted: Accepted, digest: str, by) -> Paper:
    case = {"application": of} if isinstance(of, Application) else {"succession": of}
    return Paper(
        slot=slot,
        name=accepted.name,
        kind=accepted.kind,
        size=len(accepted.content),
        digest=digest,
        scan=Scan.CLEAN if accepted.scanned else Scan.UNSCANNED,
        uploaded_by=by,
        **case,
    )


def _touch(of) -> None:
    if isinstance(of, Application):
        # The version stays: a page of the form that is open elsewhere holds no papers.
        of.saved_at = timezone.now()
        of.save(update_fields=["saved_at"])


def _write(action: str, of, by, paper: Paper) -> None:
    if isinstance(of, Application) and of.state == State.DRAFT:
        # A draft that is thrown away leaves nothing behind, not even here.
        return
    data = {"paper": str(paper.key), "slot": paper.slot}
    if organisation := getattr(of, "organisation", None):
        data["organisation"] = str(organisation.key)
    log(of, action, user=by, data=data)
