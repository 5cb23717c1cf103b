"""A part of the bench: its name, how much it does, and what it is given to measure on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from models.city.pack import City
from models.storage.encryption import Cipher
from tests.bench.figures import ECHO_MS, Figure

Effort = TypeVar("Effort")


@dataclass
class Ground:
    """What a part is given, and what it has measured. folder: its own. echo_ms: CPU of a bare echo right before it.
    say: tells where the part is."""

    folder: Path
    city: City
    cipher: Cipher
    echo_ms: float = ECHO_MS
    say: Callable[[str], Any] = lambda step: None
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, *figures: Figure) -> None:
        """Kept at once: what fails later takes nothing away."""
        self.figures += [each.on(self.echo_ms) for each in figures]

    def not_measured(self, what: str, why: str) -> None:
        self.remarks.append(f"{what}: not measured, {why}")

    def place(self, name: str) -> Path:
        """A folder in the part's own."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        return folder


@dataclass(frozen=True, slots=True)
class Part(Generic[Effort]):
    """name: as the command line takes it. quick: the effort where rough figures will do. starts: its time goes into
    starting services, so that `--quick` leaves it out unless it is named."""

    name: str
    about: str
    measure: Callable[[Ground, Effort], Awaitable[None]]
    effort: Effort
    quick: Effort
    starts: bool = False


NO_SERVER = "there is no PostgreSQL (TEST_DATABASE_URL)"
