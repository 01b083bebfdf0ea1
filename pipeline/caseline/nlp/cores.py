"""The names inside a wider mention: "bruising" in "bruising on her legs", "halothane" in "halothane hepatitis".

PHEE marks an effect with all that is said of it; a case has the site and the severity apart, and the drug that
an effect is named after.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import LEXICON, MENTIONS, NER, PARTS, PATTERN, add_mentions
from caseline.nlp.nesting import holders
from caseline.nlp.run_ons import drop_run_ons
from caseline.schema.mention import FoundBy, Label

_NAMED = frozenset({Label.EVENT, Label.DISORDER})
# What lies between a name and the site behind it.
_TOWARDS = frozenset("on of in over at around to throughout from across involving affecting within".split())
# Words of severity that no finder marks; words of extent ("generalized") and course ("acute") stay in a name.
_SEVERE = frozenset("intense marked massive moderate profound serious significant subtle".split())
# What a name does in a clause that a head took for a part of it.
_HAPPENING = frozenset(
    "appeared appearing began developed developing occurred occurring spread spreading started that which".split()
)
_LAYERS = (NER, LEXICON, PATTERN)
# Behind a substance these tell what somebody has to do with it, not what it did.
_NO_HARM = frozenset(
    """abuse abuser abusers addict addicted addiction addicts allergic allergies allergy dependence dependency dependent
    habit intolerance lover lovers misuse seeking use user users""".split()
)
# Behind a drug these tell how a disease or a germ bears it: "methicillin-resistant".
_NOT_ITS_DOING = frozenset(
    """dependent deficient failure insensitive intolerant naive negative positive refractory resistance resistant responsive
    sensitive sparing susceptible tolerant treated untreated unresponsive""".split()
)
# What people drink and smoke is no treatment.
_HABITS = frozenset("alcohol beer cannabis cigarette coffee ethanol marijuana nicotine tobacco wine".split())
# Words before the drug that an effect is named after: "acute severe anthracycline cardiomyopathy".
_MOST_BEFORE, _MOST_BEHIND = 2, 5


@Language.factory("caseline_cores", requires=["doc.spans"], assigns=["doc.spans"])
def make_cores(nlp: Language, name: str) -> "Cores":
    """Builds the component."""
    return Cores(nlp, name)


class Cores:
    """Adds such names to `doc.spans["mentions"]`, beside the wider mentions.

    Words of severity go from the front of a mention, a verb of happening with all behind it and a site that
    a preposition joins from its end, when a candidate ends where the name then ends. A term of a lexicon
    stays whole. The drug that an effect is named after becomes a mention where a finder knows it.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the names, in order of the text."""
        named = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ in _NAMED]
        wide = [span for span in named if len(span) > 1 and not span._.get(PARTS)]
        if not wide:
            return []
        evidence = _Evidence(doc)
        listed = {
            (span.start, span.end)
            for span, holds in zip(named, holders([(each.start, each.end) for each in named]), strict=True)
            if holds
        }
        found = []
        for mention in wide:
            if (mention.start, mention.end) in listed:
                continue
            start, end = evidence.core(mention)
            if (start, end) != (mention.start, mention.end):
                found.append(Span(doc, start, end, label=mention.label_, span_id=mention.id_))
        found += _culprits(doc, wide)
        return sorted(found)

    def annotate(self, doc: Doc, found: Sequence[Span]) -> None:
        """Adds the names that are not there yet, leaves out the clauses around them and keeps the layer sorted."""
        add_mentions(doc, found)
        drop_run_ons(doc)


class _Evidence:
    """What the finders know of a document's tokens."""

    def __init__(self, doc: Doc) -> None:
        spans = [span for layer in _LAYERS for span in doc.spans.get(layer, ())]
        self._doc = doc
        self._severe = _tokens(spans, Label.SEVERITY)
        self._sites = _tokens(spans, Label.BODY_SITE)
        self._ends = {span.end - 1 for span in spans if span.label_ in _NAMED}
        self._terms = {(span.start, span.end) for span in doc.spans.get(LEXICON, ()) if span.label_ in _NAMED}

    def core(self, mention: Span) -> tuple[int, int]:
        """Returns the tokens of the name inside a mention, all of it when nothing can go."""
        start, end = mention.start, mention.end
        if (start, end) in self._terms:
            return start, end
        while start < end - 1 and (start in self._severe or self._doc[start].lower_ in _SEVERE):
            start += 1
        while mention.start < start < end - 1 and not self._doc[start].lower_[0].isalnum():
            start += 1  # "moderate-to-severe": the rest of a word of severity, or a comma
        for place in range(start + 1, end):
            if self._doc[place].lower_ in _HAPPENING and place - 1 in self._ends:
                end = place
                break
        if end - 1 in self._sites:
            for place in range(start + 1, end - 1):
                is_site = self._doc[place].lower_ in _TOWARDS and place + 1 < end
                if is_site and place - 1 in self._ends and (start, end) not in self._terms:
                    end = place
                    break
        return (start, end) if end - 1 in self._ends else (mention.start, mention.end)


def _culprits(doc: Doc, wide: Sequence[Span]) -> list[Span]:
    """Returns the drugs that effects are named after, where no mention tells them yet."""
    told = _tokens(doc.spans.get(MENTIONS, ()), Label.DRUG) | _tokens(
        doc.spans.get(MENTIONS, ()), Label.THERAPY
    )
    known: dict[int, Span] = {}
    for layer in (NER, LEXICON):
        for span in doc.spans.get(layer, ()):
            if span.label_ == Label.DRUG:
                known[span.start] = max(known.get(span.start, span), span, key=len)
    found = {}
    for mention in wide:
        for start in range(mention.start, min(mention.start + _MOST_BEFORE + 1, mention.end)):
            drug = known.get(start)
            if drug is None:
                if not doc[start].is_alpha or doc[start].is_stop:
                    break
                continue
            if not told.intersection(range(drug.start, drug.end)) and _is_named_after(mention, drug):
                finder = FoundBy.LEXICON if drug.id_ == FoundBy.LEXICON else FoundBy.NER
                found[drug.start, drug.end] = Span(
                    doc, drug.start, drug.end, label=Label.DRUG, span_id=finder.value
                )
            break
    return list(found.values())


def _is_named_after(mention: Span, drug: Span) -> bool:
    """Says whether an effect is told right behind a drug that its mention holds."""
    rest = mention.doc[drug.end : mention.end]
    if drug.text.lower() in _HABITS:
        return False
    if not 0 < len(rest) <= _MOST_BEHIND or rest[-1].lower_ in _NO_HARM or rest[0].lower_ in _NO_HARM:
        return False
    first = rest[1] if rest[0].text in "-–/" and len(rest) > 1 else rest[0]
    return first.is_alpha and not first.is_stop and first.lower_ not in _NOT_ITS_DOING


def _tokens(spans: Sequence[Span], label: Label) -> set[int]:
    return {token for span in spans if span.label_ == label for token in range(span.start, span.end)}
