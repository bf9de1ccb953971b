"""The report's content files say what the report says: nothing added, nothing left out.

The source is districts/yeongdeungpo/content/report-2022/source.txt, the text of the report.
"""

import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "districts/yeongdeungpo/content/report-2022"
SOURCE = (FOLDER / "source.txt").read_text(encoding="utf-8")
LISTS = ("overview", "achievements", "plans", "next_steps", "schedule")
NOT_PROGRAMMES = {"division.toml", "printed.toml"}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

# The department that answers for a page: stated on two pages, elsewhere read from the 조직 table.
STATED = {"city-exchange"}


def load(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def squeeze(text):
    """Drop white space and emphasis marks: letter spacing (실 적) is typography."""
    return re.sub(r"[\s*]", "", text)


PROGRAMMES = {
    path.name: load(path.name)
    for path in sorted(FOLDER.glob("*.toml"))
    if path.name not in NOT_PROGRAMMES
}
EDITIONS = [
    (data["programme"]["slug"], edition)
    for data in PROGRAMMES.values()
    for edition in data["edition"]
]
EDITION_IDS = [f"{slug}/{edition['year']}" for slug, edition in EDITIONS]
each_edition = pytest.mark.parametrize(("slug", "edition"), EDITIONS, ids=EDITION_IDS)
SQUEEZED = squeeze(SOURCE)
NUMBERS = set(NUMBER.findall(SOURCE))


def split_by_page():
    """Cut the report into its pages by the purpose sentence or title that opens each."""
    openings = sorted(
        (SQUEEZED.index(squeeze(edition["purpose"]), after(edition)), edition["page"])
        for _slug, edition in EDITIONS
    )
    ends = [start for start, _page in openings[1:]] + [len(SQUEEZED)]
    return {page: SQUEEZED[start:end] for (start, page), end in zip(openings, ends, strict=True)}


def after(edition):
    """Where the part of the edition begins: two purposes begin with the same words."""
    return SQUEEZED.index("1국내·외친선도시상호교류내실화") if edition["year"] == 2023 else 0


PAGES = split_by_page()


def lines_of(edition):
    return list(chain.from_iterable(edition.get(name, []) for name in LISTS))


def test_ten_programmes_eleven_editions():
    assert len(PROGRAMMES) == 10
    assert len(EDITIONS) == 11
    assert sum(edition["kind"] == "results" for _slug, edition in EDITIONS) == 7
    assert sum(edition["kind"] == "plan" for _slug, edition in EDITIONS) == 4
    assert {edition["page"] for _slug, edition in EDITIONS} == {*range(4, 11), *range(12, 16)}


@each_edition
def test_number_title_and_page_are_of_the_contents_table(slug, edition):
    number = "①②③④⑤⑥⑦"[edition["number"] - 1]
    assert f"{number}{squeeze(edition['title'])}{edition['page']}" in SQUEEZED


@pytest.mark.parametrize("name", PROGRAMMES)
def test_programme_head(name):
    programme = PROGRAMMES[name]["programme"]
    assert f"{programme['slug']}.toml" == name
    assert len(programme["summary"]) <= 200
    assert programme["title"] == PROGRAMMES[name]["edition"][0]["title"]
    assert programme["department_stated"] == (programme["slug"] in STATED)
    teams = {team["slug"] for team in load("division.toml")["team"]}
    assert programme["department"] in teams
    slugs = {data["programme"]["slug"] for data in PROGRAMMES.values()}
    assert set(programme["follows"]) <= slugs - {programme["slug"]}
    assert set(programme["pillars"]) <= {"e", "s", "g"}
    assert all(1 <= goal <= 17 for goal in programme["sdgs"])
    for number in NUMBER.findall(programme["summary"]):
        assert number in NUMBERS


@each_edition
def test_wording_is_the_reports(slug, edition):
    page = PAGES[edition["page"]]
    assert squeeze(edition["title"]) in SQUEEZED
    texts = [edition["purpose"], *(edition.get(key, "") for key in ("period", "target", "area"))]
    texts += [line["text"] for line in lines_of(edition)]
    texts += [", ".join(group["names"]) for group in edition.get("cities", [])]
    texts += [f"{group['scope']}({group['count']}개)" for group in edition.get("cities", [])]
    missing = [text for text in texts if squeeze(text.replace("\n", "-")) not in page]
    assert not missing
    labels = [edition.get("period_label"), edition.get("overview_label")]
    assert all(squeeze(label) in page for label in labels if label)
    assert all(line["page"] == edition["page"] for line in lines_of(edition))
    assert all(line["level"] in (0, 1, 2) for line in lines_of(edition))


@each_edition
def test_no_line_of_the_page_is_left_out(slug, edition):
    """Strike from the page all that the file holds: only headings and the money stay."""
    rest = PAGES[edition["page"]]
    held = [edition["purpose"], *(edition.get("target", "").split("\n"))]
    held += [line["text"] for line in lines_of(edition)]
    held += [", ".join(group["names"]) for group in edition.get("cities", [])]
    for text in sorted((squeeze(text) for text in held if text), key=len, reverse=True):
        rest = rest.replace(text, "", 1)
    for field in ("period", "area"):
        rest = (
            rest.replace(f":{squeeze(edition.get(field, ''))}", "", 1)
            if edition.get(field)
            else rest
        )
    rest = rest.split("□예산현황")[0].split("□소요예산")[0]
    headings = (
        "□상호결연도시현황 □사업개요 □주요추진실적 □세부추진계획 □향후계획 □추진일정"
        " 상호결연도시현황 추진기간 사업기간 사업지역 사업대상 주요사업내용 사업내용 주요내용"
        " 구분도시명 국내(6개) 국외(4개) ○ - : ·"
    )
    for heading in headings.split():
        rest = rest.replace(heading, "")
    assert rest == ""


@each_edition
def test_results_and_plans_do_not_mix(slug, edition):
    plan = edition["kind"] == "plan"
    assert edition["year"] == (2023 if plan else 2022)
    assert ("plans" in edition, "achievements" in edition) == (plan, not plan)
    assert ("unit" in edition) == (not plan)
    for row in edition["ledger"]:
        assert ("executed" in row) == (not plan)
        assert row["page"] == edition["page"]
        assert "as_of" not in row
    if plan:
        assert "indicator" not in edition
        total = sum(row["budget"] for row in edition["ledger"])
        assert f"□소요예산:총{total:,}천원" in PAGES[edition["page"]]


@each_edition
def test_indicators_stand_on_lines_that_print_them(slug, edition):
    indicators = {item["key"]: item for item in edition.get("indicator", [])}
    assert len(indicators) == len(edition.get("indicator", []))
    named = []
    for line in lines_of(edition):
        for key in line.get("indicators", []):
            named.append(key)
            value = f"{Decimal(indicators[key]['value']):,}"
            assert value in NUMBER.findall(line["text"])
            assert indicators[key]["page"] == line["page"]
            assert indicators[key]["unit"].split()[0] in line["text"]
    assert sorted(named) == sorted(indicators)


def numbers_in(value):
    """Every number that a reader would see: strings as they are, amounts with their commas."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in {"level", "order", "sdgs", "kind", "slug", "key", "number"}:
                yield from numbers_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value):
        yield f"{Decimal(value):,}"
    elif isinstance(value, str):
        yield from NUMBER.findall(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value) if 1900 < value < 2100 else f"{value:,}"


@pytest.mark.parametrize("name", [path.name for path in sorted(FOLDER.glob("*.toml"))])
def test_every_number_occurs_in_the_report(name):
    strays = [number for number in numbers_in(load(name)) if number not in NUMBERS]
    assert not strays


def rate(budget, executed):
    """집행률 as the report prints it: one decimal, half up, whole numbers without one."""
    value = (Decimal(executed) * 100 / budget).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{value:f}".removesuffix(".0")


def printed_subjects():
    division = load("division.toml")
    subjects = {row["slug"]: (row["budget"], row["executed"]) for row in division["row"]}
    subjects["total"] = tuple(
        sum(row[field] for row in division["row"]) for field in ("budget", "executed")
    )
    for slug, edition in EDITIONS:
        if edition["kind"] == "results":
            subjects[f"{slug}/{edition['year']}"] = tuple(
                sum(row[field] for row in edition["ledger"]) for field in ("budget", "executed")
            )
    return subjects


def test_every_printed_rate_comes_out_of_the_rows():
    printed = load("printed.toml")["rate"]
    subjects = printed_subjects()
    assert {item["subject"] for item in printed} == set(subjects)
    for item in printed:
        assert subjects[item["subject"]] == (item["budget"], item["executed"])
        assert rate(item["budget"], item["executed"]) == item["rate"]
        if item["page"] != "1–2":
            page = PAGES[int(item["page"])].split("□예산현황")[1]
            assert f"{item['budget']:,}" in page
            assert f"{item['executed']:,}" in page
            assert item["rate"] in page


def test_division_table_is_the_reports():
    division = load("division.toml")
    assert division["as_of"].isoformat() == "2022-10-31"
    for row in [division["total"], *division["row"]]:
        printed = f"{row['name']}{row['budget']:,}{row['executed']:,}{row['rate']}"
        assert squeeze(printed) in SQUEEZED
        assert rate(row["budget"], row["executed"]) == row["rate"]
    assert [team["name"] for team in division["team"]] == [
        "대외협력팀",
        "국제금융특구팀",
        "의료특구팀",
        "건강특구팀",
    ]
    for team in division["team"]:
        assert squeeze("- " + " - ".join(team["duties"])) in SQUEEZED


def test_units_that_differ_from_their_editions():
    """What 예산 대조 must list, and nothing else; a note stands exactly there."""
    division = load("division.toml")
    different = {}
    for row in division["row"]:
        rows = [
            ledger
            for _slug, edition in EDITIONS
            if edition.get("unit") == row["slug"]
            for ledger in edition["ledger"]
        ]
        for field in ("budget", "executed"):
            gap = row[field] - sum(ledger[field] for ledger in rows)
            if rows and gap:
                different[row["slug"], field] = gap
    assert different == {
        ("external-exchange", "budget"): 50800,
        ("external-exchange", "executed"): 28593,
        ("health-zone", "budget"): -44000,
        ("health-zone", "executed"): -39076,
        ("medical-tourism", "executed"): 7,
    }
    units = {unit for unit, _field in different}
    assert {row["slug"] for row in division["row"] if "note" in row} == units
    noted = {edition["unit"] for _slug, edition in EDITIONS if "budget_note" in edition}
    assert noted == units


def test_traps_of_the_source():
    text = {name: (FOLDER / name).read_text(encoding="utf-8") for name in PROGRAMMES}
    assert text["city-exchange.toml"].count("중국 황포구(우호)") == 2
    cities = PROGRAMMES["city-exchange.toml"]["edition"][0]["cities"]
    assert "중국 후이저우시" not in cities[1]["names"]
    keys = {
        name: {
            item["key"]: item
            for edition in data["edition"]
            for item in edition.get("indicator", [])
        }
        for name, data in PROGRAMMES.items()
    }
    assert "대상" in keys["peace-unification.toml"]["academy-target"]["label"]
    assert "보고 시점까지" in keys["healthy-city.toml"]["plogging-sessions"]["label"]
    base = keys["medical-tourism-base.toml"]
    assert (base["partners-new"]["value"], base["partners-renewed"]["value"]) == ("10", "17")
    later = PROGRAMMES["finance-standing.toml"]["edition"][0]["next_steps"]
    assert any("금융사랑방버스" in line["text"] for line in later)
    assert any("우체국금융개발원 협약" in line["text"] for line in later)
