"""One network reads what part each treatment and each disease plays in the story."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.layers import CONTEXT, MENTIONS, ROLE_SCORES
from caseline.nlp.roles.features import DISEASES, TREATMENTS, features
from caseline.nlp.roles.network import Reading, RoleNetwork, Target
from caseline.nlp.tagging.component import Networked
from caseline.nlp.tagging.windows import Window, overlapping
from caseline.nlp.tagging.words import word_sentences

# `window`: most word pieces the network sees at once.
DEFAULT_CONFIG = {"window": 256}


@Language.factory(
    "caseline_roles",
    default_config=DEFAULT_CONFIG,
    requires=["doc.sents", "doc.spans", f"span._.{CONTEXT}"],
    assigns=[f"doc._.{ROLE_SCORES}"],
)
def make_role_reader(nlp: Language, name: str, window: int) -> "RoleReader":
    """Builds the component; its network comes from a trained pipeline.

    Raises:
        ConfigError: When the window is empty, or larger than what an encoder has positions for.
    """
    return RoleReader(nlp, name, window=window)


class RoleReader(Networked[RoleNetwork]):
    """Writes `doc._.role_scores`: probabilities, one list for each of `doc.spans["mentions"]`, in its order.

    Of a treatment they are those of TREATMENT_ROLES, of a disease those of DISEASE_ROLES; None for other
    mentions. It stands behind whatever adds, drops or reorders mentions, and behind the context.
    """

    def __init__(self, nlp: Language, name: str, *, window: int) -> None:
        super().__init__(name, RoleNetwork, window=window)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Reading | None]:
        """Returns what is read of each mention, in the layer's order; None for those that play no role.

        Raises:
            ConfigError: When the component has no network.
        """
        network = self.trained()
        mentions = list(doc.spans.get(MENTIONS, ()))
        pieces = [network.words(token.text) for token in doc]
        places = [place for place, each in enumerate(pieces) if each]
        targets = list(targets_of(doc, places))
        wanted = sorted({target for target in targets if target})
        if not wanted:
            return [None] * len(mentions)
        lengths = [len(pieces[place]) for place in places]
        seen = overlapping(word_sentences(doc, places), lengths, limit=self._window)
        readings = network.readings(
            [pieces[place] for place in places], features(doc)[places], _needed(seen, wanted), wanted
        )
        read = dict(zip(wanted, readings, strict=True))
        return [read[target] if target else None for target in targets]

    def annotate(self, doc: Doc, found: Sequence[Reading | None]) -> None:
        """Writes the scores."""
        doc._.set(ROLE_SCORES, [list(each) if each else None for each in found])


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


def _needed(seen: Iterable[Window], wanted: Sequence[Target]) -> list[Window]:
    """Returns the windows that read a word of a target; the targets are in order of their first word."""
    starts = [start for start, _, _ in wanted]
    reached = list(accumulate((end for _, end, _ in wanted), max, initial=0))
    return [each for each in seen if reached[bisect_left(starts, each.last)] > each.first]
