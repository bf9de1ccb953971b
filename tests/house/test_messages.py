"""The Korean of the packages' screens: complete, intact, compiled, and the one that people get."""

import shutil
from datetime import timedelta
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext, pgettext
from wagtail.admin.views.i18n import js_catalog

from scripts import messages

ROOT = Path(messages.__file__).resolve().parents[1]


@pytest.fixture
def locale(tmp_path):
    """Return a copy of locale/ that a test may spoil."""
    return Path(shutil.copytree(messages.LOCALE, tmp_path / "locale"))


@pytest.fixture
def korean():
    with translation.override("ko"):
        yield


def spoil(locale, original, **changes):
    """Change one entry of the copied Korean catalogue and compile it again."""
    path = locale / "ko/LC_MESSAGES/django.po"
    catalogue = messages.read(path)
    entry = catalogue.find(original)
    for name, value in changes.items():
        setattr(entry, name, value)
    catalogue.save(str(path))
    messages.compile_all(locale)


def entry(msgid, msgstr, **rest):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **rest)


def test_catalogues_are_in_order():
    assert messages.check() == []


def test_nothing_is_missing():
    assert messages.missing() == []


def test_every_installed_catalogue_is_watched():
    """A package added later must not bring English screens unseen."""
    packages = messages.Rules.read(messages.LOCALE / "packages.toml").packages
    unwatched = [
        config.name
        for config in apps.get_app_configs()
        if not Path(config.path).is_relative_to(ROOT) or ".venv" in Path(config.path).parts
        if any(Path(config.path).glob("locale/*/LC_MESSAGES/*.po"))
        if config.module.__name__.partition(".")[0] not in packages
    ]
    assert unwatched == []


def test_no_excluded_catalogue_is_installed():
    excluded = messages.Rules.read(messages.LOCALE / "packages.toml").excluded
    installed = {config.module.__name__.replace(".", "/") for config in apps.get_app_configs()}
    assert not installed & excluded


@pytest.mark.parametrize(
    "original, korean, problem",
    [
        ("Delete %(title)s", "%(titel)s 삭제", "placeholders"),
        ("Delete %(title)s", "삭제", "placeholders"),
        ("<b>'{title}' is locked</b>.", "<b>'title' 잠김</b>.", "placeholders"),
        ('<a href="%(url)s">add one</a>', '<a href="%(url)s">추가', "tags"),
        ("Status: ", "상태:", "space at the end"),
    ],
)
def test_a_damaged_translation_is_named(original, korean, problem):
    found = list(messages.entry_problems(entry(original, korean)))
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_plural_may_follow_either_original():
    pages = entry("Delete 1 page", "", msgid_plural="Delete %(counter)s pages")
    pages.msgstr_plural = {0: "페이지 %(counter)s개 삭제"}
    assert list(messages.entry_problems(pages)) == []
    pages.msgstr_plural = {0: "페이지 %(count)s개 삭제"}
    assert list(messages.entry_problems(pages)) != []


def test_check_finds_stale_compilation(locale):
    path = locale / "ko/LC_MESSAGES/django.mo"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert [line for line in messages.check(locale) if "stale" in line]


def test_check_finds_english_passed_on(locale):
    spoil(locale, "Submit for moderation", msgstr="Submit for moderation")
    assert [line for line in messages.check(locale) if "not Korean" in line]


def test_check_finds_what_no_package_asks_for(locale):
    spoil(locale, "Submit for moderation", msgid="Submit for moderatoin")
    assert [line for line in messages.check(locale) if "moderatoin" in line]


def test_missing_finds_a_dropped_translation(locale):
    spoil(locale, "Request changes", msgstr="")
    assert [line for line in messages.missing(locale) if "'Request changes'" in line]


def test_missing_counts_what_django_does_not_load(locale):
    """humanize ships "now" in Korean, but is not installed: its Korean reaches nobody."""
    spoil(locale, "now", msgstr="")
    assert [line for line in messages.missing(locale) if "'now'" in line]


def test_a_rule_for_nothing_is_refused(locale):
    path = locale / "packages.toml"
    path.write_text(path.read_text().replace("contrib/admindocs", "contrib/admindoc"))
    with pytest.raises(ValueError, match="contrib/admindoc"):
        messages.missing(locale)


def test_unknown_command_explains_itself(capsys):
    assert messages.main([]) == 2
    assert "compile" in capsys.readouterr().out


@pytest.mark.usefixtures("korean")
def test_people_get_the_mended_words():
    """The project's catalogue wins over what the packages ship."""
    assert gettext("Submit for moderation") == "검토 요청"
    assert gettext("Unpublish") == "게시 내리기"
    assert gettext("Remember Me") == "로그인 상태 유지"
    assert pgettext("A tag slug", "slug") == "주소 이름(slug)"
    assert ngettext("Delete 1 page", "Delete %(counter)s pages", 3) == "페이지 %(counter)s개 삭제"
    assert str(naturaltime(timezone.now() - timedelta(minutes=5))) == "5분 전"
    subject = 'The page "%(title)s" has been submitted to workflow "%(workflow)s"'
    assert "승인" not in gettext(subject)
    assert "요청" in gettext(subject)


@pytest.mark.usefixtures("korean")
def test_scripts_of_the_admin_get_them_too():
    """Wagtail limits its script catalogue to one package; LOCALE_PATHS still counts."""
    body = js_catalog(RequestFactory().get("/")).content.decode()
    assert '"Autosave in progress\\u2026": "\\uc790\\ub3d9 \\uc800\\uc7a5' in body
    assert "nplurals" not in body


def test_english_stays_english():
    with translation.override("en"):
        assert gettext("Submit for moderation") == "Submit for moderation"


def english(locale, **changes):
    """Change the copied English of one text of ours."""
    path = locale / "en/LC_MESSAGES/django.po"
    catalogue = messages.read(path)
    entry = catalogue.find("본문 바로가기")
    for name, value in changes.items():
        setattr(entry, name, value)
    catalogue.save(str(path))
    return messages.english_problems(locale)


def test_a_text_without_english_is_named(locale):
    assert [line for line in english(locale, msgstr="") if "no English for '본문 바로가기'" in line]


def test_english_that_holds_korean_is_named(locale):
    assert any("Korean in the English" in line for line in english(locale, msgstr="본문 content"))


def test_english_that_no_source_says_is_named(locale):
    found = english(locale, msgid="본문 바로가")
    assert any("no source says '본문 바로가'" in line for line in found)
    assert any("no English for '본문 바로가기'" in line for line in found)


def test_update_adds_what_is_missing_and_takes_out_what_is_not_said(locale):
    english(locale, msgid="본문 바로가")
    assert messages.update_english(locale) == 1
    catalogue = messages.read(locale / "en/LC_MESSAGES/django.po")
    assert catalogue.find("본문 바로가") is None
    assert catalogue.find("본문 바로가기").msgstr == ""


def test_every_way_of_saying_something_is_found(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/words.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext as many, pgettext\n"
        'A = _("하나")\n'
        'B = many("%(n)s개", "%(n)s개", 2)\n'
        'C = pgettext("때", "셋")\n'
        'D = print("넷")\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(
        '{% load i18n %}{% translate "다섯" %}{% translate "여섯" context "수" as six %}'
        "{% blocktranslate with n=1 %}{{ n }}일곱{% endblocktranslate %}"
        "{% blocktranslate count n=1 %}{{ n }}여덟{% plural %}{{ n }}여덟들{% endblocktranslate %}"
        '{{ x|default:_("아홉") }}'
    )
    (tmp_path / "static").mkdir()
    (tmp_path / "static/page.js").write_text('gettext("열")')
    found = {
        (item.domain, item.context, item.text, item.plural)
        for item in messages.extraction.messages(tmp_path)
    }
    assert found == {
        ("django", None, "하나", ""),
        ("django", None, "%(n)s개", "%(n)s개"),
        ("django", "때", "셋", ""),
        ("django", None, "다섯", ""),
        ("django", "수", "여섯", ""),
        ("django", None, "%(n)s일곱", ""),
        ("django", None, "%(n)s여덟", "%(n)s여덟들"),
        ("django", None, "아홉", ""),
        ("djangojs", None, "열", ""),
    }
