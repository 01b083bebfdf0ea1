"""The frame of a page of figures: what it is, its sections with a list of them, and the switch for dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.pages.page import Page, asset
from caseline.pages.tables import Markup, content, text
from caseline.printable import printable


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a sheet; `key` is its id, `body` its HTML."""

    key: str
    title: str
    body: Markup


def sheet(title: str, lead: str, sections: Sequence[Section], *, footer: str = "") -> Page:
    """Returns a page of sections.

    Args:
        title: Its heading, and the name of the tab.
        lead: What stands under the heading; a str is escaped.
        sections: The sections, in their order.
        footer: The last words; a str is escaped.
    """
    keyed = [(text(part.key), part) for part in sections]
    links = "".join(f'<li><a href="#{key}">{text(part.title)}</a></li>' for key, part in keyed)
    mains = "".join(
        f'<section id="{key}" aria-labelledby="{key}-title">'
        f'<h2 id="{key}-title">{text(part.title)}</h2>{part.body}</section>'
        for key, part in keyed
    )
    body = (
        f'<header class="sheet"><h1>{text(title)}</h1>{content(lead)}'
        f'<nav aria-label="Contents"><ul>{links}</ul></nav></header>'
        f'<main class="sheet">{mains}</main><footer class="sheet soft">{content(footer)}</footer>'
    )
    return Page(
        printable(title),
        styles=(asset("caseline.pages", "assets/base.css"), asset("caseline.pages", "assets/figures.css")),
        scripts=(asset("caseline.pages", "assets/figures.js"),),
        body=body,
    )


def facts(entries: Sequence[tuple[str, str]]) -> Markup:
    """Returns what is known, name by name; a value that is a str is escaped."""
    items = (f"<div><dt>{text(name)}</dt><dd>{content(value)}</dd></div>" for name, value in entries)
    return Markup(f'<dl class="facts">{"".join(items)}</dl>')


def paragraph(words: str, *, soft: bool = False) -> Markup:
    """Returns a paragraph; a str is escaped."""
    return Markup(f'<p class="soft">{content(words)}</p>' if soft else f"<p>{content(words)}</p>")


def folded(summary: str, body: Markup) -> Markup:
    """Returns what is shown on demand."""
    return Markup(f'<details class="folded"><summary>{content(summary)}</summary>{body}</details>')
