"""What the components with a network share: the network itself, its window, and how it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Generic, Self, TypeVar

from caseline.errors import ConfigError
from caseline.nlp.tagging.encoder import Encoder

# An encoder has 512 positions, two of them for the pieces around a text.
LARGEST_WINDOW = 510

Kind = TypeVar("Kind", bound=Encoder)


class Networked(Generic[Kind]):
    """A component whose network, of one kind, comes from a trained pipeline."""

    def __init__(self, name: str, kind: type[Kind], *, window: int) -> None:
        """Takes the most word pieces that the network sees at once.

        Raises:
            ConfigError: When the window is empty, or larger than what an encoder has positions for.
        """
        if not 1 <= window <= LARGEST_WINDOW:
            raise ConfigError(f"{name}.window is {window}; choose 1 to {LARGEST_WINDOW} word pieces")
        self.name = name
        self.network: Kind | None = None
        self._kind = kind
        self._window = window

    def trained(self) -> Kind:
        """Returns the network.

        Raises:
            ConfigError: When the component has none.
        """
        if self.network is None:
            raise ConfigError(f"{self.name} has no network; load a trained pipeline or train one")
        return self.network

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the network into a folder."""
        if self.network is not None:
            self.network.to_disk(Path(path))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Self:
        """Reads the network from a folder.

        Raises:
            ConfigError: When it holds none.
        """
        self.network = self._kind.from_disk(Path(path))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Returns the network as bytes, none when there is no network."""
        return b"" if self.network is None else self.network.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Reads what `to_bytes` gave.

        Raises:
            ConfigError: When the network was trained with other features.
        """
        self.network = self._kind.from_bytes(data) if data else None
        return self
