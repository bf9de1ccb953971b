"""The table of access: every address × persona × GET and POST → what is answered, in words.

``python -m tests.house.access_table`` prints the whole expansion. The rules stand in
``access_table.toml``; ``test_access_table.py`` asks every cell.

==============  ====================================================================
word            answer
==============  ====================================================================
page            2xx to a GET
form            2xx, 400, 409 or 422 to a POST: done, or the form again with its errors
redirect        on to another address of ours
sign-in         on to the sign-in page
enrol           on to the page where a second factor is set up
prove           on to a page where a second factor or password is asked again
refused         401, 403, 404 or 410, or back to the admin's first page with Wagtail's refusal
no-method       405
bad-request     400 to a GET
busy            429
==============  ====================================================================
"""

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RULES = Path(__file__).with_name("access_table.toml")
METHODS = ("GET", "POST")
PEOPLE = ("applicant", "officer", "manager", "other")
STAFF = ("editor", "reviewer", "operator", "privacy", "administrator")
# An operator who has no second factor, and one whose session has not shown it.
HALFWAY = ("unenrolled", "unproven")
PERSONAS = ("visitor", *PEOPLE, *HALFWAY, *STAFF)
GROUPS = {
    "everyone": PERSONAS,
    "people": PEOPLE,
    "staff": STAFF,
    "halfway": HALFWAY,
    "signed-in": (*PEOPLE, *HALFWAY, *STAFF),
}
# What a rule does not say, by the area of the address.
DEFAULTS = {
    "admin": {
        "visitor": "sign-in",
        **dict.fromkeys(PEOPLE, "refused"),
        "unenrolled": "enrol",
        "unproven": "prove",
        **dict.fromkeys(STAFF, "refused"),
    },
    "accounts": {"visitor": "sign-in"},
}
WORDS = (
    "page", "form", "redirect", "sign-in", "enrol", "prove", "refused", "no-method",
    "bad-request", "busy",
)  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver, or one variant of it where the answer depends on the thing."""

    name: str  # namespace and name; the route in slashes where it has no name
    route: str
    variant: str = ""
    language: str = "ko"

    @property
    def key(self) -> str:
        """What rules name: ``wagtailadmin_pages:edit own``."""
        return f"{self.name} {self.variant}".strip()

    @property
    def shown(self) -> str:
        return f"{self.key} (en)" if self.language == "en" else self.key

    @property
    def area(self) -> str:
        first = self.route.split("/")[0]
        return first if first in DEFAULTS else "public"


@dataclass
class Rule:
    """``outcomes``: method → persona → word."""

    urls: tuple[str, ...]
    outcomes: dict[str, dict[str, str]]
    why: str = ""

    def weight(self, address: Address) -> int:
        """How exactly the rule names the address: -1 not at all, more the more exactly."""
        return max((_fit(url, address) for url in self.urls), default=-1)


def _fit(url: str, address: Address) -> int:
    """``name variant (en)``, ``name variant``, ``name``, or the beginning of a name and ``*``,
    with a variant after it where it holds for that variant only."""
    if url == f"{address.key} (en)":
        return 3000 if address.language == "en" else -1
    if url == address.key:
        return 2000
    beginning, star, variant = url.partition("*")
    if not star:
        return 1000 if url == address.name else -1
    if address.name.startswith(beginning) and variant.strip() in ("", address.variant):
        return len(url)
    return -1


def read_outcomes(text: str, where: str) -> dict[str, str]:
    """``page: staff; refused: editor`` → persona → word; a later part wins over an earlier."""
    outcomes = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        word, _, who = part.partition(":")
        if word not in WORDS:
            raise ValueError(f"{where}: unknown word {word!r}")
        for name in who.split():
            for persona in GROUPS.get(name, (name,)):
                if persona not in PERSONAS:
                    raise ValueError(f"{where}: unknown persona {persona!r}")
                outcomes[persona] = word
    return outcomes


def rules() -> list[Rule]:
    """The rules as they stand in the file. Raises ValueError for a word nobody knows."""
    read = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return [
        Rule(
            tuple(rule["urls"]),
            {
                method: read_outcomes(rule.get(method.lower(), ""), str(rule["urls"]))
                for method in METHODS
            },
            rule.get("why", ""),
        )
        for rule in read
    ]


def addresses() -> list[Address]:
    """Every address of the house; what has a language prefix stands in Korean and English."""
    from django.urls import get_resolver
    from wagtail.admin.views.bulk_action.registry import bulk_action_registry
    from wagtail.contrib.settings.registry import registry as settings_registry

    from .access_world import BY_DEPARTMENT, VARIANTS

    bulk_action_registry._scan_for_bulk_actions()
    variants = {name: list(each) for name, each in VARIANTS.items()}
    variants["wagtail_bulk_action"] = [
        f"{app}.{model}.{action}"
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]
    for name in ("wagtailsettings:edit", "wagtailsettings:preview_on_edit"):
        variants[name] = [
            f"{model._meta.app_label}.{model._meta.model_name}" for model in settings_registry
        ]
    found = []
    for name, route, languages in _walk(get_resolver(), "", "", ("ko",)):
        kinds = variants.get(name, [""])
        if name == "wagtailsettings:edit" and "pk" in route:
            kinds = [f"{kind}.one" for kind in kinds]
        if name.startswith(BY_DEPARTMENT) and ("<" in route or "(?P" in route):
            kinds = ["own", "foreign"]
        found += [
            Address(name, route, variant, language) for variant in kinds for language in languages
        ]
    return list(dict.fromkeys(found))


def _walk(resolver, namespace, route, languages) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    from django.urls import LocalePrefixPattern, URLPattern

    for each in resolver.url_patterns:
        if isinstance(each.pattern, LocalePrefixPattern):
            yield from _walk(each, namespace, route, ("ko", "en"))
        elif isinstance(each, URLPattern):
            full = route + str(each.pattern)
            yield (f"{namespace}{each.name}" if each.name else f"/{full}"), full, languages
        else:
            below = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, below, route + str(each.pattern), languages)


def path_of(address: Address, world) -> str:
    """Where to ask for the address. Raises LookupError where no sample fills a parameter."""
    from django.urls import Resolver404, resolve
    from django.utils import translation

    from .access_world import QUERIES

    values = {**_chosen(address), **_fixed(address)}
    path = _fill(address, world, values)
    query = QUERIES.get(address.name, "")
    if query:
        bulk = world.bulk(address.variant.split(".")[1]) if "bulk_id" in query else ""
        names = {n: getattr(world, n) for n in re.findall(r"{(\w+)}", query) if n != "bulk_id"}
        query = query.format(bulk_id=bulk, **names)
    prefix = "/en/" if address.language == "en" else "/"
    with translation.override(address.language):
        try:
            resolve(prefix + path)
        except Resolver404 as missing:
            raise LookupError(f"{address.shown}: {prefix + path} leads nowhere") from missing
    return prefix + path + query


def _chosen(address: Address) -> dict[str, str]:
    """Arguments that the variant names."""
    from .access_world import VARIANTS

    return VARIANTS.get(address.name, {}).get(address.variant, {})


def _fixed(address: Address) -> dict[str, str]:
    """Arguments that the variant itself spells: the model of a setting or of a bulk action."""
    parts = address.variant.split(".")
    if address.name == "wagtail_bulk_action":
        return dict(zip(("=app_label", "=model_name", "=action"), parts, strict=True))
    if address.name.startswith("wagtailsettings:"):
        return {"=app_name": parts[0], "=model_name": parts[1], "pk": parts[1]}
    return {}


def _fill(address: Address, world, values) -> str:
    from .access_world import ARGUMENTS, FOREIGN

    def sample(name: str) -> str:
        if f"={name}" in values:
            return values[f"={name}"]
        attribute = values.get(name)
        if attribute is None:
            fits = [
                (len(beginning), attribute)
                for beginning, parameter, attribute in ARGUMENTS
                if parameter == name and address.name.startswith(beginning)
            ]
            if not fits:
                raise LookupError(f"{address.key}: no sample for <{name}> in access_world.py")
            attribute = max(fits)[1]
            if address.variant == "foreign":
                attribute = FOREIGN.get(attribute, attribute)
        return str(getattr(world, attribute))

    route = re.sub(r"(?<!\?P)<(?:\w+:)?(\w+)>", lambda match: sample(match[1]), address.route)
    if "^" not in route:
        return route
    # Regular expressions: named groups, Wagtail's catch-all and the tree of pages.
    route = re.sub(r"\(\?P<(\w+)>[^()]*\)", lambda match: sample(match[1]), route)
    route = route.replace("((?:[\\w\\-]+/)*)", sample("0") if "0" in values else "")
    route = route.replace(".*/", "nothing/")
    return re.sub(r"[\^$\\]", "", route)


@dataclass(frozen=True)
class Cell:
    """One question of the table and its answer."""

    address: Address
    persona: str
    method: str
    outcome: str


def expansion(found: list[Address] | None = None) -> tuple[list[Cell], list[str]]:
    """Every cell, and what is wrong with the rules themselves in words."""
    table, used, faults, cells = rules(), set(), [], []
    for address in found or addresses():
        weights = [(rule.weight(address), index) for index, rule in enumerate(table)]
        best = max(weights)[0]
        if best < 0:
            faults.append(f"no rule: {address.shown}  /{address.route}")
            continue
        fitting = [index for weight, index in weights if weight == best]
        if len(fitting) > 1:
            faults.append(f"{len(fitting)} rules fit equally well: {address.shown}")
        used.update(fitting)
        for method in METHODS:
            said = DEFAULTS.get(address.area, {}) | table[fitting[0]].outcomes[method]
            for persona in PERSONAS:
                if persona not in said:
                    faults.append(f"no word: {address.shown} {method} {persona}")
                else:
                    cells.append(Cell(address, persona, method, said[persona]))
    if found is None:
        known = addresses()
        faults += [
            f"matches nothing: {rule.urls}" for index, rule in enumerate(table) if index not in used
        ]
        faults += [
            f"matches nothing: {url}"
            for rule in table
            for url in rule.urls
            if all(_fit(url, address) < 0 for address in known)
        ]
    return cells, faults


def lines(cells: list[Cell]) -> Iterator[str]:
    """One line an address and method: who gets what, personas with the same word together."""
    rows: dict[tuple[str, str], dict[str, list[str]]] = {}
    for cell in cells:
        said = rows.setdefault((cell.address.shown, cell.method), {})
        said.setdefault(cell.outcome, []).append(cell.persona)
    for (shown, method), said in rows.items():
        words = "; ".join(f"{word}: {' '.join(who)}" for word, who in said.items())
        yield f"{shown:60} {method:5} {words}"


def counts(cells: list[Cell]) -> str:
    """How much the table holds."""
    asked = {cell.address for cell in cells}
    names = {address.name for address in asked}
    return (
        f"{len(names)} URL patterns, {len(asked)} addresses with variants and languages, "
        f"{len(PERSONAS)} personas, {len(cells)} cells"
    )


def main() -> int:
    """Print the expansion of the table; 1 when the rules are at fault."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yeongdeungpoever.settings.test")
    import django

    django.setup()
    cells, faults = expansion()
    print("\n".join(lines(cells)))
    print(counts(cells))
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
