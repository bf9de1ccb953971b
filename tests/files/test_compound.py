"""OLE files whose chains lie: read to an end, in a number of steps that their size bounds."""

import pytest

from tests.files import samples
from yeongdeungpoever.files.compound import Compound, hwp_fault
from yeongdeungpoever.files.faults import Fault


class Counted(bytes):
    """Bytes that count how often something is cut out of them, and stop the endless."""

    most = 200

    def __getitem__(self, part):
        self.most -= 1
        assert self.most > 0, "the reader goes round and round"
        return super().__getitem__(part)


@pytest.mark.parametrize("loop", ["sectors", "tables", "directory", "small"])
def test_a_chain_that_comes_back_to_itself_ends(loop):
    content = Counted(samples.looped_hwp(loop))
    assert hwp_fault(content) == Fault.CONTENT
    assert len(content) < 3000


def test_the_table_is_no_longer_than_the_file():
    # Every place of the list names the same sector, and the lists go round.
    sector = b"\0\0\0\0" * 128
    content = samples.looped_hwp("tables")[:76] + b"\0" * 436 + sector * 20_000
    file = Compound(content)
    assert len(file.table) <= len(content)
    assert len(file.small_table) <= len(content)


def test_a_whole_document_passes():
    assert hwp_fault(Counted(samples.hwp())) is None
