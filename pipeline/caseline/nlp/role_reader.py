"""One network reads what part each treatment and each disease plays in the story, how it ended, and when things were."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.absences import cuts_absence
from caseline.nlp.layers import CONTEXT, ENDINGS, MENTION_SCORES, MENTIONS, NER, ROLE_SCORES, TIMES
from caseline.nlp.roles.features import DISEASES, TREATMENTS, features
from caseline.nlp.roles.network import Reading, RoleNetwork, Target
from caseline.nlp.roles.sight import sights
from caseline.nlp.roles.times import LENGTH, OTHER, TimeRead, tells_time
from caseline.nlp.tagging.component import Networked
from caseline.nlp.tagging.words import word_sentences
from caseline.nlp.texts import text_of
from caseline.schema.mention import Label

_TIMES = frozenset({Label.TIME.value, Label.DURATION.value})
# `window`: most word pieces the network sees at once.
DEFAULT_CONFIG = {"window": 320}


@Language.factory(
    "caseline_roles",
    default_config=DEFAULT_CONFIG,
    requires=["doc.sents", "doc.spans", f"span._.{CONTEXT}"],
    assigns=["doc.spans", f"doc._.{ROLE_SCORES}", f"doc._.{ENDINGS}", f"doc._.{TIMES}"],
)
def make_role_reader(nlp: Language, name: str, window: int) -> "RoleReader":
    """Builds the component; its network comes from a trained pipeline.

    Raises:
        ConfigError: When the window is empty, or larger than what an encoder has positions for.
    """
    return RoleReader(nlp, name, window=window)


@dataclass(frozen=True, slots=True)
class When:
    """A phrase of time, whose `label_` is its kind; what it counts from, and how likely it dates the words of each mention.

    `chances` are the probabilities of its kind and its base.
    """

    span: Span
    base: str
    chances: tuple[float, float]
    dated: tuple[tuple[Span, float], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a Doc: the roles of each mention, None for those that play none, and spans that tell an end or a time.

    The `label_` of an ending is an OutcomeStatus.
    """

    roles: tuple[Reading | None, ...]
    endings: tuple[Span, ...]
    times: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A mention as it is written: with its roles, its score, the end and the time it tells."""

    span: Span
    roles: Reading | None = None
    score: float | None = None
    ending: str | None = None
    time: When | None = None


class RoleReader(Networked[RoleNetwork]):
    """Reads the part of each treatment and disease, and which words tell how something ended.

    Writes `doc._.role_scores`: probabilities, one list for each of `doc.spans["mentions"]`, in its order. Of a
    treatment they are those of TREATMENT_ROLES, of a disease those of DISEASE_ROLES; None for other mentions.
    Writes `doc._.endings` and `doc._.times` likewise, and adds the OUTCOME, TIME and DURATION mentions that are missing.
    It stands behind whatever else adds, drops or reorders mentions, and behind the context.
    """

    def __init__(self, nlp: Language, name: str, *, window: int) -> None:
        super().__init__(name, RoleNetwork, window=window)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> Read:
        """Returns what is read of the mentions, in the layer's order, and of the words.

        Raises:
            ConfigError: When the component has no network.
        """
        network = self.trained()
        pieces = [network.words(token.text) for token in doc]
        places = [place for place, each in enumerate(pieces) if each]
        targets = list(targets_of(doc, places))
        wanted = sorted({target for target in targets if target})
        if not wanted:  # a text without a drug and a disease tells no case
            return Read((None,) * len(targets), ())
        sentences = word_sentences(doc, places)
        lengths = [len(pieces[place]) for place in places]
        story = network.story(
            [pieces[place] for place in places],
            features(doc)[places],
            sights(sentences, lengths, limit=self._window),
            wanted,
            sentences,
        )
        read = dict(zip(wanted, story.roles, strict=True))
        return Read(
            tuple(read[target] if target else None for target in targets),
            tuple(_span(doc, places, start, end, status) for start, end, status in story.endings),
            tuple(_whens(doc, places, story.times, wanted)),
        )

    def annotate(self, doc: Doc, found: Read) -> None:
        """Writes the scores, the endings and the times, and adds mentions, each without a score of its own."""
        old = list(doc.spans.get(MENTIONS, ()))
        scores = doc._.get(MENTION_SCORES) or [None] * len(old)
        status = _statuses(old, found.endings)
        times = _times_of(old, found.times)
        rows = [_Row(*each) for each in zip(old, found.roles, scores, status, times, strict=True)]
        added = [
            *(_Row(span, ending=its) for span, its in _missing(doc, old, found.endings)),
            *(_Row(span, time=its) for span, its in _untold(doc, old, found)),
        ]
        if added:
            rows = sorted([*rows, *added], key=lambda row: (row.span.start, row.span.end, row.span.label_))
        doc.spans[MENTIONS] = [row.span for row in rows]
        doc._.set(ROLE_SCORES, [list(row.roles) if row.roles else None for row in rows])
        doc._.set(ENDINGS, [row.ending for row in rows])
        doc._.set(TIMES, [row.time and _plain(row.time) for row in rows])
        if doc._.get(MENTION_SCORES) is not None:
            doc._.set(MENTION_SCORES, [row.score for row in rows])


def _plain(when: When) -> list[Any]:
    dated = [[span.start_char, span.end_char, chance] for span, chance in when.dated]
    return [when.span.label_, when.base, list(when.chances), dated]


def _whens(
    doc: Doc, places: Sequence[int], times: Sequence[TimeRead], wanted: Sequence[Target]
) -> Iterator[When]:
    """Yields the phrases of time with the mentions that they date."""
    for time in times:
        span = _span(doc, places, time.start, time.end, time.kind)
        dated = [(_span(doc, places, *wanted[each][:2]), chance) for each, chance in time.dated]
        yield When(span, time.base, time.chances, tuple(dated))


def _span(doc: Doc, places: Sequence[int], start: int, end: int, label: str = "") -> Span:
    """Returns the characters of some words."""
    return Span(doc, places[start], places[end - 1] + 1, label=label)


def _times_of(mentions: Sequence[Span], times: Sequence[When]) -> list[When | None]:
    """Returns what is read of each TIME and DURATION; of several in one phrase the one with most of its words tells it.

    Of two with as many words the one counts whose label goes with the kind, then the first.
    """
    phrases = {
        token: place for place, each in enumerate(times) for token in range(each.span.start, each.span.end)
    }
    best: dict[int, tuple[int, bool, int]] = {}
    for index, span in enumerate(mentions):
        if span.label_ not in _TIMES:
            continue
        inside = Counter(phrases[token] for token in range(span.start, span.end) if token in phrases)
        for place, words in inside.items():
            fits = (span.label_ == Label.DURATION) is (times[place].span.label_ == LENGTH)
            best[place] = max(best.get(place, (0, False, 0)), (words, fits, -index))
    told = {-index: times[place] for place, (_, _, index) in best.items()}
    return [told.get(index) for index in range(len(mentions))]


def _untold(doc: Doc, mentions: Sequence[Span], found: Read) -> list[tuple[Span, When]]:
    """Returns the phrases of time that no TIME or DURATION tells yet, as mentions of their own.

    An age dates what it is told of, and stays an age. "After starting kava" dates too, but tells no time.
    """
    taken = {
        token
        for span in mentions
        if span.label_ in _TIMES or span.label_ == Label.AGE
        for token in range(span.start, span.end)
    }
    there = {(span.start, span.end) for span in (*mentions, *found.endings)}
    return [
        (Span(doc, when.span.start, when.span.end, label=label.value, span_id=NER), when)
        for when in found.times
        for label in [Label.DURATION if when.span.label_ == LENGTH else Label.TIME]
        if when.span.label_ != OTHER
        and tells_time(when.span.text)
        and (when.span.start, when.span.end) not in there
        and taken.isdisjoint(range(when.span.start, when.span.end))
    ]


def _statuses(mentions: Sequence[Span], endings: Sequence[Span]) -> list[str | None]:
    """Returns what the endings that overlap an OUTCOME say it tells."""
    told = {token: each.label_ for each in endings for token in range(each.start, each.end)}
    return [
        next((told[token] for token in range(span.start, span.end) if token in told), None)
        if span.label_ == Label.OUTCOME
        else None
        for span in mentions
    ]


def _missing(doc: Doc, mentions: Sequence[Span], endings: Sequence[Span]) -> list[tuple[Span, str]]:
    """Returns the endings that no OUTCOME tells yet, as mentions of their own, with their status."""
    taken = {
        token for span in mentions if span.label_ == Label.OUTCOME for token in range(span.start, span.end)
    }
    there = {(span.start, span.end) for span in mentions}
    return [
        (Span(doc, each.start, each.end, label=Label.OUTCOME.value, span_id=NER), each.label_)
        for each in endings
        if (each.start, each.end) not in there
        and taken.isdisjoint(range(each.start, each.end))
        and not cuts_absence(Label.OUTCOME, text_of(doc), each.start_char, each.end_char)
    ]


def targets_of(doc: Doc, places: Sequence[int]) -> Iterable[Target | None]:
    """Yields for each mention the words that are read for it, None when it plays no role.

    Args:
        doc: A text with its mentions.
        places: Its tokens that are words.
    """
    for span in doc.spans.get(MENTIONS, ()):
        start, end = bisect_left(places, span.start), bisect_left(places, span.end)
        if span.label_ in TREATMENTS | DISEASES and end > start:
            yield start, end, span.label_ in TREATMENTS
        else:
            yield None
