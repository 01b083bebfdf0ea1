"""The data in front of a Markdown file, between lines of `---` (YAML) or `+++` (TOML), read line by line.

Only what papers need is understood: names with a value, a list, or a text on the lines below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from caseline.reading.clean import plain
from caseline.reading.paper_facts import PaperFields, doi_of, pmcid_of, pmid_of, year_in

_T = TypeVar("_T")

_FRONT = re.compile(
    r"\A\s{0,20}(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<inside>.{0,50000}?)\r?\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_KEY = re.compile(r"[\"']?(?P<key>[A-Za-z][\w-]{0,40})[\"']?\s*[:=](?:\s+|\Z)(?P<value>.*)")
_ITEM = re.compile(r"\s*-\s+(?P<value>.*)")
_NAMED = re.compile(r"(?:name|literal|full[_-]?name)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_BELOW = re.compile(r"[>|][+-]?")
_COMMENT = re.compile(r"\s+#\s.*\Z")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\"']+")
_SEVERAL = re.compile(r"\s*;\s*|\s*,\s+|\s+and\s+")


def read_front_matter(text: str) -> tuple[PaperFields, int]:
    """Returns what the front matter of a text says, and where the text goes on; 0 where there is none."""
    found = _FRONT.match(text)
    if found is None:
        return PaperFields(), 0
    values = _values(found["inside"])
    if not values:
        return PaperFields(), 0
    return PaperFields(
        title=_one(values, "title"),
        doi=_first(doi_of, values, "doi", "url"),
        pmid=_first(pmid_of, values, "pmid", "pubmed"),
        pmcid=_first(pmcid_of, values, "pmcid", "pmc"),
        journal=_one(values, "journal", "publication", "venue", "container-title"),
        year=_first(year_in, values, "year", "date", "published", "publication_date"),
        keywords=_several(values, "keywords", "keyword", "tags"),
        authors=_several(values, "authors", "author", "creator", "creators"),
        article_type=_one(values, "article_type", "article-type", "type"),
        licence=_one(values, "license", "licence", "rights", "copyright"),
        language=_one(values, "language", "lang"),
    ), found.end()


def _values(inside: str) -> dict[str, list[str]]:
    """Returns the values by name; of names inside others only that of a person."""
    values: dict[str, list[str]] = {}
    current: list[str] = []
    below = False
    for line in inside.splitlines():
        key = _KEY.match(line)
        item = _ITEM.match(line)
        if key is not None:
            current = values.setdefault(key["key"].lower(), [])
            below = _BELOW.fullmatch(key["value"].strip()) is not None
            current += [] if below else _listed(key["value"])
        elif item is not None and not below:
            named = _NAMED.match(item["value"])
            current.append(_bare(named["value"] if named else item["value"]))
        elif line[:1].isspace() and line.strip() and (below or (current and ":" not in line)):
            current[:] = [f"{' '.join(current)} {line.strip()}".strip()]
    return values


def _listed(value: str) -> list[str]:
    """Returns the items of "[a, b]", or the value."""
    bare = _COMMENT.sub("", value).strip()
    if bare.startswith("[") and bare.endswith("]"):
        return [shown for item in _QUOTED.findall(bare[1:-1]) if (shown := _bare(item))]
    return [shown] if (shown := _bare(bare)) else []


def _bare(value: str) -> str:
    """Returns a value without its quotes."""
    shown = value.strip()
    if len(shown) > 1 and shown[0] == shown[-1] and shown[0] in "\"'":
        shown = shown[1:-1].replace("''", "'").replace('\\"', '"')
    return plain(shown)


def _one(values: Mapping[str, list[str]], *keys: str) -> str | None:
    return next((plain(" ".join(values[key])) or None for key in keys if values.get(key)), None)


def _first(read: Callable[[str], _T | None], values: Mapping[str, list[str]], *keys: str) -> _T | None:
    """Returns what is read of the first key that gives something."""
    return next((found for key in keys if (found := read(" ".join(values.get(key, ())))) is not None), None)


def _several(values: Mapping[str, list[str]], *keys: str) -> tuple[str, ...]:
    """Returns a list; one that is written as a text is parted at its commas."""
    for key in keys:
        given = [value for value in values.get(key, ()) if value]
        if len(given) == 1:
            given = [part for part in _SEVERAL.split(given[0]) if part]
        if given:
            return tuple(given)
    return ()
