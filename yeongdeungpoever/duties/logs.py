"""The words with which Wagtail's log tells who was given a duty. Persons are named by their
random key; shown names are resolved when the log is read."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

ASSIGN = "duties.assign"


def _name(key: str | None) -> str:
    if not key:
        return gettext("없음")
    person = get_user_model().objects.filter(key=key).first()
    return person.get_full_name() if person else gettext("떠난 사람")


class _AssignFormatter(LogFormatter):
    label = _("기다리는 일 맡김")

    def format_message(self, log_entry):
        data = log_entry.data
        return _("맡은 사람: %(owner)s, 대리자: %(deputy)s, 담당 부서: %(department)s") % {
            "owner": _name(data["owner"]),
            "deputy": _name(data["deputy"]),
            "department": data["department"] or gettext("없음"),
        }


@hooks.register("register_log_actions")
def register_duty_actions(actions):
    """Name the act; opening and closing stand in the row itself."""
    actions.register_action(ASSIGN)(_AssignFormatter)
