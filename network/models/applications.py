"""기관 가입 신청: the application, its moves, its papers, and the staff's remarks on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.vocabulary.choices import EsgPillar, Sdg

from ..choices import PaperSlot
from ..papers.storage import paper_path
from ..parts import FIELDS, PART_BY_KEY, Part
from ..querysets import ApplicationQuerySet, PaperQuerySet
from ..states import CLOSED, MOVES, OPEN, PENDING, RUNNING, WRITABLE, State
from .facts import OrganisationFacts


class Channel(models.TextChoices):
    """How the application came in."""

    ONLINE = "online", _("온라인")
    TELEPHONE = "telephone", _("전화")
    PAPER = "paper", _("서면")


class Application(OrganisationFacts):
    """One request of an organisation to become a member, from the first typed word to the decision.

    The clock: an answer is due by ``answer_by``, the ``clock_days``-th working day after
    ``clock_from``. While the applicant mends something both are empty and ``days_left`` says what
    remains.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Given when it is handed in: 2026-0001. People read it aloud; no address is made of it.
    number = models.CharField(_("접수번호"), max_length=12, unique=True, null=True, editable=False)
    state = models.CharField(
        _("상태"), max_length=17, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    channel = models.CharField(
        _("받은 방법"), max_length=9, choices=Channel, default=Channel.ONLINE, editable=False
    )
    # Whose it is: nobody's account where staff entered it for somebody.
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="applications",
        verbose_name=_("신청한 사람"),
    )
    applicant_key = models.UUIDField(null=True, editable=False, db_index=True)
    # For the officer in charge: name and address stand here only where there is no account.
    contact_name = models.CharField(_("담당자 성명"), max_length=50, blank=True)
    contact_email = models.EmailField(_("담당자 이메일"), blank=True)
    contact_title = models.CharField(_("직위"), max_length=50, blank=True)
    contact_department = models.CharField(_("부서"), max_length=80, blank=True)
    contact_telephone = models.CharField(_("담당자 전화번호"), max_length=20, blank=True)
    pillars = models.JSONField(_("ESG"), default=list, blank=True)
    sdgs = models.JSONField(_("지속가능발전목표"), default=list, blank=True)
    # What the applicant agreed to with this application; the proof itself is in accounts.
    consents = models.ManyToManyField(
        "accounts.Consent", blank=True, editable=False, related_name="+"
    )
    # For telephone and paper: who wrote down that the person agreed, and when.
    consent_noted_at = models.DateTimeField(null=True, editable=False)
    consent_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    department = models.ForeignKey(
        "accounts.Department",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("맡은 팀"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("검토하는 사람"),
    )
    created_at = models.DateTimeField(_("쓰기 시작한 때"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("저장한 때"), default=timezone.now, editable=False)
    # Raised by every save of the applicant; a form that is older is told so, nothing is lost.
    version = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(_("접수한 때"), null=True, editable=False)
    clock_from = models.DateField(null=True, editable=False)
    clock_days = models.PositiveSmallIntegerField(null=True, editable=False)
    days_left = models.PositiveSmallIntegerField(null=True, editable=False)
    answer_by = models.DateField(_("답할 날"), null=True, editable=False, db_index=True)
    # How often the day passed and a new one was told.
    postponed = models.PositiveSmallIntegerField(default=0, editable=False)
    # Parts that 보완 요청 opened; empty otherwise.
    open_parts = models.JSONField(default=list, editable=False)
    decided_at = models.DateTimeField(_("정한 때"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("정한 사람"),
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="applications",
        verbose_name=_("참여기관"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("기관 가입 신청")
        verbose_name_plural = _("기관 가입 신청")
        ordering = ["answer_by", "submitted_at", "pk"]
        permissions = [
            ("decide_application", _("가입 신청을 검토하고 정할 수 있음")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(number__isnull=False),
                name="network_application_numbered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.APPROVED, State.REJECTED], decided_at__isnull=False)
                | (~Q(state__in=[State.APPROVED, State.REJECTED]) & Q(decided_at=None)),
                name="network_application_decided",
            ),
            # Decided in the office's words; a person has one draft of one name at a time.
            models.UniqueConstraint(
                fields=["applicant", "registration_number", "unit", "name_key"],
                condition=Q(state__in=PENDING) & ~Q(registration_number=""),
                name="network_application_pending_once",
            ),
        ]

    def __str__(self):
        return f"{self.number or '-'} {self.name}"

    @property
    def is_open(self) -> bool:
        """Whether it is neither decided nor withdrawn."""
        return self.state in OPEN

    @property
    def is_writable(self) -> bool:
        """Whether its applicant may change something in it."""
        return self.state in WRITABLE

    @property
    def is_entered(self) -> bool:
        """Whether staff wrote it down for somebody and act in that somebody's place."""
        return self.channel != Channel.ONLINE and self.applicant_id is None

    @property
    def is_pending(self) -> bool:
        """Whether it was handed in and waits for a decision."""
        return self.state in PENDING

    @property
    def is_closed(self) -> bool:
        """Whether it is decided or withdrawn."""
        return self.state in CLOSED

    @property
    def clock_runs(self) -> bool:
        """Whether it is with us."""
        return self.state in RUNNING

    @property
    def writable_parts(self) -> tuple[str, ...]:
        """Keys of the parts that the applicant may change now: all of a draft, those named by
        보완 요청, else none."""
        if self.state == State.DRAFT:
            return tuple(PART_BY_KEY)
        if self.state == State.CHANGES_REQUESTED:
            return tuple(key for key in PART_BY_KEY if key in self.open_parts)
        return ()

    @property
    def asked_parts(self) -> list[Part]:
        """The parts that 보완 요청 opened."""
        return [PART_BY_KEY[key] for key in self.writable_parts if key in self.open_parts]

    @property
    def contact(self) -> str:
        """The name of whoever applies, as it is now."""
        return self.applicant.get_full_name() if self.applicant else self.contact_name

    @property
    def contact_address(self) -> str:
        """Where mails about it go; may be empty for one taken by telephone."""
        return self.applicant.email if self.applicant else self.contact_email

    @property
    def pillar_names(self) -> list[str]:
        """Its ESG pillars in words."""
        return [str(EsgPillar(value).label) for value in self.pillars if value in EsgPillar.values]

    @property
    def goal_names(self) -> list[str]:
        """Its goals in words, with their numbers."""
        return [f"{value}. {Sdg(value).label}" for value in self.sdgs if value in Sdg.values]

    def facts(self) -> dict:
        """The columns that both this and Organisation have."""
        shared = {field.name for field in OrganisationFacts._meta.get_fields()}
        return {name: getattr(self, name) for name in FIELDS if name in shared}


class ApplicationMove(models.Model):
    """One move of an application: what its applicant sees as steps, what the clock and past
    decisions are read from. Never changed; deleted with the application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="moves")
    move = models.CharField(_("움직임"), max_length=16, editable=False)
    state = models.CharField(_("상태"), max_length=17, choices=State, editable=False)
    at = models.DateTimeField(_("때"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("누가"),
    )
    by_key = models.UUIDField(null=True, editable=False)
    # Told to the applicant, word for word.
    reason = models.TextField(_("까닭"), blank=True, editable=False)
    parts = models.JSONField(default=list, editable=False)
    answer_by = models.DateField(_("답할 날"), null=True, editable=False)

    class Meta:
        verbose_name = _("신청의 움직임")
        verbose_name_plural = _("신청의 움직임")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.application_id} {self.move}"

    @property
    def done(self) -> str:
        """What happened, in words; a delay is none of the table's moves."""
        move = MOVES.get(self.move)
        return str(move.done) if move else str(_("답할 날을 미뤘습니다"))

    @property
    def part_names(self) -> list[str]:
        """The parts that were asked for, in words."""
        return [str(PART_BY_KEY[key].label) for key in self.parts if key in PART_BY_KEY]


class NumberCounter(models.Model):
    """The last number of receipt that was given in a year; locked while the next one is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"


class Scan(models.TextChoices):
    """What the virus scanner said."""

    UNSCANNED = "unscanned", _("검사하지 않음")
    CLEAN = "clean", _("이상 없음")


class Paper(models.Model):
    """An uploaded paper of an application or of a succession.

    The file goes some days after the decision; that it was there, who checked it and when stays.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="papers"
    )
    succession = models.ForeignKey(
        "network.Succession", on_delete=models.CASCADE, null=True, blank=True, related_name="papers"
    )
    slot = models.CharField(_("무엇인가"), max_length=12, choices=PaperSlot)
    file = models.FileField(upload_to=paper_path, max_length=120, blank=True)
    # As the uploader's computer called it; it may name a person, so it goes with the file.
    name = models.CharField(_("파일 이름"), max_length=255, blank=True)
    kind = models.CharField(_("형식"), max_length=8)
    size = models.PositiveIntegerField(_("크기"))
    digest = models.CharField(max_length=64, editable=False)
    scan = models.CharField(_("바이러스 검사"), max_length=9, choices=Scan, default=Scan.UNSCANNED)
    uploaded_at = models.DateTimeField(_("올린 때"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("확인한 때"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    checked_by_key = models.UUIDField(null=True, editable=False)
    check_note = models.CharField(_("확인한 것"), max_length=200, blank=True)
    destroyed_at = models.DateTimeField(_("파기한 때"), null=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("서류")
        verbose_name_plural = _("서류")
        ordering = ["slot", "uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False, succession=None)
                | Q(application=None, succession__isnull=False),
                name="network_paper_of_one",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(file="", name=""),
                name="network_paper_destroyed_is_empty",
            ),
        ]

    def __str__(self):
        return f"{self.get_slot_display()} #{self.pk}"

    @property
    def is_here(self) -> bool:
        """Whether the file still exists."""
        return self.destroyed_at is None and bool(self.file)


class Note(models.Model):
    """A remark of the staff on an application; never shown to its applicant."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("내부 메모"), max_length=2000)
    at = models.DateTimeField(_("때"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("누가"),
    )

    class Meta:
        verbose_name = _("내부 메모")
        verbose_name_plural = _("내부 메모")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.application_id} #{self.pk}"


class ReadyText(models.Model):
    """A text that staff keep ready for a decision."""

    class For(models.TextChoices):
        REQUEST_CHANGES = "request_changes", _("보완 요청")
        REJECT = "reject", _("반려")
        APPROVE = "approve", _("승인")

    use = models.CharField(_("어디에 쓰는가"), max_length=16, choices=For)
    title = models.CharField(_("제목"), max_length=80)
    text = models.TextField(_("글"), max_length=2000)
    text_en = models.TextField(_("영문"), max_length=4000, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("준비된 글")
        verbose_name_plural = _("준비된 글")
        ordering = ["use", "sort_order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "title"],
                name="network_readytext_once",
                violation_error_message=_("같은 제목의 글이 이미 있어요."),
            )
        ]

    def __str__(self):
        return self.title
