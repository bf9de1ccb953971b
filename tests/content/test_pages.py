"""The texts of the standard pages fit the blocks, lead somewhere and keep the district's rules."""

import re
import tomllib
from pathlib import Path

import pytest

CONTENT = Path(__file__).parents[2] / "districts/yeongdeungpo/content"
PAGES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((CONTENT / "pages").glob("*.toml"))
}
PROGRAMMES = {
    data["programme"]["slug"]: data
    for path in sorted((CONTENT / "report-2022").glob("*.toml"))
    if "programme" in (data := tomllib.loads(path.read_text(encoding="utf-8")))
}
SLUGS = {data["slug"] for data in PAGES.values()} | {"programmes"}
POLICIES = sorted(
    path for path in (CONTENT / "policies").glob("*.html") if not path.stem.endswith(".en")
)
STANDARD = {
    "text", "lines", "steps", "faq", "table", "contacts", "network", "call", "notice",
    "answer_days", "apply",
}  # fmt: skip
FRONT = {"hero", "numbers", "results", "budget", "latest", "join"}
ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "a", "h3"}

# What the blocks of the site take at most, in characters.
LONGEST = {
    ("text", "heading"): 80,
    ("lines", "heading"): 80,
    ("steps", "heading"): 80,
    ("table", "heading"): 80,
    ("table", "caption"): 120,
    ("network", "caption"): 300,
    ("call", "text"): 200,
    ("call", "label"): 30,
    ("notice", "text"): 300,
    ("hero", "heading"): 60,
    ("hero", "text"): 240,
    ("hero", "primary_label"): 20,
    ("hero", "secondary_label"): 20,
    ("numbers", "caption"): 120,
}
# Words that product language rules out, and what a page must not invent.
AVOIDED = ("회원사", "대사표", "신뢰 카드", "드릴 수 있는", "소중한", "구 핵심사업을", "준비 중")
TELEPHONE = re.compile(r"\b0\d{1,2}[-. )]\d{3,4}[-. ]\d{4}\b")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def strings(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def blocks(kind=None):
    for name, data in PAGES.items():
        for block in data.get("body", []):
            if kind in (None, block["type"]):
                yield name, block


def html_of(block):
    if block["type"] == "text":
        yield block["body"]
    for item in block.get("items", []) if block["type"] == "faq" else []:
        yield item["answer"]


def test_the_pages_of_the_house():
    assert set(PAGES) == {
        "home", "about", "join", "privacy", "terms", "copyright",
        "email-refusal", "accessibility", "directions", "sitemap", "consent-collection",
        "consent-news", "consent-joining", "rules",
    }  # fmt: skip
    for name in ("about", "join", "directions"):
        assert PAGES[name]["provisional"] == "example"
    # Public from the first day, so free of proposals but for the steps, which say 예시안 and hide
    # themselves until the page they lead to is public.
    assert PAGES["home"]["provisional"] == ""
    assert next(block for _name, block in blocks("join"))["heading"].endswith("(예시안)")
    for name in (
        "privacy", "terms", "copyright", "email-refusal", "accessibility", "consent-collection",
        "consent-news", "consent-joining", "rules",
    ):  # fmt: skip
        assert PAGES[name]["provisional"] == "legal"


@pytest.mark.parametrize("name", PAGES)
def test_head(name):
    data = PAGES[name]
    assert data["slug"] == ("" if name == "home" else name)
    assert 0 < len(data["summary"]) <= 200
    assert data["title"]
    if data["type"] in ("standard", "home"):
        assert data["body"]


@pytest.mark.parametrize(
    ("name", "block"), list(blocks()), ids=[f"{name}-{block['type']}" for name, block in blocks()]
)
def test_block_fits(name, block):
    allowed = FRONT if PAGES[name]["type"] == "home" else STANDARD
    assert block["type"] in allowed
    for (kind, field), limit in LONGEST.items():
        if kind == block["type"]:
            assert len(block.get(field, "")) <= limit
    if block["type"] in ("steps", "join"):
        assert len(block["steps"]) <= 6
        assert all(len(step["title"]) <= 40 and len(step["text"]) <= 200 for step in block["steps"])
    if block["type"] == "lines":
        assert all(len(item) <= 300 for item in block["items"])
    if block["type"] == "table":
        assert all(len(row) == len(block["headers"]) for row in block["rows"])
        assert all(len(cell) <= 300 for row in block["rows"] for cell in row)
    for html in html_of(block):
        assert set(re.findall(r"</?([a-z0-9]+)", html)) <= ALLOWED_TAGS
        assert "style=" not in html
    for field in ("page", "primary_page", "secondary_page"):
        assert block.get(field, "home-page-less") in SLUGS | {"home-page-less"}


def test_front_page_names_records_that_exist():
    (numbers,) = [block for _name, block in blocks("numbers")]
    for key in numbers["keys"]:
        slug, year, indicator = key.split("/")
        edition = next(item for item in PROGRAMMES[slug]["edition"] if item["year"] == int(year))
        assert indicator in {item["key"] for item in edition["indicator"]}
    (results,) = [block for _name, block in blocks("results")]
    assert len(results["slugs"]) == 3
    assert set(results["slugs"]) <= set(PROGRAMMES)


def test_proposals_are_marked():
    marked = [name for name, block in blocks("notice") if block["kind"] == "example"]
    assert (marked.count("about"), marked.count("join")) == (1, 2)
    for path in POLICIES:
        assert "예시안 · 법률 검토 필요" in path.read_text(encoding="utf-8").split("<h2>")[0]


@pytest.mark.parametrize(
    ("name", "texts"),
    [(name, list(strings(data))) for name, data in PAGES.items()]
    + [(path.stem, [path.read_text(encoding="utf-8")]) for path in POLICIES],
)
def test_nothing_invented_and_words_kept(name, texts):
    whole = "\n".join(texts)
    assert not TELEPHONE.findall(whole)
    assert not MAIL.findall(whole)
    assert [word for word in AVOIDED if word in whole] == []
    assert re.findall(r"(?<!지속가능 )민·관협력(?! 네트워크)", whole) == []


def test_policies_come_with_their_version():
    assert {path.stem for path in POLICIES} == {
        "privacy-1", "terms-1", "collection-1", "news-1", "joining-1", "rules-1",
    }  # fmt: skip
    for path in POLICIES:
        head = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        assert head["kind"] == path.stem.removesuffix("-1")
        assert head["version"] == "1.0"
        day = head["effective_on"]
        assert f"{day.year}. {day.month}. {day.day}." in path.read_text(encoding="utf-8")
        assert head["note"]


def test_privacy_policy_holds_what_the_law_lists():
    """개인정보 보호법 art. 30 (1) and its decree art. 31."""
    text = (CONTENT / "policies/privacy-1.html").read_text(encoding="utf-8")
    for duty in (
        "목적", "항목", "보유 기간", "제3자", "위탁", "국외", "파기", "쿠키", "안전성 확보",
        "열람", "정정·삭제", "처리정지", "자동화된 결정", "가명정보", "보호책임자",
        "구제", "변경", "동의를 받아 처리하는", "동의 없이 처리하는",
    ):  # fmt: skip
        assert duty in text


@pytest.mark.parametrize("name", ["collection-1", "news-1"])
def test_texts_of_consent_state_four_things(name):
    """개인정보 보호법 art. 15 (2): purpose, items, period, and the right to refuse."""
    text = (CONTENT / f"policies/{name}.html").read_text(encoding="utf-8")
    english = (CONTENT / f"policies/{name}.en.html").read_text(encoding="utf-8")
    for duty in ("목적", "항목", "기간", "거부할 권리"):
        assert duty in " ".join(re.findall(r"<h2>(.*?)</h2>", text))
    assert text.count("<h2>") == english.count("<h2>")


def test_join_page_answers_questions():
    (faq,) = [block for name, block in blocks("faq") if name == "join"]
    assert 8 <= len(faq["items"]) <= 10
    states = next(
        block for name, block in blocks("table")
        if name == "join" and block["headers"][0] == "상태"
    )  # fmt: skip
    assert [row[0] for row in states["rows"]] == [
        "작성 중", "접수", "검토 중", "보완 요청", "승인", "반려", "취하",
    ]  # fmt: skip
