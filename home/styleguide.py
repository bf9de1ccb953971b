"""The living style page: every component with sample values, for staff (under DEBUG, anybody).

The values are plainly made up and make no query; a component that breaks shows here first.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace as Sample
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.tables import BudgetRow, BudgetTable, summed
from yeongdeungpoever.access.visibility import is_staff
from yeongdeungpoever.accounts.models import Department
from yeongdeungpoever.files.models import Document
from yeongdeungpoever.pages.arcs import Arc, draw
from yeongdeungpoever.pages.drawings import LABELS
from yeongdeungpoever.pages.figures import Figure
from yeongdeungpoever.pages.sections import Card
from yeongdeungpoever.vocabulary.choices import EsgPillar, OpenLicence

SAMPLE_DAY = date(2026, 3, 2)
SAMPLE_TIME = datetime(2026, 3, 2, 14, 0, tzinfo=ZoneInfo("Asia/Seoul"))
LONG_NAME = "예시 사단법인 가나다라마바사 지속가능발전 청소년 문화예술교육 협동조합 연합회"

SECTIONS = (
    ("colours", _("색")),
    ("type", _("글자")),
    ("buttons", _("버튼과 표시")),
    ("numbers", _("수치")),
    ("budget", _("예산 표")),
    ("tables", _("표와 항목")),
    ("lines", _("실적 줄")),
    ("steps", _("절차")),
    ("cards", _("카드와 목록")),
    ("notices", _("알림")),
    ("faq", _("자주 묻는 질문")),
    ("forms", _("입력 양식")),
    ("versions", _("판 비교")),
    ("empty", _("빈 화면")),
    ("arcs", _("다리 그림")),
    ("drawings", _("그림")),
)
COLOURS = (
    "ink", "ink-2", "edge", "line", "paper", "mist", "warm", "action", "river-1", "river-2",
    "river-3", "deep", "bloom", "e", "s", "g",
)  # fmt: skip
# Made-up collaborations, one of each pillar and one of none.
ARCS = (
    Arc("예시 금융교육", EsgPillar.SOCIAL, "예시 은행", "예시 복지관", "#arcs"),
    Arc("예시 나무 심기", EsgPillar.ENVIRONMENT, "예시 공사", "예시 학교", "#arcs"),
    Arc("예시 협약", EsgPillar.GOVERNANCE, "예시 은행", "예시 센터"),
    Arc("예시 물품 나눔", "", "예시 회사", "예시 복지관"),
)


class SampleForm(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label=_("기관 이름"), max_length=60)
    email = forms.EmailField(label=_("이메일"), help_text=_("업무에 쓰는 주소를 적어 주세요."))
    kind = forms.ChoiceField(
        label=_("기관 구분"), choices=[("a", _("기업")), ("b", _("비영리기관")), ("c", _("학교"))]
    )
    give = forms.MultipleChoiceField(
        label=_("나눌 수 있는 자원"),
        choices=[("people", _("인력")), ("goods", _("물품")), ("space", _("공간"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(
        label=_("소개"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agree = forms.BooleanField(label=_("운영규정을 읽었습니다"))


def _figure(label: str, value: str, unit: str, **others) -> Figure:
    return Figure(key=label, label=label, value=Decimal(value), unit=unit, **others)


def _line(text: str, *children: Sample, page: str = "", figures: tuple = ()) -> Sample:
    return Sample(text=text, children=list(children), source_page=page, figures=list(figures))


def _budget(*, executed: bool) -> BudgetTable:
    rows = [
        BudgetRow("예시 사업 가", 120_000, 54_600, url="#budget", funds="구비 120,000"),
        BudgetRow("예시 사업 나", 10_000, 10_000, funds="구비 4,000 · 시비 6,000"),
        BudgetRow("이름이 아주 긴 예시 사업 다(기금전출금)", 487_500, 258_862, note="예시 비고"),
    ]
    if not executed:
        rows = [replace(row, executed=None) for row in rows]
    return BudgetTable(
        caption="예시 예산 현황" if executed else "예시 소요예산",
        as_of=date(2026, 10, 31) if executed else None,
        year=2026,
        rows=rows,
        total=summed("계", rows),
    )


def _document(title: str, extension: str, size: int, licence: OpenLicence) -> Document:
    """An unsaved row; its address is that of a document which does not exist."""
    return Document(pk=0, title=title, file=f"sample.{extension}", file_size=size, licence=licence)


def samples() -> dict:
    """Everything the style page's template shows, by component."""
    figures = [
        _figure("예시 교육 참여", "1234", "명", as_of=SAMPLE_DAY, url="#numbers"),
        _figure("예시 동아리", "12", "개", year=2026, source_page="3"),
        _figure("예시 집행률", "58.3", "%", as_of=SAMPLE_DAY),
        _figure("예시 협약", "7", "건", year=2025, source_page="1–2"),
    ]
    meta = "예시 팀 · 2026년"
    department = Department(
        name="예시 협력팀", telephone="02-000-0000", hours="평일 09:00~18:00", email=""
    )
    return {
        "sections": [{"id": key, "label": label} for key, label in SECTIONS],
        "colours": COLOURS,
        "drawings": LABELS,
        "figures": figures,
        "arcs": draw(ARCS),
        "budget": _budget(executed=True),
        "plan": _budget(executed=False),
        "headers": ["기관", "구분", "함께한 일"],
        "rows": [
            ["가나다 주식회사", "기업", "예시 강사 지원"],
            ["라마바재단", "비영리기관", "예시 공간 나눔"],
            [LONG_NAME, "비영리기관", "예시 물품 나눔"],
        ],
        "facts": [
            {"label": "사업기간", "text": "예시: 3월부터 11월까지"},
            {"label": "사업대상", "text": "예시: 관내 청소년과 어르신"},
        ],
        "lines": [
            _line(
                "예시 교육 운영",
                _line("대상: 어르신, 청소년, 1인가구", page="7"),
                _line(
                    "방법: 찾아가는 교육",
                    _line("상반기와 하반기 각 5회"),
                    figures=(_figure("수료", "120", "명"),),
                ),
                page="6",
            ),
            _line("예시 협력기관 지정", figures=(_figure("", "17", "곳"),), page="8"),
        ],
        "steps": [
            {"title": "계정 만들기", "text": "업무용 이메일을 확인합니다."},
            {"title": "기관 가입 신청", "text": "언제든 이어서 쓸 수 있습니다."},
            {"title": "검토", "text": "어느 팀이 언제까지 답하는지 보입니다."},
            {"title": "승인", "text": "소식을 올리고 함께할 기관을 찾습니다."},
        ],
        "cards": [
            Card("예시 금융교육", "#cards", drawing="screen", meta=meta,
                 figures=[_figure("13개 과정", "1234", "명")]),
            Card("예시 건강동아리", "#cards", "걸으며 줍는 동아리입니다.", "walker", meta=meta),
            Card(LONG_NAME, "#cards", drawing="rice", meta=meta),
        ],
        "documents": [
            _document("예시 안내문", "hwpx", 234_567, OpenLicence.TYPE_1),
            _document("예시 발표 자료", "pdf", 1_234_567, OpenLicence.NONE),
        ],
        "faq": [
            {"id": "", "question": "예시 질문: 누가 가입할 수 있나요?", "answer": "예시 답입니다."},
            {"id": "", "question": "예시 질문: 신청은 어떻게 하나요?", "answer": "예시 답입니다."},
        ],
        "segments": [
            {"kind": "same", "text": "제1조(목적) 이 예시는 판을 비교하는 모습을 보입니다."},
            {"kind": "del", "text": "제2조 자료는 1년 동안 보관합니다."},
            {"kind": "ins", "text": "제2조 자료는 2년 동안 보관합니다."},
        ],
        "crumbs": [{"label": "첫 화면", "url": "#"}, {"label": "예시 묶음", "url": "#"},
                   {"label": "예시 페이지", "url": ""}],
        "page_obj": Paginator(range(200), 10).page(9),
        "department": department,
        "updated_at": SAMPLE_TIME,
        "blank_form": SampleForm(prefix="blank"),
        "wrong_form": SampleForm({"wrong-name": LONG_NAME, "wrong-email": "주소 아님"},
                                 prefix="wrong"),
    }  # fmt: skip


@require_safe
def styleguide(request):
    """``/styleguide/``; a stranger is told that there is no such page (404)."""
    if not (settings.DEBUG or is_staff(request.user)):
        raise Http404
    return render(request, "styleguide/styleguide.html", samples())
