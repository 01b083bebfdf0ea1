"""Reports by the thousand for the benchmark of scale, made of authored ones and of templates."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

_DRUGS = (
    "amoxicillin carbamazepine lamotrigine infliximab methotrexate allopurinol clozapine amiodarone sulfasalazine "
    "phenytoin pembrolizumab ciprofloxacin lisinopril metformin rituximab ibuprofen tacrolimus venlafaxine"
).split()
_EVENTS = (
    "a maculopapular rash;acute pancreatitis;agranulocytosis;angioedema;interstitial pneumonitis;liver failure;"
    "hyponatraemia;torsade de pointes;optic neuritis;rhabdomyolysis;thrombocytopenia;a generalised seizure"
).split(";")
_REASONS = (
    "epilepsy;gout;rheumatoid arthritis;a chest infection;depression;hypertension;ulcerative colitis;melanoma"
)
_STEPS = "was stopped;was withdrawn at once;was reduced by half;was continued;was replaced by another agent"
_REMEDIES = (
    "prednisolone 40 mg daily;two units of platelets;intravenous fluids;haemodialysis;adrenaline;rest alone"
)
_ENDINGS = (
    "She recovered fully within {days} days.;The patient died {days} days later.;It had resolved at {weeks} weeks."
    ";He was left with weakness of one hand.;Nothing is known of what became of her."
)
_TELLING = (
    "A {age}-year-old {person} with {reason} was given {drug} {dose} mg daily. {days} days after the first dose {event} "
    "developed.",
    "We report {event} in a {person} aged {age} who had taken {drug} for {weeks} weeks because of {reason}.",
    "The patient, a {person} of {age} years, came to the emergency department with {event}; {drug} ({dose} mg twice a "
    "day) had been begun {days} days earlier for {reason}.",
)
_GOING_ON = (
    "{drug} {step}, and {remedy} was given. {ending}",
    "The medication {step}. With {remedy} the complaint eased on day {days}. {ending}",
)


def paragraphs(folder: Path) -> tuple[str, ...]:
    """Returns the paragraphs of the authored reports in a folder, not of those kept apart below it."""
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    return tuple(part.strip() for text in texts for part in re.split(r"\n\s*\n", text) if part.strip())


def report(draw: random.Random, authored: tuple[str, ...], *, longest: int = 2) -> str:
    """Returns one report: a case from the templates, and some authored paragraphs in any order."""
    told = [_case(draw), *draw.sample(authored, draw.randint(0, longest))]
    draw.shuffle(told)
    return "\n\n".join(told) + "\n"


def write_reports(folder: Path, *, count: int, sample: int, seed: int, authored: Path) -> Iterator[Path]:
    """Writes reports, a hundred to a folder, the first ones in `folder/sample`; yields their paths."""
    draw = random.Random(seed)  # noqa: S311 - nothing is secret
    known = paragraphs(authored)
    for number in range(count):
        path = folder / ("sample" if number < sample else "rest") / f"{number // 100:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        # The number keeps two reports from having the same text.
        path.write_text(f"Report {number}\n\n{report(draw, known)}", "utf-8")
        yield path


def of_length(draw: random.Random, authored: tuple[str, ...], characters: int) -> str:
    """Returns a text of many reports that is as long as asked for."""
    told: list[str] = []
    reached = 0
    while reached < characters:
        told.append(report(draw, authored))
        reached += len(told[-1]) + 1
    return "\n".join(told)[:characters]


def _case(draw: random.Random) -> str:
    values = {
        "age": draw.randint(1, 95),
        "person": draw.choice(("man", "woman", "boy", "girl", "nurse", "farmer")),
        "reason": draw.choice(_REASONS.split(";")),
        "drug": draw.choice(_DRUGS),
        "dose": draw.choice((5, 10, 25, 100, 250, 500)),
        "days": draw.randint(2, 60),
        "weeks": draw.randint(2, 40),
        "event": draw.choice(_EVENTS),
        "step": draw.choice(_STEPS.split(";")),
        "remedy": draw.choice(_REMEDIES.split(";")),
    }
    values["ending"] = draw.choice(_ENDINGS.split(";")).format(**values)
    return " ".join((draw.choice(_TELLING).format(**values), draw.choice(_GOING_ON).format(**values)))
