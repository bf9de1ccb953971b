"""Common lists that several rooms choose from. Values are stored: they never change."""

from django.db import models
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from .bilingual import Bilingual
from .district import district


class EsgPillar(models.TextChoices):
    """Pillar of ESG; the value is also the name of its colour token (--e, --s, --g)."""

    ENVIRONMENT = "e", _("환경")
    SOCIAL = "s", _("사회")
    GOVERNANCE = "g", _("지배구조")


class ResourceKind(models.TextChoices):
    """What an organisation can give or needs. Money is none of them: it is never asked for here."""

    PEOPLE = "people", _("인력")
    TALENT = "talent", _("재능")
    GOODS = "goods", _("물품")
    SPACE = "space", _("공간")
    PUBLICITY = "publicity", _("홍보")


class IndustrySection(models.TextChoices):
    """Section of the Korean Standard Industrial Classification, 11th revision (한국표준산업분류
    대분류, 통계청 고시 2024-2)."""

    A = "A", _("농업, 임업 및 어업")
    B = "B", _("광업")
    C = "C", _("제조업")
    D = "D", _("전기, 가스, 증기 및 공기 조절 공급업")
    E = "E", _("수도, 하수 및 폐기물 처리, 원료 재생업")
    F = "F", _("건설업")
    G = "G", _("도매 및 소매업")
    H = "H", _("운수 및 창고업")
    I = "I", _("숙박 및 음식점업")  # noqa: E741 - the classification's own letter
    J = "J", _("정보통신업")
    K = "K", _("금융 및 보험업")
    L = "L", _("부동산업")
    M = "M", _("전문, 과학 및 기술 서비스업")
    N = "N", _("사업시설 관리, 사업 지원 및 임대 서비스업")
    O = "O", _("공공 행정, 국방 및 사회보장 행정")  # noqa: E741
    P = "P", _("교육 서비스업")
    Q = "Q", _("보건업 및 사회복지 서비스업")
    R = "R", _("예술, 스포츠 및 여가관련 서비스업")
    S = "S", _("협회 및 단체, 수리 및 기타 개인 서비스업")
    T = "T", _("가구 내 고용활동 및 달리 분류되지 않은 자가 소비 생산활동")
    U = "U", _("국제 및 외국기관")


class Fund(models.TextChoices):
    """재원: whose money a budget row is."""

    DISTRICT = "district", _("구비")
    CITY = "city", _("시비")
    NATIONAL = "national", _("국비")


class OpenLicence(models.TextChoices):
    """공공누리 (Korea Open Government License) type of a file or page; source: kogl.or.kr."""

    TYPE_0 = "0", _("공공누리 제0유형: 자유이용")
    TYPE_1 = "1", _("공공누리 제1유형: 출처표시")
    TYPE_2 = "2", _("공공누리 제2유형: 출처표시 + 상업적 이용금지")
    TYPE_3 = "3", _("공공누리 제3유형: 출처표시 + 변경금지")
    TYPE_4 = "4", _("공공누리 제4유형: 출처표시 + 상업적 이용금지 + 변경금지")
    NONE = "none", _("해당 없음")

    @property
    def meaning(self) -> Promise:
        """What a reader may do, as one sentence for the page (a lazy string)."""
        return LICENCE_MEANINGS[self.value]

    @property
    def url(self) -> str:
        """Address of the licence, for schema.org ``license``; empty where there is none."""
        return "" if self is OpenLicence.NONE else "https://www.kogl.or.kr/info/license.do"


LICENCE_MEANINGS = {
    "0": _("조건 없이 자유롭게 이용할 수 있습니다."),
    "1": _("출처를 표시하면 상업적 이용과 변경을 포함하여 자유롭게 이용할 수 있습니다."),
    "2": _("출처를 표시하고 비영리 목적으로만 이용할 수 있으며, 변경할 수 있습니다."),
    "3": _("출처를 표시하면 상업적으로도 이용할 수 있으나, 변경할 수 없습니다."),
    "4": _("출처를 표시하고 비영리 목적으로만 이용할 수 있으며, 변경할 수 없습니다."),
    "none": _("공공누리를 적용하지 않은 자료입니다. 이용하려면 저작권자의 허락을 받아야 합니다."),
}


# Korean short names as the government lists the UN's goals (지속가능발전포털), English ones as the
# UN does; colours from the UN's SDG guidelines. A colour stands beside the name, never alone.
SDG_DATA = {
    1: (Bilingual("빈곤퇴치", "No Poverty"), "#E5243B"),
    2: (Bilingual("기아종식", "Zero Hunger"), "#DDA63A"),
    3: (Bilingual("건강과 웰빙", "Good Health and Well-being"), "#4C9F38"),
    4: (Bilingual("양질의 교육", "Quality Education"), "#C5192D"),
    5: (Bilingual("성평등", "Gender Equality"), "#FF3A21"),
    6: (Bilingual("깨끗한 물과 위생", "Clean Water and Sanitation"), "#26BDE2"),
    7: (Bilingual("모두를 위한 깨끗한 에너지", "Affordable and Clean Energy"), "#FCC30B"),
    8: (Bilingual("양질의 일자리와 경제성장", "Decent Work and Economic Growth"), "#A21942"),
    9: (
        Bilingual("산업, 혁신, 사회기반시설", "Industry, Innovation and Infrastructure"),
        "#FD6925",
    ),
    10: (Bilingual("불평등 감소", "Reduced Inequalities"), "#DD1367"),
    11: (
        Bilingual("지속가능한 도시와 공동체", "Sustainable Cities and Communities"),
        "#FD9D24",
    ),
    12: (
        Bilingual("지속가능한 생산과 소비", "Responsible Consumption and Production"),
        "#BF8B2E",
    ),
    13: (Bilingual("기후변화 대응", "Climate Action"), "#3F7E44"),
    14: (Bilingual("해양 생태계 보존", "Life Below Water"), "#0A97D9"),
    15: (Bilingual("육상 생태계 보호", "Life on Land"), "#56C02B"),
    16: (
        Bilingual("정의, 평화, 효과적인 제도", "Peace, Justice and Strong Institutions"),
        "#00689D",
    ),
    17: (Bilingual("글로벌 파트너십", "Partnerships for the Goals"), "#19486A"),
}

_sdg_label = lazy(lambda number: str(SDG_DATA[number][0]), str)


class Sdg(models.IntegerChoices):
    """The UN's sustainable development goals. ``label`` follows the active language."""

    NO_POVERTY = 1, _sdg_label(1)
    ZERO_HUNGER = 2, _sdg_label(2)
    HEALTH = 3, _sdg_label(3)
    EDUCATION = 4, _sdg_label(4)
    GENDER_EQUALITY = 5, _sdg_label(5)
    WATER = 6, _sdg_label(6)
    ENERGY = 7, _sdg_label(7)
    WORK = 8, _sdg_label(8)
    INDUSTRY = 9, _sdg_label(9)
    INEQUALITIES = 10, _sdg_label(10)
    CITIES = 11, _sdg_label(11)
    CONSUMPTION = 12, _sdg_label(12)
    CLIMATE = 13, _sdg_label(13)
    WATER_LIFE = 14, _sdg_label(14)
    LAND_LIFE = 15, _sdg_label(15)
    PEACE = 16, _sdg_label(16)
    PARTNERSHIPS = 17, _sdg_label(17)

    @property
    def names(self) -> Bilingual:
        """Short name in Korean (``.ko``) and English (``.en``)."""
        return SDG_DATA[self.value][0]

    @property
    def colour(self) -> str:
        """The UN's colour of the goal, as #RRGGBB."""
        return SDG_DATA[self.value][1]


def dong_choices() -> list[tuple[str, str]]:
    """Return (slug, name) of the district's dong, names in the active language.

    Give the function itself to a field (``choices=dong_choices``): migrations then stay the same
    in every district.
    """
    return [(dong.slug, str(dong.name)) for dong in district().dongs]
