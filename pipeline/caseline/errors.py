"""Every error that Caseline raises on purpose: what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path

# What a library below raises when one text is too much for it; the next text may be fine.
DOCUMENT_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,  # broken XML is one
    TypeError,
    ValueError,
)


class CaselineError(Exception):
    """Root of the tree; catching it catches every error that is the user's to mend."""


class ConfigError(CaselineError):
    """A pipeline config that cannot be found, read or built."""


class LexiconError(CaselineError):
    """A row of a lexicon or rule file that cannot be used.

    Args:
        path: The file.
        row: Its line, counted from 1.
        reason: What is wrong with it.
    """

    def __init__(self, path: Path, row: int, reason: str) -> None:
        super().__init__(f"{path}, row {row}: {reason}")
        self.path = path
        self.row = row


class ReadingError(CaselineError):
    """An input file that cannot become an article.

    Args:
        path: The file as the user named it.
        reason: What is wrong with it and what to do.
        where: The place in it, such as "line 3", "page 12" or an XPath.
    """

    def __init__(self, path: str, reason: str, *, where: str | None = None) -> None:
        super().__init__(f"{path}, {where}: {reason}" if where else f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.where = where


class WritingError(CaselineError):
    """A file that cannot be written.

    Args:
        path: The file as the user named it.
        reason: What is wrong and what to do.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class StoppedError(CaselineError):
    """A run over papers that was to stop at the first that fails.

    Args:
        source: The paper.
    """

    def __init__(self, source: str) -> None:
        super().__init__(f"{source}: the run stops here, as --on-error raise wants")
        self.source = source


class SchemaError(CaselineError):
    """JSON that is not a record of this schema version."""


class AlignmentError(CaselineError):
    """Offsets that do not select the text they claim to.

    Args:
        doc_id: The record's document id.
        start: First character, counted from 0.
        end: One past the last character.
        expected: The text that the record claims.
        found: The text that stands there.
    """

    def __init__(self, doc_id: str, start: int, end: int, expected: str, found: str) -> None:
        super().__init__(
            f"{doc_id}: characters {start}–{end} read {found!r}, the record says {expected!r}; "
            "offsets must select the text they name"
        )
        self.doc_id = doc_id
        self.start = start
        self.end = end
