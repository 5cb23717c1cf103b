"""The bench at its smallest: every part measures something, and what was measured can be shown and kept."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from rich.console import Console

from models.city.pack import City
from models.storage.encryption import Cipher
from tests.bench import sending, service
from tests.bench.cases import Load, bench_cases
from tests.bench.conversation import AT_ONCE, Effort, bench_conversation
from tests.bench.databases import sqlite_pair
from tests.bench.events import bench_events
from tests.bench.figures import Figure, show, write_json
from tests.bench.filing import bench_filing
from tests.bench.map_page import bench_map
from tests.bench.nearest import bench_nearest
from tests.bench.outbox import Size, bench_outbox
from tests.bench.place_file import bench_import
from tests.bench.queue import bench_queue
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


async def test_the_conversation_is_measured_beside_the_usual_way(tmp_path: Path, city: City, cipher: Cipher) -> None:
    figures, remarks = await bench_conversation(tmp_path, city, cipher, Effort(rounds=1, seconds=0.05, riders=100))
    _are_measured(figures)
    assert len(figures) == len(AT_ONCE) * (2 + 3 * 4)
    assert any("PostgreSQL" in remark for remark in remarks)


async def test_the_nearest_places_are_those_of_brute_force(tmp_path: Path, city: City, cipher: Cipher) -> None:
    url, _ = await sqlite_pair(tmp_path, city, cipher)
    figures = await bench_nearest(url, city, cipher, size="sample", queries=20, by_force=4)
    _are_measured(figures)
    assert [each.unit for each in figures] == ["×", "×", "ms", "ms"]


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: install Debian's package chromium")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_the_map_is_measured_in_a_browser(tmp_path: Path, city: City, cipher: Cipher) -> None:
    url, _ = await sqlite_pair(tmp_path, city, cipher)
    figures = await bench_map(url, city, cipher, size="sample", visits=1)
    _are_measured(figures)
    received = next(each for each in figures if each.unit == "kB")
    assert received.reached


async def test_booking_a_course_and_its_list_are_measured(tmp_path: Path, city: City, cipher: Cipher) -> None:
    effort = Effort(rounds=1, seconds=1.0, riders=60, at_once=2)
    figures = await bench_events(tmp_path, city, cipher, effort, dates=300, lists=20)
    _are_measured(figures)
    assert [each.unit for each in figures] == ["/s", "ms", "ms"]


async def test_filing_a_case_is_measured(tmp_path: Path, city: City, cipher: Cipher) -> None:
    figures = await bench_filing(tmp_path, city, cipher, Effort(rounds=1, seconds=1.0, riders=60, at_once=2))
    _are_measured(figures)
    assert [each.unit for each in figures] == ["/s", "ms"]


async def test_queues_and_deadlines_are_measured(tmp_path: Path, city: City, cipher: Cipher) -> None:
    load = Load(cases=300, due=45, looks=8, rounds=1, idle_s=0.2)
    figures, remarks = await bench_cases(tmp_path, city, cipher, load)
    _are_measured(figures)
    assert [each.unit for each in figures] == ["ms", "ms", "×", "s"]
    assert any("PostgreSQL" in remark for remark in remarks)


async def test_an_import_is_measured(tmp_path: Path) -> None:
    figures, remarks, url = await bench_import(tmp_path, small=10, large=20)
    _are_measured(figures)
    assert any("PostgreSQL" in remark for remark in remarks)
    assert Path(url.partition(":///")[2]).stat().st_size > 0


async def test_the_service_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # without the start that only warms up
    warm_up = [AsyncMock()]

    async def start(folder: Path, env: dict[str, str]) -> Product | AsyncMock:
        return warm_up.pop() if warm_up else await start_product(folder, env)

    monkeypatch.setattr(service, "start_product", start)
    monkeypatch.setattr(service, "bench_help", partial(service.bench_help, times=1))
    figures = await service.bench_service(tmp_path / "service", starts=1, idle_s=0.1, understood_s=0.1, texts=20)
    assert not warm_up
    _are_measured(figures)
    assert {each.unit for each in figures} == {"s", "MB", "ms"}


async def test_the_outbox_is_measured(tmp_path: Path, city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    # five processes, without the five seconds of a core that each would take to import everything
    async def start_sender(url: str, api: str, key: str) -> Forked:
        return Forked(start_forked(run_without_rate, url, api, key))

    monkeypatch.setattr(sending, "start_product", fork_product)
    monkeypatch.setattr(sending, "start_sender", start_sender)
    size = Size(rows=120, rate_s=1.5, chat_rounds=1, chat_s=0.4, chat_also_at=())
    size = replace(size, few_later=10, many_later=100, each_later=2)
    figures, remarks = await bench_outbox(tmp_path, city, size)
    refused = next(each for each in figures if "429" in each.name)
    assert refused.reached, refused
    _are_measured([each for each in figures if each is not refused])
    goals = [each.name for each in figures if each.goal]
    for part in ("memory", "without a rate", "the rate of 27", "429", "chat reply", "prepared", "the poll"):
        assert any(part in each for each in goals), part
    assert any("PostgreSQL" in remark for remark in remarks)


async def test_the_queue_of_a_department_is_measured(tmp_path: Path, city: City, cipher: Cipher) -> None:
    figures = await bench_queue(tmp_path / "queue", city, cipher, cases=300, rounds=5)
    _are_measured(figures)
    assert any(each.goal for each in figures)


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


def _are_measured(figures: Sequence[Figure]) -> None:
    assert figures
    assert len({each.name for each in figures}) == len(figures)
    for each in figures:
        assert math.isfinite(each.value), each
        assert each.value > 0, each
