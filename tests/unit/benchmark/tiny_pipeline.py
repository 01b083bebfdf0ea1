"""A pipeline of patterns only, which finds ages, sexes, times, doses and routes without any model."""

from __future__ import annotations

from pathlib import Path

TINY = """\
[paths]
trained = null

[nlp]
lang = "en"
pipeline = [%s]

[nlp.tokenizer]
@tokenizers = "caseline.ClinicalTokenizer.v1"

[components]

[components.sentences]
factory = "caseline_sentences"

[components.sections]
factory = "caseline_sections"

[components.patterns]
factory = "caseline_patterns"

[components.merge]
factory = "caseline_merge"

[components.merge.order]
%s
"""
ORDER = ("AGE", "SEX", "TIME", "DOSE", "ROUTE", "SEVERITY")


def write_tiny(path: Path, labels: tuple[str, ...] = ORDER) -> Path:
    """Writes the config of a pipeline that finds some labels, or nothing at all."""
    names = ["sentences", "sections", "patterns", "merge"]
    if not labels:
        names = ["sentences", "sections"]
    order = "\n".join(f'{label} = ["pattern"]' for label in labels)
    text = TINY % (", ".join(f'"{name}"' for name in names), order)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text if labels else text.partition("[components.patterns]")[0], encoding="utf-8")
    return path
