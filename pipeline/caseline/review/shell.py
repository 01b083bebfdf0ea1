"""The page of the desk, and the files that it loads: a fixed list, so that no other file is ever served."""

from __future__ import annotations

from html import escape

from caseline.pages import asset
from caseline.review.view import SHARED

_PACKAGE = "caseline.review"
# In the order in which they are loaded.
STYLES = ("base.css", "view.css", "desk.css")
SCRIPTS = (
    *SHARED,
    "edits_shape.js",
    "edits.js",
    "edits_values.js",
    "edits_items.js",
    "session.js",
    "dialog.js",
    "edit_form.js",
    "edit_pressed.js",
    "edit_values.js",
    "edit_uses.js",
    "edit_card.js",
    "edit_mention.js",
    "edit_select.js",
    "edit_history.js",
    "edit_paper.js",
    "edit_keys.js",
    "edit_bar.js",
    "editor.js",
    "queue.js",
    "desk.js",
)
_KINDS = {".css": "text/css", ".js": "text/javascript"}
_FILES = {
    name: ("caseline.pages", "assets/base.css") if name == "base.css" else (_PACKAGE, f"static/{name}")
    for name in (*STYLES, *SCRIPTS)
}


def static_file(name: str) -> tuple[str, str] | None:
    """Returns a file of the page and its media type; None for any name that is not of the page."""
    if name not in _FILES:
        return None
    return asset(*_FILES[name]), _KINDS[f".{name.rpartition('.')[2]}"]


def shell() -> str:
    """Returns the page: one for the queue and all records, which its scripts fill."""
    styles = "".join(f'<link rel="stylesheet" href="/static/{escape(name)}">\n' for name in STYLES)
    scripts = "".join(f'<script src="/static/{escape(name)}" defer></script>\n' for name in SCRIPTS)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        '<title>Caseline review</title>\n<link rel="icon" href="data:,">\n'
        f"{styles}{scripts}</head>\n"
        '<body>\n<div id="desk"><noscript>The desk needs JavaScript.</noscript></div>\n</body>\n</html>\n'
    )
