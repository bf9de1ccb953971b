"""What a mail is made of before it is text or HTML: a subject, a heading and parts in order."""

import unicodedata
from dataclasses import dataclass, field

# Columns of a line of text; a Korean syllable takes two.
WIDTH = 72


@dataclass(frozen=True, slots=True)
class Part:
    """``kind`` is paragraph, section, note, item, quote, code, button, link or fact. ``label``
    names a fact, ``url`` is where a button, a link or an item leads."""

    kind: str
    text: str
    label: str = ""
    url: str = ""


@dataclass(slots=True)
class Words:
    """What a mail's template has said so far."""

    subject: str = ""
    heading: str = ""
    parts: list[Part] = field(default_factory=list)

    def groups(self) -> list[tuple[str, list[Part]]]:
        """The parts, neighbours of one kind together: facts make one table, items one list."""
        found: list[tuple[str, list[Part]]] = []
        for part in self.parts:
            if part.kind in ("fact", "item") and found and found[-1][0] == part.kind:
                found[-1][1].append(part)
            else:
                found.append((part.kind, [part]))
        return found


def one_line(text: str) -> str:
    """The text without line breaks and control characters: a header can hold nothing more."""
    plain = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return " ".join(plain.split())


def wrap(text: str, indent: str = "", width: int = WIDTH) -> str:
    """Break at spaces so that no line is wider than ``width`` columns; long words stay whole."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and columns(indent + longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return "\n".join(indent + each for each in [*lines, line] if each)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def as_text(words: Words) -> str:
    """The mail's own words as plain text, without its foot."""
    blocks = [wrap(words.heading)] if words.heading else []
    for kind, parts in words.groups():
        match kind:
            case "code":
                blocks.append(f"    {parts[0].text}")
            case "fact":
                blocks.append("\n".join(wrap(f"{part.label}: {part.text}") for part in parts))
            case "item":
                blocks.append("\n".join(_item(part) for part in parts))
            case "section":
                blocks.append(f"■ {parts[0].text}")
            case "quote":
                lines = parts[0].text.splitlines()
                blocks.append("\n".join(wrap(line, "  | ") or "  |" for line in lines))
            case "button" | "link":
                blocks.append(f"{wrap(parts[0].text)}:\n{parts[0].url}")
            case _:
                blocks.append(wrap(parts[0].text))
    return "\n\n".join(blocks)


def _item(part: Part) -> str:
    text = f"- {wrap(part.text, '  ').lstrip()}"
    return f"{text}\n  {part.url}" if part.url else text
