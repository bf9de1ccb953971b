import pytest

from yeongdeungpoever.jobs import progress

pytestmark = pytest.mark.django_db


def test_last_word_counts():
    progress.report("import", 10, 40, "단체를 읽는 중")
    progress.report("import", 39, 40)
    row = progress.read("import")
    assert (row.done, row.total, row.percent, row.message) == (39, 40, 97, "")


def test_before_the_first_report_there_is_nothing():
    assert progress.read("import") is None


@pytest.mark.parametrize("done, total, percent", [(3, None, None), (0, 0, None), (5, 4, 100)])
def test_percent_never_lies(done, total, percent):
    progress.report("x", done, total)
    assert progress.read("x").percent == percent


def test_track_reports_start_and_end_but_not_every_step(django_assert_max_num_queries):
    seen = []
    with django_assert_max_num_queries(12):  # two reports, however many items
        for item in progress.track("x", range(5000), message="읽는 중"):
            seen.append(item)
    row = progress.read("x")
    assert (len(seen), row.done, row.total, row.message) == (5000, 5000, 5000, "읽는 중")


def test_track_of_a_stream_has_no_total():
    assert list(progress.track("x", iter("ab"))) == ["a", "b"]
    assert (progress.read("x").done, progress.read("x").total) == (2, None)


def test_work_that_breaks_off_shows_how_far_it_came():
    def steps():
        yield 1
        raise ValueError

    with pytest.raises(ValueError):
        list(progress.track("x", steps()))
    assert progress.read("x") is not None
