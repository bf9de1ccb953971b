"""Who may open a file: its own level, or that of what shows it, whichever is stricter.

Apps that show files register a function ``level_of(file)``: the widest level at which something
published shows the file, or None when nothing of theirs does. A file that nobody shows stays with
the staff: an upload is private until a published page carries it.
"""

from collections.abc import Callable

from yeongdeungpoever.access.visibility import strictest, widest

LevelOf = Callable[[object], str | None]
_owners: list[LevelOf] = []


def register_owner(level_of: LevelOf) -> None:
    """Add an app that shows files; called from its ``AppConfig.ready()``."""
    if level_of not in _owners:
        _owners.append(level_of)


def effective_level(file) -> str:
    """The level in force for an image or a document."""
    shown = [level for owner in _owners if (level := owner(file)) is not None]
    return strictest([file.visibility, widest(shown)])
