"""What was measured: one figure a line, beside what is to be reached; ratios first."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ECHO_MS = 0.2
"""CPU of a bare echo (echo.py) on the machine that goals in seconds and a second are stated for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. at_least, at_most: what is to be reached, in the same unit; neither: only to be known.
    scales: that goal is a time or a rate on the machine where a bare echo takes ECHO_MS."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""
    scales: bool = False

    def on(self, echo_ms: float) -> "Figure":
        """The same where a bare echo takes so long: more time, or a lower rate."""
        if not self.scales:
            return self
        slower, stated = echo_ms / ECHO_MS, f"{self.goal} {self.unit} where an echo takes {ECHO_MS:g} ms"
        return replace(
            self,
            at_least=None if self.at_least is None else self.at_least / slower,
            at_most=None if self.at_most is None else self.at_most * slower,
            note="; ".join(filter(None, (stated, self.note))),
            scales=False,
        )

    @property
    def reached(self) -> bool | None:
        if self.at_least is not None:
            return self.value >= self.at_least
        return None if self.at_most is None else self.value <= self.at_most

    @property
    def goal(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:.4g}"
        return "" if self.at_most is None else f"≤ {self.at_most:.4g}"


def share(values: Sequence[float], fraction: float) -> float:
    """The value that this fraction of them does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(fraction * len(ordered)))]


def ratios_first(figures: Iterable[Figure]) -> list[Figure]:
    """Ratios, then what has a goal, then the rest; otherwise as they came."""
    return sorted(figures, key=lambda each: (each.unit != "×", each.reached is None))


def show(console: Console, figures: Sequence[Figure], remarks: Iterable[str]) -> None:
    table = Table("", "measured", "goal", "", "note")
    marks = {True: "[green]reached[/]", False: "[red]missed[/]", None: ""}
    for each in ratios_first(figures):
        table.add_row(each.name, f"{each.value:,.4g} {each.unit}", each.goal, marks[each.reached], each.note)
    console.print(table)
    for remark in remarks:
        console.print(remark, highlight=False)


def write_json(file: Path, figures: Sequence[Figure], remarks: Sequence[str], **about: Any) -> None:
    rows = [{**asdict(each), "reached": each.reached} for each in ratios_first(figures)]
    text = json.dumps({**about, "figures": rows, "remarks": list(remarks)}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
