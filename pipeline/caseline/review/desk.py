"""What the desk does for one author: reads, saves and decides in a line, and keeps the gold folder in step."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from caseline.errors import CaselineError
from caseline.review.agreement import AgreementReport, agreement_of
from caseline.review.bodies import check
from caseline.review.compared import Comparisons
from caseline.review.errors import Current, DeskCode, DeskError
from caseline.review.gold import folder_of, gold_bytes, remove_gold, write_gold
from caseline.review.settings import Settings
from caseline.review.states import Accepted, Head, Status
from caseline.review.store import ConflictError, Store
from caseline.review.tables import StoreError
from caseline.schema.report import CaseReport

# Seconds in which gold is written once a decision has its time.
_MOMENT = 2.0


class Desk:
    """One author at one database.

    Args:
        settings: Who, which line, and where gold goes.
        store: The database.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.line = settings.line
        self.gold = folder_of(settings.gold_folder, settings.line)
        self._comparisons = Comparisons()

    def head(self, key: str) -> Head:
        """Returns the current version of a record.

        Raises:
            UnknownRecordError: When there is no such record.
        """
        return self.store.head(key, line=self.line)

    def save(self, key: str, *, base: int, record: CaseReport, answer: str | None = None) -> Head:
        """Saves a record as a new version, unless it is just as the current one.

        Args:
            key: The record's key.
            base: The version that was edited.
            record: The record.
            answer: The machine answer that was edited, where `base` is 0.

        Raises:
            UnknownRecordError: When there is no such record.
            DeskError: When the record is not one of this text, or `base` or `answer` is not current.
        """
        try:
            return self.store.save(
                key,
                record,
                line=self.line,
                base=base,
                author=self.settings.author,
                answer=answer,
                check=lambda head: check(record, CaseReport.model_validate_json(head.made)),
            )
        except ConflictError as error:
            raise _conflict(error) from error

    def decide(
        self, key: str, *, base: int, status: Status, comment: str, answer: str | None = None
    ) -> tuple[Head, Path | None]:
        """Decides on a record; accepting writes its gold, everything else removes it.

        The gold file changes in the same transaction: where it cannot be written nothing is decided.

        Args:
            key: The record's key.
            base: The version that was decided upon.
            status: What.
            comment: And why.
            answer: The machine answer that was decided upon, where `base` is 0.

        Raises:
            UnknownRecordError: When there is no such record.
            DeskError: When `base` or `answer` is not current.
            WritingError: When gold cannot be written.
        """
        touched: list[str] = []

        def keep_gold(head: Head) -> None:
            touched.append(head.name)
            self._keep_gold(head)

        try:
            head = self.store.decide(
                key,
                line=self.line,
                base=base,
                author=self.settings.author,
                status=status,
                comment=comment,
                answer=answer,
                then=keep_gold,
            )
        except StoreError:
            for name in touched:
                self._take_back(key, name)
            raise
        except ConflictError as error:
            raise _conflict(error) from error
        return head, self.gold / head.name if head.status is Status.ACCEPTED else None

    def agreement(self) -> AgreementReport:
        """Returns how far the machine agrees with the curators, and these with each other.

        Whoever works independently is told of their own line only.
        """
        return agreement_of(self.store, only=self.line or None, comparisons=self._comparisons)

    def restore_gold(self) -> list[str]:
        """Brings the gold folder in step with the decisions, after a crash or with another folder.

        Returns:
            What was done, and which files are not what was accepted; these are left as they are.
        """
        told = []
        accepted = {found.key: found for found in self.store.accepted(self.line)}
        names = self.store.names()
        decided = self.store.decisions(self.line)
        for key, name in names.items():
            path, found = self.gold / name, accepted.get(key)
            if found is None:
                if path.exists() and key in decided:
                    remove_gold(path)
                    told.append(f"{path}: removed, as its record is not accepted")
                elif path.exists():
                    # It may be the work of another database, or of a desk that was stopped while it wrote.
                    told.append(
                        f"{path}: is there, though nobody has decided on its record; decide or remove it"
                    )
            elif not path.exists():
                write_gold(CaseReport.model_validate_json(found.record), path)
                told.append(f"{path}: written, as its record is accepted")
            elif _differs(path, found):
                told.append(f"{path}: is not what was accepted; accept its record again to write it anew")
        return told

    def _keep_gold(self, head: Head) -> None:
        path = self.gold / head.name
        if head.status is Status.ACCEPTED:
            write_gold(CaseReport.model_validate_json(head.record), path)
        else:
            remove_gold(path)

    def _take_back(self, key: str, name: str) -> None:
        """Makes gold again what the last decision that was kept says; where that fails, opening the desk does."""
        with suppress(CaselineError):
            kept = {found.key: found.record for found in self.store.accepted(self.line)}.get(key)
            if kept is None:
                remove_gold(self.gold / name)
            else:
                write_gold(CaseReport.model_validate_json(kept), self.gold / name)


def _differs(path: Path, found: Accepted) -> bool:
    """Says whether a file is not the gold of a record; one just as old as the decision is taken to be it."""
    decided = datetime.fromisoformat(found.saved).timestamp()
    try:
        if abs(path.stat().st_mtime - decided) <= _MOMENT:
            return False
        return path.read_bytes() != gold_bytes(CaseReport.model_validate_json(found.record))
    except OSError:
        return True


def _conflict(error: ConflictError) -> DeskError:
    head = error.current
    current = Current(version=head.version, author=head.author, saved=head.saved)
    return DeskError(DeskCode.CONFLICT, str(error), where="base", current=current)
