"""Negation, doubt, history, family and hypothesis around mentions, by medspaCy's ConText with our rules."""

import json
import warnings
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import CONTEXT, MENTIONS

with warnings.catch_warnings():  # medspaCy silences all warnings of the process at import
    from medspacy.context import ConText, ConTextRule

CATEGORIES = frozenset(
    {"NEGATED", "UNCERTAIN", "HISTORICAL", "HYPOTHETICAL", "FAMILY", "RULED_OUT", "GENERAL"}
)
DEFAULT_CONFIG = {"rules": "context.json"}
_TARGETS = "context_targets"


@Language.factory(
    "caseline_context",
    default_config=DEFAULT_CONFIG,
    requires=["doc.sents", "doc.spans"],
    assigns=[f"span._.{CONTEXT}"],
)
def make_context(nlp: Language, name: str, rules: str) -> "Context":
    """Builds the component; `rules` names a JSON file in the package's lexicons.

    Raises:
        ConfigError: When a rule's category is none of CATEGORIES.
    """
    return Context(nlp, name, rules=rules)


class Context:
    """Writes `span._.context` of each mention.

    ConText runs on the sentences that hold mentions only, each as a Doc of its own: its scopes end
    with the sentence, and its cost grows with the square of the modifiers it sees at once.

    Source: Harkema et al. 2009 (ConText), as implemented in medspacy.context.
    """

    def __init__(self, nlp: Language, name: str, *, rules: str) -> None:
        self.name = name
        data = json.loads(files("caseline.nlp.lexicons").joinpath(rules).read_text("utf-8"))
        unknown = {rule["category"] for rule in data["context_rules"]} - CATEGORIES - {"TERMINATE", "PSEUDO"}
        if unknown:
            msg = f"{rules}: categories {sorted(unknown)}; the categories are {sorted(CATEGORIES)}"
            raise ConfigError(msg)
        self._context = ConText(
            nlp, rules=None, span_attrs=None, input_span_type="group", span_group_name=_TARGETS
        )
        self._context.add([ConTextRule.from_dict(rule) for rule in data["context_rules"]])

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> dict[int, list[str]]:
        """Returns the sorted categories of each mention that has any, by its place in the layer."""
        by_sentence: dict[int, list[int]] = defaultdict(list)
        mentions = list(doc.spans.get(MENTIONS, ()))
        for place, mention in enumerate(mentions):
            by_sentence[mention.sent.start].append(place)
        found: dict[int, list[str]] = {}
        for start, places in by_sentence.items():
            sentence = mentions[places[0]].sent
            part = _alone(sentence)
            part.spans[_TARGETS] = [
                Span(
                    part,
                    mentions[place].start - start,
                    min(mentions[place].end - start, len(part)),
                    label=mentions[place].label_,
                    span_id=str(place),
                )
                for place in places
            ]
            self._context(part)
            categories: dict[int, set[str]] = defaultdict(set)
            for target, modifier in part._.context_graph.edges:
                categories[int(target.id_)].add(modifier.category)
            found |= {place: sorted(names) for place, names in categories.items()}
        return found

    def annotate(self, doc: Doc, found: Mapping[int, list[str]]) -> None:
        """Writes the categories; mentions without any get an empty list."""
        for place, mention in enumerate(doc.spans.get(MENTIONS, ())):
            mention._.set(CONTEXT, found.get(place, []))


def _alone(sentence: Span) -> Doc:
    """Returns a sentence as a Doc of its own; `Span.as_doc` would copy the whole Doc's array each time."""
    return Doc(
        sentence.vocab,
        words=[token.text for token in sentence],
        spaces=[bool(token.whitespace_) for token in sentence],
        sent_starts=[token.i == sentence.start for token in sentence],
    )
