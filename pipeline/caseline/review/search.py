"""Which records hold all words of a query.

Words are sought as they stand, also inside of others, with case, accents and forms of width levelled. So a
query has no operators that could go wrong, scripts without spaces are searched as all others, and no index
of SQLite is needed: 300 texts of 30 kB take some 10 ms.
"""

from __future__ import annotations

import re
import unicodedata

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
# What stands in quotation marks is one term; a mark without its partner says nothing.
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def folded(text: str) -> str:
    """Returns a text as it is searched: small letters, no accents, one space between words."""
    lower = _FOREIGN.sub(lambda found: _levelled(found[0]), text).lower()
    return " ".join(lower.translate(_QUOTES).split())


def terms(query: str) -> tuple[str, ...]:
    """Returns what a text has to hold to be found; nothing for a query without a word."""
    found = (quoted or plain for quoted, plain in _TERM.findall(folded(query)))
    return tuple(dict.fromkeys(term for word in found if (term := word.strip())))


def holds(wanted: tuple[str, ...], *texts: str) -> bool:
    """Says whether each term is in one of the texts."""
    return all(any(term in text for text in texts) for term in wanted)


def _levelled(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
