"""OLE compound files (MS-CFB), read as far as it takes to tell a 한글 document from others.

Every size and number comes from the file and may lie: chains are walked at most as long as the file
has sectors, and what points outside is an end.
"""

import struct
from collections.abc import Iterator

from .faults import Fault

MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = 512  # bytes
_ENTRY = 128  # bytes
_LAST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
# 한글 문서 파일 형식 5.0 (한글과컴퓨터), 3.2.1 파일 인식 정보.
_HWP_MARK = b"HWP Document File"
_HWP_FLAGS = 36  # bytes from the start of FileHeader
_WITH_PASSWORD, _WITH_SCRIPT, _WITH_RIGHTS = 1 << 1, 1 << 3, 1 << 4
_HWP_STREAMS = ("FileHeader", "DocInfo")


class Broken(ValueError):
    """It is no compound file, or cut short."""


class Compound:
    """An open compound file. Raises Broken where its head makes no sense."""

    def __init__(self, content: bytes):
        if not content.startswith(MARK) or len(content) < _HEADER:
            raise Broken
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise Broken
        self.size, self.small = 1 << shift, 1 << small_shift
        self.count = len(content) // self.size + 1
        first_directory, _unused, self.cutoff, first_small = struct.unpack_from(
            "<IIII", content, 48
        )
        self.table = self._table()
        self.entries = dict(self._entries(first_directory))
        self.small_table = self._numbers(self._chain(first_small))

    def read(self, name: str, limit: int = 4096) -> bytes:
        """The first ``limit`` bytes of a stream. Raises Broken where there is none."""
        try:
            start, size = self.entries[name]
        except KeyError as missing:
            raise Broken from missing
        if size >= self.cutoff:
            sectors = self._chain(start)
            return b"".join(self._sector(number) for number in sectors)[: min(size, limit)]
        inside = b"".join(self._sector(number) for number in self._chain(self.root))
        found, number = b"", start
        while number < len(self.small_table) and len(found) < min(size, limit):
            found += inside[number * self.small : (number + 1) * self.small]
            number = self.small_table[number]
        return found[: min(size, limit)]

    def _table(self) -> list[int]:
        """Which sector follows which."""
        numbers = list(struct.unpack_from("<109I", self.content, 76))
        following, left = struct.unpack_from("<I", self.content, 68)[0], self.count
        while following < _LAST_SECTOR and left:
            more = self._numbers([following])
            if not more:
                break
            numbers += more[:-1]
            following, left = more[-1], left - 1
        used = [number for number in numbers if number < _LAST_SECTOR]
        return self._numbers(used[: self.count])

    def _entries(self, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
        self.root = _LAST_SECTOR
        directory = b"".join(self._sector(number) for number in self._chain(first))
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + 64][: max(length - 2, 0)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self.root = start
            elif kind == _STREAM:
                yield name, (start, size)

    def _chain(self, first: int) -> list[int]:
        found: list[int] = []
        while first < len(self.table) and len(found) < self.count:
            found.append(first)
            first = self.table[first]
        return found

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def _numbers(self, sectors) -> list[int]:
        whole = b"".join(self._sector(number) for number in sectors)
        return list(struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4]))


def hwp_fault(content: bytes) -> Fault | None:
    """What is wrong with a file that should be a 한글 document of version 5; None when nothing."""
    try:
        file = Compound(content)
        head = file.read("FileHeader")
    except (Broken, struct.error):
        return Fault.CONTENT
    if not head.startswith(_HWP_MARK) or not all(name in file.entries for name in _HWP_STREAMS):
        return Fault.CONTENT
    if len(head) < _HWP_FLAGS + 4:
        return Fault.CUT
    (flags,) = struct.unpack_from("<I", head, _HWP_FLAGS)
    if flags & (_WITH_PASSWORD | _WITH_RIGHTS):
        return Fault.LOCKED
    return Fault.ACTIVE if flags & _WITH_SCRIPT else None
