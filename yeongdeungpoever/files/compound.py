"""OLE compound files (MS-CFB), read as far as it takes to tell a 한글 document from others.

Every size and number comes from the file and may lie: a chain ends where it comes back to a sector
that it held already, and what points outside is an end.
"""

import itertools
import struct
from collections.abc import Iterator

from .faults import Fault

MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = 512  # bytes
_ENTRY = 128  # bytes
_NUMBER = 4  # bytes
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
        self.small_table = self._joined(self._chain(first_small))

    def read(self, name: str, limit: int = 4096) -> bytes:
        """The first ``limit`` bytes of a stream. Raises Broken where there is none."""
        try:
            start, size = self.entries[name]
        except KeyError as missing:
            raise Broken from missing
        limit = min(size, limit)
        if size >= self.cutoff:
            return self._joined(self._chain(start)[: limit // self.size + 1])[:limit]
        holders = self._chain(self.root)
        found = b""
        for number in _walk(self.small_table, start):
            holder, at = divmod(number * self.small, self.size)
            # The chain of what holds the small sectors may be shorter than their table.
            if holder >= len(holders) or len(found) >= limit:
                break
            found += self._sector(holders[holder])[at : at + self.small]
        return found[:limit]

    def _table(self) -> bytes:
        """Which sector follows which: four bytes for each."""
        # More would speak of sectors that the file has not.
        needed = self.count * _NUMBER // self.size + 1
        numbers = list(struct.unpack_from("<109I", self.content, 76))
        (following,) = struct.unpack_from("<I", self.content, 68)
        seen: set[int] = set()
        while following < self.count and following not in seen and len(numbers) < needed:
            seen.add(following)
            *more, following = _numbers(self._sector(following)) or (_LAST_SECTOR,)
            numbers += more
        # A sector that is named twice says nothing new.
        used = list(dict.fromkeys(number for number in numbers if number < _LAST_SECTOR))
        return self._joined(used[:needed])

    def _entries(self, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
        self.root = _LAST_SECTOR
        directory = self._joined(self._chain(first))
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + 64][: max(length - 2, 0)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self.root = start
            elif kind == _STREAM:
                yield name, (start, size)

    def _chain(self, first: int) -> list[int]:
        inside = itertools.takewhile(lambda number: number < self.count, _walk(self.table, first))
        return list(inside)

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def _joined(self, sectors: list[int]) -> bytes:
        return b"".join(self._sector(number) for number in sectors)


def _walk(table: bytes, number: int) -> Iterator[int]:
    """The numbers of a chain, each once at most, until one points out of the table."""
    seen: set[int] = set()
    while number not in seen and (number + 1) * _NUMBER <= len(table):
        seen.add(number)
        yield number
        (number,) = struct.unpack_from("<I", table, number * _NUMBER)


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // _NUMBER}I", sector[: len(sector) // _NUMBER * _NUMBER])


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
