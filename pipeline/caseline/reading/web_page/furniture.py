"""Which elements of a page are no part of the article: menus, banners, buttons, scripts, what is hidden."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from caseline.reading.vocabulary import Extent, find_term
from caseline.reading.web_page.page import tag_of, text_of
from caseline.schema.document import SectionName

_TAGS = frozenset(
    "annotation annotation-xml area audio button canvas colgroup datalist del embed fencedframe frame head iframe"
    " img input link map meta meter noembed noframes  object optgroup option output param progress rp"
    " rt script select slot source style svg template textarea track video xml".split()
)
# Broken pages put all of their text into one of these.
_ASIDES = frozenset({"aside", "dialog", "footer", "menu", "nav"})
_ROLES = frozenset(
    "alert alertdialog banner button complementary contentinfo dialog form menu menubar navigation search status"
    " switch tablist toolbar tooltip".split()
)
_ROOTS = frozenset({"html", "body", "main", "article"})
# Words of class and id names, split at hyphens, underscores and capitals.
_FIRM = frozenset(
    "ad ads adslot advert advertisement advertisements adverts breadcrumb breadcrumbs captcha cookie cookies copyright"
    " disqus dropdown gdpr login masthead megamenu menu modal navbar navigation newsletter offcanvas onetrust pager"
    " paginate pagination paywall popover popup print-only promo promos promotion search share sharebar sharing signin"
    " signup skiplink skiplinks sponsor sponsored sponsors submenu subnav subscribe subscription survey toolbar tooltip"
    " usercentrics widgets".split()
)
_WEAK = frozenset(
    "addthis alert alerts altmetric altmetrics badge banner byline citedby comments consent correspondence dateline"
    " disclaimer download downloads editors history keypoints license licence metrics nav outline overlay permissions"
    " popular ratings readmore recommendation recommendations recommended recommender related reprint reprints rights"
    " rightslink sidebar similar skip social tags toc trending tweet yarpp".split()
)
# Names taken whole, for words that say too little alone.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:"
    r"authors?(?:[-_]?(?:list|info\w*|notes?|group|bio|block|names?|details))?|contrib(?:utors?)?(?:[-_]?group)?"
    r"|aff(?:iliations?|s|-list)?|cite[-_]this|cited[-_]?by|citing\w*|how[-_]to[-_]cite|copyright[-_]\w+"
    r"|article[-_](?:tools|actions|header__(?:meta|rights)|info[-_]list|metrics|nav\w*|footer)|tools?[-_](?:bar|box)"
    r"|jump[-_](?:to|link)s?|action[-_](?:bar|buttons?|menu)|usa[-_]banner|ncbi[-_](?:alerts|header|footer)"
    r"|download[-_]\w+|open[-_]in[-_]\w+|view[-_](?:larger|options)|full[-_]?view|page[-_](?:nav\w*|tools)"
    r"|back[-_]to[-_]top|see[-_]also|read[-_](?:more|next)|also[-_]read|more[-_](?:from|like|articles|on)"
    r"|ref(?:erences?)?[-_]?(?:lists?|section|container)|references|bibliography|citation[-_]?list|fn[-_]?group"
    r"|article[-_]notes|kwd[-_]?group[-_]?label|post[-_](?:meta|nav\w*|footer|tags)|entry[-_](?:meta|footer)"
    r"|(?:article[-_])?dochead|screen[-_]?reader\w*|sr[-_]only|(?:u-)?visually[-_]?hidden|hidden|d-none|print[-_]only|offscreen|figpopup\w*"
    r"|mathjax_preview|mjx-assistive-mml|mw-editsection|reflist|navbox|noprint|catlinks|metadata"
    r")(?=$|[\s'])",
    re.IGNORECASE,
)
_INNER = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.I
)
_WIDE = re.compile(r"(?:^|\s)(?:d-)?(?:sm|md|lg|xl)[:-](?:block|flex|grid|inline)")
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:screen[-_]?reader\w*|sr[-_]only|visually[-_]?hidden|figpopup-sensitive-area|drop-?down|ref-?overlay|hidden)(?:$|\s)",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset(
    "a abbr b bdi bdo cite code em font i mark q s small span strong sub sup time u var".split()
)
_CONTENT = frozenset(SectionName) - {
    SectionName.KEYWORDS,
    SectionName.REFERENCES,
    SectionName.METADATA,
    SectionName.BOILERPLATE,
}
# A part of a page with so much text is no icon's label, whatever hides it.
_LARGE = 2000
_EXAMINED = 400
_LONGEST_HEADING = 120


class Furniture:
    """Tells the furniture of one page.

    Args:
        root: The page.
        named: Whether elements count by their class, id and role, which say much on a publisher's page.
        leaves: More elements to leave out, such as references.
        hidden: Whether what the page hides counts as its text, for pages that show nothing else.
    """

    def __init__(
        self,
        root: etree._Element,
        *,
        named: bool = True,
        leaves: frozenset[etree._Element] = frozenset(),
        hidden: bool = False,
    ) -> None:
        self._named = named
        self._leaves = leaves
        self._hidden = hidden
        self._kept = _around(root, ("article", "main"), headings=False)
        self._headed = self._kept | _around(root, _HEADINGS, headings=True)

    def has(self, element: etree._Element, tag: str) -> bool:
        """Tells whether the element and all in it is left out."""
        if tag in _ROOTS:
            return False
        if tag in _TAGS or element in self._leaves:
            return True
        get = element.get
        if tag == "noscript":
            return not _is_large(element)
        if not self._hidden and _is_hidden(element):
            return True
        if tag in _ASIDES and element not in self._kept:
            return not _is_box(get("class") or "")
        if tag == "header":
            return element not in self._headed and not any(
                True for _ in element.iterancestors(*_ROOTS - {"html", "body"})
            )
        if not self._named:
            return tag in _INLINE and _is_unseen(get("class") or "")
        if tag not in _INLINE and (get("role") or "").lower() in _ROLES and element not in self._headed:
            return True
        return self._is_named(element, tag, (get("class") or "")[:_EXAMINED], (get("id") or "")[:_EXAMINED])

    def _is_named(self, element: etree._Element, tag: str, name: str, identifier: str) -> bool:
        """Tells whether an element is furniture by its class or id."""
        if not name and not identifier:
            return False
        # Citation marks are links with tooltips, and the like.
        if tag in _INLINE:
            return _is_unseen(name)
        firm, weak = _kind_of_name(name)
        if tag in _HEADINGS:
            return firm
        if identifier and not firm:
            by_identifier = _kind_of_name(identifier)
            # Pages make ids of their headings, so only names that no heading has count.
            firm, weak = by_identifier[0] and tag == "div", weak or (by_identifier[1] and tag == "div")
        if firm:
            return element not in self._kept and not (element in self._headed and _is_large(element))
        return weak and element not in self._headed


@lru_cache(maxsize=4096)
def _kind_of_name(name: str) -> tuple[bool, bool]:
    """Tells whether a class or id names furniture firmly, and whether weakly."""
    words = {word.lower() for word in _INNER.findall(name)}
    firm = bool(words & _FIRM) and not words & {"body", "page", "wrapper", "no", "has", "with"}
    # "hidden md:block" is shown on a wide screen.
    weak = bool(words & _WEAK) or (_NAMES.search(name) is not None and not _WIDE.search(name))
    about = {"abstract", "summary", "highlights"} & words
    return firm, weak and not (about and words & {"author", "authors"})


def _is_unseen(name: str) -> bool:
    """Tells whether a class marks text for screen readers only."""
    return bool(name) and _UNSEEN.search(name) is not None


def _is_box(name: str) -> bool:
    """Tells whether an aside is a box of the paper, such as its key points."""
    return any(word in name.lower() for word in ("box", "key-point", "keypoint", "summary", "abstract"))


def _is_hidden(element: etree._Element) -> bool:
    get = element.get
    if get("hidden") is not None and (get("hidden") or "").lower() != "until-found":
        return True
    style = get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    # Behind an open dialogue a whole page is "hidden" from screen readers.
    return (get("aria-hidden") or "").lower() == "true" and not _is_large(element)


def _is_large(element: etree._Element) -> bool:
    return len(text_of(element, limit=_LARGE)) > _LARGE


def _around(root: etree._Element, tags: tuple[str, ...], *, headings: bool) -> set[etree._Element]:
    """Returns elements of these names and all that hold one; of headings only those that papers have."""
    found: set[etree._Element] = set()
    for element in root.iter(*tags):
        if headings and not _is_known(element):
            continue
        inside: etree._Element | None = element
        while inside is not None and inside not in found:
            found.add(inside)
            inside = inside.getparent()
    return found


def _is_known(heading: etree._Element) -> bool:
    """Tells whether a heading is the title or begins a part of a paper."""
    if tag_of(heading) == "h1":
        return True
    title = text_of(heading, limit=_LONGEST_HEADING)
    if not 0 < len(title) <= _LONGEST_HEADING:
        return False
    term = find_term(title.lstrip("0123456789.) ").rstrip(" .:"))
    return term is not None and term.label in _CONTENT and term.extent is not Extent.BLOCK
