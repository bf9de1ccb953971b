"""The back office in our colours, without what is not ours to use."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views import home as wagtail_home
from wagtail.models import WorkflowState

from . import admin_doors, workflows

_STYLES = ("css/fonts.css", "css/tokens.css", "admin/admin.css")
# What Wagtail lists, ours lists with who asked, until when and why.
_REPLACED = (
    wagtail_home.WorkflowObjectsToModeratePanel,
    wagtail_home.UserObjectsInWorkflowModerationPanel,
)
# Guides and news of Wagtail's, in English and on other hosts.
_FOREIGN_HELP = ("editor-guide",)
# With one step in the review its report says the same twice; types are a developer's question.
_IDLE_REPORTS = ("workflow-tasks", "page-types-usage")

hooks.register("after_edit_page", workflows.follow_edit)
hooks.register("before_move_page", admin_doors.ask_before_moving)


@hooks.register("insert_global_admin_css")
def styles():
    """Our typeface, tokens and the few rules that dress Wagtail in them."""
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(name),) for name in _STYLES)
    )


@hooks.register("insert_global_admin_js")
def words():
    """Korean for what Wagtail's templates hold in English without a translation."""
    return format_html(
        '<script defer src="{}" data-actions="{}" data-search="{}"></script>',
        static("admin/admin.js"),
        _("작업"),
        _("검색"),
    )


@hooks.register("construct_homepage_panels")
def first_page(request, panel_list):
    """Take away Wagtail's lists of reviews: what waits (``duties``) lists them."""
    panel_list[:] = [panel for panel in panel_list if not isinstance(panel, _REPLACED)]


@hooks.register("construct_help_menu")
def help_menu(request, items):
    """Leave the keyboard shortcuts; take what leads out of the house."""
    items[:] = [
        item
        for item in items
        if item.name not in _FOREIGN_HELP and not item.name.startswith("whats-new")
    ]


@hooks.register("construct_reports_menu")
def reports_menu(request, items):
    """Leave the reports that our staff can use."""
    items[:] = [item for item in items if item.name not in _IDLE_REPORTS]


@hooks.register("construct_page_action_menu")
def one_road_out_of_a_review(menu_items, request, context):
    """Who may approve a page in review approves it: publishing past the review would cancel it,
    and whoever asked would never hear."""
    page = context.get("page")
    task = page.current_workflow_task if page and page.pk else None
    if task and task.get_actions(page, request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("construct_settings_menu")
def settings_menu(request, items):
    """Take away the screen of groups: every migrate brings them back to the table of roles."""
    items[:] = [item for item in items if item.name != "groups"]


@hooks.register("before_edit_page")
def keep_publishing_out_of_a_review(request, page):
    """An old tab or a crafted request offers "publish" all the same: it saves the draft instead,
    so that what was typed is kept and the review goes on."""
    if request.method == "POST" and "action-publish" in request.POST and page.current_workflow_task:
        request.POST = request.POST.copy()
        del request.POST["action-publish"]
        messages.warning(request, _("검토 중인 페이지라 게시하지 않고 초안으로 저장했어요."))


@hooks.register("before_edit_page")
def show_why_it_came_back(request, page):
    """Whoever opens a returned page reads the reason there too, not on the first page alone."""
    state = page.current_workflow_state
    if request.method == "GET" and state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        task = state.current_task_state
        if task and task.comment:
            messages.warning(request, _("돌려받은 까닭: %(reason)s") % {"reason": task.comment})
