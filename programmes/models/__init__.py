from .division import DivisionBudget, UnitProgramme
from .editions import EditionKind, EditionPage
from .index import ProgrammeIndexPage
from .programmes import ProgrammeLink, ProgrammePage
from .rows import FigureRow, IndicatorValue, LedgerRow, Origin

__all__ = [
    "DivisionBudget",
    "EditionKind",
    "EditionPage",
    "FigureRow",
    "IndicatorValue",
    "LedgerRow",
    "Origin",
    "ProgrammeIndexPage",
    "ProgrammeLink",
    "ProgrammePage",
    "UnitProgramme",
]
