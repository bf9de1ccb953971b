"""What comes in as a file: checked by its content, and without what it should not carry.

Named by ``WAGTAILIMAGES_IMAGE_FORM_BASE`` and ``WAGTAILDOCS_DOCUMENT_FORM_BASE``, so that every
road of the back office (single, several at once, choosers) passes here.
"""

from functools import partial
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .content import UNREADABLE, holds_what_it_says, without_metadata


class ImageForm(BaseImageForm):
    """Wagtail has checked that the picture is one (Willow, by content, no SVG among the allowed
    extensions); here it loses place, device and author, and is turned upright."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail's field decodes the picture to count its pixels and lets Pillow's error out.
            field = self.fields["file"]
            field.to_python = partial(_readable, field.to_python)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            # Its head passed Wagtail's check; a picture cut short fails only when decoded.
            _decode(file)
        return file

    def clean(self):
        cleaned = super().clean()
        if "file" not in self.fields and self.instance.pk is None and self.instance.file:
            _decode(self.instance.file)
        return cleaned

    def save(self, commit=True):
        file = self.instance.file
        if self._is_new(file):
            self._clean_stored(file)
        return super().save(commit)

    def _is_new(self, file) -> bool:
        # Several at once: Wagtail stores the file itself and gives the form no file field.
        return "file" in self.changed_data or (self.instance.pk is None and bool(file))

    def _clean_stored(self, file) -> None:
        file.open()
        content = ContentFile(without_metadata(file.read()), name=PurePosixPath(file.name).name)
        file.close()
        if not file._committed:
            self.instance.file = content
            return
        file.storage.delete(file.name)
        file.save(content.name, content, save=False)
        self.instance._set_image_file_metadata()


def _readable(read, source):
    """What ``read`` makes of the source. Raises ValidationError for a picture cut short."""
    try:
        return read(source)
    except UNREADABLE as broken:
        raise ValidationError(
            _("끝까지 읽을 수 없는 사진이에요. 원본을 다시 저장해 올려 주세요."), code="broken"
        ) from broken


def _decode(file) -> None:
    file.seek(0)
    _readable(without_metadata, file.read())
    file.seek(0)


class DocumentForm(BaseDocumentForm):
    """Refuses a document whose content is not what its extension says."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            extension = PurePosixPath(file.name).suffix.lower().lstrip(".")
            if not holds_what_it_says(file, extension):
                raise ValidationError(
                    _("내용이 .%(extension)s 파일이 아니에요. 원본에서 다시 저장해 올려 주세요."),
                    params={"extension": extension},
                    code="content",
                )
            file.seek(0)
        return file
