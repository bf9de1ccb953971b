"""A kind and its context become a mail: subject, text and HTML from one template."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import css_inline
from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yeongdeungpoever.vocabulary.district import district

from . import kinds
from .colours import stylesheet
from .parts import Words, as_text, one_line, wrap
from .stopping import WayOut
from .templatetags.letter import WORDS


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be put into an envelope."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers questions: at the foot of every mail, as far as it is set."""

    team: str = ""
    telephone: str = ""
    hours: str = ""
    email: str = ""


_contact: list[Callable[[], Contact]] = []


def register_contact(find: Callable[[], Contact]) -> None:
    """Let an upper room say who answers; it is asked for each mail, in the reader's language."""
    _contact[:] = [find]


def contact() -> Contact:
    """Who answers questions about mails; the office where no team is set."""
    found = _contact[0]() if _contact else Contact()
    return found if found.team else replace(found, team=str(district().office))


def read(kind: kinds.Kind, context: kinds.Context) -> Words:
    """What the kind's template says with this context, in the active language.

    Raises ValueError for a template without a subject.
    """
    words = Words()
    template = Engine.get_default().get_template(f"{kind.template}.txt")
    # Nothing is escaped here: the text needs it plain, and the HTML escapes it in its own template.
    template.render(Context({**context, "district": district(), WORDS: words}, autoescape=False))
    if not words.subject:
        raise ValueError(f"{kind.template}.txt has no subject.")
    words.heading = words.heading or words.subject
    return words


def compose(kind: kinds.Kind, context: kinds.Context, out: WayOut | None = None) -> Letter:
    """Write the mail in the active language, with the way ``out`` of such mails at its foot where
    there is one. Raises what a template raises."""
    words = read(kind, context)
    place = district()
    subject = one_line(f"[{place.network}] {words.subject}")
    asked = contact()
    html = render_to_string(
        "notices/letter.html",
        {
            "language": get_language(),
            "subject": subject,
            "words": words,
            "groups": words.groups(),
            "district": place,
            "contact": asked,
            "site_url": settings.SITE_URL,
            "out": out,
        },
    )
    return Letter(subject, f"{as_text(words)}\n\n{_foot(asked, out)}\n", _inliner().inline(html))


def _foot(asked: Contact, out: WayOut | None) -> str:
    place = district()
    lines = ["-- ", str(place.network_full), str(place.office_in_city)]
    hours = f"({asked.hours})" if asked.hours and asked.telephone else ""
    said = " ".join(part for part in (asked.team, asked.telephone, hours) if part)
    lines.append(wrap(f"{_('문의')}: {said}"))
    if asked.email:
        lines.append(asked.email)
    lines += [settings.SITE_URL, wrap(_("보내기만 하는 주소에서 자동으로 보낸 메일입니다."))]
    if out:
        lines += [
            "",
            f"{wrap(_('‘%(label)s’ 메일 그만 받기') % {'label': out.label})}:",
            out.stop_url,
            f"{_('알림 설정')}:",
            out.choices_url,
        ]
    return "\n".join(lines)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        extra_css=stylesheet(), keep_at_rules=True, load_remote_stylesheets=False
    )
