from django.http import Http404
from wagtail import hooks


@hooks.register("before_serve_page", order=-100)
def refuse_hidden_pages(page, request, serve_args, serve_kwargs):
    """A page above the reader's level is not there: 404, so that its existence stays unknown."""
    if not page.visible_to(request.user):
        raise Http404
