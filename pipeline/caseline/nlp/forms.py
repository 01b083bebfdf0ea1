"""What the forms of safety departments state to be an event: "describes the occurrence of PYREXIA (felt hot)".

Such a form gives a term of a dictionary in capitals with the reporter's own words in brackets or behind "described
as". Offsets are characters of a text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A term: words in capitals, with what stands between them; in its own list it may be in small letters.
_WORD = r"[A-Z0-9][A-Z0-9'’/-]*"
_TERM = rf"[A-Z][A-Z0-9][A-Z0-9'’/-]*(?:[ ](?:{_WORD}|\([A-Z ]{{3,20}}\)(?=[ ]\()|NOS))*"
_PLAIN = r"(?!(?:and|or|all|the)\b)[A-Za-z][^(),;:.\"“”]{2,70}?"
# What one bracket holds, with at most brackets inside.
_INSIDE = r"(?:[^()]|\([^()]*\)){1,300}"
# "…the occurrence of A (a), B (b) and C (c)", "the patient experienced A (a)".
_OPENS = re.compile(
    r"\b(?:(?P<occurs>describes?[ ]the[ ]occurrence[ ]of)|(?:patient|subject|he|she)[ ](?:then[ ]|also[ ])?(?:experienced|developed))[ ]"
)
_LISTED = re.compile(rf"(?P<term>{_TERM})[ ]\((?P<words>{_INSIDE})\)")
_OCCURRED = re.compile(rf"(?P<term>{_PLAIN})[ ]\((?P<words>{_INSIDE})\)")
_BARE = re.compile(rf"(?:{_TERM}(?:,?[ ]and[ ]|,[ ]|(?=[ ]in[ ]an?[ ]))){{1,40}}")
_BARE_TERM = re.compile(_TERM)
# "…patient who received X and experienced runny nose/rhinorrhoea and itch/pruritus": words and term.
_PAIRS = re.compile(
    r"""\breport[ ](?:\([\w ]{2,30}\)[ ])?was[ ]received\b[^.]{10,400}?\bwho[ ]received\b[^.]{3,200}?\b(?:experienced|developed)[ ]
    (?P<list>[^.]{5,600}?/[^.]{3,600}?)(?=\.(?:\s|\Z)|[ ](?:after|following|on|while)[ ])""",
    re.VERBOSE,
)
_PAIR = re.compile(
    r"(?:\A|(?<=,\s)|(?<=\sand\s))(?:and\s)?(?:an?\s|the\s)?(?P<words>[A-Za-z][^,/]{2,80}?)\s?/\s?(?P<term>[A-Za-z][^,/]{2,60}?)(?=,|\sand\s|\Z)"
)
_SERIOUS = re.compile(rf"[ ]\((?P<serious>seriousness[ ]criteri(?:on|a)[ ]{_INSIDE})\)")
_JOINED = re.compile(r"(?:,[ ](?:and[ ])?|[ ]and[ ])")
# "The following information was reported: A (non-serious) with onset D, outcome "O", described as "x"; B …".
_FIELDS = re.compile(r"\bthe following information was reported:\s*", re.IGNORECASE)
_CRITERIA = r"""non-?serious|serious|death|hospitali[sz]ation|life[ -]threatening|disab(?:ility|ling)|permanent[ ]damage|congenital[ ]anomaly|birth[ ]defect
    |medically[ ](?:significant|important)|other[ ]medically[ ]important[^(),;]*|caused|prolonged|incapacitating|intervention[ ]required|and\b|or\b"""
_FIELD = re.compile(
    rf"""(?:(?<=:\s)|(?<=;\s)|(?<=,\s)|(?<=\sand\s)|(?<=episode\sof\s))(?P<term>{_PLAIN})
    (?:[ ]\((?P<serious>(?:(?:{_CRITERIA})[,/ ]*)+)\)(?=,|;|[ ]and[ ]|[ ](?:all[ ])?with[ ]onset|\.?\s*\Z)|(?=[ ]with[ ]onset\b|,[ ]outcome\b))""",
    re.VERBOSE,
)
_NEXT_FIELD = re.compile(r";\s(?=[A-Za-z][^;\"“”]{2,160}?(?:\(|[ ]with[ ]onset|,[ ]outcome))")
_DESCRIBED = re.compile(
    r"described as\s*[\"“”']{1,2}(?P<words>.{1,400}?)[\"“”']{1,2}(?=\s*(?:;|\.(?!\d)|\Z))"
)
_FIELD_END = re.compile(r"\.(?=\s+[A-Z]|\s*\Z)")
# What was done with a product, or that nothing came of it, is no event.
_NO_HARM = re.compile(
    r"""
    NO[ ]ADVERSE\b.* | .*\b(?:PRODUCT|DOSE|VACCINE|DRUG|DEVICE|DEVICE[ ]COMPONENT)\b.*
      \b(?:ADMINISTERED|ADMINISTRATION|ISSUE|ERROR|STORAGE|OMISSION|OMITTED|PREPARATION|DISPENSED|PRESCRIBED|SCHEDULE|USE|USED|LABEL|LEAKAGE|QUALITY)\b.*
    | .*\b(?:ADMINISTRATION|DISPENSING|PREPARATION|PRESCRIBING|MEDICATION|PRESCRIPTION|STORAGE)[ ]ERROR\b.* | .*\bSCHEDULE\b.*
    | .*\b(?:UNDERDOSE|EXTRA[ ]DOSE|INCORRECT[ ]DOSE|WRONG|OFF[ ]LABEL|EXPOSURE|POOR[ ]QUALITY|INTERCHANGE|MISUSE|PATIENT[ ]AGE)\b.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEAST = 3  # letters in one word of a term
# How the narrative begins behind the list of events that opens a report.
_NARRATIVE = re.compile(
    r";\s+(?=(?:This|A|An)\s+(?:(?:is|was)\s+)?(?:an?\s+)?(?:(?:initial|serious|non-?serious|regulatory\s+authority|authority|literature|clinical\s+study)\s+)?"
    r"(?:spontaneous|solicited|case|report)\b)",
    re.IGNORECASE,
)
_LONGEST_OPENING = 2_500  # characters
_SENTENCE = re.compile(r"[.!?]\s+(?:This|The|On|Patient|She|He|I)\s")
_ITEM = re.compile(r"[^;\s][^;]*[^;\s]")
# A text that a manufacturer or an authority wrote, and its fields of drugs that nobody suspects.
_MANUFACTURED = re.compile(
    r"""
    \b(?:spontaneous | solicited | regulatory[ ]authority)[ ](?:case | report)\b
    | \b(?:case | report)[ ]was[ ](?:reported | received)[ ](?:by | from | via)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DRUGS = re.compile(
    r"""
    \b(?: concomitant[ ](?:medic(?:ation | ine | inal[ ]product) | product | drug | therap(?:y | ie) | treatment)(?:s | \(s\))?(?:[ ]use)?
          (?:[^.:;()] | \([^()]*\)){0,60}?
        | (?P<past> past[ ]drug[ ]history | vaccination[ ]history | previously[ ]administered[ ]products?
                  | past[ ]adverse[ ]reactions?(?:[ ][\w ]{3,30})? )
    )[ ]included?\b:?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FEW = 5  # words
_SLASH = re.compile(r"\s?/")
_SINCE = re.compile(r"\s+(?:after|following|since|post|for|x)\s", re.IGNORECASE)
_NO_NAME = re.compile(
    r"""
    [\d/:.,()\"“”]
    | \b(?: no | not | never | normal | negative | denie[sd] | and | or | but | was | were | is | are | had | has | have | got | get | felt
          | feels? | went | could | couldn't | can | can't | did | didn't | she | he | i | my | her | his | they | after | from | since | when
          | then | dose | vaccin\w* | shot | products? | tests? | covid\S*
          | gave | given | received | took | taken | administered | vials? | expired | wrong )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Reported(NamedTuple):
    """A term that a form states to be an event, where its bracket of seriousness stands, and the reporter's words.

    `end_of_field` is where what the form says of it ends; None where nothing but the term was told in its place.
    """

    start: int
    end: int
    words: tuple[int, int] | None
    serious: tuple[int, int] | None = None
    end_of_field: int | None = None

    @property
    def close(self) -> int:
        """Where it ends with its brackets."""
        return max(self.end, *(bracket[1] + 1 for bracket in (self.words, self.serious) if bracket), 0)


@lru_cache(maxsize=8)
def reported(text: str) -> tuple[Reported, ...]:
    """Returns the terms that the forms of a text state to be events, by their place, without errors of handling."""
    listed = {term.start: term for term in _listed(text)}
    names = {text[term.start : term.words[1] + 1] for term in listed.values() if term.words}
    for term in (*_repeated(text, names), *_fields(text), *_paired(text)):
        listed.setdefault(term.start, term)
    found: list[Reported] = []
    for _, term in sorted(listed.items()):
        if not found or term.start >= found[-1].end:
            found.append(term)
    return tuple(found)


def _listed(text: str) -> Iterator[Reported]:
    for cue in _OPENS.finditer(text):
        place, pattern = cue.end(), _OCCURRED if cue["occurs"] else _LISTED
        bare = _BARE.match(text, place) if cue["occurs"] else None
        if bare is not None:
            found = (item.span() for item in _BARE_TERM.finditer(text, *bare.span()))
            yield from (Reported(*span, None) for span in found if _names_event(text[slice(*span)]))
        while item := pattern.match(text, place):
            serious = _SERIOUS.match(text, item.end())
            if _names_event(item["term"]):
                yield Reported(
                    *item.span("term"), item.span("words"), serious.span("serious") if serious else None
                )
            joined = _JOINED.match(text, (serious or item).end())
            if joined is None:
                break
            place = joined.end()


def _repeated(text: str, names: set[str]) -> Iterator[Reported]:
    """Yields the places where such terms are told again with the same words."""
    if names:
        anew = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        for again in re.finditer(rf"(?<!\w)(?:{anew})", text):
            item = _OCCURRED.match(text, again.start())
            if item is not None:
                yield Reported(*item.span("term"), item.span("words"))


def _fields(text: str) -> Iterator[Reported]:
    for cue in _FIELDS.finditer(text):
        end = _FIELD_END.search(text, cue.end())
        stop = end.start() if end else len(text)
        begin = cue.end()
        while begin < stop:
            following = _NEXT_FIELD.search(text, begin, stop)
            close = following.start() if following else stop
            words = _DESCRIBED.search(text, begin, min(len(text), close + 1))
            told = words.start() if words else close
            for item in _FIELD.finditer(text, begin, told):
                if _names_event(item["term"]):
                    yield Reported(
                        *item.span("term"),
                        words.span("words") if words else None,
                        item.span("serious") if item["serious"] else None,
                        close,
                    )
            begin = following.end() if following else stop


def _paired(text: str) -> Iterator[Reported]:
    for cue in _PAIRS.finditer(text):
        start, listed = cue.start("list"), cue["list"]
        items = list(_PAIR.finditer(listed))
        if len(items) == listed.count("/"):
            for item in items:
                words = (start + item.start("words"), start + item.end("words"))
                yield Reported(start + item.start("term"), start + item.end("term"), words)


def is_handling(text: str, start: int, end: int) -> bool:
    """Says whether a name of a manufacturer's report is what was done with a product: "expired product administered"."""
    return _MANUFACTURED.search(text, 0, _LONGEST_OPENING) is not None and (
        _NO_HARM.fullmatch(text, start, end) is not None
    )


def _names_event(term: str) -> bool:
    return (
        any(len(word) >= _LEAST for word in re.findall(r"[A-Za-z]+", term))
        and _NO_HARM.fullmatch(term) is None
    )


@lru_cache(maxsize=8)
def opening(text: str) -> tuple[tuple[int, int], ...]:
    """Returns the items of the list of events that a manufacturer's report opens with: "Fever; Chills; This is a …"."""
    cue = _NARRATIVE.search(text, 0, _LONGEST_OPENING)
    if cue is None or _SENTENCE.search(text, 0, cue.start()):
        return ()
    items = (match.span() for match in _ITEM.finditer(text, 0, cue.start()))
    return tuple(item for item in items if _NO_HARM.fullmatch(text, *item) is None)


def whole_items(text: str) -> Iterator[tuple[int, int]]:
    """Yields the items of an opening that can be a name as they stand: few words, none of them a verb or a denial."""
    pairs = (term.words for term in reported(text) if term.words and _SLASH.match(text, term.words[1]))
    for start, end in (*opening(text), *pairs):
        since = _SINCE.search(text, start, end)
        stop = since.start() if since else end
        words = text[start:stop].split()
        if 1 <= len(words) <= _FEW and _NO_NAME.search(text, start, stop) is None:
            yield start, stop


class DrugList(NamedTuple):
    """The characters that a manufacturer's report gives to what a patient took besides, or had taken before."""

    start: int
    end: int
    is_past: bool


@lru_cache(maxsize=8)
def drug_lists(text: str) -> tuple[DrugList, ...]:
    """Returns the lists of drugs of a manufacturer's report, none of any other text."""
    if _MANUFACTURED.search(text, 0, _LONGEST_OPENING) is None:
        return ()
    found = []
    for cue in _DRUGS.finditer(text):
        end = _FIELD_END.search(text, cue.end())
        found.append(DrugList(cue.end(), end.start() if end else len(text), cue["past"] is not None))
    return tuple(found)
