"""Pages that hold something else than a paper: log-in forms, robot checks, notices of errors."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

_EXAMINED = 6000
# Characters of text; what is longer is content, whatever stands around it.
_SHORT = 600
_NOTHING = 150
_UNSEEN = frozenset({"script", "style", "svg"})
_WALLS = (
    (
        re.compile(
            r"captcha|verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:not a robot|human)|are you a robot|robot check|unusual traffic"
            r"|checking your browser|just a moment\b|attention required|client challenge|ddos protection"
            r"|security check|automated (?:access|requests)|performance & security by",
            re.IGNORECASE,
        ),
        "is a robot check, not the paper; open the page in a browser and save it again",
        True,
    ),
    (
        re.compile(
            r"access (?:to this \w+ )?(?:is |has been )?denied|403 forbidden|404 not found|page (?:not found|cannot be found)"
            r"|(?:500|502|503|504) (?:internal|bad|service|gateway)|internal server error|service unavailable"
            r"|page (?:you (?:requested|are looking for)|does not exist)|your request (?:was|has been) blocked",
            re.IGNORECASE,
        ),
        "is an error page of the site, not the paper; get the page again",
        True,
    ),
    (
        re.compile(
            r"(?:please |you (?:must|need to) |to )?(?:enable|turn on|activate) (?:java ?script|js\b)|java ?script (?:is |must be |to be )?"
            r"(?:disabled|required|enabled|not enabled)|requires java ?script|without java ?script",
            re.IGNORECASE,
        ),
        "shows its text by scripts only; save the page from a browser after it has loaded",
        False,
    ),
    (
        re.compile(
            r"(?:log|sign) ?in (?:to|with|or|using|via)\b|(?:please|must) (?:log|sign) ?in|log ?in required|forgot (?:your )?password"
            r"|create (?:an|a free) account|purchase (?:access|article|this)|subscribe (?:to|now)|institutional (?:login|access)"
            r"|get (?:full )?access|buy (?:this )?article|rent (?:this )?article",
            re.IGNORECASE,
        ),
        "is a log-in or purchase page, not the paper; save the full text, or give the abstract from PubMed",
        False,
    ),
    (
        re.compile(r"\bcookies?\b|your privacy|gdpr|consent (?:preferences|choices)", re.IGNORECASE),
        "is a cookie notice, not the paper; accept or close it in a browser and save the page again",
        False,
    ),
    (
        re.compile(r"redirect(?:ing|ed)|click here if you are not", re.IGNORECASE),
        "only leads to another page; save that one",
        False,
    ),
)


def wall_of(root: etree._Element, text: str) -> str | None:
    """Returns what is wrong with a page that shows no paper; None for one that has some text.

    Args:
        root: The page.
        text: The text that was found on it.
    """
    if len(text) > _SHORT:
        return None
    for element in root.iter("frameset"):
        frames = [frame.get("src") or "" for frame in element.iter("frame")]
        named = ", ".join(name for name in frames[:3] if name)
        return f"is a frameset: its text is in other files ({named or 'its frames'}); give those"
    shown = _shown(root)
    for pattern, reason, is_certain in _WALLS:
        # Most pages speak of cookies somewhere.
        if pattern.search(shown if is_certain or len(text) <= _NOTHING else text):
            return reason
    if not text and next(root.iter("script"), None) is not None:
        return "shows its text by scripts only; save the page from a browser after it has loaded"
    return None


def _shown(root: etree._Element) -> str:
    """Returns the title of the window and what the body says, notices for browsers without scripts included."""
    parts: list[str] = []
    for element in islice(root.iter(etree.Element), _EXAMINED):
        if element.tag not in _UNSEEN:
            parts.append((element.text or "")[:_EXAMINED])
        parts.append((element.tail or "")[:_EXAMINED])
    return " ".join(" ".join(parts)[: 10 * _EXAMINED].split())
