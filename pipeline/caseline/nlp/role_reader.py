"""One network reads what part each treatment and each disease plays in the story."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import CONTEXT, ENDINGS, MENTION_SCORES, MENTIONS, NER, ROLE_SCORES
from caseline.nlp.roles.features import DISEASES, TREATMENTS, features
from caseline.nlp.roles.network import Reading, RoleNetwork, Target
from caseline.nlp.roles.sight import sights
from caseline.nlp.tagging.component import Networked
from caseline.nlp.tagging.words import word_sentences
from caseline.schema.mention import Label

# `window`: most word pieces the network sees at once.
DEFAULT_CONFIG = {"window": 320}


@Language.factory(
    "caseline_roles",
    default_config=DEFAULT_CONFIG,
    requires=["doc.sents", "doc.spans", f"span._.{CONTEXT}"],
    assigns=["doc.spans", f"doc._.{ROLE_SCORES}", f"doc._.{ENDINGS}"],
)
def make_role_reader(nlp: Language, name: str, window: int) -> "RoleReader":
    """Builds the component; its network comes from a trained pipeline.

    Raises:
        ConfigError: When the window is empty, or larger than what an encoder has positions for.
    """
    return RoleReader(nlp, name, window=window)


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a Doc: the roles of each mention, None for those that play none, and spans that tell an end.

    The `label_` of these spans is an OutcomeStatus.
    """

    roles: tuple[Reading | None, ...]
    endings: tuple[Span, ...]


class RoleReader(Networked[RoleNetwork]):
    """Reads the part of each treatment and disease, and which words tell how something ended.

    Writes `doc._.role_scores`: probabilities, one list for each of `doc.spans["mentions"]`, in its order. Of a
    treatment they are those of TREATMENT_ROLES, of a disease those of DISEASE_ROLES; None for other mentions.
    Writes `doc._.endings` likewise, and adds the OUTCOME mentions that are missing. It stands behind whatever else adds,
    drops or reorders mentions, and behind the context.
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
            tuple(
                Span(doc, places[start], places[end - 1] + 1, label=status)
                for start, end, status in story.endings
            ),
        )

    def annotate(self, doc: Doc, found: Read) -> None:
        """Writes the scores and the endings, and adds mentions, each without a score of its own."""
        old = list(doc.spans.get(MENTIONS, ()))
        scores = doc._.get(MENTION_SCORES) or [None] * len(old)
        status = _statuses(old, found.endings)
        added = _missing(doc, old, found.endings)
        rows = [
            *zip(old, found.roles, scores, status, strict=True),
            *((span, None, None, its) for span, its in added),
        ]
        if added:
            rows.sort(key=lambda row: (row[0].start, row[0].end, row[0].label_))
        doc.spans[MENTIONS] = [span for span, *_ in rows]
        doc._.set(ROLE_SCORES, [list(roles) if roles else None for _, roles, _, _ in rows])
        doc._.set(ENDINGS, [its for *_, its in rows])
        if doc._.get(MENTION_SCORES) is not None:
            doc._.set(MENTION_SCORES, [score for _, _, score, _ in rows])


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
        if (each.start, each.end) not in there and taken.isdisjoint(range(each.start, each.end))
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
