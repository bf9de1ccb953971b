"""What files hold about people: who put one up."""

from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.accounts import own_data

from .models import Document, Image


def _uploads(user):
    return [
        {
            "title": thing.title,
            "kind": str(thing._meta.verbose_name),
            "created_at": thing.created_at,
        }
        for model in (Image, Document)
        for thing in model.objects.filter(uploaded_by_user=user).order_by("pk")
    ]


def register_holdings() -> None:
    """Called once, from the ``ready()`` of this app."""
    own_data.register(
        "files.uploads",
        _uploads,
        keeps=_(
            "직원으로 올린 그림과 문서는 누리집의 자료이므로 남으며, 누가 올렸는지는 더는 알 수 "
            "없습니다."
        ),
        title=_("올린 그림과 문서"),
        columns={"title": _("제목"), "kind": _("종류"), "created_at": _("올린 때")},
        models=["files.Image.uploaded_by_user", "files.Document.uploaded_by_user"],
    )
