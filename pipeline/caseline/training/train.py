"""Trains one named entity recogniser a corpus, since each corpus marks only its own labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop

from caseline.errors import ConfigError, ReadingError
from caseline.nlp.tokenizer import NAME as TOKENIZER
from caseline.training.brat import read_brat
from caseline.training.convert import LostSpan, convert
from caseline.training.phee import join_times, read_phee
from caseline.training.pieces import join_sentences, split_texts
from caseline.training.pubtator import read_pubtator
from caseline.training.texts import LabelledText

SEED = 7
ROUNDS = 2
COMPONENT = "ner"
# MACCROBAT's labels that are learnt. The others are too rare, of no use to a case or, as its histories are,
# long spans that hide the disorders within.
MACCROBAT_LABELS = frozenset(
    {
        "Age",
        "Biological_structure",
        "Clinical_event",
        "Date",
        "Disease_disorder",
        "Dosage",
        "Duration",
        "Frequency",
        "Medication",
        "Personal_background",
        "Severity",
        "Sex",
        "Sign_symptom",
        "Therapeutic_procedure",
    }
)

# Where annotators gave two roles to the same words, the one that a case cannot do without.
PHEE_TIES = ("EVENT",)
_PARTS = ("train", "dev")
_PAPERS = ("Training", "Development")

Pieces = Callable[[Iterable[LabelledText]], Iterator[LabelledText]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus's name, its texts to learn from and to choose the best step by, and how to read them.

    `pieces` cuts or joins the first; `prefer` are the labels that win where two stand on the same words.
    """

    name: str
    train: tuple[LabelledText, ...]
    dev: tuple[LabelledText, ...]
    pieces: Pieces
    prefer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trained:
    """Where a trained pipeline stands, its scores on the dev texts, and the training spans it never saw."""

    name: str
    path: Path
    scores: Mapping[str, Any]
    lost: tuple[LostSpan, ...]


def read_corpora(*, bc5cdr: Path, maccrobat: Path, phee: Path) -> tuple[Corpus, ...]:
    """Reads the three corpora from their folders as published, the most general first.

    Raises:
        ReadingError: When a file is missing or malformed.
        AlignmentError: When an annotation does not select its text.
    """
    papers = [tuple(read_pubtator(_file(bc5cdr, f"CDR_{part}Set.PubTator.txt"))) for part in _PAPERS]
    cases = [_keep(read_brat(maccrobat / part), MACCROBAT_LABELS) for part in _PARTS]
    sentences = [tuple(join_times(read_phee(_file(phee, f"{part}.json")))) for part in _PARTS]
    return (
        Corpus("bc5cdr", train=papers[0], dev=papers[1], pieces=split_texts),
        Corpus("maccrobat", train=cases[0], dev=cases[1], pieces=split_texts),
        Corpus("phee", train=sentences[0], dev=sentences[1], pieces=join_sentences, prefer=PHEE_TIES),
    )


def train_all(
    corpora: Sequence[Corpus], *, config: Path, output: Path, seed: int = SEED, rounds: int = ROUNDS
) -> tuple[Trained, ...]:
    """Trains a pipeline a corpus, each in `output/<name>/model-best`.

    Each begins with the token vectors that the one before has learnt, the first of a later round with those
    of the last; a later round replaces the pipelines of the one before.

    Raises:
        ConfigError: When the config cannot be read or built.
    """
    trained: dict[str, Trained] = {}
    start: Path | None = None
    for corpus in list(corpora) * rounds:
        trained[corpus.name] = train_one(
            corpus, config=config, output=output / corpus.name, start=start, seed=seed
        )
        start = trained[corpus.name].path
    return tuple(trained.values())


def train_one(
    corpus: Corpus,
    *,
    config: Path,
    output: Path,
    start: Path | None = None,
    seed: int = SEED,
    overrides: Mapping[str, Any] | None = None,
) -> Trained:
    """Converts one corpus and trains a pipeline on it with spaCy's training loop.

    Writes `train.spacy`, `dev.spacy`, `training.log`, `model-best` and `model-last` into `output`.

    Args:
        corpus: What to learn from.
        config: A spaCy training config with `paths.train` and `paths.dev`.
        output: Folder to write to.
        start: A trained pipeline of the same architecture, whose token vectors to begin with.
        seed: Of every random choice.
        overrides: Values of the config to change, as `section.name`.

    Raises:
        ConfigError: When the config cannot be read or built.
    """
    output.mkdir(parents=True, exist_ok=True)
    paths = {part: output / f"{part}.spacy" for part in ("train", "dev")}
    blank = util.get_lang_class("en").from_config({"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    converted = convert(corpus.pieces(corpus.train), blank, prefer=corpus.prefer)
    converted.doc_bin().to_disk(paths["train"])
    convert(corpus.dev, blank, prefer=corpus.prefer).doc_bin().to_disk(paths["dev"])
    values = {f"paths.{part}": str(path) for part, path in paths.items()} | {"system.seed": seed}
    nlp = _initialised(config, values | dict(overrides or {}))
    if start is not None:
        _token_vectors(nlp).from_bytes(_token_vectors(util.load_model(start)).to_bytes())
    with (output / "training.log").open("w", encoding="utf-8") as log:
        train_loop(nlp, output, stdout=log, stderr=log)
    best = output / "model-best"
    return Trained(corpus.name, best, _forget_paths(best).meta["performance"], converted.lost)


def _initialised(config: Path, values: Mapping[str, Any]) -> Language:
    try:
        return init_nlp(util.load_config(config, overrides=dict(values), interpolate=False))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{config}: {error}") from error


def _forget_paths(path: Path) -> Language:
    """Takes the training files' places out of the saved config; they mean nothing elsewhere."""
    nlp = util.load_model(path)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config.to_disk(path / "config.cfg")
    return nlp


def _token_vectors(nlp: Language) -> Any:
    recogniser: Any = nlp.get_pipe(COMPONENT)
    return recogniser.model.get_ref("tok2vec")


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise ReadingError(str(folder), f"holds no {name}; name the folder of the corpus as published")
    return path


def _keep(texts: Iterable[LabelledText], labels: frozenset[str]) -> tuple[LabelledText, ...]:
    return tuple(
        LabelledText(text.id, text.text, tuple(span for span in text.spans if span.label in labels))
        for text in texts
    )
