"""The lists of images and documents with what our staff look for: licence, level, holder."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImageIndexView

from yeongdeungpoever.sheets.exports import SafeExport

from .models import Document, Image

_EXPORTED = ["title", "filename", "licence_label", "credit", "visibility_label", "created_at"]
_HEADINGS = {
    "filename": _("파일"),
    "licence_label": _("공공누리 유형"),
    "visibility_label": _("공개 범위"),
}


class LicensedDocumentsFilterSet(DocumentsFilterSet):
    class Meta(DocumentsFilterSet.Meta):
        model = Document
        fields = ["licence", "visibility"]


class LicensedImagesFilterSet(ImagesFilterSet):
    class Meta(ImagesFilterSet.Meta):
        model = Image
        fields = ["licence", "visibility", "portrait_consent"]


class _LicensedExport(SafeExport):
    """Words instead of the codes that the columns hold."""

    list_export = _EXPORTED
    export_headings = _HEADINGS

    def to_row_dict(self, item):
        item.licence_label = item.get_licence_display()
        item.visibility_label = item.get_visibility_display()
        return super().to_row_dict(item)


class LicensedDocumentIndexView(_LicensedExport, DocumentIndexView):
    """Every document with its 공공누리 type and level."""

    filterset_class = LicensedDocumentsFilterSet
    export_filename = "documents"
    # One at a time, as each has its 공공누리 type; Wagtail's form for several asks for none.
    add_url_name = "wagtaildocs:add"

    @cached_property
    def columns(self):
        columns = list(super().columns)
        columns[3:3] = [
            Column("licence", label=_("공공누리 유형"), accessor="get_licence_display"),
            Column("visibility", label=_("공개 범위"), accessor="get_visibility_display"),
        ]
        return columns


class LicensedImageIndexView(_LicensedExport, ImageIndexView):
    """Every image; as a list also with its 공공누리 type and level."""

    filterset_class = LicensedImagesFilterSet
    export_filename = "images"

    @cached_property
    def columns(self):
        # With one collection, which every image is in, its column says nothing.
        several = self.filters and "collection_id" in self.filters.filters
        columns = [each for each in super().columns if several or each.name != "collection"]
        if columns:
            columns[3:3] = [
                Column("licence", label=_("공공누리 유형"), accessor="get_licence_display"),
                Column("visibility", label=_("공개 범위"), accessor="get_visibility_display"),
            ]
        return columns


@hooks.register("register_admin_urls", order=-10)
def lists():
    """Our lists stand at the addresses of Wagtail's, before them: the first match answers."""
    return [
        path("documents/", LicensedDocumentIndexView.as_view()),
        path("documents/results/", LicensedDocumentIndexView.as_view(results_only=True)),
        path("images/", LicensedImageIndexView.as_view()),
        path("images/results/", LicensedImageIndexView.as_view(results_only=True)),
    ]
