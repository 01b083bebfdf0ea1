"""Negation, doubt, history, family and hypothesis around mentions, by medspaCy's ConText with our rules."""

import json
import re
import warnings
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import CONTEXT, MENTIONS
from caseline.nlp.sentences import Bounds, sentence_bounds

if TYPE_CHECKING:
    from medspacy.context import ConText
    from medspacy.context.context_modifier import ConTextModifier

CATEGORIES = frozenset(
    {"NEGATED", "UNCERTAIN", "HISTORICAL", "HYPOTHETICAL", "FAMILY", "RULED_OUT", "GENERAL"}
)
DEFAULT_CONFIG = {"rules": "context.json"}
_TARGETS = "context_targets"
_ENDS = frozenset({"TERMINATE", "PSEUDO", "BREAK"})  # categories that only end or forbid a scope
# Categories whose scopes a new clause ends; doubt goes on, as in "possibly due to it", but for what is given: "she declined
# a vaccine but accepted another".
_TOLD_OF = frozenset({"NEGATED", "RULED_OUT", "FAMILY"})
_ILL = frozenset({"EVENT", "DISORDER"})
_GIVEN = frozenset({"DRUG", "THERAPY"})
# What a clause turns to: "…, supporting the diagnosis of X" is not denied, nor is X in "used no drops, and took X" and
# "a man without lung disease came with X"; in "whose mother has asthma, had taken" the patient takes, and what "his
# wife had noticed" was his.
_HAPPENED = r"""(?:took|takes|gave|had|has|was|were|is|began|became|went|came|fell|rose|felt|received|underwent|complained|presented|remained|continued
    |required|recovered|improved|responded|appeared|stopped|started|used|recurred|returned|disappeared|vanished|persisted|died|arrived
    |woke|vomited|collapsed|lost)\b(?!\s+(?:\w+\s+)?(?:no|not|never|neither|nor|without)\b)"""
_TURNS = {
    "NEGATED": re.compile(
        rf""",\s+(?:(?:thus|thereby|which|and|all|findings?)\s+)*(?:support|suggest|indicat|confirm|consistent\s+with|compatible\s+with|in\s+keeping\s+with|leading\s+to|establish)
          | \A(?!\s*(?:neither|nor)\b)[^.]*?(?:[,;]|\band)\s+(?:(?:and|but|then)\s+)?(?:(?:only|also|later|then|\w+ly)\s+)?{_HAPPENED}
          | \A(?![^:]*\b(?:following|of|for)\b)\s*(?:\w+\s+){{0,3}}?\w*(?:[^s\W]|[iou]s)\s?:\s*\Z
          | \A\s*without\s+(?!having|being|that)[^,;.]*?\s(?:was|were|is|came|developed|received|underwent|took|began|became|had|presented)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "FAMILY": re.compile(
        r"""\b(?:has|have|had|with|of|died|suffer\w*)\b[^,]*,\s+(?:had|was|presented|developed|received|has\s+been|is)\b
          | \b(?:has|have|had)\s+(?:(?:also|first|already|recently|repeatedly|only|herself|himself)\s+)?(?:noted|noticed|observed|seen|found|reported|remarked
              |described|mentioned|told|watched|heard|filmed|thought|believed|feared|bought|brought|called|administered|fed|applied|rubbed|put|given(?!\s+birth))\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
# "Neither vitamin K nor plasma made any difference": given in vain, and not denied.
_IN_VAIN = re.compile(
    r"""\b(?:neither|no|none)\b[^.;]{0,160}?\b(?:(?:brought|gave|provided|offered|produced|achieved|afforded)\s+(?:\w+\s+){0,3}?(?:relief|improvement|benefit|response|effect|result)
        |(?:made|making)\s+(?:\w+\s+){0,2}?difference|helped|worked|(?:would|could|did)\s+(?:control|ease|help|relieve|shift|stop|touch)\b|(?:had|having)\s+(?:an[y]?\s+)?(?:\w+\s+)?(?:effect|benefit|success|impact)
        |(?:was|were)\s+(?:\w+\s+)?(?:effective|successful|helpful|beneficial|of\s+(?:any\s+)?(?:use|help|avail|benefit))|(?:improved|relieved|alleviated|stopped|controlled|resolved|ameliorated)\s+(?:the|his|her|these|my)\b)
      | \bno\s+(?:relief|improvement|response|benefit|effect|help|success)\s+(?:from|with|to|after|of|on|despite)\b
      | \bwithout\s+(?:any\s+)?(?:relief|improvement|response|benefit|effect|success)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# A mention that holds its own denial: "free of symptoms"; "absence of reflexes" is a finding, not denied.
_ABSENT = re.compile(
    r"""(?:free\s+(?:of|from)|negative\s+for)\s | (?:absence|lack)\s+of\s.*?(?:disease|disorder|lesions?|abnormalit(?:y|ies)|deficits?|leaks?
        |effusions?|infections?|\w+itis|\w+oma|\w{3,}osis|\w{3,}a?emia|\w+pathy|metastas[ie]s|tumou?r|mass|fever|pain|ha?emorrhage|hypertension|thromb\w+
        |dissection|fracture|o?edema|stenosis|symptoms?|signs?|recurrence|bleeding|rash|involvement|malignancy|cancer)\b""",
    re.VERBOSE | re.IGNORECASE,
)


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

    ConText runs only on the sentences that hold a mention and all words of a rule, each as a Doc of its
    own: its scopes end with the sentence, and its cost grows with the square of the modifiers it sees at
    once.

    Source: Harkema et al. 2009 (ConText), as implemented in medspacy.context.
    """

    def __init__(self, nlp: Language, name: str, *, rules: str) -> None:
        self.name = name
        data = json.loads(files("caseline.nlp.lexicons").joinpath(rules).read_text("utf-8"))
        unknown = {rule["category"] for rule in data["context_rules"]} - CATEGORIES - _ENDS
        if unknown:
            msg = f"{rules}: categories {sorted(unknown)}; the categories are {sorted(CATEGORIES)}"
            raise ConfigError(msg)
        self._nlp = nlp
        self._rules = data["context_rules"]
        self._ended_by = data.get("ended_by", {})
        self._cues = _cues(nlp, self._rules)

    def prepare(self) -> None:
        """Loads ConText before the first text needs it, so that processes forked later share it."""
        self._context  # noqa: B018 - made and kept

    @cached_property
    def _context(self) -> "ConText":
        # Here, for medspaCy takes along nltk, scipy and scikit-learn: half the time that a pipeline takes to load.
        with warnings.catch_warnings():  # medspaCy silences all warnings of the process at import
            from medspacy.context import ConText, ConTextRule  # noqa: PLC0415
        made = ConText(
            self._nlp,
            rules=None,
            span_attrs=None,
            input_span_type="group",
            span_group_name=_TARGETS,
            terminating_types=self._ended_by,
        )
        made.add([ConTextRule.from_dict(rule) for rule in self._rules])
        return made

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> dict[int, list[str]]:
        """Returns the sorted categories of each mention that has any, by its place in the layer."""
        mentions = list(doc.spans.get(MENTIONS, ()))
        words = doc.to_array(LOWER).tolist()
        found: dict[int, list[str]] = {}
        for sentence, places in _by_sentence(doc, mentions):
            labels = {mentions[place].label_ for place in places}
            if not self._may_fire(set(words[sentence.start : sentence.end]), labels):
                continue
            part = _alone(doc, sentence)
            part.spans[_TARGETS] = [
                Span(
                    part,
                    mentions[place].start - sentence.start,
                    min(mentions[place].end - sentence.start, len(part)),
                    label=mentions[place].label_,
                    span_id=str(place),
                )
                for place in places
            ]
            self._context(part)
            categories: dict[int, set[str]] = defaultdict(set)
            ends = [each for each in part._.context_graph.modifiers if each.direction == "TERMINATE"]
            for target, modifier in part._.context_graph.edges:
                if _reaches(modifier, target, ends):
                    categories[int(target.id_)].add(modifier.category)
            found |= {place: sorted(names) for place, names in categories.items()}
        _keep_given(doc, mentions, found)
        for place, mention in enumerate(mentions):
            if mention.label_ in _ILL and _ABSENT.match(mention.text):
                found[place] = sorted({*found.get(place, ()), "NEGATED"})
        return found

    def _may_fire(self, words: set[int], labels: set[str]) -> bool:
        """Says whether a sentence has all words of some rule, and a mention that the rule may change."""
        return any(cue.fits(words, labels) for word in words & self._cues.keys() for cue in self._cues[word])

    def annotate(self, doc: Doc, found: Mapping[int, list[str]]) -> None:
        """Writes the categories; mentions without any get an empty list."""
        for place, mention in enumerate(doc.spans.get(MENTIONS, ())):
            mention._.set(CONTEXT, found.get(place, []))


def _keep_given(doc: Doc, mentions: Sequence[Span], found: dict[int, list[str]]) -> None:
    """Takes the denial from drugs and therapies of sentences that say they were of no use."""
    for sentence, places in _by_sentence(doc, mentions):
        denied = [
            place
            for place in places
            if "NEGATED" in found.get(place, ()) and mentions[place].label_ in _GIVEN
        ]
        if denied and _IN_VAIN.search(doc[sentence.start : sentence.end].text):
            for place in denied:
                found[place] = [name for name in found[place] if name != "NEGATED"]


def _reaches(modifier: "ConTextModifier", target: Span, ends: Iterable["ConTextModifier"]) -> bool:
    """Says whether a scope holds the near end of a mention; ConText is content with any of its words.

    medspaCy 1.3.1 ends a scope that leads backward at the first of the words in `ends`, and one of a set length at
    none: it takes what holds a scope as a whole for something apart.
    """
    start, end = modifier.scope_span
    ended = modifier.category in _TOLD_OF or (modifier.category == "HYPOTHETICAL" and target.label_ in _GIVEN)
    if ended and any(_lies_between(each, modifier, target) for each in ends):
        return False
    if modifier.direction == "BIDIRECTIONAL":
        return True
    turns = _TURNS.get(modifier.category)
    if turns and modifier.direction == "FORWARD" and turns.search(_between(modifier, target)):
        return False
    near = target.end - 1 if modifier.direction == "BACKWARD" else target.start
    return bool(start <= near < end)


def _lies_between(word: "ConTextModifier", modifier: "ConTextModifier", target: Span) -> bool:
    (start, end), (first, last) = word.modifier_span, modifier.modifier_span
    return bool(last <= start < target.start or target.end <= start < end <= first)


def _between(modifier: "ConTextModifier", target: Span) -> str:
    return str(target.doc[modifier.modifier_span[0] : target.start].text)


class _Cue(NamedTuple):
    """What a sentence must have for a rule to say something of its mentions; words by their hashes."""

    words: frozenset[int]
    choices: tuple[frozenset[int], ...]
    allowed: frozenset[str] | None
    excluded: frozenset[str]

    def fits(self, words: set[int], labels: set[str]) -> bool:
        """Says whether a sentence has the words, one of each choice, and a mention the rule may change."""
        if not self.words <= words or any(choice.isdisjoint(words) for choice in self.choices):
            return False
        return not labels <= self.excluded if self.allowed is None else not labels.isdisjoint(self.allowed)


def _cues(nlp: Language, rules: Iterable[Mapping[str, Any]]) -> dict[int, list[_Cue]]:
    """Returns the cues of the rules by the hashes of one of their words, or of one choice of words.

    That is the one whose shortest word is the longest: short words stand in most sentences. Rules that
    only end or forbid a scope say nothing alone.
    """
    found: dict[int, list[_Cue]] = defaultdict(list)
    for rule in rules:
        if rule["direction"] in {"TERMINATE", "PSEUDO"}:
            continue
        needed = _needed(nlp, rule)
        hashes = [frozenset(map(nlp.vocab.strings.add, words)) for words in needed]
        allowed = rule.get("allowed_types")
        cue = _Cue(
            words=frozenset().union(*(choice for choice in hashes if len(choice) == 1)),
            choices=tuple(choice for choice in hashes if len(choice) > 1),
            allowed=None if allowed is None else frozenset(allowed),
            excluded=frozenset(rule.get("excluded_types") or ()),
        )
        rarest = max(range(len(needed)), key=lambda place: min(map(len, needed[place])))
        for word in hashes[rarest]:
            found[word].append(cue)
    return dict(found)


def _needed(nlp: Language, rule: Mapping[str, Any]) -> list[list[str]]:
    """Returns the words, in lower case, that one of must stand at each place of a rule's phrase or pattern."""
    if not rule.get("pattern"):
        return [[token.lower_] for token in nlp.tokenizer(rule["literal"].lower())]
    needed = []
    for token in rule["pattern"]:
        word = token.get("LOWER", {})
        choices = [word] if isinstance(word, str) else word.get("IN", [])
        if choices and token.get("OP", "1") in {"1", "+"}:
            needed.append(choices)
    if not needed:
        msg = f"the context rule {rule['literal']!r} has a pattern without a word that it needs; add a LOWER"
        raise ConfigError(msg)
    return needed


def _by_sentence(doc: Doc, mentions: Sequence[Span]) -> Iterable[tuple[Bounds, list[int]]]:
    """Yields the sentences that mentions begin in, with the places of these mentions in their layer."""
    if not mentions:
        return
    sentences = sentence_bounds(doc)
    starts = [sentence.start for sentence in sentences]
    held: dict[int, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        held[bisect_right(starts, mention.start) - 1].append(place)
    for index, places in held.items():
        yield sentences[index], places


def _alone(doc: Doc, sentence: Bounds) -> Doc:
    """Returns a sentence as a Doc of its own; `Span.as_doc` would copy the whole Doc's array each time."""
    tokens = list(doc[sentence.start : sentence.end])
    return Doc(
        doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[token.i == sentence.start for token in tokens],
    )
