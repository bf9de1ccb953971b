import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import network.papers.storage
import uuid
import yeongdeungpoever.vocabulary.choices
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("company", "기업"),
                            ("public_body", "공공기관"),
                            ("nonprofit", "비영리기관"),
                            ("district_office", "구청·산하기관"),
                            ("school", "학교"),
                            ("other", "기타"),
                        ],
                        max_length=16,
                        verbose_name="종류",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "본점"),
                            ("branch", "지점"),
                            ("division", "본부"),
                            ("site", "사업장"),
                        ],
                        default="head",
                        max_length=8,
                        verbose_name="본점·지점 구분",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="기관 이름")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="영문 이름")),
                (
                    "name_key",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=160),
                ),
                (
                    "registration_number",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{10}$", "숫자 10자리로 적어 주세요."
                            )
                        ],
                        verbose_name="사업자등록번호 또는 고유번호",
                    ),
                ),
                (
                    "has_no_number",
                    models.BooleanField(default=False, verbose_name="등록번호가 없음"),
                ),
                (
                    "industry",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "농업, 임업 및 어업"),
                            ("B", "광업"),
                            ("C", "제조업"),
                            ("D", "전기, 가스, 증기 및 공기 조절 공급업"),
                            ("E", "수도, 하수 및 폐기물 처리, 원료 재생업"),
                            ("F", "건설업"),
                            ("G", "도매 및 소매업"),
                            ("H", "운수 및 창고업"),
                            ("I", "숙박 및 음식점업"),
                            ("J", "정보통신업"),
                            ("K", "금융 및 보험업"),
                            ("L", "부동산업"),
                            ("M", "전문, 과학 및 기술 서비스업"),
                            ("N", "사업시설 관리, 사업 지원 및 임대 서비스업"),
                            ("O", "공공 행정, 국방 및 사회보장 행정"),
                            ("P", "교육 서비스업"),
                            ("Q", "보건업 및 사회복지 서비스업"),
                            ("R", "예술, 스포츠 및 여가관련 서비스업"),
                            ("S", "협회 및 단체, 수리 및 기타 개인 서비스업"),
                            ("T", "가구 내 고용활동 및 달리 분류되지 않은 자가 소비 생산활동"),
                            ("U", "국제 및 외국기관"),
                        ],
                        max_length=1,
                        verbose_name="분야",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tiny", "1~4명"),
                            ("small", "5~49명"),
                            ("medium", "50~299명"),
                            ("large", "300명 이상"),
                        ],
                        max_length=8,
                        verbose_name="규모(일하는 사람)",
                    ),
                ),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1800),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="설립 연도",
                    ),
                ),
                (
                    "postcode",
                    models.CharField(
                        blank=True,
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{5}$", "숫자 5자리로 적어 주세요."
                            )
                        ],
                        verbose_name="우편번호",
                    ),
                ),
                (
                    "road_address",
                    models.CharField(blank=True, max_length=160, verbose_name="도로명주소"),
                ),
                (
                    "address_detail",
                    models.CharField(blank=True, max_length=120, verbose_name="상세주소"),
                ),
                (
                    "dong",
                    models.CharField(
                        blank=True,
                        choices=yeongdeungpoever.vocabulary.choices.dong_choices,
                        max_length=40,
                        verbose_name="행정동",
                    ),
                ),
                (
                    "website",
                    models.URLField(blank=True, max_length=300, verbose_name="누리집 주소"),
                ),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="대표전화")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="대표 이메일"),
                ),
                (
                    "summary",
                    models.CharField(blank=True, max_length=120, verbose_name="한 줄 소개"),
                ),
                (
                    "summary_en",
                    models.CharField(blank=True, max_length=240, verbose_name="한 줄 소개(영문)"),
                ),
                ("story", models.TextField(blank=True, max_length=3000, verbose_name="소개 글")),
                (
                    "story_en",
                    models.TextField(blank=True, max_length=6000, verbose_name="소개 글(영문)"),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        editable=False,
                        max_length=12,
                        null=True,
                        unique=True,
                        verbose_name="접수번호",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("submitted", "접수"),
                            ("in_review", "검토 중"),
                            ("changes_requested", "보완 요청"),
                            ("approved", "승인"),
                            ("rejected", "반려"),
                            ("withdrawn", "취하"),
                        ],
                        db_index=True,
                        default="draft",
                        editable=False,
                        max_length=17,
                        verbose_name="상태",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("online", "온라인"), ("telephone", "전화"), ("paper", "서면")],
                        default="online",
                        editable=False,
                        max_length=9,
                        verbose_name="받은 방법",
                    ),
                ),
                ("applicant_key", models.UUIDField(db_index=True, editable=False, null=True)),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=50, verbose_name="담당자 성명"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="담당자 이메일"),
                ),
                ("contact_title", models.CharField(blank=True, max_length=50, verbose_name="직위")),
                (
                    "contact_department",
                    models.CharField(blank=True, max_length=80, verbose_name="부서"),
                ),
                (
                    "contact_telephone",
                    models.CharField(blank=True, max_length=20, verbose_name="담당자 전화번호"),
                ),
                ("pillars", models.JSONField(blank=True, default=list, verbose_name="ESG")),
                (
                    "sdgs",
                    models.JSONField(blank=True, default=list, verbose_name="지속가능발전목표"),
                ),
                ("consent_noted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="쓰기 시작한 때",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="저장한 때"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "submitted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="접수한 때"),
                ),
                ("clock_from", models.DateField(editable=False, null=True)),
                ("clock_days", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("days_left", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "answer_by",
                    models.DateField(
                        db_index=True, editable=False, null=True, verbose_name="답할 날"
                    ),
                ),
                ("postponed", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("open_parts", models.JSONField(default=list, editable=False)),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="정한 때"),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="신청한 사람",
                    ),
                ),
                (
                    "consent_noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consents",
                    models.ManyToManyField(
                        blank=True, editable=False, related_name="+", to="accounts.consent"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="정한 사람",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to="accounts.department",
                        verbose_name="맡은 팀",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="검토하는 사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "기관 가입 신청",
                "verbose_name_plural": "기관 가입 신청",
                "ordering": ["answer_by", "submitted_at", "pk"],
                "permissions": [("decide_application", "가입 신청을 검토하고 정할 수 있음")],
            },
        ),
        migrations.CreateModel(
            name="ApplicationMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("move", models.CharField(editable=False, max_length=16, verbose_name="움직임")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("submitted", "접수"),
                            ("in_review", "검토 중"),
                            ("changes_requested", "보완 요청"),
                            ("approved", "승인"),
                            ("rejected", "반려"),
                            ("withdrawn", "취하"),
                        ],
                        editable=False,
                        max_length=17,
                        verbose_name="상태",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="때"
                    ),
                ),
                ("by_key", models.UUIDField(editable=False, null=True)),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="까닭")),
                ("parts", models.JSONField(default=list, editable=False)),
                ("answer_by", models.DateField(editable=False, null=True, verbose_name="답할 날")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="network.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="누가",
                    ),
                ),
            ],
            options={
                "verbose_name": "신청의 움직임",
                "verbose_name_plural": "신청의 움직임",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JoiningRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="신청을 접수한 다음 영업일부터 세어요. 이미 접수한 신청의 날짜는 그대로예요.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="답하는 기한(영업일)",
                    ),
                ),
                (
                    "confirmed",
                    models.BooleanField(
                        default=False,
                        help_text="확정하기 전에는 안내하는 곳마다 '예시안'이라고 적혀요.",
                        verbose_name="구청이 확정함",
                    ),
                ),
                (
                    "postponed_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="늦어질 때 다시 알리는 기한(영업일)",
                    ),
                ),
                (
                    "paper_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="승인하거나 반려한 날부터 세어요. 취하한 신청의 서류는 바로 없애요.",
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="서류를 없애는 때(정한 뒤 며칠)",
                    ),
                ),
                (
                    "invitation_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="실무자 초대의 기한(며칠)",
                    ),
                ),
                (
                    "idle_months",
                    models.PositiveSmallIntegerField(
                        default=6,
                        help_text="이만큼 아무 관리자도 로그인하지 않으면 담당자를 확인하는 일이 생겨요.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(36),
                        ],
                        verbose_name="관리자가 로그인하지 않은 달 수",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        help_text="비우면 첫 번째 부서가 맡아요.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.department",
                        verbose_name="맡은 팀",
                    ),
                ),
            ],
            options={
                "verbose_name": "가입 심사 기준",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="내부 메모")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="때"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="network.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="누가",
                    ),
                ),
            ],
            options={
                "verbose_name": "내부 메모",
                "verbose_name_plural": "내부 메모",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("company", "기업"),
                            ("public_body", "공공기관"),
                            ("nonprofit", "비영리기관"),
                            ("district_office", "구청·산하기관"),
                            ("school", "학교"),
                            ("other", "기타"),
                        ],
                        max_length=16,
                        verbose_name="종류",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "본점"),
                            ("branch", "지점"),
                            ("division", "본부"),
                            ("site", "사업장"),
                        ],
                        default="head",
                        max_length=8,
                        verbose_name="본점·지점 구분",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="기관 이름")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="영문 이름")),
                (
                    "name_key",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=160),
                ),
                (
                    "registration_number",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{10}$", "숫자 10자리로 적어 주세요."
                            )
                        ],
                        verbose_name="사업자등록번호 또는 고유번호",
                    ),
                ),
                (
                    "has_no_number",
                    models.BooleanField(default=False, verbose_name="등록번호가 없음"),
                ),
                (
                    "industry",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "농업, 임업 및 어업"),
                            ("B", "광업"),
                            ("C", "제조업"),
                            ("D", "전기, 가스, 증기 및 공기 조절 공급업"),
                            ("E", "수도, 하수 및 폐기물 처리, 원료 재생업"),
                            ("F", "건설업"),
                            ("G", "도매 및 소매업"),
                            ("H", "운수 및 창고업"),
                            ("I", "숙박 및 음식점업"),
                            ("J", "정보통신업"),
                            ("K", "금융 및 보험업"),
                            ("L", "부동산업"),
                            ("M", "전문, 과학 및 기술 서비스업"),
                            ("N", "사업시설 관리, 사업 지원 및 임대 서비스업"),
                            ("O", "공공 행정, 국방 및 사회보장 행정"),
                            ("P", "교육 서비스업"),
                            ("Q", "보건업 및 사회복지 서비스업"),
                            ("R", "예술, 스포츠 및 여가관련 서비스업"),
                            ("S", "협회 및 단체, 수리 및 기타 개인 서비스업"),
                            ("T", "가구 내 고용활동 및 달리 분류되지 않은 자가 소비 생산활동"),
                            ("U", "국제 및 외국기관"),
                        ],
                        max_length=1,
                        verbose_name="분야",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tiny", "1~4명"),
                            ("small", "5~49명"),
                            ("medium", "50~299명"),
                            ("large", "300명 이상"),
                        ],
                        max_length=8,
                        verbose_name="규모(일하는 사람)",
                    ),
                ),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1800),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="설립 연도",
                    ),
                ),
                (
                    "postcode",
                    models.CharField(
                        blank=True,
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{5}$", "숫자 5자리로 적어 주세요."
                            )
                        ],
                        verbose_name="우편번호",
                    ),
                ),
                (
                    "road_address",
                    models.CharField(blank=True, max_length=160, verbose_name="도로명주소"),
                ),
                (
                    "address_detail",
                    models.CharField(blank=True, max_length=120, verbose_name="상세주소"),
                ),
                (
                    "dong",
                    models.CharField(
                        blank=True,
                        choices=yeongdeungpoever.vocabulary.choices.dong_choices,
                        max_length=40,
                        verbose_name="행정동",
                    ),
                ),
                (
                    "website",
                    models.URLField(blank=True, max_length=300, verbose_name="누리집 주소"),
                ),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="대표전화")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="대표 이메일"),
                ),
                (
                    "summary",
                    models.CharField(blank=True, max_length=120, verbose_name="한 줄 소개"),
                ),
                (
                    "summary_en",
                    models.CharField(blank=True, max_length=240, verbose_name="한 줄 소개(영문)"),
                ),
                ("story", models.TextField(blank=True, max_length=3000, verbose_name="소개 글")),
                (
                    "story_en",
                    models.TextField(blank=True, max_length=6000, verbose_name="소개 글(영문)"),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "trusted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="믿는 기관으로 정한 때"
                    ),
                ),
                ("managers", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "unmanaged_since",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="관리자가 없는 때부터"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="만든 때"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="고친 때")),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="files.image",
                        verbose_name="로고",
                    ),
                ),
                (
                    "trusted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="정한 사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "참여기관",
                "verbose_name_plural": "참여기관",
                "ordering": ["name", "pk"],
                "permissions": [("trust_organisation", "믿는 기관으로 정할 수 있음")],
            },
        ),
        migrations.CreateModel(
            name="OfficerInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="이메일")),
                (
                    "role",
                    models.CharField(
                        choices=[("manager", "관리자"), ("officer", "실무자")],
                        default="officer",
                        max_length=8,
                        verbose_name="역할",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="초대한 때"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="기한")),
                (
                    "accepted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="받아들인 때"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="거둔 때"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="officer_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "실무자 초대",
                "verbose_name_plural": "실무자 초대",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.UUIDField(db_index=True, editable=False, verbose_name="사람")),
                (
                    "role",
                    models.CharField(
                        choices=[("manager", "관리자"), ("officer", "실무자")],
                        default="officer",
                        max_length=8,
                        verbose_name="역할",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="언제부터"
                    ),
                ),
                ("until", models.DateTimeField(editable=False, null=True, verbose_name="언제까지")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "스스로 나감"),
                            ("removed", "관리자가 내보냄"),
                            ("account", "계정 탈퇴"),
                            ("succeeded", "후임자에게 넘어감"),
                        ],
                        max_length=9,
                        verbose_name="어떻게 끝났는가",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="officers",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "실무자",
                "verbose_name_plural": "실무자",
                "ordering": ["organisation", "role", "since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "joined_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="가입한 날"
                    ),
                ),
                (
                    "suspended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="멈춘 때"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="끝난 때"),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[("lapsed", "기간 끝남"), ("left", "탈퇴"), ("merged", "통합")],
                        max_length=8,
                        verbose_name="어떻게 끝났는가",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="membership",
                        to="network.application",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "참여",
                "verbose_name_plural": "참여",
                "ordering": ["-joined_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "message",
                    models.CharField(blank=True, max_length=300, verbose_name="관리자에게 전할 말"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "기다리는 중"),
                            ("accepted", "받아들임"),
                            ("declined", "받아들이지 않음"),
                            ("withdrawn", "거둠"),
                        ],
                        default="pending",
                        max_length=9,
                        verbose_name="상태",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="요청한 때"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="답할 날")),
                ("escalated_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="답한 때"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "기관 참여 요청",
                "verbose_name_plural": "기관 참여 요청",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="이름")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="영문 이름")),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=160)),
                (
                    "until",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="이 날까지"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "이전 이름",
                "verbose_name_plural": "이전 이름",
                "ordering": ["-until", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="applications",
                to="network.organisation",
                verbose_name="참여기관",
            ),
        ),
        migrations.CreateModel(
            name="OrganisationGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "goal",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "빈곤퇴치"),
                            (2, "기아종식"),
                            (3, "건강과 웰빙"),
                            (4, "양질의 교육"),
                            (5, "성평등"),
                            (6, "깨끗한 물과 위생"),
                            (7, "모두를 위한 깨끗한 에너지"),
                            (8, "양질의 일자리와 경제성장"),
                            (9, "산업, 혁신, 사회기반시설"),
                            (10, "불평등 감소"),
                            (11, "지속가능한 도시와 공동체"),
                            (12, "지속가능한 생산과 소비"),
                            (13, "기후변화 대응"),
                            (14, "해양 생태계 보존"),
                            (15, "육상 생태계 보호"),
                            (16, "정의, 평화, 효과적인 제도"),
                            (17, "글로벌 파트너십"),
                        ],
                        verbose_name="지속가능발전목표",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_rows",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["goal"],
            },
        ),
        migrations.CreateModel(
            name="OrganisationPillar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pillar",
                    models.CharField(
                        choices=[("e", "환경"), ("s", "사회"), ("g", "지배구조")],
                        max_length=1,
                        verbose_name="ESG",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pillar_rows",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadyText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("request_changes", "보완 요청"),
                            ("reject", "반려"),
                            ("approve", "승인"),
                        ],
                        max_length=16,
                        verbose_name="어디에 쓰는가",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="제목")),
                ("text", models.TextField(max_length=2000, verbose_name="글")),
                ("text_en", models.TextField(blank=True, max_length=4000, verbose_name="영문")),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="순서")),
            ],
            options={
                "verbose_name": "준비된 글",
                "verbose_name_plural": "준비된 글",
                "ordering": ["use", "sort_order", "title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("use", "title"),
                        name="network_readytext_once",
                        violation_error_message="같은 제목의 글이 이미 있어요.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[("letter", "공문"), ("site_mail", "기관 누리집 주소의 이메일")],
                        max_length=9,
                        verbose_name="확인 방법",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="까닭")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="확인할 이메일"),
                ),
                ("code_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("code_sent_at", models.DateTimeField(editable=False, null=True)),
                ("code_tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="이메일을 확인한 때"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "기다리는 중"),
                            ("accepted", "받아들임"),
                            ("declined", "받아들이지 않음"),
                            ("withdrawn", "거둠"),
                        ],
                        default="pending",
                        max_length=9,
                        verbose_name="상태",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="신청한 때"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="답할 날")),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="정한 때"),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="답")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successions",
                        to="network.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "승계 신청",
                "verbose_name_plural": "승계 신청",
                "ordering": ["-asked_at", "-pk"],
                "permissions": [("decide_succession", "승계를 정할 수 있음")],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "slot",
                    models.CharField(
                        choices=[
                            ("registration", "사업자등록증 또는 고유번호증 사본"),
                            ("proof", "등록을 확인할 수 있는 서류"),
                            ("letter", "공문 또는 위임장"),
                            ("other", "그 밖의 서류"),
                            ("logo", "기관 로고"),
                        ],
                        max_length=12,
                        verbose_name="무엇인가",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=120, upload_to=network.papers.storage.paper_path
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="파일 이름")),
                ("kind", models.CharField(max_length=8, verbose_name="형식")),
                ("size", models.PositiveIntegerField(verbose_name="크기")),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "scan",
                    models.CharField(
                        choices=[("unscanned", "검사하지 않음"), ("clean", "이상 없음")],
                        default="unscanned",
                        max_length=9,
                        verbose_name="바이러스 검사",
                    ),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="올린 때"
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="확인한 때"),
                ),
                ("checked_by_key", models.UUIDField(editable=False, null=True)),
                (
                    "check_note",
                    models.CharField(blank=True, max_length=200, verbose_name="확인한 것"),
                ),
                (
                    "destroyed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="파기한 때"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="network.application",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "succession",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="network.succession",
                    ),
                ),
            ],
            options={
                "verbose_name": "서류",
                "verbose_name_plural": "서류",
                "ordering": ["slot", "uploaded_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("registration_number", ""), _negated=True),
                fields=("registration_number", "unit", "name_key"),
                name="network_organisation_unit_once",
                violation_error_message="같은 번호, 같은 구분, 같은 이름의 기관이 이미 있어요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("managers__gt", 0), ("unmanaged_since__isnull", False), _connector="OR"
                ),
                name="network_organisation_has_manager",
            ),
        ),
        migrations.AddConstraint(
            model_name="officerinvitation",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                name="network_officerinvitation_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("organisation", "person"),
                name="network_officer_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ending", ""), ("until", None)),
                    models.Q(("until__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="network_officer_ends_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("organisation",),
                name="network_membership_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ending", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="network_membership_ends_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("organisation", "user"),
                name="network_joinrequest_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("number__isnull", False), _connector="OR"),
                name="network_application_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False), ("state__in", ["approved", "rejected"])
                    ),
                    models.Q(
                        models.Q(("state__in", ["approved", "rejected"]), _negated=True),
                        ("decided_at", None),
                    ),
                    _connector="OR",
                ),
                name="network_application_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("submitted", "in_review", "changes_requested")),
                    models.Q(("registration_number", ""), _negated=True),
                ),
                fields=("applicant", "registration_number", "unit", "name_key"),
                name="network_application_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationgoal",
            constraint=models.UniqueConstraint(
                fields=("organisation", "goal"), name="network_organisationgoal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationpillar",
            constraint=models.UniqueConstraint(
                fields=("organisation", "pillar"), name="network_organisationpillar_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("organisation", "user"),
                name="network_succession_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("succession", None)),
                    models.Q(("application", None), ("succession__isnull", False)),
                    _connector="OR",
                ),
                name="network_paper_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("destroyed_at", None), models.Q(("file", ""), ("name", "")), _connector="OR"
                ),
                name="network_paper_destroyed_is_empty",
            ),
        ),
        migrations.AddField(
            model_name="officerinvitation",
            name="sent_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
    ]
