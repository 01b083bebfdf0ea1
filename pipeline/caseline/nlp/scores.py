"""How sure the pipeline is of each mention: the share of such mentions that annotators marked."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from caseline.errors import ConfigError
from caseline.nlp.layers import BY_MENTION, CANDIDATE_SCORES, MENTION_SCORES, MENTIONS
from caseline.nlp.score_features import features
from caseline.nlp.score_table import ScoreTable, load_table, packaged_tables, read_table

# `table`: a packaged table by name, or one by the path of its JSON file.
DEFAULT_CONFIG = {"table": "default"}
_FILE = "table.json"


@Language.factory(
    "caseline_scores",
    default_config=DEFAULT_CONFIG,
    requires=["doc.spans", f"doc._.{CANDIDATE_SCORES}"],
    assigns=[f"doc._.{MENTION_SCORES}"],
)
def make_scores(nlp: Language, name: str, table: str) -> "Scores":
    """Builds the component.

    Raises:
        ConfigError: When `table` names no packaged table, or its file cannot be used.
    """
    return Scores(nlp, name, table=table)


class Scores:
    """Writes `doc._.mention_scores`: for each of `doc.spans["mentions"]`, in its order, a score or None.

    A score is the probability that an annotator would give these very characters this label; None where
    no corpus can tell. It stands behind whatever adds, drops or reorders mentions.
    """

    def __init__(self, nlp: Language, name: str, *, table: str) -> None:
        self.name = name
        self._setting = table
        self._is_own = table not in packaged_tables()
        # A saved pipeline brings a table of its own, whose first place may be gone.
        is_elsewhere = self._is_own and table.endswith(".json") and not Path(table).is_file()
        self._table: ScoreTable | None = None if is_elsewhere else load_table(table)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[float | None]:
        """Returns the score of each mention, in the layer's order.

        Raises:
            ConfigError: When the file that `table` names does not exist.
        """
        if self._table is None:
            raise ConfigError(f"{self.name}.table: no file {self._setting}")
        labels = (span.label_ for span in doc.spans.get(MENTIONS, ()))
        return [self._table.score(label, each) for label, each in zip(labels, features(doc), strict=True)]

    def annotate(self, doc: Doc, found: Sequence[float | None]) -> None:
        """Writes the scores."""
        doc._.set(MENTION_SCORES, list(found))

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes a table that is not a packaged one into a folder."""
        if self._is_own and self._table is not None:
            Path(path).mkdir(parents=True, exist_ok=True)
            Path(path).joinpath(_FILE).write_text(self._table.text, encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "Scores":
        """Reads the table that `to_disk` wrote, if any."""
        file = Path(path) / _FILE
        if self._is_own and file.is_file():
            self._table = read_table(file.read_text(encoding="utf-8"), name=str(file))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Returns a table that is not a packaged one as bytes."""
        return self._table.text.encode() if self._is_own and self._table is not None else b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Scores":
        """Reads what `to_bytes` gave."""
        if data:
            self._table = read_table(data.decode(), name=self.name)
        return self


def drop_below(doc: Doc, least: float) -> None:
    """Takes the mentions with a lower score from a Doc, and what was read of them; those without any stay."""
    scores: Sequence[float | None] = doc._.get(MENTION_SCORES)
    mentions = list(doc.spans.get(MENTIONS, ()))
    kept = [
        place
        for place, (_, score) in enumerate(zip(mentions, scores, strict=True))
        if score is None or score >= least
    ]
    doc.spans[MENTIONS] = [mentions[place] for place in kept]
    for name in BY_MENTION:
        told = doc._.get(name)
        if told is not None:
            doc._.set(name, [told[place] for place in kept])
