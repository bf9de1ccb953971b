"""The one function that answers a search, and its page."""

import pytest

from search.questions import MAX_LENGTH, find
from tests import personas
from tests.site import standard_page

pytestmark = pytest.mark.django_db


def test_every_word_must_occur_in_title_or_summary():
    standard_page("금융 교육", "a", summary="어르신과 함께")
    standard_page("금융 상담", "b", summary="찾아가는 버스")
    visitor = personas.visitor()
    assert [page.slug for page in find("금융 어르신", visitor).results] == ["a"]
    assert find("금융", visitor).count == 2
    assert find("없는말", visitor).count == 0


def test_a_title_counts_for_more_than_a_summary():
    standard_page("통역", "in-summary", summary="다리 이야기")
    standard_page("다리", "in-title")
    assert [page.slug for page in find("다리", personas.visitor()).results] == [
        "in-title",
        "in-summary",
    ]


@pytest.mark.parametrize("question", ["", "   ", "\u200b", "%", "'; --", '"', "\x00", "a" * 5000])
def test_no_question_breaks_the_page(client, question):
    response = client.get("/search/", {"q": question})
    assert response.status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
def test_no_page_number_breaks_the_page(client, number):
    standard_page("다리", "bridge")
    response = client.get("/search/", {"q": "다리", "page": number})
    assert response.status_code == 200
    assert "다리" in response.content.decode()


def test_decomposed_hangul_finds_composed():
    standard_page("다리", "bridge")
    assert find("다리", personas.visitor()).count == 1


def test_what_was_asked_is_shown_again_and_escaped(client):
    body = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;" in body


def test_the_search_page_asks_no_more_for_more_results(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(3):
        standard_page(f"다리 {number}", f"bridge-{number}")
    client.get("/search/?q=x")
    with CaptureQueriesContext(connection) as few:
        client.get("/search/?q=다리")
    for number in range(3, 12):
        standard_page(f"다리 {number}", f"bridge-{number}")
    client.get("/search/?q=y")
    with CaptureQueriesContext(connection) as many:
        client.get("/search/?q=다리")
    assert len(many) == len(few)


def test_what_is_beyond_the_length_of_a_question_is_not_even_composed(monkeypatch):
    seen = []
    monkeypatch.setattr("search.questions.normal_form", lambda text: seen.append(text) or text)
    find("가" * 100_000, personas.visitor())
    assert [len(text) for text in seen] == [4 * MAX_LENGTH]
