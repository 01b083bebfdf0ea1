"""Treatments that are only named: measured in a sample, denied, compared with, or given long after.

Wording around a mention tells; what a laboratory found or a scan was made with is no treatment of the case.
"""

from __future__ import annotations

import re

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.schema.mention import Label

_BESIDE = 3  # characters between a name and its dose in a list
_MEASURED_BEFORE = cue(
    r"""\b(?:detected|measured|revealed|positive\s+for|negative\s+for|screen(?:ing|ed)?\b[^.;]{0,60}|levels?\s+of
        |concentrations?\s+of|serum|plasma)\b[^.;]{0,120}\Z"""
)
# An abbreviation that stands where a diagnosis is told is no medicine.
_DIAGNOSED = cue(
    r"(?:diagnos(?:is|ed|es|tic)|consistent|compatible|regard(?:ed|ing)?|considered|suggestive|features|typical|characteristic)\s+(?:\w+\s+)?(?:of|as|with|for)\s+(?:[\w-]+\s+){0,3}\Z"
)
_ABBREVIATED = re.compile(r"[A-Za-z]{0,2}[A-Z]{2,}[A-Z\d-]*\Z")
_OF_A_LINE = cue(
    r"(?:(?:flushed|rinsed|diluted|dissolved|reconstituted)\s+(?:\w+\s+)?(?:with|in)\s+[^.;,]{0,30}|diagnostic\s+)\Z"
)
_ALLERGIC = cue(
    r"""\b(?:known|reported|reports|previous|prior|history\s+of|pmh\w*|any|no|drug
        |documented)\s+(?:\w+\s+){0,2}?(?:allerg(?:y|ies|ic)|hypersensitivity)\s+to\s[^.;]{0,60}\Z
      | \ballergies\s*(?::|to|include[sd]?)[^.;]{0,60}\Z
      | \b(?:after|because\s+of|owing\s+to|in\s+view\s+of|mindful\s+of|due\s+to|given)\s+(?:an?\s+|his\s+|her\s+|the\s+)?(?:\w+\s+)?
        (?:intolerance|allergy|non-?tolerance)\s+(?:to|of)\s+(?:[\w-]+\s+){0,2}\Z"""
)
_MEASURED_BEHIND = re.compile(
    r"""\A\s*(?:[-–]\s*)?allerg(?:y|ies|ic)\b(?!\s+reaction)|\A\s*(?:amino\w*|dehydrogenase|phosphatase|kinase)\b
        |\A[^.;]{0,40}?\b(?:levels?|concentrations?|measured|tests?\s+(?:was|were)|(?:was|were)\s+(?:not\s+)?detected|assays?|titers?)\b
        | \A\s*(?:(?:was|of|:|=|is)\s*)?(?:[<>≤≥]\s*)?\d[\d.,]*\s*(?:[µμ]g|mg|ng|pg|g|mmol|[µμ]mol|nmol|pmol|iu|u|meq)/(?:24\s*h|d?l|ml)\b""",
    re.VERBOSE,
)
_TREATING = cue(
    r"""\b(?:given|gave|received|receiv(?:es|ing)|administer\w+|treat\w+|manag\w+|start\w+|initiat\w+|commenc\w+|prescri\w+|took|takes?|taking
      |taken|used|using|uses|required|underwent|on|with|therapy|sufficient|continu\w+|add(?:ed|ition)|placed|switch\w+|perform\w+|mg|dose\w*
      |discontinu\w+|withdr\w+|stopped|after|following|implant\w+|insert\w+|deploy\w+|drain\w+|remov\w+|resect\w+|excis\w+|undergo\w*|placement|stented|irradiated|embolized|inject\w+|infus\w+|vaccinat\w+|appl(?:ied|ication)|ingest\w+|intubated|extubated|transfused)\b"""
)
# "Kept at the bedside and never used", "remains well on": not given, or given later for the disease.
_UNUSED = re.compile(
    r"\A[^.;]{0,40}?\b(?:never|not)\s+(?:been\s+)?(?:used|given|needed|required|administered|started|taken|attempted|performed)\b"
)
_LATER_ON = cue(
    r"""(?:remain(?:s|ed|ing)|is|was|been|done|doing|stayed)\s+(?:\w+\s+){0,2}?(?:well|stable|controlled|seizure-free
        |symptom-free|free\s+of\s+[\w\s]{1,20}|in\s+remission|asymptomatic)
        \s+(?:\w+\s+){0,3}?(?:on|with|under|taking|while\s+on)\s+(?:[\w./%-]+\s+){0,4}?\Z"""
)
_NOT_TAKEN = cue(
    r"""(?:not|never|no)\s+(?:been\s+)?(?:prescribed|taken|taking|given|received|receiving|on|using|used|exposed\s+to)\b[^.;]{0,80}\Z"""
)
# What was left for something else, thought of or made ready, and never given.
_PASSED_OVER = cue(
    r"(?:preferr(?:ed|able)\s+to|in\s+preference\s+to|(?:chosen|used|given|selected|prescribed|started|preferred)\s+(?:rather\s+than|instead\s+of|over))\s+(?:[\w-]+\s+)?\Z"
)
_NOT_CALLED_FOR = re.compile(
    r"""\A(?:\s+(?:and|or)\s+[\w-]+)?\s+(?:(?:was|were|had\s+been)\s+(?:\w+ly\s+)?(?:(?:considered|discussed|offered|proposed|prepared|contemplated)\s*,?\s+(?:but|and)\s+(?:(?:was|were)\s+)?(?:not|declined|refused|rejected|withheld|never|deferred|dismissed|unnecessary)
        |(?:kept|held)\s+(?:in\s+reserve|ready|at\s+hand)|declined\s+by|refused\s+by|rejected|deemed\s+unnecessary|narrowly\s+avoided)
      |proved\s+(?:unnecessary|superfluous)|(?:was|were)\s+(?:unnecessary|superfluous|avoided\b(?!\s+(?:thereafter|since|afterwards|from\s+then))))\b""",
    re.VERBOSE,
)
# "Transfusion-dependent": how a disease is, and nothing that was done.
_LENT = re.compile(r"\A[-‐‑–](?:dependent|requiring|naive|na[iï]ve|refractory|resistant|sparing)\b")


def is_passed_over(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is of a treatment that was thought of and not given, or lends its name to something else."""
    behind = narrative.after(mention)
    return bool(
        _PASSED_OVER.search(narrative.before(mention)) or _NOT_CALLED_FOR.match(behind) or _LENT.match(behind)
    )


# "Such episodes are seen more often with the old vaccine": a comparison, not an exposure.
_COMPARED = cue(
    r"\b(?:more|less)\s+(?:often|commonly|frequently)\s+(?:\w+\s+)?(?:with|after|following|by)\s+(?:[\w-]+\s+){0,3}\Z"
)
# Contrast media, which a scan is told with and which nobody suspects for it.
_CONTRAST = cue(
    r"(?:[\w-]+\s+)*(?:contrast|gadolin\w+|gadobut\w+|barium|io(?:promide|hexol|dixanol|versol|pamidol)|fluorescein|indocyanine|fdg)\b"
)
_IMAGED = cue(
    r"(?:ct|mri|mr|pet|tomograph\w+|scan\w*|imag\w+|enhanc\w+|angiogra\w+|x-?ray|t1|t2|radiogra\w+|weighted)\b"
)
# "Minutes after injection of iohexol": an exposure, where no finding of the scan is told.
_INJECTED = cue(
    r"""(?:(?<!and\s)after|following|during|upon|within\s+[\w\s-]{1,20}\s+of|due\s+to|caused\s+by|reactions?\s+to|secondary\s+to|allerg\w+\s+to)\s+
        (?:[\w-]+\s+){0,4}\Z"""
)
_SHOWN = cue(
    r"(?:show\w*|reveal\w*|demonstrat\w*|enhance[ds]?|enhancing|uptake|lesions?|mass(?:es)?|defects?|leak\w*|perform\w*|obtained|acquired|images?)\b"
)


def is_taken(narrative: Narrative, mention: Found) -> bool:
    """Says whether a treatment is told as given, rather than measured in a sample or only named."""
    if is_aside(narrative, mention):
        return False
    sentence = narrative.sentence_of(mention)
    dosed = any(
        0 <= other.start - mention.end <= _BESIDE and other.label in {Label.DOSE, Label.FREQUENCY}
        for other in narrative.by_sentence[mention.sentence]
    )
    return dosed or _TREATING.search(sentence.lowered) is not None


def is_aside(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is a result of a laboratory, or of a medicine not given or given long after."""
    before = narrative.before(mention)
    behind = narrative.after(mention)
    aside = (
        _MEASURED_BEFORE.search(before)
        or _ALLERGIC.search(before)
        or _LATER_ON.search(before)
        or _NOT_TAKEN.search(before)
        or _COMPARED.search(before)
        or _images(narrative, mention)
        or _MEASURED_BEHIND.match(behind)
        or (not mention.code and _ABBREVIATED.match(mention.text) and _DIAGNOSED.search(before))
        or _UNUSED.match(behind)
        or _OF_A_LINE.search(before)
    )
    return aside is not None


def _images(narrative: Narrative, mention: Found) -> re.Match[str] | None:
    """Returns what tells a scan beside a contrast medium, None where something is told to have come after it."""
    sentence = narrative.sentence_of(mention).lowered
    if not _CONTRAST.search(mention.lowered) or (
        _INJECTED.search(narrative.before(mention)) and not _SHOWN.search(sentence)
    ):
        return None
    return _IMAGED.search(sentence)
