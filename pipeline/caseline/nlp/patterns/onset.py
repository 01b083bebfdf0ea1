"""From the words for a time to the whole phrase of an onset, with what it is counted from."""

from __future__ import annotations

import re

from caseline.nlp.patterns.base import lower, verbose

_LONGEST = 16  # words of an anchor

_BEFORE = verbose(
    r"""
    \b(?:(?:within|after|following|on|at|by|during|about|approximately|around|nearly|almost|only|just|over|some|
         in|as_early_as|less_than|more_than)_)(?:(?:the|an?|his|her|only|about|approximately|first|second|next|
         nearly|almost|around|just|at_least|less_than|more_than|last|median|up_to)_){0,3}\Z
    """
)
_ARTICLE = verbose(r"\b(?:the|an?|first|approximately|about|around|only|nearly|almost|just)_\Z")
_BLUR = verbose(
    r"""
    \b(?:(?:about|approximately|approx\.?|around|roughly|nearly|almost|perhaps|circa|some|only|just|at_least|at_most|up_to|
        more_than|less_than|greater_than|fewer_than|no_more_than)_){1,2}\Z | [\x7e≈∼<>≥≤]\s?\Z
    """
)
_RELATION = verbose(
    r"(?:later_)?(?:after|following|post(?:-?[a-z]{4,20})?|into|since|from|before|prior_to|preceding|subsequent_to|upon)\b"
    r" | of\b | on\b | (?:course|period|trial|exposure|treatment|therapy|interval|lapse)\b"
)
_HAS_RELATION = verbose(r"\b(?:after|following|before|prior_to|since|into|upon)\s{0,2}\Z")
_LOOSE_RELATION = verbose(
    r"(?!after|following|post|into|since|from|before|prior|preceding|subsequent|upon|later)"
)
# "After 3 weeks of treatment", "on day 8 of cycle 2": "of" goes on only where a preposition opened.
_OPENED = verbose(r"\b(?:within|w/in?|after|following|on|during|at|into|in)\b")

_POST = verbose(r"(?:later_)?post-?[a-z]{4}")
_LINKS = verbose(r"_(?:of|with|by|on)\b")
_GERUND_OR_NOUN = verbose(
    r"""
    \w{3,20}ing\b | (?:the|an?|his|her|their|each|first|second|third|last|initial|completion|initiation|start|
    administration|onset|exposure|treatment|therapy|discontinuation|cessation|withdrawal)\b
    """
)
_ENDS = verbose(
    r"""
    (?:which|who|whom|whose|that|when|while|whereas|where|because|but|although|though|if|so|then|thereby|
       developed|develops|presented|experienced|became|noticed|noted|complained|reported|showed|underwent|
       manifested|occurred|appeared|resulted|revealed|suffered|recovered|resolved|died|made|making|causing|
       resulting|leading|in|for|due|despite|without|as|at|during|until|is|are|may|can|could|might|would|will|
       did|does|do|has|have|associated|coupled|followed|attributed|suggests?|requires?|required|returned|continued|improved|admitted|confirmed|persisted|worsened|peaked|there|this|these|pt)\Z
    """
)
_CLAUSE_VERB = verbose(
    r"(?:was|were|had|been|began|started|received|took|stopped|discontinued|completed|initiated)\Z"
)
_BEGUN = verbose(
    r"(?:begun|started|initiated|commenced|introduced|instituted|stopped|discontinued|withdrawn|completed)\Z"
)
_PARTICIPLE = verbose(r"(?:\w{2,16}(?:ed|en|un)|on|with|put|to)\Z")
_SUBJECT = verbose(r"(?:she|he|it|they|we|i|his|her|our|their|the)\Z")
_PATIENT = verbose(r"(?:patients?|child|infant|boy|girl|man|woman|mother|symptoms?|case|family|parents?)\Z")
_PRONOUNS = frozenset({"she", "he", "it", "they", "we", "i"})
_DETERMINERS = frozenset({"the", "our", "this"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their"})
_BEFORE_ARTICLE = verbose(
    r"""
    (?:\w+ing|\w+ed|of|with|to|on|in|at|by|for|from|and|or|into|after|before|following|upon|during|since|than|took|taken|
       had|got|gave|given|began|begun|put|ate|drank|was|were|is|been|both|all|post|that|when|as|underwent|saw|left)\Z
    """
)
_AFTER_VERB = frozenset({"on", "with", "to", "from", "a", "an", "the", "her", "his"})
_LOOSE_ENDS = frozenset(
    {"and", "or", "of", "the", "a", "an", "with", "to", "from", "on", "was", "were", "had"}
)
_SENTENCE_ENDS = (".", "?", "!")
_WORD = re.compile(r"(?![/–-]\s)[^\s,;:()\[\]—]+")
_GAP = re.compile(r"\s{1,2}")
# Behind a length: "an hour or so after", "5 min. after".
_GAP_BEHIND = re.compile(
    r"(?:(?:(?<=min)|(?<=mins)|(?<=hr)|(?<=hrs)|(?<=wk)|(?<=wks)|(?<=sec)|(?<=mo))\.|\sor\s(?:so|two|more))?\s{1,2}"
)
_LINKED = {
    "with": (
        "treatment",
        "therapy",
        "chemotherapy",
        "vaccination",
        "immunization",
        "combination",
        "rechallenge",
    ),
    "to": (
        "exposure",
        "prior",
        "switching",
        "switched",
        "changing",
        "changed",
        "exposed",
        "admission",
        "increased",
    ),
    "from": ("switching", "switched", "changing", "changed", "discharge", "increased"),
    "on": ("started", "placed", "put", "been", "was", "continued", "being"),
    "by": ("followed",),
    "into": ("of", "injection"),
}


def onset_phrase(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Extends a time to the whole onset phrase of its sentence.

    "One day" of "one day after receiving the second dose of X, she …" becomes all up to the comma. A time
    that nothing is counted from is returned as it is, with its preposition.

    Args:
        sentence: The sentence.
        start: First character of the time in the sentence.
        end: One past its last character.
    """
    lowered = lower(sentence)
    opened = _BEFORE.search(lowered, max(0, start - 48), start)
    first = start if opened is None else opened.start()
    if opened is None:
        article = _ARTICLE.search(lowered, max(0, start - 16), start)
        first = start if article is None or article.group().strip() in {"a", "an"} else article.start()
    return first, _anchor_end(lowered, first, end)


def _anchor_end(lowered: str, first: int, end: int) -> int:
    gap = _GAP_BEHIND.match(lowered, end)
    begins = gap.end() if gap is not None else end
    inside = _HAS_RELATION.search(lowered, first, end)
    if inside is not None and inside.start() > first:
        return _phrase_end(lowered, begins, end)
    relation = _RELATION.match(lowered, begins)
    if relation is None:
        return end
    if _LOOSE_RELATION.match(relation.group()):
        if not _OPENED.match(lowered, first):
            return end
        if relation.group() not in {"of", "on"}:
            return _phrase_end(lowered, relation.start(), end)
    if _POST.match(relation.group()) and not _LINKS.match(lowered, relation.end()):
        return relation.end()  # "10 days post-vaccination": says all
    return _phrase_end(lowered, relation.end(), end)


def _phrase_end(lowered: str, begins: int, otherwise: int) -> int:
    """Returns where the noun phrase or clause that starts at `begins` ends."""
    matches = _words(lowered, begins)
    words = [match.group().rstrip("".join(_SENTENCE_ENDS)) for match in matches]
    if not words:
        return otherwise
    clause = _GERUND_OR_NOUN.match(words[0]) is None or _SUBJECT.match(words[0]) is not None
    verb = _CLAUSE_VERB.match(words[0]) is not None
    kept = 1
    for place in range(1, len(words)):
        following = words[place + 1] if place + 1 < len(words) else ""
        if _stops(words[place], words[place - 1], following, clause=clause, verb=verb):
            break
        verb = verb or _CLAUSE_VERB.match(words[place]) is not None
        kept = place + 1
    while kept and words[kept - 1] in _LOOSE_ENDS:
        kept -= 1
    return matches[kept - 1].start() + len(words[kept - 1]) if kept else otherwise


def _words(lowered: str, begins: int) -> list[re.Match[str]]:
    """Returns the words from `begins` to the first comma, bracket, colon or end of a sentence."""
    words: list[re.Match[str]] = []
    while len(words) < _LONGEST and not (words and words[-1].group().endswith(_SENTENCE_ENDS)):
        gap = _GAP.match(lowered, begins)
        word = _WORD.match(lowered, gap.end() if gap is not None else begins)
        if word is None or (gap is None and words):
            break
        words.append(word)
        begins = word.end()
    return words


def _stops(word: str, previous: str, following: str, *, clause: bool, verb: bool) -> bool:
    """Says whether an anchor has ended before a word; a clause has one verb, a noun phrase none."""
    if word in _LINKED:
        return previous not in _LINKED[word]
    if _CLAUSE_VERB.match(word):
        passive = word in {"was", "were"} and _BEGUN.match(following)  # "after treatment was begun"
        return not (_CLAUSE_VERB.match(previous) if verb else clause or passive)
    if word in {"and", "or"}:
        return bool(_ENDS.match(following) or _SUBJECT.match(following) or following.endswith(("ed", "ly")))
    if word in _ARTICLES and not _BEFORE_ARTICLE.match(previous):
        return True  # a noun phrase has one article: "after admission | a pump was inserted"
    if _ENDS.match(word) or word in _PRONOUNS or (word in _DETERMINERS and _PATIENT.match(following)):
        return True
    return verb and not (_PARTICIPLE.match(word) or previous in _AFTER_VERB)


def blurred_start(lowered: str, first: int, start: int) -> int:
    """Returns where a length begins with the words before it that blur or bound it: "about", "at least".

    Args:
        lowered: The text in lower case.
        first: The first character to look at.
        start: First character of the length.
    """
    blur = _BLUR.search(lowered, max(first, start - 48), start)
    return start if blur is None else blur.start()
