"""The blocks of which staff compose the body of a page; one template a block, named like it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from yeongdeungpoever.accounts.models import Department

FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]


def _heading(**kwargs):
    return blocks.CharBlock(label=_("제목"), max_length=80, **kwargs)


class TextBlock(blocks.StructBlock):
    """A heading and running text."""

    heading = _heading(required=False)
    body = blocks.RichTextBlock(label=_("글"), features=FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("글")
        template = "blocks/text.html"


class LinesBlock(blocks.StructBlock):
    """A heading and a plain list."""

    heading = _heading(required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("항목"), max_length=300), label=_("항목"))

    class Meta:
        icon = "list-ul"
        label = _("목록")
        template = "blocks/lines.html"


class StepsBlock(blocks.StructBlock):
    """The steps of a process, joined by arcs."""

    heading = _heading()
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("단계"), max_length=40)),
                ("text", blocks.CharBlock(label=_("설명"), max_length=200, required=False)),
            ]
        ),
        label=_("단계"),
        max_num=6,
    )

    class Meta:
        icon = "order"
        label = _("절차")
        template = "blocks/steps.html"


class FaqBlock(blocks.StructBlock):
    """Questions and answers; search engines get them as structured data."""

    heading = _heading()
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("question", blocks.CharBlock(label=_("물음"), max_length=200)),
                ("answer", blocks.RichTextBlock(label=_("답"), features=FEATURES)),
            ]
        ),
        label=_("묻고 답하기"),
    )

    class Meta:
        icon = "help"
        label = _("자주 묻는 질문")
        template = "blocks/faq.html"


class TableBlock(blocks.StructBlock):
    """A plain table with a caption; on a phone every row becomes a card."""

    heading = _heading(required=False)
    caption = blocks.CharBlock(label=_("표 설명"), max_length=120)
    headers = blocks.ListBlock(blocks.CharBlock(label=_("열 제목"), max_length=60), label=_("열"))
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(label=_("칸"), max_length=300, required=False)),
        label=_("행"),
    )

    class Meta:
        icon = "table"
        label = _("표")
        template = "blocks/table.html"


class ContactsBlock(blocks.StructBlock):
    """조직과 연락처: every department with its duties and what contact data is set."""

    heading = _heading()

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["departments"] = Department.objects.all()
        return context

    class Meta:
        icon = "group"
        label = _("조직과 연락처")
        template = "blocks/contacts.html"


class NetworkBlock(blocks.StructBlock):
    """The drawn diagram of the network: who stands on which bank, and what joins them."""

    heading = _heading()
    caption = blocks.CharBlock(label=_("그림 설명"), max_length=300)

    class Meta:
        icon = "site"
        label = _("네트워크 그림")
        template = "blocks/network.html"


class CallBlock(blocks.StructBlock):
    """A call to do something, with one button."""

    heading = _heading()
    text = blocks.CharBlock(label=_("글"), max_length=200, required=False)
    label = blocks.CharBlock(label=_("버튼 이름"), max_length=30)
    page = blocks.PageChooserBlock(label=_("이동할 페이지"))

    class Meta:
        icon = "link"
        label = _("안내 버튼")
        template = "blocks/call.html"


class NoticeBlock(blocks.StructBlock):
    """A boxed note."""

    kind = blocks.ChoiceBlock(
        label=_("종류"),
        choices=[
            ("info", _("안내")),
            ("example", _("예시안 · 구청 확인 필요")),
            ("legal", _("예시안 · 법률 검토 필요")),
        ],
        default="info",
    )
    text = blocks.CharBlock(label=_("글"), max_length=300)

    class Meta:
        icon = "info-circle"
        label = _("알림")
        template = "blocks/notice.html"


class PhotoBlock(ImageBlock):
    """Wagtail's image with its alternative text; the label of its chooser is in English there."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("사진 파일")


class PictureBlock(blocks.StructBlock):
    """A photograph with its alternative text and caption."""

    image = PhotoBlock(label=_("사진"))
    caption = blocks.CharBlock(label=_("사진 설명"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("사진")
        template = "blocks/picture.html"


class DocumentsBlock(blocks.StructBlock):
    """Files to take away, each with its name, kind and size."""

    heading = _heading()
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("문서")), label=_("문서"))

    class Meta:
        icon = "doc-full"
        label = _("첨부 문서")
        template = "blocks/documents.html"


class BodyBlock(blocks.StreamBlock):
    """What the body of a standard page may hold."""

    text = TextBlock()
    lines = LinesBlock()
    steps = StepsBlock()
    faq = FaqBlock()
    table = TableBlock()
    contacts = ContactsBlock()
    network = NetworkBlock()
    call = CallBlock()
    notice = NoticeBlock()
    picture = PictureBlock()
    documents = DocumentsBlock()
