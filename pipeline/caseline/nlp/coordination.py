"""Members of lists that leave out a shared word: "chest and abdominal pain", "left arm and leg"."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.ellipsis import Member, is_site, shared_front, shared_tail, sites
from caseline.nlp.ellipsis_words import Words
from caseline.nlp.layers import LEXICON, MENTIONS, NER, PARTS, PATTERN
from caseline.schema.mention import Label

_DISEASES = frozenset({Label.EVENT, Label.DISORDER})
_READ = _DISEASES | {Label.BODY_SITE}
_THINGS = _DISEASES | {Label.DRUG, Label.THERAPY}
_LAYERS = (NER, LEXICON, PATTERN)


@dataclass(frozen=True)
class Found:
    """A member of a list: its token ranges, and the mention that it was read from."""

    ranges: Member
    label: str
    source: str
    read_from: tuple[int, int]

    @property
    def start(self) -> int:
        """Its first token."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """One past its last token."""
        return self.ranges[-1][1]


@Language.factory(
    "caseline_coordination",
    requires=["doc.sents", "doc.spans"],
    assigns=["doc.spans", f"span._.{PARTS}"],
)
def make_coordination(nlp: Language, name: str) -> "Coordination":
    """Builds the component."""
    return Coordination(nlp, name)


class Coordination:
    """Adds such members to `doc.spans["mentions"]`; `span._.parts` of one holds its words' characters.

    A mention of the whole list gives way to the member that reaches as far, one of several sites to its
    members, and a bare site ("leg") to the member that completes it ("left leg").
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Found]:
        """Returns the members of the lists that leave a word out, in order of the text."""
        mentions = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ in _READ]
        if not mentions:
            return []
        words = _words(doc)
        found: dict[tuple[int, int], Found] = {}
        for mention in mentions:
            for member in _members(words, mention):
                each = Found(member, mention.label_, mention.id_, (mention.start, mention.end))
                found.setdefault((each.start, each.end), each)
        return [found[key] for key in sorted(found)]

    def annotate(self, doc: Doc, found: Sequence[Found]) -> None:
        """Writes the members in place of what they replace, and keeps the layer sorted."""
        # A time and a duration may share their words; what is read here never does.
        others = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ not in _READ]
        taken = {(span.start, span.end) for span in others}
        mentions = {
            (span.start, span.end): span for span in doc.spans.get(MENTIONS, ()) if span.label_ in _READ
        }
        for span in mentions.values():
            if span._.get(PARTS) is not None:
                span._.set(PARTS, None)
        for each in found:
            if each.label == Label.BODY_SITE:
                mentions.pop(each.ranges[-1] if len(each.ranges) > 1 else each.read_from, None)
        for each in found:
            offsets = (each.start, each.end)
            if offsets in taken or (len(each.ranges) == 1 and offsets in mentions):
                continue
            span = Span(doc, each.start, each.end, label=each.label, span_id=each.source)
            mentions[offsets] = span
            if len(each.ranges) > 1:
                span._.set(PARTS, [[doc[a].idx, doc[b - 1].idx + len(doc[b - 1])] for a, b in each.ranges])
        doc.spans[MENTIONS] = sorted(
            (*others, *mentions.values()), key=lambda span: (span.start, span.end, span.label_)
        )


def _words(doc: Doc) -> Words:
    """Returns the words of a Doc with what the finders know of them."""
    known = {(span.start, span.end) for span in doc.spans.get(LEXICON, ()) if span.label_ in _THINGS}
    ends: dict[int, int] = {}
    for layer in (*_LAYERS, MENTIONS):
        for span in doc.spans.get(layer, ()):
            if span.label_ in _DISEASES:
                ends[span.end] = min(span.start, ends.get(span.end, span.start))
    return Words(
        [token.text for token in doc],
        names_itself=lambda start, end: (start, end) in known,
        disease_to=ends.get,
    )


def _members(words: Words, mention: Span) -> list[Member]:
    """Returns the members of the list that a mention stands in, or none."""
    span = (mention.start, mention.end)
    sentence = mention.sent
    tail = shared_tail(words, span, first=sentence.start)
    if mention.label_ == Label.BODY_SITE:
        if all(is_site(words, member) for member in tail):
            return tail or sites(words, span, last=sentence.end)
        return []
    return tail or shared_front(words, span, last=sentence.end)
