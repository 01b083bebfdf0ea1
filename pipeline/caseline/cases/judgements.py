"""Sentences in which a report judges the cause in its own case, wherever they stand."""

from __future__ import annotations

from caseline.cases.cues import cue

_CAUSE = r"""(?:causes?|caused|causal\w*|causative|causality|responsible|culprit|trigger\w*|induced|due\s+to|attribut\w+|relationship|
  association|reaction|side\s+effect|blame
    |(?:un)?related|certain|probable|possible|likely|unlikely|definite|doubt)"""
_JUDGES = cue(
    rf"""(?:we|i|the\s+authors?|the\s+(?:company|sender|agency|investigator|(?:reporting\s+)?(?:reporter|physician|health\s*care\s+professional|consumer)|parents?|mother|father)|the\s+(?:\w+\s+)?(?:pharmacist|doctor|dermatologist|paediatrician|pediatrician|consultant|nurse|team))\s+
        (?:(?:\w+ly|therefore|thus|would|also|have|had|has|can\s+only|said|says|thought|that|it)\s+){{0,3}}?
        (?:regard|judge|rate|attribute|ascribe|hold|blame|deem|consider|suspect|believe|think|thought|assess|classif|call|feel|felt|concluded|told|said|scor|grad|rank)\w*\b
        [^.;]{{0,140}}?\b{_CAUSE}\b
      | (?:leads?|led|leading|allows?|allowed|made)\s+us\s+(?:to\s+)?(?:regard|judge|rate|attribute|ascribe|blame|deem|consider|suspect|believe
        |think|assess|classify|call|conclude)\b[^.;]{{0,140}}?\b{_CAUSE}\b
      | (?:makes?|made|making|renders?|rendered)\s+(?:an?|the|any)\s+(?:causal\s+|drug\s+)?(?:relation(?:ship)?|association|link|connection
        |causality|diagnosis)\s+(?:\w+\s+){{0,2}}?(?:certain|definite|probable|possible|likely|unlikely|plausible)\b
      | (?:we|i|the\s+authors?)\s+(?:\w+ly\s+|therefore\s+|thus\s+)?(?:attribut|ascrib|blam|suspect)(?:e|ed|es)?\s+(?!that\b)[^.;]{{1,100}}
      | (?:events?|reactions?|symptoms?|cases?|cause|causality|causal\s+(?:relationship|role|association))\b[^.;]{{0,100}}?
        \s(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:assess|consider|judg|deem|classif|regard|rat|evaluat|felt|thought|report)\w*\s[^.;]{{0,60}}?\b{_CAUSE}\b
      | (?:company|sender|reporter|investigator|agency|authority)(?:['’]s)?\s+(?:causality\s+)?(?:comment|assessment|opinion)s?\b[^.;]{{0,140}}?\b{_CAUSE}\b
      | (?:it|that\s+it|this|which)\s+(?:could|may|might)\s+(?:well\s+)?(?:be|have\s+been)\s+(?:the|his|her|my)\s
      | (?:naranjo|who[\s-]*umc|uppsala\s+monitoring)\b[^.]{{0,160}}?(?:\b\d{{1,2}}\b|\b(?:certain|definite|probable|possible|unlikely|doubtful)\b)
      | (?:scored?|score\s+of)\s[^.]{{0,30}}\b(?:naranjo)\b
      | (?:makes?|made|making|leav(?:es|ing)|points?\s+to|pointed\s+to|pointing\s+to|incriminat\w+|
        implicat\w+)\s+(?:[\w-]+\s+){{1,5}}?(?:as\s+)?(?:the|a)\s+(?:most\s+)?(?:likely|probable|possible|only|plausible)\s+
        (?:cause|culprit|explanation|candidate|trigger)
      | (?:no|without)\s+(?:an\s*)?other\s+(?:\w+\s+)?(?:cause|explanation)s?\s+(?:was|were|could)"""
)
# Said to the reader, or of any patient.
_TO_READERS = cue(
    r"""(?:clinicians|physicians|prescribers|doctors|practitioners|providers)\s+(?:\w+\s+){0,2}?(?:should|must|need|ought|be\s+aware)
      | should\s+(?:always\s+)?be\s+(?:considered|suspected|used|avoided|monitored) | patients\s+(?:with|who|receiving|treated|taking|on)\b | et\s+al\b"""
)


def judges_cause(lowered: str) -> bool:
    """Says whether a sentence, in lower case, judges what caused this case ("we regard kava as the cause")."""
    return _JUDGES.search(lowered) is not None and _TO_READERS.search(lowered) is None
