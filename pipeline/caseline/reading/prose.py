"""Prose told from furniture: the guard that keeps the case out of what is left aside."""

from __future__ import annotations

import re

from caseline.reading.lines import Line, ends_sentence
from caseline.reading.vocabulary import words

# A line longer than this is a paragraph; page furniture and headings are shorter.
PARAGRAPH_CHARACTERS = 300

# How many words make a sentence, by what speaks for it: a verb and a full stop, an opening or a tale, a verb
# alone; and how many make one beyond doubt.
_CLOSED, _OPENED, _OPEN, _FIRM = 2, 4, 6, 12
_FIRM_SIGNS = 2
_BROKEN_LINE = 40
_EXAMINED = 2000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "was", "we"; "his", "which"; "presented", "developed"; the words that sentences begin with
_VERBS = words("verb")
_POINTERS = words("pointer")
_NARRATIVE = words("narrative")
_OPENERS = words("opener")
_AGE = re.compile(
    r"\b\d{1,3}[\s-]{0,2}(?:years?|months?|weeks?|days?|yrs?|y)[\s./-]{0,2}(?:old\b|o\b)"
    r"|\baged? \d|\b\d{1,3}[\s-]?y/?o\b",
    re.IGNORECASE,
)
_PATIENT = re.compile(
    r"\b(?:patients?|m[ae]n|wom[ae]n|boys?|girls?|males?|females?|infants?|neonates?|child|children)\b",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """Returns the words of the first `PARAGRAPH_CHARACTERS` characters, case folded."""
    return [word.lower() for word in _WORD.findall(text[:PARAGRAPH_CHARACTERS])]


def tells_age(text: str) -> bool:
    """Tells whether the line gives somebody's age."""
    return _AGE.search(text[:_EXAMINED]) is not None


def speaks_of_patient(text: str) -> bool:
    """Tells whether the text names a patient, by that or any other noun."""
    return _PATIENT.search(text) is not None


def tells(text: str) -> bool:
    """Tells whether the line has a verb of a sentence or a narrative."""
    return any(word in _VERBS or word in _NARRATIVE for word in words_of(text))


def is_prose(text: str) -> bool:
    """Tells whether the line is running text: a sentence, or a good part of one.

    Titles, names, list items and buttons are not; a short sentence ("He died.") is.
    """
    if len(text) > PARAGRAPH_CHARACTERS:
        return True
    shown = words_of(text)
    finite = any(word in _VERBS for word in shown)
    narrative = any(word in _NARRATIVE for word in shown)
    if finite and len(shown) >= _OPEN:
        return True
    if ends_sentence(text) and not text.endswith(":"):
        pointing = any(word in _POINTERS for word in shown)
        opening = len(shown) >= _OPENED and shown[0] in _OPENERS
        return len(shown) >= _CLOSED and (finite or pointing or narrative or opening)
    return narrative and len(shown) >= _OPENED and (tells_age(text) or speaks_of_patient(text))


def is_firm_prose(text: str) -> bool:
    """Tells whether the line is a sentence beyond doubt, even where a list of references is expected."""
    shown = words_of(text)
    if len(shown) < _FIRM:
        return False
    told = sum(word in _VERBS or word in _POINTERS or word in _NARRATIVE for word in shown)
    if tells_age(text):
        return told >= 1
    return told >= _FIRM_SIGNS and (shown[0] in _OPENERS or _PATIENT.search(text[:_EXAMINED]) is not None)


def opens_prose(lines: list[Line], index: int) -> bool:
    """Tells whether prose begins on the line, which may be the first of a broken sentence."""
    text = lines[index].text
    if is_prose(text):
        return True
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or following.gap or ends_sentence(text) or len(text) < _BROKEN_LINE:
        return False
    return following.text[0].islower() and is_prose(f"{text} {following.text}")


def is_short(text: str, words: int) -> bool:
    """Tells whether the line has at most `words` words and closes no sentence."""
    return len(text) <= 30 * words and len(text.split()) <= words and not ends_sentence(text)
