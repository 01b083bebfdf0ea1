"""What tells Markdown from plain text that has a sign or two of it."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?:\A|\n[ \t]*\r?\n)(?P<marks>#{1,6}) +\S[^\n]*(?=\r?\n[ \t]*\r?\n|\Z)")
_OTHERS = (
    re.compile(r"!?\[[^\[\]\n]{0,300}\]\([^()\s]{1,500}\)"),
    re.compile(r"(?<!\S)\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"^\|?[ \t]{0,9}:?-{3,99}:?[ \t]{0,9}\|", re.MULTILINE),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
)
_FIELD = re.compile(r"[A-Za-z_][\w -]{0,40}:(?:\s|\Z)")
_MOST_FIELDS = 100


def is_markdown(text: str) -> bool:
    """Tells whether a text is Markdown for certain: by its front matter, or by headings and other signs."""
    if _has_front_matter(text):
        return True
    headings = _HEADING.findall(text)
    if len(headings) < 2:
        return False
    return len(set(headings)) > 1 or any(sign.search(text) for sign in _OTHERS)


def _has_front_matter(text: str) -> bool:
    lines = text.splitlines()[: _MOST_FIELDS + 2]
    if len(lines) < 3 or lines[0].rstrip() != "---" or not _FIELD.match(lines[1]):
        return False
    return any(line.rstrip() in {"---", "..."} for line in lines[2:])
