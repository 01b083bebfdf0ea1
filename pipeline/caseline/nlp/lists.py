"""Members of lists: "fever, rash and jaundice" as one mention, and each of the three besides.

A name with its abbreviation is such a list too: "toxic epidermal necrolysis (TEN)".

PHEE marks the effects of a drug as they stand together, a case needs them apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.dated_names import name_start
from caseline.nlp.layers import LEXICON, MENTIONS, NER, PATTERN, add_mentions
from caseline.nlp.merge import without_verbs
from caseline.nlp.texts import text_of
from caseline.schema.mention import Label

_LISTED = frozenset({Label.EVENT, Label.DISORDER})
_DIVIDER = re.compile(
    r"""
      \s*[,;]\s+(?:(?:and|or|but|as\ well\ as)\s+)?
    | \s+(?:that\s+)?(?:i|he|she|they)\s+(?=could|can|was|had|felt)
    | \s+w/(?:o\b)?\s*                          # "erythema w/ induration"
    | (?!(?<=\b[a-z])/[a-z]\b)\s*/\s*           # not in "N/V", "c/o", "b/l"
    | \s*\(\s* | \s*\)\s*(?:(?:and|or)\s+)?
    | \s+(?:and|or|but|as\ well\ as|with|including|[&+])\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Words that stand in no name: what follows the last of them names a member.
_NAMELESS = frozenset(
    """
    which that who whom whose but not no nor without had has have was were is are be been being became he she it they
    her his its their him them to a an the this these also then subsequently later after before followed
    grew worsened improved on in at during when while denied denies denying predisposed resulting leading led caused causing developed developing
    """.split()
)
_FEWEST = 2
# Names that look like lists: their parts mean nothing, or something else.
_IDIOMS = frozenset(
    [
        *(
            "pins and needles",
            "pins & needles",
            "black and blue",
            "black and blue mark",
            "head and neck cancer",
        ),
        *("hand, foot and mouth disease", "hand, foot, and mouth disease", "hand-foot-and-mouth disease"),
    ]
)


@Language.factory("caseline_lists", requires=["doc.spans"], assigns=["doc.spans"])
def make_lists(nlp: Language, name: str) -> "Lists":
    """Builds the component."""
    return Lists(nlp, name)


class Lists:
    """Adds the members of list mentions to `doc.spans["mentions"]`, beside the list itself.

    A mention is a list when at least two of its parts hold a candidate of any finder.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the members, in order of the text."""
        candidates: dict[int, list[Span]] = defaultdict(list)
        for layer in (NER, LEXICON, PATTERN):
            for span in doc.spans.get(layer, ()):
                if span.label_ in _LISTED:
                    candidates[span.start].append(span)
        return [
            member
            for mention in doc.spans.get(MENTIONS, ())
            if mention.label_ in _LISTED
            for member in _members(mention, candidates)
        ]

    def annotate(self, doc: Doc, found: Sequence[Span]) -> None:
        """Adds the members that are not there yet and keeps the layer sorted."""
        add_mentions(doc, found)


def _members(mention: Span, candidates: Mapping[int, Sequence[Span]]) -> list[Span]:
    """Returns the parts of a list, or nothing when the mention is none."""
    inner = [
        span
        for token in range(mention.start, mention.end)
        for span in candidates.get(token, ())
        if span.end <= mention.end and len(span) < len(mention)
    ]
    members = [
        member for part in _parts(mention, inner) if (member := _member(mention, part, inner)) is not None
    ]
    return members if len(members) >= _FEWEST else []


def _parts(mention: Span, inner: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yields the characters of the document between the dividers of a mention."""
    begin = mention.start_char
    known = [
        (span.start_char - begin, span.end_char - begin, span.text.lower() in _IDIOMS)
        for span in inner
        if span.id_ == LEXICON
    ]
    for divider in _DIVIDER.finditer(mention.text):
        is_with = "w" in divider[0].lower()
        if any(
            start < divider.start() and divider.end() < end and (is_idiom or is_with)
            for start, end, is_idiom in known
        ):
            continue
        yield begin, mention.start_char + divider.start()
        begin = mention.start_char + divider.end()
    if begin < mention.end_char:
        yield begin, mention.end_char


def _member(mention: Span, part: tuple[int, int], inner: Sequence[Span]) -> Span | None:
    """Returns the whole part when a candidate ends it, else the longest candidate in it."""
    start, end = part
    held = [span for span in inner if start <= span.start_char and span.end_char <= end]
    if not held:
        return None
    longest = max(held, key=len)
    bounds = (
        (start, end) if any(span.end_char == end for span in held) else (longest.start_char, longest.end_char)
    )
    span = mention.doc.char_span(*bounds)
    if span is None:
        return None
    named = (
        longest.start if longest.end == span.end else min(each.start for each in held if each.end == span.end)
    )
    begins = [token.i + 1 for token in mention.doc[span.start : named] if token.lower_ in _NAMELESS]
    begin, stop = without_verbs(mention.doc, max(begins, default=span.start), span.end)
    begin = _behind_date(mention.doc, begin, stop)
    if longest.id_ == LEXICON and longest.end == span.end:
        begin, stop = min(begin, longest.start), span.end  # "not eating" is a name as it stands
    return Span(mention.doc, begin, stop, label=mention.label_, span_id=mention.id_)


def _behind_date(doc: Doc, start: int, end: int) -> int:
    """Returns the token with which a name begins behind a date that it opens with."""
    begin = name_start(text_of(doc), doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    while start < end - 1 and doc[start].idx < begin:
        start += 1
    return start
