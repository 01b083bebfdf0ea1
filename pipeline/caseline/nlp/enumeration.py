"""What the wording alone says is an effect or a cause: "side effects such as A, B and C", "couldn't lift my arm".

A trained model marks the diseases of such a list and passes over what is none ("dry air"); the list
itself says that every item belongs. What people could not do any more is told in words of every day.
"""

import re
from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.absences import find_absences
from caseline.nlp.complaints import find_complaints
from caseline.nlp.forms import reported, whole_items
from caseline.nlp.layers import PATTERN, replace_source
from caseline.nlp.patterns.base import lower
from caseline.nlp.results import find_results
from caseline.nlp.sentences import sentence_bounds
from caseline.nlp.texts import text_of
from caseline.schema.mention import Label

SOURCE = "enumeration"
_LONGEST_ITEM = 7  # words
_CAUSES = (
    r"causes|reasons|a?etiologies|triggers|risk[ ]factors|diagnoses|conditions|possibilities|explanations"
)

_CUE = re.compile(
    rf"""
    \b(?: side[ ]effects? | (?:adverse|toxic|untoward|undesirable)[ ](?:drug[ ])?(?:effects?|events?|reactions?)
      | complications | toxicities | symptoms | manifestations | reactions
      | (?P<cause>{_CAUSES}) )
    \b [^.;:()]{{0,70}}?
    (?: ,?[ ] (?:such[ ]as | including | namely | like | for[ ]example,?) | [ ]includ(?:e|es|ed)(?:[ ]the[ ]following)?:? )
    [ ]
    """,
    re.VERBOSE,
)
# What somebody could not do: "couldn't close her left eye", "unable to make a fist".
_LIMB = r"""
    (?: [ ](?:(?:on | in | with)[ ])?(?:(?:my | his | her | their | the)[ ])?(?:(?:right | left | both | upper | lower | own)[ ])?
        (?:arms? | legs? | hands? | feet | foot | fingers? | toes? | eyes? | eyelids? | head | neck | mouth | jaw | shoulders? |
           knees? | body | ankles? | wrists? | face)\b )
"""
_INABILITY = re.compile(
    rf"""
    \b(?: could(?:n['’]?t | [ ]not | [ ]hardly | [ ]barely | [ ]no[ ]longer) | can(?:['’]?t | not | [ ]hardly | [ ]barely | [ ]no[ ]longer)
      | unable[ ]to | not[ ](?:be[ ])?able[ ]to | (?:was | is | were)n['’]?t[ ]able[ ]to )
    [ ](?:(?:even | fully | really | properly)[ ])?
    (?: (?:walk | stand | swallow | breathe | speak | talk | sit | urinate | chew | smile | blink | crawl | climb[ ]stairs | bear[ ]weight |
           concentrate | think[ ]straight | focus(?![ ]the\b) | get[ ]warm | reach[ ](?:overhead | behind | up) | fall[ ]asleep | sleep |
           make[ ]a[ ]fist | put[ ]weight | get[ ]out[ ]of[ ]bed | get[ ]up | stay[ ]awake | keep[ ](?:anything | food)[ ]down)\b
        (?: {_LIMB} | [ ](?:up | straight | unaided | unassisted)\b | [ ]without[ ](?:help | assistance | support)\b )?
      | (?:move | lift | raise | close | shut | open | see | hear | feel | hold | grip | use | bend | turn)\b
        (?: {_LIMB} | (?=[ ]?(?:[.,;]|\Z)|[ ](?:and | or | at[ ]all | well)\b) ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABLE = re.compile(r"could|can|able", re.IGNORECASE)
# One of them stands in every cue.
_LINKS = ("such as", "includ", "namely", "like", "for example")
_END = re.compile(
    r"[.;:()\[\]]|\b(?:which|that|who|was|were|is|are|had|has|have|but|however|following|after|during|due|because|when|before)\b"
)
_OXFORD = re.compile(r",\s+(?:and|or)\s")
_COMMAS = re.compile(r"\s*,\s+(?:(?:and|or)\s+)?")
_ANY = re.compile(r"\s*,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_LEADING = re.compile(r"(?:the|a|an|also|both|either|even|possible|other)\s+", re.IGNORECASE)
_NO_ITEM = re.compile(r"(?:more|others?|so on|etc|many others|among others|\W*)\Z", re.IGNORECASE)


@Language.factory("caseline_enumerations", requires=["doc.sents"], assigns=["doc.spans"])
def make_enumerations(nlp: Language, name: str) -> "Enumerations":
    """Builds the component."""
    return Enumerations(nlp, name)


class Enumerations:
    """Adds the items of such lists to `doc.spans["pattern"]` as candidates: effects as EVENT, causes as DISORDER."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the items that lie on token boundaries."""
        found = []
        text = text_of(doc)
        for sentence in sentence_bounds(doc):
            offset = sentence.start_char
            told = text[offset : sentence.end_char]
            signs = (
                (*sign, False) for sign in (*find_complaints(told), *find_results(told), *find_absences(told))
            )
            for start, end, causes in (*find_items(told), *find_inabilities(told), *signs):
                label = Label.DISORDER if causes else Label.EVENT
                span = doc.char_span(offset + start, offset + end, label=label.value, span_id=SOURCE)
                if span is not None:
                    found.append(span)
        stated = (*((term.start, term.end) for term in reported(text)), *whole_items(text))
        terms = [doc.char_span(*bounds, label=Label.EVENT.value, span_id=SOURCE) for bounds in stated]
        return [*found, *(span for span in terms if span is not None)]

    def annotate(self, doc: Doc, found: Sequence[Span]) -> None:
        """Replaces what an earlier run added and keeps the layer sorted."""
        replace_source(doc, PATTERN, SOURCE, found)


def find_items(sentence: str) -> list[tuple[int, int, bool]]:
    """Returns the half-open character offsets of the items of each such list in a sentence.

    The third part of an item says whether the list names causes, rather than effects.
    """
    items: list[tuple[int, int, bool]] = []
    lowered = lower(sentence)
    if not any(link in lowered for link in _LINKS):
        return items
    for cue in _CUE.finditer(lowered):
        border = _END.search(sentence, cue.end())
        end = border.start() if border else len(sentence)
        causes = cue["cause"] is not None
        items.extend((begin, stop, causes) for begin, stop in _split(sentence, cue.end(), end))
    return items


def find_inabilities(sentence: str) -> list[tuple[int, int, bool]]:
    """Returns what a sentence says that somebody could not do, as `find_items` returns items."""
    if _ABLE.search(sentence) is None:
        return []
    return [(*match.span(), False) for match in _INABILITY.finditer(sentence)]


def _split(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yields the items of one list; where a comma stands before its last "and", only commas divide it."""
    listed = text[start:end]
    divider = _COMMAS if _OXFORD.search(listed) else _ANY
    begin = start
    borders = [(match.start() + start, match.end() + start) for match in divider.finditer(listed)]
    for left, right in [*borders, (end, end)]:
        item = _item(text, begin, left)
        if item:
            yield item
        begin = right


def _item(text: str, start: int, end: int) -> tuple[int, int] | None:
    while leading := _LEADING.match(text, start, end):
        start = leading.end()
    while end > start and not text[end - 1].isalnum():
        end -= 1
    words = text[start:end]
    if start >= end or _NO_ITEM.match(words) or len(words.split()) > _LONGEST_ITEM:
        return None
    return start, end
