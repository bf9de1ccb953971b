"""The application as it stands on paper: one sheet, blank and filled, for print view and PDF."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yeongdeungpoever.accounts.models import JOINING_CONSENTS, PolicyKind
from yeongdeungpoever.vocabulary.choices import EsgPillar, IndustrySection, Sdg
from yeongdeungpoever.vocabulary.district import district

from ..choices import OrganisationKind, PaperSlot, Size, Unit
from ..models import Application, JoiningRules


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of several."""

    label: str
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a heading and either a text or boxes. ``wide`` takes the whole width,
    ``tall`` leaves room to write by hand, ``columns`` sets boxes under each other."""

    label: str
    text: str = ""
    choices: tuple[Choice, ...] = ()
    wide: bool = False
    tall: bool = False
    columns: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table of the form."""

    title: str
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[list[Row]]:
        """Rows as they stand beside each other: two short ones share a line."""
        lines: list[list[Row]] = []
        for row in self.rows:
            last = lines[-1] if lines else []
            if last and not row.wide and len(last) == 1 and not last[0].wide:
                last.append(row)
            else:
                lines.append([row])
        return lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form. ``is_sample``: its rules are not confirmed by the office yet."""

    application: Application | None
    tables: tuple[Table, ...]
    consents: tuple[tuple[str, Choice], ...]
    network: str
    recipient: str
    is_sample: bool
    paper_days: int

    @property
    def is_blank(self) -> bool:
        return self.application is None


def sheet(application: Application | None) -> Sheet:
    """The form with what was written, or empty, in the active language."""
    rules = JoiningRules.current()
    place = district()
    return Sheet(
        application=application,
        tables=(
            _organisation(application),
            _place(application),
            _contact(application),
            _story(application),
            _papers(application),
        ),
        consents=_consents(application),
        network=str(place.network_full),
        recipient=_("%(office)s장 귀하") % {"office": place.office},
        is_sample=not rules.confirmed,
        paper_days=rules.paper_days,
    )


def _written(application: Application | None, name: str) -> str:
    value = getattr(application, name, "")
    return "" if value is None else str(value)


def _boxes(choices, chosen) -> tuple[Choice, ...]:
    return tuple(Choice(str(choice.label), choice.value in chosen) for choice in choices)


def _one(choices, application: Application | None, name: str) -> tuple[Choice, ...]:
    return _boxes(choices, {getattr(application, name, None)})


def _organisation(it: Application | None) -> Table:
    number = it.printed_number if it else ""
    if it and it.has_no_number and not it.registration_number:
        number = _("없음(비영리기관)")
    # A list of 21 sections is no row of boxes: by hand one writes the field in words.
    field = IndustrySection(it.industry).label if it and it.industry else ""
    return Table(
        _("기관"),
        (
            Row(_("종류"), choices=_one(OrganisationKind, it, "kind"), wide=True),
            Row(_("기관 이름"), _written(it, "name"), wide=True),
            Row(_("영문 이름"), _written(it, "name_en"), wide=True),
            Row(_("본점·지점 구분"), choices=_one(Unit, it, "unit"), wide=True),
            Row(_("사업자등록번호 또는 고유번호"), number),
            Row(_("설립 연도"), _written(it, "founded_year")),
            Row(_("분야(업종)"), str(field), wide=True),
            Row(_("규모(일하는 사람)"), choices=_one(Size, it, "size"), wide=True),
        ),
    )


def _place(it: Application | None) -> Table:
    dong = it.get_dong_display() if it and it.dong else ""
    return Table(
        _("주소와 연락처"),
        (
            Row(_("도로명주소"), it.full_address if it else "", wide=True),
            Row(_("행정동"), str(dong)),
            Row(_("대표전화"), _written(it, "telephone")),
            Row(_("대표 이메일"), _written(it, "email")),
            Row(_("누리집 주소"), _written(it, "website")),
        ),
    )


def _contact(it: Application | None) -> Table:
    return Table(
        _("담당자"),
        (
            Row(_("성명"), it.contact if it else ""),
            Row(_("담당자 전화번호"), _written(it, "contact_telephone")),
            Row(_("부서"), _written(it, "contact_department")),
            Row(_("직위"), _written(it, "contact_title")),
            Row(_("담당자 이메일"), it.contact_address if it else "", wide=True),
        ),
    )


def _story(it: Application | None) -> Table:
    rows = [
        Row(_("한 줄 소개"), _written(it, "summary"), wide=True),
        Row(_("소개 글"), _written(it, "story"), wide=True, tall=True),
    ]
    for name, label in (
        ("summary_en", _("한 줄 소개(영문)")),
        ("story_en", _("소개 글(영문)")),
    ):
        if text := _written(it, name):
            rows.append(Row(label, text, wide=True))
    rows += [
        Row(_("ESG"), choices=_boxes(EsgPillar, set(it.pillars) if it else ()), wide=True),
        Row(_("지속가능발전목표"), choices=_goals(it), wide=True, columns=True),
    ]
    return Table(_("소개"), tuple(rows))


def _goals(it: Application | None) -> tuple[Choice, ...]:
    chosen = set(it.sdgs) if it else set()
    return tuple(Choice(f"{goal.value}. {goal.label}", goal.value in chosen) for goal in Sdg)


def _papers(it: Application | None) -> Table:
    # What was handed in, though its file may be destroyed by now.
    there = [paper.slot for paper in it.papers.all()] if it else []
    choices = []
    for slot in PaperSlot:
        count = there.count(slot)
        label = str(slot.label)
        if count > 1:
            label = _("%(paper)s(%(count)s개)") % {"paper": label, "count": count}
        choices.append(Choice(label, count > 0))
    return Table(_("붙이는 서류"), (Row(_("서류"), choices=tuple(choices), wide=True),))


def _consents(it: Application | None) -> tuple[tuple[str, Choice], ...]:
    given: set[str] = set()
    if it and it.pk:
        given = set(it.consents.in_force().values_list("policy__kind", flat=True))
        if it.consent_noted_at:
            given.add(PolicyKind.JOINING)
    return tuple(
        (kind.value, Choice(str(PolicyKind(kind).label), kind in given))
        for kind in JOINING_CONSENTS
    )
