import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
import yeongdeungpoever.accounts.models.people
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficeContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=5, verbose_name="우편번호")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="주소")),
                (
                    "address_en",
                    models.CharField(blank=True, max_length=160, verbose_name="영문 주소"),
                ),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="대표전화")),
                ("hours", models.CharField(blank=True, max_length=80, verbose_name="운영 시간")),
                (
                    "hours_en",
                    models.CharField(blank=True, max_length=80, verbose_name="운영 시간(영문)"),
                ),
            ],
            options={
                "verbose_name": "구청 연락처",
            },
        ),
        migrations.CreateModel(
            name="RightsChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="때",
                    ),
                ),
                (
                    "person",
                    models.UUIDField(db_index=True, editable=False, verbose_name="누구의 권한"),
                ),
                ("actor", models.UUIDField(editable=False, null=True, verbose_name="바꾼 사람")),
                (
                    "change",
                    models.CharField(
                        choices=[("granted", "부여"), ("removed", "말소")],
                        max_length=8,
                        verbose_name="변경",
                    ),
                ),
                ("right", models.CharField(max_length=150, verbose_name="권한")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("invitation", "초대 수락"),
                            ("edit", "관리자가 바꿈"),
                            ("handover", "인사이동"),
                            ("end_date", "종료일이 지남"),
                            ("unused", "90일 동안 쓰지 않음"),
                            ("withdrawal", "탈퇴"),
                            ("command", "서버 명령"),
                        ],
                        max_length=12,
                        verbose_name="까닭",
                    ),
                ),
            ],
            options={
                "verbose_name": "권한 변경 기록",
                "verbose_name_plural": "권한 변경 기록",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="이메일")),
                (
                    "name",
                    models.CharField(
                        max_length=50,
                        validators=[django.core.validators.MinLengthValidator(2)],
                        verbose_name="성명",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="전화번호")),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")],
                        default="ko",
                        max_length=5,
                        verbose_name="언어",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="사용 중")),
                (
                    "staff_until",
                    models.DateField(
                        blank=True,
                        help_text="이 날이 지나면 관리 화면에 들어갈 수 없어요. 비우면 끝이 없어요.",
                        null=True,
                        verbose_name="직원 권한 종료일",
                    ),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="잠긴 때"),
                ),
                (
                    "unused_from",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="쓰지 않은 날을 세는 때"
                    ),
                ),
                ("sessions_ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "age_declared_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="만 14세 이상이라고 밝힌 때"
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="만든 날"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "사용자",
                "verbose_name_plural": "사용자",
                "ordering": ["name", "email"],
            },
            managers=[
                ("objects", yeongdeungpoever.accounts.models.people.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="영문 소문자와 붙임표만 써요. 예: local-economy",
                        unique=True,
                        verbose_name="주소에 쓸 영문 이름",
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="부서 이름")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="영문 표기")),
                (
                    "parent_name",
                    models.CharField(blank=True, max_length=80, verbose_name="상위 부서"),
                ),
                (
                    "parent_name_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="상위 부서 영문 표기"
                    ),
                ),
                (
                    "duties",
                    models.TextField(
                        blank=True, help_text="한 줄에 하나씩 적어요.", verbose_name="하는 일"
                    ),
                ),
                (
                    "duties_en",
                    models.TextField(
                        blank=True, help_text="한 줄에 하나씩 적어요.", verbose_name="하는 일(영문)"
                    ),
                ),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="전화")),
                ("hours", models.CharField(blank=True, max_length=80, verbose_name="운영 시간")),
                (
                    "hours_en",
                    models.CharField(blank=True, max_length=80, verbose_name="운영 시간(영문)"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="이메일")),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="순서")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deputised_departments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="대리자",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="led_departments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="팀장",
                    ),
                ),
            ],
            options={
                "verbose_name": "부서",
                "verbose_name_plural": "부서",
                "ordering": ["sort_order", "name"],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="department",
            field=models.ForeignKey(
                blank=True,
                help_text="구청 직원만 지정해요.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="people",
                to="accounts.department",
                verbose_name="소속 부서",
            ),
        ),
        migrations.CreateModel(
            name="OwnDataCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_data_copies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "내 정보 파일",
                "verbose_name_plural": "내 정보 파일",
                "ordering": ["-requested_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
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
                        choices=[
                            ("privacy", "개인정보 처리방침"),
                            ("terms", "이용약관"),
                            ("collection", "개인정보 수집·이용 동의"),
                            ("news", "소식·행사 안내 메일 받기 동의"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                (
                    "version",
                    models.CharField(
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d+(\\.\\d+)*$", "1.0처럼 숫자와 점으로 적어 주세요."
                            )
                        ],
                        verbose_name="판",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="시행일")),
                ("text_ko", models.TextField(verbose_name="본문")),
                ("text_en", models.TextField(blank=True, verbose_name="영문 본문")),
                ("note", models.TextField(blank=True, verbose_name="바뀐 점")),
                ("note_en", models.TextField(blank=True, verbose_name="바뀐 점(영문)")),
            ],
            options={
                "verbose_name": "약관·처리방침 판",
                "verbose_name_plural": "약관·처리방침 판",
                "ordering": ["kind", "-effective_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "version"),
                        name="accounts_policyversion_once",
                        violation_error_message="같은 판이 이미 있어요.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.UUIDField(
                        db_index=True, default=uuid.uuid4, editable=False, verbose_name="사람"
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="동의한 때"
                    ),
                ),
                (
                    "ip_address",
                    models.GenericIPAddressField(editable=False, null=True, verbose_name="접속지"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("sign_up", "계정 만들기"),
                            ("prompt", "바뀐 판에 다시 동의"),
                            ("account", "내 계정"),
                        ],
                        max_length=8,
                        verbose_name="동의한 곳",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="철회한 때"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="accounts.policyversion",
                        verbose_name="판",
                    ),
                ),
            ],
            options={
                "verbose_name": "동의",
                "verbose_name_plural": "동의",
                "ordering": ["-given_at"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="StaffInvitation",
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
                    "name",
                    models.CharField(
                        max_length=50,
                        validators=[django.core.validators.MinLengthValidator(2)],
                        verbose_name="성명",
                    ),
                ),
                (
                    "staff_until",
                    models.DateField(blank=True, null=True, verbose_name="직원 권한 종료일"),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="초대한 때"
                    ),
                ),
                ("expires_at", models.DateTimeField(editable=False, verbose_name="기한")),
                (
                    "accepted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="수락한 때"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="거둔 때"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="accounts.department",
                        verbose_name="소속 부서",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="초대한 사람",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        help_text="비우면 관리자로 초대해요.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="auth.group",
                        verbose_name="역할",
                    ),
                ),
            ],
            options={
                "verbose_name": "직원 초대",
                "verbose_name_plural": "직원 초대",
                "ordering": ["-created_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="accounts_user_email_once",
                violation_error_message="이미 쓰고 있는 이메일이에요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="owndatacopy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("failed_at", None), ("ready_at", None)),
                fields=("user",),
                name="accounts_owndatacopy_one_in_making",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("person", "policy"),
                name="accounts_consent_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffinvitation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                name="accounts_staffinvitation_open_once",
                violation_error_message="이 주소로 보낸 초대가 아직 열려 있어요.",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="method",
            field=models.CharField(
                choices=[
                    ("sign_up", "계정 만들기"),
                    ("prompt", "바뀐 판에 다시 동의"),
                    ("account", "내 계정"),
                    ("applying", "기관 가입 신청"),
                ],
                max_length=8,
                verbose_name="동의한 곳",
            ),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("privacy", "개인정보 처리방침"),
                    ("terms", "이용약관"),
                    ("collection", "개인정보 수집·이용 동의"),
                    ("news", "소식·행사 안내 메일 받기 동의"),
                    ("joining", "개인정보 수집·이용 동의(가입 담당자)"),
                    ("rules", "운영규정"),
                ],
                max_length=12,
                verbose_name="종류",
            ),
        ),
    ]
