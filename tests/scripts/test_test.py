"""``make test`` counts what pytest reports."""


def test_errors_count_as_failed(load_script, tmp_path):
    counts = load_script("test").Counts()
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>'
    )
    assert counts.add(report) == "3 passed, 3 failed, 3 skipped"
    assert counts.add(tmp_path / "absent.xml") == "no report"
    assert (counts.passed, counts.failed, counts.skipped) == (3, 3, 3)
