import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=80, verbose_name="종류")),
                (
                    "address",
                    models.EmailField(
                        blank=True, editable=False, max_length=254, verbose_name="주소"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")],
                        default="ko",
                        max_length=5,
                        verbose_name="언어",
                    ),
                ),
                (
                    "context",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                ("message_id", models.CharField(editable=False, max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "보낼 차례"),
                            ("sending", "보내는 중"),
                            ("sent", "보냄"),
                            ("failed", "보내지 못함"),
                            ("dropped", "보내지 않음"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="시도")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="생긴 때"),
                ),
                (
                    "next_try_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="다음 시도"
                    ),
                ),
                ("claim", models.UUIDField(editable=False, null=True)),
                ("claimed_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(null=True, verbose_name="끝난 때")),
                ("error", models.CharField(blank=True, max_length=120, verbose_name="마지막 오류")),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="받는 사람",
                    ),
                ),
                ("once", models.CharField(editable=False, max_length=80, null=True)),
            ],
            options={
                "verbose_name": "알림",
                "verbose_name_plural": "알림",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": ("view", "change"),
                "indexes": [
                    models.Index(fields=["state", "next_try_at"], name="notices_due"),
                    models.Index(fields=["-created_at"], name="notices_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "kind", "once"), name="notices_notice_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.EmailField(editable=False, max_length=254, verbose_name="이메일"),
                ),
                (
                    "code",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="응답 코드"),
                ),
                (
                    "since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="언제부터"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refused_address",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "메일이 닿지 않는 주소",
                "verbose_name_plural": "메일이 닿지 않는 주소",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="InboxEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=80, verbose_name="종류")),
                ("title", models.CharField(editable=False, max_length=200, verbose_name="제목")),
                ("url", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "about",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="받은 때"
                    ),
                ),
                (
                    "read_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="읽은 때"),
                ),
                ("is_for_digest", models.BooleanField(default=False, editable=False)),
                ("digested_at", models.DateTimeField(editable=False, null=True)),
                ("once", models.CharField(editable=False, max_length=80, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inbox_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "알림함의 알림",
                "verbose_name_plural": "알림함의 알림",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["user", "-created_at"], name="notices_inbox"),
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["user"],
                        name="notices_inbox_unread",
                    ),
                    models.Index(
                        condition=models.Q(("digested_at", None), ("is_for_digest", True)),
                        fields=["created_at"],
                        name="notices_inbox_digest",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "kind", "once"), name="notices_inbox_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(editable=False, max_length=80, verbose_name="알림")),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("at_once", "메일로 바로 받기"),
                            ("weekly", "주간 요약 메일로 받기"),
                            ("site", "누리집 알림함에서만 보기"),
                        ],
                        max_length=7,
                        verbose_name="받는 방법",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="바꾼 때")),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "알림 설정",
                "verbose_name_plural": "알림 설정",
                "ordering": ["topic"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "topic"), name="notices_preference_once"
                    )
                ],
            },
        ),
    ]
