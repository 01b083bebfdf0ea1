"""One rule for three finders: which of the overlapping candidate spans become mentions."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp import dated_names, enumeration, forms, notes, populations
from caseline.nlp.layers import LEXICON, MENTIONS, NER, PATTERN
from caseline.nlp.mislabels import Named, diagnosed, measured_names
from caseline.nlp.plausible import (
    value_tokens,
    without_measured,
    without_organisms,
    without_other_ages,
    without_parity,
    without_untied,
)
from caseline.nlp.procedures import agreed_therapies, without_no_therapies, without_routes
from caseline.nlp.texts import text_of
from caseline.schema.mention import FoundBy, Label

# Mentions of one group never overlap; those of different groups may, as a dose ordinal lies inside
# the time that counts from it.
GROUPS: tuple[frozenset[Label], ...] = (
    frozenset({Label.DRUG, Label.EVENT, Label.DISORDER, Label.THERAPY}),
    frozenset({Label.AGE}),
    frozenset({Label.SEX}),
    frozenset({Label.ETHNICITY}),
    frozenset({Label.DOSE, Label.ROUTE, Label.FREQUENCY}),
    frozenset({Label.DOSE_ORDINAL}),
    frozenset({Label.TIME, Label.DURATION}),
    frozenset({Label.BODY_SITE}),
    frozenset({Label.SEVERITY}),
    frozenset({Label.OUTCOME}),
    frozenset({Label.CAUSALITY}),
    frozenset({Label.POPULATION}),
    frozenset({Label.FINDING}),
    frozenset({Label.SERIOUSNESS}),
)
# Of two labels for the same characters, the one whose wording leaves less doubt.
_PRECEDENCE = {
    label.value: place
    for place, label in enumerate(
        sorted(
            Label,
            key=lambda label: (
                label in GROUPS[0],
                label in {Label.BODY_SITE, Label.DOSE},
                list(Label).index(label),
            ),
        )
    )
}
_GROUP_OF = {label.value: group for group, labels in enumerate(GROUPS) for label in labels}
# Labels that support each other: two finders may call one disease an event and a disorder.
_DISEASES = frozenset({Label.EVENT, Label.DISORDER})
_KINDS = (_DISEASES, frozenset({Label.DRUG, Label.THERAPY}))
_KIND_OF = {
    label.value: next((place for place, kind in enumerate(_KINDS) if label in kind), len(_KINDS) + place)
    for place, label in enumerate(Label)
}
# Words can be the time elapsed and how long a treatment took: "after three weeks of treatment".
_TWINS = frozenset({Label.TIME, Label.DURATION})
_GIVEN = re.compile(r"\s+(?:of|on|into)\b", re.IGNORECASE)
_PRONOUNS = frozenset("he him his himself she her hers herself".split())
_TRIMMED = frozenset({Label.EVENT, Label.DISORDER, Label.DRUG, Label.THERAPY})
_LEADING = frozenset(
    """
    a an the his her its their my our developed experienced lived suffered had has having was were
    became with presented noticed felt no further any without not died of from due to by after following even also
    only some another such as wake woke waking up i he she they we so but well accompanying accompanied consisting
    showed showing revealed revealing includes including included
    """.split()
)
_TRAILING = frozenset(
    """
    subsided resolved disappeared recurred persisted improved occurred developed was were had which
    that who and or with , . ; (
    """.split()
)
# The form of a medicine is no part of its name.
_FORMS = frozenset(
    """
    syrup tablet tablets capsule capsules pill pills drops cream ointment gel suppository suppositories enema enemas
    spray inhaler patch patches lozenges suspension
    """.split()
)
# Words that stand in what a note puts behind a name.
_TAILS = frozenset(
    "x × s w post approx lasting immediately suddenly shortly promptly after afterward afterwards away then".split()
)
# A letter or figure in brackets behind a name points at a picture: "left arm (A)".
_MARK = re.compile(r"\s*\((?:[A-Za-z]|\d{1,2}|[Ff]ig[^)]*|arrows?)\)\Z")
_MARKED = _TRIMMED | {Label.BODY_SITE}
# What a term of a form is not cut into: "HYPOAESTHESIA ORAL" tells no route.
_CUT = GROUPS[0] | {Label.ROUTE, Label.DOSE, Label.FREQUENCY, Label.BODY_SITE, Label.SEVERITY}
_LAYERS = (NER, LEXICON, PATTERN)
_WHOLE = frozenset({LEXICON, enumeration.SOURCE})
# Sources that are no model's corpus, by the kind of finder that a record names.
_FINDERS = {
    LEXICON: FoundBy.LEXICON,
    PATTERN: FoundBy.PATTERN,
    enumeration.SOURCE: FoundBy.PATTERN,
    populations.SOURCE: FoundBy.PATTERN,
}

# For each label the sources that may give it, the most trusted first. A source is what a span's
# `id_` says: the corpus of a model, or one of _FINDERS.
# `alone`: for each label the sources whose candidates count by themselves; any other candidate of that
# label needs one of another source over it. Labels not named there trust every source.
DEFAULT_CONFIG = {
    "order": {label.value: ["phee", "pattern", "lexicon", "maccrobat", "bc5cdr"] for label in Label},
    "alone": {},
}


@Language.factory(
    "caseline_merge", default_config=DEFAULT_CONFIG, requires=["doc.spans"], assigns=["doc.spans"]
)
def make_merge(
    nlp: Language,
    name: str,
    order: dict[str, list[str]],
    alone: dict[str, list[str]],
) -> "Merge":
    """Builds the component.

    Raises:
        ConfigError: When `order` or `alone` names a label that the record does not have.
    """
    return Merge(nlp, name, order=order, alone=alone)


class Candidate(NamedTuple):
    """A span of a finder, in tokens; its fields are read many times, and those of a Span are slow to read.

    Candidates of one `kind` support each other.
    """

    start: int
    end: int
    label: str
    source: str
    code: str
    kind: int

    @property
    def tokens(self) -> range:
        """The tokens that it covers."""
        return range(self.start, self.end)


class _Told:
    """A document as plain values; those of its tokens are slow to read again and again."""

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        self.words = [token.lower_ for token in doc]
        self.starts = [token.idx for token in doc]
        self.ends = [token.idx + len(token) for token in doc]

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Returns the characters that tokens cover."""
        return self.starts[start], self.ends[end - 1]


class Merge:
    """Writes `doc.spans["mentions"]` from the finders' layers.

    A candidate counts when its source may stand alone, or another source has one of its kind over it,
    unless it is a part of a term that a lexicon or a list knows as a whole.
    Those that count are taken in this order: the source's place in the label's list, the longer first,
    the earlier first. A candidate that overlaps a taken one of its group, or repeats a taken one's
    offsets, is left. What one source calls a time and a duration at once is both. A pronoun tells a sex only
    in a text where no other word does, and then the first.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        *,
        order: dict[str, list[str]],
        alone: dict[str, list[str]],
    ) -> None:
        unknown = sorted((set(order) | set(alone)) - set(Label))
        if unknown:
            msg = f"{name} names {', '.join(unknown)}; the labels are {', '.join(Label)}"
            raise ConfigError(msg)
        self.name = name
        self._alone = {label: frozenset(sources) for label, sources in alone.items()}
        self._rank = {
            (label, source): rank for label, sources in order.items() for rank, source in enumerate(sources)
        }

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the mentions, sorted by start and end; `id_` says which kind of finder gave them."""
        told = _Told(doc)
        text, words = told.text, told.words
        spans = chain.from_iterable(doc.spans.get(layer, ()) for layer in _LAYERS)
        trimmed = (_trimmed(span, told) for span in spans)
        candidates = _without_mislabels([each for each in trimmed if each is not None], told)
        candidates = _without_criteria(_beside_forms(candidates, told), told)
        ranked = self._supported(candidates, told)
        ranked = _without_pronouns(_known_whole(ranked), words)
        ranked = [candidate for candidate in ranked if (candidate.label, candidate.source) in self._rank]
        ranked = without_parity(without_organisms(without_measured(ranked, words), words), words)
        ranked = without_other_ages(ranked, words)
        ranked = without_routes(without_no_therapies(ranked, words))
        ranked.sort(key=self._order)
        taken = [bytearray(len(doc)) for _ in GROUPS]
        offsets: set[tuple[int, int]] = set()
        kept = []
        for candidate in ranked:
            start, end = candidate.start, candidate.end
            covered = taken[_GROUP_OF[candidate.label]]
            if (start, end) in offsets or any(covered[start:end]):
                continue
            covered[start:end] = b"\1" * (end - start)
            offsets.add((start, end))
            kept.append(candidate)
        kept = without_untied(kept + _twins(kept, ranked, doc, text), words)
        kept.sort(key=lambda each: (each.start, each.end, each.label))
        return [_mention(doc, candidate) for candidate in kept]

    def annotate(self, doc: Doc, found: Iterable[Span]) -> None:
        """Writes the layer of mentions."""
        doc.spans[MENTIONS] = list(found)

    def _supported(self, candidates: Sequence[Candidate], told: _Told) -> list[Candidate]:
        """Returns the candidates that count: of a trusted source, or with a second source over them.

        A sign or disease that holds the value of a measurement counts with a second source only: a value in numbers is a
        finding. A lexicon's term counts whose concept counts elsewhere in the text, or that stands as notes name
        things; and a pattern where nothing else of its label counts.
        """
        over: dict[tuple[int, int], set[str]] = {}
        for each in candidates:
            for token in each.tokens:
                over.setdefault((each.kind, token), set()).add(each.source)
        values = value_tokens(candidates, told.words)

        def is_value(each: Candidate) -> bool:
            return each.label in _DISEASES and not values.isdisjoint(each.tokens)

        counts = [
            (each.source in self._alone.get(each.label, (each.source,)) and not is_value(each))
            or any(len(over[each.kind, token]) > 1 for token in each.tokens)
            for each in candidates
        ]
        sure = [each for each, is_sure in zip(candidates, counts, strict=True) if is_sure]
        labels = {each.label for each in sure}
        known = {(each.label, each.code) for each in sure if each.source == LEXICON and each.code}
        return [
            each
            for each, is_sure in zip(candidates, counts, strict=True)
            if is_sure
            or (
                each.source == LEXICON
                and (
                    (each.label, each.code) in known
                    or notes.is_told(each.label, told.text, *told.chars(each.start, each.end))
                )
            )
            or (each.source == PATTERN and each.label not in labels)
        ]

    def _order(self, candidate: Candidate) -> tuple[int, int, int, int]:
        start, end, label, source, _, _ = candidate
        return self._rank[label, source], start - end, start, _PRECEDENCE[label]


def _without_mislabels(candidates: Sequence[Candidate], told: _Told) -> list[Candidate]:
    """Returns candidates with diagnoses in short as diseases, and without drugs that were only measured."""
    named = [
        Named(each.label, each.source, first, told.text[first:last])
        for each in candidates
        for first, last in (told.chars(each.start, each.end),)
    ]
    diseases, measured = diagnosed(named, told.text), measured_names(named)
    disease = Label.DISORDER.value
    return [
        each._replace(label=disease, kind=_KIND_OF[disease])
        if name.name in diseases and each.label == Label.DRUG
        else each
        for each, name in zip(candidates, named, strict=True)
        if each.label != Label.DRUG or name.name.lower() not in measured
    ]


def _beside_forms(candidates: Sequence[Candidate], told: _Told) -> list[Candidate]:
    """Leaves out names that cut a term of a form or run over an item of its list, and what it says of seriousness."""
    terms, items = forms.reported(told.text), forms.opening(told.text)
    if not terms and not items:
        return list(candidates)
    spans = [(term.start, term.end) for term in terms]
    asides = [term.serious for term in terms if term.serious is not None]

    def is_cut(each: Candidate) -> bool:
        if each.label not in _CUT:
            return False
        start, end = told.chars(each.start, each.end)
        if any(start < last < end for _, last in items) or (
            each.label in _DISEASES and forms.is_handling(told.text, start, end)
        ):
            return True
        return (start, end) not in spans and any(
            first < end and start < last for first, last in [*spans, *asides]
        )

    return [each for each in candidates if not is_cut(each)]


def _without_criteria(candidates: Sequence[Candidate], told: _Told) -> list[Candidate]:
    """Leaves out diseases that hold a criterion of seriousness: "serious for disability" ails nobody."""
    criteria = {
        token
        for each in candidates
        if each.label == Label.SERIOUSNESS and told.words[each.start].startswith("disab")
        for token in each.tokens
    }
    return [each for each in candidates if each.label not in _DISEASES or criteria.isdisjoint(each.tokens)]


def _known_whole(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leaves out what lies inside a longer lexicon term, or item of a list, of its kind.

    So it does with what a lexicon knows, character for character, as something of another kind, and with
    events in a list of causes.
    """
    whole = [each for each in candidates if each.source in _WHOLE]
    causes = {
        token
        for each in whole
        if each.source == enumeration.SOURCE and each.label == Label.DISORDER
        for token in each.tokens
    }
    known = {(each.start, each.end): each.kind for each in whole if each.source == LEXICON}
    therapies = agreed_therapies(candidates)
    terms = {(each.kind, token): (each.start, each.end) for each in whole for token in each.tokens}

    def is_part(each: Candidate) -> bool:
        own = (each.start, each.end)
        start, end = terms.get((each.kind, each.start), own)
        is_other = known.get(own, each.kind) != each.kind or (each.label == Label.DRUG and own in therapies)
        return is_other or (start <= each.start and each.end <= end and end - start > each.end - each.start)

    def is_cause(each: Candidate) -> bool:
        return each.label == Label.EVENT and not causes.isdisjoint(each.tokens)

    return [
        each for each in candidates if not is_cause(each) and (each.source in _WHOLE or not is_part(each))
    ]


def _twins(
    kept: Sequence[Candidate], candidates: Sequence[Candidate], doc: Doc, text: str
) -> list[Candidate]:
    """Returns times and durations to set beside those kept, where one source calls the same words both."""
    named: dict[tuple[int, int, str], set[str]] = {}
    for each in candidates:
        if each.label in _TWINS:
            named.setdefault((each.start, each.end, each.source), set()).add(each.label)
    both = {
        token for (start, end, _), labels in named.items() if labels == _TWINS for token in range(start, end)
    }
    return [
        each._replace(label=label.value, code="", kind=_KIND_OF[label.value])
        for each in kept
        if each.label in _TWINS
        and not both.isdisjoint(each.tokens)
        and _GIVEN.match(text, doc[each.start : each.end].end_char) is not None
        for label in _TWINS - {Label(each.label)}
    ]


def _without_pronouns(candidates: Sequence[Candidate], words: Sequence[str]) -> list[Candidate]:
    """Leaves out pronouns that tell a sex, but for the first of a text where no other word does."""

    def is_pronoun(each: Candidate) -> bool:
        is_word = each.end - each.start == 1 and words[each.start] in _PRONOUNS
        return is_word and each.label == Label.SEX

    pronouns = sorted(filter(is_pronoun, candidates), key=lambda each: each.start)
    others = any(each.label == Label.SEX and not is_pronoun(each) for each in candidates)
    needed = pronouns[0] if pronouns and not others else None
    return [each for each in candidates if not is_pronoun(each) or each == needed]


def without_verbs(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Returns the tokens of a name without articles and verbs before, and verbs of ending behind."""
    return _without_verbs([token.lower_ for token in doc[start:end]], 0, end - start, shift=start)


def _without_verbs(words: Sequence[str], start: int, end: int, *, shift: int = 0) -> tuple[int, int]:
    while end - start > 1 and words[start] in _LEADING:
        start += 1
    while end - start > 1 and words[end - 1] in _TRAILING:
        end -= 1
    return start + shift, end + shift


def _trimmed(span: Span, told: _Told) -> Candidate | None:
    """Returns the span without what is no part of its name, or None when nothing is left or it is no name."""
    words = told.words
    start, end, label, source = span.start, span.end, span.label_, span.id_
    if label in _MARKED and words[end - 1] == ")" and (mark := _MARK.search(span.text)):
        end = start + len(
            span.doc.char_span(span.start_char, span.start_char + mark.start(), alignment_mode="expand") or ()
        )
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    if label in _TRIMMED and source not in _WHOLE and start < end:
        start, end = _without_verbs(words, *_without_note(told, start, end))
        start = _without_date(told, start, end)
    if label == Label.BODY_SITE and end - start == 1 and len(words[start]) == 1:
        return None  # a letter of a picture
    while label == Label.DRUG and source != LEXICON and end - start > 1 and words[end - 1] in _FORMS:
        end -= 1
    if start == end:
        return None
    # "PT 2x/wk" is no patient.
    is_trained = label == Label.THERAPY and source == PATTERN and words[start:end] == ["pt"]
    if not is_trained and notes.is_no_name(label, told.text, *told.chars(start, end)):
        return None
    return Candidate(start, end, label, source, span.kb_id_, _KIND_OF[label])


def _without_date(told: _Told, start: int, end: int) -> int:
    begin = dated_names.name_start(told.text, *told.chars(start, end))
    while start < end - 1 and told.starts[start] < begin:
        start += 1
    return start


def _without_note(told: _Told, start: int, end: int) -> tuple[int, int]:
    """Returns the tokens of a name without the words of a note around it: "pt c/o", "x 3 days"."""
    words = told.words
    if end - start < 2 or not (notes.may_have_lead(words[start]) or not _TAILS.isdisjoint(words[start:end])):
        return start, end
    begin, stop = notes.name_of(told.text, *told.chars(start, end))
    while start < end - 1 and told.starts[start] < begin:
        start += 1
    while end - 1 > start and told.starts[end - 1] >= stop:
        end -= 1
    return start, end


def _mention(doc: Doc, candidate: Candidate) -> Span:
    start, end, label, source, code, _ = candidate
    return Span(doc, start, end, label=label, kb_id=code, span_id=_FINDERS.get(source, FoundBy.NER).value)
