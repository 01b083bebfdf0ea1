"""What stands for an organ or a function, and the events by their stems that it tells the end of."""

from __future__ import annotations

import re

from caseline.cases.cues import cue

# Of what stands for an organ or a function the events by their stems: "the skin healed", "vision improved".
ORGANS = (
    (
        cue(r"skin\b"),
        re.compile(
            r"rash|erupt|blister|bulla|necroly|dermat|lesion|urticar|hives|erythem|spots|exanth|johnson|desquam|ulcer"
        ),
    ),
    (
        cue(r"(?:vision|sight|visual\s+acuity)\b"),
        re.compile(r"vis(?:ion|ual)|yellow|blurr|blind|sight|optic|retin|macul|ocular|diplop"),
    ),
    (
        cue(r"(?:liver|hepatic)\s+(?:function|tests?|enzymes?)\b|transaminases\b"),
        re.compile(r"hepat|liver|jaundice|transamin|cholesta|aminotransf"),
    ),
    (
        cue(r"(?:renal|kidney)\s+function\b|creatinine\b"),
        re.compile(r"renal|kidney|nephr|creatinin|uraem|urem"),
    ),
    (cue(r"(?:body\s+)?temperature\b"), re.compile(r"fever|febril|pyrexi|thermi|burning")),
    (cue(r"hearing\b"), re.compile(r"hearing|deaf|otoxic|ototox")),
    (cue(r"(?:blood\s+)?pressure\b"), re.compile(r"tension|pressure|shock")),
    (
        cue(
            r"(?:cardiac|ventricular|left\s+ventricular|ejection|systolic|diastolic|heart)\s+(?:function|fraction)\b"
        ),
        re.compile(r"cardi|heart|ventricul|myocard|kinesi|ejection"),
    ),
    (
        cue(r"(?:ecg|ekg|st[\s-]segments?|electrocardiogra\w+|qtc?(?:\s+interval)?)\b"),
        re.compile(r"\bqt|qrs|\bst\b|arrhythm|cardia|brugada|block|torsade"),
    ),
    (
        cue(r"(?:muscle\s+)?(?:strength|power)\b"),
        re.compile(r"weak|pare(?:sis|tic)|pleg|paraly|myopath|guillain|myasth|palsy"),
    ),
    (cue(r"(?:gait|walking)\b"), re.compile(r"ataxi|gait|walk")),
    (cue(r"(?:speech|voice)\b"), re.compile(r"speech|dysarthr|aphasi|slurr|hoarse|voice|mute|mutism")),
    (cue(r"(?:sensation|sensibility)\b"), re.compile(r"numb|par[ae]+sth|an[ae]+sth|sensory|tingl")),
    (
        cue(r"(?:breathing|respiration|respiratory\s+\w+)\b"),
        re.compile(r"dyspn|breath|respir|asthma|bronch|wheez|apn[oe]|hypox"),
    ),
    (cue(r"appetite\b"), re.compile(r"appetit|anorex|eating")),
    (cue(r"(?:sleep|sleeps|slept)\b"), re.compile(r"insomni|sleep|nightmare")),
    (cue(r"mood\b"), re.compile(r"depress|mood|mania|manic|suicid")),
    (cue(r"swallowing\b"), re.compile(r"dysphag|swallow|odynoph")),
    (cue(r"(?:fits|convulsions|seizures?)\b"), re.compile(r"seizure|convuls|epilep|\bfits?\b")),
    (
        cue(
            r"(?:consciousness|mental\s+status|cognition|cognitive|orientation|awoke|woken?|awaken\w*|came\s+(?:to|a?round)|awake|alert|conscious|oriented|orientated|lucid|responsive)\b"
        ),
        re.compile(
            r"conscious|\bcoma|deliri|confus|mental|enceph|obtund|lethar|drows|somnol|responsive|sedat|stupor|syncop|faint|pass(?:ed|ing)\s+out|blacked\s+out|collaps|disorient|hallucin|catatoni|\bjerk"
        ),
    ),
    (
        cue(
            r"(?:(?:blood|cell|neutrophil|platelet|leu[kc]ocyte|white|red|full)\s+)*counts?\b|ha?emoglobin\b|(?:neutrophils|platelets|leu[kc]ocytes)\b"
        ),
        re.compile(r"penia|agranulo|an[ae]?emi|aplas|aplasia|neutrophils|platelets|myelosupp|marrow"),
    ),
    (
        cue(r"movements?\b|mobility\b|power\b"),
        re.compile(r"catatoni|kinesi|paraly|plegi|pares|weak|parkinson|rigid|stiff|mov"),
    ),
    (
        cue(r"(?:legs?|arms?|hands?)\s+(?:\w+\s+)?\Z"),
        re.compile(r"weak|pares|paraly|plegi|numb|could|myopath|walk"),
    ),
    (cue(r"(?:bowels?|stools?)\b"), re.compile(r"diarrh|constip|colitis|ileus|stool|bowel")),
    (
        cue(
            r"(?:behaviou?r|personality)\b|\b(?:boy|girl|son|daughter|husband|wife|mother|mom|dad|child|kid)\s+back\b"
        ),
        re.compile(
            r"aggress|psychos|irritab|agitat|halluc|scream|mani[ac]|behav|hitting|mood|nightmare|anger|tantrum"
        ),
    ),
    (
        cue(r"(?:sinus\s+)?rhythm\b|circulation\b|pulses?\b"),
        re.compile(
            r"arrhythm|arrest|fibrill|tachy|brady|block|torsade|asystol|palpit|pulseless|\bqt|flutter"
        ),
    ),
    (cue(r"tone\b"), re.compile(r"\btone\b|hypoton|hyperton|flopp|limp")),
    (cue(r"lactate\b|(?:arterial\s+)?ph\b"), re.compile(r"lactic|acidosis|lactat")),
    (cue(r"ketones?\b"), re.compile(r"ketoac|keton")),
    (cue(r"colou?r(?!\s+vision)\b"), re.compile(r"\bpale|pallor|cyano|\bblue|mottl")),
    (cue(r"hair\b"), re.compile(r"alopec|hair|bald")),
    (cue(r"weight\b"), re.compile(r"weight|\blost\b|gained")),
    (cue(r"troponins?\b|trop\b"), re.compile(r"myocard|infarct|myoperic|takotsubo")),
    (cue(r"(?:collection|clot|swelling)\b"), re.compile(r"h[ae]+matoma|abscess|thromb|swell|oedem|edem")),
    (cue(r"(?:periods?|menses|menstruation)\b"), re.compile(r"amenorr|period|menorr|menstru")),
    (cue(r"(?:taste|smell)\b"), re.compile(r"tast|smell|dysgeus|ageus|anosm|hyposm")),
    (
        cue(r"(?:lung|pulmonary|respiratory)\s+function\b|spirometry\b"),
        re.compile(r"pneumon|interstitial|\blung|pulmon|fibros|dyspn"),
    ),
    (cue(r"movements\b"), re.compile(r"chorea|dyskin|athet|tic\b|tics\b|dyston|balli")),
)
