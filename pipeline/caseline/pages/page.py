"""One HTML file with its styles, scripts and data inside, under a policy that lets nothing else in.

Scripts and styles are named in the page's Content-Security-Policy by their SHA-256, so what the data might
hold can neither run nor load anything. Data goes into blocks of JSON that no browser executes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

from caseline.errors import CaselineError

_ID = re.compile(r"[a-z][a-z0-9-]*")
# In a block of JSON these could end the block, open a comment, or end a line of script.
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
# A page is UTF-8, which has no form for half of a surrogate pair.
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Page:
    """What a page is made of.

    Args:
        title: Shown in the tab; any text.
        styles: Style sheets of ours.
        scripts: Scripts of ours, run in their order once the page is there.
        body: HTML of ours; foreign text in it has to be escaped by `html.escape`.
    """

    title: str
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    body: str = ""
    language: str = field(default="en", kw_only=True)

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of the page, which lets in its own scripts and styles alone."""
        return _policy(self)


def asset(package: str, name: str) -> str:
    """Returns the text of a file that is packaged with us, such as `asset("caseline.pages", "assets/base.css")`."""
    return files(package).joinpath(*name.split("/")).read_text(encoding="utf-8")


def data_block(key: str, json: str) -> str:
    """Returns JSON as a block that a script reads by `document.getElementById(key).textContent`.

    Args:
        key: Its id: small letters, digits and hyphens.
        json: Any JSON, of whatever origin.
    """
    if not _ID.fullmatch(key):
        msg = f"{key!r} is no id of a data block; use small letters, digits and hyphens"
        raise CaselineError(msg)
    return f'<script type="application/json" id="{key}">{json.translate(_ESCAPED)}</script>\n'


def write_page(page: Page, *, data: Iterable[str] = ()) -> Iterator[str]:
    """Yields a page piece by piece.

    Args:
        page: The page.
        data: Blocks made by `data_block`; taken one by one, so they need not be in memory together.
    """
    yield f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(page.policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{escape(_whole(page.title))}</title>\n"
    for style in page.styles:
        yield f"<style>{style}</style>\n"
    yield f"</head>\n<body>\n{_whole(page.body)}\n"
    yield from data
    for script in page.scripts:
        yield f"<script>{script}</script>\n"
    yield "</body>\n</html>\n"


def _policy(page: Page) -> str:
    scripts, styles = (" ".join(map(_digest, texts)) or "'none'" for texts in (page.scripts, page.styles))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _whole(text: str) -> str:
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)
