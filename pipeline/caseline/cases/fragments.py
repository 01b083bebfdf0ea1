"""Wordings that the finders take for a sign or disease and that name none: looks of a slide, measures, organisms, steps of care."""

from __future__ import annotations

import re

# Words that are part of a name and none of their own, and the looks of cells on a slide or an image.
_BARE = r"""(?:recover(?:ed|y)|improved?|resolved|worsened|dilated|enlarged|elevated|decreased|increased|reduced|absent|positive|abnormal|compressed
    |margins?|flecks?|borders?
    |attacks?|episodes?|parenchyma|invasive|bilateral(?:ly)?|petechial|vacuolated|complicated|well|ill|onset|course|tender|bubbles|debris|deviation
    |thickening|thickened|enlarging|enlargement|tethering|flexion|densit(?:y|ies)|prominence|expansion|configuration|shape|compression|vasculari[sz]ation|defects?
    |changes|hyper-?cellular|hypo-?cellular|hypo-?dense|hyper-?dense|hyper-?intense|hypo-?intense|hypo-?echoic|hyper-?echoic|echogenic|hyperechogenic
    |hypo-?cellular(?:\s+(?:with|and)\b.*)?|hypokinetic|akinetic|dyskinetic|necrotic|ruptured|h[a]?emorrhagic|plethoric|hypertrophied|hypertrophic|atrophic|calcified|cystic|fibrotic|ulcerated|inflamed
    |thick|thin|greasy|greased|moist|dry|smooth|flat|raised|round|oval|mood|patch(?:es)?|border|shiny|firm|soft|mobile|warm|brown|grey|gr[ae]y|blackish|whitish|yellowish|pigmented|eroded|crusted|second|third|fourth
    |gel|cream|ointment|atriali[sz]ed|displaced|distended|infiltrated|infiltrating|perforated|occluded|obstructed|stenotic|stenosed|congested|diuresis)"""
_SLIDE = r""".*\b(?:cytoplasm|birefringence|mitos[ei]s|mitotic\s+\w+|nucleol(?:i|us)|chromatin|immuno(?:re|posi)\w+|spindle\s+cells?|hyperchromatic\s+nuclei
    |(?:epithelial|squamous|giant|plasma|inflammatory|atypical|vacuolated|stromal|granular|clear|foamy)\s+cells?(?:\Z|\s+(?:with|arranged|organi[sz]ed)\b.*)
    |(?:papillary|glandular|tubular|trabecular)\s+configurations?|pseudostratification|(?:mucinous|extracellular|electron-dense|myxoid)\s+material
    |(?:echogenic|echo-?dense|cystic|tubular|linear|anechoic|membrane-like\s+\w+)\s+structures?|connective\s+tissue(?!\s+(?:disease|disorder))
    |(?:nuclear|cellular|cytonuclear)\s+(?:atypia|staining|pleomorphism))"""
# How something is spread or how often it comes, without what it is.
_SPREAD = r"""(?:dermatomal|(?:bi|uni|contra|ipsi)lateral(?:ly)?|symmetric(?:al)?(?:ly)?|asymmetric(?:al)?(?:ly)?|diffuse(?:ly)?|generali[sz]ed
  |locali[sz]ed|widespread|patchy|scattered
    |ascending|descending|proximal|distal|focal|multifocal|circumscribed|disseminated|radiating|migratory|intermittent(?:ly)?|constant(?:ly)?|persistent(?:ly)?|continuous|recurrent
    |transient|(?:ir)?reversible|spontaneous|gradual|sudden|acute|chronic)"""
_SPREADS = rf"{_SPREAD}(?:\s*(?:,|/|and|but|&|\s)\s*{_SPREAD})*"
# What is measured or tried, without what was wrong with it.
_MEASURE = r"""(?:(?:full|complete|clear|intact|preserved|regained|stable
        |brachial|femoral|systolic|diastolic|arterial|mean|central|resting|best\s+corrected|corrected|borderline)\s+)*
    (?:bp|blood\s+pressures?|systolic\s+pressures?|(?:bp|blood\s+pressure)\s+values|pulse|heart\s+rate|respiratory\s+rate|visual\s+fields?|colou?r\s+vision|light\s+perception
    |dark\s+adapt?(?:at)?ion|vision|visual\s+acuity|hearing|speech|gait|reflexes|consciousness|breath\s+sounds|heart\s+sounds|body\s+weight|weight|height|ketones|ecg|eeg
    |(?:systolic|diastolic|renal|kidney|liver|hepatic|thyroid|cardiac|pulmonary|lung|ventricular|left\s+ventricular)\s+function|ejection\s+fraction|euvol[a]?emic\s+state
    |afp|cea|psa|crp|esr|alt|ast|ldh|ck|cpk|ggt|inr|tsh
    |(?:(?:blood|serum|peripheral|infiltrating|scattered|numerous|many|few|hepatitis|viral|bacterial)\s+)*(?:eosinophils?|neutrophils?|lymphocytes?|monocytes?|platelets?|leukocytes?|leucocytes?|serolog(?:y|ies)|transaminases?
        |antibod(?:y|ies)|autoantibodies|electrolytes|liver\s+(?:tests?|enzymes|numbers)|cultures?|urinalysis|sheet|counter|eyes\s+open|eyes\s+closed)
    |(?:speech|movements?|spontaneous\s+movements?)(?:\s+and\s+(?:speech|movements?|spontaneous\s+movements?))?)
    (?:\s+\([^)]*\))?"""
# The next of several of what was named before: "a second, eroded, on the glans".
_NEXT = r"(?:second|third|fourth|another|other),.*"
# A step of care, a stretch of time, and a turn for the better.
_COURSE = r"""(?:(?:post|peri|pre|intra)-?operative|clinical|hospital|disease|recovery|latent|latency)\s+(?:period|phase|course) | coinciding\s+with\b.*
    | \w+[-‐‑–]free(?:(?:,|\s+and|,\s+and)\s+\w+[-‐‑–]free)*
    | (?:decreas(?:e|ing)|increas(?:e|ing)|reduc(?:tion|ing)|change|taper(?:ing)?)\s+(?:of|in)
        \s+(?:the\s+)?(?:sedation|dos(?:e|es|age)|treatment|medication|therapy|fio2|oxygen)\b.*
    | (?:(?:less|more)\s+(?:severe|frequent|intense)|mild(?:er)?|further|similar)\s+(?:attacks?|episodes?)
    | (?:(?:significant|marked|complete|partial|adequate|gradual|rapid|full|spontaneous|further|clinical|symptomatic|successful|slight|dramatic)\s+)*
    (?:improvement|resolution|cessation|disappearance|normali[sz]ation|removal|drainage|restoration|preservation|healing|relief|regression|amelioration|control|correction)\s+(?:of|in|from)\b.*
    | (?:remain(?:ed|s)|was|were|is|being)?\s*free\s+(?:of|from)\b.* | .*[\s-]free\s+survival | (?:no|lack\s+of)\s+(?:evidence|signs?|any)\b.*"""
# Organisms and animals by name; an infection or a bite would say so.
_GENUS = r"""(?:pseudomonas|staphylococc\w+|streptococc\w+|escherichia|klebsiella|enterococc\w+|enterobacter|candida|aspergillus|acinetobacter
    |haemophilus|listeria
    |salmonella|cryptococc\w+|clostridi\w+|bacteroides|proteus|serratia|stenotrophomonas|burkholderia|helicobacter|mycobacterium|norovirus|astrovirus|rotavirus|adenovirus|enterovirus)"""
_ORGANISM = rf"""(?:(?:multi-?drug|methicillin|vancomycin|multi)[\s-]resistant\s+)?
    (?:{_GENUS}(?:\s+(?:(?!pneumonia\b|sepsis\b|meningitis\b|carriage\b|infection\b|bacter[a]?emia\b|colitis\b|endocarditis\b)\w+))?|[a-z]\.\s+(?:aureus|coli|pneumoniae|aeruginosa|albicans|pylori|difficile|faecalis|faecium)
    |bacteri(?:a|um)|bacill(?:i|us)|pathogens?|virus(?:es)?|fung(?:us|i)|parasites?|(?:micro-?)?organisms?|gram[\s-](?:positive|negative)\s+(?:rods|cocci|organisms|bacteria|bacilli)
    |scorpions?|snakes?|spiders?|wasps?|ticks?|mosquito(?:es)?|dogs?|cats?)(?:\s+strains?)?"""
# "HLA-B*58:01", "DRB1*080302"
_ALLELE = r"(?:hla[\s-]*)?[a-z]*\d*\s?\*\s?[\d:]+.*"
_FRAGMENT = re.compile(
    rf"{_BARE} | {_SPREADS} | {_SLIDE} | {_MEASURE} | {_COURSE} | {_ORGANISM} | {_ALLELE} | {_NEXT} | \W*",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def is_fragment(text: str) -> bool:
    """Says whether a wording, without articles and extent, is a piece of a name or of the course and names nothing."""
    return _FRAGMENT.fullmatch(text) is not None
