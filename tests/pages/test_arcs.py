"""The bridge picture: who stands where, and what is drawn when nothing is known."""

import re

import pytest
from django.template.loader import render_to_string

from yeongdeungpoever.pages import arcs
from yeongdeungpoever.pages.arcs import LEFT, RIGHT, Arc, arc_path, arcs_for_bridge, draw


@pytest.fixture
def provider():
    """Registers a provider for one test and empties the slot after it."""
    before = arcs._provider
    yield arcs.register
    arcs.register(before)


def some(count, firms=6, groups=6):
    return [
        Arc(
            f"협업 {i}", "esg"[i % 3], f"기업 {i % firms}", f"기관 {i * 5 % groups}", f"/cases/{i}/"
        )
        for i in range(count)
    ]


def picture(found):
    return render_to_string("components/bridge.html", {"arcs": found})


def test_without_a_provider_nothing_is_asked_and_nothing_drawn(provider):
    provider(None)
    assert not arcs_for_bridge()
    assert arcs_for_bridge().nodes == ()


def test_provider_is_told_the_limit_and_held_to_it(provider):
    asked = []

    def answer(limit):
        asked.append(limit)
        return some(100)

    provider(answer)
    assert len(arcs_for_bridge()) == 24
    assert len(arcs_for_bridge(limit=3)) == 3
    assert asked == [24, 3]


def test_limit_below_one_asks_nobody(provider):
    provider(lambda limit: pytest.fail("asked"))
    assert len(arcs_for_bridge(limit=0)) == 0


def test_one_organisation_stands_in_one_place():
    found = draw([Arc("가", "e", "은행", "복지관"), Arc("나", "s", "은행", "학교")])
    first, second = found.arcs
    assert first.start == second.start
    assert first.end != second.end
    assert [node.label for node in found.nodes] == ["은행", "복지관", "학교"]


def test_same_name_on_both_banks_is_two_places():
    found = draw([Arc("가", "e", "구청", "구청")])
    assert len(found.nodes) == 2
    assert found.nodes[0].x < found.nodes[1].x


def test_more_organisations_than_places_still_stand_on_their_bank():
    found = draw(some(24, firms=24, groups=24))
    assert {(arc.start.x, arc.start.y) for arc in found} <= set(LEFT)
    assert {(arc.end.x, arc.end.y) for arc in found} <= set(RIGHT)


def test_every_path_is_its_own_and_ends_at_its_nodes():
    found = draw([Arc(f"협업 {i}", "e", "은행", "복지관") for i in range(5)])
    assert len({arc.path for arc in found}) == 5
    for arc in found:
        assert arc.path.startswith(f"M{arc.start.x} {arc.start.y}C")
        assert arc.path.endswith(f" {arc.end.x} {arc.end.y}")


@pytest.mark.parametrize("times", [0, 1, 2, 9, 23])
def test_no_arc_leaves_the_drawing(times):
    for start in LEFT:
        for end in RIGHT:
            numbers = [int(n) for n in re.findall(r"-?\d+", arc_path(start, end, times))]
            x1, y1, _, control, _, _, x2, y2 = numbers
            top = (y1 + y2) / 8 + control * 3 / 4
            assert top >= 15
            assert 0 < x1 < x2 < 720
            assert max(y1, y2) < 430


def test_unknown_pillar_has_no_colour_and_no_word():
    known, unknown = draw([Arc("가", "g", "a", "b"), Arc("나", "color", "a", "b")])
    assert (known.pillar, known.pillar_label) == ("g", "지배구조")
    assert (unknown.pillar, unknown.pillar_label) == ("", "")


def test_empty_picture_shows_neutral_arcs_and_no_table():
    html = picture([])
    drawn = re.findall(r'class="arc" pathLength="1" d="([^"]+)"', html)
    possible = {arc_path(a, b) for a, b in zip(LEFT, RIGHT, strict=True)}
    assert drawn
    assert set(drawn) <= possible
    assert "<table" not in html
    assert not re.search(r'stroke="var\(--[esg]\)"', html)


def test_picture_names_every_arc_and_lists_it_in_a_table():
    html = picture(draw(some(8)))
    assert len(re.findall(r'class="arc [esg]"', html)) == 8
    assert "<title>협업 1 (기업 1 ↔ 기관 5)</title>" in html
    assert html.count('href="/cases/') == 8
    assert "환경" in html
    assert "사회" in html


def test_names_are_escaped():
    html = picture(draw([Arc("<b>", "e", '"><script>', "b")]))
    assert "<script>" not in html
    assert "<b>" not in html


def test_picture_carries_no_style_and_no_id():
    html = picture(draw(some(24)))
    assert "style=" not in html
    assert " id=" not in html
