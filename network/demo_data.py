"""The made-up organisations of the demo, as data.

Their registration numbers carry 00 as fourth and fifth digits, which are never issued; mail and
sites end in ``.example``; every summary says that it is a sample.
"""

from dataclasses import dataclass, field
from typing import Any

from yeongdeungpoever.korean.registration_number import is_registration_number
from yeongdeungpoever.vocabulary.choices import dong_choices

from .choices import OrganisationKind, PaperSlot, Unit
from .models import ReadyText

_TELEPHONE = "080-000-0000"


def number(sequence: int) -> str:
    """The registration number of the sample: ``100-00-`` and four digits, with its check digit."""
    head = f"10000{sequence:04d}"
    return next(f"{head}{check}" for check in range(10) if is_registration_number(f"{head}{check}"))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """An organisation, or one that wants to become a member. ``facts`` are columns beside those
    that :meth:`columns` fills in."""

    sequence: int
    name: str
    name_en: str
    kind: str
    host: str
    summary: str
    story: str = ""
    dong: int = 0
    industry: str = "M"
    size: str = "small"
    pillars: tuple[str, ...] = ("s",)
    sdgs: tuple[int, ...] = (11, 17)
    papers: tuple[str, ...] = (PaperSlot.REGISTRATION,)
    facts: dict[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """What stands in the columns that organisation and application share."""
        dongs = dong_choices()
        return {
            "kind": self.kind,
            "unit": Unit.HEAD,
            "name": self.name,
            "name_en": self.name_en,
            "registration_number": number(self.sequence),
            "industry": self.industry,
            "size": self.size,
            "founded_year": 1990 + self.sequence % 30,
            "postcode": "00000",
            "road_address": f"예시로 {self.sequence}",
            "address_detail": "3층",
            "dong": dongs[self.dong % len(dongs)][0],
            "website": f"https://{self.host}.example",
            "telephone": _TELEPHONE,
            "email": f"office@{self.host}.example",
            "summary": self.summary,
            "summary_en": "A made-up organisation for demonstrations.",
            "story": self.story
            or f"{self.name}의 소개 글이 들어가는 자리입니다. 시연용 예시입니다.",
        } | self.facts


COMPANY = Sample(
    sequence=1,
    name="가나다 주식회사",
    name_en="Ganada Inc.",
    kind=OrganisationKind.COMPANY,
    host="ganada",
    industry="K",
    size="medium",
    dong=2,
    summary="동네 어르신의 금융 생활을 돕는 예시 기업입니다.",
    story=(
        "가나다 주식회사는 시연용으로 지어낸 기업입니다.\n\n"
        "직원이 한 달에 한 번 동네를 찾아 어르신과 함께 금융 사기를 막는 법을 익히는 것으로 "
        "꾸몄습니다."
    ),
    pillars=("s", "g"),
    sdgs=(4, 10, 17),
    papers=(PaperSlot.REGISTRATION, PaperSlot.LOGO),
)
FOUNDATION = Sample(
    sequence=2,
    name="라마바재단",
    name_en="Ramaba Foundation",
    kind=OrganisationKind.NONPROFIT,
    host="ramaba",
    industry="S",
    size="tiny",
    dong=5,
    summary="어린이의 배움터를 가꾸는 예시 재단입니다.",
    pillars=("e", "s"),
    sdgs=(1, 4, 13),
)
WELFARE_CENTRE = Sample(
    sequence=3,
    name="사아자복지관",
    name_en="Saaja Welfare Centre",
    kind=OrganisationKind.NONPROFIT,
    host="saaja",
    industry="Q",
    size="small",
    dong=9,
    summary="이웃과 함께 밥을 나누는 예시 복지관입니다.",
    sdgs=(2, 3),
)
SUSPENDED = Sample(
    sequence=4,
    name="차카타 주식회사",
    name_en="Chakata Inc.",
    kind=OrganisationKind.COMPANY,
    host="chakata",
    industry="C",
    size="large",
    dong=7,
    summary="지금은 참여를 멈춘 예시 기업입니다.",
    pillars=("e",),
    sdgs=(12, 13),
)
FORMER = Sample(
    sequence=5,
    name="파하고등학교",
    name_en="Paha High School",
    kind=OrganisationKind.SCHOOL,
    host="paha",
    industry="P",
    size="medium",
    dong=12,
    summary="참여 기간이 끝난 예시 학교입니다.",
    sdgs=(4,),
)

DRAFT = Sample(
    sequence=11,
    name="너더러 주식회사",
    name_en="",
    kind=OrganisationKind.COMPANY,
    host="neodeoreo",
    dong=1,
    summary="신청서를 쓰다가 둔 예시 기업입니다.",
    papers=(),
    facts={"telephone": "", "road_address": "", "postcode": "", "address_detail": "", "story": ""},
)
SUBMITTED = Sample(
    sequence=12,
    name="머버서협동조합",
    name_en="Meobeoseo Cooperative",
    kind=OrganisationKind.NONPROFIT,
    host="meobeoseo",
    industry="S",
    dong=3,
    summary="남는 공구를 함께 쓰는 예시 협동조합입니다.",
    sdgs=(11, 12),
)
IN_REVIEW = Sample(
    sequence=13,
    name="어저처 주식회사",
    name_en="Eojeocheo Inc.",
    kind=OrganisationKind.COMPANY,
    host="eojeocheo",
    industry="J",
    dong=4,
    summary="글을 읽어 주는 프로그램을 나누는 예시 기업입니다.",
    sdgs=(4, 9),
    papers=(PaperSlot.REGISTRATION, PaperSlot.LETTER, PaperSlot.LOGO),
)
CHANGES = Sample(
    sequence=14,
    name="커터퍼재단",
    name_en="Keoteopeo Foundation",
    kind=OrganisationKind.NONPROFIT,
    host="keoteopeo",
    industry="R",
    dong=6,
    summary="골목에서 음악회를 여는 예시 재단입니다.",
    sdgs=(11,),
)
REJECTED = Sample(
    sequence=15,
    name="허고노 주식회사",
    name_en="",
    kind=OrganisationKind.COMPANY,
    host="heogono",
    industry="G",
    dong=8,
    summary="한 번 반려된 예시 기업입니다.",
    sdgs=(8,),
)
WITHDRAWN = Sample(
    sequence=16,
    name="도로모복지재단",
    name_en="",
    kind=OrganisationKind.NONPROFIT,
    host="doromo",
    industry="Q",
    dong=10,
    summary="신청을 거둔 예시 재단입니다.",
    sdgs=(3,),
)
OVERDUE = Sample(
    sequence=17,
    name="보소오 주식회사",
    name_en="Bosoo Inc.",
    kind=OrganisationKind.COMPANY,
    host="bosoo",
    industry="I",
    dong=11,
    summary="답할 날이 지난 예시 기업입니다.",
    sdgs=(2, 12),
)
POSTPONED = Sample(
    sequence=18,
    name="조초코문화원",
    name_en="Jochoko Cultural Centre",
    kind=OrganisationKind.OTHER,
    host="jochoko",
    industry="R",
    dong=13,
    summary="답할 날을 한 번 미룬 예시 기관입니다.",
    sdgs=(4, 11),
)
# The second unit of a member: the same number, which the screen of the application points out.
BRANCH = Sample(
    sequence=1,
    name="가나다 주식회사 당당지점",
    name_en="",
    kind=OrganisationKind.COMPANY,
    host="ganada",
    industry="K",
    size="tiny",
    dong=14,
    summary="전화로 신청한 예시 지점입니다.",
    papers=(),
    facts={"unit": Unit.BRANCH},
)

READY_TEXTS = (
    {
        "use": ReadyText.For.REQUEST_CHANGES,
        "title": "등록증이 흐릴 때",
        "text": (
            "올려 주신 등록증의 글자를 읽기 어렵습니다. 밝은 곳에서 다시 찍거나 파일로 받은 "
            "등록증을 올려 주십시오. 생년월일과 주민등록번호는 가려 주십시오."
        ),
        "text_en": (
            "The certificate that you uploaded is hard to read. Please take the picture again in "
            "good light, or upload the certificate as a file. Cover birth dates and resident "
            "registration numbers."
        ),
    },
    {
        "use": ReadyText.For.REQUEST_CHANGES,
        "title": "연락처가 맞지 않을 때",
        "text": "적어 주신 대표전화로 연락이 되지 않았습니다. 연락할 수 있는 번호로 고쳐 주십시오.",
        "text_en": (
            "We could not reach you under the telephone number given. Please enter a number under "
            "which you can be reached."
        ),
    },
    {
        "use": ReadyText.For.REQUEST_CHANGES,
        "title": "위임을 확인할 수 없을 때",
        "text": (
            "신청한 분이 기관을 대표하거나 위임받았는지 확인할 수 없습니다. 기관의 공문이나 "
            "위임장을 올려 주십시오."
        ),
        "text_en": (
            "We cannot tell whether you represent the organisation or are authorised by it. "
            "Please upload an official letter or a letter of authorisation."
        ),
    },
    {
        "use": ReadyText.For.REJECT,
        "title": "참여 요건에 맞지 않을 때",
        "text": (
            "모집·운영안내에 적은 참여 요건에 맞지 않아 이번 신청은 받아들이지 못했습니다. 사정이 "
            "바뀌면 다시 신청할 수 있습니다."
        ),
        "text_en": (
            "The organisation does not meet the requirements stated under Joining and operation. "
            "You can apply again when this has changed."
        ),
    },
    {
        "use": ReadyText.For.APPROVE,
        "title": "첫 인사",
        "text": "함께하게 되어 반갑습니다. 로그인하면 기관 화면에서 실무자를 초대할 수 있습니다.",
        "text_en": "Welcome. After logging in you can invite officers on your organisation's page.",
    },
)
