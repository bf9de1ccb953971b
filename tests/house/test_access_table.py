"""Every address × persona × method answers as the table of access says."""

import pytest

from .access_answers import ask, in_a_hurry, people, word
from .access_table import addresses, counts, expansion, path_of
from .access_world import World

# Beginnings of names that are asked together: each group makes its world once.
GROUPS = (
    "account_", "mfa_", "figures:", "wagtail_bulk_action", "wagtailadmin_api:",
    "wagtailadmin_pages:", "wagtailadmin_workflows:", "wagtailadmin_", "wagtaildocs",
    "wagtailimages", "wagtailsnippet", "wagtailusers", "wagtail", "",
)  # fmt: skip

# For whom templates are drawn too; the others differ in what the view answers.
DRAWN = ("visitor", "officer", "editor", "administrator")


def _group(name: str) -> str:
    return next(group for group in GROUPS if name.startswith(group))


def test_the_rules_name_every_address_and_nothing_else():
    cells, faults = expansion()
    print(counts(cells))
    assert faults == []


# Wagtail leaves the temporary files of new renditions to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*FileIO.*:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group or "rest")
def test_every_cell(group):
    cells, _ = expansion([each for each in addresses() if _group(each.name) == group])
    world, browsers, wrong = World(), people(), []
    with in_a_hurry():
        for cell in cells:
            path = path_of(cell.address, world)
            drawn = cell.persona in DRAWN
            answer = word(ask(browsers[cell.persona], cell.method, path, drawn=drawn), cell.method)
            if answer != cell.outcome:
                wrong.append(
                    f"{cell.address.shown} {cell.method} {cell.persona} {path}: "
                    f"{answer}, not {cell.outcome}"
                )
    assert wrong == []
