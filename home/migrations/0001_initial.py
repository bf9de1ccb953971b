import django.db.models.deletion
import wagtail.contrib.routable_page.models
import wagtail.fields
import yeongdeungpoever.pages.figures
import yeongdeungpoever.pages.sections
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pages", "0003_finalize"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("hero", 6),
                            ("numbers", 11),
                            ("results", 14),
                            ("budget", 15),
                            ("latest", 18),
                            ("join", 25),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "큰 제목", "max_length": 60},
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "글", "max_length": 240}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "첫째 버튼", "max_length": 20},
                            ),
                            3: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "첫째 버튼의 페이지"},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "둘째 버튼", "max_length": 20, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "둘째 버튼의 페이지", "required": False},
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("heading", 0),
                                        ("text", 1),
                                        ("primary_label", 2),
                                        ("primary_page", 3),
                                        ("secondary_label", 4),
                                        ("secondary_page", 5),
                                    ]
                                ],
                                {},
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "제목", "max_length": 60},
                            ),
                            8: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": yeongdeungpoever.pages.figures.figure_choices,
                                    "label": "수치",
                                },
                            ),
                            9: ("wagtail.blocks.ListBlock", (8,), {"label": "수치", "max_num": 6}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "출처", "max_length": 120},
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 7), ("keys", 9), ("caption", 10)]],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "핵심사업", "page_type": ["programmes.ProgrammePage"]},
                            ),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "핵심사업", "max_num": 6},
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 7), ("pages", 13)]],
                                {},
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("heading", 7)]], {}),
                            16: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": yeongdeungpoever.pages.sections.section_choices,
                                    "label": "구역",
                                },
                            ),
                            17: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "개수", "max_value": 6, "min_value": 1},
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 7), ("section", 16), ("limit", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "제목", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "단계", "max_length": 40},
                            ),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "설명", "max_length": 200, "required": False},
                            ),
                            22: ("wagtail.blocks.StructBlock", [[("title", 20), ("text", 21)]], {}),
                            23: (
                                "wagtail.blocks.ListBlock",
                                (22,),
                                {"label": "단계", "max_num": 6},
                            ),
                            24: ("wagtail.blocks.PageChooserBlock", (), {"label": "안내 페이지"}),
                            25: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 19), ("steps", 23), ("page", 24)]],
                                {},
                            ),
                        },
                        verbose_name="본문",
                    ),
                ),
            ],
            options={
                "verbose_name": "첫 페이지",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="SiteMapPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "사이트맵 페이지",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="ReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "게시 검토",
                "verbose_name_plural": "게시 검토",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="PolicyPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
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
                            ("joining", "개인정보 수집·이용 동의(가입 담당자)"),
                            ("rules", "운영규정"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
            ],
            options={
                "verbose_name": "약관·처리방침 페이지",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "pages.basepage"),
        ),
        migrations.CreateModel(
            name="StandardPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 2),
                            ("lines", 5),
                            ("steps", 11),
                            ("faq", 16),
                            ("table", 23),
                            ("contacts", 24),
                            ("network", 26),
                            ("call", 30),
                            ("notice", 33),
                            ("picture", 36),
                            ("documents", 39),
                            ("answer_days", 24),
                            ("apply", 40),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "제목", "max_length": 80, "required": False},
                            ),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["h3", "bold", "ol", "ul", "link", "document-link"],
                                    "label": "글",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("heading", 0), ("body", 1)]], {}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "항목", "max_length": 300},
                            ),
                            4: ("wagtail.blocks.ListBlock", (3,), {"label": "항목"}),
                            5: ("wagtail.blocks.StructBlock", [[("heading", 0), ("items", 4)]], {}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "제목", "max_length": 80},
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "단계", "max_length": 40},
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "설명", "max_length": 200, "required": False},
                            ),
                            9: ("wagtail.blocks.StructBlock", [[("title", 7), ("text", 8)]], {}),
                            10: ("wagtail.blocks.ListBlock", (9,), {"label": "단계", "max_num": 6}),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 6), ("steps", 10)]],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "물음", "max_length": 200},
                            ),
                            13: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["h3", "bold", "ol", "ul", "link", "document-link"],
                                    "label": "답",
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 12), ("answer", 13)]],
                                {},
                            ),
                            15: ("wagtail.blocks.ListBlock", (14,), {"label": "묻고 답하기"}),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 6), ("items", 15)]],
                                {},
                            ),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "표 설명", "max_length": 120},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "열 제목", "max_length": 60},
                            ),
                            19: ("wagtail.blocks.ListBlock", (18,), {"label": "열"}),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "칸", "max_length": 300, "required": False},
                            ),
                            21: ("wagtail.blocks.ListBlock", (20,), {}),
                            22: ("wagtail.blocks.ListBlock", (21,), {"label": "행"}),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 0), ("caption", 17), ("headers", 19), ("rows", 22)]],
                                {},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("heading", 6)]], {}),
                            25: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "그림 설명", "max_length": 300},
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 6), ("caption", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "글", "max_length": 200, "required": False},
                            ),
                            28: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "버튼 이름", "max_length": 30},
                            ),
                            29: ("wagtail.blocks.PageChooserBlock", (), {"label": "이동할 페이지"}),
                            30: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 6), ("text", 27), ("label", 28), ("page", 29)]],
                                {},
                            ),
                            31: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "안내"),
                                        ("example", "예시안 · 구청 확인 필요"),
                                        ("legal", "예시안 · 법률 검토 필요"),
                                    ],
                                    "label": "종류",
                                },
                            ),
                            32: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "글", "max_length": 300},
                            ),
                            33: ("wagtail.blocks.StructBlock", [[("kind", 31), ("text", 32)]], {}),
                            34: ("wagtail.images.blocks.ImageBlock", [], {"label": "사진"}),
                            35: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "사진 설명", "max_length": 200, "required": False},
                            ),
                            36: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 34), ("caption", 35)]],
                                {},
                            ),
                            37: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "문서"},
                            ),
                            38: ("wagtail.blocks.ListBlock", (37,), {"label": "문서"}),
                            39: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 6), ("documents", 38)]],
                                {},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 6), ("text", 27)]],
                                {},
                            ),
                        },
                        verbose_name="본문",
                    ),
                ),
            ],
            options={
                "verbose_name": "일반 페이지",
            },
            bases=("pages.basepage",),
        ),
    ]
