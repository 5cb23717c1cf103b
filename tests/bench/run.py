"""Runs parts of the bench one after the other, says where it is, and keeps what was measured whatever happens."""

import asyncio
import gc
import os
import platform
import signal
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console
from rich.status import Status

from bot.logs import configure_logs
from bot.running import GARBAGE
from bot.settings import SAMPLE_CITY
from models.city.pack import City, load_city
from models.storage.encryption import Cipher, new_key
from tests.bench.echo import echo_ms
from tests.bench.figures import ECHO_MS, Figure, show, write_json
from tests.bench.part import Ground, Part

RESULT = Path("bench.json")
INTERRUPTED = 130
QUICK = "Rough figures in about a minute; parts that start services only where they are named."
QUICK = "Rough figures in about a minute; parts that start services only where they are named."
ABOUT = (
    "All in one run on this machine; the sides of a comparison in alternating rounds, ratios from their medians.",
    "Conversation: under uvloop, as in production, with an in-process session instead of HTTP; ours encrypts, the "
    "usual way does not. CPU is this process's, all threads, with the riders' own share in it; PostgreSQL's is not.",
    "What limits it: one process runs Python on one core, and is busy with it; see the busy share of each rate.",
    f"A goal that is a time or a rate is stated for a machine where a bare echo takes {ECHO_MS:g} ms of CPU, and is "
    "held against what the echo took right before the part.",
)


@dataclass
class Progress:
    """Where it is: in one line of a terminal, a line each where the output goes elsewhere."""

    console: Console
    part: str = ""
    began: float = field(default_factory=time.perf_counter)
    _status: Status | None = None

    def shown(self) -> AbstractContextManager[Any]:
        """For the length of the block."""
        if not self.console.is_terminal:
            return nullcontext()
        self._status = self.console.status("")
        return self._status

    def say(self, step: str) -> None:
        line = f"{time.perf_counter() - self.began:5.0f} s  {self.part}: {step}"
        if self._status is not None:
            self._status.update(line)
        else:
            self.console.print(line, highlight=False, markup=False, soft_wrap=True)
            self.console.file.flush()


@dataclass
class Report:
    """What all parts have measured until now."""

    quick: bool
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def add(self, ground: Ground) -> None:
        self.figures += ground.figures
        self.remarks += ground.remarks

    def write(self) -> None:
        write_json(RESULT, self.figures, self.remarks, at=self.at, quick=self.quick)


def command(parts: Sequence[Part[Any]]) -> typer.Typer:
    """The command line over these parts."""

    def main(
        names: Annotated[list[str] | None, typer.Argument(metavar="[PART]...", help="Only these; else all.")] = None,
        quick: Annotated[bool, typer.Option("--quick", help=QUICK)] = False,
    ) -> None:
        chosen, city = _chosen(parts, names or [], quick=quick), load_city(SAMPLE_CITY)
        configure_logs("WARNING")
        gc.collect()
        gc.freeze()  # as the product does when it has started; for all sides of a comparison
        gc.set_threshold(*GARBAGE)
        raise typer.Exit(bench(chosen, city, Console(), quick=quick))

    main.__doc__ = "Measure.\n\n\b\n" + _listed(parts)
    app = typer.Typer(add_completion=False)
    app.command()(main)
    return app


def _chosen(parts: Sequence[Part[Any]], names: Sequence[str], *, quick: bool) -> list[Part[Any]]:
    """In their own order. Raises typer.BadParameter, which lists what there is."""
    if unknown := set(names) - {each.name for each in parts}:
        raise typer.BadParameter(f"no part is called {', '.join(sorted(unknown))}; there are:\n{_listed(parts)}")
    if names:
        return [each for each in parts if each.name in names]
    return [each for each in parts if not (quick and each.starts)]


def _listed(parts: Sequence[Part[Any]]) -> str:
    return "\n".join(f"{each.name:14}{each.about}" for each in parts)


def bench(parts: Sequence[Part[Any]], city: City, console: Console, *, quick: bool) -> int:
    """Measures them, shows the table and writes bench.json, also after each. Returns 0; 1 where one failed, INTERRUPTED
    after SIGINT or SIGTERM."""
    report, progress = Report(quick), Progress(console)
    with tempfile.TemporaryDirectory(prefix="nuanxin-bench-") as folder, progress.shown():
        code = uvloop.run(_measure(parts, Path(folder), city, report, progress))
    took = time.perf_counter() - progress.began
    report.remarks += [*ABOUT, f"{os.cpu_count()} cores, Python {platform.python_version()}, {took:.0f} s in all"]
    show(console if console.is_terminal else Console(file=console.file, width=200), report.figures, report.remarks)
    report.write()
    return code


async def _measure(parts: Sequence[Part[Any]], folder: Path, city: City, report: Report, progress: Progress) -> int:
    loop, this, code = asyncio.get_running_loop(), asyncio.current_task(), 0
    assert this is not None
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, this.cancel)
    cipher = Cipher([new_key()], "s" * 40)
    for part in parts:
        progress.part, began = part.name, time.perf_counter()
        progress.say(part.about)
        ground = Ground(folder / part.name, city, cipher, say=progress.say)
        ground.folder.mkdir()
        try:
            ground.echo_ms = await echo_ms()
            await part.measure(ground, part.quick if report.quick else part.effort)
        except asyncio.CancelledError:
            ground.remarks.append(f"{part.name}: interrupted")
            return INTERRUPTED
        except Exception as error:
            traceback.print_exc()
            first_line = str(error).partition("\n")[0]
            ground.remarks.append(f"{part.name}: failed, {type(error).__name__}: {first_line}")
            code = 1
        finally:
            took = time.perf_counter() - began
            ground.remarks.append(f"{part.name}: {took:.0f} s, a bare echo took {ground.echo_ms:.3f} ms before it")
            report.add(ground)
            report.write()
    return code
