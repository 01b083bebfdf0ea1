"""Sentence boundaries for scientific prose: abbreviations, citation marks, headings, wrapped lines."""

import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.texts import text_of

DEFAULT_CONFIG = {"abbreviated": "abbreviated.json"}

_ENDERS = frozenset({".", "!", "?", "…", "。"})
_CLOSERS = frozenset({'"', "'", "”", "’", ")", "]", "»"})
_OPENERS = frozenset({'"', "'", "“", "‘", "(", "[", "«"})
# A citation mark glued to the full stop: "and more.(3)" or "resolved.[12,13]".
_CITATION = re.compile(r"[\d,;\s–-]+\Z")
# One without brackets: "resolved.3", "400 mg.12,14–16", "in vitro.¹²"; a number of four digits is a year.
_BARE_CITATION = re.compile(r"(?:\d{1,3}(?:[,–-]\d{1,3})*|[⁰¹²³⁴-⁹⁻,]+)\Z")
_PARAGRAPH = re.compile(r"\n\s*\n")
# A text counts as wrapped when most of its inner lines are this long and stop in mid-sentence.
_WRAPPED_WIDTH = range(55, 121)
_WRAPPED_SHARE = 0.6
_START, _INSIDE = 1, -1  # spaCy's values of SENT_START
_LONGEST_ABBREVIATION = 8  # tokens
_BEFORE_UNIT = frozenset("°º˚/")
_LITRE = "L"
_NUMBER = re.compile(r"\d+(?:[.,·]\d+)?")
_SCALES = frozenset("CF")
_TEMPERATURE = re.compile(r"(?:3\d|4[0-3]|9\d|10\d)(?:[.,·]\d+)?")
_FEW_CAPITALS = 200  # small letters to one capital
_SHORTEST_LAST_WORD = 4  # letters, before a full stop without a space behind it


# A sentence that goes on for longer is none: a list, a table, a text without full stops. What is read of a mention
# looks at its sentence, so that one without an end would be read as often as it has mentions. The longest among
# 17,000 of papers has 229 tokens and 1,300 characters.
_LONGEST_SENTENCE = 500  # tokens
_LONGEST_IN_CHARACTERS = 8_000
_DIVIDERS = frozenset(",;:|")


class Bounds(NamedTuple):
    """Where a sentence lies, half-open, in tokens and in characters."""

    start: int
    end: int
    start_char: int
    end_char: int


@Language.factory(
    "caseline_sentences", default_config=DEFAULT_CONFIG, assigns=["token.is_sent_start", "doc.sents"]
)
def make_sentences(nlp: Language, name: str, abbreviated: str) -> "Sentences":
    """Builds the component; `abbreviated` names a JSON file in the package's lexicons."""
    return Sentences(nlp, name, abbreviated=abbreviated)


class Sentences:
    """Marks the first token of each sentence; reads the text only, so it can stand first."""

    def __init__(self, nlp: Language, name: str, *, abbreviated: str) -> None:
        self.name = name
        words = json.loads(files("caseline.nlp.lexicons").joinpath(abbreviated).read_text("utf-8"))
        self._always = frozenset(words["before_anything"])
        self._before_number = frozenset(words["before_number"])
        self._may_end = frozenset(words["may_end"])
        self._starts = frozenset(words["begins_one"])
        self._when_first = frozenset(words["when_first"])
        self._lettered = frozenset(words["before_letter"])

    def __call__(self, doc: Doc) -> Doc:
        starts = self.find(doc)
        self.annotate(doc, starts)
        return doc

    def find(self, doc: Doc) -> list[int]:
        """Returns the index of the first token of each sentence, ascending."""
        if not len(doc):
            return []
        text = text_of(doc)
        wrapped, small = is_wrapped(text), is_small(text)
        words = [token.text for token in doc]
        starts = [0]
        index = 1
        while index < len(words):
            if (
                index == starts[-1] + 2
                and words[index - 1] == "."
                and words[index - 2].lower() in self._when_first
            ):
                index += 1
                continue  # "Pt. States that …"
            begin = self._sentence_after(doc, words, index, wrapped=wrapped, small=small)
            if begin is not None and begin < len(words):
                starts.append(begin)
                index = begin
            index += 1
        return [place for bounds in pairwise([*starts, len(words)]) for place in _parts(words, *bounds)]

    def annotate(self, doc: Doc, starts: Sequence[int]) -> None:
        """Writes the boundaries."""
        # Setting tokens one by one makes spaCy look through the whole Doc each time.
        marks: Any = np.full((len(doc), 1), _INSIDE, dtype="int64")
        marks[list(starts)] = _START
        marks = marks.astype("uint64")
        doc.from_array([SENT_START], marks)

    def _sentence_after(
        self, doc: Doc, words: list[str], index: int, *, wrapped: bool, small: bool
    ) -> int | None:
        """Returns where a sentence begins at or shortly after `index`, if the token before it ends one."""
        previous = words[index - 1]
        if "\n" in previous:
            return index if self._newline_ends(words, index - 1, wrapped=wrapped) else None
        if (stop := self._cited_stop(doc, words, index)) is not None:
            return index if self._stop_ends(doc, words, stop) and _opens(words, index) else None
        if previous not in _ENDERS or not self._stop_ends(doc, words, index - 1):
            return None
        begin = _skip_closers(doc, words, index)
        if begin < len(words) and "\n" in words[begin]:
            return None  # the line break that follows decides
        return begin if self._may_begin(doc, words, begin, small=small) else None

    def _cited_stop(self, doc: Doc, words: list[str], index: int) -> int | None:
        """Returns the full stop after which a bare citation mark fills the space up to the token at `index`."""
        if not words[index - 1][-1].isdigit() or not doc[index - 1].whitespace_:
            return None
        begin = index - 1
        while begin > max(0, index - _LONGEST_ABBREVIATION) and not doc[begin - 1].whitespace_:
            if words[begin - 1] in _ENDERS:
                cited = _BARE_CITATION.match("".join(words[begin:index])) is not None
                return begin - 1 if cited and begin > 1 and _is_cited(words[begin - 2]) else None
            begin -= 1
        return None

    def _newline_ends(self, words: list[str], index: int, *, wrapped: bool) -> bool:
        if not wrapped or _PARAGRAPH.search(words[index]):
            return True
        before = words[index - 1] if index else ""
        return before in _ENDERS or before in _CLOSERS

    def _stop_ends(self, doc: Doc, words: list[str], index: int) -> bool:
        """Says whether the mark at `index` ends a sentence, from what stands before it."""
        if words[index] != "." or index == 0 or doc[index - 1].whitespace_:
            return True
        before = _word_before(doc, words, index)
        if before.isdigit() and (index == 1 or "\n" in words[index - 2]):
            return False  # the number of a heading or list item
        lowered = before.lower()
        if len(before) == 1 and before.isalpha() and before.isupper():
            return self._is_no_initial(words, index - 1)
        following = words[index + 1] if index + 1 < len(words) else ""
        if lowered in self._always:
            return lowered in self._may_end and following in self._starts
        return not (lowered in self._before_number and following[:1].isdigit())

    def _is_no_initial(self, words: list[str], index: int) -> bool:
        """Says whether the capital at `index` belongs to what stands before it: "38.5 °C.", "mmol/L.", "hepatitis C."."""
        before = words[index - 1].lower() if index else ""
        if before in _BEFORE_UNIT:
            return True
        if words[index] in _SCALES and _TEMPERATURE.fullmatch(before):
            return True
        if words[index] == _LITRE and _NUMBER.fullmatch(before):
            return True
        # "… of group A. B. Jansen" goes on with an initial.
        more = words[index + 2 : index + 4]
        initial = len(more) == 2 and len(more[0]) == 1 and more[0].isupper() and more[1] == "."
        return before in self._lettered and not initial

    def _may_begin(self, doc: Doc, words: list[str], index: int, *, small: bool) -> bool:
        """Says whether a sentence can begin at `index`: after a space, with a capital, digit or opener.

        The space may be missing between two whole words ("hospital.She"), the capital in a text without any.
        """
        if index >= len(words):
            return False
        if not (doc[index - 1].whitespace_ or words[index - 1] in _CLOSERS):
            return _is_whole(words[index - 2]) and words[index].istitle() and words[index - 1] == "."
        word = words[index]
        return small or word[:1].isupper() or word[:1].isdigit() or word in _OPENERS or not word[:1].isalpha()


def _opens(words: list[str], index: int) -> bool:
    return words[index][:1].isupper() or words[index] in _OPENERS


def _is_cited(word: str) -> bool:
    """Says whether a sentence may end with the word and a mark; "Fig.3", "No.12" and "v.2" do not."""
    return word in _CLOSERS or word == "%" or (word.isalpha() and len(word) > 1 and not word.istitle())


def _parts(words: Sequence[str], begin: int, end: int) -> Iterator[int]:
    """Yields where a sentence begins, and where one that goes on for too long is cut, if it can be behind a comma."""
    yield begin
    while (stop := _reach(words, begin, end)) < end:
        middle = (begin + stop) // 2
        begin = next((place + 1 for place in range(stop - 1, middle, -1) if words[place] in _DIVIDERS), stop)
        yield begin


def _reach(words: Sequence[str], begin: int, end: int) -> int:
    """Returns up to where a sentence is not too long; a single token never is."""
    last = min(end, begin + _LONGEST_SENTENCE)
    characters = accumulate(len(word) + 1 for word in words[begin:last])
    return begin + max(1, sum(length <= _LONGEST_IN_CHARACTERS for length in characters))


def _is_whole(word: str) -> bool:
    return len(word) >= _SHORTEST_LAST_WORD and word.isalpha() and word.islower()


def sentence_bounds(doc: Doc) -> list[Bounds]:
    """Returns where the sentences of a Doc lie; `doc.sents` asks every token whether it begins one.

    Raises:
        ValueError: When nothing has marked the sentences.
    """
    if not len(doc):
        return []
    columns: Any = doc.to_array([SENT_START, IDX, LENGTH]).T
    marks, begins, lengths = columns
    if len(doc) > 1 and not marks[1:].any():
        msg = "the sentences are not marked; put `caseline_sentences` before this component"
        raise ValueError(msg)
    firsts = np.concatenate(([0], np.flatnonzero(marks[1:] == _START) + 1, [len(doc)])).tolist()
    starts, ends = begins.tolist(), (begins + lengths).tolist()
    return [Bounds(first, after, starts[first], ends[after - 1]) for first, after in pairwise(firsts)]


def is_wrapped(text: str) -> bool:
    """Says whether the lines of a text were broken at a fixed width, so that a line end means nothing."""
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [line for line, after in pairwise(lines) if line and after]
    if len(inner) < 3:
        return False
    open_ended = sum(len(line) in _WRAPPED_WIDTH and line[-1] not in ".!?:" for line in inner)
    return open_ended / len(inner) >= _WRAPPED_SHARE


def is_small(text: str) -> bool:
    """Says whether a text is written without capitals, as some people write, so that none begins a sentence."""
    return text.islower() or sum(map(str.isupper, text)) * _FEW_CAPITALS < sum(map(str.islower, text))


def _word_before(doc: Doc, words: list[str], index: int) -> str:
    """Returns the letters and dots glued to the left of the full stop at `index`: "e.g" or "al"."""
    begin = index - 1
    while (
        begin > max(0, index - _LONGEST_ABBREVIATION)
        and not doc[begin - 1].whitespace_
        and "\n" not in words[begin - 1]
    ):
        if words[begin - 1] not in _ENDERS and not words[begin - 1].isalnum():
            break
        begin -= 1
    return "".join(words[begin:index])


def _skip_closers(doc: Doc, words: list[str], index: int) -> int:
    """Returns the first token after closing quotes, brackets and a citation mark."""
    while index < len(words) and words[index] in _CLOSERS and not doc[index - 1].whitespace_:
        index += 1
    if index < len(words) and words[index] in {"(", "["}:
        inner = index + 1
        while inner < min(len(words), index + 12) and words[inner] not in {")", "]"}:
            inner += 1
        if (
            inner < len(words)
            and words[inner] in {")", "]"}
            and _CITATION.match("".join(words[index + 1 : inner]))
        ):
            return inner + 1
    return index
