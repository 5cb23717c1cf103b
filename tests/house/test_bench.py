"""The bench at its smallest: every part measures something, and what was measured can be shown and kept."""

import asyncio
import io
import json
import math
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from rich.console import Console
from typer.testing import CliRunner

from models.city.pack import City
from models.storage.encryption import Cipher
from tests.bench import notices, poll, raw_loop, replies, run, sending, service
from tests.bench.__main__ import PARTS
from tests.bench.beside_echo import Effort
from tests.bench.cases import Load, bench_cases
from tests.bench.conversation import AT_ONCE, bench_conversation
from tests.bench.databases import sqlite_pair
from tests.bench.events import Programme, bench_events
from tests.bench.figures import ECHO_MS, Figure, show, write_json
from tests.bench.filing import bench_filing
from tests.bench.large import Cities, bench_large
from tests.bench.map_page import Visits, bench_map
from tests.bench.nearest import Questions, bench_nearest
from tests.bench.part import Ground, Part
from tests.bench.picture_pages import LAYOUTS, LOOKS
from tests.bench.pictures import Effort as Pictures
from tests.bench.pictures import bench_pictures
from tests.bench.place_file import Files, bench_import
from tests.bench.queue import Year, bench_queue
from tests.bench.scale import Scale, bench_scale
from tests.bench.service import Starts
from tests.bench.stand_in import Limit
from tests.world.browser import CHROMIUM
from tests.world.processes.forked import Forked, start_forked
from tests.world.processes.product import Product, fork_product, start_product
from tests.world.processes.sender_process import run_without_rate


@pytest.fixture(autouse=True)
def _without_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest bench asks for no server, wherever it runs."""

    async def none() -> None:
        return None

    monkeypatch.setattr("tests.bench.databases._server", none)


@pytest.fixture
def ground(tmp_path: Path, city: City, cipher: Cipher) -> Ground:
    return Ground(tmp_path, city, cipher)


async def test_the_conversation_is_measured_beside_the_usual_way(ground: Ground) -> None:
    await bench_conversation(ground, Effort(rounds=1, seconds=0.05, riders=100))
    _are_measured(ground.figures)
    assert len(ground.figures) == len(AT_ONCE) * (4 + 3 * 4)
    _says_what_is_missing(ground)


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: install Debian's package chromium")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_the_map_is_measured_in_a_browser(ground: Ground) -> None:
    await bench_map(ground, Visits(1, places=300))
    _are_measured(ground.figures)
    received = next(each for each in ground.figures if each.unit == "kB")
    assert received.reached


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: install Debian's package chromium")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_what_is_read_in_pictures_is_measured(ground: Ground) -> None:
    figures, wrongs = await bench_pictures(ground.city, Pictures(LOOKS[1:2], LAYOUTS[1:3]))
    assert wrongs == []
    _are_measured([each for each in figures if each.value])  # nothing is wrong, and nothing doubtful
    assert {each.unit for each in figures} == {"", "s", "MB"}


async def test_the_nearest_places_are_those_of_brute_force(ground: Ground) -> None:
    url, _ = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    await bench_nearest(url, "sample", ground, Questions(queries=20, by_force=4))
    _are_measured(ground.figures)
    assert [each.unit for each in ground.figures] == ["×", "×", "ms", "ms"]


async def test_booking_a_course_and_its_list_are_measured(ground: Ground) -> None:
    riders = Effort(rounds=1, seconds=1.0, riders=60, at_once=2)
    await bench_events(ground, Programme(dates=300, lists=20, riders=riders))
    _are_measured(ground.figures)
    assert [each.unit for each in ground.figures] == ["ms", "×", "/s", "ms"]


async def test_filing_a_case_is_measured(ground: Ground) -> None:
    await bench_filing(ground, Effort(rounds=1, seconds=1.0, riders=60, at_once=2))
    _are_measured(ground.figures)
    assert [each.unit for each in ground.figures] == ["×", "/s", "ms"]


async def test_queues_and_deadlines_are_measured(ground: Ground) -> None:
    await bench_cases(ground, Load(cases=300, due=45, looks=8, rounds=1, idle_s=0.2))
    _are_measured(ground.figures)
    assert [each.unit for each in ground.figures] == ["ms", "ms", "×", "s"]
    _says_what_is_missing(ground)


async def test_a_large_city_is_measured_beside_a_small_one(ground: Ground) -> None:
    await bench_large(ground, Cities(few=30, many=300, rounds=1, seconds=0.2))
    _are_measured(ground.figures)
    assert [each.goal for each in ground.figures] == ["≤ 1.2"] * 2
    _says_what_is_missing(ground)


async def test_an_import_is_measured(ground: Ground) -> None:
    url = await bench_import(ground, Files(small=10, large=20))
    _are_measured(ground.figures)
    _says_what_is_missing(ground)
    assert Path(url.partition(":///")[2]).stat().st_size > 0


async def test_the_service_is_measured(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    # without the start that only warms up
    warm_up = [AsyncMock()]

    async def start(folder: Path, env: dict[str, str]) -> Product | AsyncMock:
        return warm_up.pop() if warm_up else await start_product(folder, env)

    monkeypatch.setattr(service, "start_product", start)
    await service.bench_service(ground, Starts(starts=1, idle_s=0.1, understood_s=0.1, texts=20, helps=1))
    assert not warm_up
    _are_measured(ground.figures)
    assert {each.unit for each in ground.figures} == {"s", "MB", "ms"}


async def test_the_outbox_is_measured(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    # some processes, without the five seconds of a core that each would take to import everything
    async def start_loop(api: str, count: int) -> Forked:
        return Forked(start_forked(raw_loop.run, api, count))

    async def start_sender(url: str, api: str, key: str) -> Forked:
        return Forked(start_forked(run_without_rate, url, api, key))

    monkeypatch.setattr(raw_loop, "start_loop", start_loop)
    monkeypatch.setattr(sending, "start_product", fork_product)
    monkeypatch.setattr(sending, "start_sender", start_sender)
    for part, effort in (
        (sending.PART, sending.Pending(rows=120, looped=200, rate_s=1.5)),
        (replies.PART, replies.Chat(people=120, rounds=1, seconds=0.4)),
        (notices.PART, notices.Told(people=120, notices=1, idle_s=0.4)),
        (poll.PART, poll.Later(few=10, many=100, each=2)),
    ):
        ground.folder = ground.folder.parent / part.name
        ground.folder.mkdir()
        await part.measure(ground, effort)  # type: ignore[operator]
        _says_what_is_missing(ground)
    refused = next(each for each in ground.figures if "429" in each.name)
    assert refused.reached, refused
    _are_measured([each for each in ground.figures if each is not refused])
    goals = [each.name for each in ground.figures if each.goal]
    for part_of in (
        *(
            "memory",
            "without a rate",
            "raw loop",
            "the rate of 27",
            "429",
            "chat reply",
            "prepared",
            "INSERT",
            "the poll",
        ),
    ):
        assert any(part_of in each for each in goals), part_of


async def test_the_queue_of_a_department_is_measured(ground: Ground) -> None:
    await bench_queue(ground, Year(cases=300, rounds=5))
    _are_measured(ground.figures)
    assert any(each.goal for each in ground.figures)


async def test_without_a_server_no_processes_are_compared(ground: Ground) -> None:
    await bench_scale(ground, Scale())
    _says_what_is_missing(ground)


# --- the command ------------------------------------------------------------------------------------------------------


def _part(name: str, ends: Callable[[], Awaitable[object]]) -> Part[str]:
    async def measure(ground: Ground, effort: str) -> None:
        ground.say(f"{effort} of it")
        ground.add(Figure(f"{name} took", 3.0, "s", at_most=2.0, scales=True))
        await ends()

    return Part(name, f"about {name}", measure, "all", "a little")


async def _well() -> None:
    """It ends as it should."""


async def _badly() -> None:
    raise RuntimeError("out of breath")


async def _interrupted() -> None:
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(60)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the command writes, on a machine where an echo takes twice as long as goals are stated for."""

    async def slow() -> float:
        return 2 * ECHO_MS

    monkeypatch.setattr(run, "echo_ms", slow)
    monkeypatch.setattr(run, "RESULT", tmp_path / "bench.json")
    return tmp_path / "bench.json"


def _run(city: City, said: io.StringIO, *parts: Part[str]) -> int:
    return run.bench(parts, city, Console(file=said, width=150), quick=True)


def test_a_part_that_fails_stops_no_other_and_keeps_what_it_measured(
    kept: Path, city: City, capfd: pytest.CaptureFixture[str]
) -> None:
    said = io.StringIO()
    code = _run(city, said, _part("first", _well), _part("second", _badly), _part("third", _well))
    assert code == 1
    assert "out of breath" in capfd.readouterr().err
    written = json.loads(kept.read_text(encoding="utf-8"))
    assert [each["name"] for each in written["figures"]] == ["first took", "second took", "third took"]
    assert {(each["at_most"], each["reached"]) for each in written["figures"]} == {(4.0, True)}
    assert "second: failed, RuntimeError: out of breath" in written["remarks"]
    lines = said.getvalue().splitlines()
    assert [each[9:] for each in lines if "of it" in each] == [
        f"{name}: a little of it" for name in ("first", "second", "third")
    ]
    assert "≤ 2 s where an echo takes 0.2 ms" in said.getvalue()


def test_what_was_measured_before_an_interruption_is_written(kept: Path, city: City) -> None:
    code = _run(city, io.StringIO(), _part("first", _interrupted), _part("second", _well))
    assert code == run.INTERRUPTED
    written = json.loads(kept.read_text(encoding="utf-8"))
    assert [each["name"] for each in written["figures"]] == ["first took"]
    assert "first: interrupted" in written["remarks"]


def test_named_parts_run_alone_and_another_name_lists_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def bench(parts: Sequence[Part[str]], *_: object, quick: bool) -> int:
        ran.extend(each.name for each in parts)
        return 0

    monkeypatch.setattr(run, "bench", bench)
    monkeypatch.setattr(run, "configure_logs", lambda level: None)
    parts = [_part(name, _well) for name in ("first", "second", "third")]
    parts[1] = replace(parts[1], starts=True)
    command, cli = run.command(parts), CliRunner()
    for asked, chosen in (("third first", "first third"), ("--quick", "first third"), ("", "first second third")):
        ran.clear()
        assert cli.invoke(command, asked.split()).exit_code == 0
        assert ran == chosen.split()
    refused = cli.invoke(command, ["forth"])
    assert refused.exit_code == 2
    for name in ("forth", "first", "second", "third"):
        assert name in refused.output


def test_each_part_is_called_as_its_file_and_runs_once() -> None:
    files = {sys.modules[each.measure.__module__].__name__.rpartition(".")[2] for each in PARTS}
    assert [each.name for each in PARTS if each.name not in files] == []
    assert len(files) == len(PARTS)


def test_the_stand_in_refuses_what_is_beyond_the_limit_of_any_second() -> None:
    limit = Limit(most=3)
    taken = [limit.take(b"1", 100 + number / 4) for number in range(8)]
    assert taken == [True, True, True, False, True, True, True, False]
    assert (limit.seen.taken, limit.seen.refused, limit.seen.most_in_a_second) == (6, 2, 3)


def test_figures_are_shown_and_written_ratios_first(tmp_path: Path) -> None:
    figures = [
        Figure("only to be known", 12.5, "ms"),
        Figure("slow", 3.0, "s", at_most=2.0),
        Figure("fast enough", 2.0, "×", at_least=1.5, note="rounds: 1.9 to 2.1"),
    ]
    console = Console(width=150, record=True, file=(tmp_path / "shown").open("w"))
    with console.file:
        show(console, figures, ["a remark"])
    shown = console.export_text()
    for part in ("fast enough", "2 ×", "≥ 1.5", "reached", "missed", "rounds: 1.9 to 2.1", "a remark"):
        assert part in shown

    file = tmp_path / "bench.json"
    write_json(file, figures, ["a remark"], quick=True)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["quick"] is True
    assert written["remarks"] == ["a remark"]
    assert [(each["name"], each["value"], each["reached"]) for each in written["figures"]] == [
        ("fast enough", 2.0, True),
        ("slow", 3.0, False),
        ("only to be known", 12.5, None),
    ]


def _says_what_is_missing(ground: Ground) -> None:
    assert any("not measured, there is no PostgreSQL" in remark for remark in ground.remarks)


def _are_measured(figures: Sequence[Figure]) -> None:
    assert figures
    assert len({each.name for each in figures}) == len(figures)
    for each in figures:
        assert math.isfinite(each.value), each
        assert each.value > 0, each
