"""Which files are taken as papers: kinds by slot, sizes, numbers. Told beforehand by the form."""

from dataclasses import dataclass

from django.conf import settings

from ..choices import PaperSlot

KINDS = ("pdf", "hwp", "hwpx", "jpg", "png")
PICTURES = ("jpg", "png")
_ENDINGS = {"jpg": ".jpg,.jpeg", "hwp": ".hwp", "hwpx": ".hwpx", "pdf": ".pdf", "png": ".png"}
# Of these one is there at a time: a new one takes the place of the old.
SINGLE = (PaperSlot.LOGO,)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one slot takes: ``accept`` is the attribute of the file field."""

    kinds: tuple[str, ...]
    max_bytes: int
    max_count: int

    @property
    def megabytes(self) -> int:
        return self.max_bytes // (1024 * 1024)

    @property
    def accept(self) -> str:
        return ",".join(_ENDINGS[kind] for kind in self.kinds)

    @property
    def printed_kinds(self) -> str:
        return ", ".join(self.kinds)


def limits_of(slot: str) -> Limits:
    """The limits of a slot, from the settings ``PAPER_MAX_*``."""
    kinds = PICTURES if slot == PaperSlot.LOGO else KINDS
    return Limits(kinds, settings.PAPER_MAX_BYTES, settings.PAPER_MAX_COUNT)
