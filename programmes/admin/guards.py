"""A page on which figures hang is not deleted: figures are the office's record."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from yeongdeungpoever.pages.models import BasePage

from ..models import IndicatorValue, LedgerRow


def pages_with_figures(pages) -> list[BasePage]:
    """Of these pages those on which, or below which, a figure hangs."""
    return [
        page
        for page in pages
        if any(
            model.objects.filter(edition__path__startswith=page.path).exists()
            for model in (LedgerRow, IndicatorValue)
        )
    ]


def _refuse(request, pages) -> bool:
    kept = pages_with_figures(pages)
    if kept:
        names = ", ".join(f"'{page.get_admin_display_title()}'" for page in kept)
        messages.error(
            request,
            _(
                "%(pages)s에는 수치가 딸려 있어서 지울 수 없어요. 누리집에서 내리려면 "
                "'게시 내리기'를 골라 주세요."
            )
            % {"pages": names},
        )
    return bool(kept)


@hooks.register("before_delete_page")
def keep_page_with_figures(request, page):
    """Say so instead of failing."""
    if _refuse(request, [page]):
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def keep_pages_with_figures(request, action_type, objects, action):
    """The same for many pages at once: none is deleted."""
    pages = [each for each in objects if isinstance(each, BasePage)]
    if action_type == "delete" and _refuse(request, pages):
        return redirect(action.next_url)
    return None
